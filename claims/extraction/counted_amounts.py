"""A number with the noun that it counts, in each of the ways that a language has to say both."""

from __future__ import annotations

from claims.extraction.amount_ranges import AmountRanges
from claims.extraction.amount_words import AmountWords, Draft
from claims.extraction.counted_nouns import BARE, KNOWN, UNKNOWN, Counted
from claims.extraction.lexemes import is_digits
from claims.extraction.numerals import Numeral, Written

# A number between commas behind a name is an age within these.
_YOUNGEST, _OLDEST = 15, 110
# How far before a number without a noun the word of a total stands: "the pages number 2,500".
_TOTAL_BEFORE = 4
# Numbers that share one noun with the first.
_MOST_JOINED = 3


class CountedAmounts:
    def __init__(self, words: AmountWords) -> None:
        self._w = words
        self._t = words.t
        self._dates = words.dates
        self._ranges = AmountRanges(words)

    def of_dual(self, index: int) -> Draft | None:
        """A noun that says two by its form."""
        if not self._t.duals:
            return None
        word = self._w.words[index]
        if self._w.word(index - 1) in self._t.labels:
            return None
        for cut in (0, 1):
            # "Like two" is not said: what looks so is another word.
            if cut and word[:1] not in self._t.proclitics[:-1]:
                break
            unit = self._t.duals.get(word[cut:])
            after = index + 1
            if unit is None and self._w.word(after) in self._t.possessors:
                unit = self._t.construct_duals.get(word[cut:])
                after += 1
            if unit is None:
                continue
            if not cut and (self._w.word(index - 1) in self._t.duals or self._w.word(index - 1)[1:] in self._t.duals):
                return None  # it describes the dual before it
            unit = self._t.units.get(f"{word[cut:]} {self._w.word(after - 1)}", unit) if after > index + 1 else unit
            counted = Counted(index, after, unit, KNOWN)
            return self._ranges.of_dual(index, counted) or Draft(index, cut, after, 2.0, 2.0, counted, "dual")
        return None

    def of_ordinal_age(self, index: int) -> Draft | None:
        """ "In his sixteenth year", where an ordinal says an age."""
        if self._w.word(index - 1) not in self._t.ages or not self._t.age_ordinals:
            return None
        for length in (2, 1):
            value = self._t.age_ordinals.get(" ".join(self._w.words[index : index + length]))
            if value is not None:
                after = index + length
                return Draft(index, 0, after, value, value, Counted(after, after, "year", KNOWN), "age")
        return None

    def of_number(self, numeral: Numeral, done: int) -> Draft | None:
        if numeral.definite:
            return self._definite(numeral, done)
        if numeral.written is Written.FRACTION:
            return self._fraction(numeral)
        if (ranged := self._ranges.of_numbers(numeral)) is not None:
            return ranged
        if (share := self._share(numeral)) is not None:
            return share
        return self._counted(numeral, done)

    def _counted(self, numeral: Numeral, done: int) -> Draft | None:
        first, after, value = numeral.first, numeral.after, numeral.value
        if self._t.ones_behind and value == 1 and self._w.words[first] in self._t.ones and self._w.word(after) not in self._t.of:
            return None if numeral.cut else self._single(numeral, done)
        if self._t.noun_first and self._w.word(first - 1) == "(" and self._w.word(after) == ")" and self._w.word(after + 1).isalpha():
            # A number in brackets before its noun.
            first, after = first - 1, after + 1
        counted = self._w.nouns.behind(after)
        if (
            (unit := self._t.scale_units.get(self._w.word(after - 1))) is not None
            and self._w.symbol(first) is None
            and self._is_singular(counted)
        ):
            # "A 200m race": metres, where nothing is counted by the million.
            value /= numeral.scale
            return Draft(first, numeral.cut, after, value, value, Counted(after - 1, after, unit, KNOWN), "number")
        if counted.bare and self._is_age(numeral):
            return Draft(first, 0, after, value, value, Counted(after, after, "year", KNOWN), "age")
        if self._t.ones_behind and numeral.written is Written.WORDS and value in (1, 2) and after == first + 1 and not numeral.cut:
            single = self._single(numeral, done)
            if single is not None or (value == 1 and counted.bare):
                return single
        if self._w.word(first - 1) in self._t.definite_openers and value == 2 and numeral.written is Written.WORDS:
            return None
        if counted.confidence != BARE and (half := self._half_behind(counted.after)) is not None:
            return Draft(first, numeral.cut, half[0], value + half[1], value + half[1], counted, "number")
        rule = "number" if numeral.written is Written.DIGITS else "number-words"
        return Draft(first, numeral.cut, after, value, value, counted, rule, numeral.scale)

    def _is_singular(self, counted: Counted) -> bool:
        """Whether the noun behind a number is none that a number above one counts."""
        return not counted.known or counted.unit == self._w.word(counted.first)

    def _half_behind(self, index: int) -> tuple[int, float] | None:
        """ "three years and a half" """
        word, conjunction = self._w.word(index), self._t.conjunction
        if not self._t.proclitics or not word.startswith(conjunction):
            return None
        value = self._t.fractions.get(word[len(conjunction) :])
        if value is None:
            return None
        return index + 1 + (self._t.units.get(self._w.word(index + 1).removeprefix(self._t.article)) is not None), value

    def _is_age(self, numeral: Numeral) -> bool:
        """Whether the number says how old: behind a word of age, or between commas behind a name."""
        before = self._w.word(numeral.first - 1)
        if before in self._t.ages:
            return True
        if not self._dates.capitalized or before != "," or self._w.word(numeral.after) != "," or numeral.written is not Written.DIGITS:
            return False
        return _YOUNGEST <= numeral.value <= _OLDEST and self._w.is_capital(numeral.first - 2)

    def _single(self, numeral: Numeral, done: int) -> Draft | None:
        """ "one day", where the number follows its noun."""
        noun = self._w.word(numeral.first - 1)
        first = numeral.first - 1
        if first < done or not noun.isalpha() or noun.startswith(self._t.article) or noun in self._t.not_single or noun in self._t.stops:
            return None
        cut = 0
        if noun not in self._t.units and noun[:1] in self._t.proclitics and noun[1:] in self._t.units:
            cut = 1
        known = noun[cut:] in self._t.units
        if not known and (numeral.value > 1 or noun in self._t.before or self._w.nouns.behind(numeral.after).known):
            return None
        counted = Counted(first, numeral.first, self._w.nouns.unit_of(noun[cut:]), KNOWN if known else UNKNOWN)
        return Draft(first, cut, numeral.after, numeral.value, numeral.value, counted, "noun-number")

    def _definite(self, numeral: Numeral, done: int) -> Draft | None:
        """ "The five men", where the number follows its noun and both carry the article; or an age."""
        before, value = self._w.word(numeral.first - 1), numeral.value
        if before in self._t.ages:
            counted = self._w.nouns.behind(numeral.after)
            counted = counted if counted.unit == "year" else Counted(numeral.after, numeral.after, "year", KNOWN)
            return Draft(numeral.first, numeral.cut, numeral.after, value, value, counted, "age")
        counted_before = self._w.nouns.before(numeral.first, done)
        counted = self._w.nouns.behind(numeral.after)
        if counted_before is not None and counted_before.known and counted.unit != "percent":
            counted = Counted(numeral.after, numeral.after, None, BARE)
        elif counted.bare and self._w.word(numeral.after).removeprefix(self._t.article) in self._t.units:
            counted = Counted(numeral.after, numeral.after + 1, self._w.nouns.unit_of(self._w.word(numeral.after)), KNOWN)
        if " ".join(self._w.words[numeral.after : numeral.after + 2]) in self._dates.ages:
            return Draft(
                numeral.first, numeral.cut, numeral.after, value, value, Counted(numeral.after, numeral.after, "year", KNOWN), "age"
            )
        if self._t.before.get(before) is not None or numeral.scale > 1 or counted.known:
            return Draft(numeral.first, numeral.cut, numeral.after, value, value, counted, "number")
        if numeral.cut or value <= 1 or before in self._dates.weekdays or before in self._dates.ordinals:
            return None
        if counted_before is None:
            return None
        noun = self._w.word(counted_before.first)
        if noun in self._t.not_moved or (value > 10 and noun.endswith(self._t.not_moved_endings)) or noun in self._dates.periods:
            return None
        if value > 10 and not counted_before.known:
            return None
        return Draft(counted_before.first, 0, numeral.after, value, value, counted_before, "definite")

    def _fraction(self, numeral: Numeral) -> Draft | None:
        after, value = numeral.after, numeral.value
        before, behind = self._w.word(numeral.first - 1), self._w.word(after)
        if numeral.cut and self._w.lexemes.words[numeral.first][: numeral.cut] == self._t.conjunction and before in self._t.fraction_nouns:
            # "A year and a half", without a one.
            noun = numeral.first - 1
            after += self._w.word(after).removeprefix(self._t.article) in self._t.fraction_nouns
            unit = self._w.nouns.unit_of(before)
            return Draft(noun, 0, after, 1.0 + value, 1.0 + value, Counted(noun, noun + 1, unit, KNOWN), "fraction")
        if (
            before in self._dates.ordinals
            or (before[:1] in self._t.proclitics and before[1:] in self._dates.ordinals)
            or before in self._t.age_ordinals
            or behind in self._t.not_halves
            or behind in self._dates.ordinals
        ):
            return None
        if not self._t.noun_first and behind == "-" and self._w.lexemes.touch(after):
            return None
        counted = self._w.nouns.behind(after)
        if self._is_possessed(self._w.word(numeral.first)):
            counted = Counted(after, after, None, UNKNOWN)
        if (
            counted.bare
            and self._t.article
            and behind.startswith(self._t.article)
            and behind.isalpha()
            and len(behind) > len(self._t.article)
        ):
            counted = Counted(after, after + 1, self._w.nouns.unit_of(behind), UNKNOWN)
        if (
            counted.bare
            and behind not in self._t.of
            and numeral.scale == 1.0
            and not self.is_bare_amount(numeral.first, after, numeral.cut)
        ):
            return None
        return Draft(numeral.first, numeral.cut, after, value, value, counted, "fraction")

    def _is_possessed(self, word: str) -> bool:
        """Whether what a fraction is of is written together with it: "half of them"."""
        return any(word.removesuffix(ending) in self._t.fractions for ending in self._t.possessive_endings if word.endswith(ending))

    def _share(self, numeral: Numeral) -> Draft | None:
        """ "One in five pupils", "one pupil in five"; where the noun stands first, "a pupil of every five" is one too."""
        if (whole := self._whole(numeral.after)) is not None and 0 < numeral.value < whole.value:
            share = numeral.value / whole.value
            return Draft(numeral.first, numeral.cut, whole.after, share, share, self._w.nouns.behind(whole.after), "share")
        if self._t.noun_first:
            return self._share_of_every(numeral)
        counted = self._w.nouns.behind(numeral.after)
        whole = self._whole(counted.after) if numeral.value == 1 and counted.after == numeral.after + 1 else None
        if whole is None or whole.value <= 1 or not self._w.nouns.behind(whole.after).bare:
            return None
        return Draft(numeral.first, numeral.cut, whole.after, 1 / whole.value, 1 / whole.value, counted, "share")

    def _whole(self, index: int) -> Numeral | None:
        """The number behind "in" or "out of" at `index`, of which another is a share."""
        for length in (2, 1):
            if " ".join(self._w.words[index : index + length]) not in self._t.each:
                continue
            start = index + length
            whole = self._w.numerals.at(start) if start < len(self._w.words) else None
            if whole is None or (self._t.shared_out_of and whole.value not in self._t.shared_out_of):
                return None
            return whole
        return None

    def _share_of_every(self, whole: Numeral) -> Draft | None:
        """A noun without a number before "of every five": one of them."""
        noun = whole.first - 3
        word = self._w.word(noun)
        if " ".join(self._w.words[whole.first - 2 : whole.first]) not in self._t.each or whole.value <= 1 or word not in self._t.units:
            return None
        counted = Counted(noun, noun + 1, self._w.nouns.unit_of(word), KNOWN)
        return Draft(noun, 0, whole.after, 1 / whole.value, 1 / whole.value, counted, "share")

    def shared(self, after: int) -> Counted | None:
        """What a number in digits that ends before `after` counts with those joined to it: "16 | and 18 years"; None where none says."""
        at = after
        for _ in range(_MOST_JOINED):
            if self._w.word(at) != self._t.conjunction or not is_digits(self._w.word(at + 1)):
                return None
            numeral = self._w.numerals.at(at + 1)
            if numeral is None or numeral.scale > 1:
                return None
            counted = self._w.nouns.behind(numeral.after)
            if not counted.bare:
                return Counted(after, after, counted.unit, KNOWN) if counted.known else None
            at = numeral.after
        return None

    def is_bare_amount(self, first: int, after: int, cut: int) -> bool:
        """Whether a number without a noun is an amount by what stands around it."""
        if cut or self._w.word(after) in self._t.bare_after or " ".join(self._w.words[after : after + 2]) in self._t.bare_after:
            return True
        before = self._w.word(first - 1)
        if any(word in self._t.totals for word in self._w.words[max(0, first - _TOTAL_BEFORE) : first]):
            return True
        return before in self._t.bare_before or (before[:1] in self._t.proclitics and before[1:] in self._t.bare_before)
