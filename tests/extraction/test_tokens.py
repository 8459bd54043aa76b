"""Words and marks: what belongs to one word and what does not."""

import pytest

from claims.extraction.tokens import tokenize
from claims.languages.folding import fold


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("وصل الوفد.", ["وصل", "الوفد", "."]),
        ("غادرت الجسر.وقضت المحكمة", ["غادرت", "الجسر", ".", "وقضت", "المحكمه"]),  # no space behind the stop
        ("أ.ف.ب", ["ا.ف.ب"]),  # initials
        ("dam.example 3.5", ["dam.example", "3.5"]),  # an address, a number
        ("co-founder's", ["co-founder's"]),
        ("#سد_الوردة", ["#", "سد", "_", "الورده"]),
    ],
)
def test_tokenize(text: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenize(fold(text).text)] == tokens
