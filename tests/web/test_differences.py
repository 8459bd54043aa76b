"""What is marked where two claims differ."""

import pytest

from claims.web.differences import Piece, differences


def marked(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if piece.differs]


@pytest.mark.parametrize(
    ("one", "other", "across", "expected"),
    [
        ("عدد العاملين 300 عامل", "عدد العاملين 4000 عامل", False, (["300"], ["4000"])),
        ("عدد العاملين ٣٠٠ عامل", "عدد العاملين 300 عامل", False, ([], [])),  # the other digits
        ("إدارة السدّ تنفي", "ادارة السد تنفي", False, ([], [])),  # spelling
        ("لن نغلق البوابات", "سنغلق البوابات اليوم", False, (["لن", "نغلق"], ["سنغلق", "اليوم"])),
        ("عدد العاملين 300 عامل", "The dam has 4,000 workers", True, (["300"], ["4,000"])),  # only numbers, across languages
        ("عدد العاملين 300 عامل", "The dam has 300 workers", True, ([], [])),
        ("بلغت كلفة الإصلاح 120 مليونا", "أجلي السكان من القرى الثلاث", False, (["120"], [])),  # hardly a word is shared
        ("", "سد", False, ([], ["سد"])),
    ],
)
def test_differences(one: str, other: str, across: bool, expected: tuple[list[str], list[str]]) -> None:
    ours, theirs = differences(one, other, across_languages=across)
    assert ("".join(piece.text for piece in ours), "".join(piece.text for piece in theirs)) == (one, other)
    assert (marked(ours), marked(theirs)) == expected


def test_a_long_text_costs_no_square() -> None:
    long = "كلمة " * 20_000
    assert marked(differences(long, long + "7")[1]) == ["7"]
