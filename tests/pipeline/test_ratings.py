"""How others call what they found becomes a verdict of ours by a map: spellings meet, and what an editor says holds at once."""

from __future__ import annotations

import pytest

from claims.errors import InputRefused, NotAllowed
from claims.models import FactCheck, RatingName
from claims.pipeline.ratings import add_rating, map_rating, rating_key, rating_name
from tests.desk_rows import person

pytestmark = pytest.mark.django_db

RATINGS = [
    # spelling, marks and signs do not matter
    ("زائــف.", "false"),
    ("زَائِف", "false"),
    ("زائف ❌", "false"),
    ("غير صحيح!!", "false"),
    ("مُضلِّل", "misleading"),
    ("صحيح جزئيًّا", "partly_false"),
    ("صحيح جزئيا", "partly_false"),
    ("خطأ", "false"),
    ("خارج السياق", "missing_context"),
    ("عنوان مضلِّل", "misleading_headline"),
    ("سُخرية", "satire"),
    ("Pants on Fire!", "false"),
    ("MOSTLY TRUE", "mostly_true"),
    # what the map does not know waits to be mapped
    ("بين بين", ""),
]


@pytest.mark.parametrize(("words", "verdict"), RATINGS)
def test_messy_ratings_find_their_verdict(words: str, verdict: str) -> None:
    rating = rating_name(words)
    assert rating is not None
    assert rating.verdict == verdict


def test_the_map_that_is_shipped_is_looked_up_as_new_words_are() -> None:
    rows = RatingName.objects.values_list("words", "key", "verdict")
    assert len(rows) > 100
    assert [words for words, key, _ in rows if rating_key(words) != key] == []
    assert {verdict for _, _, verdict in rows} == set(FactCheck.Verdict.values)


def test_a_rating_is_added_once_whatever_its_spelling() -> None:
    editor = person("editor")
    added = add_rating("بين بين", "partly_false", by=editor)
    assert (added.words, added.verdict, rating_name("بَيْنَ بَيْن!")) == ("بين بين", "partly_false", added)
    for words, code in (("بَيْنَ بَيْن", "rating_known"), ("زائف", "rating_known"), (" ", "rating_empty")):
        with pytest.raises(InputRefused) as refused:
            add_rating(words, "", by=editor)
        assert (refused.value.code, refused.value.field) == (code, "words")


def test_a_rating_is_mapped_and_unmapped_by_editors_alone() -> None:
    rating = rating_name("بين بين")
    assert rating is not None
    editor, reader = person("editor"), person("reader")
    for verdict in ("partly_false", ""):
        map_rating(rating, verdict, by=editor)
        assert RatingName.objects.get(pk=rating.pk).verdict == verdict
    for refused in (lambda: map_rating(rating, "true", by=reader), lambda: add_rating("هكذا", "", by=reader)):
        with pytest.raises(NotAllowed):
            refused()
