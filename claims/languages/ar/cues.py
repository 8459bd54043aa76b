"""How Arabic prose says that somebody said something. Spelled as in print; the manifest folds every row.

Source of the verbs: the reporting verbs of Modern Standard Arabic news prose, ordered by how often they attribute in agency copy;
conjugations follow W. Wright, A Grammar of the Arabic Language, third person, perfect and imperfect, with the accusative participles.
"""

from claims.languages.folding import fold
from claims.languages.pack import Cues, CueVerb, Frame

# perfect, imperfect, participle ("" where it does not report), and the prepositions that lead to the content
_CLAUSE_VERBS = """
قال يقول قائل
أضاف يضيف مضيف
تابع يتابع متابع
أشار يشير مشير إلى
أوضح يوضح موضح
ذكر يذكر ذاكر
أفاد يفيد مفيد بـ
لفت يلفت لافت إلى
صرح يصرح مصرح بـ
كتب يكتب -
رأى يرى -
ادعى يدعي مدعي
غرد يغرد مغرد
تساءل يتساءل متسائل
رد يرد -
علق يعلق معلق
أبلغ يبلغ مبلغ
نوه ينوه منوه إلى
نبه ينبه منبه إلى
أردف يردف مردف
استطرد يستطرد مستطرد
استكمل يستكمل مستكمل
ختم يختم مختتم
هتف يهتف هاتف
أجاب يجيب مجيب
أورد يورد -
أظهر يظهر -
بينت - مبين
خلص يخلص - إلى
تحدث يتحدث -
أخبر يخبر مخبر
جزم يجزم جازم
كرر يكرر مكرر
ألمح يلمح ملمح إلى
روى يروي -

"""
_OBJECT_VERBS = """
أكد يؤكد مؤكد على
أعلن يعلن معلن عن
اعتبر يعتبر معتبر
كشف يكشف كاشف عن
نفى ينفي نافي
رفض يرفض رافض
اتهم يتهم متهم
وصف يصف واصف
طالب يطالب مطالب بـ
دعا يدعو داعي إلى
جدد يجدد مجدد
تبنى يتبنى -
ناشد يناشد مناشد
حث يحث -
طلب يطلب -
توقع يتوقع متوقع
زعم يزعم زاعم
قرر يقرر -
رجح يرجح مرجح
اقترح يقترح -
استنكر يستنكر مستنكر
"""
_GOVERNED_VERBS = """
هدد يهدد مهدد بـ
شدد يشدد مشدد على
حذر يحذر محذر من
قضى يقضي - بـ
حكم - - على
أفصح يفصح - عن
تعهد يتعهد متعهد بـ
وعد - - بـ
توعد يتوعد متوعد بـ
أعرب يعرب معرب عن
عبر يعبر معبر عن
اعترف يعترف معترف بـ
أقر يقر مقر بـ
ندد يندد مندد بـ
أوصى يوصي - بـ
أمر يأمر - بـ
"""


def _conjugated(perfect: str, imperfect: str) -> set[str]:
    """Third-person forms of a verb, folded. Defective verbs (دعا، نفى) lose their last letter before an ending."""
    forms: set[str] = set()
    if perfect != "-":
        stem = perfect[:-1] if perfect[-1] in "اى" else perfect
        forms |= {perfect, f"{stem}ت", f"{stem}وا", f"{stem}تا", f"{perfect}ا" if stem == perfect else f"{stem}يا"}
    if imperfect != "-":
        stem = imperfect[1:]
        plural = stem[:-1] if stem[-1] in "يو" else stem
        forms |= {imperfect, f"ت{stem}", f"ي{plural}ون", f"ت{stem}ان", f"ي{stem}ان"}
    return {fold(form).text for form in forms}


def _participles(participle: str) -> set[str]:
    if participle == "-":
        return set()
    return {fold(participle + ending).text for ending in ("ا", "ة", "ين", "تين")} | (
        {fold("داعيا").text} if participle == "داعي" else set()
    )


def _verbs(table: str, frame: Frame) -> dict[str, CueVerb]:
    forms: dict[str, CueVerb] = {}
    for row in filter(None, map(str.strip, table.splitlines())):
        perfect, imperfect, participle, *prepositions = row.split()
        leads = frozenset(fold(preposition.rstrip("ـ")).text for preposition in prepositions)
        forms |= {form: CueVerb(perfect, frame, leads, finite=True) for form in _conjugated(perfect, imperfect)}
        forms |= {form: CueVerb(perfect, frame, leads, finite=False) for form in _participles(participle)}
    return forms


_SAYING = {
    fold(form).text: CueVerb("قول", Frame.CLAUSE, frozenset(), finite=False)
    for form in ("قوله", "قولها", "قولهم", "بقوله", "بقولها", "بالقول")
}

CUES = Cues(
    # Forms that are far oftener a preposition or a noun: across, opinion, in reply, read!
    verbs={
        form: verb
        for form, verb in (
            _verbs(_CLAUSE_VERBS, Frame.CLAUSE) | _verbs(_OBJECT_VERBS, Frame.OBJECT) | _verbs(_GOVERNED_VERBS, Frame.GOVERNED) | _SAYING
        ).items()
        if form not in {"عبر", "راي", "ردا", "اقرا", "مبين"}
    },
    proclitics=("و", "ف"),
    complementizers=frozenset(
        f"{lead}{particle}{pronoun}"
        for lead in ("", "ب", "ف")
        for particle in ("ان",)
        for pronoun in ("", "ه", "ها", "هم", "هما", "نا", "ني", "ي", "هن")
    )
    - {"بني"},
    phrases=frozenset(fold(word).text for word in ("بحسب", "حسب", "وفق", "وفقا", "نقلا", "حسبما")),
    phrase_particles=frozenset({"ما", "لما", "عن"}),
    relatives=frozenset({"ما", "لما"}),
    dative="ل",
    auxiliaries=frozenset({"كان", "كانت", "قد", "كما", "سبق", "وكان", "وكانت", "وقد", "كانوا", "وكانوا", "الي", "ذلك"}),
    nouns=frozenset({"رفض", "طلب", "وعد", "تعهد", "زعم", "توقع", "امر", "كشف", "رفضا", "طلبا", "وعدا", "حكم", "امرا"}),
    own_words=frozenset(
        fold(word).text for word in ("وصفه", "وصفها", "وصفهم", "تعبيره", "تعبيرها", "تعبيرهم", "قوله", "قولها", "قولهم", "رأيه", "رأيها")
    ),
    unreported=frozenset(
        fold(word).text for word in ("قبل", "بعد", "دون", "منذ", "غير", "رغم", "يجب", "يمكن", "ينبغي", "إلا", "تخشى", "يخشى", "وتخشى")
    ),
    remarks=frozenset(
        fold(word).text
        for word in (
            "دون",
            "علما",
            "فيما",
            "بينما",
            "وذلك",
            "وهو",
            "مما",
            "بعدما",
            "حسبما",
            "على حد",
            "في حين",
            "من دون",
            "في وقت",
            "في إشارة",
            "وهي",
        )
    ),
)
