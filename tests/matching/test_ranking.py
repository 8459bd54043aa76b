"""Nearness of texts: rare letters count, scripts that share none lean on vectors, and a table of any base is of one size."""

import numpy as np
import pytest

from claims.matching.plain import plain_text
from claims.matching.ranking import BUCKETS, TEXTS_KEPT, Ranking, Rarity, count_runs, letter_cosines

BASE = [
    plain_text(text)
    for text in (
        "افتتح وزير الري سد الوادي الشرقي بعد عامين من العمل",
        "افتتح وزير النقل محطة القطار الجديدة في العاصمة",
        "افتتح وزير الصحة مستشفى الأطفال في المدينة القديمة",
        "The minister of irrigation opened the dam of the eastern valley",
        "أسعار القمح ترتفع للشهر الثالث",
    )
]


def order(text: str, cosines: list[float | None]) -> list[int]:
    scores = Ranking(count_runs(BASE)).scores(text, BASE, cosines)
    return [int(index) for index in np.argsort(-scores, kind="stable")]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("وزير الري يفتتح السد بالوادي", 0),  # other forms of the same words
        ("للقطار محطّة جديدة #العاصمة", 1),  # prefix, vowel mark, hashtag
        ("القمح يرتفع", 4),
        ("the eastern valley's dam is opened", 3),
    ],
)
def test_letters_alone_find_the_text(text: str, first: int) -> None:
    assert order(text, [None] * len(BASE))[0] == first


def test_what_every_text_says_counts_less_than_what_one_says() -> None:
    weights = count_runs(BASE).weights()
    common, rare = letter_cosines("افتتح وزير سد", ["افتتح وزير كذا", "بني سد هنا"], weights)
    flat_common, flat_rare = letter_cosines("افتتح وزير سد", ["افتتح وزير كذا", "بني سد هنا"], np.ones(BUCKETS))
    assert common / rare < flat_common / flat_rare


def test_another_script_is_ranked_by_its_vector_among_texts_that_share_letters() -> None:
    assert order("سد الوادي الشرقي", [0.9, 0.2, 0.1, 0.85, 0.0])[:2] == [0, 3]


def test_scores_are_bounded_and_an_equal_text_is_at_the_top() -> None:
    scores = Ranking(count_runs(BASE)).scores("أسعار القمح ترتفع للشهر الثالث", BASE, [0.1, 0.1, -0.2, None, 1.0])
    assert float(scores[4]) == pytest.approx(1.0)
    assert all(0.0 <= score <= 1.0 for score in scores)


def test_a_text_that_was_ranked_before_is_ranked_the_same() -> None:
    counted = count_runs(BASE)
    once, again = Ranking(counted), Ranking(counted)
    again.scores(BASE[1], [*BASE[2:], "قطار قطار قطار"], [None] * 4)
    asked = BASE[0], [*BASE, BASE[2], "قطار قطار قطار"], [0.5] * 7
    assert again.scores(*asked).tolist() == once.scores(*asked).tolist()


def test_a_ranking_keeps_what_it_was_asked_about_last() -> None:
    counted = count_runs(BASE)
    once, again = Ranking(counted), Ranking(counted)
    again.scores(BASE[0], [str(number) for number in range(TEXTS_KEPT)], [None] * TEXTS_KEPT)
    asked = BASE[0], [*BASE, "7"], [None] * (len(BASE) + 1)
    assert again.scores(*asked).tolist() == once.scores(*asked).tolist()
    assert len(again._known) == TEXTS_KEPT


@pytest.mark.parametrize(("text", "plain"), [("", ["سد"]), ("سد", [""]), ("", []), ("سد", [])])
def test_nothing_is_near_to_nothing(text: str, plain: list[str]) -> None:
    assert Ranking(None).scores(text, plain, [None] * len(plain)).tolist() == [0.0] * len(plain)


def test_counts_of_two_halves_are_the_count_of_the_whole() -> None:
    whole, halves = count_runs(BASE), count_runs(BASE[:2]) + count_runs(BASE[2:])
    assert (halves.texts, halves.counts.tolist()) == (whole.texts, whole.counts.tolist())


def test_runs_cross_neither_words_nor_texts() -> None:
    assert count_runs(["اب جد"]).counts.sum() == count_runs(["اب", "جد"]).counts.sum()


def test_an_unseen_run_is_the_rarest() -> None:
    weights = Rarity(np.array([0, 1, 100] + [0] * (BUCKETS - 3), np.int32), 100).weights()
    assert weights[0] > weights[1] > weights[2] >= 1.0
