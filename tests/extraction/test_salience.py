"""The names that are in mind at a place: which, how near, and the short forms of long ones."""

from __future__ import annotations

import pytest

from claims.extraction.offices import titled_names
from claims.extraction.salience import NEVER, Salience, Standing
from claims.extraction.sources import Article
from tests.extraction.speaking import article_of

TEXT = (
    "The Orchard Workers Union walked out of the talks on Monday. Lena Hartwig, the minister, left the hall without a word. "
    "Hartwig had met Tomas Brandt twice. A retired official watched. She called the offer thin."
)


def salience_of(article: Article) -> Salience:
    return Salience(article, [], [(titled.titles, titled.name) for titled in titled_names(article)])


def words(article: Article, name: tuple[int, int]) -> str:
    return article.text[article.tokens[name[0]].start : article.tokens[name[1] - 1].end]


def place(article: Article, word: str) -> int:
    return article.words.index(word)


def test_the_last_mentions_come_first_each_by_its_fullest_name() -> None:
    article = article_of(TEXT, "en")
    near = salience_of(article).before(place(article, "she"))
    assert [(words(article, phrase.full), phrase.sort) for phrase in near] == [
        ("retired official", "u"),
        ("tomas brandt", "p"),
        ("lena hartwig", "x"),
        ("orchard workers union", "g"),
    ]


@pytest.mark.parametrize(
    ("name", "standing"),
    [
        ("retired official", Standing(sentences=1, opens=True, between=0, told=False)),
        ("tomas brandt", Standing(sentences=2, opens=False, between=1, told=False)),  # named behind another
        ("lena hartwig", Standing(sentences=2, opens=True, between=2, told=False)),  # by the last name alone
        ("orchard workers union", Standing(sentences=4, opens=True, between=3, told=False)),
    ],
)
def test_how_a_name_stands(name: str, standing: Standing) -> None:
    article = article_of(TEXT, "en")
    salience, she = salience_of(article), place(article, "she")
    (full,) = {phrase.full for phrase in salience.before(she) if words(article, phrase.full) == name}
    assert salience.standing(full, she) == standing


def test_what_is_named_inside_a_content_or_only_later() -> None:
    article = article_of('Lena Hartwig said: "Tomas Brandt is late." Anna Keller laughed.', "en")
    quoted = place(article, "tomas")
    salience = Salience(article, [(quoted, quoted + 4)], [])
    assert salience.standing((quoted, quoted + 2), place(article, "anna")).told
    assert salience.standing((place(article, "anna"), place(article, "keller") + 1), quoted).sentences == NEVER


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        (
            "The New Harbour Transit said it would pay. NH Transit has 40 boats.",
            ("nh", "transit"),
            "new harbour transit",
        ),  # the first words only
        ("The Coastal Water Board met. The CWB said no.", ("cwb",), "coastal water board"),  # all of them
        ("The Bank of Westmere met. The BW said no.", ("bw",), "bank of westmere"),  # small words have no letter
    ],
)
def test_letters_that_stand_for_a_name(text: str, short: tuple[str, ...], full: str) -> None:
    article = article_of(text, "en")
    assert words(article, salience_of(article).acronyms()[short]) == full


def test_what_somebody_is_called_once_is_no_part_of_the_name() -> None:
    article = article_of("Rival Anna Keller left. Then Anna Keller sang.", "en")
    assert {words(article, phrase.full) for phrase in salience_of(article).phrases} == {"anna keller"}


def test_mentions_within_a_stretch_and_what_others_say() -> None:
    article = article_of("It rained. Anna Keller met Omar Tami. He left.", "en")
    salience = Salience(article, [(article.words.index("omar"), article.words.index("tami") + 1)], [])
    found = salience.within(article.words.index("anna"), article.words.index("he"))
    assert [(words(article, phrase.full), salience.is_told(phrase)) for phrase in found] == [("anna keller", False), ("omar tami", True)]


def test_titles_of_a_name_stand_before_or_behind_it() -> None:
    article = article_of(TEXT, "en")
    hartwig = next(phrase.full for phrase in salience_of(article).phrases if words(article, phrase.full) == "lena hartwig")
    assert salience_of(article).titles(hartwig) == {"minister"}


def test_without_capitals_no_name_is_surely_one() -> None:
    article = article_of("قال وزير الري سامر الحلبي إن السد آمن. وغادر CNN القاعة.")
    assert salience_of(article).phrases == []
