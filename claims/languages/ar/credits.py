"""How Arabic print credits an agency. Sources: the agencies' own Arabic names, and the credit lines of Arabic outlets."""

from claims.languages.folding import fold_key
from claims.languages.pack import Credits

_AGENCIES = """
reuters | رويترز
afp | أ ف ب، ا ف ب، أ.ف.ب، اف ب، أف ب، فرانس برس، فرانس بريس، وكالة الصحافة الفرنسية
ap | أ ب، ا ب، أ.ب، أسوشيتد برس، أسوشييتد برس، اسوشيتدبرس، أسوشييتدبرس
dpa | د ب أ، د.ب.أ، د ب ا، دبا، وكالة الأنباء الألمانية
anadolu | الأناضول
sputnik | سبوتنيك
tass | تاس، إيتار تاس
ria | نوفوستي، ريا نوفوستي
interfax | إنترفاكس
xinhua | شينخوا، وكالة الأنباء الصينية
bloomberg | بلومبرغ، بلومبرج
upi | يونايتد برس إنترناشيونال، يو بي آي
efe | إفي، وكالة الأنباء الإسبانية
ansa | أنسا
aki | آكي
ina | واع، وكالة الأنباء العراقية
spa | واس، وكالة الأنباء السعودية
wam | وام، وكالة أنباء الإمارات
kuna | كونا، وكالة الأنباء الكويتية
qna | قنا، وكالة الأنباء القطرية
bna | بنا، وكالة أنباء البحرين
petra | بترا، وكالة الأنباء الأردنية
sana | سانا، وكالة الأنباء السورية
wafa | وفا، وكالة الأنباء الفلسطينية
mena | أ ش أ، أ.ش.أ، وكالة أنباء الشرق الأوسط
aps | وأج، وكالة الأنباء الجزائرية
tap | وات، وكالة تونس إفريقيا للأنباء
nna | الوكالة الوطنية للإعلام
irna | إرنا
isna | إسنا
fars | فارس
tasnim | تسنيم
"""

CREDITS = Credits(
    agencies={
        fold_key(name): line.split("|")[0].strip() for line in _AGENCIES.strip().splitlines() for name in line.split("|")[1].split("،")
    },
    fillers=frozenset(
        fold_key(word) for word in ("وكالة", "وكالات", "للأنباء", "أنباء", "الأنباء", "الإخبارية", "الدولية", "الرسمية", "عن")
    ),
    joints=frozenset({"و"}),
    leads=tuple(fold_key(lead) for lead in ("المصدر", "المصادر", "مصدر الخبر", "نقلا عن", "نقلاً عن", "عن")),
)
