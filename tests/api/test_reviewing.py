"""Reviewing through the API: the version that was seen, who was first, the past, and what is not the caller's to set."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from claims.models import Appearance, Claim, Decision, Desk, FactCheck, Snapshot, Speaker, User
from claims.pipeline.audit import close_ledger
from claims.pipeline.correct import correct_amount
from claims.pipeline.merge import merge_speakers
from claims.pipeline.publish import publish
from claims.pipeline.relate import confirm_match
from claims.pipeline.review import fingerprint, write_fact_check
from tests.desk_rows import TEXT, approved, article, checked, claim, in_review, match, person, speaker

pytestmark = pytest.mark.django_db


def api(user: User, **headers: str) -> APIClient:
    client = APIClient(headers=headers)
    client.force_authenticate(user)
    return client


def send(user: User, method: str, path: str, version: int | None = None, **fields: Any) -> Any:
    headers = {} if version is None else {"HTTP_IF_MATCH": f'"{version}"'}
    return getattr(api(user), method)(f"/api/v1/{path}", fields, format="json", **headers)


def test_the_whole_way_through_the_api() -> None:
    author, other, one = person("reviewer"), person("approver"), claim()
    path = f"claims/{one.pk}"
    assert send(author, "post", f"{path}/status/", 0, status="in_review", reason="mine").json()["status"] == "in_review"
    begun = send(author, "put", f"{path}/fact-check/", 0, verdict="false", summary="s", reason="counted")
    assert (begun.status_code, begun.json()["stand"], begun.headers["ETag"][:3]) == (200, "draft", '"1-')
    check = f"fact-checks/{begun.json()['id']}"
    for version, host in enumerate(("a.example", "b.example", "c.example"), 1):
        piece = {"address": f"https://{host}/", "stance": "refutes", "snapshot": "120", "reason": "roll"}
        answer = send(author, "post", f"{check}/evidence/", version, **piece)
        assert (answer.status_code, len(answer.json()["evidence"])) == (200, version)
    third = answer.json()["evidence"][2]["id"]
    assert len(send(author, "post", f"{check}/evidence/{third}/remove/", 4, reason="weak").json()["evidence"]) == 2
    assert send(author, "post", f"{check}/evidence/{third}/remove/", 5, reason="weak").status_code == 409
    assert send(author, "post", f"{path}/status/", 1, status="in_approval", reason="ready").status_code == 200
    seen = api(other).get(f"/api/v1/{check}/").json()["claim_fingerprint"]
    assert send(author, "post", f"{check}/approve/", 5, claim_fingerprint=seen, reason="mine").status_code == 403
    assert send(other, "post", f"{check}/approve/", 5, claim_fingerprint=seen, reason="plain").json()["stand"] == "approved"
    assert send(other, "post", f"{check}/publish/", 6, reason="out").json()["stand"] == "published"
    assert send(other, "post", f"{check}/withdraw/", 7, reason="wrong").json()["stand"] == "withdrawn"
    assert [one["to_state"] for one in api(other).get(f"/api/v1/decisions/?subject=claim&subject_id={one.pk}").json()["results"]] == [
        "in_review", "reviewed", "in_approval", "in_review",
    ]  # fmt: skip


def test_the_page_of_a_piece_of_evidence_stands_in_its_record_and_is_fetched_again() -> None:
    reviewer = person("reviewer")
    check = checked(claim(), reviewer)
    piece, other = check.evidence.order_by("pk")
    address = f"/api/v1/evidence/{piece.pk}/"
    whole = api(reviewer).get(f"/api/v1/fact-checks/{check.pk}/")
    failed = {"state": "failed", "attempts": 1, "error_code": "http_status", "error_params": {"status": "404"}}
    Snapshot.objects.filter(evidence=piece).update(**failed)
    unfetched = {"address": "", "text": "", "sha256": "", "fetched_at": None}
    page = api(reviewer).get(address).json()["page"]
    assert (page.pop("next_try_at") is not None, page) == (True, {**failed, **unfetched})
    assert [send(reviewer, "post", f"evidence/{piece.pk}/fetch/").status_code for _ in range(2)] == [202, 204]
    page = api(reviewer).get(address).json()["page"]
    assert (page["state"], page["attempts"], page["error_code"]) == ("waiting", 0, "http_status")
    Snapshot.objects.filter(evidence=other).delete()
    assert api(reviewer).get(f"/api/v1/evidence/{other.pk}/").json()["page"] is None
    # Whoever decides on the fact check has seen it as it is: of pages its record says nothing.
    assert api(reviewer).get(f"/api/v1/fact-checks/{check.pk}/").headers["ETag"] == whole.headers["ETag"]


def test_matches_are_confirmed_rejected_and_taken_back() -> None:
    by, pair = person("reviewer"), match(claim("1"), claim("2"))
    path = f"matches/{pair.pk}"
    answer = send(by, "post", f"{path}/confirm/", 0, reason="r", relation="updates", direction="low_updates_high")
    assert [answer.json()[name] for name in ("state", "relation", "direction", "machine_relation", "version")] == [
        "confirmed", "updates", "low_updates_high", "contradicts", 1,
    ]  # fmt: skip
    assert send(by, "post", f"{path}/undo/", 1, reason="r").json()["state"] == "suggested"
    rejected = send(by, "post", f"{path}/reject/", 2, reason="r").json()
    assert (rejected["state"], rejected["rejected_relation"]) == ("rejected", "contradicts")


def test_a_speaker_of_another_desk_is_one_that_does_not_exist() -> None:
    editor, one = person("editor"), claim()
    version = article(Desk.objects.create(name="التحقيقات"))
    hidden = Speaker.objects.create(kind="unnamed", name="مصدر", key="مصدر", article=version.article)
    merged = speaker("سامر علي الحلواني")
    merge_speakers(merged, into=speaker(), by=editor, reason="r")
    path = f"claims/{one.pk}/correction/"
    answers = [(pk, send(editor, "post", path, 0, speaker=pk, reason="r")) for pk in (0, hidden.pk, merged.pk)]
    assert [(answer.status_code, list(answer.json()["fields"])) for _pk, answer in answers] == [(400, ["speaker"])] * 3
    assert len({answer.json()["fields"]["speaker"][0].replace(f'"{pk}"', "N") for pk, answer in answers}) == 1


def test_the_words_of_a_claim_are_corrected_in_their_article() -> None:
    editor, version = person("editor"), article()
    one, elsewhere = claim(version=version), claim("elsewhere", version=article(text=f"{TEXT} وكرر ذلك."))
    path, place = f"claims/{one.pk}/correction/", one.appearances.get()
    start, end = place.start, place.end - len(" عامل")
    (listed,) = api(editor).get(f"/api/v1/appearances/?claim={one.pk}").json()["results"]
    assert (listed["id"], listed["start"]) == (place.pk, start)
    corrected = send(editor, "post", path, 0, words={"appearance": place.pk, "start": start, "end": end}, reason="misread")
    shorter = version.text[start:end]
    assert (corrected.status_code, corrected.json()["text"], corrected.json()["version"]) == (200, shorter, 1)
    assert [(at["start"], at["end"], at["text"]) for at in corrected.json()["appearances"]] == [(start, end, shorter)]
    beyond = {"appearance": place.pk, "start": start, "end": len(version.text) + 1}
    outside = send(editor, "post", path, 1, words=beyond, reason="r")
    assert (outside.status_code, outside.json()["code"]) == (400, "span_outside")
    # Of another claim, of no claim, and one that an engine finds no more.
    place.refresh_from_db()
    wrong = [elsewhere.appearances.get().pk, 10**12]
    answers = [send(editor, "post", path, 1, words={"appearance": pk, "start": 0, "end": 3}, reason="r") for pk in wrong]
    Appearance.objects.filter(pk=place.pk).update(retired_by="2")
    answers.append(send(editor, "post", path, 1, words={"appearance": place.pk, "start": 0, "end": 3}, reason="r"))
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(400, "appearance_unknown")] * 3
    Appearance.objects.filter(pk=place.pk).update(retired_by="")
    back = send(editor, "post", f"claims/{one.pk}/undo/", 1, reason="it was right")
    assert (back.json()["text"], Appearance.objects.get(pk=place.pk).end) == (one.text, place.end + len(" عامل"))


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"position": 0},  # what of it?
        {"said": None, "as_of": None},
        {"speaker": 1, "words": {"appearance": 1, "start": 0, "end": 1}},
    ],
)
def test_one_thing_is_corrected_at_a_time(fields: dict[str, Any]) -> None:
    speaker()
    one = claim()
    if "speaker" in fields:
        fields = {**fields, "speaker": one.speaker_id}
    answer = send(person("editor"), "post", f"claims/{one.pk}/correction/", 0, reason="r", **fields)
    said = "Correct one thing at a time: speaker, said, as_of, words, amount."
    assert (answer.status_code, answer.json()["fields"]) == (400, {"non_field_errors": [said]})


def test_corrections_and_assignments() -> None:
    editor, one, other = person("editor"), claim(), speaker("سميرة الطحان")
    reviewer = person("reviewer")
    path = f"claims/{one.pk}"
    assert send(editor, "post", f"{path}/correction/", 0, speaker=other.pk, reason="misread").json()["speaker"]["id"] == other.pk
    days = {"first": "2026-03-09", "last": "2026-03-10"}
    assert send(editor, "post", f"{path}/correction/", 1, said=days, reason="r").json()["said"] == ["2026-03-09", "2026-03-10"]
    amount = send(
        editor, "post", f"{path}/correction/", 2, position=0, amount={"low": "350", "high": None, "qualifier": "more_than"}, reason="r"
    )
    assert [(one["low"], one["high"], one["qualifier"]) for one in amount.json()["quantities"]] == [(350.0, None, "more_than")]
    assert send(editor, "post", f"{path}/correction/", 3, position=0, amount=None, reason="r").json()["quantities"] == []
    assert send(editor, "put", f"{path}/assignment/", 4, desk=None, assignee="reviewer", reason="yours").json()["assignee"] == "reviewer"
    assert send(editor, "post", f"{path}/undo/", 5, reason="not yours").json()["assignee"] is None
    assert send(reviewer, "post", f"{path}/correction/", 6, said=None, reason="r").status_code == 403


@pytest.mark.parametrize(
    ("header", "body", "answer", "code"),
    [
        ('"0"', None, 200, None),
        ('W/"0"', None, 200, None),
        (None, 0, 200, None),
        ('"0"', 0, 200, None),
        (None, None, 428, "version_missing"),
        ('"1"', None, 409, "version_unknown"),
        ('"0"', 1, 400, "version_wrong"),
        ("*", None, 200, None),  # whatever stands there
        ("*", 0, 200, None),
        ("*", 1, 409, "version_unknown"),
        ('"0", "1"', None, 200, None),
        ('W/"1" ,"0"', None, 200, None),
        ('"2", "1"', None, 409, "version_unknown"),
        ('"1", "0"', 1, 409, "version_unknown"),
        ('"0", x', None, 400, "version_wrong"),
        ('"0", *', None, 400, "version_wrong"),
        ('"٠"', None, 400, "version_wrong"),
        (None, -1, 400, "invalid"),
        (None, 2**40, 400, "invalid"),
    ],
)
def test_the_version_that_was_seen_is_named(header: str | None, body: int | None, answer: int, code: str | None) -> None:
    headers = {} if header is None else {"HTTP_IF_MATCH": header}
    fields = {"status": "in_review", "reason": "mine"} | ({} if body is None else {"version": body})
    got = api(person("reviewer")).post(f"/api/v1/claims/{claim().pk}/status/", fields, format="json", **headers)  # type: ignore[arg-type]
    assert (got.status_code, got.json().get("code")) == (answer, code)


@pytest.mark.parametrize(("language", "said"), [("en", "first was first and decided: in review"), ("ar", "سبقك first وقرّر: قيد المراجعة")])
def test_the_second_of_two_tabs_is_told_who_was_first_in_their_language(language: str, said: str) -> None:
    one = claim()
    in_review(one, person("reviewer", "first"))
    got = api(person("reviewer", "second"), **{"Accept-Language": language}).post(
        f"/api/v1/claims/{one.pk}/status/", {"status": "dismissed", "reason": "no", "version": 0}, format="json"
    )
    assert (got.status_code, got.json()["code"], got.json()["params"]["who"]) == (409, "already_decided", "first")
    assert got.json()["detail"].startswith(said)


def test_two_who_begin_a_fact_check_at_once() -> None:
    one = claim()
    first, second = person("reviewer", "first"), person("reviewer", "second")
    in_review(one, first)
    write_fact_check(one, verdict="false", summary="s", by=first, reason="r")
    got = send(second, "put", f"claims/{one.pk}/fact-check/", 0, verdict="true", summary="s", reason="r")
    assert (got.status_code, got.json()["params"]["who"]) == (409, "first")


@pytest.mark.parametrize(
    "field",
    ["state", "author", "published_at", "withdrawn_at", "approved_content", "fingerprint", "origins_override", "claim", "by", "id", "seen"],
)
def test_what_is_not_the_callers_to_set_is_refused_by_name(field: str) -> None:
    author, one = person("reviewer"), claim()
    in_review(one, author)
    got = send(author, "put", f"claims/{one.pk}/fact-check/", 0, verdict="false", summary="s", reason="r", **{field: "approved"})
    assert (got.status_code, list(got.json()["fields"]), FactCheck.objects.count()) == (400, [field], 0)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "post"])
@pytest.mark.parametrize("name", ["claims", "fact-checks", "matches", "decisions"])
def test_rows_are_not_written_past_the_stages(name: str, method: str) -> None:
    one = claim()
    check = approved(one, person("reviewer"), person("approver"))
    rows = {"claims": one.pk, "fact-checks": check.pk, "matches": match(one, claim("2")).pk, "decisions": Decision.objects.latest("pk").pk}
    everything = person("approver", "all")
    everything.groups.add(*person("editor").groups.all(), *person("administrator").groups.all())
    answers = {send(everything, method, f"{name}/{number}", 1, status="dismissed").status_code for number in ("", f"{rows[name]}/")}
    assert answers <= {404, 405}


DOORS = [
    ("post", "claims/{claim}/status/", {"status": "in_review"}),
    ("put", "claims/{claim}/fact-check/", {"verdict": "false", "summary": "s"}),
    ("put", "claims/{claim}/assignment/", {"desk": None, "assignee": None}),
    ("post", "claims/{claim}/correction/", {"said": None}),
    ("post", "claims/{claim}/undo/", {}),
    ("post", "fact-checks/{check}/evidence/", {"address": "https://x.example/", "stance": "context", "snapshot": "x"}),
    ("post", "fact-checks/{check}/approve/", {}),
    ("post", "fact-checks/{check}/publish/", {}),
    ("post", "fact-checks/{check}/withdraw/", {}),
    ("post", "fact-checks/{check}/undo/", {}),
    ("post", "matches/{match}/confirm/", {}),
    ("post", "matches/{match}/reject/", {}),
    ("post", "matches/{match}/undo/", {}),
    ("get", "claims/{claim}/", {}),
    ("get", "fact-checks/{check}/", {}),
    ("get", "matches/{match}/", {}),
]


@pytest.mark.parametrize(("method", "path", "fields"), DOORS)
def test_numbers_of_another_desk_lead_nowhere(method: str, path: str, fields: dict[str, Any]) -> None:
    desk, other = Desk.objects.create(name="investigations"), Desk.objects.create(name="sport")
    one = claim(confidential_to=desk)
    check, pair = checked(one, person("reviewer", "near", desk)), match(one, claim("2", confidential_to=desk))
    far = person("approver", "far", other)
    far.groups.add(*person("editor").groups.all())
    before = Decision.objects.count()
    address = path.format(claim=one.pk, check=check.pk, match=pair.pk)
    got = send(far, method, address, **({"version": 0} if method == "get" else {"version": 0, "reason": "r", **fields}))
    assert (got.status_code, Decision.objects.count()) == (404, before)
    listed = {name: api(far).get(f"/api/v1/{name}/").json()["results"] for name in ("claims", "fact-checks", "matches")}
    assert listed == {"claims": [], "fact-checks": [], "matches": []}
    seen = {(row["subject"], row["subject_id"]) for row in api(far).get("/api/v1/decisions/").json()["results"]}
    assert {subject for subject, _ in seen} <= {"user"}


def test_what_another_desk_works_on_is_read_but_not_decided() -> None:
    desk, other = Desk.objects.create(name="politics"), Desk.objects.create(name="sport")
    one = claim(desk=desk)
    assert send(person("reviewer", "far", other), "post", f"claims/{one.pk}/status/", 0, status="in_review", reason="r").status_code == 403
    assert send(person("reviewer", "near", desk), "post", f"claims/{one.pk}/status/", 0, status="in_review", reason="r").status_code == 200


def test_a_claim_as_it_was_known_at_any_moment() -> None:
    editor, reviewer, one = person("editor"), person("reviewer"), claim()
    moments = [timezone.now()]
    steps: list[Any] = [
        lambda: in_review(one, reviewer),
        lambda: correct_amount(one, position=0, amount={"low": 400, "high": 400}, by=editor, reason="misread"),
        lambda: correct_amount(one, position=None, amount={"low": 7}, by=editor, reason="left out"),
        lambda: correct_amount(one, position=0, amount=None, by=editor, reason="not an amount"),
        lambda: send(editor, "post", f"claims/{one.pk}/correction/", 4, speaker=speaker("سميرة الطحان").pk, reason="misread"),
    ]
    for step in steps:
        step()
        one.refresh_from_db()
        moments.append(timezone.now())

    def known(moment: Any) -> tuple[Any, ...]:
        record = api(reviewer).get(f"/api/v1/claims/{one.pk}/", {"known_at": moment.isoformat()}).json()
        return record["status"], record["version"], [quantity["low"] for quantity in record["quantities"]], record["speaker"]["name"]

    assert [known(moment) for moment in moments] == [
        ("unreviewed", 0, [300], "سامر الحلواني"),
        ("in_review", 1, [300], "سامر الحلواني"),
        ("in_review", 2, [400], "سامر الحلواني"),
        ("in_review", 3, [400, 7], "سامر الحلواني"),
        ("in_review", 4, [7], "سامر الحلواني"),
        ("in_review", 5, [7], "سميرة الطحان"),
    ]
    record = api(reviewer).get(f"/api/v1/claims/{one.pk}/", {"known_at": moments[-1].isoformat()}).json()
    assert (record["said"], record["text"]) == (["2026-03-10", "2026-03-10"], one.text)


def test_a_fact_check_and_a_match_as_they_were_known() -> None:
    author, other = person("reviewer"), person("approver")
    one = claim()
    pair = match(one, claim("2"))
    before = timezone.now()
    check = checked(one, author)
    drafted = timezone.now()
    write_fact_check(one, verdict="misleading", summary="Clearer.", by=author, reason="clearer")
    piece = check.evidence.earliest("pk")
    send(author, "post", f"fact-checks/{check.pk}/evidence/{piece.pk}/remove/", 4, reason="weak")
    confirm_match(pair, by=author, reason="yes")
    approved_at = timezone.now()
    check.refresh_from_db()
    send(other, "post", f"fact-checks/{check.pk}/approve/", 5, claim_fingerprint=fingerprint(one), reason="plain")

    def known(path: str, moment: Any) -> Any:
        return api(author).get(f"/api/v1/{path}/", {"known_at": moment.isoformat()})

    path = f"fact-checks/{check.pk}"
    assert known(path, before).status_code == 404
    records = [known(path, moment).json() for moment in (drafted, approved_at, timezone.now())]
    assert [(one["verdict"], one["stand"], len(one["evidence"]), one["version"]) for one in records] == [
        ("false", "draft", 2, 3), ("misleading", "draft", 1, 5), ("misleading", "approved", 1, 6),
    ]  # fmt: skip
    matches = [known(f"matches/{pair.pk}", moment).json() for moment in (drafted, approved_at)]
    assert [(one["state"], one["relation"]) for one in matches] == [("suggested", ""), ("confirmed", "contradicts")]


def test_an_approval_names_the_claim_that_was_read() -> None:
    one, other = claim(), person("approver")
    check = checked(one, person("reviewer"))
    path = f"fact-checks/{check.pk}"
    read = api(other).get(f"/api/v1/{path}/")
    approval = {"claim_fingerprint": read.json()["claim_fingerprint"], "reason": "plain"}
    without = send(other, "post", f"{path}/approve/", check.version, reason="plain")
    assert (without.status_code, list(without.json()["fields"])) == (400, ["claim_fingerprint"])
    correct_amount(one, position=0, amount={"low": 3000, "high": 3000}, by=person("editor"), reason="the article says 3,000")
    changed = send(other, "post", f"{path}/approve/", check.version, **approval)
    assert (changed.status_code, changed.json()["code"]) == (409, "fingerprint_differs")
    tagged = api(other, **{"If-Match": read.headers["ETag"]}).post(f"/api/v1/{path}/approve/", approval, format="json")
    assert (tagged.status_code, tagged.json()["code"]) == (412, "record_changed")
    seen = api(other).get(f"/api/v1/{path}/").json()["claim_fingerprint"]
    assert send(other, "post", f"{path}/approve/", check.version, claim_fingerprint=seen, reason="plain").json()["stand"] == "approved"


@pytest.mark.parametrize("moment", ["yesterday", "2026-03-10T12:00:00", "2999-01-01T00:00:00Z", "", "2026-13-01T00:00:00Z"])
def test_a_moment_that_is_none_is_refused(moment: str) -> None:
    got = api(person("reader")).get(f"/api/v1/claims/{claim().pk}/", {"known_at": moment})
    assert (got.status_code, got.json()["code"]) == (400, "moment_wrong")


def test_lists_have_no_past_and_name_what_has() -> None:
    got = api(person("reader")).get("/api/v1/claims/", {"known_at": timezone.now().isoformat()})
    assert (got.status_code, got.json()["code"]) == (400, "known_at_of_one")


@pytest.mark.parametrize("more", ["fields", "expand"])
def test_the_past_has_neither_fewer_fields_nor_more(more: str) -> None:
    asked = {"known_at": timezone.now().isoformat(), more: "fact_checks"}
    got = api(person("reader")).get(f"/api/v1/claims/{claim().pk}/", asked)
    assert (got.status_code, list(got.json()["fields"])) == (400, [more])


def test_a_ledger_is_told_whole_or_not_at_all() -> None:
    got = api(person("approver")).get("/api/v1/decisions/ledger/?subject=claim")
    assert (got.status_code, list(got.json()["fields"])) == (400, ["subject"])


def test_before_a_claim_was_found_it_was_not_known() -> None:
    one = claim()
    got = api(person("reader")).get(f"/api/v1/claims/{one.pk}/", {"known_at": (one.created_at - timedelta(seconds=1)).isoformat()})
    assert got.status_code == 404


@pytest.mark.parametrize(("role", "answer"), [("reader", 403), ("reviewer", 403), ("approver", 200), ("administrator", 200)])
def test_the_ledger_is_downloaded_by_who_may(role: str, answer: int) -> None:
    client = api(person(role))
    close_ledger()
    got = client.get("/api/v1/decisions/ledger/")
    assert got.status_code == answer
    if answer == 200:
        lines = b"".join(got.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
        assert len(lines) == 1 + Decision.objects.exclude(subject="ledger").values("subject", "subject_id").distinct().count()


@pytest.mark.parametrize("name", ["claims", "fact-checks", "matches", "decisions"])
def test_lists_ask_as_often_for_three_rows_as_for_one(name: str, django_assert_num_queries: Any) -> None:
    author, other, reader = person("reviewer"), person("approver"), person("reader")
    client = api(reader)

    def add(number: int) -> None:
        one = claim(str(number))
        publish(approved(one, author, other), by=other, reason="out")
        match(one, claim(f"beside {number}"))

    add(1)
    client.get(f"/api/v1/{name}/")
    asked = {"claims": 5, "fact-checks": 2, "matches": 2, "decisions": 2}[name]
    with django_assert_num_queries(asked):
        client.get(f"/api/v1/{name}/")
    add(2)
    add(3)
    with django_assert_num_queries(asked):
        client.get(f"/api/v1/{name}/")


def test_the_tag_of_a_record_names_its_version_and_changes_with_what_it_says() -> None:
    one, reviewer = claim(), person("reviewer")
    in_review(one, reviewer)
    address = f"/api/v1/claims/{one.pk}/"
    before = api(reviewer).get(address).headers["ETag"]
    assert (before[:3], Claim.objects.get().version) == ('"1-', 1)
    assert api(reviewer).get(address).headers["ETag"] == before
    # Another article carries it: nobody decided, and yet it is another record.
    claim_in_article = article()
    start = claim_in_article.text.index(one.text)
    Appearance.objects.create(claim=one, version=claim_in_article, start=start, end=start + len(one.text), text=one.text)
    after = api(reviewer).get(address).headers["ETag"]
    assert (after[:3], after == before) == ('"1-', False)
    sent = {"status": "dismissed", "reason": "r"}
    stale = api(reviewer).post(f"{address}status/", sent, format="json", HTTP_IF_MATCH=before)
    assert (stale.status_code, stale.json()["code"], Claim.objects.get().version) == (412, "record_changed", 1)
    fresh = api(reviewer).post(f"{address}status/", sent, format="json", HTTP_IF_MATCH=after)
    assert (fresh.status_code, fresh.headers["ETag"]) == (200, api(reviewer).get(address).headers["ETag"])
    # The version alone is enough for whoever minds decisions only.
    again = api(reviewer).post(f"{address}status/", {"status": "unreviewed", "reason": "r"}, format="json", HTTP_IF_MATCH='"2"')
    assert again.status_code == 200, again.content


def test_one_of_several_tags_has_to_hold() -> None:
    one, reviewer = claim(), person("reviewer")
    tag = api(reviewer).get(f"/api/v1/claims/{one.pk}/").headers["ETag"]
    old = f'"0-{"0" * 16}"'
    sent = {"status": "in_review", "reason": "r"}
    answers = [
        api(reviewer, **{"If-Match": header}).post(f"/api/v1/claims/{one.pk}/status/", sent, format="json")
        for header in (old, f"{old}, {tag}")
    ]
    assert [answer.status_code for answer in answers] == [412, 200]


def test_whatever_stands_there_has_to_stand_there() -> None:
    one, reviewer = claim(), person("reviewer")
    in_review(one, reviewer)
    sent = {"verdict": "false", "summary": "s", "reason": "r"}
    answers = [
        api(reviewer, **{"If-Match": header}).put(f"/api/v1/claims/{one.pk}/fact-check/", sent, format="json")
        for header in ("*", '"1", "0"', "*")
    ]
    assert [answer.status_code for answer in answers] == [409, 200, 200]


def test_a_tag_that_was_read_with_more_in_it_is_taken_too() -> None:
    one, reviewer = claim(), person("reviewer")
    tag = api(reviewer).get(f"/api/v1/claims/{one.pk}/?expand=fact_checks").headers["ETag"]
    sent = {"status": "in_review", "reason": "r"}
    assert api(reviewer).post(f"/api/v1/claims/{one.pk}/status/", sent, format="json", HTTP_IF_MATCH=tag).status_code == 200
