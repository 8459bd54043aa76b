"""Each key has a chain of its own; what an older one has in the chain of its person stays there."""

from __future__ import annotations

import pytest
from django.utils import timezone

from claims.errors import NotAllowed
from claims.models import ApiKey, Decision, User
from claims.pipeline.accounts import note_about
from claims.pipeline.audit import close_ledger
from claims.pipeline.keys import find_key, issue_key, revoke_key
from claims.pipeline.verify import verify_audit
from claims.rights import Action
from tests.desk_rows import person
from tests.pipeline.test_verify import guards_off

pytestmark = pytest.mark.django_db


def told(key: ApiKey) -> list[tuple[str, str, str, str]]:
    chain = Decision.objects.of("key", key.pk).select_related("actor")
    return [(one.actor.username, one.from_state, one.to_state, one.reason) for one in chain]


def key_from_before(user: User) -> ApiKey:
    """As it was made when keys had no chain: told in that of its person."""
    with guards_off():
        key = ApiKey.objects.create(name="لوحة الانتخابات", user=user, scopes=["read"], prefix="fck_abcdefgh", digest="d")
    note_about(user, by=user, reason="key_made", changes={"api_key": [None, str(key)], "scopes": [[], key.scopes]})
    return key


def test_a_key_is_made_and_revoked_in_its_own_chain() -> None:
    reader, administrator = person("reader"), person("administrator")
    accounts = Decision.objects.filter(subject="user").count()
    key, secret = issue_key(name="لوحة الانتخابات", scopes=[Action.READ], by=reader)
    assert (find_key(secret), key.version) == (key, 1)
    revoke_key(key, by=administrator)
    assert told(key) == [("reader", "", "valid", "key_made"), ("administrator", "valid", "revoked", "key_revoked")]
    assert (find_key(secret), Decision.objects.filter(subject="user").count()) == (None, accounts)


def test_what_is_revoked_is_revoked_once_whoever_holds_an_older_picture_of_it() -> None:
    reader = person("reader")
    key, _ = issue_key(name="k", scopes=[Action.READ], by=reader)
    seen = ApiKey.objects.get(pk=key.pk)
    revoke_key(key, by=reader)
    key.refresh_from_db()
    revoked_at = key.revoked_at
    revoke_key(seen, by=reader)
    key.refresh_from_db()
    assert (key.revoked_at, len(told(key))) == (revoked_at, 2)


def test_nobody_revokes_a_key_of_another() -> None:
    key, secret = issue_key(name="k", scopes=[Action.READ], by=person("reader"))
    with pytest.raises(NotAllowed):
        revoke_key(key, by=person("editor"))
    assert (find_key(secret), len(told(key))) == (key, 1)


def test_a_key_from_before_is_whole_and_its_end_begins_its_chain() -> None:
    reader = person("reader")
    key = key_from_before(reader)
    close_ledger()
    assert verify_audit().findings == []
    revoke_key(key, by=reader)
    assert told(key) == [("reader", "", "revoked", "key_revoked")]
    assert verify_audit().findings == []


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"scopes": ["approve", "read"]}, ["row_changed"]),
        ({"user_id": 0}, ["row_changed"]),  # another person
        ({"revoked_at": timezone.now()}, ["row_changed"]),
        ({"version": 2}, ["tail_cut"]),
    ],
)
def test_what_is_done_to_a_key_behind_its_guard_is_found(fields: dict[str, object], codes: list[str]) -> None:
    key, _ = issue_key(name="k", scopes=[Action.READ], by=person("reader"))
    if "user_id" in fields:
        fields = {"user_id": person("approver").pk}
    with guards_off():
        ApiKey.objects.filter(pk=key.pk).update(**fields)
    assert [finding.code for finding in verify_audit().findings] == codes
