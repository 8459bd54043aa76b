"""Arabic amounts. Sources: CLDR number words and currencies (ar), frequent counted nouns of news text. Folded forms."""

from claims.languages.ar.nouns import CONSTRUCT_DUALS, DUALS, POSSESSORS, UNITS
from claims.languages.pack import VULGAR_FRACTIONS, NumberTables
from claims.records import Qualifier

_ONES = {
    0: "صفر",
    1: "واحد واحده واحدا احد احدي",
    2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
    3: "ثلاث ثلاثه",
    4: "اربع اربعه",
    5: "خمس خمسه",
    6: "ست سته",
    7: "سبع سبعه",
    8: "ثمان ثماني ثمانيه",
    9: "تسع تسعه",
    10: "عشر عشره",
    200: "ميتان ميتين مايتان مايتين ميتا مايتا ميتي مايتي",
    2_000: "الفان الفين الفي الفا",
    2_000_000: "مليونان مليونين مليوني مليونا",
    2_000_000_000: "ملياران مليارين ملياري مليارا بليونان بليونين بليوني بليونا",
    2_000_000_000_000: "تريليونان تريليونين تريليوني تريليونا ترليونان ترليونين ترليوني ترليونا",
}
_TENS = {20: "عشر", 30: "ثلاث", 40: "اربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"}
_HUNDREDS = {300: "ثلاث", 400: "اربع", 500: "خمس", 600: "ست", 700: "سبع", 800: "ثمان ثماني", 900: "تسع"}

# Singular, dual and plural of each part.
_FRACTIONS = {
    3: ("ثلث", "ثلثا ثلثي ثلثان ثلثين", "اثلاث"),
    4: ("ربع", "ربعا ربعي ربعان ربعين", "ارباع"),
    5: ("خمس", "خمسا", "اخماس"),
    6: ("سدس", "سدسا", "اسداس"),
    7: ("سبع", "", "اسباع"),
    8: ("", "", "اثمان"),  # "ثمن" is a price, or praised
    9: ("تسع", "", "اتساع"),
    10: ("عشر", "", "اعشار"),
}
# These are fractions and nothing else; the others are also numbers or the word for a price.
_PLAIN_FRACTIONS = (3, 4)
_QUALIFIERS = {
    Qualifier.MORE_THAN: (
        "اكثر من|ما يزيد علي|ما يزيد عن|يزيد علي|يزيد عن|تزيد عن|تزيد علي|زاد علي|زاد عن|زادت علي|زادت عن|تجاوز|يتجاوز|تتجاوز|تجاوزت|"
        "تخطي|تخطت|يتخطي|تتخطي|يربو علي|تربو علي|ما يربو علي|يربو عن|ما يربو عن|يربون علي|"
        "ازيد من|يفوق|تفوق|ما يفوق|فوق|اطول من|اكبر من|اعلي من|ابعد من|اكثر بقليل من|اكثر بكثير من"
    ),
    Qualifier.AT_LEAST: (
        "ما لا يقل عن|لا يقل عن|لا تقل عن|مالا يقل عن|ما لايقل عن|لايقل عن|لا يقلون عن|علي الاقل|بما لا يقل عن|"
        "كحد ادني|بحد ادني|ما لم يقل عن"
    ),
    Qualifier.LESS_THAN: "اقل من|يقل عن|تقل عن|ما يقل عن|اقصر من|اصغر من|ادني من|دون",
    Qualifier.AT_MOST: (
        "ما يصل الي|لا يزيد عن|لا يزيد علي|لا تزيد عن|لا تزيد علي|لا يتجاوز|لا تتجاوز|لم يتجاوز|لم تتجاوز|تصل الي|يصل الي|بحد اقصي|"
        "كحد اقصي|اقصاه|اقصاها|لا يتخطي|لا تتخطي|لم يتخط|لم تتخط|لا يتعدي|لا تتعدي|لا يفوق|لا تفوق"
    ),
    Qualifier.ABOUT: (
        "نحو|حوالي|قرابه|زهاء|ما يقارب|يقارب|تقارب|ما يقرب من|يقرب من|تقرب من|ما يناهز|يناهز|تناهز|ناهز|ناهزت|حدود|"
        "في حدود|في حدود ال|تقريبا|قاربت|قاربوا|"
        "يقترب من|تقترب من|اقترب من|اقتربت من|نحوا من|ما يقدر بنحو"
    ),
    # What was reached is said exactly.
    Qualifier.EXACT: "ليصل الي|لتصل الي|فيصل الي|فتصل الي|يصل عددهم الي|دون ال",
}
_APART = {
    ("يزيد", "تزيد", "يزيدون", "يربو", "تربو"): ("عن علي", Qualifier.MORE_THAN),
    ("لا يزيد", "لا تزيد", "لم يزد", "لم تزد", "الا يزيد", "الا تزيد"): ("عن علي", Qualifier.AT_MOST),
    ("يقل", "تقل"): ("عن", Qualifier.LESS_THAN),
    ("لا يقل", "لا تقل", "لم يقل", "لم تقل", "الا يقل", "الا تقل", "ما لا يقل"): ("عن", Qualifier.AT_LEAST),
    ("يصل", "تصل"): ("الي", Qualifier.AT_MOST),
    ("اكثر", "ازيد"): ("من", Qualifier.MORE_THAN),
    ("ما يقل",): ("عن", Qualifier.LESS_THAN),
    ("يتجاوز", "تتجاوز", "تجاوز", "تجاوزت", "يتخطي", "تتخطي", "تخطي", "تخطت"): (
        "عددهم عددها عدده قيمتها قيمته عمره عمرها طوله طولها ال حاجز عتبه",
        Qualifier.MORE_THAN,
    ),
    ("لا يتجاوز", "لا تتجاوز", "لم يتجاوز", "لم تتجاوز"): ("عددهم عددها عدده قيمتها قيمته عمره عمرها حاجز", Qualifier.AT_MOST),
    ("ليصل", "لتصل", "فيصل"): ("الي", Qualifier.EXACT),
    ("يقارب", "يناهز", "قارب", "قاربت"): ("عددهم عددها عدده قيمتها قيمته", Qualifier.ABOUT),
}
_REACHED = (
    "بلغ بلغت يبلغ تبلغ البالغ البالغه عددهم عددها عدده عددهن قيمته قيمتها مقتل بمقتل قتل قتلت اصيب اصابه "
    "بينهم بينها منهم منها مقابل عند اصل نحو الي "
    "من علي عن بواقع بمعدل بمقدار هناك ان لدينا يضم تضم سوي كان كانت بقي الان جرح جرحت عدد مجموعه اجمالي مجموع حاليا هو هي ضحيتها ضحيته "
    "مصرع معارضه وفاه وفاته لنحو بنحو سعر بسعر السابق اعتقال لمقتل فيها فيه او ب ل"
)


def _forms(table: dict[int, str]) -> dict[str, float]:
    return {form: float(value) for value, forms in table.items() for form in forms.split()}


def _part_fractions() -> dict[str, float]:
    return {form: count / part for part, forms in _FRACTIONS.items() for count, group in enumerate(forms[:2], 1) for form in group.split()}


_PARTS = _part_fractions()
_PLAIN = {
    article + form: _PARTS[form]
    for part in _PLAIN_FRACTIONS
    for group in _FRACTIONS[part][:2]
    for form in group.split()
    for article in ("", "ال")
}
_HALVES = dict.fromkeys(("نصف", "النصف"), 1 / 2)
# Ages are said by feminine ordinals: "في السادسة عشرة".
_FEMININE = "الاولي الثانيه الثالثه الرابعه الخامسه السادسه السابعه الثامنه التاسعه العاشره".split()
_AGE_ORDINALS = {
    **{word: float(number) for number, word in enumerate(_FEMININE, 1)},
    **{f"{word} {ten}": 10.0 + number for number, word in enumerate(("الحاديه", *_FEMININE[1:9]), 1) for ten in ("عشر", "عشره")},
    **{
        f"{word} وال{stem}{ending}": float(tens + number)
        for number, word in enumerate(("الحاديه", *_FEMININE[1:9]), 1)
        for tens, stem in _TENS.items()
        for ending in ("ين", "ون")
    },
    **{f"ال{stem}{ending}": float(tens) for tens, stem in _TENS.items() for ending in ("ين", "ون")},
}
_POSSESSIVE_ENDINGS = ("هما", "ها", "هم", "هن", "نا", "ه")
_POSSESSED = {
    form + ending: value
    for form, value in {"نصف": 1 / 2, "ثلث": 1 / 3, "ثلثا": 2 / 3, "ثلثي": 2 / 3, "ربع": 1 / 4}.items()
    for ending in _POSSESSIVE_ENDINGS
}

NUMBERS = NumberTables(
    words={
        **_forms(_ONES),
        **{stem + ending: float(value) for value, stem in _TENS.items() for ending in ("ون", "ين")},
        **{stem + hundred: float(value) for value, stems in _HUNDREDS.items() for stem in stems.split() for hundred in ("ميه", "مايه")},
    },
    hundred=frozenset({"ميه", "مايه"}),
    scales={
        **dict.fromkeys(("دزينه", "دزينات", "دسته", "دستات"), 12.0),
        **dict.fromkeys(("الف", "الفا", "الاف"), 1e3),
        **dict.fromkeys(("مليون", "مليونا", "ملايين"), 1e6),
        **dict.fromkeys(("مليار", "مليارا", "مليارات", "بليون", "بليونا", "بلايين"), 1e9),
        **dict.fromkeys(("تريليون", "تريليونا", "تريليونات", "ترليون", "ترليونا"), 1e12),
    },
    behind_only=frozenset("الاف الفا ملايين مليارات بلايين تريليونات دزينات دستات".split()),
    before_ten=frozenset("احد احدي اثنا اثني اثنتا اثنتي".split()),
    no_numbers=frozenset("وكميه لست ولست فلست كميه بست الاحد".split()),
    ones=frozenset({"واحد", "واحده", "واحدا"}),
    pronoun_before=frozenset({"اي"}),
    one=frozenset(),
    fractions={**VULGAR_FRACTIONS, **_HALVES, **_PLAIN, **_POSSESSED, "دزينتين": 24.0, "دزينتان": 24.0},
    fraction_parts={plural: 1 / part for part, (_, _, plural) in _FRACTIONS.items()},
    fractions_of_definite={form: value for form, value in _PARTS.items() if form not in _PLAIN},
    ordinal_fractions=frozenset(),
    whole_pronouns=frozenset({"منها", "منهما"}),
    fraction_nouns=frozenset("عام عاما سنه شهر شهرا اسبوع اسبوعا يوم يوما ساعه دقيقه قرن قرنا عقد عقدا متر".split()),
    of=frozenset({"من"}),
    each=frozenset({"من كل"}),
    shared_out_of=frozenset(),
    point=frozenset({"فاصله"}),
    minus=frozenset({"سالب", "ناقص"}),
    conjunction="و",
    proclitics=("و", "ف", "ب", "ل", "ك"),
    article="ال",
    dot_groups=True,
    additive_without_conjunction=False,
    before={phrase: qualifier for qualifier, phrases in _QUALIFIERS.items() for phrase in phrases.split("|")},
    after={
        "علي الاقل": Qualifier.AT_LEAST,
        "علي اقل تقدير": Qualifier.AT_LEAST,
        "كحد ادني": Qualifier.AT_LEAST,
        "بحد ادني": Qualifier.AT_LEAST,
        "فاكثر": Qualifier.AT_LEAST,
        "او اكثر": Qualifier.AT_LEAST,
        "فما فوق": Qualifier.AT_LEAST,
        "وما فوق": Qualifier.AT_LEAST,
        "او اقل": Qualifier.AT_MOST,
        "فاقل": Qualifier.AT_MOST,
        "تقريبا": Qualifier.ABOUT,
        "علي الاكثر": Qualifier.AT_MOST,
        "علي ابعد تقدير": Qualifier.AT_MOST,
        "علي اقصي تقدير": Qualifier.AT_MOST,
        "كحد اقصي": Qualifier.AT_MOST,
        "بحد اقصي": Qualifier.AT_MOST,
    },
    apart={opener: (frozenset(closers.split()), qualifier) for openers, (closers, qualifier) in _APART.items() for opener in openers},
    between=frozenset({"بين", "مابين", "تتراوح", "يتراوح", "تراوحت", "تراوح"}),
    between_fillers=frozenset({"من", "ما"}),
    alternatives=frozenset({"او"}),
    to=frozenset({"الي", "حتي"}),
    sources=frozenset({"من"}),
    by=frozenset({"بنسبه", "بمقدار", "بواقع", "نسبتها", "نسبته", "بنحو", "بحوالي", "ب"}),
    changes=frozenset(
        (
            "ارتفع ارتفعت ارتفاع يرتفع ترتفع ارتفاعا زاد زادت زياده بزياده يزيد انخفض انخفضت انخفاض ينخفض تنخفض "
            "انخفاضا تراجع تراجعت يتراجع هبط "
            "هبطت هبوط نما نمت نمو ينمو خفض خفضت تخفيض رفع رفعت يرفع قفز قفزت صعد صعدت صعود تقلص تقلصت تقليص خسر خسرت مكاسب"
        ).split()
    ),
    noun_first=True,
    ones_behind=True,
    units=UNITS,
    plural_endings=(),
    singulars=(),
    duals=DUALS,
    possessors=POSSESSORS,
    construct_duals=CONSTRUCT_DUALS,
    possessive_endings=_POSSESSIVE_ENDINGS,
    possessed=("ت", "ه"),
    beyond={"decade": (10, "contract")},
    measures=frozenset(),
    additions=frozenset(),
    comparatives=frozenset({"اكبر", "اصغر", "اهم", "ابرز", "اشهر", "هولاء", "كبار", "عدد"}),
    scale_units={},
    decimal_units=frozenset(),
    symbols={"$": "usd", "€": "eur", "£": "gbp", "%": "percent"},
    stops=frozenset(
        (
            "في من الي علي عن مع او ثم ان انه انها بين بينهم بينها منذ خلال بعد قبل كما كان كانت يكون تكون التي الذي "
            "الذين وقد قد لكن حتي عند عندما لدي "
            "ضد لا ما لم لن هو هي هم هذا هذه ذلك تلك وفق وفقا بحسب حسب قال قالت بتوقيت اي الا ذات م ت فقط مقابل بحلول "
            "بجروح بسبب بعدما حين حينما حيث "
            "اثر امام كل بهدف شرق غرب جنوب شمال وسط قرب شرقي غربي جاهز بشان بتهمه حول تم نحو اكثر اقل عبر تحت فيما "
            "اثناء اذ اذا بانه بان سوي دون ضمن عام سابقا "
            "حاليا يوميا سنويا شهريا ايضا "
            "قتل قتلوا اصيب اصيبوا يعيشون كانوا بدات اعلن تقريبا غير بل بقيمه بقوه بالسجن بالرصاص لقي صباحا مساء ظهرا "
            "عصرا ليلا لصالح لصالحها صوتوا "
            "مقارنه علما منها منهم جاء تعرضت اعلنت"
        ).split()
    )
    - {"عام", "منهم"},
    stop_prefixes=("و", "ل", "بال", "ال"),
    ages=frozenset({"سن", "السن", "عمر", "بعمر", "العمر", "عمره", "عمرها", "وعمره", "وعمرها"}),
    age_suffixes=frozenset(),
    definite_openers=frozenset(),
    age_ordinals=_AGE_ORDINALS,
    labels=frozenset(
        (
            "رقم الرقم الساعه القوه الماده ماده صفحه الصفحه القناه قناه فرانس رويه هاتف الهاتف الفقره الفوج اللواء "
            "الكتيبه البند القرار قرار تحت "
            "الدقيقه دقيقه الاسبوع الدور دور الدوره الجوله النسخه المركز المرتبه الفصل المرحله القرن للقرن طراز اف ار "
            "اس سي جي تي اتش ميغ سو "
            "بوينغ ايرباص ايفون غالاكسي سوخوي كوفيد الحلقه الغرفه الطابق شارع الطريق مونديال رصيف الرحله القانون المرسوم "
            "باب الخط الجيل طريق حي البوابه المدرج بركان"
        ).split()
    ),
    titled=frozenset("برنامج برنامجه البرنامج فيلم الفيلم بعنوان مسلسل اغنيه روايه كتاب موقع مسمي باسم شركه".split()),
    not_after=frozenset({"بتوقيت", "بالتوقيت", "ت", "gmt", "صباحا", "مساء", "ظهرا", "فجرا"}),
    not_halves=frozenset(
        (
            "النهايي النهاييه نهايي الاول الثاني الاولي الثانيه الثالث الرابع الاخير نهاييه السنوي سنوي سنويه الشهريه "
            "شهريه الخالي النهاييين"
        ).split()
    ),
    not_single=frozenset("بصوت ان وقت طرف جانب صف راي اتجاه اي كل يوما حد خندق مكان كيان ب نحو سقف خط".split()) - {"يوما", "كيان"},
    not_moved=frozenset(
        "الذكري الدوره النسخه الجوله المرتبه المركز القرن الدقيقه المره السنه العام اليوم البطوله الحلقه المهرجان الموتمر".split()
    ),
    not_moved_endings=("ه",),
    bare_before=frozenset(_REACHED.split()),
    totals=frozenset("بلغ بلغت يبلغ تبلغ البالغ البالغه ليبلغ لتبلغ عدد عددهم عددها".split()),
    bare_after=frozenset({"فقط", "منهم", "منها", "اخرين"}),
)
