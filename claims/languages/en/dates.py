"""English dates. Source: CLDR month and day names with their usual abbreviations in agency copy. Folded forms."""

from claims.languages.en.nouns import UNITS
from claims.languages.pack import DateTables
from claims.records import Precision

_MONTHS = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|november nov|december dec"
)
_WEEKDAYS = "monday mon|tuesday tue tues|wednesday wed|thursday thu thur thurs|friday fri|saturday sat|sunday sun"
_UNITS = {"day": Precision.DAY, "week": Precision.WEEK, "month": Precision.MONTH, "year": Precision.YEAR}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)

_COUNTS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_TENS = {word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}

DATES = DateTables(
    months={name: number for number, names in enumerate(_MONTHS.split("|"), 1) for name in names.split()},
    hijri_months={"ramadan": 9, "muharram": 1, "shaaban": 8, "shawwal": 10},
    ambiguous=frozenset("may march mar august april june jan sun mon wed sat fri thu tue second fall".split()),
    abbreviations=frozenset("jan feb mar apr jun jul aug sept sep oct nov dec".split()),
    weekdays={name: number for number, names in enumerate(_WEEKDAYS.split("|")) for name in names.split()},
    relative_days={
        "today": 0,
        "tonight": 0,
        "this morning": 0,
        "this afternoon": 0,
        "this evening": 0,
        "last night": -1,
        "yesterday": -1,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    },
    leads=frozenset({"year"}),
    links=frozenset({"of", ",", "in", "of the year"}),
    conjunctions=frozenset({"and"}),
    weekday_links=frozenset(),
    weekday_marks=frozenset(),
    periods={
        "week": Precision.WEEK,
        "month": Precision.MONTH,
        "year": Precision.YEAR,
        **dict.fromkeys(("summer", "winter", "spring", "autumn", "fall"), Precision.SEASON),
        "decade": Precision.DECADE,
        "century": Precision.CENTURY,
    },
    bare_periods=frozenset({"year"}),
    before={"last": -1, "this": 0, "next": 1, "coming": 1},
    after={"before last": -2},
    sides=frozenset({"after", "before"}),
    parts={
        **dict.fromkeys(("early", "the beginning of", "the start of", "the beginning of the", "the start of the"), 0),
        "mid": 1,
        **dict.fromkeys(("late", "the end of", "the end of the"), 2),
    },
    so_far={"earlier": 0},
    ordinals={word: number for number, word in enumerate(_ORDINALS.split(), 1)},
    fractions={"half": 2, "quarter": 4},
    seasons={"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12},
    decades={},
    decade_suffixes=frozenset({"s"}),
    century=frozenset({"century"}),
    ago_units={form: (0, grain) for unit, grain in _UNITS.items() for form in (unit, unit + "s")},
    numbers={**_COUNTS, "a": 1, **_TENS},
    ago_before=frozenset(),
    ago_after=frozenset({"ago"}),
    approximations=frozenset({"over", "than", "about", "around", "nearly", "almost", "some", "roughly"}),
    year_suffixes=frozenset({"ad", "ce"}),
    hijri_suffixes=frozenset({"ah"}),
    future=frozenset(
        (
            "will shall scheduled propose proposes proposed plan planned tomorrow due set plans expected upcoming "
            "would re-open reopen ahead be"
        ).split()
    ),
    future_near=frozenset({"until", "till"}),
    future_prefixes=(),
    no_future=(),
    past=frozenset(
        (
            "said says told was were had did met began since after took came went made "
            "left won lost beat hit struck last fell rose grew held gave saw sold bought built sent spent led fled shot spoke "
            "wrote became got ran paid brought fought sought caught stood found drove broke chose flew threw withdrew sank"
        ).split()
    ),
    past_endings=("ed",),
    no_past=frozenset("hundred united indeed speed exceed proceed succeed breed sacred based".split()),
    past_left_open=frozenset({"be", "have", "not"}),
    sentence_ends=frozenset({".", "?", "!", "\n"}),
    beside_months=frozenset("in since until by early late mid of from to between before after".split()),
    programmes=frozenset({"vision", "agenda", "resolution", "no", "number", "boeing"}),
    proclitics=(),
    articles=frozenset({"the"}),
    article="",
    assimilated="",
    day_leads=frozenset({"dated"}),
    announce_days=frozenset({"on"}),
    days_in_words=False,
    twin_months=False,
    quarter_letters={"q": 4, "h": 2},
    bare_divisions=False,
    first_days=frozenset(),
    day_suffixes=frozenset({"st", "nd", "rd", "th"}),
    not_days=frozenset({"$", "\u20ac", "\u00a3", "no", "number", "under"}),
    ranges=frozenset({"to", "until", "through", "till", "or", "-", "\u2013"}),
    year_pairs=frozenset({"years"}),
    dashed_years_are_one=True,
    # Plurals alone: "the 2017 tax" is of a year.
    counted=frozenset({noun for noun, unit in UNITS.items() if noun != unit} | {"percent", "km", "people", "yen"}),
    year_prepositions=frozenset({"since", "in", "until", "late", "early", "mid"}),
    not_years_before=frozenset({"no", "number", "resolution", "nearly", "almost"}),
    before_christ={"bc": 0, "bce": 0},
    weekends={"weekend": 0, "the weekend": 0},
    same_day={"the same day": 0, "that same day": 0},
    same_month={"the same month": 0, "that month": 0, "the month": 0},
    same_year={"of the same year": 0, "of that year": 0, "that year": 0, "the same year": 0},
    today_is_the_day=False,
    not_today_before=frozenset({"usa", "russia", "until"}),
    not_today_after=frozenset(),
    no_dates=frozenset(),
    no_periods={"next decade": 0, "last decade": 0, "next century": 0},
    anchors=frozenset(),
    events=frozenset(),
    landmarks={(9, 11): (2001, False), (10, 7): (2023, False)},
    honorifics=frozenset(),
    every=frozenset({"every", "each", "any", "recent"}),
    decade_endings=(),
    decade_leads=frozenset(),
    ages=frozenset(),
    week_nouns=frozenset({"week"}),
    last_words=frozenset({"last", "final"}),
    month_nouns=frozenset({"months"}),
    first_words=frozenset({"first"}),
    counts=_COUNTS,
    first_months=((2, 1, 0),),
    month_first=True,
    capitalized=True,
)
