"""Numbers and words of the other direction are found with what belongs to them, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.templatetags.directions import Stretch, crossing, foreign_runs, stretches

ARABIC = [
    ("سقطت طائرة F-16 (2018) قرب السد", ["F-16 (2018)"]),  # a name with its year in brackets
    ("انظر (F-16 التي سقطت)", ["F-16"]),  # of brackets that reach further, none
    ("(NATO) تعلن", ["NATO"]),
    ("قال Liu Kun (CEO)، وهو وزير", ["Liu Kun (CEO)"]),
    ("بين 300-320 شخصا", ["300-320"]),  # a range
    ("بين 300 – 320 شخصا", ["300 – 320"]),
    ("في 2018 300 عامل", ["2018", "300"]),  # two numbers in a row are none
    ("300 (320) شخصا", ["300", "320"]),
    ("ارتفع 20% ثم -5.5% و-3 و$300 و300 €", ["20%", "-5.5%", "-3", "$300", "300 €"]),  # signs before and behind
    ("كوفيد-19 ظهر", ["19"]),  # a dash behind a word is no sign
    ("سد 300 km من المدينة", ["300 km"]),  # a unit
    ("عام 2018 Reuters نشرت", ["2018", "Reuters"]),  # a name behind a year is none
    ("في 2018-06-05 و3/5/2018 عند 10:30", ["2018-06-05", "3/5/2018", "10:30"]),
    ("قالت NATO. وفي 2018، ثم", ["NATO", "2018"]),  # the marks of the sentence are not theirs
    ("عام 2018. NATO تعلن", ["2018", "NATO"]),  # nor do they reach over its end
    ('قال "we are ready, said he" ثم', ["we are ready, said he"]),
    ('وصل John "Jack" Smith', ['John "Jack" Smith']),
    ("على https://sunbula.example/a?b=1 نص", ["https://sunbula.example/a?b=1"]),
    (") a ) b (c", ["a", "b", "c"]),  # brackets that fit nothing
    ("نص عربي ٣٠٠-٣٢٠", []),  # digits of the Mashriq are of the text's own direction
    ("", []),
]
LATIN = [
    ("The paper الوردة، العدد ٣٠٠ said 5", ["الوردة، العدد ٣٠٠"]),
    ("He said قتل 300 شخص in all", ["قتل 300 شخص"]),  # a number between two words is between them in their order
    ("كوفيد-19 is here", ["كوفيد-19"]),
    ("He asked هل وصلوا؟ and left", ["هل وصلوا؟"]),  # a mark of the script is part of its words
    ("The dam (سد الوردة) holds", ["سد الوردة"]),
    ("NATO denies 300-320", []),
]


@pytest.mark.parametrize(("text", "found"), ARABIC)
def test_in_a_text_that_runs_leftwards(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in foreign_runs(text, leftwards=True)] == found


@pytest.mark.parametrize(("text", "found"), LATIN)
def test_in_a_text_that_runs_rightwards(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in foreign_runs(text, leftwards=False)] == found


@given(st.text(alphabet='ab1٣سق-.,،()"» \u064b'), st.booleans())
def test_runs_of_any_text_are_in_order_and_apart(text: str, leftwards: bool) -> None:
    found = [0, *(edge for run in foreign_runs(text, leftwards=leftwards) for edge in run), len(text)]
    assert found == sorted(found)


def test_a_run_is_cut_at_the_edges_within_it() -> None:
    # one that begins or ends at an edge reaches over none
    assert crossing([0, 4, 9], [(1, 4), (4, 6), (3, 5), (7, 9)]) == [(3, 5)]
    assert list(stretches([0, 4, 9], [(3, 5)])) == [
        Stretch(0, 3, False, False),
        Stretch(3, 4, True, False),
        Stretch(4, 5, False, True),
        Stretch(5, 9, False, False),
    ]
