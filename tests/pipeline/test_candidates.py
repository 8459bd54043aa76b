"""Which stored claims may speak of the same thing: by vector, by rare words, by amounts, within a desk, at a bounded cost."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from claims.clients.embeddings import embedder
from claims.matching.plain import plain_text, stems
from claims.models import Appearance, Claim, ClaimWords, Desk, Embedding, Quantity, Speaker, StemFrequency
from claims.pipeline.candidates import (
    CLAIMS_A_TEXT,
    DAYS_NEAR,
    MOST_BY_WORDS,
    MOST_POSTINGS,
    MOST_WITH_AMOUNT,
    NEAREST_TEXTS,
    Asked,
    find_candidates,
)
from tests.pipeline.claim_rows import claim_row, searchable

pytestmark = pytest.mark.django_db

DAM = "سيفتتح سد الوادي الشرقي في نيسان"
DAM_IN_ENGLISH = "The eastern valley dam will be opened in April"
WHEAT = "سعر القمح لم يتغير"


def ask(text: str, *, vector: bool = True, desk: Desk | None = None, besides: tuple[int, ...] = (), claim: Claim | None = None) -> set[int]:
    by = embedder()
    asked = Asked(
        plain=plain_text(text),
        vector=by.embed([text])[0].tolist() if vector else None,
        desk=desk.pk if desk else None,
        besides=besides,
        claim=claim.pk if claim else None,
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
    said("قريه", MOST_POSTINGS + 1)
    assert ask("قرية", vector=False) == set()


def test_of_many_by_their_words_those_that_share_most_are_looked_at_then_the_newest() -> None:
    (both,) = said("قريه صفصاف", 1)
    rows = said("قريه", MOST_BY_WORDS)
    assert ask("قرية الصفصاف", vector=False) == {both.pk, *(row.pk for row in rows[1:])}


def said(stems: str, times: int) -> list[Claim]:
    """So many claims of these stems in one article, the oldest first."""
    claim = claim_row(stems)
    columns = {field.attname: getattr(claim, field.attname) for field in Claim._meta.concrete_fields}
    rows = [claim, *Claim.objects.bulk_create([Claim(**{**columns, "id": None}) for _ in range(times - 1)])]
    ClaimWords.objects.bulk_create([ClaimWords(claim=row, text=stems, stems=stems.split()) for row in rows])
    version = Appearance.objects.get(claim=claim).version
    Appearance.objects.bulk_create(
        [Appearance(claim=row, version=version, start=9, end=10 + place, text=stems) for place, row in enumerate(rows[1:])]
    )
    return rows


def test_what_is_beside_takes_no_place_among_the_words() -> None:
    headline = "حادث المنجم القديم"
    claim, other = claim_row("ارتفع العدد إلى 300", title=headline), claim_row("انهار المنجم", title="أخبار")
    searchable(claim, other)
    Embedding.objects.all().delete()
    rows = Claim.objects.bulk_create(
        [Claim(**{**{f.attname: getattr(claim, f.attname) for f in Claim._meta.concrete_fields}, "id": None}) for _ in range(MOST_POSTINGS)]
    )
    text = ClaimWords.objects.get(claim=claim).text
    ClaimWords.objects.bulk_create([ClaimWords(claim=row, text=text, stems=stems(text)) for row in rows])
    assert ask(headline, vector=False, besides=(claim.pk, *(row.pk for row in rows))) == {other.pk}


def test_the_cosine_is_that_of_the_vectors() -> None:
    claim = claim_row(DAM)
    searchable(claim)
    by = embedder()
    vectors = by.embed([DAM, DAM_IN_ENGLISH])
    (found,) = find_candidates(Asked(plain="", vector=vectors[1].tolist()), model=by.model, width=by.width)
    assert found.cosine == pytest.approx(float(vectors[0] @ vectors[1]), abs=2e-3)


FLED = "بلغ عدد النازحين من القرى 1450 شخصا"
FLED_IN_ENGLISH = "The camps have taken in more and more people since the flood"
DAY = date(2026, 3, 10)


def told(text: str, speaker: str, low: int, *, days: int = 0, desk: Desk | None = None) -> Claim:
    """A claim with an amount of persons, by somebody, in an article of so many days after DAY."""
    who, _ = Speaker.objects.get_or_create(name=speaker, kind="person", key=speaker)
    day = DAY + timedelta(days)
    one = claim_row(text, desk=desk, speaker=who, speaker_root=who, published=DateRange(day, day + timedelta(1)))
    Quantity.objects.create(claim=one, position=0, text=str(low), low=low, high=low, qualifier="exact", unit="person")
    return one


@pytest.mark.parametrize(
    ("speaker", "low", "days", "is_found"),
    [
        ("نبيل الزعتري", 900, DAYS_NEAR, True),  # the same speaker in other words, days later, with another count
        ("نبيل الزعتري", 900, DAYS_NEAR + 1, False),
        ("نبيل الزعتري", 900, -DAYS_NEAR - 1, False),
        ("سميرة الطحان", 900, 0, False),
        ("سميرة الطحان", 1450, -DAYS_NEAR, True),  # somebody else with the very amount
        ("سميرة الطحان", 1450, DAYS_NEAR + 1, False),
    ],
)
def test_amounts_of_one_time_find_what_nearer_texts_hide(speaker: str, low: int, days: int, is_found: bool) -> None:
    asked, other = told(FLED, "نبيل الزعتري", 1450), told(FLED_IN_ENGLISH, speaker, low, days=days)
    near = [claim_row(f"بلغ عدد النازحين من القرى {number} شخصا") for number in range(NEAREST_TEXTS)]
    searchable(asked, other, *near)
    besides = (asked.pk,)
    assert ask(FLED, besides=besides) == {one.pk for one in near}
    assert ask(FLED, besides=besides, claim=asked) == {one.pk for one in near} | ({other.pk} if is_found else set())


def test_amounts_find_nothing_of_another_desk_of_the_own_article_or_of_no_measure() -> None:
    asked = told(FLED, "نبيل الزعتري", 1450)
    hidden, beside = (told(FLED_IN_ENGLISH, "نبيل الزعتري", 1450, desk=desk) for desk in (Desk.objects.create(name="تحقيقات"), None))
    bare = told(FLED_IN_ENGLISH, "نبيل الزعتري", 1450)
    Quantity.objects.filter(claim=bare).update(unit="")
    searchable(asked, hidden, beside, bare)
    assert ask("", vector=False, besides=(asked.pk, beside.pk), claim=asked) == set()
    assert ask("", vector=False, besides=(bare.pk,), claim=bare) == set()


def test_an_amount_that_too_many_name_tells_nothing() -> None:
    asked, *others = (told(f"{FLED} {number}", f"سامر {number}", 1450) for number in range(MOST_WITH_AMOUNT))
    searchable(asked, *others)
    assert len(ask("", vector=False, besides=(asked.pk,), claim=asked)) == 20
    told(FLED, "سميرة الطحان", 1450, days=300)
    assert ask("", vector=False, besides=(asked.pk,), claim=asked) == set()
