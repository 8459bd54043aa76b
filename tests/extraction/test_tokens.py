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


@pytest.mark.parametrize("text", ['قال:\n\t"السد آمن"،  وسد السد.السد', "و و وو", "the dam, the dam's", "\u2028سد\u3000_5", ""])
def test_tokens_stand_where_they_say(text: str) -> None:
    tokens = tokenize(text)
    assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    assert [token.word for token in tokens] == [token.text[0].isalnum() for token in tokens]
    assert "".join(token.text for token in tokens) == "".join(text.split())
