"""The noun that a number counts: where it stands, and its unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claims.extraction.lexemes import Lexemes
from claims.languages.pack import NumberTables

# A counted noun is at most this many words behind its number where adjectives come first ("four senior army officers").
_LONGEST_NOUN = 4
_SHORTEST_PLURAL = 3
# A noun of the table, a noun outside it, and a number whose noun is only understood.
KNOWN, UNKNOWN, BARE = 0.95, 0.85, 0.6


class Counted(NamedTuple):
    """The counted noun: the lexemes `first` to before `after`, which are equal where there is none; its unit."""

    first: int
    after: int
    unit: str | None
    confidence: float

    @property
    def known(self) -> bool:
        return self.confidence == KNOWN

    @property
    def bare(self) -> bool:
        return self.confidence == BARE


class CountedNouns:
    """Finds the noun of a number. `words` are the lexemes' words, proclitics of numbers cut."""

    def __init__(self, lexemes: Lexemes, words: Sequence[str], tables: NumberTables) -> None:
        self._lexemes = lexemes
        self._words = words
        self._t = tables

    def _word(self, index: int) -> str:
        return self._words[index] if 0 <= index < len(self._words) else ""

    def behind(self, index: int) -> Counted:
        """The noun of a number that ends before `index`."""
        nothing = Counted(index, index, None, BARE)
        first = index + (self._word(index) in ("-", '"', "”", "»") and self._lexemes.touch(index))
        word = self._word(first)
        if (sign := self._t.symbols.get(word)) is not None and self._lexemes.touch(first) and not self._word(first + 1)[:1].isdecimal():
            return Counted(first, first + 1, sign, KNOWN)
        if not word.isalpha() and word not in self._t.units:
            return nothing
        if word in self._t.additions and self._word(first + 1) in self._t.units:
            first += 1
        if (known := self._in_table(first)) is not None:
            return known
        if word in self._t.whole_pronouns:
            return Counted(first, first + 1, None, UNKNOWN)
        if word in self._t.of:
            return self._of_a_whole(first) or nothing
        if first != index and self._t.noun_first:
            return nothing
        return self._outside_table(first) or nothing

    def _in_table(self, first: int) -> Counted | None:
        pair = f"{self._word(first)} {self._word(first + 1)}"
        if (unit := self._t.units.get(pair)) is not None:
            return Counted(first, first + 2, unit, KNOWN)
        if (unit := self._t.units.get(self._word(first))) is None:
            return None
        if not self._t.noun_first and unit == self._word(first) and unit not in self._t.measures:
            # "Five civilian contractors": the first of two nouns describes the second.
            follower = self._word(first + 1)
            if follower in self._t.units and follower.isalpha() and follower not in self._t.stops:
                return Counted(first, first + 2, self._t.units[follower], KNOWN)
        # "18-year-old"
        old = 2 if self._word(first + 1) == "-" and self._word(first + 2) in self._t.age_suffixes else 0
        return Counted(first, first + 1 + old, unit, KNOWN)

    def _of_a_whole(self, first: int) -> Counted | None:
        """ "Three of the accused": the whole; what it belongs to is part of it where the whole itself is indefinite."""
        t, noun = self._t, self._word(first + 1)
        if f"{self._word(first)} {noun}" in t.bare_after:
            return None
        if not t.article:
            at = first + 1 + (self._word(first + 1) in t.definite_openers)
            found = self._outside_table(at) or self._in_table(at)
            return None if found is None else found._replace(confidence=UNKNOWN)
        if not noun.isalpha() or noun in t.stops or noun in t.words:
            return None
        after = first + 2
        if noun.startswith(t.article) and self._word(after).startswith(t.article):
            rest = self._word(after)[len(t.article) :] or self._word(after + 1)
            if rest in t.words or rest.isdecimal():
                # "Eight of the twelve charges": the whole is an amount of its own.
                return Counted(first, first, self.unit_of(noun), UNKNOWN)
        if not noun.startswith(t.article) and self._word(after).startswith(t.article):
            after += 1
        elif noun in t.comparatives and self._word(after).isalpha():
            noun = self._word(after)
            after += 1 + self._word(after + 1).startswith(t.article)
        return Counted(first + 1, after, self.unit_of(noun), UNKNOWN)

    def _outside_table(self, first: int) -> Counted | None:
        first += self._word(first) in self._t.additions
        word = self._word(first)
        if not word.isalpha() or word in self._t.stops or (word.startswith(self._t.stop_prefixes) and self._known_unit(word, word) is None):
            return None
        if self._t.noun_first:
            return Counted(first, first + 1, self.unit_of(word), UNKNOWN)
        while len(self._word(first)) == 1 and self._word(first + 1) == ".":  # "two U.S. service members"
            first += 2
        if not self._word(first).isalpha():
            return None
        last = first
        for index in range(first, first + _LONGEST_NOUN):
            word = self._word(index)
            if (pair := self._t.units.get(f"{word} {self._word(index + 1)}")) is not None:
                return Counted(first, index + 2, pair, KNOWN)
            if not word.isalpha() or word in self._t.stops:
                break
            last = index
            if word in self._t.units or (word.endswith(self._t.plural_endings) and len(word) > _SHORTEST_PLURAL):
                # "rating agencies", "air strikes": the head is the last of two nouns.
                follower = self._word(index + 1)
                if follower in self._t.units and follower not in self._t.stops and word not in self._t.measures and self._plural(follower):
                    last = index + 1
                break
        return Counted(first, last + 1, self.unit_of(self._word(last)), UNKNOWN)

    def _plural(self, word: str) -> bool:
        return word.endswith(self._t.plural_endings) or self._t.units.get(word) != word

    def unit_of(self, noun: str) -> str:
        """The unit of a noun in any form; the noun itself without article or plural ending where no table has it."""
        bare = noun.removeprefix(self._t.article)
        return self._known_unit(noun, bare) or self._singular(bare)

    def _singular(self, noun: str) -> str:
        for ending, instead, before in self._t.singulars:
            if noun.endswith(ending) and len(noun) - len(ending) >= before:
                return noun[: -len(ending)] + instead
        return noun

    def _known_unit(self, noun: str, bare: str) -> str | None:
        units, (possessed, alone) = self._t.units, self._t.possessed
        if (unit := units.get(noun) or units.get(bare)) is not None:
            return unit
        for ending in self._t.possessive_endings:
            stem = bare.removesuffix(ending)
            if stem != bare and (unit := units.get(stem) or units.get(stem.removesuffix(possessed) + alone)) is not None:
                return unit
        return None

    def before(self, index: int, floor: int) -> Counted | None:
        """The definite noun before a definite number: "the men the five"; adjectives may stand between."""
        article = self._t.article
        first = index - 1
        if first < floor or not self._word(first).startswith(article):
            return None
        second = first - 1
        if second >= floor and self._word(first)[len(article) :] not in self._t.units and self._word(second).startswith(article):
            first = second
        noun = self._word(first)
        if not noun[len(article) :].isalpha():
            return None
        return Counted(first, index, self.unit_of(noun), KNOWN if noun[len(article) :] in self._t.units else UNKNOWN)
