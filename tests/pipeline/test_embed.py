"""Vectors and words of a version: once a text, and what was compared without them waits again."""

import pytest

from claims.models import Claim, ClaimWords, Embedding
from claims.pipeline.embed import embed_claims, embed_version
from tests.pipeline.claim_rows import article_row, claim_row

pytestmark = pytest.mark.django_db


def test_equal_texts_have_one_vector_and_every_claim_its_words() -> None:
    version = article_row()
    claims = [claim_row(text, version=version) for text in ("السد مغلق", "السدّ مغلق", "المطار مفتوح")]
    assert embed_version(version.pk) == [claim.pk for claim in claims]
    assert (Embedding.objects.count(), ClaimWords.objects.count()) == (2, 3)
    before = list(Embedding.objects.order_by("text_key").values())
    assert embed_version(version.pk) == [claim.pk for claim in claims]
    assert [(row["text_key"], row["model"]) for row in Embedding.objects.order_by("text_key").values()] == [
        (row["text_key"], row["model"]) for row in before
    ]


def test_every_claim_of_a_text_waits_when_its_vector_comes() -> None:
    first, second, other = claim_row("السد مغلق"), claim_row("السد مغلق"), claim_row("المطار مفتوح")
    Claim.objects.update(match_state=Claim.MatchState.DONE)
    # Of one batch the first alone; the second finds the vector there when its own turn comes.
    assert embed_claims([first]) == 1
    assert list(Claim.objects.order_by("pk").values_list("pk", "match_state")) == [
        (first.pk, "pending"),
        (second.pk, "pending"),
        (other.pk, "done"),
    ]


def test_a_claim_that_was_compared_by_words_alone_waits_again_when_its_vector_comes() -> None:
    claim = claim_row("السد مغلق")
    Claim.objects.update(match_state=Claim.MatchState.DONE)
    assert embed_claims([claim]) == 1
    claim.refresh_from_db()
    assert claim.match_state == Claim.MatchState.PENDING
    Claim.objects.update(match_state=Claim.MatchState.DONE)
    assert embed_claims([claim]) == 0
    claim.refresh_from_db()
    assert claim.match_state == Claim.MatchState.DONE
