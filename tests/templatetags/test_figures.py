"""Values of figures in words, in both languages."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from claims.models import FactCheck
from claims.templatetags.figures import clock, value, verdict, when
from claims.timeline import Point


def point(low: str | None, high: str | None, qualifier: str = "exact", *, first: date | None = None, last: date | None = None) -> Point:
    least, most = (None if end is None else Decimal(end) for end in (low, high))
    return Point(1, least, most, qualifier, "person", "", first, last, "said", "", "", "false")


@pytest.mark.parametrize(
    ("one", "english", "arabic"),
    [
        (point("300.000000", "300.000000"), "300", "٣٠٠"),
        (point("2.500000", "2.500000"), "2.5", "٢٫٥"),
        (point("1200000.000000", "1200000.000000"), "1,200,000", "١٬٢٠٠٬٠٠٠"),
        (point("300", "300", "about"), "about 300", "نحو ٣٠٠"),
        (point("300", "400", "range"), "300 – 400", "٣٠٠ – ٤٠٠"),
        (point("300", None, "more_than"), "more than 300", "أكثر من ٣٠٠"),
        (point("300", None, "at_least"), "at least 300", "٣٠٠ على الأقل"),
        (point(None, "300", "less_than"), "less than 300", "أقل من ٣٠٠"),
        (point(None, "300", "at_most"), "at most 300", "٣٠٠ على الأكثر"),
    ],
)
def test_value(one: Point, english: str, arabic: str) -> None:
    with override("en"):
        assert value(one) == english
    with override("ar"):
        assert value(one) == arabic


def test_when_and_by_which_clock() -> None:
    first, last = date(2026, 3, 1), date(2026, 3, 10)
    with override("en"):
        assert when(point("1", "1", first=first, last=first)) == "1 March 2026"
        assert when(point("1", "1", first=first, last=last)) == "1 March 2026 – 10 March 2026"
        assert when(point("1", "1", first=first)) == "1 March 2026"
        assert when(point("1", "1")) == "–"
        assert clock(point("1", "1")) == "said"


def test_verdict() -> None:
    with override("ar"):
        assert verdict(point("1", "1"), FactCheck.Verdict.choices) == "زائف"
        assert verdict(point("1", "1"), []) == "–"
