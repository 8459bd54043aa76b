"""A text runs as its language does."""

import pytest

from claims.matching.differences import differences
from claims.templatetags.writing import isolated, line_mark, marked, runs, set_apart, struck, typed, written_in

CASES = [
    ("ar", 'dir="rtl" lang="ar"'),
    ("ar-IQ", 'dir="rtl" lang="ar-IQ"'),
    ("fa", 'dir="rtl" lang="fa"'),
    ("en", 'dir="ltr" lang="en"'),
    ("arn", 'dir="ltr" lang="arn"'),  # Mapudungun, whose code only begins as that of Arabic
    ("", 'dir="auto"'),  # none is stored
    ('"><b>', 'dir="ltr" lang="&quot;&gt;&lt;b&gt;"'),
]


@pytest.mark.parametrize(("language", "attributes"), CASES)
def test_the_direction_is_that_of_the_stored_language(language: str, attributes: str) -> None:
    assert written_in(language) == attributes


def test_a_plain_line_begins_with_the_mark_of_its_language() -> None:
    assert [line_mark(language) for language in ("ar", "en")] == ["\u200f", "\u200e"]


RUNS = [
    ("NATO نفت ما نُسب إليها.", "rtl"),
    ("قال the dam is full, and the gates are open.", "ltr"),
    ("120 + 5", "auto"),  # no letters
    ("", "auto"),
]


@pytest.mark.parametrize(("text", "direction"), RUNS)
def test_a_text_of_no_stored_language_runs_as_most_of_its_letters(text: str, direction: str) -> None:
    assert runs(text) == f'dir="{direction}"'


TYPED = [
    # nothing yet: as the language in which it will be
    ("", "ar", "rtl"),
    ("", "en", "ltr"),
    ("120", "ar", "rtl"),
    # most of its letters, whatever it begins with
    ("F-16 (2018) سقطت أمس", "en", "rtl"),
    ("الوردة is the dam", "ar", "ltr"),
]


@pytest.mark.parametrize(("text", "language", "direction"), TYPED)
def test_a_box_runs_as_what_is_typed_or_will_be(text: str, language: str, direction: str) -> None:
    assert typed(text, language) == f'dir="{direction}"'


ISOLATED = [
    ("سقطت طائرة F-16 (2018) أمس", "ar", 'سقطت طائرة <bdi dir="ltr">F-16 (2018)</bdi> أمس'),
    ("The paper الوردة denies 300", "en", 'The paper <bdi dir="rtl">الوردة</bdi> denies 300'),
    ("قال <b>300</b> & x", "ar", 'قال &lt;<bdi dir="ltr">b&gt;300&lt;/b</bdi>&gt; &amp; <bdi dir="ltr">x</bdi>'),  # all is escaped
    ("قال 300", "", 'قال <bdi dir="ltr">300</bdi>'),  # without a language as its first letter
    ("", "ar", ""),
]


@pytest.mark.parametrize(("text", "language", "written"), ISOLATED)
def test_what_runs_the_other_way_is_set_apart(text: str, language: str, written: str) -> None:
    assert isolated(text, language) == written


SET_APART = [
    ("NATO نفت إسقاط F-16 (2018).", ['<bdi dir="ltr">NATO</bdi> نفت إسقاط <bdi dir="ltr">F-16 (2018)</bdi>.']),  # whatever it begins with
    ("عددهم 120.\n\nBBC & <b>", ['عددهم <bdi dir="ltr">120</bdi>.', "", '<bdi dir="ltr">BBC</bdi> &amp; &lt;<bdi dir="ltr">b</bdi>&gt;']),
    ("الوردة is the dam's name, of 2018", ['<bdi dir="rtl">الوردة</bdi> is the dam&#x27;s name, of 2018']),
    ("120 + 5", ["120 + 5"]),  # no letters
    ("", []),
]


@pytest.mark.parametrize(("text", "lines"), SET_APART)
def test_the_lines_of_a_text_of_no_stored_language_run_as_the_text(text: str, lines: list[str]) -> None:
    assert set_apart(text) == lines


def test_words_that_differ_are_marked_within_a_run() -> None:
    one, other = differences("سقطت طائرة F-16 (2018) قرب <السد>", "سقطت طائرة F-16 (2019) قرب <السد>")
    assert marked(one, "ar") == 'سقطت طائرة <bdi dir="ltr">F-16 <ins>(2018)</ins></bdi> قرب &lt;السد&gt;'
    assert marked(other, "ar") == 'سقطت طائرة <bdi dir="ltr">F-16 <ins>(2019)</ins></bdi> قرب &lt;السد&gt;'
    assert struck(one, "ar") == 'سقطت طائرة <bdi dir="ltr">F-16 <del>(2018)</del></bdi> قرب &lt;السد&gt;'
    assert marked([], "ar") == ""
