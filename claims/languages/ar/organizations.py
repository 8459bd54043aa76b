"""Organizations of the news under all the names that Arabic gives them, and how governments and ministries are named.

Source: the organizations' own Arabic pages for names and acronyms, the UN list of member states and capitals (UNGEGN) for countries;
compiled for this table. A line of `_COUNTRIES` is: ISO 3166 code, capitals, names of the country, adjectives.
"""

from claims.languages.folding import fold
from claims.languages.pack import Organizations

_COUNTRIES = """
iq | بغداد | العراق | عراقي
us | واشنطن | الولايات المتحدة، الولايات المتحدة الأميركية، أميركا، أمريكا، الولايات المتحدة الأمريكية | أميركي، أمريكي
ir | طهران | إيران | إيراني
tr | أنقرة | تركيا | تركي
ru | موسكو | روسيا، روسيا الاتحادية | روسي
fr | باريس | فرنسا | فرنسي
gb | لندن | بريطانيا، المملكة المتحدة | بريطاني
de | برلين | ألمانيا | ألماني
sa | الرياض | السعودية، المملكة العربية السعودية | سعودي
eg | القاهرة | مصر | مصري
sy | دمشق | سوريا، سورية | سوري
lb | بيروت | لبنان | لبناني
jo | عمّان | الأردن | أردني
qa | الدوحة | قطر | قطري
ae | أبوظبي، أبو ظبي | الإمارات، الإمارات العربية المتحدة | إماراتي
kw | | الكويت | كويتي
bh | المنامة | البحرين | بحريني
om | مسقط | سلطنة عمان | عماني
ye | صنعاء | اليمن | يمني
ly | طرابلس | ليبيا | ليبي
tn | | تونس | تونسي
dz | | الجزائر | جزائري
ma | الرباط | المغرب | مغربي
mr | نواكشوط | موريتانيا | موريتاني
sd | الخرطوم | السودان | سوداني
ss | جوبا | جنوب السودان |
so | مقديشو | الصومال | صومالي
ps | | فلسطين، السلطة الفلسطينية | فلسطيني
il | تل أبيب | إسرائيل | إسرائيلي
cn | بكين | الصين | صيني
jp | طوكيو | اليابان | ياباني
kr | سيول، سول | كوريا الجنوبية |
kp | بيونغيانغ | كوريا الشمالية |
in | نيودلهي | الهند | هندي
pk | إسلام أباد، إسلام آباد | باكستان | باكستاني
af | كابل، كابول | أفغانستان | أفغاني
ua | كييف | أوكرانيا | أوكراني
it | روما | إيطاليا | إيطالي
es | مدريد | إسبانيا | إسباني
nl | لاهاي، أمستردام | هولندا | هولندي
be | | بلجيكا | بلجيكي
se | ستوكهولم | السويد | سويدي
dk | كوبنهاغن | الدنمارك | دنماركي
no | أوسلو | النرويج | نرويجي
pl | وارسو | بولندا | بولندي
gr | أثينا | اليونان | يوناني
ca | أوتاوا | كندا | كندي
au | كانبرا | أستراليا | أسترالي
et | أديس أبابا | إثيوبيا | إثيوبي
"""
_ORGANIZATIONS = """
nato | الناتو، حلف الناتو، حلف شمال الأطلسي، حلف شمال الأطلسي الناتو، حلف الأطلسي، منظمة حلف شمال الأطلسي، منظمة معاهدة شمال الأطلسي
un | الأمم المتحدة، منظمة الأمم المتحدة، هيئة الأمم المتحدة
unsc | مجلس الأمن، مجلس الأمن الدولي، مجلس الأمن التابع للأمم المتحدة
eu | الاتحاد الأوروبي
ec | المفوضية الأوروبية
au | الاتحاد الأفريقي، الاتحاد الإفريقي
arab league | الجامعة العربية، جامعة الدول العربية
gcc | مجلس التعاون، مجلس التعاون الخليجي، مجلس التعاون لدول الخليج العربية
oic | منظمة التعاون الإسلامي
opec | أوبك، منظمة أوبك، منظمة الدول المصدرة للنفط، منظمة البلدان المصدرة للنفط، منظمة الدول المصدرة للبترول
iaea | الوكالة الدولية للطاقة الذرية، وكالة الطاقة الذرية
who | منظمة الصحة العالمية، الصحة العالمية
unicef | اليونيسف، يونيسف، اليونيسيف، منظمة الأمم المتحدة للطفولة، منظمة اليونيسف
unesco | اليونسكو، يونسكو، منظمة اليونسكو، منظمة الأمم المتحدة للتربية والعلم والثقافة
unhcr | المفوضية السامية للأمم المتحدة لشؤون اللاجئين، مفوضية اللاجئين، مفوضية الأمم المتحدة لشؤون اللاجئين
unrwa | الأونروا، أونروا، وكالة الأونروا، وكالة غوث وتشغيل اللاجئين الفلسطينيين، وكالة الأمم المتحدة لغوث وتشغيل اللاجئين الفلسطينيين
wfp | برنامج الأغذية العالمي، برنامج الغذاء العالمي
fao | الفاو، منظمة الأغذية والزراعة، منظمة الفاو
imf | صندوق النقد الدولي
world bank | البنك الدولي
wto | منظمة التجارة العالمية
icc | المحكمة الجنائية الدولية، الجنائية الدولية
icj | محكمة العدل الدولية
icrc | اللجنة الدولية للصليب الأحمر، الصليب الأحمر الدولي
amnesty | منظمة العفو الدولية، العفو الدولية، أمنستي
hrw | هيومن رايتس ووتش، منظمة هيومن رايتس ووتش
msf | أطباء بلا حدود، منظمة أطباء بلا حدود
sohr | المرصد السوري لحقوق الإنسان، المرصد السوري
reuters | رويترز، وكالة رويترز، وكالة رويترز للأنباء
afp | فرانس برس، وكالة فرانس برس، وكالة الصحافة الفرنسية
ap | أسوشيتد برس، وكالة أسوشيتد برس
anadolu | الأناضول، وكالة الأناضول، وكالة أنباء الأناضول
hamas | حماس، حركة حماس، حركة المقاومة الإسلامية، حركة المقاومة الإسلامية حماس
fatah | فتح، حركة فتح، حركة التحرير الوطني الفلسطيني
islamic jihad | الجهاد الإسلامي، حركة الجهاد الإسلامي
hezbollah | حزب الله، حزب الله اللبناني
ansar allah | أنصار الله، جماعة أنصار الله، الحوثيون، الحوثيين، جماعة الحوثي
taliban | طالبان، حركة طالبان
islamic state | داعش، تنظيم داعش، تنظيم الدولة، تنظيم الدولة الإسلامية، الدولة الإسلامية
coalition | التحالف الدولي، التحالف الدولي ضد داعش، التحالف الدولي لمحاربة داعش
fifa | فيفا، الفيفا، الاتحاد الدولي لكرة القدم
uefa | يويفا، اليويفا، الاتحاد الأوروبي لكرة القدم
vatican | الفاتيكان، الكرسي الرسولي
azhar | الأزهر، الأزهر الشريف، مؤسسة الأزهر
us congress | الكونغرس، الكونغرس الأميركي، الكونغرس الأمريكي، الكونجرس، الكونجرس الأميركي، الكونجرس الأمريكي
knesset | الكنيست، الكنيست الإسرائيلي
unami | يونامي، بعثة يونامي، بعثة الأمم المتحدة لمساعدة العراق
"""
# Buildings and short forms that stand for a ministry or an office: its key.
_SEATS = """
ministry:defence:us | البنتاغون، وزارة الحرب الأميركية
presidency:us | البيت الأبيض
presidency:ru | الكرملين
presidency:fr | الإليزيه، قصر الإليزيه
"""
_PORTFOLIOS = """
defence | دفاع
foreign | خارجية، شؤون خارجية
interior | داخلية
health | صحة
finance | مالية
oil | نفط، بترول
justice | عدل
education | تربية، تعليم، تربية تعليم
agriculture | زراعة
trade | تجارة
transport | نقل
labour | عمل
culture | ثقافة
planning | تخطيط
electricity | كهرباء
water | موارد مائية، مياه، ري
environment | بيئة
economy | اقتصاد
information | إعلام
tourism | سياحة
youth | شباب رياضة
endowments | أوقاف
"""


def _folded(words: str) -> list[str]:
    return [fold(word.strip()).text for word in words.split("،") if word.strip()]


def _lines(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def _keyed(table: str, prefix: str = "") -> dict[str, str]:
    return {name: prefix + key for key, names in _lines(table) for name in _folded(names)}


ORGANIZATIONS = Organizations(
    names=_keyed(_ORGANIZATIONS, "org:") | _keyed(_SEATS),
    countries={name: code for code, capitals, names, _ in _lines(_COUNTRIES) for name in [*_folded(capitals), *_folded(names)]},
    adjectives={form: code for code, _, _, adjectives in _lines(_COUNTRIES) for word in _folded(adjectives) for form in (word, word + "ه")},
    governments=frozenset({fold("حكومة").text}),
    ministries=frozenset({fold("وزارة").text}),
    presidencies=frozenset(_folded("رئاسة، رئاسة جمهورية")),
    portfolios=_keyed(_PORTFOLIOS),
    bare_portfolios=frozenset(_folded("دفاع، خارجية، داخلية، صحة، مالية، نفط")),
    fillers=frozenset(_folded("في")),
    article="ال",
    determiners=frozenset(),
    attached=("لل", "و"),
    assimilated="لل",
)
