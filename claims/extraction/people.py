"""The persons whom an article names in full, and the words that stand beside their names anywhere in it: "the French minister" is
whom another sentence calls a minister and French."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from claims.extraction.sources import Article, is_owned

# Words on either side of a name that may say who it is.
BESIDE = 8
# Words of a name.
LONGEST = 4
# Persons, and mentions of one, that are looked at: bounds, so that time stays linear.
MOST_PEOPLE = 80
MENTIONS = 12
# Persons before and behind a place who may be meant there, mentions among which they are looked for, and persons whom a description fits.
MOST_NEAR = 2
NEAR_MENTIONS = 8
MOST_CALLED = 3
NEVER = 9
# Beyond these another clause begins.
_REPORTS = frozenset({"c", "v", "&v"})


class Fit(NamedTuple):
    """How well a description fits a person."""

    share: str  # a, all its words stand beside the name; m, half of them; s, some; -, none
    head: bool  # its first word does


class People:
    """The persons of one article; `titled`: names beside titles. Nothing is reckoned before it is asked for; linear in the article."""

    def __init__(self, article: Article, titled: Iterable[tuple[int, int]]) -> None:
        self._article = article
        self._titled = titled
        self._called: dict[tuple[int, int], list[tuple[int, int]]] = {}

    @cached_property
    def _full(self) -> dict[str, tuple[int, int]]:
        """The longest name of each person, by the letters of its last word, in text order."""
        found: dict[str, tuple[int, int]] = {}
        for start, end in sorted({*_runs(self._article), *(name for name in self._titled if is_full(name, self._article))}):
            key = self._key(end)
            if key not in found or end - start > found[key][1] - found[key][0]:
                found[key] = (start, end)
        return dict(islice(found.items(), MOST_PEOPLE))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        return {key: self._article.letters.get(key, [])[:MENTIONS] for key in self._full}

    @cached_property
    def _order(self) -> list[tuple[int, str]]:
        return sorted((place, key) for key, places in self._places.items() for place in places)

    @cached_property
    def _beside(self) -> dict[str, frozenset[str]]:
        return {key: frozenset[str]().union(*map(self._roots_around, places)) for key, places in self._places.items()}

    def _key(self, end: int) -> str:
        return self._article.wordings[end - 1].letters

    def _roots_around(self, place: int) -> frozenset[str]:
        """The roots of the words beside the token at `place`, of the same sentence and on the same side of a report and of "that"."""
        sentences, kinds = self._article.sentences, self._article.kinds
        first, last = max(0, place - BESIDE), min(len(sentences), place + BESIDE + 1)
        number = sentences[place]
        start, end = bisect_left(sentences, number, first, last), bisect_right(sentences, number, first, last)
        start = next((i for i in range(place - 1, start, -1) if kinds[i] in _REPORTS), start)
        end = next((i for i in range(place + 1, end) if kinds[i] in _REPORTS), end)
        return self._roots(start, end)

    def _roots(self, first: int, last: int) -> frozenset[str]:
        article = self._article
        return frozenset([article.wordings[i].root for i in range(first, last) if article.tokens[i].word])

    def full_name(self, name: tuple[int, int]) -> tuple[int, int] | None:
        """The given name and the others of the person who has all words of `name`, the last one in common; `None` where nobody has."""
        article, wordings = self._article, self._article.wordings
        full = self._full.get(self._key(name[1]))
        if full is None or full[1] - full[0] == 1 or article.kinds[full[0]] != "g":
            return None
        # A word that nothing marks as a name and that does not come again is rather what follows the name.
        if article.kinds[full[1] - 1] == "x" and article.counts[article.words[full[1] - 1]] == 1:
            return None
        return full if {wordings[i].letters for i in range(*name)} <= {wordings[i].letters for i in range(*full)} else None

    def near(self, before: int, behind: int) -> list[tuple[int, int]]:
        """The full names of different persons nearest before token `before`, the nearest first, then of those from `behind` on."""
        last, first = bisect_left(self._order, (before, "")), bisect_left(self._order, (behind, ""))
        ahead = dict.fromkeys(key for _place, key in reversed(self._order[max(0, last - NEAR_MENTIONS) : last]))
        after = dict.fromkeys(key for _place, key in self._order[first : first + NEAR_MENTIONS])
        return [self._full[key] for key in dict.fromkeys([*islice(ahead, MOST_NEAR), *islice(after, MOST_NEAR)])]

    def called(self, description: tuple[int, int]) -> list[tuple[int, int]]:
        """The full names of the persons beside whom the most words of a description (token indices) stand, the best first; one at least."""
        if description not in self._called:
            wanted = self._roots(*description)
            shares = sorted(((len(wanted & beside), key) for key, beside in self._beside.items() if wanted & beside), reverse=True)
            self._called[description] = [self._full[key] for _share, key in shares[:MOST_CALLED]]
        return self._called[description]

    def fit(self, description: tuple[int, int], name: tuple[int, int]) -> Fit:
        """How a description fits the person with this name."""
        wanted, beside = self._roots(*description), self._beside.get(self._key(name[1]), frozenset())
        common = len(wanted & beside)
        share = "a" if common == len(wanted) else "m" if 2 * common >= len(wanted) else "s" if common else "-"
        return Fit(share, self._article.wordings[description[0]].root in beside)

    def distance(self, name: tuple[int, int], place: int) -> int:
        """Sentences since the name was last mentioned before token `place`, five at most; NEVER where it was not."""
        places = self._places.get(self._key(name[1]), [])
        at = bisect_left(places, place) - 1
        if at < 0:
            return NEVER
        sentences = self._article.sentences
        return min(sentences[min(place, len(sentences) - 1)] - sentences[places[at]], 5)


def is_full(name: tuple[int, int], article: Article) -> bool:
    """Whether what stands beside a title is surely a name: of several words, or of one that names have."""
    return name[1] - name[0] > 1 or article.kinds[name[0]] in {"g", "s"}


def _runs(article: Article) -> Iterable[tuple[int, int]]:
    """Given names with the names behind them."""
    kinds = article.kinds
    done = 0
    for index in [index for index, kind in enumerate(kinds) if kind == "g"]:
        if index < done:
            continue
        end = index + 1
        while end < len(article.words) and end - index < LONGEST and end not in article.lines and _goes_on(end, article):
            end += 1
        if end - index > 1:
            yield index, end
        done = end


def _goes_on(index: int, article: Article) -> bool:
    return article.kinds[index] in {"g", "s", "X", "x"} and not is_owned(index, article)
