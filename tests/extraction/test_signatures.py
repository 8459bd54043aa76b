"""Signed quotations, and what only looks like them; sentences written for this file."""

import pytest

from claims.extraction import extract

Row = tuple[str, str, str | None, str]


def _rows(text: str, language: str) -> list[Row]:
    return [(q.rule, q.cue.text, q.speaker_name, q.text) for q in extract(text, language=language, published=None).quotes]


@pytest.mark.parametrize(
    ("text", "language", "rows"),
    [
        (
            "“The lake was our whole life.” ― Dana Wells\n“We still row out each night.”— Omar Tami, a ferryman",
            "en",
            [
                ("signed", "―", "Dana Wells", "The lake was our whole life"),
                ("signed", "—", "Omar Tami", "We still row out each night"),  # without space, and with who he is
            ],
        ),
        ("“The lake was our whole life.”\n\n-- Mayor Dana Wells.", "en", [("signed", "--", "Dana Wells", "The lake was our whole life")]),
        (  # the fullest of its names
            "“The lake was our whole life.”\n— Dana Wells\n“We still row out each night.”\n— Wells",
            "en",
            [
                ("signed", "—", "Dana Wells", "The lake was our whole life"),
                ("signed", "—", "Dana Wells", "We still row out each night"),
            ],
        ),
        (  # what is told inside it is told there
            "“Omar Tami said in March that the lake was safe for a hundred years.” — Dana Wells",
            "en",
            [
                ("signed", "—", "Dana Wells", "Omar Tami said in March that the lake was safe for a hundred years"),
                ("complementizer", "said", "Omar Tami", "the lake was safe for a hundred years"),
            ],
        ),
        ("«كانت البحيرة حياتنا كلها» — سلمى حداد", "ar", [("signed", "—", "سلمى حداد", "كانت البحيرة حياتنا كلها")]),
        ("«كانت البحيرة حياتنا كلها.»\n- الوزيرة سلمى حداد، بلدة الوردة", "ar", [("signed", "-", "سلمى حداد", "كانت البحيرة حياتنا كلها")]),
    ],
)
def test_signed_quotations(text: str, language: str, rows: list[Row]) -> None:
    assert _rows(text, language) == rows


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He called it “the end of our lake” - Omar Tami", "en"),  # the reporter's name behind a sentence
        ("“The lake was our whole life” — she wept", "en"),  # no name
        ("“The lake was our whole life” — Dana Wells said so again and again and again", "en"),  # the line goes on
        ("“Lake News” — Dana Wells", "en"),  # a title
        ("وصفها بأنها «نهاية البحيرة كلها» - عمر تامر", "ar"),
    ],
)
def test_what_is_not_signed(text: str, language: str) -> None:
    assert [row for row in _rows(text, language) if row[0] == "signed"] == []
