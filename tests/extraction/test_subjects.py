"""The subject that a participle behind a comma has; sentences written for this file."""

import pytest

from claims.extraction.sources import place_of
from claims.extraction.subjects import participle_subject
from tests.extraction.speaking import article_of, put


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Dana Wells left the hall early, saying the vote was a farce.", "dana wells"),
        ("Mayor Dana Wells left the hall early, saying the vote was a farce.", "dana wells"),  # without the title
        ("The union rejected the offer of the port, saying the vote was a farce.", "union"),
        ("But the minister left the hall, saying the vote was a farce.", "minister"),  # a description
        ("He then left the hall, saying the vote was a farce.", "he"),
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
        ("A small group left the hall, saying the vote was a farce.", None),  # no word of a table
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
