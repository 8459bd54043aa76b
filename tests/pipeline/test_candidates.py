"""Which stored claims may speak of the same thing: by vector, by rare words, within a desk, at a bounded cost."""

import pytest

from claims.clients.embeddings import embedder
from claims.matching.plain import plain_text
from claims.models import Appearance, Claim, ClaimWords, Desk, Embedding, StemFrequency
from claims.pipeline.candidates import CLAIMS_A_TEXT, MOST_POSTINGS, Asked, find_candidates
from tests.pipeline.claim_rows import claim_row, searchable

pytestmark = pytest.mark.django_db

DAM = "سيفتتح سد الوادي الشرقي في نيسان"
DAM_IN_ENGLISH = "The eastern valley dam will be opened in April"
WHEAT = "سعر القمح لم يتغير"


def ask(text: str, *, vector: bool = True, desk: Desk | None = None, besides: tuple[int, ...] = ()) -> set[int]:
    by = embedder()
    asked = Asked(
        plain=plain_text(text),
        vector=by.embed([text])[0].tolist() if vector else None,
        desk=desk.pk if desk else None,
        besides=besides,
    )
    return {found.claim for found in find_candidates(asked, model=by.model, width=by.width)}


def test_vectors_find_what_shares_no_word() -> None:
    claim = claim_row(DAM_IN_ENGLISH)
    searchable(claim)
    assert ask(DAM) == {claim.pk}
    assert ask(DAM, vector=False) == set()


def test_words_find_a_claim_whose_vector_is_pending() -> None:
    claim, other = claim_row(DAM), claim_row(WHEAT)
    for one in (claim, other):
        ClaimWords.objects.create(claim=one, text=plain_text(one.text), stems=plain_text(one.text).split())
    assert not Embedding.objects.exists()
    assert ask("افتتاح الوادي الشرقي", vector=False) == set()  # stored here are whole words, asked are stems
    searchable(claim, other)
    Embedding.objects.all().delete()
    assert ask("افتتاح الوادي الشرقي") == {claim.pk}


def test_the_headline_is_among_the_words() -> None:
    claim = claim_row("ارتفع العدد إلى 300", title="حادث المنجم القديم")
    searchable(claim)
    assert ask("ماذا جرى في المنجم؟", vector=False) == {claim.pk}


def test_a_claim_that_no_article_holds_any_more_is_no_answer() -> None:
    claim = claim_row(DAM)
    searchable(claim)
    Appearance.objects.filter(claim=claim).update(retired_by="2")
    assert ask(DAM) == set()


def test_what_is_beside_is_no_answer() -> None:
    claim, other = claim_row(DAM), claim_row(DAM)
    searchable(claim, other)
    assert ask(DAM, besides=(claim.pk,)) == {other.pk}


def test_a_desk_finds_its_own_alone_and_others_never_find_them() -> None:
    mine, yours = Desk.objects.create(name="تحقيقات"), Desk.objects.create(name="اقتصاد")
    rows = {desk: claim_row(DAM, desk=desk) for desk in (None, mine, yours)}
    searchable(*rows.values())
    assert {desk: ask(DAM, desk=desk) for desk in rows} == {desk: {claim.pk} for desk, claim in rows.items()}


def test_a_text_that_everybody_repeats_takes_no_more_than_its_places() -> None:
    claims = [claim_row(WHEAT) for _ in range(CLAIMS_A_TEXT + 3)]
    searchable(*claims)
    ClaimWords.objects.all().update(stems=[])
    assert ask(WHEAT) == {claim.pk for claim in claims[3:]}


def test_a_stem_in_too_many_claims_is_skipped() -> None:
    rare, common = claim_row("قرية الصفصاف هادئة"), claim_row("قرية البيضاء هادئة")
    searchable(rare, common)
    Embedding.objects.all().delete()
    StemFrequency.objects.create(stem="قريه", claims=MOST_POSTINGS + 1)
    StemFrequency.objects.create(stem="هادءه", claims=1)
    assert ask("قرية الصفصاف", vector=False) == {rare.pk}


def test_the_list_of_a_stem_that_was_not_counted_yet_is_cut() -> None:
    text = "قرية هادئة"
    claim = claim_row(text)
    rows = Claim.objects.bulk_create(
        [Claim(**{**{f.attname: getattr(claim, f.attname) for f in Claim._meta.concrete_fields}, "id": None}) for _ in range(MOST_POSTINGS)]
    )
    ClaimWords.objects.bulk_create([ClaimWords(claim=row, text=plain_text(text), stems=["قريه"]) for row in [claim, *rows]])
    version = Appearance.objects.get().version
    Appearance.objects.bulk_create(
        [Appearance(claim=row, version=version, start=9, end=10 + place, text=text) for place, row in enumerate(rows)]
    )
    assert ask("قرية", vector=False) == set()


def test_the_cosine_is_that_of_the_vectors() -> None:
    claim = claim_row(DAM)
    searchable(claim)
    by = embedder()
    vectors = by.embed([DAM, DAM_IN_ENGLISH])
    (found,) = find_candidates(Asked(plain="", vector=vectors[1].tolist()), model=by.model, width=by.width)
    assert found.cosine == pytest.approx(float(vectors[0] @ vectors[1]), abs=2e-3)
