"""Subjects of verbs that report nothing, and of participles behind a comma; the sentences are written for this file."""

import pytest

from claims.extraction.sources import place_of
from claims.extraction.subjects import find_subjects, names_nobody, own_subject, participle_subject
from tests.extraction.speaking import Put, article_of, put


def _subjects(text: str, statements: list[Put], language: str = "ar") -> list[tuple[str, str]]:
    article = article_of(text, language)
    found = find_subjects(article, [place_of(statement, article) for statement in statements])
    return [(article.words[one.verb], " ".join(article.words[one.name[0] : one.name[1]])) for one in found]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("المطر غزير. وزار نبيل شمروخ الميناء.", [("وزار", "نبيل شمروخ")]),  # any word that opens a sentence may be a verb
        ("المطر غزير. وزار الوزير نبيل شمروخ الميناء.", [("وزار", "نبيل شمروخ")]),  # a title between them
        ("المطر غزير. ورد وزير الري، نبيل شمروخ، على الرسالة.", [("ورد", "نبيل شمروخ")]),  # a comma behind the title
        ("المطر غزير. وكان شمروخ في الميناء.", [("وكان", "شمروخ")]),  # an auxiliary
        ("المطر غزير، ثم علق نبيل شمروخ على الحادث.", [("علق", "نبيل شمروخ")]),  # a reporting verb anywhere
        ("المطر غزير. وزار #نبيل_شمروخ الميناء.", [("وزار", "نبيل _ شمروخ")]),  # a hashtag
        ("المطر غزير. وطلب نبيل التأجيل.", [("وطلب", "نبيل")]),  # what he asked for is no part of his name
        ("المطر غزير. وعودة نبيل شمروخ قريبة.", []),  # a noun, as its ending tells
        ("المطر غزير، ثم قضية نبيل شمروخ قريبة.", []),  # another, which looks like "he ruled it"
        ("المطر غزير، ثم نبه نبيل شمروخ إلى الحادث.", [("نبه", "نبيل شمروخ")]),  # a verb with a noun's ending
        ("المطر غزير. وعاد عبد الله.", []),  # half of a compound, whose other half is told as no name
        ("المطر غزير. ورد المتحدث باسم شمروخ على الرسالة.", []),  # somebody who speaks for him
        ("المطر غزير. ورد محامي شمروخ على الرسالة.", []),  # somebody who is his
        ("المطر غزير. ورد مكتب شمروخ على الرسالة.", []),  # something that is his
        ("المطر غزير. ورد الوزير على نبيل شمروخ.", []),  # a preposition before the name
        ("المطر غزير. لقاء نبيل شمروخ\nالسد آمن.", []),  # a headline
        ("المطر غزير. لكن نبيل شمروخ في الميناء.", [("لكن", "نبيل شمروخ")]),  # behind what sets the subject first
        ("المطر غزير، إلا أن الوزير نبيل شمروخ في الميناء.", [("ان", "نبيل شمروخ")]),  # two words that do
        ("المطر غزير. ورد سامي خليل رسالتها.", [("ورد", "سامي خليل")]),  # somebody's thing, which he acts on
        ("المطر غزير. ورد المدير العراقي للشركة نبيل شمروخ على الوفد.", [("ورد", "نبيل شمروخ")]),  # what his office is for
        ("المطر غزير. ورد المستشار القانوني للفنان نبيل شمروخ على الوفد.", []),  # whom somebody works for
        ("المطر غزير. لكن الوزير في الميناء.", []),  # nobody is named
    ],
)
def test_names_right_behind_a_verb(text: str, subjects: list[tuple[str, str]]) -> None:
    assert _subjects(text, []) == subjects


def test_what_is_reported_and_who_reports_it_is_left_out() -> None:
    text = "المطر غزير. وقال نبيل شمروخ: وصل كريم حداد. وعاد سامر حلبي."
    assert _subjects(text, [put(text, "وقال", "وصل كريم حداد")]) == [("وعاد", "سامر حلبي")]


def test_a_language_that_puts_its_verbs_behind_has_none() -> None:
    assert _subjects("Rain fell. Said Dana Ortiz.", [], "en") == []


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Dana Wells left the hall early, saying the vote was a farce.", "dana wells"),
        ("Mayor Dana Wells left the hall early, saying the vote was a farce.", "dana wells"),  # without the title
        ("The union rejected the offer of the port, saying the vote was a farce.", "union"),
        ("The union left the hall, with Dana Wells saying the vote was a farce.", None),
        ("The union left the hall, with the mayor, Dana Wells, saying the vote was a farce.", None),  # somebody else
        ("Halden Motors left the hall, saying the vote was a farce.", "halden motors"),  # no known name
        ("But the minister left the hall, saying the vote was a farce.", "minister"),  # a description
        ("He then left the hall, saying the vote was a farce.", "he"),
        ("Iraq's transport minister left the hall, saying the vote was a farce.", "transport minister"),  # and not whose it is
        # behind phrases that a comma sets off
        ("On Monday, in a letter to Omar Tami, Dana Wells left, saying the vote was a farce.", "dana wells"),
        ("Dana Wells, a former mayor, left the hall, saying the vote was a farce.", "dana wells"),  # an apposition
        ("AMMAN (AFP) – Dana Wells left the hall, saying the vote was a farce.", "dana wells"),  # behind a dateline
        ("Iraq closed the border with Kuwait, saying the vote was a farce.", "iraq"),
        # a name that opens the sentence is told by its other places, and no part of another name
        ("Grellow left the hall with Omar Grellow, saying the vote was a farce.", "grellow"),
        ("New pupils left the hall in New York, saying the vote was a farce.", None),
        # more than the opening: what the noun is of, and another beside it
        ("Parliament of Iraq left the hall, saying the vote was a farce.", None),
        ("Dana Wells and Omar Tami left the hall, saying the vote was a farce.", None),
        ("A small group left the hall, saying the vote was a farce.", "small group"),  # a word before one of a table
        ("A small crowd left the hall, saying the vote was a farce.", None),  # no word of a table
        ("On Monday Dana Wells left the hall, saying the vote was a farce.", None),  # nothing sets the phrase off
        ("Dana Wells spoke and they left the hall, saying the vote was a farce.", None),  # another subject between
        ("Dana Wells left the hall saying the vote was a farce.", None),  # no comma
        ("Omar: Dana Wells left the hall, saying the vote was a farce.", None),
    ],
)
def test_participle_subject(text: str, subject: str | None) -> None:
    article = article_of(text, "en")
    found = participle_subject(place_of(put(text, "saying", "the vote was a farce"), article), article)
    assert (" ".join(article.words[found[0] : found[1]]) if found else None) == subject


def test_a_script_without_capitals_tells_none() -> None:
    text = "غادر الوزير القاعة مبكرا، مؤكدا أن التصويت مهزلة."
    article = article_of(text, "ar")
    assert participle_subject(place_of(put(text, "مؤكدا", "التصويت مهزلة"), article), article) is None


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Dana Wells said the port was shut, and the union warned of strikes.", "union"),
        ("Dana Wells said the port was shut but Omar Tami warned of strikes.", "omar tami"),  # "but" needs no comma
        ("The port was shut, while officials had warned of strikes.", "officials"),  # before what belongs to its verb
        ("Prices rose 2 percent after Iraq warned of strikes.", "iraq"),  # nor does "after"
        ("Dana Wells left, and later warned of strikes.", None),  # no noun
        ("Dana Wells, Omar Tami, and the union warned of strikes.", None),  # a row of names
        ("Dana Wells left and the union warned of strikes.", None),  # nothing parts the clauses
        ("Dana Wells left, and in Amman the union warned of strikes.", None),  # more than a subject
        ("The union warned of strikes.", None),
        ("Dana Wells was warned of strikes by the union", "union"),  # the agent of a passive
        ("The letter quotes Dana Wells, who warned of strikes", "dana wells"),  # whom the clause of the verb describes
        ("The letter of Dana Wells, who warned of strikes", None),  # or does not
        ("The mayor, who had been to Oslo, warned of strikes", "mayor"),  # behind such a clause
        ("Doors of Hope, a charity from Oslo, warned of strikes", "doors of hope"),  # behind an apposition
        ("The mayor, the man from Oslo, warned of strikes", None),
        ("The mayor, who had been to Oslo, and the head, a man, warned of strikes", None),  # another beside
    ],
)
def test_own_subject(text: str, subject: str | None) -> None:
    article = article_of(text, "en")
    found = own_subject(place_of(put(text, "warned", "strikes"), article), article)
    assert (" ".join(article.words[slice(*found)]) if found else None) == subject


def test_no_subject_of_its_own_behind_a_conjunction_where_a_script_has_no_capitals() -> None:
    text = "السد مغلق، لكن النقابة حذرت من الفيضان"
    article = article_of(text)
    assert own_subject(place_of(put(text, "حذرت", "الفيضان"), article), article) is None


@pytest.mark.parametrize(
    ("text", "cue", "content", "subject"),
    [
        ("Iraq denies the plan, says spokesman", "says", "Iraq denies the plan", "spokesman"),
        ("Iraq denies the plan, said Dr. Omar Tami", "said", "Iraq denies the plan", "dr . omar tami"),
        ("Two die in a blast: police", ":", "Two die in a blast", "police"),
        ("The plan is off, Omar Tami, a mayor, told reporters", "told", "The plan is off", None),  # who stands before the verb
        ("The plan is off, said nobody", "said", "The plan is off", None),  # no word of a table
    ],
)
def test_who_stands_behind_a_cue_that_follows_its_content(text: str, cue: str, content: str, subject: str | None) -> None:
    article = article_of(text, "en")
    found = own_subject(place_of(put(text, cue, content), article), article)
    assert (" ".join(article.words[slice(*found)]) if found else None) == subject


@pytest.mark.parametrize(
    ("text", "cue", "subject"),
    [
        ("أما نظيره علي حسن فأكد أن السد آمن", "فأكد", "نظيره علي حسن"),
        ("وأما الوزيرة، منى سعد، فقالت إن السد آمن", "فقالت", "الوزيره، مني سعد،"),  # with an apposition
        ("أما في الشمال فأكد أن السد آمن", "فأكد", None),  # nobody
        ("أما الجسر فأكد أن السد آمن", "فأكد", None),  # what is spoken of
        ("أما الوزير فغادر، وأكد أن السد آمن", "وأكد", "الوزير فغادر،"),  # who has done something else as well
        ("أما الوزير فقال: نعم، فأكد أن السد آمن", "فأكد", None),  # another verb stands between
        ("قال علي حسن، فأكد أن السد آمن", "فأكد", None),
    ],
)
def test_a_subject_that_is_set_before_its_verb(text: str, cue: str, subject: str | None) -> None:
    article = article_of(text, "ar")
    found = own_subject(place_of(put(text, cue, "السد آمن"), article), article)
    assert (article.text[article.tokens[found[0]].start : article.tokens[found[1] - 1].end] if found else None) == subject


@pytest.mark.parametrize(
    ("text", "cue", "content", "nobody"),
    [
        ("Asked why it was late, Dana Wells said it was not.", "Asked", "why it was late", True),
        ("Dana Wells, asked why it was late, said it was not.", "asked", "why it was late", True),
        ("Dana Wells laughed when asked why it was late.", "asked", "why it was late", True),
        ("Dana Wells was asked why it was late.", "asked", "why it was late", True),
        ("Dana Wells was asked by Omar Tami why it was late.", "asked", "why it was late", False),  # the agent asks
        ("Dana Wells, the mayor, asked why it was late.", "asked", "why it was late", False),  # she asks
        ("Dana Wells asked why it was late.", "asked", "why it was late", False),
        ("Dana Wells said why it was late.", "said", "why it was late", False),
    ],
)
def test_who_asks_is_not_named(text: str, cue: str, content: str, nobody: bool) -> None:
    article = article_of(text, "en")
    assert names_nobody(place_of(put(text, cue, content), article), article) is nobody
