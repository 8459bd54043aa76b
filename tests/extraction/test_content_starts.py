"""Every strategy proposes its places."""

import pytest

from claims.extraction.content_starts import propose_starts
from claims.extraction.layout import Layout
from claims.extraction.reporting import find_cues
from claims.extraction.words import lexicon_for
from claims.languages.folding import fold


@pytest.mark.parametrize(
    ("text", "rule", "rest"),
    [
        ("قال الوزير إن السد آمن", "complementizer", "السد امن"),
        ('قال الوزير "السد آمن جدا"', "quotation", '"السد امن جدا"'),
        ("قال الوزير: السد آمن", "colon", "السد امن"),
        ("هدد الوزير بإغلاق السد", "preposition", "اغلاق السد"),  # the letter is written together with its word
        ("شدد الوزير على إغلاق السد", "preposition", "اغلاق السد"),
        ("أعلن الوزير إغلاق السد", "object", "اغلاق السد"),
        ("تساءل الوزير كيف يغلق السد", "question", "كيف يغلق السد"),
        ("بحسب الوزير، السد آمن", "comma", "السد امن"),
        ("السد آمن اليوم، بحسب الوزير", "clause-before", "السد امن اليوم، بحسب الوزير"),
        ("وأغلقت البلدية السد، بحسب الوزير", "clause-before", "اغلقت البلديه السد، بحسب الوزير"),  # without its conjunction
        ('"السد آمن جدا"، قال الوزير', "quotation-before", '"السد امن جدا"، قال الوزير'),
    ],
)
def test_propose_starts(text: str, rule: str, rest: str) -> None:
    layout = Layout(fold(text).text, lexicon_for("ar"))
    last = len(layout.tokens)

    places = {
        (start.rule, layout.text[layout.tokens[start.at].start + start.skip :])
        for cue in find_cues(layout, 0, last)
        for start in propose_starts(layout, cue, 0, last)
    }

    assert (rule, rest) in places


def test_a_verb_of_saying_takes_no_bare_object_beyond_the_next_word() -> None:
    layout = Layout("قال الوزير قرب السد جسرا", lexicon_for("ar"))
    (cue,) = find_cues(layout, 0, len(layout.tokens))

    assert [start.at for start in propose_starts(layout, cue, 0, len(layout.tokens))] == [1]


@pytest.mark.parametrize(
    ("text", "language", "rests"),
    [
        ('"السد آمن، قال لنا أحدهم"، ذكر الوزير', "ar", {'لنا احدهم"، ذكر الوزير'}),
        ("“Last year, he said so,” she recalled", "en", {"so,” she recalled"}),
        ("Last year, he said so, she recalled", "en", {"so, she recalled", "last year, he said so, she recalled"}),
    ],
)
def test_a_verb_inside_a_quotation_does_not_report_all_of_it(text: str, language: str, rests: set[str]) -> None:
    layout = Layout(fold(text).text, lexicon_for(language))
    last = len(layout.tokens)
    cue = find_cues(layout, 0, last)[1 if layout.quoted else 0]

    assert {layout.text[layout.tokens[start.at].start :] for start in propose_starts(layout, cue, 0, last)} == rests
