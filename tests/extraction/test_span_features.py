"""How possible mentions are described as wholes: what stands elsewhere, what lies beside."""

import pytest

from claims.extraction.sources import Article, place_of, shape_of
from claims.extraction.span_features import Spans
from tests.extraction.speaking import article_of, put

TEXT = "قال وزير الري سامر شمروخ إن السد آمن. وزار سامر شمروخ الميناء."


def _spans(mentions: list[tuple[int, int] | None]) -> tuple[Spans, Article]:
    article = article_of(TEXT)
    place = place_of(put(TEXT, "قال", "السد آمن"), article)
    return Spans(place, shape_of(place, article), mentions, article), article


@pytest.mark.parametrize(
    ("mentions", "beside"),
    [
        ([(3, 5)], "xn"),  # alone
        ([(3, 5), (3, 4)], "xnlonger"),  # two ends of one beginning
        ([(3, 4), (3, 5)], "xnshorter"),
        ([(3, 5), (1, 5)], "xninside"),  # a name inside its title
        ([(1, 5), (3, 5)], "xnaround"),
        ([(1, 3), (3, 5)], "xnbefore"),
        ([(3, 5), None], "xn"),  # nobody is no neighbour
    ],
)
def test_how_readings_lie_to_each_other(mentions: list[tuple[int, int] | None], beside: str) -> None:
    spans, _ = _spans(mentions)
    assert next(one for one in spans.describe(0, 0) if one.startswith("xn")) == beside


def test_a_name_that_stands_elsewhere_too_is_told_from_one_that_does_not() -> None:
    spans, _ = _spans([(3, 5), (1, 3)])
    assert [next(one for one in spans.describe(rank, 0) if one.startswith("xr")) for rank in (0, 1)] == ["xr1no", "xr0"]


def test_nobody_is_described_by_what_is_forgone_where_names_have_capitals() -> None:
    text = "Samir Haddad said the dam was safe."
    article = article_of(text, "en")
    place = place_of(put(text, "said", "the dam was safe"), article)
    found = Spans(place, shape_of(place, article), [None, (0, 2)], article).describe(0, 0)
    assert [one[:3] for one in found[-3:]] == ["x0g", "x0g", "x0g"]


def test_nobody_is_not_described_where_a_script_has_none() -> None:
    spans, _ = _spans([None, (3, 5)])
    assert spans.describe(0, 0) == []
