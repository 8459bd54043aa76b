"""A change of rights is a decision of whoever changed them."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from claims.errors import NotAllowed
from claims.models import Decision, Desk, User
from claims.pipeline.accounts import grant_admin_permissions, record_rights
from tests.desk_rows import person

pytestmark = pytest.mark.django_db


def test_the_administrator_gives_a_role_and_the_audit_says_who() -> None:
    grant_admin_permissions()
    administrator, reader, desk = person("administrator"), person("reader"), Desk.objects.create(name="sport")
    client = Client()
    client.force_login(administrator)
    roles = [group.pk for group in Group.objects.filter(name__in=["reader", "approver"])]
    fields = {"username": "reader", "language": "ar", "time_zone": "Asia/Baghdad", "is_active": "on", "groups": roles, "desk": desk.pk}
    answer = client.post(f"/admin/claims/user/{reader.pk}/change/", fields)
    assert answer.status_code == 302, answer.context["errors"]
    last = Decision.objects.filter(subject="user", subject_id=reader.pk).latest("seq")
    assert (last.actor, last.changes) == (
        administrator,
        {"roles": [["reader"], ["approver", "reader"]], "is_staff": [True, False], "desk": [None, desk.pk]},
    )


def test_nobody_else_does() -> None:
    with pytest.raises(NotAllowed):
        record_rights(person("reader"), {"is_superuser": True}, by=person("approver"))


def test_what_does_not_differ_is_no_decision() -> None:
    reader = person("reader")
    wanted = {"groups": Group.objects.filter(name="reader"), "desk": None, "is_active": True}
    assert record_rights(reader, wanted, by=person("administrator")) is None
    assert User.objects.get(pk=reader.pk).is_active
