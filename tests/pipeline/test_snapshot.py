"""The page at a piece of evidence is kept as it stood; what could not be fetched says why, and nothing that was decided moves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from claims.clients.network import Network
from claims.errors import NotAllowed
from claims.models import Claim, Evidence, Snapshot
from claims.pipeline.review import add_evidence, change_status, fingerprint, remove_evidence, write_fact_check
from claims.pipeline.snapshot import MOST_KEPT, PAUSES, due_snapshots, fetch_again, take_snapshot
from tests.clients.news_site import Page, Site, news_site
from tests.clients.test_pages import HEAD, page
from tests.desk_rows import approve, article, claim, in_review, person
from tests.test_rights import REVIEWERS, ROLES

pytestmark = pytest.mark.django_db
BODY = page(HEAD)
PLAIN = {"Content-Type": "text/plain; charset=windows-1256"}


@pytest.fixture
def site() -> Iterator[Site]:
    with news_site() as standing:
        standing.pages["/roll"] = Page(BODY)
        yield standing


def piece_at(address: str) -> Evidence:
    reviewer = person("reviewer")
    check = write_fact_check(in_review(claim(version=article()), reviewer), verdict="unproven", summary="لا سجل.", by=reviewer, reason="r")
    return add_evidence(check, address=address, title="السجل", stance="refutes", snapshot="120 اسما", by=reviewer, reason="r")


def tried(piece: Evidence, site: Site, *, allowed: bool = True) -> Snapshot:
    """The page after one try, whose time has come."""
    Snapshot.objects.filter(evidence=piece).exclude(state="fetched").update(next_try_at=timezone.now())
    snapshot = Snapshot.objects.get(evidence=piece)
    state = take_snapshot(snapshot.pk, Network(agent="Factcheck/1", allow=[site.authority] if allowed else []))
    snapshot.refresh_from_db()
    assert snapshot.state == state
    return snapshot


def test_the_page_is_kept_with_its_words_and_its_hash(site: Site) -> None:
    site.pages["/moved"] = Page(status=302, headers={"Location": "/roll"})
    piece = piece_at(site.address("/moved"))
    assert due_snapshots() == [piece.page.pk]
    kept = tried(piece, site)
    assert (kept.state, kept.address, kept.sha256) == ("fetched", site.address("/roll"), hashlib.sha256(BODY).hexdigest())
    assert (kept.error_code, kept.attempts, kept.fetched_at is not None) == ("", 1, True)
    assert ("عدد العاملين في السد أكثر من 300 عامل" in kept.text, "اقرأ أيضا" in kept.text) == (True, False)
    assert (due_snapshots(), fetch_again(piece, by=piece.added_by)) == ([], False)


def test_a_plain_text_is_kept_to_its_bound(site: Site) -> None:
    body = ("سجل العاملين في السد. " * 9_000).encode("windows-1256")
    site.pages["/plain"] = Page(body, headers=PLAIN)
    kept = tried(piece_at(site.address("/plain")), site)
    assert (kept.text[:21], len(kept.text), kept.sha256) == ("سجل العاملين في السد.", MOST_KEPT, hashlib.sha256(body).hexdigest())


@pytest.mark.parametrize(
    ("answer", "allowed", "code"),
    [
        (Page(b"", 404), True, "http_status"),
        (Page(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}), True, "wrong_kind"),
        (Page(b"x" * (5 * 2**20 + 1)), True, "too_large"),
        (Page(b"<html><body><script>draw()</script></body></html>"), True, "no_article"),
        (Page("سجل\0".encode("windows-1256"), headers=PLAIN), True, "text_broken"),
        (Page(BODY), False, "port_refused"),  # the door is guarded
    ],
)
def test_what_is_no_page_is_given_up_at_once_with_its_reason(site: Site, answer: Page, allowed: bool, code: str) -> None:
    site.pages["/roll"] = answer
    given_up = tried(piece_at(site.address("/roll")), site, allowed=allowed)
    assert (given_up.state, given_up.error_code, given_up.text, given_up.sha256, given_up.fetched_at) == ("failed", code, "", "", None)


def test_a_site_that_is_out_of_order_is_tried_again_after_growing_pauses_and_then_when_a_person_says_so(site: Site) -> None:
    site.pages["/roll"] = Page(b"", 503)
    piece = piece_at(site.address("/roll"))
    for number, pause in enumerate(PAUSES, 1):
        began = timezone.now()
        failing = tried(piece, site)
        assert (failing.attempts, failing.error_code, failing.error_params["status"]) == (number, "http_status", "503")
        assert failing.state == ("waiting" if number < len(PAUSES) else "failed")
        assert pause <= failing.next_try_at - began < pause + timedelta(minutes=1)
        # Its time has not come: another call does nothing.
        take_snapshot(failing.pk, Network(agent="Factcheck/1", allow=[site.authority]))
        assert (due_snapshots(), len(site.visits)) == ([], number)
    site.pages["/roll"] = Page(BODY)
    assert fetch_again(piece, by=piece.added_by)
    assert due_snapshots() == [failing.pk]
    assert (tried(piece, site).state, Snapshot.objects.get().attempts) == ("fetched", 1)


def test_a_page_that_ends_its_process_each_time_is_given_up(site: Site) -> None:
    piece = piece_at(site.address("/roll"))
    Snapshot.objects.update(attempts=len(PAUSES))
    assert (tried(piece, site).error_code, Snapshot.objects.get().state, site.visits) == ("page_too_many_attempts", "failed", [])


def test_evidence_that_was_taken_out_is_not_fetched(site: Site) -> None:
    piece = piece_at(site.address("/roll"))
    remove_evidence(piece, by=piece.added_by, reason="weak")
    assert (due_snapshots(), tried(piece, site).state, site.visits, fetch_again(piece, by=piece.added_by)) == ([], "waiting", [], False)


def test_evidence_from_before_pages_were_kept_is_fetched_when_a_person_says_so(site: Site) -> None:
    piece = piece_at(site.address("/roll"))
    Snapshot.objects.all().delete()
    piece = Evidence.objects.get()
    assert (piece.kept_page, due_snapshots(), fetch_again(piece, by=piece.added_by)) == (None, [], True)
    assert tried(piece, site).state == "fetched"


def test_an_approval_outlasts_a_page_that_comes_later(site: Site) -> None:
    piece = piece_at(site.address("/roll"))
    check = piece.fact_check
    change_status(check.claim, to="in_approval", by=piece.added_by, reason="ready")
    approve(check, by=person("approver"), reason="right")
    before = fingerprint(check.claim)
    assert tried(piece, site).state == "fetched"
    check.refresh_from_db()
    assert (check.state, fingerprint(check.claim), Claim.objects.get().status) == ("approved", before, "reviewed")


@pytest.mark.parametrize("role", ROLES)
def test_who_writes_fact_checks_has_a_page_fetched_again(site: Site, role: str) -> None:
    piece = piece_at(site.address("/roll"))
    Snapshot.objects.update(state="failed", error_code="http_status")
    somebody = person(role, "somebody")
    if role in REVIEWERS:
        assert fetch_again(piece, by=somebody)
    else:
        with pytest.raises(NotAllowed):
            fetch_again(piece, by=somebody)
    assert Snapshot.objects.get().state == ("waiting" if role in REVIEWERS else "failed")
