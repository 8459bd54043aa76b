"""In the admin a text runs as its language does, or else as most of its letters, with numbers and foreign words set apart."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from claims.models import Appearance, Claim, FactCheck, ImportedMatch, ImportedReview
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.review import write_fact_check
from tests.desk_rows import article, claim, in_review, match, person, quote

pytestmark = pytest.mark.django_db
WORDS = "NATO: طائرة F-16 (2018) فوق 300-320 عاملا"
APART = '<bdi dir="ltr">NATO</bdi>: طائرة <bdi dir="ltr">F-16 (2018)</bdi> فوق <bdi dir="ltr">300-320</bdi> عاملا'
ENGLISH, ENGLISH_APART = "الوردة Dam employs 300", '<bdi dir="rtl">الوردة</bdi> Dam employs 300'


@pytest.fixture
def check() -> FactCheck:
    """Of a claim with its quote, its place, a match with an English one and what others found; its summary begins in Latin letters."""
    version = article(text=f"{WORDS}\n\nقال مدير السد إن عدد العاملين في السد 300 عامل")
    one = claim("a", text=WORDS)
    Appearance.objects.create(claim=one, version=version, quote=quote(version), start=0, end=len(WORDS), text=WORDS)
    match(one, claim("b", text=ENGLISH, language="en"), "same")
    review = ImportedReview.objects.create(
        identity="1", address="https://others.example/1", site="others.example", claim_text=WORDS, language="ar", record={}
    )
    ImportedMatch.objects.create(review=review, claim=one, relation="same", score=0.9)
    reviewer = person("reviewer")
    return write_fact_check(
        in_review(one, reviewer), verdict="false", summary="BBC نفت الرقم 300.\n\nوكذلك NATO.", by=reviewer, reason="عددتهم"
    )


@pytest.fixture
def client() -> Client:
    grant_admin_permissions()
    found = Client(headers={"Accept-Language": "en"})
    found.force_login(person("approver"))
    return found


def cells(page: str, name: str) -> list[str]:
    return list(re.findall(rf'field-{name}[^>]*>(?:<a[^>]*>)?(<bdi class="text".*?</bdi>)(?:</a>)?</t[hd]>', page))


@pytest.mark.parametrize("model", ["claim", "factcheck", "importedreview"])
def test_the_claims_of_a_list(client: Client, check: FactCheck, model: str) -> None:
    found = cells(client.get(f"/admin/claims/{model}/").content.decode(), "wording")
    arabic, english = f'<bdi class="text" dir="rtl" lang="ar">{APART}</bdi>', f'<bdi class="text" dir="ltr" lang="en">{ENGLISH_APART}</bdi>'
    assert found == ([english, arabic] if model == "claim" else [arabic])


def test_quotes_articles_and_matches_of_a_list(client: Client, check: FactCheck) -> None:
    (words,) = cells(client.get("/admin/claims/quote/").content.decode(), "wording")
    assert words == '<bdi class="text" dir="rtl" lang="ar">عدد العاملين في السد <bdi dir="ltr">300</bdi> عامل</bdi>'
    (title,) = cells(client.get("/admin/claims/article/").content.decode(), "title")
    assert title == f'<bdi class="text" dir="rtl" lang="ar">{APART}</bdi>'
    page = client.get("/admin/claims/match/").content.decode()
    assert f' dir="rtl" lang="ar"><bdi>{check.claim.speaker_root}</bdi> – {APART}</a>' in page
    assert f' dir="ltr" lang="en"><bdi>{check.claim.speaker_root}</bdi> – {ENGLISH_APART}</a>' in page


def test_a_page_of_each(client: Client, check: FactCheck) -> None:
    page = client.get(f"/admin/claims/claim/{check.claim_id}/change/").content.decode()
    assert page.count(f'<bdi class="text" dir="rtl" lang="ar">{APART}</bdi>') == 2, "itself and its place"
    page = client.get(f"/admin/claims/factcheck/{check.pk}/change/").content.decode()
    assert f' dir="rtl" lang="ar"><bdi>{check.claim.speaker_root}</bdi> – {APART}</a>' in page
    summary = '<bdi dir="ltr">BBC</bdi> نفت الرقم <bdi dir="ltr">300</bdi>.<br><br>وكذلك <bdi dir="ltr">NATO</bdi>.'
    assert f'<bdi class="text" dir="rtl">{summary}</bdi>' in page
    review = ImportedReview.objects.get()
    page = client.get(f"/admin/claims/importedreview/{review.pk}/change/").content.decode()
    assert f'<a href="/desk/claims/{check.claim_id}/" dir="rtl" lang="ar">{APART}</a> · same</p>' in page


def test_what_will_change_and_what_has_changed(client: Client, check: FactCheck) -> None:
    seen = {"row": f"{check.claim_id}:{Claim.objects.get(pk=check.claim_id).version}", "seen": check.version}
    fields = {"verdict": "true", "summary": "NATO: العدد 120.\nلا 300.", "reason": "BBC: العدد 120"}
    page = client.post("/admin/claims/claim/decide/verdict/", {**seen, **fields}).content.decode()
    assert (
        '<del dir="rtl"><bdi dir="ltr">BBC</bdi> نفت الرقم <bdi dir="ltr">300</bdi>.<br><br>وكذلك <bdi dir="ltr">NATO</bdi>.</del>' in page
    )
    assert '<ins dir="rtl"><bdi dir="ltr">NATO</bdi>: العدد <bdi dir="ltr">120</bdi>.<br>لا <bdi dir="ltr">300</bdi>.</ins>' in page
    assert f' dir="rtl">{APART}</a>' in page
    write_fact_check(check.claim, verdict="true", summary="السجل 120", by=person("reviewer", "huda"), reason="BBC: العدد 120")
    history = client.get(f"/admin/claims/factcheck/{check.pk}/history/").content.decode()
    assert '<td dir="rtl"><bdi dir="ltr">BBC</bdi>: العدد <bdi dir="ltr">120</bdi></td>' in history
