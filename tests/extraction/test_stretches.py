"""What stands between two marks of a sentence."""

import pytest

from claims.extraction.layout import Layout
from claims.extraction.stretches import Stretches
from claims.extraction.words import lexicon_for
from claims.languages.folding import fold


def _stretches(text: str, language: str) -> tuple[Layout, Stretches]:
    layout = Layout(fold(text).text, lexicon_for(language))
    return layout, Stretches(layout, 0, len(layout.tokens))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a rights group, the dam was safe", ["determiner True none", "determiner False verb"]),
        ("who has led the study, rents doubled", ["relative True verb", "word False past"]),
        ("a firm based in Oslo, prices rose", ["determiner True none", "word False verb"]),  # no past verb, though it ends like one
        ("the dam isn't safe", ["determiner False verb"]),  # the negation is written together with it
        ("they said so", ["word False verb"]),  # a verb that reports is one too
    ],
)
def test_describe(text: str, kinds: list[str]) -> None:
    layout, stretches = _stretches(text, "en")

    found = []
    first = 0
    while first < len(layout.tokens):
        last = stretches.end(first)
        assert stretches.begin(last, 0) == first
        found.append(stretches.describe(first, last))
        first = last + 1

    assert found == kinds


def test_what_holds_no_word_is_empty() -> None:
    assert _stretches("the dam, it is", "en")[1].describe(2, 2) == "empty"


def test_what_lies_behind_the_sentence_is_left_out() -> None:
    layout = Layout("the dam was safe", lexicon_for("en"))

    assert Stretches(layout, 0, 2).verbs(0, 4) == "none"


def test_nothing_is_told_of_a_language_whose_past_verbs_have_no_ending() -> None:
    _, stretches = _stretches("قال الوزير إن السد آمن", "ar")

    assert (stretches.known, stretches.verbs(0, 2)) == (False, "")
