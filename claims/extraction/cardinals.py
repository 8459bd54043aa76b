"""The grammar of number words: how ones, tens, hundreds, scales, fractions and decimals join to one number."""

from __future__ import annotations

from typing import NamedTuple

from claims.extraction.digits import GROUP, MOST_DIGITS, digits_value
from claims.extraction.lexemes import Lexemes, is_digits
from claims.languages.pack import NumberTables

_TEN, _HUNDRED, _THOUSAND = 10.0, 100.0, 1_000.0


class Part(NamedTuple):
    """A part of a number: where it ends, its value, its last scale (1 where it has none), whether it is in digits."""

    after: int
    value: float
    scale: float
    digits: bool


class Cardinals:
    """Reads numbers in `words`, the lexemes' words with proclitics cut."""

    def __init__(self, lexemes: Lexemes, words: list[str], tables: NumberTables) -> None:
        self._lexemes = lexemes
        self.words = words
        self._t = tables

    def _word(self, index: int) -> str:
        return self.words[index] if 0 <= index < len(self.words) else ""

    def number(self, index: int, *, whole: bool = False) -> Part | None:
        """The number at `index`; with `whole`, digits do not join what stands before them: "between a thousand and 500"."""
        part = self._group(index)
        if part is None:
            return None
        total, after, scale = part.value, part.after, part.scale
        floor = part.scale
        while floor >= _HUNDRED and not self._opens_parts(after) and (following := self._following(after, floor, whole=whole)) is not None:
            total, after, floor = total + following.value, following.after, following.scale
            scale = following.scale if following.scale > 1 else scale
        part = Part(after, total, scale, part.digits)
        return self._with_fraction(part._replace(scale=floor)) or self._with_point(part) or part

    def _opens_parts(self, after: int) -> bool:
        """Whether what is joined here counts parts of one: "| and three quarters"."""
        at, joined = self._joined(after)
        word = self._word(at)
        count = self._t.words.get(word[len(self._t.conjunction) :] if at == after and joined else word)
        return (
            joined
            and count is not None
            and 1 <= count < 10
            and (self._word(at + 1) in self._t.fraction_parts or (word in self._t.ones and self._word(at + 1) in self._t.fractions))
        )

    def _following(self, after: int, floor: float, *, whole: bool) -> Part | None:
        """The next smaller group of a number: "two thousand | three hundred"."""
        at, joined = self._joined(after)
        word = self._word(at)
        kept = word
        if joined and at == after:
            self.words[at] = word[len(self._t.conjunction) :]
        part = self._group(at) if at < len(self.words) else None
        if part is not None and is_digits(self.words[at]):
            bare = part.after == at + 1
            part = None if bare and (whole or not joined or floor < _THOUSAND) else part
        elif part is not None and not joined and not self._t.additive_without_conjunction:
            part = None
        self.words[at : at + 1] = [kept] if at < len(self.words) else []
        return part if part is not None and part.value < floor and part.scale < floor else None

    def _joined(self, index: int) -> tuple[int, bool]:
        """Where the word behind a conjunction begins, and whether there is one; it may be written together with that word."""
        word, conjunction = self._word(index), self._t.conjunction
        if word == conjunction:
            return index + 1, True
        if self._t.proclitics and word.startswith(conjunction) and word not in self._t.words:
            return index, True
        return index, False

    def _group(self, index: int) -> Part | None:
        """A number below a thousand with what multiplies it: "three hundred | thousand"; or a scale alone."""
        t = self._t
        at = index + 1 if self._word(index) in t.one else index
        word = self._word(at)
        if at > index and word not in t.scales and word not in t.hundred:
            return None
        chunk = self._chunk(at)
        if chunk is None:
            alone = t.scales.get(word)
            if alone is None or (at == index and word in t.behind_only):
                return None
            chunk = Part(at + 1, alone, alone, False)
        elif (mixed := self._mixed(chunk)) is not None:
            chunk = mixed
        value, after, scale = chunk.value, chunk.after, chunk.scale
        while (factor := self._scale_at(after)) is not None and factor[0] > scale:
            value, scale, after = value * factor[0], factor[0], factor[1]
        return Part(after, value, scale, chunk.digits)

    def _scale_at(self, index: int) -> tuple[float, int] | None:
        step = self._word(index) == "-" and self._lexemes.touch(index) and self._lexemes.touch(index + 1)
        factor = self._t.scales.get(self._word(index + step))
        return None if factor is None else (factor, index + step + 1)

    def _mixed(self, chunk: Part) -> Part | None:
        """ "five and a half million": the fraction stands before the scale; a number with a scale of its own has its fraction behind it."""
        fraction = self._joined_fraction(chunk.after) if chunk.scale == 1.0 else None
        if fraction is None or self._word(fraction[0]) not in self._t.scales:
            return None
        return Part(fraction[0], chunk.value + fraction[1], 1.0, chunk.digits)

    def _chunk(self, index: int) -> Part | None:
        """A number below a thousand in words, or any number in digits."""
        t, word = self._t, self._word(index)
        if is_digits(word):
            return self._digits(index)
        current, after, multiplied = 0.0, index, False
        while after < len(self.words):
            at, joined = (after, False) if after == index else self._joined(after)
            if after > index and self._word(after) == "-" and t.additive_without_conjunction:
                at, joined = after + 1, False
            if joined and self._opens_parts(after):
                break
            word = self._word(at)
            if joined and at == after:
                word = word[len(t.conjunction) :]
            value = t.words.get(word)
            if value is not None and value >= _THOUSAND:
                return self._dual_scale(index, value) if after == index else Part(after, current, 1.0, False)
            if word in t.before_ten and t.words.get(self._word(at + 1)) != 10 and not (value == 1 and self._joins_tens(at + 1)):
                break
            if word in t.hundred:
                if joined or (current and (multiplied or not self._multiplies(current))):
                    break
                current, multiplied = (current or 1.0) * _HUNDRED, True
            elif value is not None and (after == index or self._adds(current, value, joined=joined)):
                current += value
            elif joined and multiplied and word.isdecimal() and float(word[:MOST_DIGITS]) < _HUNDRED:
                current += float(word)
            else:
                break
            after = at + 1
        return Part(after, current, 1.0, False) if after > index else None

    def _dual_scale(self, index: int, value: float) -> Part:
        """Two thousand in one word; where a number is joined to what looks like a dual before its noun, it is the accusative of one."""
        single = self._t.scales.get(self._word(index))
        at, joined = self._joined(index + 1)
        word = self._word(at)[len(self._t.conjunction) if at == index + 1 else 0 :]
        counts = is_digits(word) or word in self._t.words or word in self._t.scales or word in self._t.fractions
        if single is not None and joined and counts:
            return Part(index + 1, single, single, False)
        return Part(index + 1, value, value / 2, False)

    def _joins_tens(self, index: int) -> bool:
        """ "(one) | and twenty" """
        at, joined = self._joined(index)
        tens = self._t.words.get(self._word(at)[len(self._t.conjunction) if at == index else 0 :], 0.0)
        return joined and 2 * _TEN <= tens < _HUNDRED

    def _multiplies(self, current: float) -> bool:
        """Whether a hundred may follow: "three hundred", and where numbers add up without a conjunction "ninety-five hundred"."""
        return current < _HUNDRED if self._t.additive_without_conjunction else 3 <= current <= 9

    def _digits(self, index: int) -> Part | None:
        word = self.words[index]
        # Before a scale a point is the decimal mark: 8.250 million.
        scaled = self._word(index + 1) in self._t.scales
        after, value = self._spaced(index)
        if after == index + 1:
            read = digits_value(word, dot_groups=self._t.dot_groups and not scaled)
            if read is None:
                return None
            value = read
        if self._word(after) in self._t.hundred:
            value, after = value * _HUNDRED, after + 1
            tail = self._tail(after)
            return Part(tail[0], value + tail[1], 1.0, True)
        if self._lexemes.touch(after) and (part := self._t.fractions.get(self._word(after))) is not None:
            return Part(after + 1, value + part, 1.0, True)
        return Part(after, value, 1.0, True)

    def _tail(self, index: int) -> tuple[int, float]:
        """What is below a hundred, behind a hundred in digits: "3 hundred | and 21"."""
        at, joined = self._joined(index)
        if not joined or at == index or at >= len(self.words):
            return index, 0.0
        word = self._word(at)
        if word.isdecimal():
            after, value = at + 1, float(word[:GROUP])
        elif (part := self._chunk(at)) is not None:
            after, value = part.after, part.value
        else:
            return index, 0.0
        multiplied = self._word(after) in self._t.hundred or self._word(after) in self._t.scales
        return (after, value) if 0 < value < _HUNDRED and not multiplied else (index, 0.0)

    def _spaced(self, index: int) -> tuple[int, float]:
        """Groups of three digits behind single spaces: 1 234 567."""
        after, digits = index + 1, self.words[index]
        while (
            digits.isdecimal()
            and len(self.words[index]) <= GROUP
            and self._word(after)[:GROUP].isdecimal()
            and len(self._word(after).split(".")[0]) == GROUP
            and self._lexemes.starts[after] == self._lexemes.ends[after - 1] + 1
            and self._word(after).count(".") < 2
            and all(mark not in self._word(after) for mark in ",\u060c\u066b\u066c")
        ):
            digits += self._word(after)
            after += 1
        return after, float(digits) if after > index + 1 and len(digits) <= MOST_DIGITS else 0.0

    def _joined_fraction(self, index: int) -> tuple[int, float] | None:
        """ "and a half", "and three quarters": where it ends, and its value."""
        at, joined = self._joined(index)
        if not joined:
            return None
        word = self._word(at)
        word = word[len(self._t.conjunction) :] if at == index else word
        if word in self._t.one or (word in self._t.ones and self._word(at + 1) in self._t.fractions):
            at, word = at + 1, self._word(at + 1)
        elif (count := self._t.words.get(word)) is not None and 1 < count < 10:
            part = self._t.fraction_parts.get(self._word(at + 1))
            return None if part is None else (at + 2, count * part)
        value = self._t.fractions.get(word) or self._t.fractions_of_definite.get(word)
        return None if value is None or word in self._t.words else (at + 1, value)

    def _with_fraction(self, part: Part) -> Part | None:
        """ "a million and a half", "twenty and three fifths", "two thirds"."""
        step = self._word(part.after) == "-"
        if (fraction := self._t.fraction_parts.get(self._word(part.after + step))) is not None and 1 < part.value < _HUNDRED:
            after = part.after + step + 1
            return self._scaled_fraction(after, part.value * fraction) or Part(after, part.value * fraction, 1.0, False)
        joined = self._joined_fraction(part.after)
        if joined is None:
            return None
        after, value = joined
        if part.scale == 1.0:
            return Part(after, part.value + value, 1.0, part.digits)
        own = self._scale_at(after)
        if own is not None and own[0] <= part.scale:
            return Part(own[1], part.value + value * own[0], part.scale, part.digits)
        if (
            self._t.article
            and self._word(after).startswith(self._t.article)
            and self._word(after)[len(self._t.article) :] in self._t.scales
        ):
            after += 1
        return Part(after, part.value + value * part.scale, part.scale, part.digits)

    def _with_point(self, part: Part) -> Part | None:
        """ "five point five", "nine point nought four"."""
        if self._word(part.after) not in self._t.point:
            return None
        after, decimals = part.after + 1, ""
        while after < len(self.words) and len(decimals) < MOST_DIGITS and (digit := self._chunk(after)) is not None:
            decimals += f"{digit.value:.0f}"
            after = digit.after
        if not decimals:
            return None
        return Part(after, part.value + float(f"0.{decimals}"), part.scale, part.digits)

    def _adds(self, current: float, value: float, *, joined: bool) -> bool:
        rest = current % _HUNDRED
        if not self._t.additive_without_conjunction and not joined:
            return value == 10 and 1 <= rest <= 9
        if not current:
            return False
        if rest == 0:
            return value < _HUNDRED
        if self._t.additive_without_conjunction:
            return rest >= 20 and rest % 10 == 0 and value < 10
        return 20 <= value < _HUNDRED and rest <= 9

    def fraction(self, index: int) -> Part | None:
        """A fraction that no number stands before: "a third", "half a million"."""
        t, start = self._t, index
        if self._word(index) in t.one and self._word(index + 1) in t.fractions:
            start = index + 1
        elif self._word(index) in t.ones and self._word(index + 1 + (self._word(index + 1) == "-")) in t.fractions and not t.ones_behind:
            start = index + 1 + (self._word(index + 1) == "-")
        word = self._word(start)
        value = t.fractions.get(word)
        if value is None and word in t.fractions_of_definite and self._word(start + 1).startswith(t.article):
            value = t.fractions_of_definite[word]
        if value is None or (start == index and word in t.ordinal_fractions):
            return None
        return self._scaled_fraction(start + 1, value) or Part(start + 1, value, 1.0, False)

    def _scaled_fraction(self, after: int, value: float) -> Part | None:
        """ "half a million", "two thirds of a million": the scale behind a fraction, and where it ends."""
        at = after + 1 if self._word(after) in self._t.of or self._word(after) == "-" else after
        at = at + 1 if self._word(at) in self._t.one else at
        word = self._word(at)
        scale = self._t.scales.get(word.removeprefix(self._t.article))
        return None if scale is None else Part(at + 1, value * scale, scale, False)
