"""What the canonical units of amounts measure: which convert into each other, which stand for themselves, which are money."""

from __future__ import annotations

from collections.abc import Mapping

# Units of one dimension, and how many of its base unit each is. No dimension is called as something that is counted ("area", "power").
_SIZES: Mapping[str, Mapping[str, float]] = {
    "length": {
        "km": 1000.0, "m": 1.0, "meter": 1.0, "cm": 0.01, "mm": 0.001,
        "nautical mile": 1852.0, "mile": 1609.344, "yard": 0.9144, "foot": 0.3048, "inch": 0.0254,
    },
    "surface": {
        "square km": 1e6, "hectare": 1e4, "square meter": 1.0,
        "square mile": 2_589_988.11, "feddan": 4200.83, "acre": 4046.856, "square foot": 0.09290304,
    },
    "capacity": {"cubic km": 1e12, "cubic meter": 1000.0, "liter": 1.0, "barrel": 158.9873, "cubic foot": 28.31685},
    "mass": {"ton": 1000.0, "kg": 1.0, "gram": 0.001},
    "wattage": {"gigawatt": 1e9, "megawatt": 1e6, "kilowatt": 1e3, "watt": 1.0},
    "time": {
        "second": 1 / 86_400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0,
        "month": 30.4375, "year": 365.25, "decade": 3652.5, "century": 36_525.0,
    },
}  # fmt: skip
_DIMENSION_OF = {unit: dimension for dimension, sizes in _SIZES.items() for unit in sizes}
# Whoever turns a figure of one of these systems into another's, or into metres, writes it in round numbers.
_SYSTEMS = {
    **dict.fromkeys(("mile", "yard", "foot", "inch", "square mile", "acre", "square foot", "cubic foot"), "imperial"),
    "nautical mile": "sea",
    "feddan": "feddan",
    "barrel": "oil",
}
# Measures of which the size is not sure, or the zero is elsewhere: a dunam is 1,000 square metres in the Levant and 2,500 in Iraq, a gallon
# and an ounce are what their country or their good makes them, and a basis point is a step. Each is compared with itself alone.
_ITSELF = frozenset({"percent", "times", "dunam", "gallon", "ounce", "mph", "basis point"})
# A number without a noun does not count these.
DIMENSIONS = frozenset(_SIZES) | _ITSELF
# The coin of a national currency, of which the country's adjective stands beside it where it is said.
_COINS = {
    **dict.fromkeys(("iqd", "jod", "kwd", "bhd", "lyd", "tnd", "dzd"), "dinar"),
    **dict.fromkeys(("sar", "yer", "qar", "omr", "irr"), "riyal"),
    **dict.fromkeys(("aed", "mad"), "dirham"),
    **dict.fromkeys(("try", "lbp", "syp"), "lira"),
    "ils": "shekel",
    "inr": "rupee",
}
MONEY = frozenset(_COINS.values()) | {
    *("usd", "cad", "aud", "eur", "gbp", "egp", "sdg", "brl", "chf", "franc", "ruble", "yen", "yuan", "won"),
    *("cent", "piaster", "millime"),
}


def measured(unit: str) -> str:
    """The dimension or the money that a canonical unit measures; "" for the noun of a count."""
    if unit in _DIMENSION_OF:
        return _DIMENSION_OF[unit]
    coin = _COINS.get(unit, unit)
    return coin if coin in MONEY or coin in _ITSELF else ""


def size_of(unit: str) -> float:
    """How many of its dimension's base unit one is; 1 for whatever does not convert."""
    return _SIZES[_DIMENSION_OF[unit]][unit] if unit in _DIMENSION_OF else 1.0


def alike(unit: str) -> frozenset[str]:
    """The canonical units that are this one under any name, itself with them: metres are "m" in English texts, "meter" in Arabic ones."""
    sizes = _SIZES.get(_DIMENSION_OF.get(unit, ""), {})
    return frozenset([unit, *(one for one, size in sizes.items() if size == sizes[unit])])


def of_one_system(a: str, b: str) -> bool:
    """Whether an amount in the one unit is written in the other without being rounded for it."""
    return _SYSTEMS.get(a) == _SYSTEMS.get(b)
