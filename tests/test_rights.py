"""Who may do what, as one table: held against the rights themselves and against every door, for every role."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import transaction
from django.test import Client
from rest_framework.test import APIClient

from claims.errors import FactcheckError, NotAllowed
from claims.models import (
    Appearance,
    Article,
    Claim,
    Decision,
    Desk,
    Evidence,
    FactCheck,
    Feed,
    Match,
    Proposal,
    Quote,
    Setback,
    Speaker,
    SpeakerChange,
    SpeakerName,
    SpeakerProposal,
    User,
)
from claims.pipeline.accounts import ROLES as MADE
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.assign import assign
from claims.pipeline.audit import close_ledger
from claims.pipeline.correct import accept_proposal, correct_span, correct_speaker, decline_proposal
from claims.pipeline.decide import decided_on, version_of
from claims.pipeline.describe import add_outlet, describe_outlet
from claims.pipeline.feeds import add_feed, ask_again, change_feed
from claims.pipeline.fetch import request_page
from claims.pipeline.import_reviews import add_source
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.keys import issue_key
from claims.pipeline.merge import merge_speakers, undo_change
from claims.pipeline.publish import publish, withdraw
from claims.pipeline.regroup import put_into_origin, set_apart
from claims.pipeline.relate import confirm_match, reject_match
from claims.pipeline.review import add_evidence, approve, change_status, fingerprint, remove_evidence, write_fact_check
from claims.pipeline.spell import add_spelling
from claims.pipeline.split import split_speaker
from claims.pipeline.undo import undo
from claims.pipeline.webhooks import make_webhook
from claims.rights import KEY_SCOPES, Action, may
from tests.desk_rows import WORDS, approved, article, checked, claim, in_review, match, person, quote, speaker

ROLES = ("reader", "editor", "reviewer", "approver", "administrator")
NOBODY, ALL, EDITORS, REVIEWERS, APPROVERS = set[str](), set(ROLES), {"editor"}, {"reviewer", "approver"}, {"approver"}
TABLE: dict[Action, set[str]] = {
    Action.READ: ALL,
    Action.READ_PUBLISHED: ALL,
    Action.ADD_ARTICLE: EDITORS,
    Action.CORRECT: EDITORS,
    Action.ASSIGN: EDITORS,
    Action.CHANGE_STATUS: REVIEWERS,
    Action.WRITE_FACT_CHECK: REVIEWERS,
    Action.DECIDE_MATCH: REVIEWERS,
    Action.DECIDE_IN_BULK: EDITORS | REVIEWERS,
    Action.APPROVE: APPROVERS,
    Action.PUBLISH: APPROVERS,
    Action.WITHDRAW: APPROVERS,
    Action.READ_LEDGER: {"approver", "administrator"},
    Action.SUBSCRIBE: ALL - {"reader"},
    Action.KEEP_SEARCHES: ALL,
    Action.MANAGE_USERS: {"administrator"},
}
pytestmark = pytest.mark.django_db


def test_the_roles_are_made_by_a_migration() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == ALL == set(MADE)


def test_the_table_of_rights() -> None:
    people = {role: person(role) for role in ROLES}
    # A superuser's office is not the desk either.
    User.objects.filter(username="administrator").update(is_superuser=True)
    people["administrator"].refresh_from_db()
    assert {action: {role for role in ROLES if may(people[role], action)} for action in Action} == TABLE


@pytest.mark.parametrize("action", list(Action))
def test_nobody_and_people_without_a_role_may_nothing(action: Action) -> None:
    gone = User.objects.create_user(username="gone", is_active=False)
    gone.groups.add(Group.objects.get(name="editor"))
    assert [may(one, action) for one in (AnonymousUser(), User.objects.create_user(username="new"), gone)] == [False, False, False]


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("own", [True, False])
def test_the_desk_of_a_row_bounds_every_role(action: Action, own: bool) -> None:
    desk, other = Desk.objects.create(name="investigations"), Desk.objects.create(name="sport")
    everybody = person("editor", "everybody", desk if own else other)
    everybody.groups.add(*Group.objects.all())
    confidential, worked_on = claim("1", confidential_to=desk), claim("2", desk=desk)
    deciding = {Action.ASSIGN, Action.CHANGE_STATUS, Action.WRITE_FACT_CHECK, Action.APPROVE, Action.PUBLISH, Action.WITHDRAW}
    assert may(everybody, action, confidential) == own
    assert may(everybody, action, match(confidential, claim("3"))) == own
    assert may(everybody, action, quote(article(desk))) == own
    assert may(everybody, action, worked_on) == (own or action not in deciding)
    assert may(everybody, action, claim("4"))


class Rows:
    """One row of each kind, each where the decision in question can be taken by whoever has the right."""

    def __init__(self) -> None:
        author, second = person("reviewer", "the author"), person("approver", "the second")
        self.version = article()
        self.free: Claim = claim("1", version=self.version)
        self.reviewed: Claim = in_review(claim("2"), author)
        self.draft: FactCheck = checked(claim("3"), author)
        self.approved: FactCheck = approved(claim("4"), author, second)
        self.match: Match = match(self.free, self.reviewed)
        self.quote: Quote = quote(self.version)
        self.speaker: Speaker = speaker("سميرة الطحان")
        self.author = author
        self.piece: Evidence = self.draft.evidence.earliest("pk")
        self.place: Appearance = self.free.appearances.get()
        self.shorter = self.place.end - len(" عامل")
        self.fewer_words = self.place.text.removesuffix(" عامل")
        self.fingerprint = fingerprint(self.draft.claim)
        self.article, self.wire = self.version.article, article(text=f"خبر الوكالة. {WORDS}").article
        self.outlet = self.article.outlet
        new = ["2026-03-08", "2026-03-09"]
        self.proposal = Proposal.objects.create(claim=self.free, field="said", old=["2026-03-10", "2026-03-10"], new=new)
        close_ledger()

    def load(self) -> None:
        """The rows as they stand, whatever a try that was taken back left on them."""
        decided = (self.free, self.reviewed, self.draft, self.approved, self.match, self.quote)
        for one in (*decided, self.article, self.wire, self.outlet, self.speaker, self.proposal):
            one.refresh_from_db()

    def fill(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The fields as they are sent: what stands in braces is taken from these rows."""
        return {name: self._filled(value) for name, value in fields.items()}

    def _filled(self, value: Any) -> Any:
        if isinstance(value, dict):
            return self.fill(value)
        return value.format(rows=self) if isinstance(value, str) else value


def loaded(piece: Evidence) -> Evidence:
    """As a door loads it: with its fact check as it is now."""
    return Evidence.objects.select_related("fact_check__claim").get(pk=piece.pk)


EVIDENCE = {"address": "https://x.example/", "title": "", "stance": "context", "snapshot": "x"}
SHORTER = {"appearance": "{rows.place.pk}", "start": "{rows.place.start}", "end": "{rows.shorter}"}
# Each decision as a stage, as a call of the API, and as an operation of the admin with the row that it is taken on.
Stage = Callable[[Rows, User], object]
DECISIONS: list[tuple[Action, Stage, tuple[str, str, dict[str, Any]], tuple[str, str, dict[str, Any]]]] = [
    (
        Action.CHANGE_STATUS,
        lambda rows, by: change_status(rows.free, to="dismissed", by=by, reason="r"),
        ("post", "claims/{free.pk}/status/", {"status": "dismissed"}),
        ("free", "move-dismissed", {}),
    ),
    (
        Action.WRITE_FACT_CHECK,
        lambda rows, by: write_fact_check(rows.reviewed, verdict="false", summary="s", by=by, reason="r"),
        ("put", "claims/{reviewed.pk}/fact-check/", {"verdict": "false", "summary": "s"}),
        ("reviewed", "verdict", {"verdict": "false", "summary": "s", "seen": "0"}),
    ),
    (
        Action.WRITE_FACT_CHECK,
        lambda rows, by: add_evidence(rows.draft, by=by, reason="r", **EVIDENCE),
        ("post", "fact-checks/{draft.pk}/evidence/", EVIDENCE),
        ("draft", "add-evidence", EVIDENCE),
    ),
    (
        Action.WRITE_FACT_CHECK,
        lambda rows, by: remove_evidence(loaded(rows.piece), by=by, reason="r"),
        ("post", "fact-checks/{draft.pk}/evidence/{piece.pk}/remove/", {}),
        ("draft", "remove-evidence", {"evidence": "{rows.piece.pk}"}),
    ),
    (
        Action.ASSIGN,
        lambda rows, by: assign(rows.free, desk=None, assignee=rows.author, by=by, reason="r"),
        ("put", "claims/{free.pk}/assignment/", {"desk": None, "assignee": "the author"}),
        ("free", "assign", {"desk": "", "assignee": "{rows.author.pk}"}),
    ),
    (
        Action.CORRECT,
        lambda rows, by: correct_speaker(rows.free, speaker=rows.speaker, by=by, reason="r"),
        ("post", "claims/{free.pk}/correction/", {"said": None}),
        ("free", "correct-said", {"first": "2026-01-01", "last": "2026-01-02"}),
    ),
    (
        Action.CORRECT,
        lambda rows, by: correct_speaker(rows.quote, speaker=rows.speaker, by=by, reason="r"),
        ("post", "quotes/{quote.pk}/correction/", {"stated_on": {"first": "2026-01-01", "last": "2026-01-01"}}),
        ("quote", "correct-stated-on", {"first": "2026-01-01", "last": ""}),
    ),
    (
        Action.DECIDE_MATCH,
        lambda rows, by: confirm_match(rows.match, by=by, reason="r"),
        ("post", "matches/{match.pk}/confirm/", {}),
        ("match", "confirm", {"relation": "", "direction": ""}),
    ),
    (
        Action.DECIDE_MATCH,
        lambda rows, by: reject_match(rows.match, by=by, reason="r"),
        ("post", "matches/{match.pk}/reject/", {}),
        ("match", "reject", {}),
    ),
    (
        Action.APPROVE,
        lambda rows, by: approve(rows.draft, claim_fingerprint=rows.fingerprint, by=by, reason="r"),
        ("post", "fact-checks/{draft.pk}/approve/", {"claim_fingerprint": "{rows.fingerprint}"}),
        ("draft", "approve", {"claim_fingerprint": "{rows.fingerprint}", "origins_override": ""}),
    ),
    (
        Action.PUBLISH,
        lambda rows, by: publish(rows.approved, by=by, reason="r"),
        ("post", "fact-checks/{approved.pk}/publish/", {}),
        ("approved", "publish", {}),
    ),
    (
        Action.WITHDRAW,
        lambda rows, by: withdraw(rows.approved, by=by, reason="r"),
        ("post", "fact-checks/{approved.pk}/withdraw/", {}),
        ("approved", "withdraw", {}),
    ),
    (
        Action.CORRECT,
        lambda rows, by: correct_span(rows.place, start=rows.place.start, end=rows.shorter, claim=rows.free, by=by, reason="r"),
        ("post", "claims/{free.pk}/correction/", {"words": SHORTER}),
        ("free", "correct-span", {"words": "{rows.fewer_words}"}),
    ),
    (
        Action.CORRECT,
        lambda rows, by: describe_outlet(rows.outlet, {"language": "ar"}, by=by, reason="r"),
        ("post", "outlets/{outlet.pk}/description/", {"language": "ar"}),
        ("outlet", "describe", {"name": "صحيفة الوادي", "domain": "", "language": "ar", "time_zone": "Africa/Cairo"}),
    ),
    (
        Action.CORRECT,
        lambda rows, by: add_spelling(rows.speaker, spelling="Samira Tahhan", by=by, reason="r"),
        ("post", "speakers/{speaker.pk}/spellings/", {"spelling": "سميرة الطحّان"}),
        ("speaker", "add-spelling", {"spelling": "سميرة الطحّان"}),
    ),
    (
        Action.CORRECT,
        lambda rows, by: put_into_origin(rows.article, of=rows.wire, by=by, reason="r"),
        ("post", "articles/{article.pk}/origin/", {"of": "{rows.wire.pk}"}),
        ("article", "put-into-origin", {"of": "{rows.wire.pk}"}),
    ),
    (
        Action.CORRECT,
        lambda rows, by: set_apart(rows.article, by=by, reason="r"),
        ("post", "articles/{article.pk}/set-apart/", {}),
        ("article", "set-apart", {}),
    ),
    (
        Action.CORRECT,
        lambda rows, by: accept_proposal(rows.proposal, by=by, reason="r"),
        ("post", "reading-proposals/{proposal.pk}/accept/", {}),
        ("proposal", "accept", {}),
    ),
    (
        Action.CORRECT,
        lambda rows, by: decline_proposal(rows.proposal, by=by, reason="r"),
        ("post", "reading-proposals/{proposal.pk}/decline/", {}),
        ("proposal", "decline", {}),
    ),
]


def call_of(number: int, rows: Rows) -> tuple[str, str, dict[str, Any]]:
    """The n-th decision as a call of the API, on the rows as they are: method, address and body."""
    method, path, sent = DECISIONS[number][2]
    there_are = ("free", "reviewed", "draft", "approved", "match", "quote")
    row = getattr(rows, next((one for one in there_are if f"{{{one}." in path), DECISIONS[number][3][0]))
    seen = type(row)._default_manager.get(pk=row.pk)
    version = 0 if "fact-check/" in path and "fact-checks" not in path else version_of(decided_on(seen))
    return method, f"/api/v1/{path.format(**vars(rows))}", {**rows.fill(sent), "version": version, "reason": "r"}


class Undone(Exception):
    """Takes a try back, so that the next role finds the rows as they were."""


def through(door: Callable[[str, User], bool]) -> set[str]:
    """The roles for which `door` opens; whatever they did is taken back."""
    opened = set()
    for role in ROLES:
        try:
            with transaction.atomic():
                if door(role, person(role, f"the {role} who tries")):
                    opened.add(role)
                raise Undone
        except Undone:
            continue
    return opened


@pytest.mark.parametrize("number", range(len(DECISIONS)))
def test_every_door_opens_to_the_roles_of_the_table_alone(number: int) -> None:
    grant_admin_permissions()
    action, stage, _call, (name, operation, filled) = DECISIONS[number]
    rows = Rows()
    decisions = Decision.objects.exclude(subject="user")

    def by_stage(role: str, user: User) -> bool:
        before = decisions.count()
        rows.load()
        try:
            with transaction.atomic():
                stage(rows, user)
        except NotAllowed:
            return False
        return decisions.count() > before

    def ask(client: APIClient) -> bool:
        before = decisions.count()
        method, address, sent = call_of(number, rows)
        answer = getattr(client, method)(address, sent, format="json")
        assert answer.status_code in {200, 403}, answer.content
        return answer.status_code == 200 and decisions.count() > before

    def by_key(role: str, user: User) -> bool:
        """With a key that holds no more than is needed; whoever lacks the right cannot have it made."""
        return may(user, action) and ask(calling(user, {Action.READ, action}))

    def by_key_without(role: str, user: User) -> bool:
        """With a key that holds everything else that its owner may."""
        return ask(calling(user, {one for one in KEY_SCOPES if may(user, one)} - {action}))

    def by_api(role: str, user: User) -> bool:
        client = APIClient()
        client.force_authenticate(user)
        return ask(client)

    def by_admin(role: str, user: User) -> bool:
        client, before = Client(), decisions.count()
        client.force_login(user)
        return decide(client, getattr(rows, name), operation, rows.fill(filled)) in {200, 302} and decisions.count() > before

    def by_admin_fresh(role: str, user: User) -> bool:
        rows.load()
        return by_admin(role, user)

    opened = {"by_stage": through(by_stage), "by_api": through(by_api), "by_key": through(by_key), "by_admin": through(by_admin_fresh)}
    assert opened == dict.fromkeys(("by_stage", "by_api", "by_key", "by_admin"), TABLE[action])
    assert through(by_key_without) == NOBODY


def calling(user: User, scopes: Collection[Action]) -> APIClient:
    """A program with a key of `user`."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {issue_key(name='program', scopes=scopes, by=user)[1]}")
    return client


def decide(client: Client, row: Any, operation: str, fields: dict[str, Any]) -> int:
    """Go through the admin's confirmation page for one row as a person would; the last answer's status."""
    address = f"/admin/claims/{row._meta.model_name}/decide/{operation}/"
    sent = {"row": f"{row.pk}:{version_of(decided_on(row))}", "reason": "r", **fields}
    shown = client.post(address, sent)
    if shown.status_code != 200:
        return shown.status_code
    return client.post(address, {**sent, "confirm": shown.context["confirm"]}).status_code


# The same decisions on the pages of the review desk, by their number in DECISIONS.
PAGES: list[tuple[int, str, dict[str, Any]]] = [
    (0, "claims/{free.pk}/status/", {"to": "dismissed", "version": "{rows.free.version}"}),
    (1, "claims/{reviewed.pk}/verdict/", {"verdict": "false", "summary": "s", "version": "0"}),
    (2, "checks/{draft.pk}/evidence/", {**EVIDENCE, "version": "{rows.draft.version}"}),
    (3, "checks/{draft.pk}/remove-evidence/", {"evidence": "{rows.piece.pk}", "version": "{rows.draft.version}"}),
    (4, "claims/{free.pk}/assign/", {"assignee": "{rows.author.pk}", "version": "{rows.free.version}"}),
    (7, "matches/{match.pk}/confirm/", {"version": "{rows.match.version}"}),
    (8, "matches/{match.pk}/reject/", {"version": "{rows.match.version}"}),
    (
        9,
        "checks/{draft.pk}/approve/",
        {"version": "{rows.draft.version}", "claim_fingerprint": "{rows.fingerprint}", "reason": "r"},
    ),
    (10, "checks/{approved.pk}/publish/", {"version": "{rows.approved.version}"}),
    (11, "checks/{approved.pk}/withdraw/", {"version": "{rows.approved.version}", "reason": "r"}),
]


@pytest.mark.parametrize(("number", "path", "sent"), PAGES)
def test_the_pages_of_the_desk_open_to_the_roles_of_the_table_alone(number: int, path: str, sent: dict[str, Any]) -> None:
    rows = Rows()
    decisions = Decision.objects.exclude(subject="user")

    def by_page(role: str, user: User) -> bool:
        client, before = Client(), decisions.count()
        client.force_login(user)
        rows.load()
        answer = client.post(f"/desk/{path.format(**vars(rows))}", rows.fill(sent))
        decided = decisions.count() > before
        assert answer.status_code == (302 if decided else 400), answer.content
        return decided

    assert through(by_page) == TABLE[DECISIONS[number][0]]


# What each deed takes for granted: whose the claim is before, and who may do it then.
WORK = [
    ("take", "nobody's", REVIEWERS),
    ("take", "another's", NOBODY),
    ("leave", "their own", REVIEWERS),
    ("leave", "another's", EDITORS),
]


@pytest.mark.parametrize(("deed", "whose", "allowed"), WORK)
def test_a_claim_is_taken_and_left_by_who_may_review_it(deed: str, whose: str, allowed: set[str]) -> None:
    rows, giver = Rows(), person("editor", "the giver")

    def given(user: User) -> None:
        rows.load()
        assignee = user if whose == "their own" else rows.author
        if whose != "nobody's" and may(assignee, Action.CHANGE_STATUS):
            assign(rows.free, desk=None, assignee=assignee, by=giver, reason="r")

    def by_stage(role: str, user: User) -> bool:
        given(user)
        try:
            with transaction.atomic():
                assign(rows.free, desk=None, assignee=user if deed == "take" else None, by=user, reason="r")
        except FactcheckError:
            return False
        return True

    def by_api(role: str, user: User) -> bool:
        given(user)
        client = APIClient()
        client.force_authenticate(user)
        sent = {"desk": None, "assignee": user.username if deed == "take" else None, "version": rows.free.version, "reason": "r"}
        return bool(client.put(f"/api/v1/claims/{rows.free.pk}/assignment/", sent, format="json").status_code == 200)

    def by_page(role: str, user: User) -> bool:
        given(user)
        client = Client()
        client.force_login(user)
        return client.post(f"/desk/claims/{rows.free.pk}/{deed}/", {"version": rows.free.version}).status_code == 302

    assert [through(door) for door in (by_stage, by_api, by_page)] == [allowed] * 3


# Decisions by their number in DECISIONS, each with the row that it is taken on: whoever lost the right cannot take theirs back either.
TAKEN_BACK = [
    *((0, "free"), (2, "draft"), (3, "draft"), (4, "free"), (5, "free"), (6, "quote")),
    *((7, "match"), (8, "match"), (9, "draft"), (12, "free")),
    *((13, "outlet"), (14, "speaker"), (15, "article"), (16, "article"), (17, "free")),
]


@pytest.mark.parametrize(("number", "name"), TAKEN_BACK)
def test_only_who_may_still_decide_takes_a_decision_of_their_own_back(number: int, name: str) -> None:
    grant_admin_permissions()
    action, stage, *_doors = DECISIONS[number]
    rows = Rows()
    decisions = Decision.objects.exclude(subject="user")

    def decided(user: User) -> User:
        """The same person after they have taken the decision, which they could while they had the role."""
        rows.load()
        roles = list(user.groups.all())
        user.groups.set(Group.objects.filter(name__in=TABLE[action]))
        stage(rows, User.objects.get(pk=user.pk))
        user.groups.set(roles)
        rows.load()
        return User.objects.get(pk=user.pk)

    def by_stage(role: str, user: User) -> bool:
        user = decided(user)
        try:
            with transaction.atomic():
                undo(getattr(rows, name), by=user, reason="r")
        except NotAllowed:
            return False
        return True

    def by_api(role: str, user: User) -> bool:
        client = APIClient()
        client.force_authenticate(decided(user))
        row = getattr(rows, name)
        address = {"free": "claims", "draft": "fact-checks", "match": "matches"}.get(name, f"{name}s")
        answer = client.post(f"/api/v1/{address}/{row.pk}/undo/", {"version": version_of(row), "reason": "r"}, format="json")
        assert answer.status_code in {200, 403}, answer.content
        return bool(answer.status_code == 200)

    def by_admin(role: str, user: User) -> bool:
        client = Client()
        client.force_login(decided(user))
        before = decisions.count()
        return decide(client, getattr(rows, name), "undo", {}) == 302 and decisions.count() > before

    def by_page(role: str, user: User) -> bool:
        client = Client()
        client.force_login(decided(user))
        row = getattr(rows, name)
        address = {"free": "claims", "draft": "checks", "match": "matches"}[name]
        answer = client.post(f"/desk/{address}/{row.pk}/undo/", {"version": row.version})
        assert answer.status_code in {302, 400}, answer.content
        return answer.status_code == 302

    # The desk has pages of claims, and what hangs on them.
    doors = (by_stage, by_api, by_admin, *((by_page,) if name in {"free", "draft", "match"} else ()))
    assert [through(door) for door in doors] == [TABLE[action]] * len(doors)


def test_commands_and_tasks_act_as_the_system_which_decides_nothing() -> None:
    """What an operator starts hands in articles and reads; no command of the program takes a decision in a person's name."""
    system = User.objects.system()
    assert {action for action in Action if may(system, action)} == {Action.READ, Action.ADD_ARTICLE}
    rows = Rows()
    for action, stage, _call, _operation in DECISIONS:
        rows.load()
        with pytest.raises(NotAllowed) as refused, transaction.atomic():
            stage(rows, system)
        assert refused.value.params["action"] == action.value


BULK = [
    (Action.CHANGE_STATUS, "claim", "move-in-review"),
    (Action.CHANGE_STATUS, "claim", "move-dismissed"),
    (Action.ASSIGN, "claim", "assign"),
    (Action.DECIDE_MATCH, "match", "confirm"),
    (Action.DECIDE_MATCH, "match", "reject"),
    (Action.CORRECT, "proposal", "accept"),
    (Action.CORRECT, "proposal", "decline"),
    (Action.CORRECT, "article", "put-into-origin"),
    (Action.CORRECT, "article", "set-apart"),
]


@pytest.mark.parametrize(("action", "model", "operation"), BULK)
def test_what_is_offered_for_many_rows_follows_the_table_and_needs_its_own_right(action: Action, model: str, operation: str) -> None:
    grant_admin_permissions()
    rows: list[Any] = [claim("1"), claim("2"), claim("3")]
    if model == "match":
        rows = [match(rows[0], rows[1]), match(rows[1], rows[2])]
    if model == "article":
        rows = [article(text=f"{number} {WORDS}").article for number in range(2)]
    if model == "proposal":
        new = ["2026-01-01", "2026-01-02"]
        rows = [Proposal.objects.create(claim=row, field="said", old=None, new=new, extraction_version="1") for row in rows]

    def menu(role: str, user: User) -> bool:
        client = Client()
        client.force_login(user)
        page = client.get(f"/admin/claims/{model}/").content.decode()
        answer = client.post(f"/admin/claims/{model}/", {"action": operation, "_selected_action": [row.pk for row in rows], "index": 0})
        offered = f'value="{operation}"' in page
        assert (answer.status_code == 200 and f"decide/{operation}/" in answer.content.decode()) == offered
        return offered

    def past_the_menu(role: str, user: User) -> bool:
        client = Client()
        client.force_login(user)
        return (
            client.post(f"/admin/claims/{model}/decide/{operation}/", {"row": [f"{row.pk}:0" for row in rows], "reason": "r"}).status_code
            == 200
        )

    allowed = TABLE[action] & TABLE[Action.DECIDE_IN_BULK]
    assert (through(menu), through(past_the_menu)) == (allowed, allowed)


# What else a list offers for many rows, with its own page or none.
MENUS = [
    (Action.ADD_ARTICLE, "article", "read_again"),
    (Action.ADD_ARTICLE, "page", "fetch_again"),
    (Action.ADD_ARTICLE, "feed", "ask_now"),
    (Action.ADD_ARTICLE, "reviewsource", "ask_now"),
    (Action.ADD_ARTICLE, "setback", "try_again"),
    (Action.CORRECT, "speaker", "merge"),
    (Action.CORRECT, "speakerproposal", "merge"),
    (Action.CORRECT, "speakerproposal", "keep_apart"),
    (Action.CORRECT, "speakerchange", "undo"),
]


@pytest.mark.parametrize(("action", "model", "operation"), MENUS)
def test_what_else_is_offered_for_many_rows_follows_the_table(action: Action, model: str, operation: str) -> None:
    grant_admin_permissions()
    giver = person("editor", "the giver")
    version, (one, other) = article(), (speaker("سميرة الطحان"), speaker("سمير الطحان"))
    SpeakerProposal.objects.create(speaker=other, candidate=one, score=0.5, names_version="1")
    _a_feed(version.article)
    Setback.objects.create(step="trace", subject_id=version.article_id, attempts=1)
    request_page("https://sunbula.example/1", by=giver)
    add_source("https://checker.example/feed.json", by=giver)
    merge_speakers(speaker("طحان"), into=one, by=giver, reason="r")

    def menu(role: str, user: User) -> bool:
        client = Client()
        client.force_login(user)
        return f'<option value="{operation}"' in client.get(f"/admin/claims/{model}/").content.decode()

    assert through(menu) == TABLE[action]


FEED = "https://sunbula.example/feed"


def _a_feed(article: Article) -> Feed:
    return Feed.objects.create(address=FEED, outlet=article.outlet)


Deed = Callable[[Article, Article, Speaker, Speaker, User], object]
# What is done to speakers, or makes something new: each as its stage.
DEEDS: list[tuple[Action, Deed]] = [
    (Action.ADD_ARTICLE, lambda article, other, one, two, by: add_outlet({"name": "صحيفة الوادي"}, by=by, reason="r")),
    (Action.ADD_ARTICLE, lambda article, other, one, two, by: ingest(Submission(text="خبر", outlet=article.outlet), by=by)),
    (Action.ADD_ARTICLE, lambda article, other, one, two, by: request_page("https://sunbula.example/1", by=by)),
    (Action.ADD_ARTICLE, lambda article, other, one, two, by: add_source("https://checker.example/feed.json", by=by)),
    (Action.ADD_ARTICLE, lambda article, other, one, two, by: add_feed(address=FEED, outlet=article.outlet, by=by)),
    (Action.ADD_ARTICLE, lambda article, other, one, two, by: change_feed(_a_feed(article), is_paused=True, by=by)),
    (Action.ADD_ARTICLE, lambda article, other, one, two, by: ask_again([_a_feed(article).pk], by=by)),
    (Action.CORRECT, lambda article, other, one, two, by: merge_speakers(one, into=two, by=by, reason="r")),
    (Action.CORRECT, lambda article, other, one, two, by: split_speaker(one, names=[one.names.earliest("pk")], by=by, reason="r")),
    (Action.CORRECT, lambda article, other, one, two, by: undo_change(SpeakerChange.objects.get(), by=by, reason="r")),
    (
        Action.SUBSCRIBE,
        lambda article, other, one, two, by: make_webhook(name="h", address="https://chat.example/", events=["claim.created"], by=by),
    ),
]


@pytest.mark.parametrize(("action", "deed"), DEEDS)
def test_a_stage_does_it_for_the_roles_of_the_table_alone(action: Action, deed: Deed) -> None:
    wire, retold = (article(text=f"{number} {WORDS}").article for number in range(2))
    one, two = speaker("سميرة الطحان"), speaker("سمير الطحان")
    for name in ("سميرة الطحان", "س. الطحان"):
        SpeakerName.objects.create(speaker=one, name=name, key=name)
    merge_speakers(speaker("طحان"), into=two, by=person("editor", "the giver"), reason="r")

    def stage(role: str, user: User) -> bool:
        for row in (wire, retold, one, two):
            row.refresh_from_db()
        try:
            deed(retold, wire, one, two, user)
        except NotAllowed:
            return False
        return True

    assert through(stage) == TABLE[action]


@pytest.mark.parametrize("number", [number for number, one in enumerate(DECISIONS) if one[-1][0] in {"outlet", "speaker", "article"}])
def test_what_the_admin_offers_on_a_rows_page_follows_the_table(number: int) -> None:
    grant_admin_permissions()
    action, *_, (name, operation, _filled) = DECISIONS[number]
    row = getattr(Rows(), name)

    def offered(role: str, user: User) -> bool:
        client = Client()
        client.force_login(user)
        page = client.get(f"/admin/claims/{name}/{row.pk}/change/")
        return page.status_code == 200 and operation in {address.split("/")[5] for address, _ in page.context["operations"]}

    assert through(offered) == TABLE[action]


# What is done to speakers over the API: the address, and what is sent beside what was foreseen.
SPEAKER_CALLS: list[tuple[str, dict[str, Any]]] = [
    ("speakers/{one}/merge/", {"into": "{two}"}),
    ("speakers/{one}/split/", {"names": ["س. الطحان"]}),
    ("speaker-changes/{change}/undo/", {}),
]


@pytest.mark.parametrize(("path", "sent"), SPEAKER_CALLS)
def test_speakers_are_merged_and_split_over_the_api_by_the_roles_of_the_table_alone(path: str, sent: dict[str, Any]) -> None:
    one, two, giver = speaker("سميرة الطحان"), speaker("سمير الطحان"), person("editor", "the giver")
    for name in ("سميرة الطحان", "س. الطحان"):
        SpeakerName.objects.create(speaker=one, name=name, key=name)
    change = merge_speakers(speaker("طحان"), into=two, by=giver, reason="r")
    address = f"/api/v1/{path.format(one=one.pk, two=two.pk, change=change.pk)}"
    fields = {name: value.format(two=two.pk) if isinstance(value, str) else value for name, value in sent.items()}

    def foreseen() -> str:
        client = APIClient()
        client.force_authenticate(giver)
        if path.endswith("undo/"):
            return str(client.get(address.removesuffix("undo/")).json()["foreseen"]["digest"])
        return str(client.post(f"{address}foresee/", fields, format="json").json()["digest"])

    def ask(client: APIClient) -> bool:
        before = SpeakerChange.objects.count()
        answers = [] if path.endswith("undo/") else [client.post(f"{address}foresee/", fields, format="json")]
        answers.append(client.post(address, {**fields, "reason": "r", "foreseen": foreseen()}, format="json"))
        made = SpeakerChange.objects.count() > before
        assert {answer.status_code for answer in answers} == {200 if made else 403}
        return made

    def by_api(role: str, user: User) -> bool:
        client = APIClient()
        client.force_authenticate(user)
        return ask(client)

    def by_key(role: str, user: User) -> bool:
        return may(user, Action.CORRECT) and ask(calling(user, {Action.READ, Action.CORRECT}))

    def by_key_without(role: str, user: User) -> bool:
        return ask(calling(user, {one for one in KEY_SCOPES if may(user, one)} - {Action.CORRECT}))

    assert [through(door) for door in (by_api, by_key)] == [TABLE[Action.CORRECT]] * 2
    assert through(by_key_without) == NOBODY


FORMS = [
    *((Action.ADD_ARTICLE, f"{model}/add/") for model in ("article", "page", "feed", "outlet", "reviewsource")),
    (Action.SUBSCRIBE, "webhook/add/"),
    (Action.CORRECT, "speaker/{speaker.pk}/split/"),
]


@pytest.mark.parametrize(("action", "path"), FORMS)
def test_the_admins_forms_open_to_the_roles_of_the_table_alone(action: Action, path: str) -> None:
    grant_admin_permissions()
    address = f"/admin/claims/{path.format(speaker=speaker())}"

    def door(role: str, user: User) -> bool:
        client = Client()
        client.force_login(user)
        answer = client.get(address)
        assert answer.status_code in {200, 403}
        return answer.status_code == 200

    assert through(door) == TABLE[action]


def reads(answer: Any) -> bool:
    """Whether a row was shown; the admin leads back to the list instead."""
    assert answer.status_code in {200, 302, 404}, answer.content
    return bool(answer.status_code == 200)


@pytest.mark.parametrize("about", ["another's account", "another's key", "the ledger"])
def test_the_audit_of_accounts_and_its_ledger_are_read_by_the_roles_of_the_table_alone(about: str) -> None:
    grant_admin_permissions()
    close_ledger()
    another = person("editor", "another")
    key, _secret = issue_key(name="k", scopes=[Action.READ], by=another)
    subjects = {"another's account": ("user", another.pk), "another's key": ("key", key.pk), "the ledger": ("ledger", 0)}
    row = Decision.objects.of(*subjects[about]).get()

    def by_api(role: str, user: User) -> bool:
        client = APIClient()
        client.force_authenticate(user)
        listed = [one["id"] for one in client.get(f"/api/v1/decisions/?subject={row.subject}").json()["results"]]
        assert (row.pk in listed) == reads(client.get(f"/api/v1/decisions/{row.pk}/"))
        return row.pk in listed

    def by_key(role: str, user: User) -> bool:
        return may(user, Action.READ_LEDGER) and reads(calling(user, {Action.READ, Action.READ_LEDGER}).get(f"/api/v1/decisions/{row.pk}/"))

    def by_key_without(role: str, user: User) -> bool:
        scopes = {one for one in KEY_SCOPES if may(user, one)} - {Action.READ_LEDGER}
        return reads(calling(user, scopes).get(f"/api/v1/decisions/{row.pk}/"))

    def by_admin(role: str, user: User) -> bool:
        client = Client()
        client.force_login(user)
        listed = list(client.get("/admin/claims/decision/").context["cl"].queryset)
        assert (row in listed) == reads(client.get(f"/admin/claims/decision/{row.pk}/change/"))
        return row in listed

    opened = [through(door) for door in (by_api, by_key, by_admin)]
    assert (opened, through(by_key_without)) == ([TABLE[Action.READ_LEDGER]] * 3, NOBODY)


def test_everybody_reads_what_was_decided_on_their_own_account() -> None:
    grant_admin_permissions()

    def by_api(role: str, user: User) -> bool:
        client = APIClient()
        client.force_authenticate(user)
        listed = client.get("/api/v1/decisions/?subject=user").json()["results"]
        return user.pk in {one["subject_id"] for one in listed}

    def by_admin(role: str, user: User) -> bool:
        client = Client()
        client.force_login(user)
        return reads(client.get(f"/admin/claims/decision/{Decision.objects.of('user', user.pk).latest('seq').pk}/change/"))

    assert [through(door) for door in (by_api, by_admin)] == [ALL] * 2


def test_everybody_reads_what_was_decided_on_their_own_keys_alone() -> None:
    grant_admin_permissions()
    issue_key(name="k", scopes=[Action.READ], by=person("editor", "another"))

    def own(role: str, user: User) -> set[int]:
        return {issue_key(name="k", scopes=[Action.READ], by=user)[0].pk}

    def by_api(role: str, user: User) -> bool:
        keys, client = own(role, user), APIClient()
        client.force_authenticate(user)
        listed = {one["subject_id"] for one in client.get("/api/v1/decisions/?subject=key").json()["results"]}
        return listed == keys or (may(user, Action.READ_LEDGER) and listed > keys)

    def by_admin(role: str, user: User) -> bool:
        keys, client = own(role, user), Client()
        client.force_login(user)
        listed = {one.subject_id for one in client.get("/admin/claims/decision/?subject__exact=key").context["cl"].queryset}
        return listed == keys or (may(user, Action.READ_LEDGER) and listed > keys)

    assert [through(door) for door in (by_api, by_admin)] == [ALL] * 2


@pytest.mark.parametrize("path", ["user", "desk", "user/add"])
def test_people_are_managed_by_the_administrator_alone(path: str) -> None:
    grant_admin_permissions()

    def door(role: str, user: User) -> bool:
        client = Client()
        client.force_login(user)
        return client.get(f"/admin/claims/{path}/").status_code == 200

    assert through(door) == TABLE[Action.MANAGE_USERS]
