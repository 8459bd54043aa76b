"""Articles read again over the API: foreseen, begun, and what is proposed beside what a person decided, taken or left."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from claims.models import Appearance, ArticleVersion, Claim, Decision, Desk, Proposal, Quote
from claims.pipeline.correct import correct_days
from claims.tasks import URGENT
from tests.api.people import signed_in
from tests.desk_rows import article, claim, in_review, person, quote
from tests.pipeline.test_reread import read, taken_in
from tests.test_tasks import sent

pytestmark = pytest.mark.django_db

ARTICLES, PROPOSALS = "/api/v1/articles/", "/api/v1/reading-proposals/"
DAYS, OTHER_DAYS = ["2026-03-10", "2026-03-10"], ["2026-03-08", "2026-03-09"]


def proposed(one: Claim | Quote, field: str = "said") -> Proposal:
    of = {"claim": one} if isinstance(one, Claim) else {"quote": one}
    old = DAYS if isinstance(one, Claim) else None
    return Proposal.objects.create(**of, field=field, old=old, new=OTHER_DAYS, extraction_version="1")


def settle(user: Any, proposal: Proposal, verb: str, tag: str | None = None, **fields: Any) -> Any:
    headers: Any = {} if tag is None else {"HTTP_IF_MATCH": tag}
    return signed_in(user).post(f"{PROPOSALS}{proposal.pk}/{verb}/", {"reason": "أعدت القراءة", **fields}, format="json", **headers)


def test_what_reading_again_would_change_is_told_and_nothing_is_changed() -> None:
    version = taken_in()
    Quote.objects.update(cue="إن")
    before = list(Quote.objects.values()), list(Claim.objects.values()), list(Appearance.objects.values())
    client, address = signed_in(person("editor")), f"{ARTICLES}{version.article_id}/read-again/foresee/"
    told = client.post(address, HTTP_ACCEPT_LANGUAGE="ar")
    words = Quote.objects.get().text
    assert (told.status_code, told.json()) == (200, {
        "version": 1,
        "was_read_by": "",
        "changes": [{"kind": "quote", "text": words, "fields_changed": [{"field": "cue", "before": "إن", "after": "قال"}]}],
    })  # fmt: skip
    assert (list(Quote.objects.values()), list(Claim.objects.values()), list(Appearance.objects.values())) == before


def test_days_that_would_change_are_named_as_in_records_and_said_in_the_callers_language() -> None:
    version = taken_in()
    Quote.objects.update(stated_on=None)
    client, address = signed_in(person("editor")), f"{ARTICLES}{version.article_id}/read-again/foresee/"
    told = [client.post(address, HTTP_ACCEPT_LANGUAGE=language).json()["changes"][0]["fields_changed"] for language in ("en", "ar")]
    assert told[0] == [{"field": "stated_on", "before": "", "after": "10 March 2026"}]
    assert told[1] == [{"field": "stated_on", "before": "", "after": "١٠ مارس ٢٠٢٦"}]


def test_what_no_engine_reads_is_said_so() -> None:
    version = taken_in()
    ArticleVersion.objects.update(language="fr", state="unsupported")
    answer = signed_in(person("editor")).post(f"{ARTICLES}{version.article_id}/read-again/foresee/")
    assert (answer.status_code, answer.json()["code"]) == (400, "unsupported_language")


def test_an_article_is_read_again_unless_it_is_being_read(broker: Any, django_capture_on_commit_callbacks: Any) -> None:
    version = taken_in()
    ArticleVersion.objects.update(state="done")
    client, address = signed_in(person("editor")), f"{ARTICLES}{version.article_id}/read-again/"
    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post(address).status_code for _ in range(2)]
    version.refresh_from_db()
    assert (answers, version.state, sent(broker, URGENT)) == ([202, 204], "pending", [f"read_version({version.pk},)"])


def test_what_was_read_otherwise_is_taken_as_a_correction_of_the_version_that_was_seen() -> None:
    version, editor = taken_in(), person("editor")
    one = in_review(Claim.objects.get(), person("reviewer"))
    read(version, low=350.0)
    client = signed_in(editor)
    (listed,) = client.get(f"{PROPOSALS}?state=open&claim={one.pk}").json()["results"]
    assert (listed["field"], listed["old"][0]["low"], listed["new"][0]["low"], listed["version"]) == ("amounts", "300", "350", 1)
    row = client.get(f"{PROPOSALS}{listed['id']}/")
    assert (row.json(), row.headers["ETag"][:3]) == (listed, '"1-')
    taken = settle(editor, Proposal.objects.get(), "accept", row.headers["ETag"])
    assert (taken.status_code, taken.json()) == (200, {**listed, "state": "accepted", "version": 2})
    assert (one.quantities.get().low, Decision.objects.filter(subject="claim").latest("seq").changes) == (
        Decimal(350), {"amounts": [listed["old"], listed["new"]]},
    )  # fmt: skip
    assert client.get(PROPOSALS, {"state": "open"}).json()["results"] == []


@pytest.mark.parametrize("verb", ["accept", "decline"])
@pytest.mark.parametrize("kind", ["claim", "quote"])
def test_a_proposal_is_decided_on_once(kind: str, verb: str) -> None:
    one: Any = claim() if kind == "claim" else quote(article())
    proposal = proposed(one, "said" if kind == "claim" else "stated_on")
    first, second = person("editor", "first"), person("editor", "second")
    assert settle(first, proposal, verb).status_code == 428
    done = settle(first, proposal, verb, version=0)
    assert (done.status_code, done.json()["state"], done.json()["version"]) == (200, "accepted" if verb == "accept" else "declined", 1)
    late = settle(second, proposal, verb, '"0"')
    assert (late.status_code, late.json()["code"], late.json()["params"]["who"]) == (409, "already_decided", "first")
    anew = settle(second, proposal, verb, '"1"')
    assert (anew.status_code, anew.json()["code"]) == (409, "proposal_settled")
    assert Decision.objects.filter(subject=kind).count() == 1


def test_a_tag_is_of_all_that_the_proposal_says() -> None:
    editor, proposal = person("editor"), proposed(claim())
    read_once = signed_in(editor).get(f"{PROPOSALS}{proposal.pk}/").headers["ETag"]
    Proposal.objects.update(new=["2026-03-01", "2026-03-01"])
    stale = settle(editor, proposal, "accept", read_once)
    assert (stale.status_code, stale.json()["code"]) == (412, "record_changed")


def test_what_was_corrected_since_is_not_replaced_unseen() -> None:
    editor, one = person("editor"), claim()
    proposal = proposed(one)
    correct_days(one, field="said", days=None, by=editor, reason="لا يوم له")
    late = signed_in(editor).post(
        f"{PROPOSALS}{proposal.pk}/accept/", {"reason": "r", "version": 1}, format="json", HTTP_ACCEPT_LANGUAGE="ar"
    )
    said = "صُحّح هذا بعد أن اقتُرح: لا تقبل المقترح، وصحّح بنفسك ما بقي خطأ."
    assert (late.status_code, late.json()["code"], late.json()["detail"]) == (409, "proposal_outdated", said)
    assert settle(editor, proposal, "decline", version=1).json()["state"] == "declined"


def test_another_desks_proposal_is_not_found() -> None:
    desk = Desk.objects.create(name="التحقيقات")
    hidden = [proposed(claim(confidential_to=desk)), proposed(quote(article(desk)), "stated_on")]
    near, far = person("editor", "near", desk), person("editor", "far", Desk.objects.create(name="الرياضة"))
    for proposal in hidden:
        assert [settle(user, proposal, "accept", version=0).status_code for user in (far, near)] == [404, 200]
    assert [len(signed_in(user).get(PROPOSALS).json()["results"]) for user in (far, near)] == [0, 2]
