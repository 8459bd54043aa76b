"""How well the reader does on annotated articles: what it found beside what people marked, layer by layer.

Two spans are a pair where what they share is at least half of what they cover together; each is used once, the best overlap first.
All figures are micro-averages over the articles.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from claims.languages.folding import fold_key

Annotation = Mapping[str, Any]
Test = Callable[[Annotation, Annotation], bool]

LAYERS = ("statements", "statement+speaker", "quotes", "quantities", "dates")
OVERLAP = 0.5
# Names of which so many words are common are one.
SAME_NAME = 0.5
# How far two amounts may differ, relatively.
TOLERANCE = 1e-3
_WORD = re.compile(r"\w+")
_ARTICLE = re.compile("^(?:وال|بال|لل|ال)")


@dataclass(slots=True)
class Tally:
    """How many marked spans were found and missed, and how many others were found."""

    hits: int = 0
    missed: int = 0
    extra: int = 0

    @property
    def precision(self) -> float:
        return _share(self.hits, self.hits + self.extra)

    @property
    def recall(self) -> float:
        return _share(self.hits, self.hits + self.missed)

    @property
    def f1(self) -> float:
        return _share(2 * self.hits, 2 * self.hits + self.missed + self.extra)


@dataclass(slots=True)
class Scores:
    """The tallies of LAYERS, and of the statements that were found how many have the right kind and the right day."""

    layers: dict[str, Tally] = field(default_factory=lambda: {layer: Tally() for layer in LAYERS})
    articles: int = 0
    paired: int = 0
    right_kind: int = 0
    right_day: int = 0

    @property
    def kind(self) -> float:
        return _share(self.right_kind, self.paired)

    @property
    def stated_on(self) -> float:
        return _share(self.right_day, self.paired)


def score(articles: Iterable[tuple[Annotation, Annotation]]) -> Scores:
    """The scores of articles, each as it was annotated and as it was read (fields as `extract` prints them).

    Where a statement has other names as well (`speaker_also`), any of them is right. A layer that an annotated article lacks is not scored
    on it. Quadratic in the spans of one article.

    Raises:
        KeyError: an annotated article has no statements, or one of its annotations lacks a field.
    """
    scores = Scores()
    for marked, read in articles:
        scores.articles += 1
        _score_statements(scores, marked["statements"], read.get("statements", ()))
        for layer, test in (("quantities", _same_amount), ("dates", _same_days)):
            if layer in marked:
                _add(scores.layers[layer], *_pair_up(marked[layer], read.get(layer, ()), test))
    return scores


def _score_statements(scores: Scores, marked: Sequence[Annotation], read: Sequence[Annotation]) -> None:
    pairs, missed, extra = _pair_up(marked, read)
    _add(scores.layers["statements"], pairs, missed, extra)
    _add(scores.layers["statement+speaker"], *_pair_up(marked, read, _right_speaker))
    direct, missed, others = _pair_up([one for one in marked if one["kind"] == "direct"], read)
    # A statement of another kind that was read as direct is wrong in its kind, and no quotation too many.
    extra = [one for one in others if one.get("kind") == "direct" and all(_overlap(gold, one) < OVERLAP for gold in marked)]
    _add(scores.layers["quotes"], direct, missed, extra)
    scores.paired += len(pairs)
    scores.right_kind += sum(gold["kind"] == one.get("kind") for gold, one in pairs)
    scores.right_day += sum((gold.get("stated_on") or None) == (one.get("stated_on") or None) for gold, one in pairs)


def _pair_up(
    marked: Sequence[Annotation], read: Sequence[Annotation], test: Test = lambda _marked, _read: True
) -> tuple[list[tuple[Annotation, Annotation]], list[Annotation], list[Annotation]]:
    """The pairs, what of `marked` has none, and what of `read`."""
    possible = [
        (overlap, i, j)
        for i, gold in enumerate(marked)
        for j, one in enumerate(read)
        if (overlap := _overlap(gold, one)) >= OVERLAP and test(gold, one)
    ]
    possible.sort(key=lambda found: -found[0])
    taken: dict[int, int] = {}
    for _, i, j in possible:
        if i not in taken and j not in taken.values():
            taken[i] = j
    pairs = [(marked[i], read[j]) for i, j in taken.items()]
    missed = [gold for i, gold in enumerate(marked) if i not in taken]
    return pairs, missed, [one for j, one in enumerate(read) if j not in taken.values()]


def _overlap(a: Annotation, b: Annotation) -> float:
    common = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return common / (max(a["end"], b["end"]) - min(a["start"], b["start"])) if common > 0 else 0.0


def _right_speaker(marked: Annotation, read: Annotation) -> bool:
    names, found = ([one.get("speaker_name"), *one.get("speaker_also", [])] for one in (marked, read))
    return any(_same_name(name, other) for name in names for other in found)


def _same_name(marked: str | None, read: str | None) -> bool:
    """Whether half of their words are common, or what was read has the last one and not many more; nobody is nobody."""
    if not marked or not read:
        return not marked and not read
    one, other = _words(marked), _words(read)
    if not one or not other:
        return False
    common, together = set(one) & set(other), set(one) | set(other)
    return len(common) / len(together) >= SAME_NAME or (one[-1] in other and len(other) <= len(one) + 2)


def _words(name: str) -> list[str]:
    """The words of a name as spellings agree about them, without the article."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return [_ARTICLE.sub("", word) or word for word in _WORD.findall(fold_key(plain))]


def _same_amount(marked: Annotation, read: Annotation) -> bool:
    return all(_is_close(marked[end], read.get(end)) for end in ("low", "high"))


def _is_close(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= TOLERANCE * max(1.0, abs(a))


def _same_days(marked: Annotation, read: Annotation) -> bool:
    return all(marked[end] == read.get(end) for end in ("first", "last"))


def _add(tally: Tally, pairs: Sequence[Any], missed: Sequence[Any], extra: Sequence[Any]) -> None:
    tally.hits += len(pairs)
    tally.missed += len(missed)
    tally.extra += len(extra)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
