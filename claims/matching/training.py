"""Weights for `relatedness`, learned from annotated pairs. Needs the extra `train`; judging needs none of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from zlib import crc32

import numpy as np
from scipy import optimize, special

from claims.matching.evidence import Evidence
from claims.matching.judgement import decide, suggested_as
from claims.matching.relatedness import SIGNS, Model, Weights, figures, sure_figures
from claims.matching.relation import relate
from claims.records import Direction, Relation

# Half the squared length of the weights, in units of one pair, is added to the loss: few pairs, so a strong prior towards nought.
# 4, 8 and 16 gave the same figures within .01 with each event left out.
PENALTY = 8.0
# What all unrelated claims weigh together, against all judged pairs, and then each linked pair, so that the two kinds stay in balance.
# Of .2, .35 and .55 the middle one does best on events left out (macro F1 .79, linked F1 .89) and on other pairs.
UNRELATED_SHARE = 0.35
LINKED_WEIGHT = 1.8
# What a pair that people chose counts beside one that a search found, where the models learn what is sure: of one story and mostly
# linked, it is not what a base brings together. Between .15 and .6 the share of right suggestions changes by .03.
CHOSEN_SHARE = 0.3
SURE_PENALTY = 4.0
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Annotated:
    """A pair as people judged it. Pairs of one `event` are left out together when the training is tested."""

    evidence: Evidence
    relation: Relation
    direction: Direction | None
    event: str


def fit(
    pairs: Sequence[Annotated], unrelated: Sequence[Evidence] = (), found: Sequence[Annotated] = (), *, penalty: float = PENALTY
) -> Weights:
    """Weights of all models, and how often each reason gave the right relation among linked pairs. Deterministic.

    `unrelated` are claims that nobody judged and that are hardly ever about one thing, as two of one article. `found` are pairs that a
    search brought together, and people judged: with `pairs` they teach what is sure.

    Raises:
        ValueError: the pairs are not of both kinds, linked and none.
    """
    linked = np.array([pair.relation is not Relation.NONE for pair in pairs] + [False] * len(unrelated))
    if linked.all() or not linked[: len(pairs)].any():
        raise ValueError("Training needs pairs that are linked and pairs that are not.")
    rows = [figures(evidence) for evidence in (*(pair.evidence for pair in pairs), *unrelated)]
    shares = _shares(linked, len(unrelated))
    with_cosine = _logistic(_sample(rows, linked, shares), penalty)
    words_alone = _logistic(_sample([_without_cosine(row) for row in rows], linked, shares), penalty)
    unsure = Weights(with_cosine, words_alone, with_cosine, words_alone, _reasons(pairs))
    return replace(
        unsure,
        sure_with_cosine=_fit_sure(pairs, found, unsure),
        sure_words_alone=_fit_sure(_alone(pairs), _alone(found), unsure),
    )


def _reasons(pairs: Sequence[Annotated]) -> dict[str, float]:
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for pair in pairs:
        if pair.relation is not Relation.NONE:
            related = relate(pair.evidence)
            given[related.reason.code] += 1
            right[related.reason.code] += related.relation is pair.relation
    return {code: round((right[code] + 1) / (given[code] + 2), 3) for code in sorted(given)}


def _alone(pairs: Sequence[Annotated]) -> list[Annotated]:
    """The pairs as they are before their vectors are known."""
    return [replace(pair, evidence=replace(pair.evidence, cosine=None)) for pair in pairs]


def _fit_sure(pairs: Sequence[Annotated], found: Sequence[Annotated], weights: Weights) -> Model:
    """When is the relation that these weights give a pair the right one?"""
    judged = [
        (pair, judgement, share)
        for some, share in ((pairs, CHOSEN_SHARE if found else 1.0), (found, 1.0))
        for pair in some
        for judgement in (decide(pair.evidence, weights),)
        if judgement.relation is not Relation.NONE
    ]
    rows = [sure_figures(pair.evidence, weights.related(pair.evidence), judgement.reasons[0].code) for pair, judgement, _ in judged]
    right = np.array([pair.relation is judgement.relation for pair, judgement, _ in judged], bool)
    return _logistic(_sample(rows, right, np.array([share for *_, share in judged])), SURE_PENALTY)


def _without_cosine(row: Mapping[str, float]) -> dict[str, float]:
    return {name: value for name, value in row.items() if name != "cosine"}


class _Sample(NamedTuple):
    names: list[str]
    matrix: np.ndarray  # a row a pair, a column a name
    right: np.ndarray
    shares: np.ndarray  # how much each row weighs


def _sample(rows: Sequence[Mapping[str, float]], right: np.ndarray, shares: np.ndarray) -> _Sample:
    names = sorted({name for row in rows for name in row})
    return _Sample(names, np.array([[row.get(name, 0.0) for name in names] for row in rows]).reshape(len(rows), len(names)), right, shares)


def _shares(linked: np.ndarray, unrelated: int) -> np.ndarray:
    if not unrelated:
        return np.ones(len(linked))
    shares = np.where(linked, LINKED_WEIGHT, 1.0)
    shares[-unrelated:] = UNRELATED_SHARE * (len(linked) - unrelated) / unrelated
    return shares


def _logistic(sample: _Sample, penalty: float) -> Model:
    """Penalised on the scale of one standard deviation; no weight goes against its sign, where it has one."""
    if not len(sample.right):
        return Model(0.0, {})
    scale = sample.matrix.std(axis=0) + 1e-9
    scaled = sample.matrix / scale
    sign = np.where(sample.right, 1.0, -1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (scaled @ weights[:-1] + weights[-1])
        slope = -sample.shares * sign * special.expit(-margin)
        value = float((sample.shares * np.logaddexp(0, -margin)).sum() + penalty / 2 * (weights[:-1] ** 2).sum())
        return value, np.append(scaled.T @ slope + penalty * weights[:-1], slope.sum())

    bounds = [(0 if SIGNS.get(name, 0) > 0 else None, 0 if SIGNS.get(name, 0) < 0 else None) for name in sample.names]
    found = optimize.minimize(loss, np.zeros(len(sample.names) + 1), jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    weights = found[:-1] / scale
    return Model(round(float(found[-1]), 4), {name: round(float(weight), 4) for name, weight in zip(sample.names, weights, strict=True)})


class Shown(NamedTuple):
    """What would be suggested of pairs: how many, of these with the right relation and with any; `linked`: all pairs that have one."""

    suggested: int
    right: int
    together: int
    linked: int


def shown(pairs: Sequence[Annotated], found: Sequence[Annotated], unrelated: Sequence[Evidence] = ()) -> tuple[Shown, Shown]:
    """What is suggested of the chosen `pairs` and of the `found` ones, each judged by weights of other events, in FOLDS parts."""
    suggested: tuple[list[bool], list[bool]] = ([], [])  # whether each has the right relation
    together = [0, 0]
    for number in range(FOLDS):
        rest = [[one for one in some if _fold(one) != number] for some in (pairs, found)]
        weights = fit(rest[0], unrelated, rest[1])
        for kind, some in enumerate((pairs, found)):
            for one in some:
                if _fold(one) == number and (judgement := suggested_as(one.evidence, weights)).relation is not Relation.NONE:
                    suggested[kind].append(judgement.relation is one.relation)
                    together[kind] += one.relation is not Relation.NONE
    linked = [sum(one.relation is not Relation.NONE for one in some) for some in (pairs, found)]
    of_pairs, of_found = (Shown(len(suggested[i]), sum(suggested[i]), together[i], linked[i]) for i in range(2))
    return of_pairs, of_found


def _fold(pair: Annotated) -> int:
    return crc32(pair.event.encode()) % FOLDS


def cross_validate(
    pairs: Sequence[Annotated], train: Callable[[Sequence[Annotated]], Weights] = fit
) -> list[tuple[Relation, Direction | None]]:
    """What each pair is judged to be by weights of the other events' pairs, in their order."""
    weights = {event: train([pair for pair in pairs if pair.event != event]) for event in sorted({pair.event for pair in pairs})}
    judged = [decide(pair.evidence, weights[pair.event]) for pair in pairs]
    return [(judgement.relation, judgement.direction) for judgement in judged]
