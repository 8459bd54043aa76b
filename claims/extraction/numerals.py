"""Numbers in digits and in words: where they stand and what they are worth."""

from __future__ import annotations

import math
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from claims.extraction.lexemes import Lexemes, is_digits, triggered, with_proclitics
from claims.languages.pack import NumberTables

# A float names every whole number up to here; a longer run of digits is an identifier, not an amount.
_MOST_DIGITS = 15
_HUNDRED, _THOUSAND = 100.0, 1_000.0
_GROUP = 3  # digits
_MINUS_SIGNS = frozenset("-\u2212")


class Written(StrEnum):
    DIGITS = "digits"
    WORDS = "words"
    FRACTION = "fraction"  # a fraction in words without a whole number before it
    RATIO = "ratio"  # two numbers and a stroke


class Numeral(NamedTuple):
    """A number at the lexemes `first` to before `after`, the first `cut` characters of which are proclitics of another word."""

    first: int
    cut: int
    after: int
    value: float
    written: Written
    scale: float  # the last thousand, million, … that multiplied it; 1 where none did
    definite: bool = False


class _Part(NamedTuple):
    after: int
    value: float
    scale: float
    digits: bool


def digits_value(text: str, *, dot_groups: bool) -> float | None:
    """The value of a digit string with its separators; None where it is too long or its groups fit no convention.

    A comma (`,` or `،`), `٬` or (where `dot_groups`) a point before exactly three digits separates thousands; `٫`, a point, or a comma
    before another count of digits is the decimal mark. Of two kinds of marks the last is the decimal one.
    """
    if sum(character.isdigit() for character in text) > _MOST_DIGITS:
        return None
    text = text.replace("\u066b", ".").replace("\u066c", ",").replace("\u060c", ",")
    marks = [character for character in text if not character.isdigit()]
    if not marks or text[0] in ".,":
        return float(text.replace(",", ".")) if len(marks) < 2 else None
    tail = len(text) - 1 - max(text.rfind("."), text.rfind(","))
    last = marks[-1]
    grouped = tail == _GROUP and (last == "," or (dot_groups and not text.startswith("0")))
    if len(set(marks)) == 1 and grouped:
        return float(text.replace(last, ""))
    if marks.count(last) > 1:
        # Groups of thousands written with one mark, the decimals with the same: 12,220,13.
        head, _, decimals = text.rpartition(last)
        groups = head.split(last)
        whole = last == "," and len(groups[0]) <= _GROUP and all(len(group) == _GROUP for group in groups[1:])
        return float(f"{head.replace(last, '')}.{decimals}") if whole and tail != _GROUP else None
    whole_digits, decimals = text.rsplit(last, 1)
    return float(f"{whole_digits.replace(',', '').replace('.', '')}.{decimals}")


def find_numerals(lexemes: Lexemes, tables: NumberTables) -> Iterator[Numeral]:
    """Every number of a text in order, without overlap: years, ranks and parts of names included. Linear in the length.

    A run of digits that fits no convention (an address of four numbers, more than fifteen digits) is left out.
    """
    reader = NumeralReader(lexemes, tables)
    done = 0
    for index in triggered(lexemes.words, number_triggers(tables)):
        if index >= done and (numeral := reader.at(index)) is not None:
            yield numeral
            done = numeral.after


class NumeralReader:
    """Reads the number at a lexeme. `words` is a copy that a reader may cut proclitics from."""

    def __init__(self, lexemes: Lexemes, tables: NumberTables) -> None:
        self._lexemes = lexemes
        self._t = tables
        self.words = list(lexemes.words)
        self._openers = _words(tables).openers

    def at(self, index: int) -> Numeral | None:
        word = self.words[index]
        if word in self._t.ones and self._word(index - 1) in self._t.pronoun_before:
            return None
        if is_digits(word) or word in self._openers:
            return self._read(index, 0)
        if not self._t.proclitics:
            return self._signed(index)
        for cut in (1, 2):
            # Of two proclitics the first is the conjunction.
            if word[cut - 1 : cut] in self._t.proclitics and word[cut:] in self._openers and (cut == 1 or word[0] == self._t.conjunction):
                return self._cut(index, cut)
        return self._signed(index) or self._definite(index)

    def _cut(self, index: int, cut: int) -> Numeral | None:
        word = self.words[index]
        if word in self._t.no_numbers or word[1:] in self._t.no_numbers:
            return None
        self.words[index] = word[cut:]
        numeral = self._read(index, cut)
        if numeral is None:
            self.words[index] = word
        return numeral

    def _read(self, index: int, cut: int, *, definite: bool = False) -> Numeral | None:
        if (ratio := self._ratio(index)) is not None:
            return ratio._replace(cut=cut)
        part = None if definite else self._fraction(index)
        written = Written.FRACTION
        if part is None:
            part = self.number(index)
            written = Written.DIGITS if is_digits(self.words[index]) else Written.WORDS
        return None if part is None else Numeral(index, cut, part.after, part.value, written, part.scale, definite)

    def _signed(self, index: int) -> Numeral | None:
        """A number behind a minus, in words or as a dash that nothing stands before."""
        word = self.words[index]
        dash = word in _MINUS_SIGNS and self._lexemes.touch(index + 1) and not self._lexemes.touch(index)
        if not (dash and is_digits(self._word(index + 1))) and word not in self._t.minus:
            return None
        numeral = self._read(index + 1, 0) if index + 1 < len(self.words) else None
        return None if numeral is None else numeral._replace(first=index, value=-numeral.value)

    def _definite(self, index: int) -> Numeral | None:
        """A number that carries the article; the article may stand apart from its digits."""
        word, article = self.words[index], self._t.article
        cut = 0
        if not word.startswith(article):
            if word[:1] not in self._t.proclitics or not word.startswith(article, 1):
                return None
            cut = 1
        rest = word[cut + len(article) :]
        if rest:
            if rest not in self._openers or word in self._t.no_numbers:
                return None
            self.words[index] = rest
            numeral = self._read(index, cut, definite=True)
            self.words[index] = word
            return numeral
        if not is_digits(self._word(index + 1)):
            return None
        numeral = self._read(index + 1, 0, definite=True)
        return None if numeral is None else numeral._replace(first=index, cut=cut)

    def _word(self, index: int) -> str:
        return self.words[index] if 0 <= index < len(self.words) else ""

    def _ratio(self, index: int) -> Numeral | None:
        """ "3/4" and "2 1/4"."""
        whole, over = 0.0, index
        if self._word(index + 2) == "/" and self._word(index + 1).isdecimal() and self.words[index].isdecimal():
            whole, over = float(self.words[index][:_MOST_DIGITS]), index + 1
        above, below = self._word(over), self._word(over + 2)
        if self._word(over + 1) != "/" or not above.isdecimal() or not below.isdecimal() or self._word(over + 3) == "/":
            return None
        if not (self._lexemes.touch(over + 1) and self._lexemes.touch(over + 2)) or max(len(above), len(below)) > _GROUP or not int(below):
            return None
        if whole and int(above) >= int(below):
            return None
        return Numeral(index, 0, over + 3, whole + int(above) / int(below), Written.RATIO, 1.0)

    def _fraction(self, index: int) -> _Part | None:
        """A fraction that no number stands before: "a third", "half a million"."""
        t, start = self._t, index
        if self._word(index) in t.one and self._word(index + 1) in t.fractions:
            start = index + 1
        elif self._word(index) in t.ones and self._word(index + 1 + (self._word(index + 1) == "-")) in t.fractions and not t.article:
            start = index + 1 + (self._word(index + 1) == "-")
        word = self._word(start)
        value = t.fractions.get(word)
        if value is None and word in t.fractions_of_definite and self._word(start + 1).startswith(t.article):
            value = t.fractions_of_definite[word]
        if value is None or (start == index and word in t.ordinal_fractions):
            return None
        return self._scaled_fraction(start + 1, value) or _Part(start + 1, value, 1.0, False)

    def _scaled_fraction(self, after: int, value: float) -> _Part | None:
        """ "half a million", "two thirds of a million": the scale behind a fraction, and where it ends."""
        at = after + 1 if self._word(after) in self._t.of else after
        at = at + 1 if self._word(at) in self._t.one else at
        word = self._word(at)
        scale = self._t.scales.get(word.removeprefix(self._t.article) if self._t.article else word)
        return None if scale is None else _Part(at + 1, value * scale, scale, False)

    def number(self, index: int, *, whole: bool = False) -> _Part | None:
        """The number at `index`; with `whole`, digits do not join what stands before them: "between a thousand and 500"."""
        part = self._group(index)
        if part is None:
            return None
        total, after, scale = part.value, part.after, part.scale
        floor = part.scale
        while floor >= _HUNDRED and not self._opens_parts(after) and (following := self._following(after, floor, whole=whole)) is not None:
            total, after, floor = total + following.value, following.after, following.scale
            scale = following.scale if following.scale > 1 else scale
        part = _Part(after, total, scale, part.digits)
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

    def _following(self, after: int, floor: float, *, whole: bool) -> _Part | None:
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
        if part is not None and part.value < floor and part.scale < floor:
            return part
        if kept != self._word(at):
            self.words[at] = kept
        return None

    def _joined(self, index: int) -> tuple[int, bool]:
        """Where the word behind a conjunction begins, and whether there is one; it may be written together with that word."""
        word, conjunction = self._word(index), self._t.conjunction
        if word == conjunction:
            return index + 1, True
        if self._t.proclitics and word.startswith(conjunction) and word not in self._t.words:
            return index, True
        return index, False

    def _group(self, index: int) -> _Part | None:
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
            chunk = _Part(at + 1, alone, alone, False)
        elif (mixed := self._mixed(chunk)) is not None:
            chunk = mixed
        value, after, scale = chunk.value, chunk.after, chunk.scale
        while (factor := self._scale_at(after)) is not None and factor[0] > scale:
            value, scale, after = value * factor[0], factor[0], factor[1]
        return _Part(after, value, scale, chunk.digits)

    def _scale_at(self, index: int) -> tuple[float, int] | None:
        step = self._word(index) == "-" and self._lexemes.touch(index) and self._lexemes.touch(index + 1)
        factor = self._t.scales.get(self._word(index + step))
        return None if factor is None else (factor, index + step + 1)

    def _mixed(self, chunk: _Part) -> _Part | None:
        """ "five and a half million": the fraction stands before the scale."""
        fraction = self._joined_fraction(chunk.after)
        if fraction is None or self._word(fraction[0]) not in self._t.scales:
            return None
        return _Part(fraction[0], chunk.value + fraction[1], 1.0, chunk.digits)

    def _chunk(self, index: int) -> _Part | None:
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
                return _Part(after + 1, value, value / 2, False) if after == index else _Part(after, current, 1.0, False)
            if word in t.before_ten and t.words.get(self._word(at + 1)) != 10:
                break
            if word in t.hundred:
                if joined or (current and (multiplied or not self._multiplies(current))):
                    break
                current, multiplied = (current or 1.0) * _HUNDRED, True
            elif value is not None and (after == index or self._adds(current, value, joined=joined)):
                current += value
            elif joined and multiplied and word.isdecimal() and float(word[:_MOST_DIGITS]) < _HUNDRED:
                current += float(word)
            else:
                break
            after = at + 1
        return _Part(after, current, 1.0, False) if after > index else None

    def _multiplies(self, current: float) -> bool:
        """Whether a hundred may follow: "ثلاث مئة"; in English also "ninety-five hundred"."""
        return current < _HUNDRED if self._t.additive_without_conjunction else 3 <= current <= 9

    def _digits(self, index: int) -> _Part | None:
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
            return _Part(tail[0], value + tail[1], 1.0, True)
        if self._lexemes.touch(after) and (part := self._t.fractions.get(self._word(after))) is not None:
            return _Part(after + 1, value + part, 1.0, True)
        return _Part(after, value, 1.0, True)

    def _tail(self, index: int) -> tuple[int, float]:
        """What is below a hundred, behind a hundred in digits: "3 hundred | and 21"."""
        at, joined = self._joined(index)
        if not joined or at == index or at >= len(self.words):
            return index, 0.0
        word = self._word(at)
        if word.isdecimal():
            after, value = at + 1, float(word[:_GROUP])
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
            and len(self.words[index]) <= _GROUP
            and self._word(after)[:_GROUP].isdecimal()
            and len(self._word(after).split(".")[0]) == _GROUP
            and self._lexemes.starts[after] == self._lexemes.ends[after - 1] + 1
            and self._word(after).count(".") < 2
            and all(mark not in self._word(after) for mark in ",\u060c\u066b\u066c")
        ):
            digits += self._word(after)
            after += 1
        return after, float(digits) if after > index + 1 and len(digits) <= _MOST_DIGITS else 0.0

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
        value = self._t.fractions.get(word) or (self._t.fractions_of_definite.get(word) if self._t.article else None)
        return None if value is None or word in self._t.words else (at + 1, value)

    def _with_fraction(self, part: _Part) -> _Part | None:
        """ "a million and a half", "twenty and three fifths", "two thirds"."""
        step = self._word(part.after) == "-"
        if (fraction := self._t.fraction_parts.get(self._word(part.after + step))) is not None and 1 < part.value < _HUNDRED:
            after = part.after + step + 1
            return self._scaled_fraction(after, part.value * fraction) or _Part(after, part.value * fraction, 1.0, False)
        joined = self._joined_fraction(part.after)
        if joined is None:
            return None
        after, value = joined
        if part.scale == 1.0:
            return _Part(after, part.value + value, 1.0, part.digits)
        own = self._scale_at(after)
        if own is not None and own[0] < part.scale:
            return _Part(own[1], part.value + value * own[0], part.scale, part.digits)
        if (
            self._t.article
            and self._word(after).startswith(self._t.article)
            and self._word(after)[len(self._t.article) :] in self._t.scales
        ):
            after += 1
        return _Part(after, part.value + value * part.scale, part.scale, part.digits)

    def _with_point(self, part: _Part) -> _Part | None:
        """ "five point five", "nine point nought four"."""
        if self._word(part.after) not in self._t.point:
            return None
        after, decimals = part.after + 1, ""
        while after < len(self.words) and len(decimals) < _MOST_DIGITS and (digit := self._chunk(after)) is not None:
            decimals += f"{digit.value:.0f}"
            after = digit.after
        if not decimals:
            return None
        return _Part(after, part.value + float(f"0.{decimals}"), part.scale, part.digits)

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


class _Words(NamedTuple):
    openers: frozenset[str]  # words that a number may begin with
    triggers: frozenset[str]  # the same with all that may be written together with them


_WORDS: dict[int, _Words] = {}


def _words(tables: NumberTables) -> _Words:
    """One a pack; packs are constants."""
    if id(tables) not in _WORDS:
        scales = [word for word in tables.scales if word not in tables.behind_only]
        groups = (tables.words, scales, tables.hundred, tables.fractions, tables.fractions_of_definite, tables.one)
        openers = frozenset(word for group in groups for word in group)
        definite = {tables.article + word for word in openers} | {tables.article} if tables.article else set()
        _WORDS[id(tables)] = _Words(
            openers, with_proclitics(openers | definite, tables.proclitics, tables.conjunction) | tables.minus | _MINUS_SIGNS
        )
    return _WORDS[id(tables)]


def number_triggers(tables: NumberTables) -> frozenset[str]:
    """Every word at which a number may begin, but for digits."""
    return _words(tables).triggers


def scaled_alike(low: float, high: Numeral) -> float:
    """`low` of "30 to 40 thousand": in the scale of the upper end where only that names it."""
    return low * high.scale if low < _THOUSAND and high.scale > 1 and low * high.scale <= high.value and math.isfinite(high.scale) else low
