"""Interviews: turns of question and answer, and what only looks like them."""

import pytest

from claims.extraction import extract
from claims.extraction.layout import Layout
from claims.extraction.turns import find_turns
from claims.extraction.words import lexicon_for
from claims.languages.folding import fold
from claims.records import Kind

ENGLISH = """A dam keeper on her work

Omar Tami met the keeper of the dam. River Post: How long have you kept the dam?Salma Haddad: Since the flood of 2009. It was a
hard year for all of us. River Post: What do you fear most? Haddad: A spring without rain, of course.

The lake has never been lower than this year.

River Post: Will you stay in the valley? Haddad: I will stay as long as they let me."""
ARABIC = """حوار مع حارسة السد

السنبلة: منذ متى تحرسين سد الوردة؟
سلمى حداد: منذ فيضان عام 2009، وكان عاما صعبا.
السنبلة: ما أكثر ما تخشين هذا العام؟
حداد: ربيعا بلا مطر، فالبحيرة لم تكن يوما أدنى.
السنبلة: هل ستبقين في الوادي بعد ذلك؟
حداد: سأبقى ما داموا يريدون ذلك هنا."""


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (
            ENGLISH,
            "en",
            [
                ("River Post", "How long have you kept the dam?"),
                ("Salma Haddad", "Since the flood of 2009. It was a\nhard year for all of us"),
                ("River Post", "What do you fear most?"),
                # Over paragraphs, until the next turn.
                ("Haddad", "A spring without rain, of course.\n\nThe lake has never been lower than this year"),
                ("River Post", "Will you stay in the valley?"),
                ("Haddad", "I will stay as long as they let me"),
            ],
        ),
        (
            ARABIC,
            "ar",
            [
                ("السنبلة", "منذ متى تحرسين سد الوردة؟"),
                ("سلمى حداد", "منذ فيضان عام 2009، وكان عاما صعبا"),
                ("السنبلة", "ما أكثر ما تخشين هذا العام؟"),
                ("حداد", "ربيعا بلا مطر، فالبحيرة لم تكن يوما أدنى"),
                ("السنبلة", "هل ستبقين في الوادي بعد ذلك؟"),
                ("حداد", "سأبقى ما داموا يريدون ذلك هنا"),
            ],
        ),
    ],
)
def test_every_turn_is_a_statement(text: str, language: str, said: list[tuple[str, str]]) -> None:
    quotes = extract(text, language=language, published=None).quotes
    assert [(quote.mention.text if quote.mention else None, quote.text) for quote in quotes] == said
    assert {(quote.kind, quote.cue.text) for quote in quotes} == {(Kind.INDIRECT, ":")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "قالت سلمى: السد آمن تماما هذا العام. " * 6,  # a verb of speech: sentences about one speaker
        "السعة: 300. الطول: 40. " * 3,  # a table of facts
        "الري: بدأ العمل في السد اليوم صباحا. الصحة: افتتح المشفى الجديد اليوم. التعليم: عاد الطلاب إلى الصفوف.",  # nobody comes back
        "River Post: How long have you kept the dam? Haddad: Since the flood of 2009.",  # too few to tell
    ],
)
def test_what_is_no_interview(text: str) -> None:
    folded = fold(text)
    assert find_turns(Layout(folded.text, lexicon_for("ar")), folded, text) == []


def test_a_speaker_has_the_fullest_name() -> None:
    quotes = extract(ENGLISH, language="en", published=None).quotes
    assert [quote.speaker_name for quote in quotes] == ["River Post", "Salma Haddad"] * 3


def test_letters_of_question_and_answer_name_nobody() -> None:
    text = ARABIC.replace("السنبلة:", "س:").replace("سلمى حداد:", "ج:").replace("حداد:", "ج:")

    quotes = extract(text, published=None, language="ar").quotes

    assert [(quote.text, quote.speaker_name, quote.mention, quote.speaker_kind) for quote in quotes] == [
        ("منذ متى تحرسين سد الوردة؟", None, None, None),
        ("منذ فيضان عام 2009، وكان عاما صعبا", None, None, None),
        ("ما أكثر ما تخشين هذا العام؟", None, None, None),
        ("ربيعا بلا مطر، فالبحيرة لم تكن يوما أدنى", None, None, None),
        ("هل ستبقين في الوادي بعد ذلك؟", None, None, None),
        ("سأبقى ما داموا يريدون ذلك هنا", None, None, None),
    ]
