"""Every row of the admin has a history: what was decided on it, and what was filled in for it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from claims.models import (
    Decision,
    Desk,
    Feed,
    ImportedReview,
    Mail,
    Outlet,
    Proposal,
    Setback,
    Speaker,
    SpeakerChange,
    SpeakerProposal,
    User,
)
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.correct import correct_speaker
from claims.pipeline.describe import describe_outlet
from claims.pipeline.import_reviews import add_source, import_documents
from claims.pipeline.keys import issue_key, revoke_key
from claims.pipeline.merge import merge_speakers
from claims.pipeline.regroup import set_apart
from claims.pipeline.relate import confirm_match
from claims.pipeline.webhooks import make_webhook, send_test
from claims.rights import Action
from tests.desk_rows import article, checked, claim, match, person, quote, speaker

pytestmark = pytest.mark.django_db
MODELS = [model for model in admin.site._registry if model._meta.app_label == "claims"]
REASON = "سبب لا يتكرر <b>"


@pytest.fixture
def rows() -> dict[str, Any]:
    """One row of each list, with a decision in its history where there can be one."""
    grant_admin_permissions()
    reviewer, editor, version = person("reviewer"), person("editor"), article()
    one, said = claim("1", version=version), quote(version)
    pair = match(one, claim("2"))
    confirm_match(pair, by=reviewer, reason=REASON)
    correct_speaker(said, speaker=speaker("سميرة الطحان"), by=editor, reason=REASON)
    check = checked(claim("3"), reviewer)
    merged, root = speaker("أ"), speaker("ب")
    merge_speakers(merged, into=root, by=editor, reason=REASON)
    set_apart(version.article, by=editor, reason=REASON)
    describe_outlet(version.article.outlet, {"time_zone": "Africa/Cairo"}, by=editor, reason=REASON)
    feed = Feed.objects.create(address="https://x.example/feed", outlet=Outlet.objects.get(is_placeholder=True))
    key, _secret = issue_key(name="k", scopes=[Action.READ], by=editor)
    proposal = Proposal.objects.create(quote=said, field="speaker", old=1, new=2, extraction_version="1")
    alike = SpeakerProposal.objects.create(speaker=Speaker.objects.latest("pk"), candidate=merged, score=0.5, names_version="1")
    source, _is_new = add_source("https://checker.example/feed.json", by=editor)
    found = {"url": "https://checker.example/1", "claimReviewed": "قول", "reviewRating": {"alternateName": "بين بين"}}
    import_documents([{"@type": "ClaimReview", **found}], "", source)
    review = ImportedReview.objects.get()
    webhook, _secret = make_webhook(name="w", address="https://chat.example/hook", events=["claim.created"], by=editor)
    return {
        "claim": check.claim,
        "quote": said,
        "match": pair,
        "factcheck": check,
        "article": version.article,
        "outlet": version.article.outlet,
        "speaker": merged,
        "speakerchange": SpeakerChange.objects.get(),
        "feed": feed,
        "apikey": key,
        "user": reviewer,
        "proposal": proposal,
        "speakerproposal": alike,
        "page": None,
        "decision": Decision.objects.filter(subject="claim").latest("pk"),
        "desk": Desk.objects.create(name="sport"),
        "reviewsource": source,
        "ratingname": review.rating,
        "importedreview": review,
        "mail": Mail.objects.create(person=reviewer),
        "setback": Setback.objects.create(step="trace", subject_id=version.article_id, attempts=1),
        "webhook": webhook,
        "delivery": send_test(webhook, by=editor),
    }


DECIDED = ("claim", "quote", "match", "factcheck", "article", "speaker", "speakerchange", "proposal", "outlet", "apikey", "user")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_has_one(model: Any, language: str, rows: dict[str, Any]) -> None:
    name = model._meta.model_name
    row = rows[name]
    if row is None:
        pytest.skip("its rows come from the network")
    user = person("administrator" if name in ("user", "desk", "mail") else "editor", "reads")
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(username="editor") if name in ("apikey", "webhook", "delivery") else user)
    page = client.get(f"/admin/claims/{name}/{row.pk}/history/")
    assert page.status_code == 200
    assert bool(page.context["lines"]) == (name in DECIDED)
    link = f'href="/admin/claims/{name}/{row.pk}/history/"'
    assert link in client.get(f"/admin/claims/{name}/{row.pk}/change/").content.decode()


@pytest.mark.parametrize("name", ["quote", "match", "article", "outlet", "speaker", "speakerchange", "proposal"])
def test_reasons_are_words(name: str, rows: dict[str, Any]) -> None:
    client = Client()
    client.force_login(person("editor", "reads"))
    page = client.get(f"/admin/claims/{name}/{rows[name].pk}/history/").content.decode()
    assert ('سبب لا يتكرر &lt;<bdi dir="ltr">b</bdi>&gt;' in page, REASON in page) == (True, False)


def test_a_persons_keys_are_told_of_with_their_account_and_nobody_elses(rows: dict[str, Any]) -> None:
    holder = User.objects.get(username="editor")
    issue_key(name="مفتاح غيره", scopes=[Action.READ], by=User.objects.get(username="reviewer"))
    revoke_key(rows["apikey"], by=holder)
    client = Client()
    client.force_login(person("administrator"))
    told = [line.decision for line in client.get(f"/admin/claims/user/{holder.pk}/history/").context["lines"]]
    assert [(one.subject, one.reason) for one in told if one.subject == "key"] == [("key", "key_revoked"), ("key", "key_made")]
    assert {one.subject_id for one in told if one.subject == "key"} == {rows["apikey"].pk}


def test_what_was_filled_in_is_there_too(rows: dict[str, Any]) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person("administrator"))
    sport = rows["desk"]
    none = {"verdicts-TOTAL_FORMS": 0, "verdicts-INITIAL_FORMS": 0}
    assert client.post(f"/admin/claims/desk/{sport.pk}/change/", {"name": "sports", **none}).status_code == 302
    page = client.get(f"/admin/claims/desk/{sport.pk}/history/").content.decode()
    assert ("Filled in here" in page, "Changed name." in page, "administrator" in page) == (True, True, True)
