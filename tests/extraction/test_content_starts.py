"""Every strategy proposes its places."""

import pytest

from claims.extraction.content_starts import before_subject, is_sure, propose_starts, resumed_start, told_until
from claims.extraction.layout import NOWHERE, Layout
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


@pytest.mark.parametrize(
    ("text", "language", "rests"),
    [
        ("According to the ministry, about 12,000 travellers were stranded", "en", {"about 12,000 travellers were stranded"}),
        ("بحسب الوزارة، نزح نحو 12,000 شخص", "ar", {"نزح نحو 12,000 شخص"}),
        ("بحسب الوزارة، نزح نحو ١٢،٠٠٠ شخص", "ar", {"نزح نحو 12،000 شخص"}),
        ("According to the ministry,12 boats sank", "en", {"12 boats sank"}),  # digits on one side only
    ],
)
def test_the_comma_inside_a_number_begins_nothing(text: str, language: str, rests: set[str]) -> None:
    layout = Layout(fold(text).text, lexicon_for(language))
    last = len(layout.tokens)
    (cue,) = find_cues(layout, 0, last)

    starts = [start for start in propose_starts(layout, cue, 0, last) if start.rule == "comma"]

    assert {layout.text[layout.tokens[start.at].start + start.skip :] for start in starts} == rests


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("وأكد ذلك مدير السد", []),  # what was said stands elsewhere
        ("ونفى الوزير ذلك في تصريح", ["الوزير"]),  # nothing behind it
        ("صرح بذلك مدير السد", []),
        ("وأكد ذلك بقوله: السد آمن", ["السد"]),
        ("وأكد ذلك القرار سلامة السد", ["ذلك", "القرار", "سلامه", "السد"]),  # "that report"
        ("وأكد بعد ذلك سلامة السد", ["بعد", "سلامه", "السد"]),  # "after that"
        ("واعتبر الوزير ذلك جريمة", ["الوزير", "جريمه"]),  # more than "that"
    ],
)
def test_what_is_said_is_not_that(text: str, starts: list[str]) -> None:
    layout = Layout(fold(text).text, lexicon_for("ar"))
    last = len(layout.tokens)
    cue = find_cues(layout, 0, last)[0]

    found = [layout.tokens[start.at].text for start in propose_starts(layout, cue, 0, last) if not start.backward]

    assert found == starts


@pytest.mark.parametrize(
    ("text", "language", "rests"),
    [
        ("زاد القلق منذ أن أغلق السد", "ar", set()),  # "since", "after", "before"
        ("وقال الوزير بعد أن زار المدينة إن السد آمن", "ar", {"السد امن"}),
        ("زعم الوزير من قبل أن السد آمن", "ar", {"السد امن"}),  # a time of its own
        ("The minister spoke quietly so that the dam was forgotten", "en", set()),
        ("The minister said that the dam was safe", "en", {"the dam was safe"}),
    ],
)
def test_no_content_begins_behind_a_conjunction_of_two_words(text: str, language: str, rests: set[str]) -> None:
    layout = Layout(fold(text).text, lexicon_for(language))
    last = len(layout.tokens)

    starts = [start for cue in find_cues(layout, 0, last) for start in propose_starts(layout, cue, 0, last)]

    assert {layout.text[layout.tokens[start.at].start :] for start in starts if start.rule == "complementizer"} == rests


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("أكد الوزير سلامة السد، مشيرا إلى أن الماء نظيف", []),
        ("أكد الوزير سلامة السد، مضيفا أنه نظيف", []),
        ("أكد الوزير، متحدثا في عمان، أن السد آمن", ["السد"]),  # the participle tells where
        ("أكد الوزير مازحا أن السد آمن", ["السد"]),  # and how
    ],
)
def test_a_clause_behind_a_participle_is_no_content_of_the_verb_before(text: str, starts: list[str]) -> None:
    layout = Layout(fold(text).text, lexicon_for("ar"))
    last = len(layout.tokens)
    cue = find_cues(layout, 0, last)[0]

    found = [start for start in propose_starts(layout, cue, 0, last) if start.rule == "complementizer"]

    assert [layout.tokens[start.at].text for start in found] == starts


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("نفى إيفان شمروخ تلوث السد. وقال شمروخ إنه آمن.", True),  # by which the text names him
        ("نفى إيفان تلوث السد. وقال شمروخ إنه آمن.", False),  # what he denies
        ("دعا إيفان رئيس البلدية إلى الحضور. وقال رئيس البلدية إنه مريض.", False),  # whom he calls
    ],
)
def test_no_content_begins_with_a_last_name(text: str, is_name: bool) -> None:
    layout = Layout(fold(text).text, lexicon_for("ar"))
    last = layout.token_at(layout.text.index("."))
    cue = find_cues(layout, 0, last)[0]
    starts = [start.at for start in propose_starts(layout, cue, 0, last) if start.rule == "object"]
    assert (2 not in starts) is is_name


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("أكد الوزير نبيل شمروخ ذلك", ["الوزير"]),  # the name before the object
        ("أكد الوزير نبيل رفضه ذلك", ["الوزير", "رفضه"]),  # a noun that governs it
    ],
)
def test_no_content_begins_with_a_name_before_that(text: str, starts: list[str]) -> None:
    layout = Layout(fold(text).text, lexicon_for("ar"))
    last = len(layout.tokens)
    cue = find_cues(layout, 0, last)[0]
    found = [layout.tokens[start.at].text for start in propose_starts(layout, cue, 0, last) if start.rule == "object"]
    assert found == starts


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("اتهم الوزير برزنجي بالغش. وعاد إيفان برزنجي.", ["بالغش"]),  # a last name with the letter of the preposition
        ("اتهم الوزير سامرا بسرقة. وعاد إيفان.", ["بسرقه"]),
    ],
)
def test_a_last_name_begins_with_no_preposition(text: str, starts: list[str]) -> None:
    layout = Layout(fold(text).text, lexicon_for("ar"))
    last = layout.token_at(layout.text.index("."))
    cue = find_cues(layout, 0, last)[0]
    found = [layout.tokens[start.at].text for start in propose_starts(layout, cue, 0, last) if start.rule == "preposition"]
    assert found == starts


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


@pytest.mark.parametrize(
    ("text", "resumed"),
    [
        ("The dam, she said, is safe for a year", "is safe for a year"),  # a verb follows
        ("In a year of this kind, she said on Monday, every dam is full", "every dam is full"),  # the part before has none
        ("The dam was closed, she said, in the third case of this year", None),  # it has one, and none follows
        ("The dam was closed, she said, adding that it leaked", None),  # another report
        ("The dam, she said, is", None),  # too little to be a clause
        ("The dam, she said of the lake", None),
    ],
)
def test_a_clause_that_its_verb_interrupts_goes_on_behind_it(text: str, resumed: str | None) -> None:
    layout = Layout(fold(text).text, lexicon_for("en"))
    last = len(layout.tokens)
    cue = next(cue for cue in find_cues(layout, 0, last) if cue.form.text == "said")
    start = next(start for start in propose_starts(layout, cue, 0, last) if start.backward and start.at == 0)

    found = resumed_start(layout, cue, start, cue.first - 1, last)

    assert (layout.text[layout.tokens[found.at].start :] if found is not None else None) == resumed


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("She told reporters in Berlin the dam was safe", ["reporters", "berlin", "the"]),  # up to the verb of the clause
        ("She told local radio 300 families had left", ["local", "radio", "300", "families"]),  # with a number too
        ("She told parliament, in its old hall, he was ill", ["parliament"]),  # not beyond a mark
        ("The minister says of the dam plan", []),  # what is spoken of is no clause
        ("He criticised the dam", ["the", "dam"]),  # a verb that takes an object
        ("The dam is safe, says oil minister", []),  # who says it
        ("The dam is safe, said Omar al-Tarek of the oil ministry, adding this", []),  # and of what he is
        ("“The dam is safe,” says dam keeper", []),  # behind a quotation whoever it is
        ("The dam, which is old, said Omar al-Tarek of the ministry, is safe", []),
        ("Sami, a mayor, says minister lied", ["minister"]),  # the subject of what is said
    ],
)
def test_a_clause_may_begin_behind_whom_it_is_told(text: str, starts: list[str]) -> None:
    layout = Layout(fold(text).text, lexicon_for("en"))
    last = len(layout.tokens)
    cue = find_cues(layout, 0, last)[0]

    found = [layout.tokens[start.at].text for start in propose_starts(layout, cue, 0, last) if start.rule == "object"]

    assert found == starts


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("In March, according to the coast guard, a boat was lost", {"object", "comma"}),  # the clause stands behind its source
        ("The boat, according to the coast guard, was lost", {"object", "clause-before"}),  # around it
        ("The boat was lost, according to the coast guard, who was asked", {"object", "clause-before"}),
        ("No boat, according to the coast guard, which was asked", {"object", "clause-before"}),  # a relative clause is none
    ],
)
def test_what_opens_a_clause_behind_its_source_is_no_content(text: str, rules: set[str]) -> None:
    layout = Layout(fold(text).text, lexicon_for("en"))
    last = len(layout.tokens)
    cue = find_cues(layout, 0, last)[0]

    assert {start.rule for start in propose_starts(layout, cue, 0, last)} == rules


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("According to police, the driver was arrested, while others left", ["the"]),  # a clause of its own, and no later part of it
        ("According to police, the driver, 34, was arrested", ["the"]),  # neither an age nor the rest of a clause
        ("According to police, 45 people were hurt, up from 30 in May", ["45"]),
        ("According to Dana Wells, a mayor, the driver was arrested", ["a", "the"]),  # an apposition may be the subject
        ("According to Dana Wells, who was asked, the driver was arrested", ["the"]),  # a relative clause
    ],
)
def test_where_the_clause_of_a_source_begins(text: str, starts: list[str]) -> None:
    layout = Layout(fold(text).text, lexicon_for("en"))
    last = len(layout.tokens)
    cue = find_cues(layout, 0, last)[0]

    assert [layout.tokens[start.at].text for start in propose_starts(layout, cue, 0, last) if start.rule == "comma"] == starts


@pytest.mark.parametrize(
    ("text", "resumed"),
    [
        ("The bridge, according to Weiss, an engineer, is safe for years", "is safe for years"),  # behind an apposition
        ("The bridge, according to Weiss, an engineer in Tarn", None),  # nothing follows
        ("The bridge is safe, according to Weiss, was the answer", None),  # the part before has its verb
    ],
)
def test_a_clause_that_its_source_interrupts_goes_on_with_its_verb(text: str, resumed: str | None) -> None:
    layout = Layout(fold(text).text, lexicon_for("en"))
    last = len(layout.tokens)
    cue = next(cue for cue in find_cues(layout, 0, last) if cue.form.text == "according")
    start = next(start for start in propose_starts(layout, cue, 0, last) if start.backward and start.at == 0)

    found = resumed_start(layout, cue, start, cue.first - 1, last)

    assert (layout.text[layout.tokens[found.at].start :] if found is not None else None) == resumed


def test_initials_and_brackets_do_not_count_among_the_words_of_a_subject() -> None:
    layout = Layout("“so it is,” sen. omar e. tami (d-md.) said", lexicon_for("en"))

    assert layout.tokens[before_subject(layout, len(layout.tokens) - 1)].text == "it"


@pytest.mark.parametrize(
    ("text", "verb", "starts"),
    [
        (  # a subject with its office behind a quotation
            "“So it is,” lead author dr. Omar Tami of the old University of Tarn told a paper",
            "told",
            ["“"],
        ),
        ("“So it is,” the first deputy head of all the many old schools in the town of Tarn told her", "told", []),  # none so long
        ("“So it is,” the secretary of state told her", "state", []),  # a noun
        ("The school is shut, said a report", "report", []),
        ("The school is shut, according to a police report", "report", []),  # the source of another cue
        ("The school is shut, officials report", "report", ["the"]),
        ("The school is shut according to police, and officials report", "report", ["and", "the"]),  # a clause of its own
    ],
)
def test_what_stands_before_a_verb_is_its_content(text: str, verb: str, starts: list[str]) -> None:
    layout = Layout(fold(text).text, lexicon_for("en"))
    last = len(layout.tokens)
    cue = next(cue for cue in find_cues(layout, 0, last) if cue.form.text == verb)

    assert [layout.tokens[start.at].text for start in propose_starts(layout, cue, 0, last) if start.backward] == starts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Half of all drivers doze, a survey has found", True),  # an auxiliary before the verb
        ("Half of all drivers doze, a survey suggests", True),
        ("Half of all drivers doze, a survey found on Friday", True),
        ("Half of all drivers doze, a court heard on Friday", True),
        ("Half of all lorries carry it, chemicals found in paint", False),  # more than a day follows
        ("Half of all drivers doze, a survey that was made showed", False),  # a clause with its verb
        ("Half of all drivers doze, according to data shown", False),  # another cue
        ("Half of all drivers doze, a survey has shown little", False),  # an object
    ],
)
def test_what_data_show(text: str, shown: bool) -> None:
    layout = Layout(fold(text).text, lexicon_for("en"))
    last = len(layout.tokens)
    cue = find_cues(layout, 0, last)[-1]

    assert (told_until(layout, cue, 0, last) != NOWHERE) is shown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The road was shut, a minister said", True),
        ("The road was shut, the minister had said on Monday after a meeting", True),  # when and where
        ("The boat sank at night, a guard told a paper, adding that it was old", True),  # whom, and a participle
        ("The road was shut, its first minister, Omar Tami, said", True),  # a name between
        ("The road was shut, its first minister, at last, said", False),  # no name
        ("The road was shut, which a minister said", False),  # what hangs on it
        ("The road was shut, and a minister said", False),
        ("When the road was shut, a minister said", False),  # no main clause
        ("In June or July in Oslo, a minister said", False),  # no clause
        ("The road was shut, a minister says", False),  # a noun may look so
        ("The road was shut, a minister said it", False),  # an object
        ("The road was shut, a minister said on Monday it was old", False),  # a clause behind
        ("The road was shut, a minister said on Monday, and left", False),
        ("The road was shut, a minister wanted", False),  # nobody tells it
    ],
)
def test_what_is_told_at_the_end_of_a_sentence(text: str, told: bool) -> None:
    folded = fold(text)
    layout = Layout(folded.text, lexicon_for("en"), folded.capital_test(text))
    last = len(layout.tokens)
    cues = [cue for cue in find_cues(layout, 0, last) if cue.form.text in {"said", "says", "told", "wanted"}]

    assert any(told_until(layout, cue, 0, last) != NOWHERE for cue in cues) is told
    assert not told or not any(start for cue in cues for start in propose_starts(layout, cue, 0, last) if not start.backward)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("The film is too long, wrote the paper's critic", True),
        ("The film is too long, wrote the paper's critic, Omar Tami", True),
        ("The film, wrote the paper's critic, is too long", False),  # not at the end
        ("At night in the hall, wrote the paper's critic", False),  # no clause before
        ("The film is too long, wrote him off", False),  # nobody
        ("The film is too long, writes the paper's critic", False),
    ],
)
def test_who_says_a_clause_behind_it(text: str, sure: bool) -> None:
    layout = Layout(fold(text).text, lexicon_for("en"))
    last = len(layout.tokens)
    (cue,) = [cue for cue in find_cues(layout, 0, last) if cue.form.text.startswith("wr")]

    assert is_sure(layout, cue, 0, last) is sure
