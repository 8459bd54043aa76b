"""The persons whom an article names in full, and whom of them a description fits."""

from __future__ import annotations

import pytest

from claims.extraction.offices import titled_names
from claims.extraction.people import NEVER, Fit, People
from claims.extraction.sources import Article
from tests.extraction.speaking import article_of, place, text_of

TEXT = (
    "زار سامر حلبي الميناء الاثنين. وتتابع تركيا، التي يمثلها الوزير نبيل شمروخ، سير العمل. "
    "وقال الوزير التركي إن الميناء جاهز. وعاد كريم فارس، مساء. ثم عاد شمروخ إلى بلاده."
)


@pytest.fixture(scope="module")
def article() -> Article:
    return article_of(TEXT)


@pytest.fixture(scope="module")
def people(article: Article) -> People:
    return People(article, [titled.name for titled in titled_names(article)])


def test_a_description_fits_whom_its_words_stand_beside(article: Article, people: People) -> None:
    # The country stands beside the name, its adjective in the description: they have their root in common.
    description = place(article, "الوزير التركي")
    assert text_of(article, people.called(description)) == ["نبيل شمروخ"]
    assert people.fit(description, place(article, "نبيل شمروخ")) == Fit("a", head=True)
    assert people.fit(description, place(article, "كريم فارس")) == Fit("-", head=False)


@pytest.mark.parametrize(
    ("description", "share"),
    [
        ("الوزير جاهز", "m"),  # one of two
        ("الوزير الميناء جاهز", "s"),  # one of three
        ("الضيوف", "-"),
    ],
)
def test_shares(description: str, share: str) -> None:
    article = article_of(f"عاد الوزير نبيل شمروخ. {description}")
    people = People(article, [])
    words = (len(article.words) - len(description.split()), len(article.words))
    assert people.fit(words, place(article, "نبيل شمروخ")).share == share


@pytest.mark.parametrize("text", ["قال نبيل شمروخ إن الوزير مريض", "قال الوزير إن نبيل شمروخ مريض", "مرض الوزير كما قال نبيل شمروخ"])
def test_who_speaks_is_not_called_what_he_speaks_of(text: str) -> None:
    article = article_of(text)
    assert People(article, []).fit(place(article, "الوزير"), place(article, "نبيل شمروخ")) == Fit("-", head=False)


def test_the_nearest_persons_before_and_behind(article: Article, people: People) -> None:
    cue = place(article, "وقال")[0]
    assert text_of(article, people.near(cue, cue + 1)) == ["نبيل شمروخ", "سامر حلبي", "كريم فارس"]


def test_distances_in_sentences(article: Article, people: People) -> None:
    cue = place(article, "وقال")[0]
    assert people.distance(place(article, "نبيل شمروخ"), cue) == 1
    assert people.distance(place(article, "سامر حلبي"), cue) == 2
    assert people.distance(place(article, "كريم فارس"), cue) == NEVER  # named only later
    # By the last name alone.
    assert people.distance(place(article, "نبيل شمروخ"), len(article.words)) == 0


def test_one_word_beside_a_title_is_no_person_unless_names_have_it() -> None:
    article = article_of("قال الوزير جاهز. ثم عاد الوزير نبيل.")
    people = People(article, [titled.name for titled in titled_names(article)])
    assert text_of(article, people.called(place(article, "الوزير"))) == ["نبيل"]


def test_an_article_without_persons() -> None:
    article = article_of("أغلقت البلدية الجسر.")
    people = People(article, [])
    assert people.near(0, 1) == []
    assert people.called((0, 1)) == []


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("شمروخ", "نبيل شمروخ"),  # by the last name
        ("نبيل شمروخ", "نبيل شمروخ"),
        ("سامر شمروخ", None),  # another one of that name
        ("الميناء", None),  # nobody's name
    ],
)
def test_full_names(name: str, full: str | None) -> None:
    article = article_of(f"عاد الوزير نبيل شمروخ. وصل {name}.")
    found = People(article, []).full_name((len(article.words) - 1 - len(name.split()), len(article.words) - 1))
    assert (text_of(article, [found])[0] if found else None) == full
