"""The learned part: its figures, its shipped weights and their file."""

from datetime import date
from pathlib import Path

import pytest

from claims.extraction import read_claim
from claims.matching.evidence import compare
from claims.matching.profile import Profile, read_profile
from claims.matching.relatedness import SIGNS, Model, Weights, figures, load_weights, shipped, sure_figures, write_weights


def profile(text: str, published: date = date(2026, 3, 10), speaker: str | None = None, title: str | None = None) -> Profile:
    return read_profile(read_claim(text, language="ar", published=published, speaker=speaker, title=title))


@pytest.mark.parametrize(
    ("a", "b", "name", "value"),
    [
        (profile("قتل 25 شخصا"), profile("مقتل 25 شخصا"), "equal", 1.0),
        (profile("قتل 25 شخصا"), profile("مقتل 26 شخصا"), "apart", 1.0),
        (profile("قتل 25 شخصا"), profile("مقتل أكثر من 20 شخصا"), "overlap", 1.0),
        (profile("قتل 25 شخصا"), profile("بنسبة 25 في المئة"), "unpaired", 1.0),
        (profile("قتل 25 شخصا"), profile("مقتل 26 شخصا"), "fate", 1.0),
        (profile("سد في لبنان"), profile("سد في تونس"), "swapped", 1.0),
        (profile("سد في لبنان"), profile("سد في لبنان وتونس"), "swapped", 0.0),  # only added
        (profile("سد في لبنان"), profile("مسرح ومعرض"), "nothing", 1.0),
        (profile("قتل 25 شخصا عام 2014"), profile("قتل 25 شخصا"), "year_apart", 1.0),  # the other is of its own year
        (profile("قتل 25 شخصا عام 2014"), profile("قتل 25 شخصا قبل 12 عاما"), "year_apart", 0.0),
        (profile("قتل 25 شخصا منذ الأحد"), profile("قتل 25 شخصا"), "since_apart", 1.0),
        (profile("سد", speaker="سامر الحلواني"), profile("الحلواني غائب"), "answering", 0.5),
        (profile("سد"), profile("سد", date(2026, 3, 10)), "days", 0.0),
        (profile("تحطم طائرة", title="حادث في لبنان"), profile("تحطم طائرة في تونس"), "elsewhere", 1.0),
        (profile("تحطم طائرة", title="حادث في لبنان"), profile("طائرة تونسية تحطمت في لبنان"), "elsewhere", 0.0),
        (profile("تحطم طائرة"), profile("سقوط طائرة"), "silent", 1.0),
        (profile("تحطم طائرة"), profile("مقتل 25 شخصا"), "silent", 0.0),
    ],
)
def test_figures_are_the_same_from_both_sides(a: Profile, b: Profile, name: str, value: float) -> None:
    forth, back = figures(compare(a, b, 0.3)), figures(compare(b, a, 0.3))
    assert (forth[name], forth) == (value, back)
    assert set(forth) == set(SIGNS)


def test_shipped_weights_name_every_figure_and_go_with_its_sign() -> None:
    weights = shipped()
    assert set(weights.with_cosine.weights) == set(SIGNS)
    assert set(weights.words_alone.weights) == set(SIGNS) - {"cosine"}
    against = [
        name for model in (weights.with_cosine, weights.words_alone) for name, weight in model.weights.items() if weight * SIGNS[name] < 0
    ]
    assert against == []


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    linked = Model(-0.5, {"cosine": 1.25, "days": -0.5}), Model(0.25, {"days": -1.0})
    sure = Model(0.5, {"cosine": 2.0, "reason same_words": 1.0}), Model(1.0, {"odds": 0.5})
    weights = Weights(*linked, *sure, {"amount_equal": 0.75})
    write_weights(tmp_path / "weights.json", weights)
    assert load_weights(tmp_path / "weights.json") == weights


def test_probability_stays_within_its_bounds() -> None:
    assert 0 < Model(-1e6, {}).probability({}) < 1e-9
    assert 1 - 1e-9 < Model(1e6, {}).probability({}) <= 1


@pytest.mark.parametrize(
    ("value", "exactness"),
    [
        (53339, 1.0),  # no more than four digits count
        (320, 0.5),
        (300, 0.25),
        (0.25, 0.5),
        (0, 0.0),
    ],
)
def test_an_exact_number_tells_more_than_a_round_one(value: float, exactness: float) -> None:
    one = profile(f"عدد العاملين في السد {value} عامل")
    assert sure_figures(compare(one, one, None), 0.5, "amount_equal")["specific"] == exactness


@pytest.mark.parametrize("unit", ["هكتار", "فدان", "ساعة", "ميل"])
def test_a_number_is_as_exact_as_it_is_written_in_whatever_unit(unit: str) -> None:
    one = profile(f"مساحة السد أو مسافته أو مدته 300 {unit}")
    assert sure_figures(compare(one, one, None), 0.5, "amount_equal")["specific"] == 0.25


def test_what_is_sure_depends_on_the_reason_and_on_the_headlines() -> None:
    def figures_of(title: str) -> dict[str, float]:
        one = profile("عدد العاملين في السد 300 عامل", title=title)
        return sure_figures(compare(one, one, None), 0.5, "amount_equal")

    told = figures_of("سد الوردة يوظف المئات")
    assert (told["titles"], figures_of("")["titles"]) == (1.0, 0.0)
    assert (told["odds"], told["reason amount_equal"], told["two_languages"]) == (0.0, 1.0, 0.0)
