"""Tokens, quotations and sentences of one text, found once."""

import pytest

from claims.extraction.layout import LONGEST_SENTENCE, NOWHERE, Layout
from claims.extraction.words import lexicon_for


def _layout(text: str) -> Layout:
    return Layout(text, lexicon_for("ar"))


def test_quotations_are_known_by_their_tokens() -> None:
    layout = _layout('قال "نعم يا سيدي" ومضي')

    assert [layout.tokens[index].text for index in range(*layout.quoted[0][1:3])] == ["نعم", "يا", "سيدي"]
    assert layout.inside == [NOWHERE, NOWHERE, 0, 0, 0, NOWHERE, NOWHERE]
    assert (layout.opening, layout.closing) == ({1: 0}, {6: 0})


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("وصل الوفد. غادر الوفد.", ["وصل الوفد .", "غادر الوفد ."]),
        ('قال "وصل الوفد. غادر الوفد" امس.', ['قال " وصل الوفد . غادر الوفد " امس .']),  # a quotation is not cut
        ("عنوان\nوصل الوفد", ["عنوان", "وصل الوفد"]),  # a line is
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    layout = _layout(text)

    assert [" ".join(token.text for token in layout.tokens[first:last]) for first, last in layout.sentences] == sentences


def test_a_text_without_stops_is_read_in_stretches() -> None:
    layout = _layout("كلمه " * (2 * LONGEST_SENTENCE + 1))

    assert [last - first for first, last in layout.sentences] == [LONGEST_SENTENCE, LONGEST_SENTENCE, 1]


def test_subjects_stand_behind_finite_verbs() -> None:
    assert _layout("قال سامر. وصل نادر").subjects == {"سامر", "وصل", "نادر"}
