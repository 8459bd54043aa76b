"""Lexemes of a folded text."""

import pytest

from claims.extraction.lexemes import lex, triggered, with_proclitics


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("و200 الف", ("و", "200", "الف")),  # digits stand apart from letters
        ("$1.5bn", ("$", "1.5", "bn")),
        ("12,5% .08", ("12,5", "%", ".08")),
        ("نحو1370", ("نحو", "1370")),
        ("5\nدول", ("5", "\n", "دول")),  # a line break is a mark
        ("a_b", ("a", "_", "b")),
        ("", ()),
    ],
)
def test_words(text: str, words: tuple[str, ...]) -> None:
    lexemes = lex(text)
    assert lexemes.words == words
    assert [text[start:end] for start, end in zip(lexemes.starts, lexemes.ends, strict=True)] == list(words)


def test_touching_lexemes() -> None:
    lexemes = lex("5% 7")
    assert [lexemes.touch(index) for index in range(3)] == [False, True, False]


def test_triggers_are_words_and_numbers() -> None:
    triggers = with_proclitics({"الف"}, ("و", "ب"), "و")
    assert triggered(lex("كتب والف وبالف لالف .5 10 والف"), triggers) == [1, 2, 4, 5, 6]
