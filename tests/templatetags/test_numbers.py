"""Numbers, days and moments in the digits of the page's language."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import override

from claims.templatetags.numbers import count, day, digits, moment, percent


@pytest.mark.parametrize(
    ("number", "english", "arabic"),
    [
        (0, "0", "٠"),
        (1234567, "1,234,567", "١٬٢٣٤٬٥٦٧"),
        (Decimal("1200.500000"), "1,200.5", "١٬٢٠٠٫٥"),
        (Decimal("1E+6"), "1,000,000", "١٬٠٠٠٬٠٠٠"),  # never as a power
        (2.5, "2.5", "٢٫٥"),
        (-3, "-3", "-٣"),
        (None, "–", "–"),
    ],
)
def test_count(number: Any, english: str, arabic: str) -> None:
    with override("en"):
        assert count(number) == english
    with override("ar"):
        assert count(number) == arabic


@pytest.mark.parametrize(("share", "english", "arabic"), [(0, "0%", "٠٪"), (0.146, "15%", "١٥٪"), (1.0, "100%", "١٠٠٪")])
def test_percent(share: float, english: str, arabic: str) -> None:
    with override("en"):
        assert percent(share) == english
    with override("ar"):
        assert percent(share) == arabic


def test_where_the_newsroom_writes_latin_digits(settings: Any) -> None:
    settings.ARABIC_DIGITS = "latin"
    with override("ar"):
        assert percent(0.5) == "50%"
        assert (count(1200), digits("2026-03"), day(date(2026, 3, 9))) == ("1,200", "2026-03", "9 مارس 2026")


@pytest.mark.parametrize(
    ("language", "words", "at"),
    [("en", "11 March 2026", "11 March 2026, 01:30"), ("ar", "١١ مارس ٢٠٢٦", "١١ مارس ٢٠٢٦، ٠١:٣٠")],
)
def test_days_and_moments_are_the_readers(language: str, words: str, at: str) -> None:
    late = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
    with override(language), timezone.override(ZoneInfo("Africa/Cairo")):
        assert (day(late), moment(late), day(date(2026, 3, 11))) == (words, at, words)
        assert (day(None), moment(None)) == ("–", "–")


def test_only_digits_are_changed() -> None:
    with override("ar"):
        assert digits("99+, q=1.5") == "٩٩+, q=١.٥"
