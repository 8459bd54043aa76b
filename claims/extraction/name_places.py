"""How a possible name lies to one statement where a script has no capitals: how many other statements name it as their source, whether
the content itself holds it (people seldom speak of themselves by name), and how far off the name stands.

Which of these belong together was found as in S. Della Pietra, V. Della Pietra and J. Lafferty, Inducing Features of Random Fields, 1997:
of all pairs and triples of some fifty properties those are here that explain the most of what the other features leave open.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from claims.extraction.naming import Candidate
from claims.extraction.recency import key_of
from claims.extraction.sources import Article, CueShape, Place, words_of


class Rival(NamedTuple):
    """One of the names that a statement's speaker may have, by one reading of its mention (`None`: nobody is named beside the cue)."""

    mention: tuple[int, int] | None
    candidate: Candidate


class _Name(NamedTuple):
    """What is asked of a name again and again."""

    words: frozenset[str]
    letters: str  # of the word that tells it from others
    stands: Sequence[int]  # where that word does
    last: str  # the letters of its last word


class NamePlaces:
    """Where an article names the speakers of its statements; `mentions`: the likeliest one of each turn, token indices."""

    def __init__(self, article: Article, mentions: Sequence[tuple[int, int] | None]) -> None:
        self._article = article
        self._names: dict[tuple[int, int], _Name] = {}
        self._named = [self._name(mention).letters if mention is not None else "" for mention in mentions]
        self._turns: defaultdict[str, list[int]] = defaultdict(list)
        for turn, letters in enumerate(self._named):
            if letters:
                self._turns[letters].append(turn)

    def describe(self, turn: int, place: Place, shape: CueShape, rivals: Sequence[Rival]) -> list[list[str]]:
        """The features of each of `rivals`, all of one turn, in their order."""
        article, sentences = self._article, self._article.sentences
        cue, (start, end), opening = place.cue[0], place.content, place.sentence[0]
        opens = "0" if cue - opening < 2 else ""
        here = sentences[min(cue, len(sentences) - 1)]
        names = [self._name(rival.candidate.name) for rival in rivals]
        everybody = [name.words for name in names]
        found = []
        for (mention, candidate), (words, letters, stands, last) in zip(rivals, names, strict=True):
            name, origin, speaker = candidate.name, candidate.origin, candidate.speaker
            told = min(bisect_left(stands, end) - bisect_left(stands, start), 2)
            ahead = min(bisect_left(stands, cue) - bisect_left(stands, opening), 2)
            far = max(-3, min(5, here - sentences[name[0]]))
            named = ("N" if mention is None else "M") + self._named_around(letters, turn)
            beside = self._beside(letters, turn - 1) + self._beside(letters, turn + 1)
            side = "<" if name[1] <= min(start, cue) else "." if start <= name[0] < end else ">"
            within = "<" if any(map(words.__lt__, everybody)) else ""
            around = ">" if any(map(words.__gt__, everybody)) else ""
            first = article.words[name[0]]
            features = [
                f"vt{named}{told}{far}",
                f"vs{named}{side}{origin}",
                f"vo{named}{far}{opens}",
                f"vb{beside}{origin}{far}",
                f"vw{shape.form}{first}",
                f"vl{min(name[1] - name[0], 4)}{around}{ahead}",
                f"vl{within}{around}{origin}",
            ]
            if mention is None:
                features.append(f"vf{shape.form}{article.kinds[name[0]]}{told}")
            else:
                features.append(f"ve{named}{side}{'=' if last == self._name(mention).last else ''}")
            if speaker is not None:
                alike = "=" if speaker.naming.shape.lemma == shape.lemma else ""
                features += [
                    f"va{named}{far}{alike}",
                    f"vu{named}{far}{min(speaker.uses, 4)}",
                    f"vk{first}{speaker.kind.value if speaker.kind is not None else '-'}",
                ]
                if mention is None:
                    since = min(turn - speaker.order, 5) if origin == "earlier" else "-"
                    features.append(f"vd{far}{since}{opens}")
            found.append(features)
        return found

    def _name(self, name: tuple[int, int]) -> _Name:
        found = self._names.get(name)
        if found is None:
            article = self._article
            letters, last = article.wordings[key_of(name, article)].letters, article.wordings[name[1] - 1].letters
            found = self._names[name] = _Name(frozenset(words_of(name, article)), letters, article.letters.get(letters, []), last)
        return found

    def _named_around(self, letters: str, turn: int) -> str:
        """How many turns before one and behind it name the same, three at most each."""
        turns = self._turns.get(letters, [])
        before = bisect_left(turns, turn)
        behind = len(turns) - before - (self._named[turn] == letters)
        return f"{min(before, 3)}{min(behind, 3)}"

    def _beside(self, letters: str, turn: int) -> str:
        """Whether a turn names the same (=), another (!) or nobody (-)."""
        named = self._named[turn] if 0 <= turn < len(self._named) else ""
        return "=" if named == letters else "!" if named else "-"
