"""The words that a text is found by."""

import pytest

from claims.matching.plain import plain_text, stems


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("#سد_النهر: أعلنت الوزارةُ، اليوم", "سد النهر اعلنت الوزاره اليوم"),  # a hashtag is its words; spelling folded
        ("@ministry هذا صحيح https://example.org/a?b=1 www.example.org", "هذا صحيح"),  # to whom and from where is no content
        ("مبرووووك يا رجااااال", "مبروك يا رجال"),  # drawn-out letters
        ("coool news", "col news"),
        ("خسر 1000 و٢٢٢٢ دينار", "خسر 1000 و2222 دينار"),  # repeated digits are a number
        ("write to press@example.org", "write to press example org"),  # an address of mail is no handle
        ("👍 …", ""),
    ],
)
def test_plain_text(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("والوزارة بالسد للنهر السد", ["سد", "نهر", "وزاره"]),  # one stem, whatever is glued to it
        ("وعد بلد", ["بلد", "وعد"]),  # too short to cut
        ("في 5 a 50", ["50", "في"]),  # single letters and digits find nothing
        ("", []),
    ],
)
def test_stems(text: str, found: list[str]) -> None:
    assert stems(plain_text(text)) == found
