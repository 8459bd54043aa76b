"""Numbers, days and moments as the language of the page writes them: its digits, its marks between them, its order."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

register = template.Library()

# The digits of the Mashriq, with its marks for thousands and for decimals (Unicode CLDR, numbering system arab).
_ARABIC = str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫")
_ARABIC_DIGITS_ALONE = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@register.filter
def digits(written: object) -> str:
    """The same with the digits of the language; nothing else of it is changed."""
    return str(written).translate(_ARABIC_DIGITS_ALONE) if _is_arabic() else str(written)


@register.filter
def count(number: float | Decimal | None) -> str:
    """A number with its thousands apart; a dash for none. Decimals stay as many as they are."""
    if number is None or number == "":
        return "–"
    written = f"{number.normalize():,f}" if isinstance(number, Decimal) else f"{number:,}"
    return written.translate(_ARABIC) if _is_arabic() else written


@register.filter
def percent(share: float) -> str:
    """A share of one in whole percent, with the sign of the language."""
    written = f"{share:.0%}"
    return written.translate(_ARABIC).replace("%", "٪") if _is_arabic() else written


@register.filter
def day(when: date | None) -> str:
    """A day with its month in words; a dash for none. A moment is taken to the reader's time zone first."""
    if not when:
        return "–"
    return digits(date_format(_here(when), "j F Y"))


@register.filter
def moment(when: datetime | None) -> str:
    """A day and the minute on the reader's clock; a dash for none."""
    if when is None:
        return "–"
    return digits(date_format(_here(when), "j F Y, H:i" if get_language() != "ar" else "j F Y، H:i"))


def _here(when: Any) -> Any:
    return timezone.localtime(when) if isinstance(when, datetime) and timezone.is_aware(when) else when


def _is_arabic() -> bool:
    return (get_language() or "").startswith("ar") and settings.ARABIC_DIGITS == "arabic"
