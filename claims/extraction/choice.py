"""Choices that were learned: which of several candidates, each described by its features, is meant?

A conditional log-linear model (A. Berger, S. Della Pietra and V. Della Pietra, A Maximum Entropy Approach to Natural Language
Processing, 1996): the probability of a candidate is proportional to the exponential of the sum of its features' weights. "None of
them" is a candidate like the others.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache
from itertools import repeat
from math import exp
from pathlib import Path

FOLDER = Path(__file__).parent / "weights"
# Weights are written in these parts of one. Those of less than LEAST parts, nearly half of all, decided one statement of the 401 annotated
# ones of dev, and cost 0.2 s and 33 MB at every start.
UNIT = 100
LEAST = 2

_NOUGHTS = repeat(0.0)
# Sums that one model remembers of one function's features; beyond it they are forgotten, so that memory stays bounded.
REMEMBERED = 25_000


class ChoiceModel:
    """Weights of the features of one choice; a feature that was never seen weighs nothing."""

    __slots__ = ("_remembered", "_weights")

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._remembered: defaultdict[Callable[..., Iterable[str]], dict[Hashable, float]] = defaultdict(dict)

    def __contains__(self, feature: object) -> bool:
        """Whether the feature has a weight."""
        return feature in self._weights

    def mean(self, others: Sequence[ChoiceModel]) -> ChoiceModel:
        """The model of the features that this one and all `others` know, each with its mean weight."""
        rows = [self._weights, *(other._weights for other in others)]
        known = (feature for feature in self._weights if all(feature in row for row in rows))
        return ChoiceModel({feature: sum(row[feature] for row in rows) / len(rows) for feature in known})

    def score(self, features: Iterable[str]) -> float:
        """The sum of the features' weights: comparable between candidates of one choice only."""
        return sum(map(self._weights.get, features, _NOUGHTS))

    def remembered(self, key: Hashable, features: Callable[..., Iterable[str]], *given: object) -> float:
        """The score of `features(*given)`, reckoned once for each `key`, which must tell apart whatever they depend on."""
        remembered = self._remembered[features]
        found = remembered.get(key)
        if found is None:
            if len(remembered) >= REMEMBERED:
                remembered.clear()
            found = remembered[key] = self.score(features(*given))
        return found

    def weights(self, features: Iterable[str]) -> list[float]:
        """The weight of each feature, in order."""
        return list(map(self._weights.get, features, _NOUGHTS))

    def choose(self, candidates: Sequence[Iterable[str]]) -> tuple[int, float]:
        """The index of the best candidate, the first of equals, and its probability in (0, 1].

        Raises:
            ValueError: there is no candidate.
        """
        return best_of([self.score(features) for features in candidates])


def best_of(scores: Sequence[float]) -> tuple[int, float]:
    """The index of the highest score, the first of equals, and its probability in (0, 1].

    Raises:
        ValueError: there is no score.
    """
    best = max(scores)
    return scores.index(best), 1.0 / sum([exp(score - best) for score in scores])


def read_weights(path: Path) -> dict[str, ChoiceModel]:
    """The models of a file of `write_weights`, by name.

    Raises:
        ValueError: the file is not as it was written; its digest says so.
    """
    digest, _, body = path.read_text("utf-8").partition("\n")
    if hashlib.sha256(body.encode()).hexdigest() != digest:
        raise ValueError(f"{path} has been changed since it was written: train it again with train-reader")
    return {name: ChoiceModel(_shared(rows)) for name, rows in json.loads(body).items()}


def _shared(weights: Mapping[str, int]) -> dict[str, float]:
    """The weights, with one object for each number: of a hundred thousand features there are some hundred, which stay at hand."""
    ones = {weight: weight / UNIT for weight in set(weights.values())}
    return {feature: ones[weight] for feature, weight in weights.items()}


def write_weights(path: Path, models: Mapping[str, Mapping[str, float]]) -> None:
    """Write models so that `read_weights` gives them back, in hundredths; weights of less than LEAST of them are left out.

    The features stay in their order: those that are asked for together, as the commonest are, had better lie together in memory.
    """
    rounded = {
        name: {feature: whole for feature, weight in weights.items() if abs(whole := round(weight * UNIT)) >= LEAST}
        for name, weights in sorted(models.items())
    }
    body = json.dumps(rounded, ensure_ascii=False, separators=(",", ":"), indent=0)
    path.write_text(f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}", "utf-8")


@cache
def models_for(language: str, part: str) -> Mapping[str, ChoiceModel]:
    """The models of one part of the reading (`statements`, `speakers`) in one language; read once for each process.

    Of a language without weights of its own they are what the weights of all others have in common: hardly a word, but the strategies,
    the classes of words, the marks and their order, as its tables tell them.
    """
    path = FOLDER / f"{part}.{language}.json"
    return read_weights(path) if path.exists() else common_models([read_weights(one) for one in sorted(FOLDER.glob(f"{part}.*.json"))])


def common_models(languages: Sequence[Mapping[str, ChoiceModel]]) -> dict[str, ChoiceModel]:
    """Of the models that every one of `languages` (one at least) has, the features that each knows, with their mean weight."""
    first, *others = languages
    shared = [name for name in first if all(name in models for models in others)]
    return {name: first[name].mean([models[name] for models in others]) for name in shared}
