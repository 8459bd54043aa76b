"""Which group a bare description means; sentences written for this file."""

import pytest

from claims.extraction.descriptions import Descriptions
from claims.extraction.offices import titled_names
from claims.extraction.salience import Salience
from tests.extraction.speaking import article_of


def _meant(text: str, word: str, language: str = "en") -> str | None:
    article = article_of(text, language)
    titles = [(titled.titles, titled.name) for titled in titled_names(article)]
    last = max(i for i, one in enumerate(article.words) if one == word)
    found = Descriptions(article, Salience(article, [], titles)).meant((last, last + 1))
    return " ".join(article.words[found[0] : found[1]]) if found else None


@pytest.mark.parametrize(
    ("before", "word", "name"),
    [
        ("Dana Wells met the Brotherhood of Quay Hands.", "union", "brotherhood of quay hands"),  # a word of its sort
        ("Dana Wells met the Harbour Pilots Union in March.", "union", "harbour pilots union"),  # its own last word
        ("Dana Wells met the Ministry of Tides in March.", "ministry", "ministry of tides"),  # what it is of stands behind
        ("Dana Wells met the Quay Hands Union and the Brotherhood of Pilots.", "union", None),  # two that fit
        ("Dana Wells met the Quay Hands Union and a small union of pilots.", "union", None),  # another one without a name
        ("Dana Wells met the Quay Hands Union and the pilots union.", "union", None),
        ("Dana Wells met the Harbour Watch.", "union", None),  # none that fits
        ("Dana Wells met the Union Street Choir in March.", "union", None),  # the name is of something else
    ],
)
def test_a_group_is_meant_by_its_sort(before: str, word: str, name: str | None) -> None:
    assert _meant(f"{before} On Monday the {word} said that the port was safe.", word) == name


def test_only_a_definite_description_means_a_group() -> None:
    assert _meant("Dana Wells met the Quay Hands Union. On Monday our union said that the port was safe.", "union") is None


def test_a_language_without_sorts_has_none() -> None:
    assert _meant("اجتمعت نقابة عمال الميناء. وقالت النقابة إن الميناء آمن.", "النقابه", "ar") is None
