"""Tokens, quotations and sentences of one text, found once."""

import pytest

from claims.extraction.layout import LONGEST_SENTENCE, NOWHERE, Layout
from claims.extraction.tokens import tokenize
from claims.extraction.words import lexicon_for
from claims.languages.folding import fold


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


@pytest.mark.parametrize(
    ("text", "going_on", "titles"),
    [
        ("He called it “a pity for the town” and “Late”.", {0}, set()),  # one word with a capital is a name, or somebody's
        ("He reads “Law and Order on the Lake” aloud.", set(), {0}),  # small words have no capital
        ("He said “We met Sami Haddad there”.", set(), set()),
        ("‘All Bets Are Off’ it said.", set(), {0}),
        ("قال “نعم يا سيدي”.", set(), set()),  # a script without capitals
    ],
)
def test_capitals_tell_what_goes_on_and_what_is_a_title(text: str, going_on: set[int], titles: set[int]) -> None:
    layout = Layout(fold(text).text, lexicon_for("ar" if text.startswith("قال") else "en"), lambda offset: text[offset].isupper())

    assert (set(layout.going_on), set(layout.titles)) == (going_on, titles)


def test_a_text_without_stops_is_read_in_stretches() -> None:
    layout = _layout("كلمه " * (2 * LONGEST_SENTENCE + 1))

    assert [last - first for first, last in layout.sentences] == [LONGEST_SENTENCE, LONGEST_SENTENCE, 1]


def test_subjects_stand_behind_finite_verbs() -> None:
    assert _layout("قال سامر. وصل نادر").subjects == {"سامر", "وصل", "نادر"}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("قال سامر ان السد قديم.", "السد قديم"),  # whole tokens
        ("قال سامر ان السد قديم.", "السد قديم."),
        ("قال: والسد قديم", "السد قديم"),  # behind a conjunction that is written together
        ("قال: والسد قديم", "والسد قد"),  # up to the middle of a word
        ("غادر الوفد.وقضت المحكمه", "الوفد."),  # no space behind the stop
        ("غادر الوفد.وقضت المحكمه", "قضت المحكمه"),
        ("dam.example", "example"),  # what is one token by itself
        ("وصل الوفد", " "),  # nothing but space
        ("وصل", ""),
    ],
)
def test_tokens_of_a_part_are_those_that_it_has_alone(text: str, part: str) -> None:
    start = text.index(part)

    found = _layout(text).tokens_within(start, start + len(part))

    assert [(token.start - start, token.end - start, *token[2:]) for token in found] == [tuple(token) for token in tokenize(part)]
