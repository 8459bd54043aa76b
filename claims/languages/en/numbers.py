"""English amounts. Sources: CLDR number words and currencies (en), counts in agency copy. Folded forms."""

from claims.languages.en.nouns import UNITS
from claims.languages.pack import VULGAR_FRACTIONS, NumberTables
from claims.records import Qualifier

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth"
).split()
_ORDINAL_TENS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split()
_PARTS = {
    **{word: 1 / part for part, word in enumerate(_ORDINALS, 3)},
    **{word: 1 / part for part, word in zip(range(20, 100, 10), _ORDINAL_TENS, strict=True)},
    "hundredth": 1e-2,
    "thousandth": 1e-3,
    "millionth": 1e-6,
    "billionth": 1e-9,
    "trillionth": 1e-12,
}
# An amount that is not passed: "did not exceed", and word by word "won ' t exceed".
_NOT = ["not", "cannot", *(f"{word} {mark} t" for word in "can couldn didn doesn don mustn shouldn won wouldn".split() for mark in "'’")]
_PASSING = ("exceed", "exceeding", "surpass", "surpassing", "top", "go beyond", "go over")
_QUALIFIERS = {
    Qualifier.MORE_THAN: (
        "more than|over|above|exceeding|upwards of|in excess of|greater than|well over|just over|well above|"
        "slightly more than|a little over|"
        "longer than|older than|far more than|exceeds|exceeded|surpasses|surpassed|surpassing|tops|topped|topping|beyond"
    ),
    Qualifier.AT_LEAST: "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of",
    Qualifier.LESS_THAN: "less than|fewer than|under|below|just under|just below|well under|well below|shorter than|younger than",
    Qualifier.AT_MOST: (
        "up to|at most|no more than|not more than|a maximum of|maximum of|as many as|as much as|as high as|never exceeded|never surpassed|"
        "never topped|not exceeded|not surpassed|not topped|" + "|".join(f"{no} {verb}" for no in _NOT for verb in _PASSING)
    ),
    Qualifier.ABOUT: (
        "about|around|nearly|almost|some|roughly|approximately|an estimated|estimated|close to|approx|circa|just about|an average of|near|"
        "more or less|in the region of|some estimated"
    ),
}

NUMBERS = NumberTables(
    words={
        **{word: float(value) for value, word in enumerate(_ONES)},
        **{word: float(value) for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
        **dict.fromkeys(("nought", "naught"), 0.0),
    },
    hundred=frozenset({"hundred"}),
    scales={
        **dict.fromkeys(("dozen", "dozens", "dzs", "dozs"), 12.0),
        **dict.fromkeys(("thousand", "k"), 1e3),
        "lakh": 1e5,
        **dict.fromkeys(("million", "m", "mn", "mil"), 1e6),
        "crore": 1e7,
        **dict.fromkeys(("billion", "bn", "bln", "b"), 1e9),
        **dict.fromkeys(("trillion", "tn", "tln"), 1e12),
    },
    behind_only=frozenset("thousand million billion trillion dozen dozens dzs dozs lakh crore k m mn mil bn bln b tn tln".split()),
    before_ten=frozenset(),
    no_numbers=frozenset(),
    ones=frozenset({"one"}),
    pronoun_before=frozenset({"this", "that", "which", "no", "any", "the", "each", "every", "another"}),
    one=frozenset({"a", "an"}),
    fractions={**VULGAR_FRACTIONS, "half": 1 / 2, "quarter": 1 / 4, **_PARTS},
    fraction_parts={"halves": 1 / 2, "quarters": 1 / 4, **{f"{word}s": value for word, value in _PARTS.items()}},
    fractions_of_definite={},
    ordinal_fractions=frozenset(_PARTS),
    whole_pronouns=frozenset(),
    fraction_nouns=frozenset(),
    of=frozenset({"of"}),
    each=frozenset({"in", "out of", "in every", "of every"}),
    shared_out_of=frozenset({2, 3, 4, 5, 6, 8, 10, 100, 1_000}),  # "one in 37" is not said so
    point=frozenset({"point"}),
    minus=frozenset({"minus", "negative"}),
    conjunction="and",
    proclitics=(),
    article="",
    dot_groups=False,
    additive_without_conjunction=True,
    before={phrase: qualifier for qualifier, phrases in _QUALIFIERS.items() for phrase in phrases.split("|")},
    after={
        "or more": Qualifier.AT_LEAST,
        "and more": Qualifier.AT_LEAST,
        "and above": Qualifier.AT_LEAST,
        "and over": Qualifier.AT_LEAST,
        "or older": Qualifier.AT_LEAST,
        "or less": Qualifier.AT_MOST,
        "or fewer": Qualifier.AT_MOST,
        "or under": Qualifier.AT_MOST,
        "or so": Qualifier.ABOUT,
        "at least": Qualifier.AT_LEAST,
        "at most": Qualifier.AT_MOST,
    },
    apart={},
    between=frozenset({"between"}),
    between_fillers=frozenset(),
    alternatives=frozenset({"or"}),
    to=frozenset({"to"}),
    sources=frozenset({"from"}),
    by=frozenset({"by"}),
    changes=frozenset(
        (
            "rise rises rose risen rising increase increased increases increasing fall fell fallen falling drop "
            "dropped drops grew grow grown "
            "growth cut cuts raised raise raises jumped jump decline declined declines surged surge climbed climb slid "
            "slipped plunged plunge "
            "gained gain lost shrank reduced reduce boost boosted doubled up down expanded expand"
        ).split()
    ),
    noun_first=False,
    ones_behind=False,
    units=UNITS,
    plural_endings=("s",),
    singulars=(
        ("ies", "y", 2),
        ("sses", "ss", 0),
        ("xes", "x", 0),
        ("ches", "ch", 0),
        ("shes", "sh", 0),
        ("ss", "ss", 0),
        ("us", "us", 0),
        ("is", "is", 0),
        ("s", "", 0),
    ),
    duals={},
    possessors=frozenset(),
    construct_duals={},
    possessive_endings=(),
    possessed=("", ""),
    beyond={},
    measures=frozenset(
        (
            "percent % year years month months day days hour hours minute minutes km kilometres kilometers miles mile metres "
            "meters feet foot dollars euros pounds times people others points"
        ).split()
    ),
    additions=frozenset({"more", "other", "additional", "extra", "new", "further"}),
    comparatives=frozenset(),
    scale_units={"m": "m"},
    decimal_units=frozenset({"s"}),
    symbols={"$": "usd", "€": "eur", "£": "gbp"},
    stops=frozenset(
        (
            "in of to and or the a an at on by for from with as that which who were was is are had has have said after before "
            "since but it be he she they this ago will can would p pm am gmt et statement under over when while where if so than "
            "then not only more less each per also during against between into about its their his her our your my we i you "
            "both all there here now including inside outside because until despite following amid among earlier later last next "
            "out off up down across through behind do does did may might should could must even still just nor yet via versus vs "
            "being been shy away old deep high tall wide long apart died fled drowned rose fell voted survived returned"
        ).split()
    )
    - {"old"},
    stop_prefixes=(),
    ages=frozenset({"aged", "age"}),
    age_suffixes=frozenset({"old"}),
    definite_openers=frozenset({"the", "these", "those", "both", "all", "his", "her", "their", "its", "our", "other"}),
    age_ordinals={},
    labels=frozenset(
        (
            "no nos number chapter section article page pages flight route resolution boeing covid room game match day round week "
            "phase group level figure table episode series highway interstate gate terminal lane line bus floor apartment "
            "category class type tier world channel annex appendix airbus iphone galaxy area unit title psalm verse super hole "
            "holes ps version item vol volume"
        ).split()
    )
    - {"world", "other", "day", "class", "group", "level"},
    titled=frozenset("show programme program film movie book song album series titled called named single".split()),
    not_after=frozenset({"pm", "am", "gmt", "et", "bst", "cet", "utc", "p.", "a.", "pointer", "pointers", "something"}),
    not_halves=frozenset(
        "time final finals marathon marathons finalist finalists term hour century back backs brother sister year-end".split()
    ),
    not_single=frozenset({"this", "that", "which", "no", "each", "every", "any", "the", "another", "last", "only"}),
    not_moved=frozenset(),
    not_moved_endings=(),
    bare_before=frozenset(
        (
            "to from of killed killing wounded wounding injured injuring is was were by with than least total reached reaching hit only "
            "including about another current currently leaving and among just between aged numbering stood stands"
        ).split()
    ),
    totals=frozenset({"totalling", "totaling", "totalled", "totaled"}),
    bare_after=frozenset(
        {
            "of those",
            "of them",
            "of whom",
            "of which",
            "killed",
            "dead",
            "wounded",
            "injured",
            "were",
            "died",
            "fled",
            "drowned",
            "survived",
        }
    ),
)
