"""Quotation marks: which of them belong together."""

import pytest

from claims.extraction.quotes import find_quotations


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ('قال "نعم" ومضى', ["نعم"]),
        ("قال «نعم» ومضى", ["نعم"]),
        ("قال “نعم” ومضى", ["نعم"]),
        ("قال ”نعم“ ومضى", ["نعم"]),  # closing mark first, as some keyboards set it
        ("قال «نعم «والله» نعم»", ["نعم «والله» نعم"]),  # nested
        ('قال "نعم\nوصل الوفد', ["نعم"]),  # left open: ends with its paragraph
        ('قال "نعم." ومضى', ["نعم"]),  # the closing stop stays outside
        ('قال " نعم " ومضى', ["نعم"]),  # space inside the marks
        ('"" قال', []),  # nothing between them
        ('قال ""نعم"" ومضى', ["نعم"]),  # doubled
        ('قال: "لم نر "السد" قط". وقال "لا"', ['لم نر "السد" قط', "لا"]),  # typewriter marks, nested
        ('قال "السد كبير. وقال "لا" ومضى', ["السد كبير. وقال"]),  # the first was never closed: nothing is nested in it
        ("قال نعم", []),
        ('قال نعم". ثم قال "لا"', ["لا"]),  # a lone closing mark opens nothing
    ],
)
def test_find_quotations(text: str, contents: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_quotations(text)] == contents
