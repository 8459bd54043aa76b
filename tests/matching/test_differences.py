"""What is marked where two claims differ."""

import pytest

from claims.matching.differences import Line, Piece, compare_texts, differences


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


VERSIONS = [
    # nothing
    ("أ\nب", "أ\nب", [("أ", "أ", True), ("ب", "ب", True)]),
    # one number in one paragraph
    ("قال إن 300 عامل\nثم سكت", "قال إن 400 عامل\nثم سكت", [("قال إن [300] عامل", "قال إن [400] عامل", False), ("ثم سكت", "ثم سكت", True)]),
    # a paragraph more, one less, and one at the end
    ("أ\nج", "أ\nب\nج", [("أ", "أ", True), ("", "[ب]", False), ("ج", "ج", True)]),
    ("أ\nب\nج", "أ\nج", [("أ", "أ", True), ("[ب]", "", False), ("ج", "ج", True)]),
    ("أ", "أ\nب", [("أ", "أ", True), ("", "[ب]", False)]),
    # two for one: the first is the one rewritten
    ("قيل شيء", "قيل أمر\nثم أمر", [("قيل [شيء]", "قيل [أمر]", False), ("", "[ثم أمر]", False)]),
    # spelling is a change of the text, though not of a claim
    ("إدارة السدّ", "ادارة السد", [("[إدارة] [السدّ]", "[ادارة] [السد]", False)]),
]


@pytest.mark.parametrize(("before", "after", "expected"), VERSIONS)
def test_versions_paragraph_beside_paragraph(before: str, after: str, expected: list[tuple[str, str, bool]]) -> None:
    def shown(pieces: list[Piece]) -> str:
        return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces)

    lines = compare_texts(before, after)
    assert [(shown(line.before), shown(line.after), line.is_same) for line in lines] == expected


def test_paragraphs_without_end_are_compared_as_a_whole() -> None:
    one, other = "كلمة " * 20_000, "كلمة " * 20_000 + "7"
    assert compare_texts(one, other) == [Line([Piece(one, True)], [Piece(other, True)])]
