"""Units: which convert, into what, and which stand for themselves alone."""

import pytest

from claims.languages import packs
from claims.matching.units import DIMENSIONS, MONEY, alike, measured, of_one_system, size_of


@pytest.mark.parametrize(
    ("unit", "measures", "size"),
    [
        ("meter", "length", 1.0),  # as Arabic texts are read
        ("m", "length", 1.0),  # as English ones are
        ("nautical mile", "length", 1852.0),
        ("hectare", "surface", 10_000.0),
        ("square km", "surface", 1_000_000.0),
        ("acre", "surface", 4046.856),
        ("ton", "mass", 1000.0),
        ("barrel", "capacity", 158.9873),
        ("gigawatt", "wattage", 1e9),
        ("week", "time", 7.0),
        ("percent", "percent", 1.0),
        # of another size in every country
        ("dunam", "dunam", 1.0),
        ("gallon", "gallon", 1.0),
        # national currencies of one coin
        ("jod", "dinar", 1.0),
        ("dinar", "dinar", 1.0),
        ("aed", "dirham", 1.0),
        # what no adjective need tell from another
        ("usd", "usd", 1.0),
        ("cad", "cad", 1.0),
        # counted, not measured: regions, world powers, volumes of a book
        ("area", "", 1.0),
        ("power", "", 1.0),
        ("volume", "", 1.0),
        ("person", "", 1.0),
        ("", "", 1.0),
    ],
)
def test_what_a_unit_measures(unit: str, measures: str, size: float) -> None:
    assert (measured(unit), size_of(unit)) == (measures, size)


def test_no_money_is_a_dimension() -> None:
    assert not MONEY & DIMENSIONS


def test_every_language_names_the_measures() -> None:
    named = [{measured(unit) for unit in pack.numbers.units.values()} - MONEY - {""} for pack in packs()]
    # Speeds in miles are read in English alone.
    assert [sorted(DIMENSIONS - found) for found in named] == [["mph"], []]


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("hectare", "square km", True),  # metres both
        ("mile", "foot", True),
        ("hour", "day", True),
        ("mile", "km", False),
        ("acre", "hectare", False),
        ("feddan", "acre", False),
        ("barrel", "liter", False),
    ],
)
def test_systems(a: str, b: str, one: bool) -> None:
    assert (of_one_system(a, b), of_one_system(b, a)) == (one, one)


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        ("m", {"m", "meter"}),
        ("meter", {"m", "meter"}),
        ("km", {"km"}),
        ("person", {"person"}),  # what is counted has one name
        ("", {""}),
    ],
)
def test_the_names_of_a_unit(unit: str, names: set[str]) -> None:
    assert alike(unit) == names
