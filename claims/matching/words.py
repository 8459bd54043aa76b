"""What a claim's words say, apart from its amounts: stems, meanings, countries, names and negations, each word read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from claims.languages import pack_for
from claims.languages.folding import fold
from claims.languages.negation import spelled_out
from claims.languages.pack import LanguagePack
from claims.matching.names import SHORTEST_SKELETON, skeleton

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# Before the number of an ordinal, which is a meaning like others: "third", "الثالث".
ORDINAL = "ordinal-"


class Word(NamedTuple):
    """A word of a text at `start` (code points of the original); `meaning` and `country` are codes that all languages share."""

    start: int
    end: int
    capital: bool  # begins with one, and not because the text begins with it
    placed: bool  # behind a word of place: "in Mosul"
    text: str
    stem: str
    bare: str  # the stem without a letter that may be a preposition written together with it; mostly the stem itself
    meaning: str
    country: str
    title: bool  # "president", "Mr"
    stop: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in their order, and what they add up to."""

    all: tuple[Word, ...]
    stems: frozenset[str]  # of words that are no stop words and no digits
    meanings: frozenset[str]
    countries: frozenset[str]
    open: frozenset[str]  # stems that no table knows: names and rare words
    bares: frozenset[str]  # the same without what may be a preposition
    latin: bool  # of a script with capitals
    skeletons: frozenset[str]  # of the open ones
    negations: frozenset[str]  # particles of the language that deny what follows
    additional: frozenset[str]  # words that make an amount a step from one to another
    parts: frozenset[str]  # words of the language that make a count part of another
    of_them: frozenset[str]  # the same, behind the count
    names: frozenset[str]  # skeletons of capitalized open words inside a sentence; empty in scripts without capitals


def sense(word: Word) -> str:
    """What a word is compared by: its meaning, else its country, else its stem."""
    return word.meaning or word.country or word.bare


@lru_cache(maxsize=4096)
def read_words(text: str, language: str) -> Words:
    """Every word of `text`. Linear in its length; kept for the claims that are compared with many others."""
    pack = pack_for(language)
    folded = fold(text)
    words: list[Word] = []
    firsts: list[str] = []
    for match in _WORD.finditer(folded.text):
        start, end = folded.original_span(*match.span())
        entry, first = _look_up(match.group(), language)
        firsts.append(first)
        capital = bool(words) and "A" <= text[start] <= "Z"
        placed = bool(words) and words[-1].text in pack.meanings.places
        words.append(Word(start, end, capital, placed, *entry))
    _join(words, firsts, pack)
    content = [word for word in words if not word.stop and not word.text[0].isdigit()]
    unknown = [word for word in content if not word.meaning and not word.country]
    return Words(
        all=tuple(words),
        stems=frozenset(word.stem for word in content),
        meanings=frozenset(word.meaning for word in content if word.meaning),
        countries=frozenset(word.country for word in content if word.country),
        open=frozenset(word.stem for word in unknown),
        bares=frozenset(word.bare for word in unknown),
        latin=pack.meanings.capitals,
        negations=pack.propositions.negations,
        additional=pack.meanings.additional,
        parts=pack.meanings.parts,
        of_them=pack.meanings.of_them,
        skeletons=frozenset(bones for word in unknown if len(bones := skeleton(word.text if pack.meanings.capitals else word.stem)) >= 2),
        names=frozenset(bones for word in unknown if word.capital and len(bones := skeleton(word.text)) >= SHORTEST_SKELETON),
    )


@lru_cache(maxsize=65_536)
def _look_up(written: str, language: str) -> tuple[tuple[str, str, str, str, str, bool, bool], str]:
    """What a folded word is wherever it stands, as the last fields of Word, and itself as it may begin an entry of two, or ""."""
    pack = pack_for(language)
    word = spelled_out(written, pack)[-1]
    front = _cut_front(word, pack.meanings.proclitics, 2)
    first = front if front in _first_words(language) else ""
    stem, bare, meaning, country = _meant(word, pack)
    title = stem in pack.names.titles or word in pack.names.titles
    return (word, stem, bare, meaning, country, title, _says_nothing(word, language)), first


def _meant(word: str, pack: LanguagePack) -> tuple[str, str, str, str]:
    """Stem, bare stem, meaning and country; "" where the tables have none."""
    table = pack.meanings
    if _says_nothing(word, pack.code):
        return word, word, "", ""
    stem = _cut_end(_cut_front(word, _long(table.proclitics), table.shortest_stem), table.suffixes, table.shortest_stem)
    bare = _cut_front(stem, table.proclitics, table.shortest_stem)
    for form in _forms(word, pack.code):
        if (country := pack.countries.get(form)) is not None:
            return stem, bare, "", country
        if (meaning := table.meanings.get(form)) is not None:
            return stem, bare, meaning, ""
        if (ordinal := pack.dates.ordinals.get(form)) is not None:
            return stem, bare, f"{ORDINAL}{ordinal}", ""
    return stem, bare, "", ""


@lru_cache(maxsize=65_536)
def _says_nothing(word: str, language: str) -> bool:
    """Whether a word is a particle, a number or the name of a day: those are compared as amounts and times, or not at all."""
    pack = pack_for(language)
    table, numbers, dates = pack.meanings, pack.numbers, pack.dates
    bare = _cut_front(word, table.proclitics, table.shortest_stem)
    return any(
        form in kind
        for form in (word, bare)
        for kind in (table.stop_words, numbers.words, numbers.scales, numbers.before, dates.months, dates.weekdays, dates.periods)
    )


def _join(words: list[Word], firsts: Sequence[str], pack: LanguagePack) -> None:
    """Where two words in a row are one entry of the tables ("United States") let the first carry it and the second say nothing.

    `firsts` are the first halves of entries that the words may be.
    """
    for index, first in enumerate(firsts[:-1]):
        if not first:
            continue
        pair = f"{first}_{words[index + 1].text.removeprefix(pack.numbers.article)}"
        country, meaning = pack.countries.get(pair, ""), pack.meanings.meanings.get(pair, "")
        if country or meaning:
            words[index] = words[index]._replace(country=country, meaning=meaning, stop=False)
            words[index + 1] = words[index + 1]._replace(country="", meaning="", stop=True)


@cache
def _first_words(language: str) -> frozenset[str]:
    pack = pack_for(language)
    return frozenset(entry.partition("_")[0] for table in (pack.countries, pack.meanings.meanings) for entry in table if "_" in entry)


def _forms(word: str, language: str) -> Iterator[str]:
    """The word and what is left of it, the least cut first."""
    table = pack_for(language).meanings
    bare = _cut_front(word, table.proclitics, table.shortest_stem)
    verb = bare if len(word) - len(bare) > 1 else _cut_front(bare, table.verb_prefixes, table.shortest_stem)
    fronts = dict.fromkeys((word, bare, verb, table.hidden_letter + verb) if verb != bare else (word, bare))
    yield from fronts
    for front in fronts:
        for suffix, endings in table.suffixes.items():
            if front.endswith(suffix) and len(front) - len(suffix) >= table.shortest_stem:
                yield from (front[: -len(suffix)] + ending for ending in endings)


def _long(proclitics: tuple[str, ...]) -> tuple[str, ...]:
    """Those of more than one letter: a single one is as often the word's own."""
    return tuple(cut for cut in proclitics if len(cut) > 1)


def _cut_front(word: str, prefixes: tuple[str, ...], shortest: int) -> str:
    if not word.startswith(prefixes):  # most words, asked about once instead of once a prefix
        return word
    return next((word[len(cut) :] for cut in prefixes if word.startswith(cut) and len(word) - len(cut) >= shortest), word)


def _cut_end(word: str, suffixes: Iterable[str], shortest: int) -> str:
    return next((word[: -len(cut)] for cut in suffixes if word.endswith(cut) and len(word) - len(cut) >= shortest), word)
