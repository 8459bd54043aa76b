"""Weights for `relatedness`, learned from annotated pairs. Needs the extra `train`; judging needs none of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import optimize

from claims.matching.evidence import Evidence
from claims.matching.judgement import decide
from claims.matching.relatedness import SIGNS, Model, Weights, figures
from claims.matching.relation import relate
from claims.records import Direction, Relation

# Half the squared length of the weights, in units of one pair, is added to the loss: few pairs, so a strong prior towards nought.
# 4, 8 and 16 gave the same figures within .01 with each event left out.
PENALTY = 8.0
# What all unrelated claims weigh together, against all judged pairs, and then each linked pair, so that the two kinds stay in balance.
# Of .2, .35 and .55 the middle one does best on events left out (macro F1 .79, linked F1 .89) and on other pairs.
UNRELATED_SHARE = 0.35
LINKED_WEIGHT = 1.8


@dataclass(frozen=True, slots=True)
class Annotated:
    """A pair as people judged it. Pairs of one `event` are left out together when the training is tested."""

    evidence: Evidence
    relation: Relation
    direction: Direction | None
    event: str


def fit(pairs: Sequence[Annotated], unrelated: Sequence[Evidence] = (), *, penalty: float = PENALTY) -> Weights:
    """Weights of both models, and how often each reason gave the right relation among linked pairs. Deterministic.

    `unrelated` are claims that nobody judged and that are hardly ever about one thing, as two of one article.

    Raises:
        ValueError: the pairs are not of both kinds, linked and none.
    """
    linked = np.array([pair.relation is not Relation.NONE for pair in pairs] + [False] * len(unrelated))
    if linked.all() or not linked[: len(pairs)].any():
        raise ValueError("Training needs pairs that are linked and pairs that are not.")
    rows = [figures(evidence) for evidence in (*(pair.evidence for pair in pairs), *unrelated)]
    names = list(SIGNS)
    sample = _Sample(np.array([[row[name] for name in names] for row in rows]), linked, _shares(linked, len(unrelated)))
    with_cosine = _logistic(sample, names, penalty)
    words = [name for name in names if name != "cosine"]
    words_alone = _logistic(sample._replace(matrix=sample.matrix[:, [names.index(name) for name in words]]), words, penalty)
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for pair in pairs:
        if pair.relation is not Relation.NONE:
            related = relate(pair.evidence)
            given[related.reason.code] += 1
            right[related.reason.code] += related.relation is pair.relation
    return Weights(with_cosine, words_alone, {code: round((right[code] + 1) / (given[code] + 2), 3) for code in sorted(given)})


class _Sample(NamedTuple):
    matrix: np.ndarray  # a row a pair, a column a figure
    linked: np.ndarray
    shares: np.ndarray  # how much each row weighs


def _shares(linked: np.ndarray, unrelated: int) -> np.ndarray:
    if not unrelated:
        return np.ones(len(linked))
    shares = np.where(linked, LINKED_WEIGHT, 1.0)
    shares[-unrelated:] = UNRELATED_SHARE * (len(linked) - unrelated) / unrelated
    return shares


def _logistic(sample: _Sample, names: Sequence[str], penalty: float) -> Model:
    """Penalised on the scale of one standard deviation; no weight goes against its sign."""
    scale = sample.matrix.std(axis=0) + 1e-9
    scaled = sample.matrix / scale
    sign = np.where(sample.linked, 1.0, -1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (scaled @ weights[:-1] + weights[-1])
        slope = -sample.shares * sign / (1 + np.exp(margin))
        value = float((sample.shares * np.logaddexp(0, -margin)).sum() + penalty / 2 * (weights[:-1] ** 2).sum())
        return value, np.append(scaled.T @ slope + penalty * weights[:-1], slope.sum())

    bounds = [(0, None) if SIGNS[name] > 0 else (None, 0) for name in names] + [(None, None)]
    found = optimize.minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = found[:-1] / scale
    return Model(round(float(found[-1]), 4), {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)})


def cross_validate(
    pairs: Sequence[Annotated], train: Callable[[Sequence[Annotated]], Weights] = fit
) -> list[tuple[Relation, Direction | None]]:
    """What each pair is judged to be by weights of the other events' pairs, in their order."""
    weights = {event: train([pair for pair in pairs if pair.event != event]) for event in sorted({pair.event for pair in pairs})}
    judged = [decide(pair.evidence, weights[pair.event]) for pair in pairs]
    return [(judgement.relation, judgement.direction) for judgement in judged]
