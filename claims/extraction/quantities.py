"""Amounts in a text: qualifier, number and counted noun, with the interval that the words allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from claims.extraction.counted_nouns import BARE, KNOWN, UNKNOWN, Counted, CountedNouns
from claims.extraction.lexemes import QUOTES, is_digits, lex, triggered, with_proclitics
from claims.extraction.numerals import Numeral, NumeralReader, Written, number_triggers, scaled_alike
from claims.extraction.qualifiers import Qualifiers, bounds
from claims.languages.folding import Folded, behind_marks
from claims.languages.pack import LanguagePack, NumberTables
from claims.records import Change, FoundQuantity, Qualifier

# Two numbers up to here with a dash between them are the score of a game.
_HIGHEST_SCORE = 20
# How far before the old amount of a change its "from" stands: "from the current 500".
_SOURCE_BEFORE = 3
# How far before a number without a noun the word of a total stands: "the pages number 2,500".
_TOTAL_BEFORE = 4
# A number between commas behind a name is an age within these.
_YOUNGEST, _OLDEST = 15, 110
# "One in five" is a share, "one in 37" is not said so.
_SHARED_OUT_OF = frozenset({2, 3, 4, 5, 6, 8, 10, 100, 1_000})


class _Amount(NamedTuple):
    first: int  # lexemes
    after: int
    cut: int  # proclitic characters before the first lexeme's own word
    low: float | None
    high: float | None
    qualifier: Qualifier
    counted: Counted
    change: Change
    rule: str


class _Draft(NamedTuple):
    """A number with its noun, before anything is known of what bounds it."""

    first: int
    cut: int
    after: int
    low: float
    high: float
    counted: Counted
    rule: str
    scale: float = 1.0


def find_quantities(folded: Folded, source: str, pack: LanguagePack, taken: Sequence[tuple[int, int]]) -> tuple[FoundQuantity, ...]:
    """Every amount of `source`, by start; `folded` is `fold(source)`, `taken` are the spans of its dates, by start.

    Left out: years and other dates, clock times, ordinals, scores, numbers inside names, numbers beyond fifteen digits, counts
    without a number, and a number without a noun where nothing around it says that it counts. A span that says how long ago counts
    as both. Linear in the length.
    """
    finder = _Finder(folded, source, pack, taken)
    found = []
    for amount in finder.all():
        start, end = folded.original_span(*finder.offsets(amount))
        end = behind_marks(source, end)
        counted = amount.counted
        thing = source[slice(*finder.original(counted.first, counted.after))] if counted.first < counted.after else ""
        found.append(
            FoundQuantity(
                start,
                end,
                source[start:end],
                low=amount.low,
                high=amount.high,
                qualifier=amount.qualifier,
                unit=counted.unit,
                thing=thing,
                change=amount.change,
                confidence=counted.confidence,
                rule=amount.rule,
            )
        )
    return tuple(found)


class _Finder:
    def __init__(self, folded: Folded, source: str, pack: LanguagePack, taken: Sequence[tuple[int, int]]) -> None:
        self._folded = folded
        self._source = source
        self._t = pack.numbers
        self._dates = pack.dates
        self._lexemes = lex(folded.text)
        self._numerals = NumeralReader(self._lexemes, self._t)
        self._words = self._numerals.words
        self._nouns = CountedNouns(self._lexemes, self._words, self._t)
        self._qualifiers = Qualifiers(self._words, self._t)
        self._taken = self._dated(taken)

    def _dated(self, taken: Iterable[tuple[int, int]]) -> frozenset[int]:
        """Lexemes inside dates, but for those that count how long ago: they are amounts too."""
        dated: set[int] = set()
        index = 0
        for start, end in taken:
            start, end = self._folded.folded_offset(start), self._folded.folded_offset(end)
            while index < len(self._words) and self._lexemes.ends[index] <= start:
                index += 1
            first = index
            while index < len(self._words) and self._lexemes.starts[index] < end:
                index += 1
            if first < index and self._words[first] not in self._dates.ago_before and self._words[index - 1] not in self._dates.ago_after:
                dated.update(range(first, index))
        return frozenset(dated)

    def offsets(self, amount: _Amount) -> tuple[int, int]:
        return self._lexemes.starts[amount.first] + amount.cut, self._lexemes.ends[amount.after - 1]

    def original(self, first: int, after: int) -> tuple[int, int]:
        return self._folded.original_span(self._lexemes.starts[first], self._lexemes.ends[after - 1])

    def all(self) -> list[_Amount]:
        found: list[_Amount] = []
        done = behind = 0
        for index in triggered(self._lexemes.words, _triggers(self._t)):
            if index < behind or index in self._taken:
                continue
            draft = self._dual(index) or self._ordinal_age(index)
            numeral = None if draft is not None else self._numerals.at(index)
            if numeral is not None and not self._is_label(numeral):
                draft = self._draft(numeral, done)
            amount = None if draft is None else self._finish(draft, done)
            if amount is not None:
                found.append(amount)
                behind = done = max(amount.after, amount.counted.after)
            elif numeral is not None:
                behind = numeral.after
        return [*(self._with_shared_unit(*pair) for pair in pairwise(found)), *found[-1:]]

    def _with_shared_unit(self, amount: _Amount, following: _Amount) -> _Amount:
        """ "From 500 to 4,000 soldiers": the first amount counts what the second does."""
        if amount.counted.unit is not None or following.counted.unit is None:
            return amount
        linked = following.first == amount.after + 1 and self._word(amount.after) in self._t.to
        return amount._replace(counted=amount.counted._replace(unit=following.counted.unit)) if linked else amount

    def _word(self, index: int) -> str:
        return self._words[index] if 0 <= index < len(self._words) else ""

    # Numbers that are no amounts.

    def _is_label(self, numeral: Numeral) -> bool:
        """Whether what stands around makes the number a name, a clock time, a score, a rank or a part of a longer code."""
        first, after = numeral.first, numeral.after
        before, behind = self._word(first - 1), self._word(after)
        if numeral.written is Written.RATIO or (numeral.value == 0 and numeral.written is Written.DIGITS and behind not in self._t.units):
            return True
        if numeral.cut:
            return False
        if before in self._t.labels or before in ("#", "_", "/", "@") or behind in ("+", "_", "@"):
            return True
        if before == "+" and behind not in self._t.units:
            return True
        if before[:1] in self._t.proclitics and before[1:] in self._t.labels and len(before) > 2:
            return True
        if before in self._t.ages and self._word(first - 2) in self._t.labels:
            return True  # "under 23": a class of players
        if self._is_title(first, after):
            return True
        if before == "-" and self._lexemes.touch(first) and self._lexemes.touch(first - 1):
            return True
        if numeral.written is Written.WORDS:
            return (before in self._dates.ordinals and not numeral.definite) or self._is_name(numeral)
        if (behind in self._t.of and is_digits(self._word(after + 1))) or (before in self._t.of and is_digits(self._word(first - 2))):
            return not self._t.article
        return self._is_clock_or_score(first, after) or self._is_code(first, after)

    def _is_title(self, first: int, after: int) -> bool:
        """Whether the number begins a quoted title behind the word for what bears one: the programme "60 Minutes"."""
        quoted = self._word(first - 1) in QUOTES and (self._word(after) in QUOTES or self._word(after + 1) in QUOTES)
        return quoted and self._word(first - 2) in self._t.titled

    def _is_clock_or_score(self, first: int, after: int) -> bool:
        before, behind = self._word(first - 1), self._word(after)
        if before == ":" and is_digits(self._word(first - 2)):
            return True
        if behind in (":", "/") and is_digits(self._word(after + 1)):
            return True
        if behind == "-" and self._word(after + 1) in self._t.not_after:
            return True
        return behind in self._t.not_after or (behind == "." and f"{self._word(after + 1)}." in self._t.not_after)

    def _is_code(self, first: int, after: int) -> bool:
        """Whether letters that are no unit touch the digits: an ordinal or an identifier."""
        touched = self._lexemes.touch(first)
        before, behind = self._word(first - 1), self._word(after)
        if self._lexemes.touch(after) and behind.isascii() and behind.isalpha():
            return behind not in self._t.units and behind not in self._t.scales
        return touched and before.isascii() and before.isalpha() and before not in self._t.symbols

    def _is_name(self, numeral: Numeral) -> bool:
        """Whether a number word has a capital inside a sentence: "the Group of Seven"."""
        before = self._word(numeral.first - 1)
        return self._dates.capitalized and before.isalpha() and self._is_capital(numeral.first) and not self._is_capital(numeral.first - 1)

    # Numbers and their nouns.

    def _dual(self, index: int) -> _Draft | None:
        """A noun that says two by its form."""
        if not self._t.duals:
            return None
        word = self._words[index]
        for cut in (0, 1):
            # "Like two" is not said: what looks so is another word.
            if cut and word[:1] not in self._t.proclitics[:-1]:
                break
            unit = self._t.duals.get(word[cut:])
            after = index + 1
            if unit is None and self._word(after) in self._t.possessors:
                unit = self._t.construct_duals.get(word[cut:])
                after += 1
            if unit is None:
                continue
            if not cut and (self._word(index - 1) in self._t.duals or self._word(index - 1)[1:] in self._t.duals):
                return None  # it describes the dual before it
            unit = self._t.units.get(f"{word[cut:]} {self._word(after - 1)}", unit) if after > index + 1 else unit
            counted = Counted(index, after, unit, KNOWN)
            return self._dual_range(index, counted) or _Draft(index, cut, after, 2.0, 2.0, counted, "dual")
        return None

    def _dual_range(self, index: int, lower: Counted) -> _Draft | None:
        """ "Between two hours and three", where the lower end is a dual."""
        opened = self._between(index)
        link = self._link(lower.after, True, True) if opened is not None else None
        upper = self._numerals.at(link) if link is not None and link < len(self._words) else None
        if opened is None or upper is None or upper.value < 2:
            return None
        counted = self._nouns.behind(upper.after)
        if counted.unit != lower.unit:
            return None
        return _Draft(opened, 0, counted.after, 2.0, upper.value, counted, "range")

    def _ordinal_age(self, index: int) -> _Draft | None:
        """ "In his sixteenth year", where an ordinal says an age."""
        if self._word(index - 1) not in self._t.ages or not self._t.age_ordinals:
            return None
        for length in (2, 1):
            value = self._t.age_ordinals.get(" ".join(self._words[index : index + length]))
            if value is not None:
                after = index + length
                return _Draft(index, 0, after, value, value, Counted(after, after, "year", KNOWN), "age")
        return None

    def _draft(self, numeral: Numeral, done: int) -> _Draft | None:
        if numeral.definite:
            return self._definite(numeral, done)
        if numeral.written is Written.FRACTION:
            return self._fraction(numeral)
        if (ranged := self._range(numeral)) is not None:
            return ranged
        if (share := self._share(numeral)) is not None:
            return share
        return self._counted(numeral, done)

    def _counted(self, numeral: Numeral, done: int) -> _Draft | None:
        first, after, value = numeral.first, numeral.after, numeral.value
        if self._t.article and self._words[first] in self._t.ones and self._word(after) not in self._t.of:
            return None if numeral.cut else self._single(numeral, done)
        if self._t.article and self._word(first - 1) == "(" and self._word(after) == ")" and self._word(after + 1).isalpha():
            # A number in brackets before its noun.
            first, after = first - 1, after + 1
        counted = self._nouns.behind(after)
        if counted.bare and self._is_age(numeral):
            return _Draft(first, 0, after, value, value, Counted(after, after, "year", KNOWN), "age")
        if self._t.article and numeral.written is Written.WORDS and value in (1, 2) and after == first + 1 and not numeral.cut:
            single = self._single(numeral, done)
            if single is not None or (value == 1 and counted.bare):
                return single
        if not self._t.article and self._word(first - 1) in self._t.definite_openers and value == 2 and numeral.written is Written.WORDS:
            return None
        if counted.confidence != BARE and (half := self._half_behind(counted.after)) is not None:
            return _Draft(first, numeral.cut, half[0], value + half[1], value + half[1], counted, "number")
        rule = "number" if numeral.written is Written.DIGITS else "number-words"
        return _Draft(first, numeral.cut, after, value, value, counted, rule, numeral.scale)

    def _half_behind(self, index: int) -> tuple[int, float] | None:
        """ "three years and a half" """
        word, conjunction = self._word(index), self._t.conjunction
        if not self._t.article or not word.startswith(conjunction):
            return None
        value = self._t.fractions.get(word[len(conjunction) :])
        if value is None:
            return None
        return index + 1 + (self._t.units.get(self._word(index + 1).removeprefix(self._t.article)) is not None), value

    def _is_age(self, numeral: Numeral) -> bool:
        """Whether the number says how old: behind a word of age, or between commas behind a name."""
        before = self._word(numeral.first - 1)
        if before in self._t.ages:
            return True
        if not self._dates.capitalized or before != "," or self._word(numeral.after) != "," or numeral.written is not Written.DIGITS:
            return False
        return _YOUNGEST <= numeral.value <= _OLDEST and self._is_capital(numeral.first - 2)

    def _is_capital(self, index: int) -> bool:
        start, end = self.original(index, index + 1) if index >= 0 else (0, 0)
        return self._source[start:end][:1].isupper()

    def _single(self, numeral: Numeral, done: int) -> _Draft | None:
        """ "one day", where the number follows its noun."""
        noun = self._word(numeral.first - 1)
        first = numeral.first - 1
        if first < done or not noun.isalpha() or noun.startswith(self._t.article) or noun in self._t.not_single or noun in self._t.stops:
            return None
        cut = 0
        if noun not in self._t.units and noun[:1] in self._t.proclitics and noun[1:] in self._t.units:
            cut = 1
        known = noun[cut:] in self._t.units
        if not known and (numeral.value > 1 or noun in self._t.before or self._nouns.behind(numeral.after).known):
            return None
        counted = Counted(first, numeral.first, self._nouns.unit_of(noun[cut:]), KNOWN if known else UNKNOWN)
        return _Draft(first, cut, numeral.after, numeral.value, numeral.value, counted, "noun-number")

    def _definite(self, numeral: Numeral, done: int) -> _Draft | None:
        """ "The five men", where the number follows its noun and both carry the article; or an age."""
        before, value = self._word(numeral.first - 1), numeral.value
        if before in self._t.ages:
            counted = self._nouns.behind(numeral.after)
            counted = counted if counted.unit == "year" else Counted(numeral.after, numeral.after, "year", KNOWN)
            return _Draft(numeral.first, numeral.cut, numeral.after, value, value, counted, "age")
        counted_before = self._nouns.before(numeral.first, done)
        counted = self._nouns.behind(numeral.after)
        if counted_before is not None and counted_before.known and counted.unit != "percent":
            counted = Counted(numeral.after, numeral.after, None, BARE)
        if counted.bare and self._word(numeral.after).removeprefix(self._t.article) in self._t.units:
            counted = Counted(numeral.after, numeral.after + 1, self._nouns.unit_of(self._word(numeral.after)), KNOWN)
        if " ".join(self._words[numeral.after : numeral.after + 2]) in self._dates.ages:
            return _Draft(
                numeral.first, numeral.cut, numeral.after, value, value, Counted(numeral.after, numeral.after, "year", KNOWN), "age"
            )
        if self._t.before.get(before) is not None or numeral.scale > 1 or counted.known:
            return _Draft(numeral.first, numeral.cut, numeral.after, value, value, counted, "number")
        if numeral.cut or value <= 1 or before in self._dates.weekdays or before in self._dates.ordinals:
            return None
        if counted_before is None:
            return None
        noun = self._word(counted_before.first)
        if noun in self._t.not_moved or (value > 10 and noun.endswith("ه")) or noun in self._dates.periods:
            return None
        if value > 10 and not counted_before.known:
            return None
        return _Draft(counted_before.first, 0, numeral.after, value, value, counted_before, "definite")

    def _fraction(self, numeral: Numeral) -> _Draft | None:
        after, value = numeral.after, numeral.value
        before, behind = self._word(numeral.first - 1), self._word(after)
        if numeral.cut and self._lexemes.words[numeral.first][: numeral.cut] == self._t.conjunction and before in self._t.fraction_nouns:
            # "A year and a half", without a one.
            noun = numeral.first - 1
            after += self._word(after).removeprefix(self._t.article) in self._t.fraction_nouns
            unit = self._nouns.unit_of(before)
            return _Draft(noun, 0, after, 1.0 + value, 1.0 + value, Counted(noun, noun + 1, unit, KNOWN), "fraction")
        if before in self._dates.ordinals or behind in self._t.not_halves or behind in self._dates.ordinals:
            return None
        if not self._t.article and behind == "-" and self._lexemes.touch(after):
            return None
        counted = self._nouns.behind(after)
        if self._is_possessed(self._word(numeral.first)):
            counted = Counted(after, after, None, UNKNOWN)
        if (
            counted.bare
            and behind not in self._t.of
            and numeral.scale == 1.0
            and not self._is_bare_amount(numeral.first, after, numeral.cut)
        ):
            return None
        return _Draft(numeral.first, numeral.cut, after, value, value, counted, "fraction")

    def _is_possessed(self, word: str) -> bool:
        """Whether what a fraction is of is written together with it: "half of them"."""
        return any(word.removesuffix(ending) in self._t.fractions for ending in self._t.possessive_endings if word.endswith(ending))

    def _share(self, numeral: Numeral) -> _Draft | None:
        """ "one in five", "واحد من كل خمسة"."""
        for length in (2, 1):
            link = " ".join(self._words[numeral.after : numeral.after + length])
            if link not in self._t.each:
                continue
            start = numeral.after + length
            whole = self._numerals.at(start) if start < len(self._words) else None
            if (
                whole is None
                or not 0 < numeral.value < whole.value
                or (not self._t.article and whole.value not in (2, 3, 4, 5, 6, 8, 10, 100, 1000))
            ):
                return None
            share = numeral.value / whole.value
            return _Draft(numeral.first, numeral.cut, whole.after, share, share, self._nouns.behind(whole.after), "share")
        return None

    # Ranges.

    def _range(self, numeral: Numeral) -> _Draft | None:
        """Two numbers that bound one amount: "between 3 and 5", "4,000 or 5,000", "30-35"."""
        opened = self._between(numeral.first)
        free = self._is_free(numeral.first)
        lower = self._numerals.number(numeral.first, whole=True) if opened is not None and not numeral.cut else None
        if lower is not None and lower.after < numeral.after:
            numeral = numeral._replace(after=lower.after, value=lower.value, scale=lower.scale)
        middle = Counted(numeral.after, numeral.after, None, BARE)
        link = self._link(numeral.after, opened is not None, free)
        if link is None and opened is not None:
            middle = self._nouns.behind(numeral.after)
            link = None if middle.bare else self._link(middle.after, True, free)
        if link is None:
            return None
        upper = self._numerals.at(link) if link < len(self._words) else None
        if upper is None or upper.written is Written.FRACTION:
            return None
        low, high = scaled_alike(numeral.value, upper), upper.value
        counted = self._nouns.behind(upper.after)
        if counted.bare and not middle.bare:
            counted = middle
        if counted.bare and self._word((numeral.first if opened is None else opened) - 1) in self._t.ages:
            counted = Counted(upper.after, upper.after, "year", KNOWN)
        dashed = self._word(numeral.after) == "-"
        if low > high or (dashed and self._is_no_range(numeral, upper, counted)):
            return None
        if not middle.bare and counted.unit != middle.unit:
            return None
        first = opened if opened is not None else numeral.first
        return _Draft(first, 0 if opened is not None else numeral.cut, max(upper.after, counted.after), low, high, counted, "range")

    def _is_no_range(self, numeral: Numeral, upper: Numeral, counted: Counted) -> bool:
        if self._symbol(numeral.first) is not None or counted.known:
            return False
        return counted.bare or max(numeral.value, upper.value) <= _HIGHEST_SCORE

    def _between(self, index: int) -> int | None:
        """Where "between" opens a range that begins at `index`."""
        for first in (index - 1, index - 2):
            word = self._word(first)
            if word in self._t.between or (word[:1] in self._t.proclitics and word[1:] in self._t.between):
                return first
            if word not in (self._t.article, "من", "ما") and self._t.before.get(word) is not Qualifier.ABOUT:
                return None
        return None

    def _is_free(self, index: int) -> bool:
        """Whether no "from" opens the number: "from 500 to 4,000" are two amounts."""
        for before in reversed(self._words[max(0, index - _SOURCE_BEFORE) : index]):
            if not before.isalpha():
                return True
            if before in self._t.sources or (before[:1] in self._t.proclitics and before[1:] in self._t.sources):
                return False
        return True

    def _link(self, index: int, between: bool, free: bool) -> int | None:
        """Where the upper end begins, if the lower one ended before `index`."""
        word = self._word(index)
        if word == "-" or word in self._t.alternatives or ((between or free) and word in self._t.to):
            return index + 1
        if not between:
            return None
        if word == self._t.conjunction:
            return index + 1
        return index if self._t.proclitics and word.startswith(self._t.conjunction) else None

    # What bounds them.

    def _symbol(self, index: int) -> str | None:
        return self._t.symbols.get(self._word(index - 1))

    def _finish(self, draft: _Draft, done: int) -> _Amount | None:
        first, cut, counted = draft.first, draft.cut, draft.counted
        after = max(draft.after, counted.after)
        if (symbol := self._symbol(first)) is not None:
            first, cut, after = first - 1, 0, draft.after
            counted = Counted(after, after, symbol, KNOWN)
        change = self._qualifiers.change(first, self._lexemes.words[first][:1] if cut else "")
        qualifier = Qualifier.RANGE if draft.rule == "range" and draft.low < draft.high else Qualifier.EXACT
        bound = None if cut else self._qualifiers.before(first, done)
        if bound is None and not cut and self._word(first - 1) == "(":
            bound = self._qualifiers.before(first - 1, done)
        if bound is not None and qualifier is not Qualifier.RANGE:
            first, cut, qualifier = bound.at, bound.cut, bound.qualifier
        elif bound is not None and bound.qualifier is Qualifier.ABOUT:
            first, cut = bound.at, bound.cut
        elif (behind := self._qualifiers.behind(after)) is not None:
            after, qualifier = behind.at, behind.qualifier
        alone = counted.bare and draft.scale == 1 and qualifier is Qualifier.EXACT and change is Change.NONE
        if alone and not self._is_bare_amount(draft.first, after, cut):
            return None
        if draft.low == draft.high == 1.0 and not counted.known and qualifier is Qualifier.EXACT:
            return None
        return _Amount(first, after, cut, *bounds(draft.low, draft.high, qualifier), qualifier, counted, change, draft.rule)

    def _is_bare_amount(self, first: int, after: int, cut: int) -> bool:
        """Whether a number without a noun is an amount by what stands around it."""
        if cut or self._word(after) in self._t.bare_after or " ".join(self._words[after : after + 2]) in self._t.bare_after:
            return True
        before = self._word(first - 1)
        if any(word in self._t.totals for word in self._words[max(0, first - _TOTAL_BEFORE) : first]):
            return True
        return before in self._t.bare_before or (before[:1] in self._t.proclitics and before[1:] in self._t.bare_before)


_TRIGGERS: dict[int, frozenset[str]] = {}


def _triggers(tables: NumberTables) -> frozenset[str]:
    """Every word at which an amount may begin, but for digits. One set a pack; packs are constants."""
    if id(tables) not in _TRIGGERS:
        duals = with_proclitics([*tables.duals, *tables.construct_duals], tables.proclitics, tables.conjunction)
        _TRIGGERS[id(tables)] = number_triggers(tables) | duals | {phrase.split()[0] for phrase in tables.age_ordinals}
    return _TRIGGERS[id(tables)]
