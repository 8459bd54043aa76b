"""Every endpoint, role and scope as one table: what a key opens is what its scopes say, and never more than its owner may."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from claims.errors import InputRefused
from claims.pipeline.keys import issue_key
from claims.rights import KEY_SCOPES, NEED_READING, Action
from tests.api.people import person
from tests.api.test_endpoints import DECIDED_THERE, OPERATIONS, call
from tests.test_rights import ROLES, TABLE

pytestmark = pytest.mark.django_db

READ = {Action.READ}
# What opens an endpoint: any one of these sets. Whatever is not named here needs to read.
WAYS: dict[tuple[str, str], list[set[Action]]] = {
    ("post", "articles/"): [{Action.ADD_ARTICLE}],
    ("post", "articles/files/"): [{Action.ADD_ARTICLE}],
    ("post", "articles/1/retry/"): [{Action.ADD_ARTICLE}],
    ("post", "pages/"): [{Action.ADD_ARTICLE}],
    **{
        ("post", address): [READ | {Action.ADD_ARTICLE}]
        for address in (
            *("review-sources/", "ratings/", "outlets/", "feeds/", "feeds/1/ask/"),
            *("articles/1/read-again/", "articles/1/read-again/foresee/"),
        )
    },
    **{("patch", f"{name}/1/"): [READ | {Action.ADD_ARTICLE}] for name in ("feeds", "review-sources", "ratings")},
    **{
        way: [READ | {Action.SUBSCRIBE}]
        for way in (
            *(("get", address) for address in ("webhooks/", "webhooks/1/", "deliveries/", "deliveries/1/")),
            *(("post", f"webhooks/{rest}") for rest in ("", "1/rotate-secret/", "1/ping/")),
            *((method, "webhooks/1/") for method in ("patch", "delete")),
            ("post", "deliveries/1/redeliver/"),
        )
    },
    **{
        way: [READ | {Action.KEEP_SEARCHES}]
        for way in (
            *(("post", f"searches/{rest}") for rest in ("", "1/feed/")),
            *(("delete", f"searches/1/{rest}") for rest in ("", "feed/")),
            ("patch", "searches/1/"),
        )
    },
    ("get", "claims:search"): [READ, {Action.READ_PUBLISHED}],
    ("get", "decisions/ledger/"): [{Action.READ_LEDGER}],
    ("post", "claims/1/status/"): [READ | {Action.CHANGE_STATUS}],
    ("put", "claims/1/fact-check/"): [READ | {Action.WRITE_FACT_CHECK}],
    ("put", "claims/1/assignment/"): [READ | {Action.ASSIGN}, READ | {Action.CHANGE_STATUS}],
    ("post", "claims/1/correction/"): [READ | {Action.CORRECT}],
    ("post", "claims/1/undo/"): [READ | {one} for one in (Action.CHANGE_STATUS, Action.ASSIGN, Action.CORRECT, Action.APPROVE)],
    ("post", "fact-checks/1/approve/"): [READ | {Action.APPROVE}],
    ("post", "fact-checks/1/publish/"): [READ | {Action.PUBLISH}],
    ("post", "fact-checks/1/withdraw/"): [READ | {Action.WITHDRAW}],
    ("post", "fact-checks/1/undo/"): [READ | {Action.WRITE_FACT_CHECK}, READ | {Action.APPROVE}],
    ("post", "fact-checks/1/evidence/"): [READ | {Action.WRITE_FACT_CHECK}],
    ("post", "fact-checks/1/evidence/1/remove/"): [READ | {Action.WRITE_FACT_CHECK}],
    ("post", "evidence/1/fetch/"): [READ | {Action.WRITE_FACT_CHECK}],
    ("post", "matches/1/confirm/"): [READ | {Action.DECIDE_MATCH}],
    ("post", "matches/1/reject/"): [READ | {Action.DECIDE_MATCH}],
    ("post", "matches/1/undo/"): [READ | {Action.DECIDE_MATCH}],
    **{
        ("post", address): [READ | {Action.CORRECT}]
        for address in (
            *("speaker-proposals/1/merge/", "speaker-proposals/1/keep-apart/", "quotes/1/correction/", "quotes/1/undo/"),
            *("reading-proposals/1/accept/", "reading-proposals/1/decline/"),
            *(f"speakers/1/{one}/" for one in ("merge", "merge/foresee", "split", "split/foresee", "spellings", "undo")),
            *(f"outlets/1/{one}/" for one in ("description", "undo")),
            *(f"articles/1/{one}/" for one in ("origin", "set-apart", "undo")),
            "speaker-changes/1/undo/",
        )
    },
}
ENDPOINTS = [*((method, address) for method, address, _ in OPERATIONS), *(one for one in WAYS if one not in {o[:2] for o in OPERATIONS})]


def test_the_table_has_every_decision() -> None:
    others = {address for _, address, _ in OPERATIONS}
    rows = [address for _, address in WAYS if "/1/" in address and address not in others]
    deciding = {address.replace("/1/", "/", 1).replace("evidence/1/remove", "evidence/remove") for address in rows}
    assert deciding == DECIDED_THERE


def test_a_key_opens_what_its_scopes_say() -> None:
    """Each scope beside reading, and alone where it need not read, for every role that may have it."""
    opened, expected = {}, {}
    for role in ROLES:
        user = person(role)
        lent = [one for one in KEY_SCOPES if role in TABLE[one]]
        beside = [READ | {one} for one in lent]
        alone = [{one} for one in lent if one not in {*NEED_READING, *READ}]
        for scopes in beside + alone:
            client = APIClient()
            client.credentials(HTTP_AUTHORIZATION=f"Bearer {issue_key(name='program', scopes=scopes, by=user)[1]}")
            for method, address in ENDPOINTS:
                which = (role, *sorted(scopes), method, address)
                opened[which] = call(client, method, address).status_code != 403
                expected[which] = any(way <= scopes for way in WAYS.get((method, address), [READ]))
    assert opened == expected
    assert {role for role, *_ in opened} == set(ROLES)


@pytest.mark.parametrize(
    ("role", "scopes", "code"),
    [
        ("approver", {Action.READ}, "scope_missing"),  # who made it could have lent more
        ("reader", {Action.READ}, "not_allowed"),
    ],
)
def test_a_key_that_was_lent_too_little_is_told_so(role: str, scopes: set[Action], code: str) -> None:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {issue_key(name='program', scopes=scopes, by=person(role))[1]}")
    answer = call(client, "post", "claims/1/status/")
    assert (answer.status_code, answer.json()["code"]) == (403, code)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_can_lend_more_than_they_may(role: str) -> None:
    user = person(role)
    lent = set()
    for scope in Action:
        try:
            issue_key(name="program", scopes={Action.READ, scope}, by=user)
        except InputRefused:
            continue
        lent.add(scope)
    assert lent == {scope for scope in KEY_SCOPES if role in TABLE[scope]}


@pytest.mark.parametrize("scope", NEED_READING)
def test_what_decides_must_read(scope: Action) -> None:
    user = person("approver" if "approver" in TABLE[scope] else "editor")
    with pytest.raises(InputRefused) as refused:
        issue_key(name="program", scopes={scope}, by=user)
    assert (refused.value.code, refused.value.field) == ("key_blind", "scopes")
