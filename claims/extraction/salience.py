"""Which of the names that an article holds are in the reader's mind at a place in it: for "he", "the union" and cues without a subject.

A name is the more in mind the nearer its last mention, the fewer others stand between, and where it opened its sentence
(S. Lappin and H. Leass, An Algorithm for Pronominal Anaphora Resolution, 1994: recency, subject and head noun).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from claims.extraction.sources import Article, is_called_so
from claims.extraction.wording import PERSONAL

# Tokens before a place that are looked at, and different names among them.
FARTHEST = 120
MOST_NEAR = 6
LONGEST_NAME = 7
_NO_NAME = frozenset({"P", "d", "t", "p", "q", "c", "v", "w", "0", "o"})


# The distance of what was not mentioned before.
NEVER = 9


class Phrase(NamedTuple):
    """One mention of a name: token indices of it and of the fullest name that is told by the same word; `sort`: p, a
    person's; g, a group's; x, either's; u, a description of somebody who is not named."""

    start: int
    end: int
    full: tuple[int, int]
    sort: str


class Standing(NamedTuple):
    """How a name stands at a place: small words for features."""

    sentences: int  # since its last mention; NEVER where it has none
    opens: bool  # the last mention is the first name of its sentence
    between: int  # other names since
    told: bool  # the last mention is within somebody's content


_ABSENT = Standing(NEVER, False, NEVER, False)


class Salience:
    """The names of one article in text order, and how each stands at any place. Time and memory are linear in the article.

    Where a script has no capitals nothing tells names from other words surely enough: there are none.
    """

    def __init__(
        self, article: Article, contents: Sequence[tuple[int, int]], titled: Iterable[tuple[frozenset[str], tuple[int, int]]]
    ) -> None:
        self._article = article
        self._titles: dict[str, frozenset[str]] = {}
        for titles, name in titled:
            key = _key(*name, article)
            self._titles[key] = self._titles.get(key, frozenset()) | titles
        self._told = _covered(contents, len(article.words))
        phrases = sorted([*_capitalized(article), *_somebody(article)]) if article.capitals else []
        longest = _longest(phrases, article)
        self.phrases = [Phrase(start, end, longest.get(_key(start, end, article), (start, end)), sort) for start, end, sort in phrases]
        self._starts = [phrase.start for phrase in self.phrases]
        self._first: dict[int, int] = {}
        for number, phrase in enumerate(self.phrases):
            self._first.setdefault(article.sentences[phrase.start], number)
        self._mentions: dict[str, list[int]] = {}
        for number, phrase in enumerate(self.phrases):
            self._mentions.setdefault(_key(phrase.start, phrase.end, article), []).append(number)

    def titles(self, name: tuple[int, int]) -> frozenset[str]:
        """The bare words of the titles that stand beside the name anywhere."""
        return self._titles.get(_key(*name, self._article), frozenset())

    def acronyms(self) -> dict[tuple[str, ...], tuple[int, int]]:
        """Short names that the text has, and the full one of their letters: `NJ Transit` for `New Jersey Transit`."""
        words, counts, joining = self._article.words, self._article.counts, self._article.pack.names.joining
        found: dict[tuple[str, ...], tuple[int, int]] = {}
        for phrase in self.phrases:
            inner = [words[i] for i in range(*phrase.full) if words[i] not in joining]
            for taken in range(2, len(inner) + 1):
                short = "".join(word[0] for word in inner[:taken])
                if short in counts and len(inner) > 1:
                    found.setdefault((short, *inner[taken:]), phrase.full)
        return found

    def within(self, first: int, last: int) -> list[Phrase]:
        """The mentions that begin among tokens `[first, last)`, in text order."""
        return self.phrases[bisect_left(self._starts, first) : bisect_left(self._starts, last)]

    def is_told(self, phrase: Phrase) -> bool:
        """Whether a mention stands within what somebody says."""
        return self._told[phrase.start]

    def before(self, place: int) -> list[Phrase]:
        """The last mentions of different names before token `place`, the nearest first; at most MOST_NEAR."""
        found: dict[tuple[int, int], Phrase] = {}
        for number in range(bisect_left(self._starts, place) - 1, -1, -1):
            phrase = self.phrases[number]
            if phrase.start < place - FARTHEST or len(found) == MOST_NEAR:
                break
            found.setdefault(phrase.full, phrase)
        return list(found.values())

    def standing(self, name: tuple[int, int], place: int) -> Standing:
        """How the name at these token indices stands at token `place`."""
        numbers = self._mentions.get(_key(*name, self._article), [])
        last = bisect_left(numbers, bisect_left(self._starts, place)) - 1
        if last < 0:
            return _ABSENT
        number = numbers[last]
        phrase = self.phrases[number]
        sentences = self._article.sentences
        sentence = sentences[phrase.start]
        between = {other.full for other in self.phrases[number + 1 : bisect_left(self._starts, place)][-MOST_NEAR:]} - {phrase.full}
        distance = sentences[min(place, len(sentences) - 1)] - sentence
        return Standing(min(distance, 5), self._first[sentence] == number, min(len(between), 4), self._told[phrase.start])


def _key(start: int, end: int, article: Article) -> str:
    """What tells a name from others: its last word where it is a person's, else its first one."""
    last = end - 1
    while last > start and not article.tokens[last].word:
        last -= 1
    at = last if article.kinds[start] in PERSONAL | {"x", "o", "T", "U"} else start
    return article.wordings[at].letters


def _longest(phrases: Sequence[tuple[int, int, str]], article: Article) -> dict[str, tuple[int, int]]:
    """For each key the longest name with it, the first of equals."""
    found: dict[str, tuple[int, int]] = {}
    for start, end, _sort in phrases:
        key = _key(start, end, article)
        best = found.get(key)
        if best is None or end - start > best[1] - best[0]:
            found[key] = (start, end)
    return found


def _capitalized(article: Article) -> Iterator[tuple[int, int, str]]:
    """Runs of words with capitals. At the beginning of a sentence only words that are a name's elsewhere count."""
    kinds, words = article.kinds, article.words
    proper = {words[i] for i in article.capitals if kinds[i] in PERSONAL | {"C"}}
    index = 0
    while index < len(words):
        if index not in article.capitals or kinds[index] in _NO_NAME or (kinds[index] == "x" and words[index] not in proper):
            index += 1
            continue
        start, end = _run(index, article)
        if start < end:
            inner = set(kinds[start:end])
            titled = start > index or (start > 0 and kinds[start - 1] == "T")
            yield start, end, "g" if inner & {"G", "C"} else "p" if "g" in inner or titled else "x"
        index = max(end, index + 1)


def _run(index: int, article: Article) -> tuple[int, int]:
    """The words with capitals from `index` on, without the titles before them; a group's name goes across "of" and "for the"."""
    start = end = index
    while end < len(article.words) and end - start < LONGEST_NAME and (end == index or end not in article.lines):
        kind = article.kinds[end]
        if end in article.capitals and kind not in {"P", "t", "v", "w"}:
            if kind == "T":
                start = end + 1
        elif start == end or article.kinds[start] in {"g", "s"} or not _joins(end, article):
            break
        end += 1
    return start + (end - start > 2 and is_called_so(start, article)), end


def _joins(index: int, article: Article) -> bool:
    joining, words = article.pack.names.joining, article.words
    behind = index + 2 if index + 1 < len(words) and words[index + 1] in joining else index + 1
    return words[index] in joining and behind in article.capitals


def _somebody(article: Article) -> Iterator[tuple[int, int, str]]:
    """People who are not named ("a retired engineer"): behind an article that opens a sentence or follows a report, or with a title."""
    kinds, words, indefinite = article.kinds, article.words, article.pack.names.indefinite
    for index in range(len(words) - 1):
        if words[index] not in indefinite:
            continue
        end = index + 1
        while end < len(words) and end - index < 6 and kinds[end] in {"o", "x", "X", "T", "U", "g"} and end not in article.lines:
            end += 1
        if end == index + 1:
            continue
        # The noun that says who it is ends the description; without one whatever stands together is taken.
        end = next((at + 1 for at in range(end - 1, index, -1) if kinds[at] in {"T", "U"}), end)
        before = kinds[index - 1] if index else "^"
        opens = before in {".", "?", "!", '"', "^", "v", "w"} or index in article.lines
        if opens or kinds[end - 1] in {"T", "U"} or kinds[end] == "P":
            yield index + 1, end, "u"


def _covered(spans: Sequence[tuple[int, int]], length: int) -> list[bool]:
    covered = [False] * length
    for start, end in spans:
        covered[start:end] = [True] * (min(end, length) - start)
    return covered
