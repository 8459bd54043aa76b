"""Arabic dates. Sources: CLDR month names (ar, ar-LB, ar-IQ, ar-DZ, ar-MA), Umm al-Qura months, counts in news text. Folded forms."""

from claims.languages.ar.nouns import UNITS
from claims.languages.pack import DateTables
from claims.records import Precision

_MONTHS = (
    ("يناير", "كانون الثاني", "كانون ثاني", "جانفي"),
    ("فبراير", "شباط", "فيفري", "فيفيري"),
    ("مارس", "اذار"),
    ("ابريل", "نيسان", "افريل"),
    ("مايو", "ايار", "ماي"),
    ("يونيو", "حزيران", "جوان", "يونيه"),
    ("يوليو", "تموز", "جويليه", "يوليه", "يوليوز"),
    ("اغسطس", "اغسطوس", "اب", "اوت", "غشت"),
    ("سبتمبر", "ايلول", "شتنبر"),
    ("اكتوبر", "تشرين الاول", "تشرين اول"),
    ("نوفمبر", "تشرين الثاني", "تشرين ثاني", "نونبر"),
    ("ديسمبر", "كانون الاول", "كانون اول", "دجنبر", "دجمبر"),
)
_HIJRI = (
    "محرم|المحرم",
    "صفر",
    "ربيع الاول",
    "ربيع الاخر|ربيع الثاني",
    "جمادي الاولي|جمادي الاول",
    "جمادي الاخره|جمادي الثانيه",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعده|ذي القعده",
    "ذو الحجه|ذي الحجه",
)
_ORDINALS = "الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر".split()
_AFTER_TEN = ["الحادي", *_ORDINALS[1:9]]
_TENS = {20: "عشرين", 30: "ثلاثين", 40: "اربعين", 50: "خمسين", 60: "ستين", 70: "سبعين", 80: "ثمانين", 90: "تسعين"}
_YEARS = "العام|عام|السنه|سنه"
# Counted units: dual (2), singular (1), and what stands behind a number (0).
_AGO = {
    Precision.DAY: "يومين|يوم|ايام يوما",
    Precision.WEEK: "اسبوعين|اسبوع|اسابيع اسبوعا",
    Precision.MONTH: "شهرين|شهر|اشهر شهور شهرا",
    Precision.YEAR: "عامين سنتين|عام سنه|اعوام سنوات عاما",
}

DATES = DateTables(
    months={name: number for number, names in enumerate(_MONTHS, 1) for name in names},
    hijri_months={name: number for number, names in enumerate(_HIJRI, 1) for name in names.split("|")},
    ambiguous=frozenset({"مارس", "اب", "ماي", "اوت", "جوان", "محرم", "المحرم", "صفر", "رجب", "شعبان", "رمضان", "تموز"}),
    abbreviations=frozenset(),
    weekdays={name: number for number, name in enumerate("الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاحد".split())},
    relative_days={
        "اليوم": 0,
        "امس": -1,
        "الامس": -1,
        "هذا الصباح": 0,
        "هذا المساء": 0,
        "هذا اليوم": 0,
        "الليله": 0,
        "هذه الليله": 0,
        "الليله الماضيه": -1,
        "الليله الفايته": -1,
        "البارحه": -1,
        "غدا": 1,
        "غد": 1,
        "الغد": 1,
        "يوم غد": 1,
        "بعد غد": 2,
        "اول امس": -2,
        "اول من امس": -2,
        "قبل امس": -2,
        "قبل يوم امس": -2,
        "امس الاول": -2,
    },
    leads=frozenset({"يوم", "شهر", *_YEARS.split("|")}),
    links=frozenset({"من", "في", "،", ",", "شهر", "لعام", "لسنه", "من عام", "من العام", "من شهر", "من سنه", "/", *_YEARS.split("|")}),
    conjunctions=frozenset({"و"}),
    weekday_marks=frozenset({"،"}),
    weekday_links=frozenset({"الموافق", "والموافق", "الموافقه"}),
    periods={
        "الاسبوع": Precision.WEEK,
        "الشهر": Precision.MONTH,
        **dict.fromkeys(("العام", "عام", "السنه"), Precision.YEAR),
        **dict.fromkeys(("الصيف", "الشتاء", "الخريف", "الربيع"), Precision.SEASON),
        "العقد": Precision.DECADE,
        "القرن": Precision.CENTURY,
    },
    bare_periods=frozenset({"الاسبوع", "الشهر", "العام", "السنه"}),
    before={"هذا": 0, "هذه": 0},
    after={
        **dict.fromkeys(("الماضي", "الماضيه", "المنصرم", "المنصرمه", "الفايت", "الفايته", "المنقضي", "المنقضيه", "السابق", "السابقه"), -1),
        **dict.fromkeys(("الجاري", "الجاريه", "الحالي", "الحاليه"), 0),
        **dict.fromkeys(("قبل الماضي", "قبل الماضيه"), -2),
        **dict.fromkeys(("المقبل", "المقبله", "القادم", "القادمه", "المقبلين"), 1),
    },
    sides=frozenset({"قبل", "بعد"}),
    parts={
        **dict.fromkeys(("اوايل", "مطلع", "بدايه", "بدايات", "مستهل"), 0),
        **dict.fromkeys(("منتصف", "اواسط"), 1),
        **dict.fromkeys(("اواخر", "نهايه", "نهايات", "ختام"), 2),
    },
    so_far={"وقت سابق من": 0, "وقت سابق": 0},
    ordinals={
        **{word: number for number, word in enumerate(_ORDINALS, 1)},
        **{f"{word} عشر": number for number, word in enumerate(_AFTER_TEN, 11)},
        **{f"{word} وال{ten}": number for ten in ("عشرين", "عشرون") for number, word in enumerate(_AFTER_TEN, 21)},
        **dict.fromkeys(("العشرين", "العشرون"), 20),
        **dict.fromkeys(("الثلاثين", "الثلاثون"), 30),
        **dict.fromkeys(("الحادي والثلاثين", "الحادي والثلاثون"), 31),
    },
    fractions={"النصف": 2, "الربع": 4},
    seasons={"ربيع": 3, "الربيع": 3, "صيف": 6, "الصيف": 6, "خريف": 9, "الخريف": 9, "شتاء": 12, "الشتاء": 12},
    decades={f"{article}{stem}{ending}": decade for decade, stem in _TENS.items() for article in ("", "ال") for ending in ("ات", "يات")},
    decade_suffixes=frozenset({"s"}),  # in English names and titles
    century=frozenset({"القرن"}),
    ago_units={
        form: (number, grain)
        for grain, forms in _AGO.items()
        for number, group in zip((2, 1, 0), forms.split("|"), strict=True)
        for form in group.split()
    },
    numbers={
        **{stem + ending: number for number, stem in enumerate("ثلاث اربع خمس ست سبع ثماني تسع عشر".split(), 3) for ending in ("", "ه")},
        **{ten: number for number, ten in _TENS.items()},
    },
    ago_before=frozenset({"قبل"}),
    ago_after=frozenset(),
    approximations=frozenset(),
    year_suffixes=frozenset({"م", "ميلادي", "ميلاديه"}),
    hijri_suffixes=frozenset({"ه", "هجري", "هجريه", "هجريا"}),
    future=frozenset(
        (
            "سوف غدا تعتزم يعتزم يعتزمون المقرر المرتقب المرتقبه المنتظر المتوقع المزمع مقرر مقررا مقرره المقرره "
            "المتوقعه متوقع موعدها موعد يستعد تستعد تسليم"
        ).split()
    ),
    future_near=frozenset({"حتي", "لغايه", "غايه", "مباراه"}),
    future_prefixes=("سي", "ست", "سن"),
    no_future=tuple(
        (
            "سياس سيطره سيطرت سيطروا سيطرا سيطرنا سيار سياح سياد سياق سيرغ سيرج سيرته سيرها سيرهم سيرخ سيريل سيرين سيريب سيريز سيريا "
            "سيرال سيراك سيناء سيناي سيناريو سيناتور سينابو سيني سينما سينتو سيدات سيدتي سيدتا سيدني سيدلي سيدرا سيدرو سيدان سيدوف "
            "سيدري سيدهم سيدنا سيدكان سيلفا سيلفي سيلفر سيلفس سيلين سيليا سياتل سيشنز سيغيف سيبير سيهوفر سيباست سيبان سيبالو سيبوت "
            "سيمان سيمون سيمفو سيميغ سيمغن سيون سيفوين سيفاري سيفير سيفاك سييون سيجيف سيجار سيسيل سيستم سيكول ستريت ستريم ستريدا ستورم "
            "ستورغ ستورج ستوكه ستوكل ستولت ستوديو ستونم ستونز ستونه ستافان ستافو ستاند ستانف ستارب ستارت ستارم ستال ستاير ستراس سترات "
            "سترايك سترايت ستراند ستروم ستيف ستين ستمنستر ستميه ستمايه ستمين سنوات سنويا سنويه سنويين سنودن سنوزيل سندات سندان سنديا "
            "سنديم سنغاف سنغفو سنغال سنجار سنجاب سنهال سناتور سنايدر سنابش سنتين سنتان سنتيم سنتوسا سنترال سنتات سنتورك سنتكوم سنتهم "
            "سنتينل"
        ).split()
    ),
    past=frozenset(
        (
            "قال قالت قالوا اعلن اعلنت اكد اكدت اوضح اوضحت اضاف اضافت ذكر ذكرت صرح صرحت افاد افادت كشف كشفت كان كانت "
            "شهد شهدت بدا بدات قتل قتلت "
            "اصيب اصيبت اوردت نقلت نشر نشرت وصل وصلت عقد عقدت اجري اجرت التقي منذ امس اعتقلت وقع وقعت اصدر اصدرت انتهي "
            "انتهت شن شنت تم جرت جري"
        ).split()
    ),
    past_endings=(),
    no_past=frozenset(),
    past_left_open=frozenset(),
    sentence_ends=frozenset({".", "؟", "!", "\n"}),
    beside_months=frozenset("في منذ حتي خلال شهر من بين قبل بعد اوايل اواخر منتصف مطلع بدايه نهايه الي بحلول".split()),
    programmes=frozenset({"رويه", "خطه", "اجنده", "الرويه", "رقم"}),
    proclitics=("و", "ف", "ب", "ل", "ك"),
    articles=frozenset({"ال"}),
    article="ال",
    assimilated="لل",
    day_leads=frozenset({"يوم", "بتاريخ", "تاريخ"}),
    announce_days=frozenset({"بتاريخ", "يوم"}),
    days_in_words=True,
    twin_months=True,
    quarter_letters={},
    bare_divisions=True,
    first_days=frozenset({"اول"}),
    day_suffixes=frozenset(),
    not_days=frozenset({"سن", "تحت", "عمر", "بعمر", "رقم"}),
    ranges=frozenset({"الي", "حتي", "وحتي", "لغايه", "ولغايه", "او", "-"}),
    year_pairs=frozenset({"عامي", "العامين", "سنتي", "عامين"}) - {"عامين"},
    dashed_years_are_one=False,
    counted=frozenset(UNITS) - {"قتيل", "في", "م"},
    year_prepositions=frozenset({"منذ", "في", "بحلول", "خلال", "حتي", "اواخر", "مطلع", "نهايه", "بدايه"}),
    not_years_before=frozenset({"الميه", "رقم"}),
    before_christ={"قبل الميلاد": 0, "ق م": 0, "ق . م": 0},
    weekends={"نهايه الاسبوع": 0, "عطله نهايه الاسبوع": 0, "نهايه هذا الاسبوع": 0, "عطله الاسبوع": 0},
    same_day=dict.fromkeys(("نفس اليوم", "ذات اليوم", "اليوم ذاته", "اليوم نفسه", "نفس اليوم من", "اليوم ذاته من", "اليوم نفسه من"), 0),
    same_month=dict.fromkeys(("نفس الشهر", "ذات الشهر", "الشهر ذاته", "الشهر نفسه"), 0),
    same_year=dict.fromkeys(
        (
            "من نفس العام",
            "من العام نفسه",
            "من العام ذاته",
            "من ذات العام",
            "من نفس السنه",
            "من السنه نفسها",
            "من السنه ذاتها",
            "العام نفسه",
            "العام ذاته",
            "نفس العام",
        ),
        0,
    ),
    today_is_the_day=True,
    not_today_before=frozenset("حتي الي مثل كل ذلك روسيا المصري عين اخبار".split()),
    not_today_after=frozenset(
        "الذي التالي السابق الاول الثاني الثالث الرابع الخامس السادس السابع العالمي الوطني الاخير الواحد التاسع العاشر".split()
    ),
    no_dates=frozenset({"كابريل", "لامس", "كاب", "باب", "لاب"}),
    no_periods={},
    anchors=frozenset({"من"}),
    events=frozenset("ثوره حرب انقلاب انتفاضه هجمات هجوم اعتداءات احداث نكسه انتصار انتصارات تفجيرات".split()),
    landmarks={(9, 11): (2001, False), (10, 7): (2023, True), (1, 25): (2011, True), (10, 6): (1973, True), (6, 30): (2013, True)},
    honorifics=frozenset({"المبارك", "الكريم", "الفضيل", "الحرام"}),
    every=frozenset({"كل"}),
    decade_endings=("ينيات",),
    decade_leads=frozenset({"عقد"}),
    ages=frozenset({"من العمر", "من عمره", "من عمرها", "من عمرهم"}),
    week_nouns=frozenset({"الاسبوع"}),
    last_words=frozenset({"الاخير"}),
    month_nouns=frozenset({"الاشهر", "الشهور"}),
    first_words=frozenset({"الاولي"}),
    counts={
        f"ال{stem}{ending}": number for number, stem in enumerate("ثلاث اربع خمس ست سبع ثماني تسع عشر".split(), 3) for ending in ("", "ه")
    },
    first_months=((0, 1, 2), (0, 2, 1)),
    month_first=False,
    capitalized=False,
)
