"""Where a content may end, before the verb that reports it and behind it."""

import pytest

from claims.extraction.content_ends import Boundaries
from claims.extraction.content_starts import propose_starts
from claims.extraction.layout import Layout
from claims.extraction.reporting import find_cues
from claims.extraction.words import lexicon_for
from claims.languages.folding import fold


def _contents(text: str, language: str) -> list[str]:
    """The first verb's content as each end leaves it."""
    layout = Layout(fold(text).text, lexicon_for(language))
    last = len(layout.tokens)
    cues = find_cues(layout, 0, last)
    start = propose_starts(layout, cues[0], 0, last)[0]

    found = Boundaries(layout, cues, 0, last).propose(cues[0], start)

    at = layout.tokens[start.at].start
    return [layout.text[at : layout.tokens[end.at - 1].end] for end in found]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        # a subject alone at the end of the sentence
        ("Two boats were lost, the harbour office said", ["Two boats were lost"]),
        ("Two boats were lost, the harbour office says", ["Two boats were lost", "Two boats were lost, the harbour office"]),
        # the clause describes the subject, which stands before it
        ("Two boats were lost, the harbour office, which owns them, said", ["Two boats were lost"]),
        ("Two boats were lost, Omar Tarek, who owns them, said", ["Two boats were lost"]),
        # what describes a part of the content is told
        (
            "The harbour, which is old, was closed, Tarek says",
            ["The harbour, which is old", "The harbour, which is old, was closed", "The harbour, which is old, was closed, Tarek"],
        ),
        # behind an article no other report begins
        ("Two boats in a report were lost, Tarek says", ["Two boats in a report were lost", "Two boats in a report were lost, Tarek"]),
        # nothing stands before the subject: the content is as long as it can be
        ("The office, which owns them, said", ["The office"]),
    ],
)
def test_the_ends_before_a_verb(text: str, ends: list[str]) -> None:
    layout = Layout(fold(text).text, lexicon_for("en"))
    last = len(layout.tokens)
    cues = find_cues(layout, 0, last)
    (cue,) = [cue for cue in cues if cue.form.text.startswith("sa")]
    start = next(start for start in propose_starts(layout, cue, 0, last) if start.backward and start.at == 0)

    found = Boundaries(layout, cues, 0, last).propose(cue, start)

    assert [text[: layout.tokens[end.at - 1].end].removesuffix(",") for end in found] == ends


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Two boats were lost, Omar Tarek, the head of the harbour, said", "Two boats were lost"),  # a name and the office
        ("Two boats were lost, the head of the harbour, Omar Tarek, said", "Two boats were lost"),  # the office and a name
        ("Two boats were lost, the grey one, Omar Tarek, said", "Two boats were lost, the grey one, Omar Tarek"),  # no office
        ("Two boats had backing when they were lost, a poll said", "Two boats had backing when they were lost"),
        ("Two boats had backing when they were lost, Omar Tarek, the head of it, said", "Two boats had backing when they were lost"),
        ("Two boats were lost, the head of the harbour, who left, said", "Two boats were lost"),
        ("Two boats were lost, the head of it was ill, Omar Tarek, said", "Two boats were lost, the head of it was ill, Omar Tarek"),
    ],
)
def test_the_last_end_before_a_subject_with_an_apposition(text: str, end: str) -> None:
    folded = fold(text)
    layout = Layout(folded.text, lexicon_for("en"), folded.capital_test(text))
    last = len(layout.tokens)
    cues = find_cues(layout, 0, last)
    (cue,) = [cue for cue in cues if cue.form.text.startswith("sa")]
    start = next(start for start in propose_starts(layout, cue, 0, last) if start.backward and start.at == 0)

    found = Boundaries(layout, cues, 0, last).propose(cue, start)

    assert text[: layout.tokens[max(one.at for one in found) - 1].end].removesuffix(",") == end


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("قال إنه بريء، مضيفا أنه غادر", ["بريء", "بريء، مضيفا انه غادر"]),  # a single word is a content
        ("قال: بريء، ثم غادر", ["بريء", "بريء، ثم غادر"]),
        ("قال إن الوزير، وهو مريض، غادر", ["الوزير، وهو مريض", "الوزير، وهو مريض، غادر"]),  # but no subject without its verb
        ("قال إن مازنا أكد ذلك", ["مازنا اكد ذلك"]),  # nor what goes on without a mark
        ("نفى التهمة، ووصفها", ["التهمه", "التهمه، ووصفها"]),
        ("شدد على السد، في عمان", ["السد، في عمان"]),  # but not behind a preposition
        ("نفى الأنباء التي تحدثت عن غرق السد", ["الانباء التي تحدثت عن غرق السد"]),  # what describes the object reports nothing new
    ],
)
def test_the_ends_behind_a_verb(text: str, ends: list[str]) -> None:
    assert _contents(text, "ar") == ends


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("He said that it, which fell, is ill, and left", ["it", "it, which fell, is ill", "it, which fell, is ill, and left"]),
        ("She said that the mayor is safe, was well", ["the mayor is safe", "the mayor is safe, was well"]),  # a verb before the comma
        ("She said that the mayor, who fell, a woman", ["the mayor", "the mayor, who fell", "the mayor, who fell, a woman"]),  # none behind
        ("She denied the fraud, was charged", ["the fraud", "the fraud, was charged"]),  # no clause
    ],
)
def test_a_clause_does_not_end_before_its_verb(text: str, ends: list[str]) -> None:
    assert _contents(text, "en") == ends
