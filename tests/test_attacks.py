"""Attacks on the desk: forged requests, scripts in whatever people and pages can write, and what is not the sender's to set."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from claims.models import (
    ArticleVersion,
    Claim,
    Decision,
    Desk,
    DeskVerdict,
    Evidence,
    Proposal,
    Quote,
    SavedSearch,
    Snapshot,
    Speaker,
    SpeakerName,
    SpeakerProposal,
    User,
)
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.correct import correct_days
from claims.pipeline.describe import describe_outlet
from claims.pipeline.keys import issue_key
from claims.pipeline.merge import merge_speakers
from claims.pipeline.publish import publish
from claims.pipeline.review import add_evidence, change_status, write_fact_check
from claims.pipeline.save_search import save_search
from claims.pipeline.spell import add_spelling
from claims.pipeline.split import split_speaker
from claims.rights import Action
from tests.desk_rows import approve, article, claim, in_review, match, person, quote

pytestmark = pytest.mark.django_db
SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>"\'><svg/onload=alert(1)>'
# What a page never holds unless it was escaped: none of ours has these.
LIVE = re.compile(r"<script>alert|<img src=x|<svg/onload", re.IGNORECASE)


@pytest.fixture(autouse=True)
def rights() -> None:
    grant_admin_permissions()


FORGED = [
    ("/admin/claims/claim/decide/move-dismissed/", {"row": "{claim}:0", "reason": "r", "confirm": "x"}),
    ("/admin/claims/claim/", {"action": "move-dismissed", "_selected_action": "{claim}"}),
    ("/admin/claims/user/add/", {"username": "x"}),
    ("/login/", {"username": "reviewer", "password": "a long password"}),
    ("/logout/", {}),
    ("/desk/searches/", {"name": "x", "query": "tab=open"}),
    ("/admin/claims/claim/filters/save/", {"name": "x", "query": "q=x"}),
    ("/login/sso/", {}),
    ("/login/again/", {"password": "a long password"}),
    ("/second-factor/app/", {"code": "123456"}),
    ("/admin/claims/article/", {"action": "read_again", "_selected_action": "1", "confirmed": "yes"}),
    ("/admin/claims/article/decide/set-apart/", {"row": "1:0", "reason": "r"}),
    ("/admin/claims/quote/decide/correct-stated-on/", {"row": "1:0", "reason": "r"}),
    ("/admin/claims/proposal/decide/accept/", {"row": "1:0", "reason": "r"}),
    ("/admin/claims/outlet/add/", {"name": "صحيفة", "time_zone": "Asia/Baghdad", "reason": "r"}),
    ("/admin/claims/outlet/decide/describe/", {"row": "1:0", "name": "صحيفة", "reason": "r"}),
    ("/admin/claims/speaker/decide/add-spelling/", {"row": "1:0", "spelling": "سميرة", "reason": "r"}),
    ("/admin/claims/speaker/", {"action": "merge", "_selected_action": "1", "confirmed": "yes"}),
    ("/admin/claims/speaker/1/split/", {"confirmed": "yes", "reason": "r"}),
    ("/admin/claims/speakerchange/", {"action": "undo", "_selected_action": "1", "confirmed": "yes"}),
    ("/settings/keys/", {"name": "x", "scopes": "read"}),
    ("/settings/keys/1/revoke/", {}),
    ("/admin/claims/apikey/", {"action": "revoke", "_selected_action": "1", "confirmed": "yes"}),
]


@pytest.mark.parametrize(("path", "fields"), FORGED)
def test_a_form_from_elsewhere_is_refused(path: str, fields: dict[str, str]) -> None:
    one, everybody = claim(), person("reviewer")
    # Whoever is led to the page has every right.
    everybody.groups.add(*Group.objects.all())
    client, sent = Client(enforce_csrf_checks=True), {key: value.format(claim=one.pk) for key, value in fields.items()}
    client.force_login(everybody)
    answer = client.post(path, sent)
    one.refresh_from_db()
    assert (answer.status_code, one.status) == (403, "unreviewed")
    assert client.get("/").status_code == 200  # and nobody was logged out
    own = Client()
    own.force_login(everybody)
    assert own.post(path, sent).status_code != 403


@pytest.mark.parametrize("path", ["status/", "correction/", "assignment/", "fact-check/", "undo/"])
def test_a_request_to_the_api_that_rides_on_a_session_is_refused_without_the_token(path: str) -> None:
    one = claim()
    client = Client(enforce_csrf_checks=True)
    everybody = person("reviewer")
    everybody.groups.add(*Group.objects.all())
    client.force_login(everybody)
    method = client.put if path in {"assignment/", "fact-check/"} else client.post
    body = {"version": 0, "reason": "r", "status": "dismissed", "desk": None, "assignee": None, "verdict": "true", "summary": "s"}
    answer = method(f"/api/v1/claims/{one.pk}/{path}", body, content_type="application/json")
    assert (answer.status_code, Decision.objects.filter(subject="claim").count()) == (403, 0)


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_the_api_takes_no_form_that_a_page_elsewhere_could_send(content_type: str) -> None:
    client = APIClient()
    client.force_authenticate(person("reviewer"))
    answer = client.generic(
        "POST", f"/api/v1/claims/{claim().pk}/status/", '{"status":"dismissed","version":0,"reason":"r"}', content_type=content_type
    )
    assert answer.status_code == 415


def everything_is_a_script() -> dict[str, int]:
    """Rows whose every text is a script, as a hostile page, a hostile colleague or a hostile import would write them."""
    author, other = person("reviewer"), person("approver")
    other.first_name = SCRIPT[:150]
    other.save()
    version = article(text=f"{SCRIPT}\n\n{SCRIPT} قال مدير السد سامر الحلواني إن عدد العاملين في السد 300 عامل.")
    describe_outlet(version.article.outlet, {"name": SCRIPT}, by=person("editor", "who describes"), reason=SCRIPT)
    bad = Speaker.objects.create(kind="person", name=SCRIPT, key="x", distinction=SCRIPT)
    SpeakerName.objects.create(speaker=bad, name=SCRIPT, key="x")
    found = quote(version)
    Quote.objects.filter(pk=found.pk).update(text=SCRIPT, mention=SCRIPT, cue=SCRIPT, speaker=bad)
    one = claim(version=version, speaker=bad, speaker_root=bad)
    Claim.objects.filter(pk=one.pk).update(text=SCRIPT, checkworthiness_reasons=[{"code": SCRIPT, "params": {"a": SCRIPT}}])
    one.refresh_from_db()
    one.quantities.update(text=SCRIPT, thing=SCRIPT, unit=SCRIPT[:100])
    pair = match(one, claim("2"))
    in_review(one, author)
    check = write_fact_check(one, verdict="unproven", summary=SCRIPT, by=author, reason=SCRIPT)
    address = "https://x.example/?<script>alert(1)</script>".replace(" ", "")
    piece = add_evidence(check, address=address, title=SCRIPT, stance="context", snapshot=SCRIPT, by=author, reason=SCRIPT)
    change_status(one, to="in_approval", by=author, reason=SCRIPT)
    approve(check, by=other, reason=SCRIPT)
    publish(check, by=other, reason=SCRIPT)
    desk = Desk.objects.create(name=SCRIPT)
    DeskVerdict.objects.create(desk=desk, verdict="unproven", arabic=SCRIPT[:100], english=SCRIPT[:100])
    editor = User.objects.get(username="who describes")
    spelled, merged = f"{SCRIPT} ب", Speaker.objects.create(kind="person", name=f"{SCRIPT} ج", key="y")
    bad.refresh_from_db()
    add_spelling(bad, spelling=spelled, by=editor, reason=SCRIPT)
    change = merge_speakers(merged, into=bad, by=editor, reason=SCRIPT)
    split_speaker(bad, names=[bad.names.get(name=spelled)], distinction=SCRIPT[:200], by=editor, reason=SCRIPT)
    alike = SpeakerProposal.objects.create(
        speaker=Speaker.objects.latest("pk"), candidate=bad, score=0.5, reasons=[{"code": SCRIPT, "params": {"a": SCRIPT}}]
    )
    place = {"id": one.appearances.get().pk, "start": 0, "end": 5, "text": SCRIPT}
    proposal = Proposal.objects.create(claim=one, field="appearance", old=place, new={**place, "end": 6}, extraction_version=SCRIPT[:32])
    found.refresh_from_db()
    correct_days(found, field="stated_on", days=(date(2026, 3, 9), date(2026, 3, 9)), by=editor, reason=SCRIPT)
    key, _ = issue_key(name=SCRIPT[:100], scopes=[Action.READ], by=author)
    Snapshot.objects.filter(evidence=piece).update(
        state="fetched", address="https://x.example/?<script>alert(1)</script>", text=SCRIPT, sha256="x", fetched_at=timezone.now()
    )
    again = {"title": SCRIPT, "language": "ar", "sha256": "x", "text": SCRIPT, "byline": SCRIPT, "state": "done"}
    ArticleVersion.objects.create(article=version.article, number=2, **again)
    return {"article": version.article_id, "speaker": bad.pk, "quote": found.pk, "claim": one.pk, "match": pair.pk, "factcheck": check.pk,
            "evidence": piece.pk, "outlet": version.article.outlet_id, "speakerchange": change.pk, "speakerproposal": alike.pk,
            "proposal": proposal.pk, "apikey": key.pk}  # fmt: skip


LATELY = ("speakerchange", "speakerproposal", "proposal", "apikey")


def pages_of(rows: dict[str, int], client: Client) -> dict[str, str]:
    paths = ["/", f"/articles/{rows['article']}/", "/admin/", "/admin/claims/decision/", "/admin/claims/desk/", "/desk/?tab=reviewed"]
    paths += [f"/desk/claims/{rows['claim']}/", f"/checks/{rows['factcheck']}/", "/dashboard/", "/admin/claims/user/"]
    paths += [f"/admin/claims/article/{rows['article']}/versions/?from=1&to=2"]
    paths += [f"/claims/{rows['claim']}/", f"/speakers/{rows['speaker']}/", f"/admin/claims/speaker/{rows['speaker']}/split/"]
    paths += ["/settings/keys/", "/notifications/", "/admin/claims/outlet/add/"]
    for name in ("article", "speaker", "quote", "claim", "match", "factcheck", "outlet", *LATELY):
        paths += [f"/admin/claims/{name}/", f"/admin/claims/{name}/{rows[name]}/change/", f"/admin/claims/{name}/{rows[name]}/history/"]
    for name in ("claim", "quote", "match", "factcheck", "outlet", "speaker", "article", "proposal"):
        page = client.get(f"/admin/claims/{name}/{rows[name]}/change/")
        paths += [address for address, _ in page.context["operations"]]
    return {path: client.get(path).content.decode() for path in paths if client.get(path).status_code == 200}


def test_no_text_that_anybody_writes_runs_in_a_page() -> None:
    rows = everything_is_a_script()
    everybody = person("editor", "everybody")
    everybody.groups.add(*Group.objects.all())
    issue_key(name=SCRIPT[:100], scopes=[Action.READ], by=everybody)
    client = Client()
    client.force_login(everybody)
    for place, listed in (("queue", ""), ("admin", "claim")):
        save_search(name=SCRIPT, place=place, listed=listed, query=f"q={SCRIPT}", by=everybody)
    pages = pages_of(rows, client)
    chosen = {"action": "read_again", "_selected_action": rows["article"]}
    pages["read again"] = client.post("/admin/claims/article/", chosen).content.decode()
    chosen = {"action": "merge", "_selected_action": [rows["speaker"], Speaker.objects.latest("pk").pk]}
    pages["merge"] = client.post("/admin/claims/speaker/", chosen).content.decode()
    assert len(pages) >= 75
    shown = [path for path, page in pages.items() if "&lt;script&gt;alert" in page]
    assert len(shown) >= 40, "the scripts must be on the pages for this to say anything"
    assert {path: LIVE.findall(page) for path, page in pages.items() if LIVE.search(page)} == {}


@pytest.mark.parametrize(
    "path",
    ["/?page={x}", "/login/?next={x}", "/admin/login/?next={x}", "/admin/claims/claim/?q={x}", "/admin/claims/claim/?status__exact={x}",
     "/admin/claims/claim/decide/{x}/", "/articles/{x}/",
     "/desk/?q={x}&tab={x}&language={x}", "/desk/searches/{x}/share/", "/feeds/{x}/", "/admin/claims/claim/?day={x}",
     "/admin/claims/article/{article}/versions/?from={x}&to={x}", "/admin/claims/claim/export/{x}/", "/admin/claims/claim/filters/{x}/",
     "/login/again/?next={x}", "/login/again/code/?next={x}", "/login/sso/callback/?state={x}&code={x}&error={x}",
     "/login/cancelled/?x={x}",
     "/api/v1/claims/?status={x}", "/api/v1/claims/{x}/", "/api/v1/claims/1/?known_at={x}"],
)  # fmt: skip
def test_nothing_in_an_address_comes_back_alive(path: str) -> None:
    client = Client()
    client.force_login(person("reviewer"))
    number = article().article_id
    for one in (client, Client()):
        answer = one.get(path.format(x=SCRIPT.replace("/", "%2F").replace("#", ""), article=number))
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            assert LIVE.search(answer.content.decode()) is None
        else:
            assert answer.status_code in {302, 400, 404} or answer.headers["Content-Type"].startswith("application/")


def test_after_log_in_nobody_is_led_away() -> None:
    person("reviewer")
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"):
        answer = Client().post("/login/", {"username": "reviewer", "password": "a long password", "next": elsewhere})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_a_reason_reaches_the_database_as_it_is_and_never_as_sql() -> None:
    one, reason = claim(), "'); DROP TABLE claims_decision; --"
    in_review(one, person("reviewer"))
    change_status(one, to="dismissed", by=User.objects.get(username="reviewer"), reason=reason)
    assert Decision.objects.filter(subject="claim", seq=2).values_list("reason", flat=True).get() == reason
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM claims_decision")
        assert cursor.fetchone()[0] >= 2


@pytest.mark.parametrize("role", ["editor", "reviewer", "approver"])
@pytest.mark.parametrize("field", ["is_superuser", "is_staff", "groups", "desk"])
def test_nobody_but_the_administrator_gives_rights(role: str, field: str) -> None:
    user = person(role)
    client = Client()
    client.force_login(user)
    approver = Group.objects.get(name="approver").pk
    fields: dict[str, Any] = {"username": role, field: approver if field == "groups" else "1"}
    before = User.objects.filter(pk=user.pk).values().get(), list(user.groups.values_list("name", flat=True))
    assert client.post(f"/admin/claims/user/{user.pk}/change/", fields).status_code == 403
    assert (User.objects.filter(pk=user.pk).values().get(), list(user.groups.values_list("name", flat=True))) == before


@pytest.mark.parametrize("path", ["/desk/searches/", "/admin/claims/claim/filters/save/"])
def test_a_search_is_saved_for_its_sender_alone_whatever_is_sent(path: str) -> None:
    victim, desk = person("approver"), Desk.objects.create(name="investigations")
    sender = person("reviewer")
    client = Client()
    client.force_login(sender)
    named = {
        "owner": victim.pk,
        "owner_id": victim.pk,
        "desk": desk.pk,
        "desk_id": desk.pk,
        "feed_digest": "x",
        "place": "api",
    }
    client.post(path, {"name": "mine", "query": "q=x", **named, "shared": "on"})
    assert SavedSearch.objects.count() == 0  # who has no desk shares with none
    client.post(path, {"name": "mine", "query": "q=x", **named})
    kept = SavedSearch.objects.get()
    assert (kept.owner, kept.desk, kept.feed_digest, kept.place == "api") == (sender, None, "", False)


def test_names_of_another_desk_are_not_completed() -> None:
    hidden = article(Desk.objects.create(name="investigations"))
    Speaker.objects.create(kind="person", name="سر دفين", key="سر دفين", distinction="", article=hidden.article)
    client = Client()
    client.force_login(person("editor"))
    for model in ("claim", "quote"):
        asked = {"app_label": "claims", "model_name": model, "field_name": "speaker", "term": ""}
        answer = client.get("/admin/autocomplete/", asked)
        assert (answer.status_code, "سر دفين" in str(answer.json())) == (200, False)


def test_an_address_of_evidence_is_never_one_that_runs() -> None:
    everything_is_a_script()
    assert {address.split(":")[0] for address in Evidence.objects.values_list("address", flat=True)} == {"https"}
