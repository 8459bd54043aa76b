"""Everything that may report is proposed, and nothing else."""

import pytest

from claims.extraction.layout import Layout
from claims.extraction.reporting import find_cues
from claims.extraction.words import lexicon_for
from claims.languages.folding import fold


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("وقال الوزير إن السد آمن", [("verb", "وقال")]),
        ("بحسب الوزارة ارتفع السعر", [("phrase", "بحسب")]),
        ("ارتفع السعر وفقا لما أعلنته الوزارة", [("phrase", "وفقا لما اعلنته")]),  # the phrase takes its verb along
        ("ارتفع السعر كما قال الوزير", [("phrase", "كما قال")]),
        ("ارتفع السعر كما ارتفع الطلب", []),  # "as" reports only before a reporting verb
        ("السد آمن على حد قوله", [("phrase", "علي حد قوله")]),
        ("الحلبي: السد آمن", [("colon", ":")]),
        ("الكويت - كونا: السد آمن", []),  # place and agency
        ("الحلبي - في الحريق: السد آمن", [("colon", ":")]),  # no place
        ("الكويت - في الحريق - للعراق: السد آمن", [("colon", ":")]),  # an aside
        ("وفقا للبيان، السد آمن", [("phrase", "وفقا"), ("verb", "للبيان")]),  # with nobody behind it the statement is the source
        ("وفقا لبيان الوزارة، السد آمن", [("phrase", "وفقا لبيان")]),
        ('كتب "السد آمن تماما"', [("verb", "كتب"), ("quotation", '"')]),
        ('زار "دار السلام"', []),  # two words in marks are a name
        ("وصل الوفد إلى الجسر", []),
    ],
)
def test_find_cues(text: str, cues: list[tuple[str, str]]) -> None:
    layout = Layout(fold(text).text, lexicon_for("ar"))

    found = find_cues(layout, 0, len(layout.tokens))

    assert [(cue.kind.value, " ".join(token.text for token in layout.tokens[cue.first : cue.last])) for cue in found] == cues


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("the mill is said to be for sale", []),  # nobody says it
        ("the mill is expected to close, a poll showed", ["showed"]),
        ("he was told by a nurse that he would walk", ["told"]),
        ("he was asked whether he would walk", ["asked"]),  # somebody put the question
    ],
)
def test_passives_without_an_agent_are_no_cues(text: str, cues: list[str]) -> None:
    layout = Layout(fold(text).text, lexicon_for("en"))

    assert [layout.tokens[cue.first].text for cue in find_cues(layout, 0, len(layout.tokens))] == cues


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("she declined to say that it was shut", []),  # she refuses
        ("she did not say whether it was shut", []),  # she does not answer
        ("she didn't immediately say how it was shut", []),  # an adverb between
        ("she did not say that it was shut", ["say"]),
        ("she did say whether it was shut", ["say"]),
        ("she was to say whether it was shut", ["say"]),
    ],
)
def test_what_is_not_said_has_no_cue(text: str, cues: list[str]) -> None:
    layout = Layout(fold(text).text, lexicon_for("en"))

    assert [layout.tokens[cue.first].text for cue in find_cues(layout, 0, len(layout.tokens))] == cues


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Demand is strong", []),
        ("the demand is strong", []),
        ("Omar's demand is strong", []),
        ("the demand is that it be shut", ["demand"]),
        ("they demand it be shut", ["demand"]),
        ("it is what unions demand was shut", ["demand"]),  # behind a noun it is a verb
    ],
)
def test_a_noun_that_is_a_subject_is_no_cue(text: str, cues: list[str]) -> None:
    layout = Layout(fold(text).text, lexicon_for("en"))

    assert [layout.tokens[cue.first].text for cue in find_cues(layout, 0, len(layout.tokens))] == cues
