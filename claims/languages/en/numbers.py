"""English amounts. Sources: CLDR number words and currencies (en), frequent counted nouns of agency copy. Folded forms."""

from claims.languages.pack import NumberTables
from claims.records import Qualifier

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
# Canonical unit -> its nouns.
_UNITS = {
    "percent": "% percent pc",
    "usd": "dollar dollars",
    "eur": "euro euros",
    "gbp": "pound pounds",
    "km": "km kilometre kilometres kilometer kilometers",
    "meter": "metre metres meter meters",
    "mile": "mile miles",
    "foot": "foot feet ft",
    "kg": "kg kilogram kilograms",
    "ton": "ton tons tonne tonnes",
    "barrel": "barrel barrels",
    "person": "people person persons others individuals",
    "soldier": "soldier soldiers troops",
    "child": "child children",
    "woman": "woman women",
    "man": "man men",
    "death": "death deaths dead",
    "country": "country countries",
    "city": "city cities",
    "company": "company companies",
    "family": "family families",
    "aircraft": "aircraft plane planes",
    "times": "times",
}
_REGULAR = (
    "second minute hour day week month year decade point degree cent migrant refugee fighter militant student prisoner hostage passenger "
    "civilian member rocket missile drone vehicle truck ship attack strike case seat vote goal house school hospital project worker "
    "employee journalist victim game win group"
).split()
_QUALIFIERS = {
    Qualifier.MORE_THAN: "more than|over|above|exceeding|upwards of|more than a|over a",
    Qualifier.AT_LEAST: "at least|no fewer than|no less than|not less than|a minimum of|at least a",
    Qualifier.LESS_THAN: "less than|fewer than|under|below",
    Qualifier.AT_MOST: "up to|at most|no more than|a maximum of|as many as",
    Qualifier.ABOUT: "about|around|nearly|almost|some|roughly|approximately|an estimated|close to",
}

NUMBERS = NumberTables(
    words={
        **{word: float(value) for value, word in enumerate(_ONES, 1)},
        **{word: float(value) for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
        "dozen": 12.0,
    },
    scales={
        "hundred": 1e2,
        **dict.fromkeys(("thousand", "k"), 1e3),
        **dict.fromkeys(("million", "m", "mn"), 1e6),
        **dict.fromkeys(("billion", "bn"), 1e9),
        **dict.fromkeys(("trillion", "tn"), 1e12),
    },
    behind_only=frozenset("hundred thousand million m mn billion bn trillion tn k".split()),
    fractions={
        "half": 1 / 2,
        **dict.fromkeys(("third", "thirds"), 1 / 3),
        **dict.fromkeys(("quarter", "quarters"), 1 / 4),
        "fifths": 1 / 5,
        "tenths": 1 / 10,
    },
    conjunction="and",
    proclitics=(),
    article="",
    dot_groups=False,
    additive_without_conjunction=True,
    before={phrase: qualifier for qualifier, phrases in _QUALIFIERS.items() for phrase in phrases.split("|")},
    after={"or more": Qualifier.AT_LEAST, "or less": Qualifier.AT_MOST, "or so": Qualifier.ABOUT},
    between=frozenset({"between"}),
    alternatives=frozenset({"or"}),
    to=frozenset({"to"}),
    sources=frozenset({"from"}),
    by=frozenset({"by"}),
    changes=frozenset(
        (
            "rise rises rose risen rising increase increased increases fall fell fallen falling drop dropped grew grow grown growth cut "
            "raised jumped decline declined"
        ).split()
    ),
    units={
        **{noun: unit for unit, nouns in _UNITS.items() for noun in nouns.split()},
        **{noun + ending: noun for noun in _REGULAR for ending in ("", "s")},
        "per cent": "percent",
    },
    duals={},
    symbols={"$": "usd", "€": "eur", "£": "gbp"},
    stops=frozenset(
        (
            "in of to and or the a an at on by for from with as that which who were was is are had has have said after before since but it "
            "he she they this ago will can would p pm am gmt statement"
        ).split()
    ),
    labels=frozenset("no number chapter section article page flight route resolution boeing covid room".split()),
)
