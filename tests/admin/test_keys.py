"""Keys in the admin: seen and revoked, never made."""

import pytest
from django.test import Client

from claims.models import ApiKey, Decision, User
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.keys import issue_key
from claims.rights import Action
from tests.desk_rows import person

pytestmark = pytest.mark.django_db
LIST = "/admin/claims/apikey/"


def at(user: User) -> Client:
    grant_admin_permissions()
    client = Client()
    client.force_login(user)
    return client


def key_of(user: User) -> ApiKey:
    return issue_key(name="لوحة الانتخابات", scopes=[Action.READ], by=user)[0]


def revoke(client: Client, key: ApiKey) -> bool:
    chosen = {"action": "revoke", "_selected_action": [key.pk], "index": 0}
    client.post(LIST, chosen)
    key.refresh_from_db()
    assert key.revoked_at is None
    client.post(LIST, {**chosen, "confirmed": "yes"})
    key.refresh_from_db()
    return key.revoked_at is not None


def test_which_keys_of_whom_are_revoked_is_shown_first() -> None:
    keys = [key_of(person("reader")), key_of(person("editor"))]
    page = at(person("administrator")).post(LIST, {"action": "revoke", "_selected_action": [key.pk for key in keys], "index": 0})
    assert page.context["lines"][1:] == [f"{key} ({key.user})" for key in keys]
    assert page.context["hidden"] == [("action", "revoke"), *(("_selected_action", key.pk) for key in keys)]
    assert not ApiKey.objects.exclude(revoked_at=None).exists()


@pytest.mark.parametrize("role", ["editor", "reviewer", "approver", "administrator"])
def test_nobody_makes_a_key_here_for_whomever(role: str) -> None:
    client, approver = at(person(role)), person("approver", "who approves")
    sent = {"name": "bot", "user": approver.pk, "scopes": ["read", "approve"]}
    assert (client.get(f"{LIST}add/").status_code, client.post(f"{LIST}add/", sent).status_code) == (403, 403)
    assert not ApiKey.objects.exists()


def test_the_administrator_sees_and_revokes_those_of_all_and_the_audit_says_so() -> None:
    administrator, reader = person("administrator"), person("reader")
    key = key_of(reader)
    assert "لوحة الانتخابات" in at(administrator).get(LIST).content.decode()
    assert revoke(at(administrator), key)
    last = Decision.objects.of("key", key.pk).latest("seq")
    assert (last.actor, last.reason, last.changes) == (administrator, "key_revoked", {"api_key": [str(key), None]})


def test_everybody_else_sees_and_revokes_their_own() -> None:
    editor, reviewer = person("editor"), person("reviewer")
    own, other = key_of(editor), key_of(reviewer)
    client = at(editor)
    assert [key.pk for key in client.get(LIST).context["cl"].result_list] == [own.pk]
    assert (revoke(client, own), revoke(client, other)) == (True, False)
