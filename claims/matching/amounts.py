"""Amounts as intervals: do two claims count the same thing, and can both counts be true?"""

from __future__ import annotations

import math

from claims.records import Change, FoundQuantity, Qualifier

# "About 4,000" allows what a reader would still round to it.
ABOUT_TOLERANCE = 0.1


def comparable(a: FoundQuantity, b: FoundQuantity) -> bool:
    """Whether both count in the same unit and play the same part in a change."""
    parts = {a.change, b.change}
    return a.unit == b.unit and (a.change == b.change or parts <= {Change.NONE, Change.TO})


def equal(a: FoundQuantity, b: FoundQuantity) -> bool:
    return _near(a.low, b.low) and _near(a.high, b.high)


def compatible(a: FoundQuantity, b: FoundQuantity) -> bool:
    """Whether one true number could satisfy both."""
    low_a, high_a = _interval(a)
    low_b, high_b = _interval(b)
    return max(low_a, low_b) <= min(high_a, high_b)


def _interval(quantity: FoundQuantity) -> tuple[float, float]:
    low = -math.inf if quantity.low is None else quantity.low
    high = math.inf if quantity.high is None else quantity.high
    slack = ABOUT_TOLERANCE if quantity.qualifier == Qualifier.ABOUT else 0.0
    return low - abs(low) * slack if math.isfinite(low) else low, high + abs(high) * slack if math.isfinite(high) else high


def _near(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-3, abs_tol=1e-9)
