"""Any number of different articles, each with statements, amounts and days; half of them in Arabic."""

from __future__ import annotations

import random
from dataclasses import dataclass

_NAMES = {
    "ar": ("سامر ليلى نادر هناء فراس منال باسل رنا زياد سهى".split(), "الحلواني الصفدي العطار البيطار الخياط النجار الحداد السمان".split()),
    "en": (
        "Owen Clara Hugo Nora Felix Irene Miles Vera Simon Ada".split(),
        "Hallow Saffery Attard Bitar Tailor Joiner Smithson Dobson".split(),
    ),
}
_OFFICES = {
    "ar": ["مدير السد", "وزير الزراعة", "رئيس البلدية", "مدير المرفأ", "نقيب الخبازين", "محافظ المدينة", "مديرة المشفى", "رئيسة الجامعة"],
    "en": ["the dam director", "the farm minister", "the mayor", "the harbour master", "the governor", "the head nurse"],
}
_PLACES = {
    "ar": "الوادي الشرقي،حي الزيتون،قرية العين،ميناء الصخر،سهل القمح،تل الرمان،طريق الجبل،ضفة النهر،سوق الحبوب،حقل الملح".split("،"),
    "en": "Eastvale,Olivegate,Wellhamlet,Stoneport,Wheatplain,Pomehill,Ridgeway,Riverbank,Grainmarket,Saltfield".split(","),
}
_THINGS = {
    "ar": "عاملا،طالبا،مزارعا،مريضا،نازحا،متطوعا،موظفا،صيادا".split("،"),
    "en": "workers,students,farmers,patients,families,volunteers,clerks,fishermen".split(","),
}
_DEEDS = {
    "ar": "عادوا إلى،وصلوا إلى،غادروا،تظاهروا في،سجلوا أسماءهم في،تلقوا مساعدات في،ينتظرون النقل من،انضموا إلى المشروع في".split("،"),
    "en": "returned to,arrived in,left,protested in,were registered in,received aid in,are waiting in,joined the project in".split(","),
}
_GOODS = {
    "ar": "القمح،الإسمنت،الأرز،الدواء،الوقود،الملح،الخشب،السكر".split("،"),
    "en": "wheat,cement,rice,medicine,fuel,salt,timber,sugar".split(","),
}
_MONTHS = {"ar": "كانون الثاني،شباط،آذار،نيسان،أيار،حزيران".split("،"), "en": "January,February,March,April,May,June".split(",")}
_SENTENCES = {
    "ar": [
        'قال {office} {name}، الثلاثاء، إن "{many} {thing} {deed} {place}".',
        "وأضاف {name} أن إنتاج {goods} في {place} ارتفع بنسبة {share} بالمئة.",
        "وأعلنت وزارة التموين أن {place} سيتسلم {many} طنا من {goods} في {month} المقبل.",
        "وأكد {office} أن {many} {thing} {deed} {place} خلال الأسبوع الماضي.",
        'وقالت {name} إن "سعر {goods} في {place} انخفض إلى {few} دولارا".',
        "وأوضح {office} {name} أن كلفة الطريق إلى {place} بلغت {many} مليون دينار.",
        "وذكرت هيئة الإحصاء أن {share} في المئة من سكان {place} لا يجدون {goods}.",
        'وصرح {name}: "لن نغلق مخازن {goods} في {place} قبل {month}".',
    ],
    "en": [
        '{Office} {name} said on Tuesday that "{many} {thing} {deed} {place}".',
        "{name} added that the output of {goods} in {place} rose by {share} percent.",
        "The supply ministry said {place} would receive {many} tons of {goods} in {month}.",
        "{Office} confirmed that {many} {thing} {deed} {place} last week.",
        '"The price of {goods} in {place} has fallen to {few} dollars," {name} said.',
        "{Office} {name} said the road to {place} had cost {many} million dinars.",
        "The statistics office said {share} percent of the people of {place} could not find {goods}.",
        '{name} said: "We will not close the {goods} stores in {place} before {month}".',
    ],
}


@dataclass(frozen=True, slots=True)
class InventedArticle:
    text: str
    published: str
    language: str


def invented_article(number: int) -> InventedArticle:
    """The article of a number: always the same, no two alike, and none a copy of another."""
    chance, language = random.Random(number), "en" if number % 2 else "ar"
    sentences = [_sentence(template, language, chance) for template in chance.sample(_SENTENCES[language], 2)]
    headline = f"{chance.choice(_PLACES[language])} {number}"
    published = f"2026-{1 + number % 9:02d}-{1 + number % 28:02d}"
    return InventedArticle(f"{headline}\n\n" + "\n".join(sentences), published, language)


def _sentence(template: str, language: str, chance: random.Random) -> str:
    office = chance.choice(_OFFICES[language])
    return template.format(
        office=office,
        Office=office[0].upper() + office[1:],
        name=" ".join(map(chance.choice, _NAMES[language])),
        place=chance.choice(_PLACES[language]),
        thing=chance.choice(_THINGS[language]),
        deed=chance.choice(_DEEDS[language]),
        goods=chance.choice(_GOODS[language]),
        month=chance.choice(_MONTHS[language]),
        many=chance.randint(100, 9_999),
        share=chance.randint(2, 98),
        few=chance.randint(11, 99),
    )
