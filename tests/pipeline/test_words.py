"""Words are kept with the headline and counted over the base; the count is read once and not before there is one."""

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, TextField

from claims.matching.plain import plain_text
from claims.matching.ranking import count_runs
from claims.models import Appearance, ClaimWords, RunFrequencies, StemFrequency
from claims.pipeline.words import FEWEST_NEW, LEAST_COUNTED, count_words, has_grown, keep_words, rarity
from tests.pipeline.claim_rows import article_row, claim_row

pytestmark = pytest.mark.django_db


def test_words_are_of_the_claim_and_the_headline_of_its_first_live_article() -> None:
    claim = claim_row("السد مغلق", title="خبر أول")
    Appearance.objects.create(claim=claim, version=article_row(title="خبر ثان"), start=0, end=9, text="السد مغلق")
    keep_words([claim.pk])
    first = kept()
    Appearance.objects.filter(version__title="خبر أول").update(retired_by="2")
    keep_words([claim.pk])
    second = kept()
    assert first == ("السد مغلق خبر اول", ["اول", "خبر", "سد", "مغلق"])
    assert second == ("السد مغلق خبر ثان", ["ثان", "خبر", "سد", "مغلق"])


def kept() -> tuple[str, list[str]]:
    listed = Func("stems", function="tsvector_to_array", output_field=ArrayField(TextField()))
    text, stems = ClaimWords.objects.values_list("text", listed).get()
    return text, stems


def test_counting() -> None:
    texts = ["السد مغلق"] * LEAST_COUNTED + ["السد مفتوح"]
    keep_words([claim_row(text).pk for text in texts])
    assert rarity() is None
    assert count_words() == len(texts)
    assert dict(StemFrequency.objects.values_list("stem", "claims")) == {"سد": LEAST_COUNTED + 1, "مغلق": LEAST_COUNTED}
    counted, expected = rarity(), count_runs([plain_text(text) for text in texts])
    assert counted is not None
    assert (counted.texts, counted.counts.tolist()) == (expected.texts, expected.counts.tolist())
    keep_words([claim_row("المطار مغلق").pk])
    count_words()
    again = rarity()
    assert again is not None
    assert (again.texts, RunFrequencies.objects.count()) == (len(texts) + 1, 1)


def test_a_young_base_is_counted_as_it_grows() -> None:
    assert not has_grown()
    claim_row("السد مغلق")
    count_words()
    assert not has_grown()
    RunFrequencies.objects.update(newest_claim=-FEWEST_NEW)
    assert has_grown()
