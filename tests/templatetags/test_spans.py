"""Day spans as people read them."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import override

from claims.templatetags.spans import days


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (DateRange(date(2026, 3, 9), date(2026, 3, 10)), "9 March 2026"),  # one day: the upper end is not in it
        (DateRange(date(2026, 3, 7), date(2026, 3, 10)), "7 March 2026 – 9 March 2026"),
        (DateRange(date(2026, 3, 7), None), "from 7 March 2026"),
        (None, "–"),
    ],
)
def test_days(span: DateRange | None, words: str) -> None:
    with override("en"):
        assert days(span) == words


def test_days_in_arabic() -> None:
    with override("ar"):
        assert days(DateRange(date(2026, 3, 9), date(2026, 3, 10))) == "٩ مارس ٢٠٢٦"
