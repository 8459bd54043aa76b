"""Weights for `choice`, learned from annotated articles. Needs the extra `train`; reading needs none of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np
from scipy import optimize, sparse

# A feature of fewer candidates than this says nothing about another article, unless the caller knows better.
RAREST_FEATURE = 2


class Instance(NamedTuple):
    """One choice as it was made: each candidate's features, and the indices of the right ones (any of them will do)."""

    candidates: Sequence[Sequence[str]]
    right: Set[int]


def fit(
    instances: Sequence[Instance], *, penalty: float, rarest: int = RAREST_FEATURE, prior: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Weights that maximise the probability of the right candidates less `penalty` times half their squared distance from `prior`.

    Features of fewer than `rarest` candidates are left as the prior has them, nought where it has none. The commonest come first.
    Deterministic for the same instances in the same order (L-BFGS from the prior). Instances without a right candidate are skipped;
    where there is no other, the prior stands.
    """
    usable = [instance for instance in instances if instance.right]
    if not usable:
        return dict(prior or {})
    counts = Counter(feature for instance in usable for candidate in instance.candidates for feature in set(candidate))
    known = prior or {}
    index = {feature: column for column, feature in enumerate(sorted(f for f, n in counts.items() if n >= rarest or f in known))}
    matrix, starts, right = _matrix(usable, index)
    centre = np.array([known.get(feature, 0.0) for feature in index])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        every, given = _softmax(scores, starts), _softmax(np.where(right, scores, -np.inf), starts)
        gain = float(np.sum(given.logs) - np.sum(every.logs))
        away = weights - centre
        gradient = matrix.T @ (every.shares - given.shares) + penalty * away
        return penalty / 2 * float(away @ away) - gain, gradient

    found = optimize.minimize(loss, centre, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    weights = {**known, **{feature: float(found.x[column]) for feature, column in index.items()}}
    return {feature: weights[feature] for feature in sorted(weights, key=lambda feature: (-counts[feature], feature))}


class _Shares(NamedTuple):
    shares: np.ndarray  # each candidate's share of its instance
    logs: np.ndarray  # each instance's logarithm of the sum


def _softmax(scores: np.ndarray, starts: np.ndarray) -> _Shares:
    sizes = np.diff(np.append(starts, len(scores)))
    tops = np.maximum.reduceat(scores, starts)
    powers = np.exp(scores - np.repeat(tops, sizes))
    sums = np.add.reduceat(powers, starts)
    return _Shares(powers / np.repeat(sums, sizes), tops + np.log(sums))


def _matrix(instances: Sequence[Instance], index: dict[str, int]) -> tuple[sparse.csr_matrix, np.ndarray, np.ndarray]:
    """One row a candidate; where each instance starts; which rows are right."""
    columns: list[int] = []
    pointers, starts, right = [0], [], []
    for instance in instances:
        starts.append(len(pointers) - 1)
        for position, candidate in enumerate(instance.candidates):
            columns += sorted({index[feature] for feature in candidate if feature in index})
            pointers.append(len(columns))
            right.append(position in instance.right)
    matrix = sparse.csr_matrix((np.ones(len(columns)), columns, pointers), shape=(len(right), len(index)))
    return matrix, np.array(starts), np.array(right)
