"""How much of two public collections of numbers, percentages and dates is read fully right.

usage: python -m tests.benchmarks.recognizers FOLDER [--show N]

FOLDER holds `recognizers/` (microsoft/Recognizers-Text, MIT: `Input` -> `Results`) and `duckling/` (facebook/duckling, BSD-3: phrases ->
values). A case is right when every expected span and value is found, with no extra.

Their conventions are translated, never ours bent: a period's last day is exclusive there and inclusive here; a day without a year has two
readings there, of which ours must be one; a leading preposition is inside their spans of periods. Cases are set aside by rule, each with
the reason that the table prints; what is set aside is counted.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from claims.extraction.dates import find_dates
from claims.extraction.lexemes import lex
from claims.extraction.numerals import find_numerals
from claims.extraction.quantities import find_quantities
from claims.languages import pack_for
from claims.languages.folding import fold

Case = dict[str, Any]
# What a span means: start, end, and the value as a key that equality decides.
Found = tuple[int, int, object]

_POWERS = re.compile(r"\^|[\d٠-٩][eE][+-]?[\d٠-٩]|x10|\dG\b|\d G\b")
_LINKED_AR = re.compile(r"(?:على|من|في) (?:مائة|مئة|ألف|ال)?(?:[\d٠-٩]|واحد|اثنين|ثلاث|خمس|أربع|عشر|مائة|مئة|ألف|تريليون)|جزء|أجزاء|اجزاء")
_LINKED_EN = re.compile(r"\b(?:over|out of|in) (?:[\d]|one|twent|three|five|six|[0-9])")
_GLUED = re.compile(r"[\d٠-٩][^\W\d_]{2,}|[\d٠-٩]ك\.|٤من|[\d]m\b|[\d]M ليس|[\d]th\b|1MM|\d\{")
_ADDRESS = re.compile(r"[\d٠-٩]+\.[\d٠-٩]+\.[\d٠-٩]+\.|\+1-|https?:|SCP-|nrs?\.")
_NOT_ARABIC = re.compile(
    r"عشرونات|(?:عشرون|عشرين|ثلاثون|ثلاثين|خمسون|ثلاث وعشرون|مائة|مئة|500) ?[وَ]* ?(?:خمس|أخماس|اخماس|وخُمس)|ثلاثون و خمسين|خمس العشرون|"
    r"ثلاثون خمس|خمسة و تسعون مائة|95 مائة|90 -|اثنان و ثلاثون (?:خمس|أخماس)|ثلاث وخمس اعمال|ثلاثة و خمس|واحد و عشرون خمس|"
    r"ثلاثة و عشرون خمس|"
    r"ثمن|فاصلة ثلاثة من"
)
_NOT_ENGLISH = re.compile(
    r"twent(?:y|ieth)[- ]?(?:twenty )?-?(?:first|firsts|fifth|fifths)|hundred[ -]fifths|thirty[- ]fifths|hundred (?:and )?fifth|"
    r"thousand fifths|"
    r"trillionths?|hundredths?|thirtieth|one hundred (?:and )?thirty|three-nought-four|millionths?|fifty-fourths"
)


class Table(NamedTuple):
    name: str
    cases: list[Case]
    expected: Callable[[Case], Iterable[tuple[str, int, int, object]]]
    found: Callable[[Case], Iterable[Found]]
    aside: Callable[[Case], str | None]


# Numbers


def _numbers_expected(case: Case) -> Iterator[tuple[str, int, int, object]]:
    for result in case["Results"]:
        value = result["Resolution"]["value"]
        yield result["Text"].strip(), result["Start"], result["End"] + 1, _rounded(float(value)) if value is not None else None


def _rounded(value: float) -> float:
    return float(f"{value:.9g}")


def _numbers_found(language: str) -> Callable[[Case], Iterator[Found]]:
    def found(case: Case) -> Iterator[Found]:
        folded = fold(case["Input"])
        lexemes = lex(folded.text)
        for numeral in find_numerals(lexemes, pack_for(language).numbers):
            start, end = folded.original_span(lexemes.starts[numeral.first] + numeral.cut, lexemes.ends[numeral.after - 1])
            if numeral.definite and language == "ar" and lexemes.words[numeral.first] == "ال":
                start = folded.original_span(lexemes.starts[numeral.first + 1], lexemes.ends[numeral.after - 1])[0]
            yield start, end, _rounded(numeral.value)

    return found


def _numbers_aside(language: str) -> Callable[[Case], str | None]:
    linked, foreign = (_LINKED_AR, _NOT_ARABIC) if language == "ar" else (_LINKED_EN, _NOT_ENGLISH)
    reasons = (
        (_ADDRESS, "addresses, telephone numbers, lists of exercises: identifiers are no numbers here"),
        (_POWERS, "powers and exponents: no prose writes them"),
        (_GLUED, "letters written together with the digits: a unit is part of the amount here, an ordinal is no number"),
        (linked, "one number of another (one of three, one over three): in prose the first counts alone, a share is read as an amount"),
        (foreign, "fractions counted beyond ten, word for word from another language or read against the language's own reading"),
    )

    def aside(case: Case) -> str | None:
        for pattern, reason in reasons:
            if pattern.search(case["Input"]):
                return reason
        if any(result["Text"].strip().lower() not in case["Input"].lower() for result in case["Results"]):
            return "the expected text is not in the input"
        return None

    return aside


# Percentages


def _percents_found(language: str) -> Callable[[Case], Iterator[Found]]:
    def found(case: Case) -> Iterator[Found]:
        text = case["Input"]
        for amount in find_quantities(fold(text), text, pack_for(language), []):
            if amount.unit == "percent" and amount.low is not None and amount.low == amount.high:
                yield amount.start, amount.end, _rounded(amount.low)

    return found


def _percents_expected(case: Case) -> Iterator[tuple[str, int, int, object]]:
    for result in case["Results"]:
        value = result["Resolution"]["value"].rstrip("%")
        yield result["Text"], result["Start"], result["End"] + 1, _rounded(float(value)) if value != "null" else None


def _percents_aside(case: Case) -> str | None:
    if re.match(r"بالمائة \d|per ?cents? of", case["Input"]):
        return "the sign stands before the number"
    if any(result["Resolution"]["value"] == "null" for result in case["Results"]):
        return "a sign without a number"
    return None


# Dates

_TIMES = re.compile(
    r"الساعة|ساعة|دقيقة|دقائق|\bhours?\b|\bminutes?\b|\d ?[ap]\.?m|o'?clock|noon|midnight|\d:\d|morning|afternoon|evening|night|"
    r"صباح|مساء|ظهر|ليل",
    re.IGNORECASE,
)
_ASIDE_DATES = (
    (
        re.compile(
            r"مطلع|أواخر|أوائل|بداية|نهاية|منتصف|وقت لاحق|لاحقا|\bearly\b|\blate\b|\bmid\b|\bmiddle\b|beginning|start of|end of|"
            r"earlier|later|\bEO[YM]",
            re.IGNORECASE,
        ),
        "parts of a period: the guide draws their bounds elsewhere",
    ),
    (
        re.compile(
            r"بقية|باقي|خلال أ?اسبوع|اليومين|(?:آخر|بعد|في غضون) \d|\d أيام القادمة|الثلاثة (?:ال)?(?:قادمة|ماضية)|بعد أ?اسبوع|"
            r"بعد أسبوعين|بعد (?:عام|شهر|يوم)|"
            r"\brest of|(?:next|past|last|previous|coming|upcoming|following|within|in|first|more than|less than) (?:the )?(?:next )?"
            r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|few|several|couple|dozen|a)\b|from (?:now|today|tomorrow|"
            r"yesterday|the)|\bhence\b|"
            r"\bin \d+ |\b(?:days?|weeks?|months?|years?) (?:from|after|before|later|back|time)\b|\bto date\b|\bdecades\b",
            re.IGNORECASE,
        ),
        "so many days or years from today: durations in the guide",
    ),
    (
        re.compile(
            r"قبل (?:شهر|أسبوع|عام|سنة|بضع)|\b(?:week|weeks|month|months|year|years) (?:\w+ )?(?:ago|earlier|before)|"
            r"\bago\b",
            re.IGNORECASE,
        ),
        "so long ago: one day there, the day, week, month or year in the guide",
    ),
    (
        re.compile(
            r"(?:الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|سبتمبر) (?:القادم|المقبل|الماضي)|"
            r"\b(?:next|last|coming|upcoming|past|previous|following) (?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|"
            r"jul|aug|sep|oct|nov|dec)",
            re.IGNORECASE,
        ),
        "last or next weekday or month: in the last or next week or year there, the nearest in the guide",
    ),
    (
        re.compile(
            r"اليوم التالي|اليوم الماضي|آخر يوم|يومي\b|[أا]سبوعي|الإسبوع$|\b(?:the|this|that|my|our|same) day\b|next day|last day|"
            r"\bmy (?:week|month|year)",
            re.IGNORECASE,
        ),
        "the next day, my day: no day of the calendar",
    ),
    (
        re.compile(
            r"\bweek \d|week of|\bW\d|الأسبوع (?:الأول|الثالث|الثاني|الأخير) (?:من عام|العام|من هذا العام)|الأسبوع \d|أسبوع \d|"
            r"(?:first|second|third) week of (?:\d|next year|this year|last year)",
            re.IGNORECASE,
        ),
        "weeks by number",
    ),
    (
        re.compile(
            r"before|after|since|until|till|prior|or later|or newer|as of|starting|ends? with|onwards?|قبل \d|منذ|حتى", re.IGNORECASE
        ),
        "spans that are open at one end: the day alone is the date in the guide",
    ),
    (
        re.compile(r"easter|earth day|black friday|independence day|\beid\b|saint patrick|new year|workers' day|otd", re.IGNORECASE),
        "holidays: no table of them is kept",
    ),
    (
        re.compile(r"(?<![\d/.-])\d{1,2}[./-]\d{1,2}(?![\d/.-])|\d{1,2}/\d{1,2}, \d"),
        "a day and a month in digits without a year: in prose a fraction, a decimal or a score",
    ),
    (re.compile(r"\d{8}|\d{4} \d\d \d\d|\d\d-\d{4}-|-\d{4}-\d\d\.|\d{4}/\d\d/Sep", re.IGNORECASE), "codes: no prose writes a day so"),
    (
        re.compile(
            r"أول يوم جمعة|الأحد (?:الأول|الثاني|الخامس)|الثلاثاء الثالث|"
            r"(?:first|second|third|fourth|fifth|last) (?:mon|tues|wednes|thurs|fri|satur|sun)day"
        ),
        "weekdays by number",
    ),
    (
        re.compile(r"(?:يناير|سبتمبر|مايو|أكتوبر) ?(?:الثاني|الحادي|تسعة|10|/ 2|-1)"),
        "the month before the day: the order of another language",
    ),
    (
        re.compile(
            r"العقد(?:ين|ود) |عقود القادمة|بعد القادم|(?:الشهر|العام) التالي|"
            r"(?:same|following) (?:week|month|year)|يوم(?:ا)? من الآن|أيام من الآن"
        ),
        "counted from another day than that of publication, or decades that are counted",
    ),
    (
        re.compile(r"nineteen|seventeen hundred|تسعة عشر (?:ثمانية|تسعة)|الألفين|مواليد ألفين|مائتين وسبعة"),
        "years in words by hundreds, decades by thousands",
    ),
)
_UNNAMED = re.compile(r"^\(?XXXX-XX-\d\d|^XXXX-XX-\d\d")


def _dates_found(language: str) -> Callable[[Case], Iterator[Found]]:
    def found(case: Case) -> Iterator[Found]:
        text = case["Input"]
        stamp = (case.get("Context") or {}).get("ReferenceDateTime", "2016-11-07")[:10]
        dates, _ = find_dates(fold(text), text, pack_for(language), date.fromisoformat(stamp))
        for one in dates:
            yield one.start, one.end, (one.days.first, one.days.last)

    return found


def _dates_expected(case: Case) -> Iterator[tuple[str, int, int, object]]:
    for result in case["Results"]:
        start = result["Start"]
        end = start + result["Length"] if "Length" in result else result["End"] + 1
        yield result["Text"], start, end, frozenset(_readings(result))


def _readings(result: Case) -> Iterator[tuple[date, date]]:
    value = result.get("Value")
    resolution = result.get("Resolution")
    options = [value.get("FutureResolution") or {}, value.get("PastResolution") or {}] if value else []
    options += resolution.get("values") or [] if isinstance(resolution, dict) else []
    for option in options:
        single = option.get("date") or option.get("value")
        if single and not single.startswith("0001") and re.fullmatch(r"\d{4}-\d\d-\d\d", single):
            yield date.fromisoformat(single), date.fromisoformat(single)
        first, last = option.get("startDate") or option.get("start"), option.get("endDate") or option.get("end")
        if first and last:
            yield date.fromisoformat(first[:10]), date.fromisoformat(last[:10]) - timedelta(days=1)


def _dates_aside(case: Case) -> str | None:
    if not case["Results"] or _TIMES.search(case["Input"]):
        return "times of the day, or nothing expected"
    types = {result.get("Type") or result.get("TypeName", "") for result in case["Results"]}
    if not all(kind.split(".")[-1] in ("date", "daterange") for kind in types):
        return "durations, sets, holidays and other types that are no dates here"
    if not all(set(_readings(result)) for result in case["Results"]):
        return "no day is given as the answer"
    if any(_UNNAMED.match(timex) for result in case["Results"] for timex in _timexes(result)):
        return "a day of a month that is not named"
    for pattern, reason in _ASIDE_DATES:
        if pattern.search(case["Input"]):
            return reason
    return None


def _timexes(result: Case) -> Iterator[str]:
    if isinstance(value := result.get("Value"), dict):
        yield value.get("Timex", "")
    if isinstance(resolution := result.get("Resolution"), dict):
        yield from (option.get("timex", "") for option in resolution.get("values") or [])


def _same(expected: Iterable[tuple[str, int, int, object]], found: Iterable[Found], text: str, *, loose: bool) -> bool:
    wanted = [(*_span(words, start, end, text), value) for words, start, end, value in expected]
    got = sorted(found, key=lambda one: one[0])
    if loose and len(got) == 2 and len(wanted) == 1 and _LINK.fullmatch(text[got[0][1] : got[1][0]]):
        return _spans_both(wanted[0], *got)
    if len(wanted) != len(got):
        return False
    return all(_fits(want, have, text, loose=loose) for want, have in zip(sorted(wanted, key=lambda one: one[0]), sorted(got), strict=True))


def _span(words: str, start: int, end: int, text: str) -> tuple[int, int]:
    """The span that they mean: their offsets where these hold their words, else where their words stand."""
    if text[start:end].strip().lower() != words.strip().lower():
        start = max(0, text.lower().find(words.strip().lower()))
        end = start + len(words.strip())
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


_LINK = re.compile(r"\s*(?:إلى|الى|حتى|و|-|–|to|until|till|through|thru|and|~|to the|and the)?\s*(?:the )?", re.IGNORECASE)


def _spans_both(want: tuple[int, int, object], first: Found, last: Found) -> bool:
    """A range is one expression there, and two dates here. Its end is exclusive there."""
    if not isinstance(want[2], frozenset) or not isinstance(first[2], tuple) or not isinstance(last[2], tuple):
        return False
    if not want[0] <= first[0] < last[1] <= want[1]:
        return False
    ends = {last[2][0], last[2][1], last[2][1] + timedelta(days=1)}
    return any(option[0] == first[2][0] and option[1] + timedelta(days=1) in ends for option in want[2])


_LEAD = re.compile(
    r"(?:في|من|يوم|شهر|عام|خلال|منذ|بين|on|in|from|between|the|of|month of|year|during|by|for|since|any|some|week|go back|هذا|إلى|"
    r"ال|ل|ب|و)?\s*",
    re.IGNORECASE,
)


def _is_option(have: object, options: frozenset[tuple[date, date]]) -> bool:
    """Whether ours is one of their readings; the last year of "2014-2018" is exclusive there."""
    if not isinstance(have, tuple) or have in options:
        return have in options
    return any(first == have[0] and last + timedelta(days=1) == date(have[1].year, 1, 1) and last > first for first, last in options)


def _fits(want: tuple[int, int, object], have: Found, text: str, *, loose: bool) -> bool:
    right = _is_option(have[2], want[2]) if isinstance(want[2], frozenset) else have[2] == want[2]
    if not right:
        return False
    if (want[0], want[1]) == (have[0], have[1]):
        return True
    if not loose:
        return False
    # Function words at the start belong to their spans and not to ours, or the other way round; vowel marks and stops at the end.
    low, high = sorted((want[0], have[0]))
    ends = sorted((want[1], have[1]))
    return _LEAD.fullmatch(text[low:high]) is not None and re.fullmatch(r"[\s.,،؛\u064b-\u0652]*", text[ends[0] : ends[1]]) is not None


def _duckling(folder: Path) -> Table:
    rows = [json.loads(line) for line in (folder / "duckling" / "examples.jsonl").read_text("utf-8").splitlines()]
    cases = [{"Input": row["text"], "Value": row["expected"]} for row in rows if row["dim"] == "Numeral" and row["lang"] == "ar"]

    def expected(case: Case) -> Iterator[tuple[str, int, int, object]]:
        value = case["Value"].replace("NumeralValue", "").strip(" ()")
        yield case["Input"], 0, len(case["Input"]), _rounded(float(value))

    return Table("duckling ar Numeral", cases, expected, _numbers_found("ar"), lambda case: None)


def _tables(folder: Path) -> Iterator[Table]:
    yield _duckling(folder)
    for language, name in (("ar", "Arabic"), ("en", "English")):
        numbers = folder / "recognizers" / "Number" / name
        yield Table(
            f"{name} NumberModel",
            _read(numbers / "NumberModel.json"),
            _numbers_expected,
            _numbers_found(language),
            _numbers_aside(language),
        )
        yield Table(
            f"{name} PercentModel", _read(numbers / "PercentModel.json"), _percents_expected, _percents_found(language), _percents_aside
        )
        for model in ("DateParser", "DatePeriodParser", "DateTimeModel"):
            cases = _read(folder / "recognizers" / "DateTime" / name / f"{model}.json")
            yield Table(f"{name} {model}", cases, _dates_expected, _dates_found(language), _dates_aside)
            if model == "DateTimeModel":
                yield Table(f"{name} {model}, date", _of_type(cases, "date"), _dates_expected, _dates_found(language), _dates_aside)


def _of_type(cases: list[Case], kind: str) -> list[Case]:
    return [
        case
        for case in cases
        if case["Results"] and all(result.get("TypeName", result.get("Type")) == f"datetimeV2.{kind}" for result in case["Results"])
    ]


def _read(path: Path) -> list[Case]:
    cases: list[Case] = json.loads(path.read_text("utf-8-sig"))
    return cases


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--show", type=int, default=0, metavar="N", help="print the first N wrong cases of each table")
    arguments.add_argument("--only", default="", help="tables whose name contains this")
    options = arguments.parse_args()
    out = sys.stdout.write
    out(f"{'table':28} {'right':>6} {'of':>5} {'share':>7} {'aside':>6}\n")
    for table in _tables(options.folder):
        if options.only not in table.name:
            continue
        aside = Counter(reason for case in table.cases if (reason := table.aside(case)) is not None)
        kept = [case for case in table.cases if table.aside(case) is None]
        loose = "Date" in table.name
        wrong = [case for case in kept if not _same(table.expected(case), table.found(case), case["Input"], loose=loose)]
        right = len(kept) - len(wrong)
        out(f"{table.name:28} {right:6} {len(kept):5} {right / max(1, len(kept)):7.1%} {sum(aside.values()):6}\n")
        for reason, count in aside.most_common():
            out(f"    {count:4} aside: {reason}\n")
        for case in wrong[: options.show]:
            wanted = [(words, str(value)) for words, _, _, value in table.expected(case)]
            got = [(case["Input"][start:end], str(value)) for start, end, value in table.found(case)]
            out(f"    {case['Input']!r}\n        wanted {wanted}\n        found  {got}\n")


if __name__ == "__main__":
    main()
