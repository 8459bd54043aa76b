"""Arabic counted nouns and their units. Sources: CLDR units and currencies (ar), ISO 4217, counts of what stands behind numbers in
news text. Folded forms.
"""

from __future__ import annotations

from collections.abc import Iterator

# Canonical unit -> its nouns, by `|`: the singular, then broken plurals. A singular with `+` takes the sound masculine plural,
# which looks like its dual in the oblique case; one in ta marbuta takes the sound feminine.
_NOUNS = {
    # people
    "person": (
        "شخص اشخاص|نسمه|فرد افراد|عنصر عناصر|انسان|قتيل قتلي|جريح جرحي|مصاب+|شاب شبان شباب|شابه|شهيد شهداء|مفقود+|غريق غرقي|"
        "ناج ناجين ناجون|متوفي|مسن+|محتجز+|مخطوف+|مختطف+|روح ارواح|مشارك+|مسلم+|مسيحي+|يهودي يهود|مستفيد+|ساكن سكان"
    ),
    "victim": "ضحيه ضحايا",
    "settler": "مستوطن+",
    "villager": "قروي+",
    "minor": "قاصر قاصرا قصر|قاصره",
    "civilian": "مدني+|مدنيه",
    "soldier": "جندي جنود|عسكري+|مجند+",
    "officer": "ضابط ضباط",
    "police officer": "شرطي+",
    "fighter": "مقاتل+",
    "militant": "مسلح+|ارهابي+|حوثي+|داعشي+|متمرد+|جهادي+|متطرف+|انتحاري+",
    "migrant": "مهاجر+",
    "refugee": "لاجي+|لاجيه",
    "displaced person": "نازح+|مشرد+",
    "child": "طفل اطفال|طفله|رضيع رضع",
    "woman": "امراه نساء|سيده|منهن",
    "man": "رجل رجال",
    "girl": "فتاه فتيات|بنت بنات",
    "boy": "فتي فتيان|صبي صبيه",
    "student": "طالب طلاب طلبه|طالبه|تلميذ تلاميذ|تلميذه",
    "family": "عايله عوايل|اسره اسر",
    "citizen": "مواطن+",
    "resident": "قاطن+",
    "employee": "موظف+|موظفه",
    "worker": "عامل عمال|عامله",
    "journalist": "صحفي+|صحافي+|اعلامي+|صحفيه|صحافيه",
    "teacher": "معلم+|معلمه|مدرس+",
    "doctor": "طبيب اطباء|طبيبه",
    "engineer": "مهندس+",
    "judge": "قاض قضاه قاضيا",
    "lawyer": "محام محامين محامون",
    "witness": "شاهد شهود",
    "prisoner": "سجين سجناء|اسير اسري|معتقل+|معتقله|نزيل نزلاء|موقوف+",
    "defendant": "متهم+|متهمه",
    "suspect": "مشتبه مشتبها",
    "hostage": "رهينه رهاين",
    "passenger": "راكب ركاب|مسافر+",
    "tourist": "سايح سياح",
    "pilgrim": "حاج حجاج|معتمر+",
    "member": "عضو اعضاء|عضوه",
    "official": "مسوول+",
    "diplomat": "دبلوماسي+",
    "minister": "وزير وزراء",
    "president": "رييس روساء",
    "ambassador": "سفير سفراء",
    "lawmaker": "نايب نواب|نايبه|مشرع+|برلماني+|سيناتور",
    "candidate": "مرشح+|مرشحه",
    "voter": "ناخب+",
    "protester": "متظاهر+|محتج+",
    "spokesperson": "متحدث+|ناطق+",
    "activist": "ناشط+|ناشط نشطاء|ناشطه",
    "assailant": "مهاجم+",
    "convict": "مدان+|محكوم+",
    "figure": "شخصيه",
    "leader": "قايد قاده|زعيم زعماء|قيادي+",
    "expert": "خبير خبراء",
    "adviser": "مستشار+",
    "trainer": "مدرب+",
    "player": "لاعب+|لاعبه",
    "volunteer": "متطوع+",
    "follower": "متابع+|تابع اتباع",
    "agent": "عميل عملاء|جاسوس جواسيس",
    "contractor": "متعاقد+",
    "patient": "مريض مرضي",
    "user": "مستخدم+",
    "brother": "شقيق اشقاء|اخ اخوه",
    "son": "ابن ابناء|نجل انجال",
    "couple": "زوج ازواج",
    "guard": "حارس حراس",
    "pilot": "طيار+",
    "artist": "فنان+",
    "writer": "كاتب كتاب",
    # arms and what they do
    "aircraft": "طايره",
    "fighter jet": "مقاتله",
    "helicopter": "مروحيه|هليكوبتر",
    "rocket": "صاروخ صواريخ",
    "shell": "قذيفه قذايف",
    "bomb": "قنبله قنابل",
    "explosive device": "عبوه",
    "mine": "لغم الغام",
    "bullet": "رصاصه|طلقه",
    "tank": "دبابه",
    "gun": "مسدس+|بندقيه بنادق",
    "attack": "هجوم هجمات|هجمه|اعتداء",
    "strike": "غاره|ضربه",
    "explosion": "انفجار|تفجير",
    "battle": "معركه معارك",
    "war": "حرب حروب",
    "violation": "انتهاك|خرق خروقات|مخالفه",
    "crime": "جريمه جرايم",
    "target": "هدف اهداف",
    "site": "موقع مواقع",
    "checkpoint": "سيطره|حاجز حواجز",
    "crossing": "معبر معابر",
    # vehicles
    "vehicle": "سياره|مركبه|عربه|اليه|عجله",
    "truck": "شاحنه",
    "bus": "حافله|باص",
    "train": "قطار",
    "ship": "سفينه سفن|بارجه بوارج",
    "tanker": "ناقله",
    "boat": "قارب قوارب|زورق زوارق|مركب مراكب",
    "flight": "رحله",
    # bodies and places
    "body": "جثه جثث|جثمان جثامين",
    "country": "دوله دول|بلد",
    "state": "ولايه",
    "province": "محافظه|مقاطعه|اقليم اقاليم",
    "city": "مدينه مدن",
    "town": "بلده",
    "village": "قريه قري",
    "neighborhood": "حي احياء",
    "area": "منطقه مناطق",
    "house": "منزل منازل|بيت بيوت",
    "building": "مبني مبان مباني|بنايه",
    "apartment": "شقه شقق",
    "room": "غرفه غرف",
    "school": "مدرسه مدارس",
    "university": "جامعه",
    "hospital": "مستشفي مستشفيات",
    "mosque": "مسجد مساجد",
    "church": "كنيسه كنايس",
    "camp": "مخيم|معسكر",
    "base": "قاعده قواعد",
    "factory": "مصنع مصانع",
    "port": "ميناء مواني",
    "airport": "مطار",
    "settlement": "مستوطنه",
    "unit": "وحده",
    "warehouse": "مستودع|مخزن مخازن",
    "tunnel": "نفق انفاق",
    "well": "بير ابار",
    "bank": "مصرف مصارف|بنك بنوك",
    "hectare": "هكتار",
    "acre": "فدان افدنه فدادين",
    "dunam": "دونم",
    # organizations and their acts
    "company": "شركه",
    "institution": "موسسه",
    "organization": "منظمه",
    "party": "حزب احزاب",
    "group": "مجموعه|جماعه|فصيل فصايل|فريق فرق",
    "entity": "كيان",
    "agency": "وكاله",
    "ministry": "وزاره",
    "committee": "لجنه لجان",
    "case": "حاله|قضيه قضايا",
    "charge": "تهمه تهم|اتهام",
    "file": "ملف",
    "seat": "مقعد مقاعد",
    "vote": "صوت اصوات",
    "law": "قانون قوانين",
    "decision": "قرار",
    "clause": "بند بنود",
    "agreement": "اتفاق|اتفاقيه",
    "meeting": "لقاء|اجتماع|جلسه",
    "visit": "زياره",
    "call": "مكالمه",
    "round": "جوله",
    "stage": "مرحله مراحل",
    "step": "خطوه",
    "request": "طلب",
    "question": "سوال اسيله",
    "complaint": "شكوي شكاوي",
    "report": "تقرير تقارير",
    "statement": "بيان",
    "message": "رساله رسايل",
    "document": "وثيقه وثايق",
    "page": "صفحه",
    "book": "كتاب كتب",
    "word": "كلمه",
    "name": "اسم اسماء",
    "warning": "تحذير",
    "sentence": "حكم احكام",
    "investigation": "تحقيق",
    "operation": "عمليه",
    "project": "مشروع مشاريع",
    "program": "برنامج برامج",
    "deal": "صفقه",
    "decade": "عقد عقود",
    "condition": "شرط شروط",
    "place": "مكان اماكن|جهه|منشاه منشات",
    "floor": "طابق طوابق",
    "experiment": "تجربه تجارب",
    "municipality": "بلديه",
    "job": "وظيفه وظايف",
    "accident": "حادث حوادث|حادثه",
    "fire": "حريق حرايق",
    "part": "جزء اجزاء|قسم اقسام",
    "type": "نوع انواع",
    "side": "جانب جوانب",
    "option": "خيار",
    "reason": "سبب اسباب",
    "source": "مصدر مصادر",
    "factor": "عامل عوامل",
    "sample": "عينه",
    "picture": "صوره صور",
    "film": "فيلم افلام",
    "song": "اغنيه اغان اغاني",
    "match": "مباراه مباريات",
    "goal": "هدفا",
    "medal": "ميداليه",
    "star": "نجمه نجوم",
    "title": "لقب القاب",
    "share": "سهم اسهم",
    "rig": "حفاره|حفار حفارات",
    "meal": "وجبه",
    "dose": "جرعه",
    "item": "قطعه قطع",
    "animal": "حيوان",
    "sheep": "خروف خراف",
    "tree": "شجره اشجار",
    "injury": "اصابه",
    "death": "وفاه وفيات",
    # time
    "year": "عام اعوام|سنه سنوات سنين",
    "month": "شهر اشهر شهور",
    "week": "اسبوع اسابيع",
    "day": "يوم ايام",
    "night": "ليله ليالي",
    "hour": "ساعه",
    "minute": "دقيقه دقايق",
    "second": "ثانيه ثوان ثواني",
    "century": "قرن قرون",
    "time": "مره",
    "period": "فتره",
    # measures
    "point": "نقطه نقاط",
    "degree": "درجه",
    "km": "كيلومتر|كلم|كم",
    "meter": "متر امتار",
    "cm": "سنتيمتر|سم",
    "mm": "مليمتر|ملم",
    "mile": "ميل اميال",
    "foot": "قدم اقدام",
    "inch": "بوصه|انش",
    "yard": "يارده",
    "kg": "كيلوغرام|كيلوجرام|كيلو|كغ|كلغ",
    "gram": "غرام|جرام",
    "ton": "طن اطنان",
    "ounce": "اوقيه اونصه",
    "barrel": "برميل براميل",
    "liter": "لتر|ليتر",
    "gallon": "غالون|جالون",
    "watt": "واط|وات",
    "megawatt": "ميغاواط|ميجاوات|ميغاوات|ميجاواط",
    "kilowatt": "كيلوواط|كيلووات",
    "gigawatt": "غيغاواط|جيجاوات|غيغاوات|جيجاواط",
    "terawatt": "تيراواط|تيراوات",
    "megabyte": "ميغابايت|ميجابايت",
    "gigabyte": "غيغابايت|جيجابايت",
    "terabyte": "تيرابايت",
    # money, by the country that a desk meets most where no adjective says which
    "usd": "دولار",
    "eur": "يورو",
    "gbp": "استرليني",
    "sar": "ريال",
    "dinar": "دينار دنانير",
    "aed": "درهم دراهم",
    "egp": "جنيه",
    "ils": "شيكل|شيقل|شيكل شواكل",
    "lira": "ليره",
    "ruble": "روبل",
    "yen": "ين",
    "yuan": "يوان",
    "inr": "روبيه",
    "cent": "سنت",
    "piaster": "قرش قروش",
    "won": "وون",
    "krona": "كرونه",
    "peso": "بيزو",
    "rand": "راند",
    "toman": "تومان",
    "shilling": "شلن",
    "millime": "مليم",
}
# Peoples, in the singular; all take the sound masculine plural, but for those with a plural of their own.
_PEOPLES = (
    "فلسطيني عراقي سوري لبناني اردني مصري سوداني ليبي تونسي جزايري مغربي موريتاني يمني سعودي قطري كويتي بحريني عماني اماراتي صومالي "
    "اسراييلي ايراني تركي افغاني باكستاني هندي صيني ياباني كوري روسي اوكراني بريطاني فرنسي الماني ايطالي اسباني هولندي بلجيكي سويدي "
    "نرويجي دنماركي بولندي يوناني اميركي امريكي كندي مكسيكي برازيلي ارجنتيني كوبي فنزويلي استرالي نيجيري اثيوبي اريتري كيني مالي تشادي "
    "فلبيني اندونيسي ماليزي بنغالي بورمي كولومبي اوروبي افريقي عربي اجنبي غربي نيبالي سنغالي"
).split()
_OTHER_PEOPLES = "اكراد عرب اتراك روس اجانب يهود مصريات افارقه"
# Two words that count as one noun. The first is in every form of its table's noun.
_COMPOUNDS = {
    "km": "كيلو متر",
    "kg": "كيلو غرام|كيلو جرام",
    "rape": "حادثه اغتصاب",
    "square km": "كيلومتر مربع|كلم مربع|كم مربع",
    "square meter": "متر مربع",
    "square mile": "ميل مربع",
    "square foot": "قدم مربع",
    "nautical mile": "ميل بحري",
    "cubic km": "كيلومتر مكعب|كلم مكعب|كم مكعب",
    "cubic meter": "متر مكعب",
    "cubic foot": "قدم مكعب",
    "degree celsius": "درجه ميويه",
    "percent": "نقطه ميويه",
    "basis point": "نقطه اساس",
    "kilowatt hour": "كيلوواط ساعه|كيلووات ساعه",
    "megawatt hour": "ميغاواط ساعه|ميجاوات ساعه|ميغاوات ساعه|ميجاواط ساعه",
    "barrel bomb": "برميل متفجر",
    "explosive device": "عبوه ناسفه",
    "drone": "طايره مسيره",
    "infection": "اصابه موكده|اصابه جديده|اصابه بفيروس|اصابه بالفيروس|اصابه بكورونا|اصابه بكوفيد|اصابه بالكوليرا|اصابه بالحصبه",
    "polling station": "مركز اقتراع",
    "constituency": "دايره انتخابيه",
    "police officer": "رجل شرطه|امين شرطه|ضابط شرطه",
    "security officer": "رجل امن",
    "businessman": "رجل اعمال",
    "observation post": "نقطه مراقبه",
    "mortar shell": "قذيفه هاون",
    "housing unit": "وحده سكنيه|وحده استيطانيه",
    "ballistic missile": "صاروخ باليستي",
    "gbp": "جنيه استرليني",
    "egp": "جنيه مصري",
    "sdg": "جنيه سوداني",
    "cad": "دولار كندي",
    "aud": "دولار استرالي",
    "usd": "دولار اميركي|دولار امريكي",
    "sar": "ريال سعودي",
    "yer": "ريال يمني",
    "qar": "ريال قطري",
    "omr": "ريال عماني",
    "irr": "ريال ايراني",
    "brl": "ريال برازيلي",
    "iqd": "دينار عراقي",
    "jod": "دينار اردني",
    "kwd": "دينار كويتي",
    "bhd": "دينار بحريني",
    "lyd": "دينار ليبي",
    "tnd": "دينار تونسي",
    "dzd": "دينار جزايري",
    "aed": "درهم اماراتي",
    "mad": "درهم مغربي",
    "try": "ليره تركيه",
    "lbp": "ليره لبنانيه",
    "syp": "ليره سوريه",
    "chf": "فرنك سويسري",
    "cfa franc": "فرنك افريقي",
    "mru": "اوقيه موريتانيه",
    "pkr": "روبيه باكستانيه",
    "sek": "كرونه سويديه",
    "nok": "كرونه نرويجيه",
    "dkk": "كرونه دنماركيه",
}
_COMPOUND_HEADS = {"مركز مراكز": "center", "دايره دواير": "department", "امين امناء": "secretary", "فرنك": "franc"}
# Two-letter and plural look-alikes that a dual form would collide with.
_NO_DUAL = frozenset(
    "بلدان سمان سمين كمان كمين ينان ينين طالبان تابعين تابعان ناجين ناجيان محامين عاملين قاصرين فتيان صبيان مدنيتين مبنيين".split()
)
# A dual that stands before the noun which it is possessed by loses its n, and then looks like "my …": only before these.
POSSESSORS = frozenset(
    "اعمال امن شرطه مراقبه هاون اغتصاب f اف سلام اطفاء مرور تفتيش قتل سرقه عمل دفع قدم كهرباء نفط غاز دهس طعن شحن تهريب انتحار".split()
)


def _forms(noun: str) -> Iterator[str]:
    """The singular, its accusative, its plurals, without the article."""
    singular, *plurals = noun.split()
    bare = singular.removesuffix("+")
    yield bare
    if bare[-1] not in "هاي" or bare != singular or bare.endswith("ي"):
        yield bare + "ا"
    if singular.endswith("+"):
        yield from (bare + ending for ending in ("ين", "ون", "و", "ي"))
    elif bare.endswith("ه"):
        yield bare[:-1] + "ات"
    elif not plurals:
        yield bare + "ات"
    for plural in plurals:
        yield plural
        yield plural + "ا"


def _duals(noun: str) -> Iterator[str]:
    """What says two of it by form; not the oblique of a noun whose plural looks the same."""
    singular = noun.split()[0]
    bare = singular.removesuffix("+")
    stem = bare[:-1] + "ت" if bare.endswith("ه") else bare
    if len(stem) > 2:
        yield stem + "ان"
    if not singular.endswith("+") and len(stem) > 1:
        yield stem + "ين"
        if stem.endswith("ء"):
            yield stem[:-1] + "يين"


def _nouns() -> dict[str, str]:
    every = {noun: unit for unit, nouns in _NOUNS.items() for noun in nouns.split("|")}
    return {**every, **{f"{people}+": "person" for people in _PEOPLES}, **_COMPOUND_HEADS}


def _every_form(noun: str) -> list[str]:
    duals = list(_duals(noun))
    return [*_forms(noun), *duals, *(dual[:-1] for dual in duals)]


_ALL = _nouns()
_FORMS_OF = {noun.split()[0].removesuffix("+"): _every_form(noun) for noun in _ALL}


def _compound_forms() -> Iterator[tuple[str, str]]:
    for unit, phrases in _COMPOUNDS.items():
        for phrase in phrases.split("|"):
            head, tail = phrase.split()
            for form in _FORMS_OF[head]:
                for ending in ("", "ا", "ه", "ات", "ين"):
                    yield f"{form} {tail}{ending}", unit


UNITS: dict[str, str] = {
    **{form: unit for noun, unit in reversed(_ALL.items()) for form in _forms(noun)},
    **dict.fromkeys((*_OTHER_PEOPLES.split(), "منهم", "اخرين", "اخرون", "اخر"), "person"),
    **dict.fromkeys(("اضعاف", "ضعفا"), "times"),
    **dict.fromkeys(("%", "بالميه", "بالمايه", "في الميه", "في المايه"), "percent"),
    **dict(_compound_forms()),
}
DUALS: dict[str, str] = {
    **{form: unit for noun, unit in reversed(_ALL.items()) for form in _duals(noun) if form not in _NO_DUAL},
    "اخران": "person",
}
# Not those in alef of masculine nouns: they look like an accusative.
CONSTRUCT_DUALS: dict[str, str] = {form[:-1]: unit for form, unit in DUALS.items() if form.endswith(("تان", "ين"))}
