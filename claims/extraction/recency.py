"""When each name was last mentioned before a place, and as what: for cues without a subject where a script has no capitals.

There nothing tells names from other words surely enough to find all that an article holds (`Salience`), but where a name that is
thought of stands can be asked: the nearer its last mention, and the more that mention looks like a subject, the more it is in mind
(S. Lappin and H. Leass, An Algorithm for Pronominal Anaphora Resolution, 1994).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import NamedTuple

from claims.extraction.sources import Article, agreement_of
from claims.extraction.wording import PERSONAL

# Mentions before a place that are looked at, and those that tell whether a name is a woman's.
MOST_BEFORE = 8
MOST_TELLING = 8
# Words of a title before a name.
LONGEST_TITLE = 8
# The distance of what was not mentioned before.
NEVER = 9
_TITULAR = frozenset({"T", "DT", "D", "Dn", "DG", "C", "L", "DU", "#", "_", ",", "o", "G"})
_NAMED = PERSONAL | {"x"}


class Mentioned(NamedTuple):
    """The last mention of a name before a place; `start`: a token index, -1 where there is none."""

    start: int
    sentences: int  # since then
    governor: str  # the class of the word before it and the titles that lead to it
    family: str  # that word's family
    told: bool  # within somebody's content that does not hold the place


_NEVER = Mentioned(-1, NEVER, "", "", False)


class Recency:
    """The mentions of names in one article; `contents`: those of its statements, by turn. Linear in the article."""

    def __init__(self, article: Article, contents: Sequence[tuple[int, int]]) -> None:
        self._article = article
        self._inner = _innermost(contents, len(article.words))
        self._forms: dict[tuple[int, int], str] = {}

    def last(self, name: tuple[int, int], place: int, holders: Collection[int]) -> Mentioned:
        """The last mention of a name (token indices) before token `place`, one outside the contents of others if there is one near.

        `holders`: the turns whose contents hold the place.
        """
        article = self._article
        places = article.letters.get(article.wordings[key_of(name, article)].letters, [])
        at = bisect_left(places, place)
        mentions = [i for i in reversed(places[max(0, at - MOST_BEFORE) : at]) if self._is_mention(i, name)]
        if not mentions:
            return _NEVER
        last = next((i for i in mentions if not self._is_told(i, holders)), mentions[0])
        start = self._start(last)
        governor = self._governor(start)
        sentences = article.sentences[min(place, len(article.words) - 1)] - article.sentences[last]
        family = article.families[governor] if governor >= 0 else "^"
        kind = article.kinds[governor] if governor >= 0 else "^"
        return Mentioned(start, min(sentences, 5), kind, family, self._is_told(last, holders))

    def latest(self, name: tuple[int, int], place: int) -> int:
        """The last word before token `place` that tells a name, in whatever content; -1 where there is none."""
        places = self._article.letters.get(self._article.wordings[key_of(name, self._article)].letters, [])
        at = bisect_left(places, place)
        return places[at - 1] if at else -1

    def form(self, name: tuple[int, int]) -> str:
        """f, where the verbs and titles before the mentions of a name are feminine; m, where they are not; "" where there are none."""
        if name not in self._forms:
            self._forms[name] = self._form_beside(name)
        return self._forms[name]

    def _is_told(self, index: int, holders: Collection[int]) -> bool:
        return self._inner[index] >= 0 and self._inner[index] not in holders

    def _form_beside(self, name: tuple[int, int]) -> str:
        article = self._article
        forms = []
        for place in article.letters.get(article.wordings[key_of(name, article)].letters, [])[:MOST_TELLING]:
            if not self._is_mention(place, name):
                continue
            start = self._start(place)
            before = start - 1
            while before > max(0, start - LONGEST_TITLE) and article.kinds[before] in _TITULAR - {","}:
                if article.kinds[before] in {"T", "DT"}:
                    forms.append("f" if article.wordings[before].form == "f" else "m")
                before -= 1
            if before >= 0 and article.kinds[before] in {"v", "&v"}:
                forms.append("f" if agreement_of(article.words[before], article.pack) == "f" else "m")
        return "" if not forms else "f" if 2 * forms.count("f") > len(forms) else "m"

    def _is_mention(self, index: int, name: tuple[int, int]) -> bool:
        """Whether the word that tells a group from others is followed by the group's next one, or stands by itself with its article."""
        article = self._article
        if article.kinds[name[0]] in _NAMED or name[1] - name[0] == 1 or article.kinds[index].startswith("D"):
            return True
        return index + 1 < len(article.words) and article.wordings[index + 1].letters == article.wordings[name[0] + 1].letters

    def _start(self, index: int) -> int:
        article = self._article
        start = index
        while start > 0 and article.kinds[start] in _NAMED and article.kinds[start - 1] in PERSONAL and start not in article.lines:
            start -= 1
        return start

    def _governor(self, start: int) -> int:
        """The word before a mention and its titles; -1 where a line begins there."""
        article = self._article
        index = start
        while index > start - LONGEST_TITLE:
            if index in article.lines or index == 0:
                return -1
            index -= 1
            if article.kinds[index] not in _TITULAR:
                break
        return index


def key_of(name: tuple[int, int], article: Article) -> int:
    """The word that tells a name from others, where a script has no capitals: the last one of a person's, the first one of a group's."""
    if article.kinds[name[0]] not in _NAMED:
        return name[0]
    last = name[1] - 1
    while last > name[0] and not article.tokens[last].word:
        last -= 1
    return last


def _innermost(contents: Sequence[tuple[int, int]], length: int) -> list[int]:
    """For each token the turn of the smallest content that holds it; -1 where none does."""
    inner = [-1] * (length + 1)
    for turn in sorted(range(len(contents)), key=lambda turn: contents[turn][0] - contents[turn][1]):
        start, end = contents[turn]
        inner[start : min(end, length)] = [turn] * (min(end, length) - start)
    return inner
