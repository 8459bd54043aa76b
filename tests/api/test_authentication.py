"""Keys: what they open, what they do not, and when they end."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from claims.errors import InputRefused, NotAllowed
from claims.models import ApiKey, User
from claims.pipeline.keys import digest_of, find_key, issue_key, revoke_key
from claims.rights import Action, may
from tests.api.people import person
from tests.pipeline.test_verify import guards_off

pytestmark = pytest.mark.django_db

ARTICLE = {"text": "قال مدير السد سامر الحلواني إن عدد العاملين 300 عامل.", "language": "ar"}


def made(user: User, *scopes: Action, **fields: Any) -> tuple[ApiKey, str]:
    return issue_key(name="لوحة الانتخابات", scopes=scopes, by=user, **fields)


def calling(secret: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


def test_a_key_reads_for_its_person() -> None:
    key, secret = made(person("reader"), Action.READ)
    assert calling(secret).get("/api/v1/claims/").status_code == 200
    key.refresh_from_db()
    assert key.last_used_at is not None
    assert (secret[:4], key.digest) == ("fck_", digest_of(secret))


@pytest.mark.parametrize(
    ("role", "scopes", "expected"),
    [
        ("editor", [Action.READ, Action.ADD_ARTICLE], 202),  # the person may, and the key lends it
        ("editor", [Action.READ], 403),  # the person may, the key does not lend it
    ],
)
def test_a_key_lends_no_more_than_its_scopes(role: str, scopes: list[Action], expected: int) -> None:
    _, secret = made(person(role), *scopes)
    assert calling(secret).post("/api/v1/articles/", ARTICLE, format="json").status_code == expected


def test_a_key_comes_with_its_person_and_their_roles_in_one_query(django_assert_num_queries: Any) -> None:
    key, secret = made(person("editor"), Action.READ, Action.ADD_ARTICLE)
    find_key(secret)  # its use is noted once a minute
    key.refresh_from_db()
    with django_assert_num_queries(1):
        found = find_key(secret)
        assert found is not None
        # What its person may, without another query.
        assert [may(found.user, action) for action in (Action.ADD_ARTICLE, Action.CORRECT, Action.APPROVE)] == [True, True, False]
    for row, stored in ((found, key), (found.user, User.objects.get(pk=key.user_id))):
        names = [field.attname for field in type(row)._meta.concrete_fields]
        assert [getattr(row, name) for name in names] == [getattr(stored, name) for name in names]


def test_a_right_that_the_person_lost_is_lost_to_the_key() -> None:
    user = person("editor")
    _, secret = made(user, Action.READ, Action.ADD_ARTICLE)
    user.groups.clear()
    assert calling(secret).post("/api/v1/articles/", ARTICLE, format="json").status_code == 403


def revoked(key: ApiKey) -> None:
    revoke_key(key, by=key.user)


def ended(key: ApiKey) -> None:
    with guards_off():
        ApiKey.objects.filter(pk=key.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def left(key: ApiKey) -> None:
    User.objects.filter(pk=key.user_id).update(is_active=False)


@pytest.mark.parametrize("happens", [revoked, ended, left])
def test_a_key_that_is_over_opens_nothing(happens: Any) -> None:
    key, secret = made(person("reader"), Action.READ)
    happens(key)
    answer = calling(secret).get("/api/v1/claims/")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="factcheck"')
    assert answer.json()["code"] == "authentication_failed"


@pytest.mark.parametrize("secret", ["fck_unknown", "", "مفتاح"])
def test_an_unknown_key_is_refused(secret: str) -> None:
    assert APIClient().get("/api/v1/claims/", HTTP_AUTHORIZATION=f"Bearer {secret}").status_code == 401


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " "}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": [Action.APPROVE]}, "scopes"),  # a reader may not approve, nor may the key
        ({"expires_at": timezone.now() - timedelta(days=1)}, "expires_at"),
    ],
)
def test_a_key_that_makes_no_sense_is_refused(fields: dict[str, Any], field: str) -> None:
    user = person("reader")
    with pytest.raises(InputRefused) as refused:
        issue_key(**{"name": "key", "scopes": [Action.READ], "by": user, **fields})
    assert (refused.value.field, ApiKey.objects.count()) == (field, 0)


@pytest.mark.parametrize(("role", "allowed"), [("administrator", True), ("approver", False)])
def test_keys_of_others_are_for_who_manages_users(role: str, allowed: bool) -> None:
    reader, other = person("reader"), person(role)
    key, _ = made(reader, Action.READ)
    if allowed:
        revoke_key(key, by=other)
    else:
        with pytest.raises(NotAllowed):
            revoke_key(key, by=other)
    key.refresh_from_db()
    assert (key.revoked_at is not None) is allowed
