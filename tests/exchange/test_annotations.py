"""Selectors count code points, and the words around end where the text does."""

import pytest

from claims.exchange.annotations import AROUND, selectors

FACE = "🤥"  # one code point, two UTF-16 units
CASES = [
    ("قال إن السد آمن", 4, 6, "إن", "قال ", " السد آمن"),
    (f"{FACE} قال {FACE}السد", 2, 5, "قال", f"{FACE} ", f" {FACE}السد"),
    ("السد", 0, 4, "السد", "", ""),
    ("ا" * 100 + "سد" + "ب" * 100, 100, 102, "سد", "ا" * AROUND, "ب" * AROUND),
]


@pytest.mark.parametrize(("text", "start", "end", "exact", "prefix", "suffix"), CASES)
def test_selectors(text: str, start: int, end: int, exact: str, prefix: str, suffix: str) -> None:
    quoted, position = selectors(text, start, end)
    assert quoted == {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": prefix, "suffix": suffix}
    assert quoted["exact"].strip() == exact
    assert position == {"type": "TextPositionSelector", "start": start, "end": end}
