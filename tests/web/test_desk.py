"""The review desk: the queue, what may be decided from it, and what happens to whoever comes second."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from claims.models import Claim, ClaimHold, Decision, Desk, FactCheck, Match, Notification, User
from claims.pipeline.assign import assign
from claims.pipeline.correct import correct_amount
from claims.pipeline.publish import publish
from claims.pipeline.relate import confirm_match
from claims.pipeline.review import change_status, fingerprint, write_fact_check
from claims.pipeline.suggest import Judged, keep_judgements
from claims.pipeline.undo import undo
from claims.pipeline.words import keep_words
from claims.records import Direction, Judgement, Relation
from claims.web.deciding import CHECK_DEEDS, CLAIM_DEEDS, MATCH_DEEDS, DecidingForm, VerdictForm
from claims.web.desk import FIELD_WORDS
from claims.web.queue import CLAIMS_A_PAGE
from tests.desk_rows import MARCH, TEXT, approved, article, checked, claim, in_review, match, person

pytestmark = pytest.mark.django_db
Said = tuple[Relation, Direction | None]


def at(user: User) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


def decided(client: Client, path: str, **fields: Any) -> Any:
    return client.post(f"/desk/{path}/", fields, headers={"HX-Request": "true"})


def error(answer: Any) -> str:
    return str(answer.context["error"])


def listed(client: Client, **query: Any) -> list[str]:
    return [one.text_key for one in client.get("/desk/", query).context["claims"]]


def test_the_queue_is_ordered_and_cut_by_tabs() -> None:
    reviewer = person("reviewer")
    version = article()
    low, high, mine, gone = (
        claim(key, version=version, checkworthiness=worth) for key, worth in (("low", 0.3), ("high", 0.9), ("mine", 0.5), ("gone", 1))
    )
    for one in (low, high, mine):
        keep_words([one.pk])
    gone.appearances.update(retired_by="2")
    match(low, mine, "contradicts")
    client = at(reviewer)
    decided(client, f"claims/{mine.pk}/take", version=0)
    change_status(low, to="dismissed", by=reviewer, reason="old")
    assert listed(client) == ["high", "mine"]
    assert listed(client, tab="mine") == ["mine"]
    assert listed(client, tab="contradicted") == ["mine"]
    assert listed(client, tab="dismissed") == ["low"]
    assert listed(client, q="العاملين") == ["high", "mine"]
    assert listed(client, q="البحر") == []
    assert listed(client, language="en") == []
    assert listed(client, tab="nonsense") == ["high", "mine"]


def test_pages_of_the_queue() -> None:
    version = article()
    for number in range(CLAIMS_A_PAGE + 1):
        claim(f"{number:02}", version=version)
    client = at(person("reader"))
    first = client.get("/desk/")
    second = client.get("/desk/", {"after": str(first.context["page"].last)})
    assert [len(page.context["claims"]) for page in (first, second)] == [CLAIMS_A_PAGE, 1]
    assert [(page.context["page"].first is None, page.context["page"].last is None) for page in (first, second)] == [
        (True, False),
        (False, True),
    ]


def test_a_claim_is_reviewed_from_the_desk_to_the_readers() -> None:
    reviewer, approver = at(person("reviewer")), at(person("approver"))
    one = claim("a", version=article())
    assert decided(reviewer, f"claims/{one.pk}/status", version=0, to="in_review").status_code == 200
    assert decided(reviewer, f"claims/{one.pk}/verdict", version=0, verdict="misleading", summary="ثلاثمئة لا غير").status_code == 200
    check = FactCheck.objects.get()
    piece = {"address": "https://roll.example/1", "stance": "refutes", "snapshot": "120 اسما"}
    assert decided(reviewer, f"checks/{check.pk}/evidence", version=check.version, **piece).status_code == 200
    one.refresh_from_db()
    assert decided(reviewer, f"claims/{one.pk}/status", version=one.version, to="in_approval").status_code == 200
    check.refresh_from_db()
    approval = {"version": check.version, "claim_fingerprint": fingerprint(one), "reason": "صحيح"}
    assert decided(approver, f"checks/{check.pk}/approve", **approval).status_code == 200
    check.refresh_from_db()
    answer = decided(approver, f"checks/{check.pk}/publish", version=check.version)
    assert (answer.status_code, FactCheck.objects.get().stand) == (200, "published")
    assert [str(decision) for decision in answer.context["history"]] != []
    assert Client().get(check.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("deed", "fields", "state", "relation"),
    [
        ("confirm", {}, "confirmed", "contradicts"),  # as it is suggested
        ("confirm", {"relation": "updates", "direction": "high_updates_low"}, "confirmed", "updates"),
        ("reject", {"reason": "يوم آخر"}, "rejected", ""),
    ],
)
def test_matches_are_decided(deed: str, fields: dict[str, str], state: str, relation: str) -> None:
    pair = match(claim("a", version=article()), claim("b"), "contradicts")
    answer = decided(at(person("reviewer")), f"matches/{pair.pk}/{deed}", version=0, claim=pair.claim_high_id, **fields)
    pair.refresh_from_db()
    assert (answer.status_code, pair.state, pair.relation) == (200, state, relation)
    assert answer.context["claim"].pk == pair.claim_high_id, "the claim that the form came from is shown again"


@pytest.mark.parametrize(("deed", "relation", "direction"), [("confirm", "updates", "high_updates_low"), ("reject", "", "")])
def test_somebody_else_says_the_same_of_a_match_with_a_button(deed: str, relation: str, direction: str) -> None:
    pair = match(claim("a", version=article()), claim("b"), "updates", "high_updates_low")
    decided(at(person("reviewer")), f"matches/{pair.pk}/{deed}", version=0, claim=pair.claim_low_id)
    other = at(person("reviewer", "second"))
    # Whoever decided first holds the claim at which they did; the pair stands beside the other one too.
    page = other.get(f"/desk/claims/{pair.claim_high_id}/").content.decode()
    (form,) = [form for form in re.findall(r"<form [^>]*>(.*?)</form>", page, re.DOTALL) if "I say so too" in form]
    answer = decided(other, f"matches/{pair.pk}/{deed}", **dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)))
    pair.refresh_from_db()
    assert (answer.status_code, pair.relation, pair.direction, pair.version) == (200, relation, direction, 2)


def sent_by(page: Any, key: str) -> dict[str, str]:
    """What the form of that key on the page sends."""
    (form,) = [form for form in re.findall(r"<form [^>]*>(.*?)</form>", page.content.decode(), re.DOTALL) if f'data-key="{key}"' in form]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


# What the machine says when the page is opened, and what it says when the key is pressed.
SAME, CONTRADICTS = (Relation.SAME, None), (Relation.CONTRADICTS, None)
NEWER, OLDER = (Relation.UPDATES, Direction.A_UPDATES_B), (Relation.UPDATES, Direction.B_UPDATES_A)


@pytest.mark.parametrize(("key", "deed"), [("y", "confirm"), ("x", "reject"), ("d", "reject")])
@pytest.mark.parametrize(
    ("shown", "later", "status"),
    [
        (SAME, CONTRADICTS, 409),
        (NEWER, OLDER, 409),  # of an update the direction counts
        (NEWER, NEWER, 200),  # compared again with the same result
    ],
)
@pytest.mark.parametrize(
    ("language", "words"), [("en", "The two were compared again since you loaded them"), ("ar", "قورن الادعاءان من جديد بعد أن حمّلتهما")]
)
def test_what_the_machine_says_is_decided_on_as_it_was_shown(
    key: str, deed: str, shown: Said, later: Said, status: int, language: str, words: str
) -> None:
    one, other = claim("a", version=article()), claim("b")

    def judged(said: Said) -> None:
        relation, direction = said
        keep_judgements([Judged(one.pk, other.pk, Judgement(relation, direction, 0.8, ()), 0.9)])

    client = Client(headers={"Accept-Language": language})
    client.force_login(person("reviewer"))
    judged(shown)
    pair = Match.objects.get()
    page = client.get(f"/desk/claims/{one.pk}/")
    judged(later)
    answer = decided(client, f"matches/{pair.pk}/{deed}", **sent_by(page, key))
    pair.refresh_from_db()
    assert (answer.status_code, pair.state == "suggested", words in error(answer)) == (status, status == 409, status == 409)
    if status == 409:
        assert decided(client, f"matches/{pair.pk}/{deed}", **sent_by(answer, key)).status_code == 200, "now it was seen"


def test_whoever_comes_second_is_told_who_was_first_and_keeps_what_was_written() -> None:
    first, second = at(person("reviewer", "first")), at(person("reviewer", "second"))
    one = claim("a", version=article())
    decided(first, f"claims/{one.pk}/status", version=0, to="in_review")
    late = decided(second, f"claims/{one.pk}/status", version=0, to="dismissed")
    assert (late.status_code, "first was first and decided: in review" in error(late)) == (409, True)
    decided(first, f"claims/{one.pk}/verdict", version=0, verdict="false", summary="one")
    late = decided(second, f"claims/{one.pk}/verdict", version=0, verdict="true", summary="what I had written")
    assert (late.status_code, "what I had written" in late.content.decode()) == (409, True)
    assert FactCheck.objects.get().summary == "one"


@pytest.mark.parametrize(
    ("role", "path", "fields", "expected"),
    [
        ("reader", "claims/{claim}/status", {"version": 0, "to": "in_review"}, 400),  # may not
        ("reviewer", "claims/{claim}/status", {"version": 0, "to": "reviewed"}, 400),  # no such move
        ("reviewer", "claims/{claim}/status", {"to": "in_review"}, 400),  # without the version seen
        ("reviewer", "claims/{claim}/nonsense", {"version": 0}, 404),
        ("reviewer", "claims/999999/status", {"version": 0, "to": "in_review"}, 404),
        ("reviewer", "claims/{claim}/verdict", {"version": 0, "verdict": "false", "summary": "x"}, 400),  # not in review
        ("reviewer", "matches/1/confirm", {"version": 0}, 404),
    ],
)
def test_what_cannot_be_decided_is_refused_with_words(role: str, path: str, fields: dict[str, Any], expected: int) -> None:
    one = claim("a", version=article())
    answer = decided(at(person(role)), path.format(claim=one.pk), **fields)
    assert answer.status_code == expected
    assert expected == 404 or error(answer)
    one.refresh_from_db()
    assert one.version == 0


def test_whoever_writes_on_a_claim_that_another_has_dismissed_is_told_who() -> None:
    writer, other = person("reviewer", "writer"), person("reviewer", "other")
    one = in_review(claim("a", version=article()), writer)
    change_status(one, to="dismissed", by=other, reason="old news")
    late = decided(at(writer), f"claims/{one.pk}/verdict", version=0, verdict="true", summary="what I had written")
    assert (late.status_code, [line.decision.actor for line in late.context["since"]]) == (400, [other])
    own = in_review(claim("b", version=article()), other)
    change_status(own, to="dismissed", by=other, reason="old news")
    known = decided(at(other), f"claims/{own.pk}/verdict", version=0, verdict="true", summary="x")
    assert (known.status_code, known.context["since"]) == (400, [])


def chosen(page: Any, field: str) -> list[str]:
    """The option that a field of the page begins with."""
    options = re.search(rf'<select name="{field}".*?</select>', page.content.decode())
    assert options is not None
    found = re.findall(r'<option value="(\w*)"( selected)?', options[0])
    return [value for value, picked in found if picked] or [found[0][0]]


def test_no_verdict_and_no_stance_is_chosen_for_whoever_writes() -> None:
    writer = person("reviewer", "writer")
    one = in_review(claim("a", version=article()), writer)
    assert chosen(at(writer).get(f"/desk/claims/{one.pk}/"), "verdict") == [""]
    write_fact_check(one, verdict="misleading", summary="ثلاثمئة", by=writer, reason="عددتهم")
    page = at(writer).get(f"/desk/claims/{one.pk}/")
    assert (chosen(page, "verdict"), chosen(page, "stance")) == (["misleading"], [""])


def seen(page: Any) -> str:
    """The fingerprint that the form of an approval sends."""
    found = re.search(r'name="claim_fingerprint" value="([0-9a-f]{64})"', page.content.decode())
    assert found is not None
    return found[1]


def test_a_claim_that_changed_since_the_page_was_opened_is_shown_anew_and_not_approved() -> None:
    approver, one = at(person("approver")), claim("a", version=article(text=f"{TEXT} وفي الملحق 3000 عامل."))
    check = checked(one, person("reviewer"))
    opened = seen(approver.get(f"/desk/claims/{one.pk}/"))
    correct_amount(
        one, position=0, amount={"text": "3000 عامل", "low": 3000, "high": 3000}, by=person("editor"), reason="في المقال ثلاثة آلاف"
    )
    approval = {"version": check.version, "reason": "الأدلة كافية"}
    refused = decided(approver, f"checks/{check.pk}/approve", claim_fingerprint=opened, **approval)
    assert (refused.status_code, error(refused)) == (409, "The claim has changed since it was looked at: load it again.")
    assert ("3000 عامل" in refused.content.decode(), FactCheck.objects.get().state) == (True, "draft")
    assert decided(approver, f"checks/{check.pk}/approve", claim_fingerprint=seen(refused), **approval).status_code == 200
    assert FactCheck.objects.get().state == "approved"


@pytest.mark.parametrize("reason", ["", "  "])
@pytest.mark.parametrize(
    ("language", "words"), [("en", "Reason: Give a reason: every decision keeps one."), ("ar", "السبب: اذكر السبب: كل قرار يحفظ سببه.")]
)
def test_who_approves_or_withdraws_gives_a_reason_of_their_own(language: str, words: str, reason: str) -> None:
    approver, reviewer = person("approver"), person("reviewer")
    client = Client(headers={"Accept-Language": language})
    client.force_login(approver)
    one, two = claim("a", version=article()), claim("b")
    draft, out = checked(one, reviewer), approved(two, reviewer, approver)
    publish(out, by=approver, reason="جاهز")
    before = Decision.objects.count()
    approval = {"version": draft.version, "claim_fingerprint": fingerprint(one)}
    for path, fields in ((f"checks/{draft.pk}/approve", approval), (f"checks/{out.pk}/withdraw", {"version": out.version})):
        answer = decided(client, path, reason=reason, **fields)
        assert (answer.status_code, error(answer)) == (400, words)
    assert Decision.objects.count() == before
    for path in (f"claims/{one.pk}", f"claims/{two.pk}"):
        assert '<input name="reason" required' in client.get(f"/desk/{path}/").content.decode()


def test_undo() -> None:
    client = at(person("reviewer"))
    one = claim("a", version=article())
    decided(client, f"claims/{one.pk}/status", version=0, to="in_review")
    assert decided(client, f"claims/{one.pk}/undo", version=1).status_code == 200
    one.refresh_from_db()
    assert (one.status, one.version) == ("unreviewed", 2)


def test_without_scripts_a_decision_leads_back_to_the_claim() -> None:
    client = at(person("reviewer"))
    one = claim("a", version=article())
    answer = client.post(f"/desk/claims/{one.pk}/status/", {"version": 0, "to": "in_review"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/claims/{one.pk}/")


def test_what_is_finished_is_held_no_more() -> None:
    client = at(person("reviewer"))
    one, other = claim("a", version=article()), claim("b")
    assert "data-hold" in decided(client, f"claims/{one.pk}/status", version=0, to="in_review").content.decode()
    assert "data-hold" not in decided(client, f"claims/{one.pk}/status", version=1, to="dismissed").content.decode()
    without_scripts = client.post(f"/desk/claims/{other.pk}/status/", {"version": 0, "to": "dismissed"})
    assert (without_scripts.headers["Location"], ClaimHold.objects.count()) == ("/desk/", 0)


def test_who_opens_a_claim_holds_it_and_the_next_is_given_another() -> None:
    version = article()
    one, other = claim("a", version=version, checkworthiness=0.9), claim("b", version=version)
    first, second, reader = at(person("reviewer", "first")), at(person("reviewer", "second")), at(person("reader"))
    assert first.get("/desk/").context["claim"] == one
    page = second.get("/desk/")
    assert page.context["claim"] == other, "what somebody works on is not put before the next one"
    assert [(row.text_key, holder) for row, holder in page.context["rows"]] == [("a", "first"), ("b", "")]
    held = second.get(f"/desk/claims/{one.pk}/")
    assert (held.context["held"].person.username, held.context["may_review"], held.context["may_match"]) == ("first", False, False)
    assert reader.get(f"/desk/claims/{one.pk}/").context["held"] is None, "a reader neither holds nor waits"
    late = decided(second, f"claims/{one.pk}/status", version=0, to="in_review")
    assert (late.status_code, "first is working on it" in error(late)) == (409, True)
    assert decided(second, f"claims/{one.pk}/take-over", version=0).status_code == 200
    assert decided(second, f"claims/{one.pk}/status", version=0, to="in_review").status_code == 200
    assert [answer.status_code for answer in (first.post(f"/desk/claims/{one.pk}/hold/"), second.post(f"/desk/claims/{one.pk}/hold/"))] == [
        409,
        204,
    ]
    assert reader.post(f"/desk/claims/{one.pk}/hold/").status_code == 409
    assert decided(reader, f"claims/{one.pk}/take-over", version=0).status_code == 400


def test_who_has_a_claim_that_was_given_to_another_desk_is_told_that_it_is_theirs_no_longer() -> None:
    editor, reviewer, other = person("editor"), person("reviewer"), Desk.objects.create(name="اقتصاد")
    one = claim("a", version=article())
    client = at(reviewer)
    assert client.get(f"/desk/claims/{one.pk}/").context["holds"]
    assign(one, desk=other, assignee=None, by=editor, reason="من شأنهم")
    assert client.post(f"/desk/claims/{one.pk}/hold/").status_code == 409


def test_the_claim_that_the_address_of_the_desk_names_needs_no_bell_any_more() -> None:
    reviewer = person("reviewer")
    one = claim("a", version=article())
    assign(one, desk=None, assignee=reviewer, by=person("editor"), reason="لك")
    for query, waiting in (({}, 1), ({"claim": one.pk}, 0)):
        at(reviewer).get("/desk/", query)
        assert Notification.objects.filter(person=reviewer).unread().count() == waiting


def test_a_part_of_a_page_is_kept_apart_from_the_page() -> None:
    one, client = claim("a", version=article()), at(person("reviewer"))
    for answer in (client.get(f"/desk/claims/{one.pk}/"), decided(client, f"claims/{one.pk}/take", version=0)):
        assert "HX-Request" in answer.headers["Vary"].split(", ")


def rewritten(by: User, one: Claim, check: FactCheck) -> None:
    write_fact_check(one, verdict="misleading", summary="مئة وعشرون", by=by, reason="عددتهم")


def taken(by: User, one: Claim, check: FactCheck) -> None:
    assign(one, desk=None, assignee=by, by=by, reason="لي")


def sent_back(by: User, one: Claim, check: FactCheck) -> None:
    change_status(one, to="in_review", by=by, reason="ناقص")


def confirmed(by: User, one: Claim, check: FactCheck) -> None:
    confirm_match(Match.objects.get(), by=by, reason="رقمان")


REWRITTEN = [("Verdict", "Misleading"), ("Summary, for readers", "مئة وعشرون")]
SINCE: list[tuple[Callable[..., None], str, str, list[tuple[str, str]]]] = [
    (rewritten, "checks/{check}/undo", "changed it", REWRITTEN),  # it was a draft and is one
    (rewritten, "claims/{claim}/verdict", "changed it", REWRITTEN),
    (taken, "claims/{claim}/status", "changed it", [("Assigned to", "first")]),  # which leaves the status as it is
    (sent_back, "claims/{claim}/status", "decided: in review", []),
    (confirmed, "matches/{match}/reject", "decided: confirmed", [("Relation", "contradicts")]),
]


@pytest.mark.parametrize(("act", "path", "told", "changed"), SINCE)
def test_what_was_decided_since_is_told_in_words(act: Callable[..., None], path: str, told: str, changed: list[tuple[str, str]]) -> None:
    first, second = person("reviewer", "first"), person("reviewer", "second")
    one = claim("a", version=article())
    pair = match(one, claim("b"))
    check = checked(one, second)
    version = {"claims/{claim}/status": one.version, "matches/{match}/reject": 0}.get(path, check.version)
    act(first, one, check)
    fields = {"version": version, "to": "in_review", "verdict": "true", "summary": "x"}
    late = decided(at(second), path.format(check=check.pk, claim=one.pk, match=pair.pk), **fields)
    (line,) = late.context["since"]
    assert (late.status_code, line.decision.actor, [(row.field, row.after) for row in line.changed]) == (409, first, changed)
    assert error(late).startswith(f"first was first and {told} (")


@pytest.mark.parametrize(("language", "words"), [("en", "change statuses"), ("ar", "تغيير حالات التحقق")])
def test_what_one_may_not_do_is_said_in_words(language: str, words: str) -> None:
    one = claim("a", version=article())
    client = at(person("reader"))
    answer = client.post(
        f"/desk/claims/{one.pk}/status/", {"version": 0, "to": "in_review"}, headers={"HX-Request": "true", "Accept-Language": language}
    )
    assert (words in error(answer), "change_status" in error(answer)) == (True, False)


def test_every_field_of_a_form_has_words() -> None:
    forms: set[type[DecidingForm]] = {deed.form for deeds in (CLAIM_DEEDS, CHECK_DEEDS, MATCH_DEEDS) for deed in deeds.values()}
    forms.add(VerdictForm)
    assert {name for form in forms for name in form.base_fields} - FIELD_WORDS.keys() == set()


def test_what_a_refused_form_had_stays_in_that_form() -> None:
    reviewer, approver = person("reviewer"), person("approver")
    one = claim("a", version=article())
    pair = match(one, claim("b"))
    checked(one, reviewer)
    confirm_match(pair, by=reviewer, reason="رقمان")
    late = decided(at(approver), f"matches/{pair.pk}/confirm", version=0, claim=one.pk, relation="contradicts", reason="Another number.")
    assert (late.status_code, re.findall(r'<input name="reason"[^>]* value="([^"]*)"', late.content.decode())) == (409, ["", ""])
    evidence = decided(at(approver), f"checks/{FactCheck.objects.get().pk}/evidence", version=9, reason="سجل", address="x", snapshot="")
    assert evidence.status_code == 400
    assert re.findall(r'<input name="reason"[^>]* value="([^"]*)"', evidence.content.decode()) == ["", ""]
    assert re.findall(r'name="address"[^>]* value="([^"]*)"', evidence.content.decode()) == ["x"]


def test_what_was_written_is_shown_to_who_lost_the_claim() -> None:
    first, second = at(person("reviewer", "first")), at(person("reviewer", "second"))
    one = claim("a", version=article())
    decided(first, f"claims/{one.pk}/status", version=0, to="in_review")
    decided(second, f"claims/{one.pk}/take-over", version=1)
    late = decided(first, f"claims/{one.pk}/verdict", version=0, verdict="true", summary="what I had written")
    assert (late.status_code, "what I had written" in late.content.decode()) == (409, True)


def test_what_was_written_is_shown_where_its_form_is_gone() -> None:
    reviewer, other = person("reviewer"), person("reviewer", "other")
    one = claim("a", version=article())
    change_status(one, to="in_review", by=reviewer, reason="لي")
    change_status(one, to="dismissed", by=other, reason="لا يستحق")
    late = decided(at(reviewer), f"claims/{one.pk}/verdict", version=0, verdict="true", summary="ثلاثمئة", reason="عددتهم")
    assert (late.status_code, late.context["lost_words"]) == (400, ["ثلاثمئة", "عددتهم"])
    assert '<blockquote dir="rtl">ثلاثمئة</blockquote>' in late.content.decode()


def test_an_editor_gives_a_claim_to_a_reviewer() -> None:
    reviewer = person("reviewer")
    one = claim("a", version=article())
    client = at(person("editor"))
    assert [user.username for user in client.get(f"/desk/claims/{one.pk}/").context["reviewers"]] == ["reviewer"]
    assert decided(client, f"claims/{one.pk}/assign", version=0, assignee=reviewer.pk).status_code == 200
    one.refresh_from_db()
    assert one.assignee == reviewer
    assert decided(client, f"claims/{one.pk}/assign", version=1, assignee="").status_code == 200
    assert decided(client, f"claims/{one.pk}/assign", version=2, assignee=client.session["_auth_user_id"]).status_code == 400


def test_an_editor_gives_a_claim_that_a_reviewer_has_open_and_takes_that_back() -> None:
    reviewer, other = person("reviewer"), person("reviewer", "huda")
    one = claim("a", version=article())
    at(reviewer).get(f"/desk/claims/{one.pk}/")
    client = at(person("editor"))
    page = client.get(f"/desk/claims/{one.pk}/")
    given = decided(client, f"claims/{one.pk}/assign", version=sent_by(page, "g")["version"], assignee=other.pk)
    one.refresh_from_db()
    assert (given.status_code, one.assignee) == (200, other)
    back = decided(client, f"claims/{one.pk}/undo", **sent_by(given, "z"))
    one.refresh_from_db()
    assert (back.status_code, one.assignee) == (200, None)


def test_who_reviews_and_gives_does_no_more_than_give_what_somebody_else_has_open() -> None:
    both = person("editor")
    both.groups.add(Group.objects.get(name="reviewer"))
    one = claim("a", version=article())
    at(person("reviewer")).get(f"/desk/claims/{one.pk}/")
    page = at(both).get(f"/desk/claims/{one.pk}/").context
    rights = [f"may_{right}" for right in ("review", "assign", "write", "match", "approve", "publish", "withdraw")]
    assert [right for right in rights if page[right]] == ["may_assign"]
    assert decided(at(both), f"claims/{one.pk}/take", version=0).status_code == 409
    assert decided(at(both), f"claims/{one.pk}/assign", version=0, assignee=both.pk).status_code == 200


def test_the_values_of_a_figure_have_their_verdicts() -> None:
    reviewer = person("reviewer")
    one = claim("a", version=article(), as_of=MARCH)
    other = claim("b", text="عدد العاملين في السد 120 عاملا", as_of=DateRange(date(2026, 3, 20), date(2026, 3, 21)))
    other.quantities.update(low=120, high=120, text="120 عامل")
    confirm_match(match(one, other), by=reviewer, reason="seen")
    approved(other, reviewer, person("approver"))
    panel = at(reviewer).get(f"/desk/claims/{one.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert sorted(re.findall(r"<td>([^<]*)</td></tr>", panel)) == ["False", "–"]


def test_another_desks_claims_are_not_there() -> None:
    desk = Desk.objects.create(name="تحقيقات")
    one = claim("a", version=article(desk), confidential_to=desk)
    client = at(person("reviewer"))
    assert listed(client) == []
    assert client.get(f"/desk/claims/{one.pk}/").status_code == 404
    assert decided(client, f"claims/{one.pk}/status", version=0, to="in_review").status_code == 404
    assert Claim.objects.get().version == 0


def test_a_page_costs_the_same_for_one_row_and_three(django_assert_max_num_queries: Any) -> None:
    reviewer = person("reviewer")
    version = article()
    one = claim("a", version=version)
    checked(one, reviewer)
    counts = []
    at(reviewer).get("/desk/", {"claim": one.pk})  # whose hold is renewed from here on
    for number in (1, 3):
        while Match.objects.count() < number:
            other = claim(f"m{Match.objects.count()}", version=version)
            match(one, other)
        with django_assert_max_num_queries(48) as asked:
            assert at(reviewer).get("/desk/", {"claim": one.pk}).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("language", "words"), [("en", "unreviewed → in review."), ("ar", "لم يُراجَع ← قيد المراجعة.")])
def test_the_history_says_states_in_the_language_of_the_page(language: str, words: str) -> None:
    one, reviewer = claim(), person("reviewer")
    change_status(one, to="in_review", by=reviewer, reason="mine")
    reviewer.language = language
    reviewer.save()
    page = at(reviewer).get(f"/desk/claims/{one.pk}/", headers={"Accept-Language": language}).content.decode()
    assert words in page
    assert "in_review." not in page


def test_the_history_numbers_what_was_taken_back_in_the_digits_of_the_page() -> None:
    one, reviewer = claim(), person("reviewer")
    change_status(one, to="in_review", by=reviewer, reason="mine")
    undo(one, by=reviewer, reason="not mine")
    page = at(reviewer).get(f"/desk/claims/{one.pk}/", headers={"Accept-Language": "ar"}).content.decode()
    assert "تراجُع عن القرار رقم ١<" in page
