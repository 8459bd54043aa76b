"""How Arabic prose says that somebody said something. Spelled as in print; the manifest folds every row.

Source of the verbs: the reporting verbs of Modern Standard Arabic news prose. Conjugations follow W. Wright, A Grammar of the
Arabic Language: third person, perfect and imperfect with its subjunctive, the participles and the verbal noun.
"""

from collections.abc import Iterator

from claims.languages.folding import fold
from claims.languages.pack import Agreement, CueForm, Cues, CueVerb, Frame, Licence

# Under each sense, a row a verb: perfect, imperfect, participle, verbal nouns joined by "/" ("-" where it has
# none that reports), prepositions before the content
_CLAUSE_VERBS = """
[say]
قال يقول قائل قول
أضاف يضيف مضيف -
أشار يشير مشير إشارة إلى
أوضح يوضح موضح توضيح
وضح - - -
ذكر يذكر ذاكر -
أفاد يفيد مفيد إفادة بـ
لفت يلفت لافت - إلى
صرح يصرح مصرح تصريح/تصريحات بـ
كتب يكتب كاتب -
غرد يغرد مغرد تغريدة
رد يرد - - على
علق يعلق معلق تعليق على
عقب يعقب معقب -
أبلغ يبلغ مبلغ إبلاغ بـ
نوه ينوه منوه - إلى بـ
نبه ينبه منبه تنبيه إلى من
هتف يهتف هاتف هتاف/هتافات
ردد يردد مردد ترديد
صرخ يصرخ صارخ -
صاح يصيح صائح صياح بـ
جادل يجادل مجادل - بـ
ذكر يذكر مذكر تذكير بـ
تذمر يتذمر متذمر - من
أجاب يجيب مجيب إجابة على عن
تحدث يتحدث متحدث حديث عن
أخبر يخبر مخبر إخبار بـ
أخطر يخطر مخطر إخطار بـ
ألمح يلمح ملمح تلميح/تلميحات إلى
لمح يلمح - -
شرح يشرح شارح شرح
فسر يفسر مفسر تفسير
برر يبرر مبرر تبرير
علل يعلل معلل -
خاطب يخاطب مخاطب مخاطبة
مازح يمازح مازح -
تمتم يتمتم - -
استشهد يستشهد مستشهد - بـ
[go on]
تابع يتابع متابع -
أردف يردف مردف -
استطرد يستطرد مستطرد -
استكمل يستكمل مستكمل -
أكمل يكمل مكمل -
واصل يواصل مواصل -
استرسل يسترسل مسترسل -
مضى يمضي - -
زاد - - -
ختم يختم - -
اختتم يختتم مختتم -
عاد يعود - -
استدرك يستدرك مستدرك -
استهل يستهل مستهل -
بدأ يبدأ - -
[ask]
تساءل يتساءل متسائل تساؤل/تساؤلات عن
سأل يسأل سائل سؤال/تساؤل عن
سئل يسأل - -
استفسر يستفسر مستفسر استفسار/استفسارات عن
[think]
رأى يرى - -
خلص يخلص - - إلى
توصل - - - إلى
اعتقد يعتقد معتقد اعتقاد
ظن يظن - -
لاحظ يلاحظ ملاحظ ملاحظة
استنتج يستنتج مستنتج استنتاج
علم - - -
افترض يفترض مفترض افتراض
ارتأى يرتئي - -
[show]
أظهر يظهر مظهر -
بينت يبين مبين تبيان
أبان يبين - -
أثبت يثبت مثبت إثبات
وجدت يجد - -
[transmit]
أورد يورد مورد -
روى يروي راوي رواية
حكى يحكي - -
سرد يسرد - -
تضمن يتضمن متضمن -
نص ينص - - على
جاء - - - في
ورد يرد - - في
قيل يقال - -
نقل ينقل ناقل نقل عن
نشر ينشر - -
بث يبث - -
أذاع يذيع - -
تداول يتداول - -
[announce]
ادعى يدعي مدعي ادعاء/ادعاءات
جزم يجزم جازم جزم بـ
كرر يكرر مكرر تكرار
[demand]
نادى ينادي مناد مناداة بـ
[promise]
أقسم يقسم مقسم - على بـ
طمأن يطمئن مطمئن -
بشر يبشر مبشر -
[feel]
شكا يشكو شاكي شكوى من
اشتكى يشتكي مشتكي - من
سخر يسخر ساخر سخرية من
استغرب يستغرب مستغرب استغراب
تفاخر يتفاخر متفاخر - بـ
تباهى يتباهى متباهي - بـ
استهزأ يستهزئ - -
اعتذر يعتذر معتذر اعتذار عن
"""
_OBJECT_VERBS = """
[ask]
التمس يلتمس ملتمس التماس
[think]
أيقن - - -
[show]
كشف يكشف كاشف كشف عن
أحصى يحصي - -
وثق يوثق - -
سجل يسجل - -
رصد يرصد - -
[announce]
أكد يؤكد مؤكد تأكيد/تأكيدات على
أعلن يعلن معلن إعلان عن
جدد يجدد مجدد تجديد على
تبنى يتبنى متبني تبني
زعم يزعم زاعم زعم/مزاعم
طرح يطرح - -
عرض يعرض - عرض
[deny]
اعترض يعترض معترض اعتراض على
نفى ينفي نافي نفي
أنكر ينكر منكر إنكار
رفض يرفض رافض رفض
استبعد يستبعد مستبعد استبعاد
عارض يعارض معارض معارضة
كذب يكذب مكذب تكذيب
فند يفند - -
شكك يشكك مشكك تشكيك في بـ
[accuse]
اتهم يتهم متهم اتهام/اتهامات بـ
وجه يوجه موجه توجيه
حمل يحمل محمل تحميل
ألقى يلقي - -
أنحى ينحي منحي -
أسند يسند - -
نسب ينسب - -
عزا يعزو عازي - إلى
أرجع يرجع مرجع إرجاع إلى
لام يلوم لائم لوم على
[describe]
اعتبر يعتبر معتبر اعتبار
وصف يصف واصف وصف بـ
سمى يسمي - تسمية
صنف يصنف - تصنيف
شبه يشبه مشبها تشبيه بـ
نعت ينعت - - بـ
صور يصور - -
عد يعد - -
[demand]
طالب يطالب مطالب مطالبة/مطالبات بـ
دعا يدعو داعي دعوة/دعوات إلى لـ
ناشد يناشد مناشد مناشدة/مناشدات
حث يحث - حث على
حض يحض - حض على
شجع يشجع مشجع تشجيع على
أوعز يوعز موعز إيعاز بـ إلى
أهاب يهيب مهيب - بـ
طلب يطلب طالب طلب/طلبات من
استدعى - - -
اقترح يقترح مقترح اقتراح/مقترح
اشترط يشترط مشترط اشتراط
نصح ينصح ناصح نصيحة بـ
[promise]
ضمن يضمن - -
[decide]
قرر يقرر - قرار/قرارات
أصدر يصدر - إصدار
وافق يوافق موافق موافقة على
اتفق يتفق متفق اتفاق على
أجمع يجمع - إجماع على
حظر يحظر - -
منع يمنع - -
برأ يبرئ - -
أفتى يفتي مفتي فتوى/فتاوى بـ
[expect]
توقع يتوقع متوقع توقع/توقعات
تنبأ يتنبأ متنبئ تنبؤ/تنبؤات بـ
رجح يرجح مرجح ترجيح/ترجيحات
قدر يقدر مقدر تقدير/تقديرات بـ
خمن يخمن - تخمين
[feel]
استنكر يستنكر مستنكر استنكار
استهجن يستهجن مستهجن استهجان
ثمن يثمن مثمن تثمين
امتدح يمتدح ممتدح امتداح
أدان يدين مدين إدانة
دان - - -
شجب يشجب - شجب
انتقد ينتقد منتقد انتقاد/انتقادات
هاجم يهاجم مهاجم -
أشاد يشيد مشيد إشادة بـ
أثنى يثني مثني ثناء على
رحب يرحب مرحب ترحيب بـ
أيد يؤيد مؤيد تأييد
دافع يدافع مدافع دفاع عن
احتج يحتج محتج احتجاج على
تحدى يتحدى متحدي -
هنأ يهنئ مهنئ تهنئة
شكر يشكر شاكر -
"""
_GOVERNED_VERBS = """
[say]
تقدم - - - بـ
أوحى يوحي موحي - بـ
أومأ يومئ - - إلى
[show]
أفصح يفصح مفصح إفصاح عن
دل يدل - - على
[announce]
شدد يشدد مشدد تشديد على
[deny]
تراجع - - - عن
تنصل يتنصل متنصل - من
[admit]
اعترف يعترف معترف اعتراف/اعترافات بـ
أقر يقر مقر إقرار بـ
سلم يسلم - تسليم بـ
[demand]
أوصى يوصي موصي توصية/توصيات بـ
أمر يأمر آمر أمر/أوامر بـ
تمسك يتمسك متمسك تمسك بـ
أصر يصر مصر إصرار على
ألح يلح - إلحاح على
[promise]
تعهد يتعهد متعهد تعهد/تعهدات بـ
وعد يعد واعد وعد/وعود بـ
التزم يلتزم ملتزم التزام بـ
[threaten]
هدد يهدد مهدد تهديد/تهديدات بـ
حذر يحذر محذر تحذير/تحذيرات من
أنذر ينذر منذر إنذار بـ من
توعد يتوعد متوعد توعد بـ
لوح يلوح ملوح تلويح بـ
[decide]
قضى يقضي قاضي - بـ
حكم يحكم - حكم على بـ
سمح يسمح - سماح بـ
أذن - - - بـ
[expect]
تكهن يتكهن متكهن تكهن/تكهنات بـ
[feel]
أعرب يعرب معرب إعراب عن
عبر يعبر معبر تعبير عن
أبدى يبدي مبدي إبداء
ندد يندد مندد تنديد بـ
"""
# Nouns without a verb of their own in these tables that carry what somebody said.
_NOUNS = "بيان تقرير تقارير رسالة خطاب تدوينة منشور نداءات نداء استغاثة تهمة تهم شعار شعارات أنباء معلومات نبأ وعيد"
# Forms that are far oftener a preposition or another noun: between, across, opinion, in reply, read!, ability (no "he estimated it")
_OTHER_WORDS = """
عبر رأي ثمن أخطر أجمع ردا اقرأ مبين بين ضمن جاءا عقب زادا عدا عاما بثا معا علما علمه إضافة أسر أسرة أسره طالبان قاضي قاضيان حكما زادت
قدرة قدرته قدرتها قدرتهم قدرتنا قدره قدرها
"""
_THAT = frozenset(
    f"{lead}{particle}{pronoun}"
    for lead in ("", "ب", "ف")
    for particle in ("ان",)
    for pronoun in ("", "ه", "ها", "هم", "هما", "نا", "ني", "ي", "هن")
) - {"بني", "فاني"}
# Behind a conjunction it is the verb: "and he thought" is not written as "and an opinion".
_THOUGHT = {fold("ورأى").text: CueVerb(fold("رأى").text, "think", Frame.CLAUSE, frozenset(), CueForm.PERFECT)}
# Those that are the verb behind all: "he expressed his refusal", "Lavrov thought that", "the ministry made clear that".
_LICENSED = {
    fold("عبر").text: Licence(
        CueVerb(fold("عبر").text, "feel", Frame.GOVERNED, frozenset({fold("عن").text}), CueForm.PERFECT), frozenset({fold("عن").text}), 3
    ),
    fold("رأى").text: Licence(CueVerb(fold("رأى").text, "think", Frame.CLAUSE, frozenset(), CueForm.PERFECT), _THAT, 4),
    fold("بين").text: Licence(CueVerb(fold("بين").text, "show", Frame.CLAUSE, frozenset(), CueForm.PERFECT), _THAT, 2),
}
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن")


def _without_tail(word: str, tails: str) -> str:
    return word[:-1] if word[-1] in tails else word


def _perfect(verb: str) -> Iterator[str]:
    """He, she, they, the two. Defective verbs (دعا، نفى) lose their last letter before an ending."""
    stem = _without_tail(verb, "اى")
    yield from (verb, f"{stem}ت", f"{stem}وا", f"{stem}تا", f"{verb}ا" if stem == verb else f"{stem}يا", f"{stem}ن")


def _imperfect(verb: str) -> Iterator[str]:
    stem = verb[1:]
    plural = _without_tail(stem, "يوى")
    dual = f"{plural}ي" if stem[-1] in "يى" else stem
    yield from (verb, f"ت{stem}", f"ي{plural}ون", f"ي{plural}وا", f"ت{dual}ان", f"ي{dual}ان", f"ت{dual}ا", f"ي{dual}ا", f"ي{dual}ن")


def _participle(word: str) -> Iterator[str]:
    plural = _without_tail(word, "ي")
    yield from (word, f"{word}ا", f"{word}ة", f"{plural}ين", f"{plural}ون", f"{word}تين", f"{word}ان", f"{word}ات")


def _noun(word: str) -> Iterator[str]:
    yield from (word, f"{word}ا")
    stem = f"{word[:-1]}ت" if word[-1] == "ة" else word
    yield from (f"{stem}{pronoun}" for pronoun in _PRONOUNS)
    if stem[-1] == "ء":
        yield from (f"{stem[:-1]}ئ{pronoun}" for pronoun in _PRONOUNS)


_PARADIGMS = {
    CueForm.NOUN: _noun,
    CueForm.PARTICIPLE: _participle,
    CueForm.IMPERFECT: _imperfect,
    CueForm.PERFECT: _perfect,
}


def _rows(table: str, frame: Frame) -> Iterator[tuple[CueForm, str, CueVerb]]:
    """Every form of every row, folded."""
    sense = ""
    for row in filter(None, table.splitlines()):
        if row[0] == "[":
            sense = row.strip("[]")
            continue
        perfect, imperfect, participle, nouns, *prepositions = row.split()
        cited = {CueForm.NOUN: nouns, CueForm.PARTICIPLE: participle, CueForm.IMPERFECT: imperfect, CueForm.PERFECT: perfect}
        leads = frozenset(fold(preposition.rstrip("ـ")).text for preposition in prepositions)
        for form, paradigm in _PARADIGMS.items():
            verb = CueVerb(fold(perfect).text, sense, frame, leads, form)
            yield from ((form, fold(word).text, verb) for base in cited[form].split("/") if base != "-" for word in paradigm(base))


def _verbs(*tables: tuple[str, Frame]) -> dict[str, CueVerb]:
    """The verb of each form; one that several share is the finite verb's, of these the last."""
    rows = [row for table, frame in tables for row in _rows(table, frame)]
    return {word: verb for wanted in _PARADIGMS for form, word, verb in rows if form is wanted}


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word).text for word in words.split())


_SAYING = {form: CueVerb("قال", "say", Frame.CLAUSE, frozenset(), CueForm.NOUN) for form in _folded("قوله قولها قولهم قولهما قول القول")}
_BARE_NOUNS = {
    fold(word).text: CueVerb(fold(noun).text, "document", Frame.CLAUSE, frozenset(), CueForm.NOUN)
    for noun in _NOUNS.split()
    for word in _noun(noun)
}
# A verbal noun that looks like a participle: what stands before it, written together with it, tells which of the two it is.
_DEMANDING = {
    form: CueVerb("طالب", "demand", Frame.OBJECT, frozenset({"ب"}), CueForm.NOUN)
    for form in _folded("المطالبة للمطالبة بمطالبة لمطالبة بالمطالبة")
}
_VERBS = (
    _DEMANDING
    | _BARE_NOUNS
    | _verbs((_GOVERNED_VERBS, Frame.GOVERNED), (_OBJECT_VERBS, Frame.OBJECT), (_CLAUSE_VERBS, Frame.CLAUSE))
    | _SAYING
)
_OTHER = _folded(_OTHER_WORDS)

CUES = Cues(
    verbs={form: verb for form, verb in _VERBS.items() if form not in _OTHER} | _THOUGHT,
    other_words=_OTHER,
    licensed=_LICENSED,
    proclitics=("و", "ف"),
    leads=("بال", "لل", "ال", "س", "ل", "ب", "ك"),
    tails=("هما", "ها", "هم", "هن", "ني", "نا", "ه", "ك"),
    before_tails={"و": "وا", "ا": "ي"},
    agreement=Agreement(
        feminine_participles=("ه",),
        plural_participles=("ين", "ون"),
        plural_verbs=("وا", "ون"),
        dual_verbs=("ا", "ان"),
        feminine_verbs=("ت",),
        feminine_prefixes=("ت",),
        own_beginnings=("تعهد", "تحدث", "توقع", "تابع", "تبني", "توعد", "تساءل"),
    ),
    complementizers=_THAT,
    questions=_folded("هل كيف لماذا متى أين ماذا عما عمن إذا فيما"),
    phrases=_folded("بحسب حسب وفق وفقا طبقا تبعا نقلا حسبما كما مثلما على استنادا برأي بنظر"),
    bound_phrases=_folded("كما مثلما على استنادا نقلا"),
    phrase_particles=frozenset({"ما", "لما", "عن", "حد", "لسان"}),
    relatives=frozenset({"ما", "لما", "حد"}),
    dative="ل",
    dative_phrases=_folded("وفقا طبقا تبعا"),
    auxiliaries=_folded("كان كانت قد كما سبق وكان وكانت وقد كانوا وكانوا إلى ذلك"),
    own_words=_folded("وصفه وصفها وصفهم تعبيره تعبيرها تعبيرهم قوله قولها قولهم رأيه رأيها"),
    hopeless=6.0,
    keep=0.48,
    remarks=_folded("دون علما فيما بينما وذلك وهو مما بعدما حسبما وهي")
    | frozenset(fold(pair).text for pair in ("على حد", "في حين", "من دون", "في وقت", "في إشارة")),
    topics=frozenset(),
    telling=_folded("أبلغ أخبر أخطر"),
    addressing=frozenset(),
    pointing=_folded("ذلك بذلك"),
    object_openers=_folded("أي أية ما هذا هذه هذين هاتين هؤلاء تلك"),
    showing=frozenset(),
    passive=frozenset(),
    adverb_endings=(),
    refusals=frozenset(),
    agents=frozenset(),
    measuring=_folded("قدر"),
)
