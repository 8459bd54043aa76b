"""A change of rights is a decision of whoever changed them."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils.translation import override

from claims.errors import MoveRefused, NotAllowed
from claims.models import Decision, Desk, User
from claims.pipeline.accounts import create_first_accounts, grant_admin_permissions, record_account, record_password, record_rights
from tests.desk_rows import person

pytestmark = pytest.mark.django_db


def role(name: str) -> Group:
    return Group.objects.get(name=name)


def test_the_administrator_gives_a_role_and_the_audit_says_who() -> None:
    grant_admin_permissions()
    administrator, reader, desk = person("administrator"), person("reader"), Desk.objects.create(name="sport")
    client = Client()
    client.force_login(administrator)
    roles = [group.pk for group in Group.objects.filter(name__in=["reader", "approver"])]
    fields = {"username": "reader", "language": "ar", "time_zone": "Asia/Baghdad", "is_active": "on", "groups": roles, "desk": desk.pk}
    fields["email"] = "reader@newsroom.example"
    answer = client.post(f"/admin/claims/user/{reader.pk}/change/", fields)
    assert answer.status_code == 302, answer.context["errors"]
    last = Decision.objects.filter(subject="user", subject_id=reader.pk).latest("seq")
    assert (last.actor, last.changes) == (
        administrator,
        {
            "roles": [["reader"], ["approver", "reader"]],
            "email": ["", "reader@newsroom.example"],
            "desk": [None, desk.pk],
        },
    )


def test_an_account_that_the_administrator_makes_is_theirs_in_the_audit_alone() -> None:
    grant_admin_permissions()
    administrator = person("administrator")
    client = Client()
    client.force_login(administrator)
    words = "عبارة مرور طويلة"
    sent: dict[str, Any] = {"username": "samira", "password1": words, "password2": words, "usable_password": "true"}
    roleless = client.post("/admin/claims/user/add/", sent)
    assert list(roleless.context["errors"]) == [["This field is required."]]
    assert client.post("/admin/claims/user/add/", {**sent, "groups": [role("editor").pk]}).status_code == 302
    connection.check_constraints()  # what the database writes at the end of a transaction
    samira = User.objects.get(username="samira")
    made = {"username": "samira", "email": "", "is_active": True, "is_superuser": False, "is_staff": True}
    told = [(one.actor, one.reason, one.changes) for one in Decision.objects.of("user", samira.pk)]
    changes = {**{field: [None, value] for field, value in made.items()}, "roles": [[], ["editor"]]}
    assert told == [(administrator, "made_in_admin", changes)]


@pytest.mark.parametrize(
    ("stood", "given", "works_there"),
    [
        (False, ["editor"], True),
        (False, ["reader", "reviewer"], True),
        (True, ["reader"], False),
        (True, [], False),
    ],
)
def test_a_role_opens_the_admin_and_without_one_it_closes(stood: bool, given: list[str], works_there: bool) -> None:
    grant_admin_permissions()
    somebody, client = User.objects.create_user(username="huda", is_staff=stood), Client()
    client.force_login(person("administrator"))
    fields = {"username": "huda", "time_zone": "Asia/Baghdad", "is_active": "on", "groups": [role(name).pk for name in given]}
    assert client.post(f"/admin/claims/user/{somebody.pk}/change/", fields).status_code == 302
    somebody.refresh_from_db()
    last = Decision.objects.of("user", somebody.pk).last()
    assert (somebody.is_staff, last and last.changes.get("is_staff")) == (works_there, [stood, works_there])


LAST = "This is the only administrator: make another one first, or nobody manages people any more."


@pytest.mark.parametrize(
    ("other", "sent", "refused"),
    [
        ({}, {"groups": ["administrator"]}, {"is_active": [LAST]}),  # switched off
        ({}, {"is_active": "on", "groups": ["approver"]}, {"groups": [LAST]}),  # without the role
        ({}, {"is_active": "on", "groups": []}, {"groups": [LAST]}),
        ({"is_active": False}, {"groups": ["administrator"]}, {"is_active": [LAST]}),  # who is switched off manages nobody
        ({"is_active": True}, {"groups": ["administrator"]}, None),
        ({"is_active": True}, {"is_active": "on", "groups": ["approver"]}, None),
        ({}, {"is_active": "on", "groups": ["administrator", "approver"]}, None),
    ],
)
def test_the_last_administrator_stays_one(other: dict[str, Any], sent: dict[str, Any], refused: dict[str, Any] | None) -> None:
    grant_admin_permissions()
    administrator, client = person("administrator"), Client()
    if other:
        User.objects.filter(pk=person("administrator", "other").pk).update(**other)
    client.force_login(administrator)
    before = User.objects.filter(pk=administrator.pk).values("is_active", "groups__name").get()
    fields = {"username": "administrator", "time_zone": "Asia/Baghdad", **sent, "groups": [role(name).pk for name in sent["groups"]]}
    answer = client.post(f"/admin/claims/user/{administrator.pk}/change/", fields)
    assert (answer.context["adminform"].form.errors if answer.status_code == 200 else None) == refused
    if refused:
        assert User.objects.filter(pk=administrator.pk).values("is_active", "groups__name").get() == before
        with pytest.raises(MoveRefused, match="only administrator"):
            record_rights(administrator, {"is_active": False}, by=administrator)


@pytest.mark.parametrize(("language", "said"), [("ar", "محرر؛ قارئ"), ("en", "editor; reader")])
def test_the_list_names_the_roles(language: str, said: str) -> None:
    grant_admin_permissions()
    person("reader").groups.add(role("editor"))
    client = Client(headers={"accept-language": language})
    client.force_login(person("administrator"))
    page = client.get("/admin/claims/user/").content.decode()
    assert (f'<td class="field-roles">{said}</td>' in page, said.split("؛")[0].split(";")[0] + "</a>" in page) == (True, True)


def test_the_first_accounts_are_the_programs_own_and_each_has_one_decision() -> None:
    create_first_accounts()
    connection.check_constraints()  # what the database writes at the end of a transaction
    system, editor = User.objects.system(), User.objects.get(username="editor")
    made = {"username": "editor", "email": "", "is_active": True, "is_superuser": False, "is_staff": True}
    told = [(one.actor, one.reason, one.changes) for one in Decision.objects.of("user", editor.pk)]
    assert told == [(system, "made_at_first_start", {**{field: [None, value] for field, value in made.items()}, "roles": [[], ["editor"]]})]


@pytest.mark.parametrize("page", ["change", "password", "history"])
def test_the_machines_account_is_nobody_to_be_managed(page: str) -> None:
    grant_admin_permissions()
    client, system = Client(), User.objects.system()
    client.force_login(person("administrator"))
    words = "عبارة مرور طويلة"
    sent = {"username": "somebody", "password1": words, "password2": words, "usable_password": "true"}
    assert client.post(f"/admin/claims/user/{system.pk}/{page}/", sent).status_code == (302 if page == "change" else 404)
    assert [one.username for one in client.get("/admin/claims/user/").context["cl"].queryset] == ["administrator"]
    assert User.objects.system() == system


@pytest.mark.parametrize(
    ("sent", "changes"),
    [
        ({"password1": "عبارة مرور طويلة", "password2": "عبارة مرور طويلة", "usable_password": "true"}, {"password": [True, True]}),
        ({"password1": "", "password2": "", "usable_password": "false", "unset-password": "1"}, {"password": [True, False]}),
        # the two differ: nothing is set
        ({"password1": "عبارة مرور طويلة", "password2": "عبارة أخرى", "usable_password": "true"}, None),
    ],
)
def test_a_password_set_for_somebody_is_a_decision(sent: dict[str, str], changes: dict[str, list[bool]] | None) -> None:
    grant_admin_permissions()
    administrator, approver = person("administrator"), person("approver")
    before = Decision.objects.of("user", approver.pk).count()
    client = Client()
    client.force_login(administrator)
    client.post(f"/admin/claims/user/{approver.pk}/password/", sent)
    after = list(Decision.objects.of("user", approver.pk))[before:]
    assert [(one.actor, one.reason, one.changes) for one in after] == ([(administrator, "password_set", changes)] if changes else [])


def test_nobody_else_does() -> None:
    with pytest.raises(NotAllowed):
        record_password(person("editor"), by=person("reviewer"))
    with pytest.raises(NotAllowed):
        record_rights(person("reader"), {"is_superuser": True}, by=person("approver"))
    with pytest.raises(NotAllowed):
        record_account(person("reader", "new"), ["reader"], by=person("approver", "another"))


def test_what_does_not_differ_is_no_decision() -> None:
    reader = person("reader")
    wanted = {"groups": Group.objects.filter(name="reader"), "desk": None, "is_active": True}
    assert record_rights(reader, wanted, by=person("administrator")) is None
    assert User.objects.get(pk=reader.pk).is_active


@pytest.mark.parametrize("role", ["administrator", "superuser"])
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "An account is never deleted, since decisions name it."),
        ("ar", "لا يُحذف أي حساب لأن القرارات تذكره."),
    ],
)
def test_an_account_is_switched_off_and_never_deleted(role: str, language: str, said: str) -> None:
    grant_admin_permissions()
    administrator, reader = person("administrator"), person("reader")
    User.objects.filter(pk=administrator.pk).update(is_superuser=role == "superuser")
    client = Client(headers={"accept-language": language})
    client.force_login(administrator)
    page = client.get(f"/admin/claims/user/{reader.pk}/change/").content.decode()
    assert (said in page, f"/admin/claims/user/{reader.pk}/delete/" in page) == (True, False)
    assert 'value="delete_selected"' not in client.get("/admin/claims/user/").content.decode()
    assert client.post(f"/admin/claims/user/{reader.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post("/admin/claims/user/", {"action": "delete_selected", "_selected_action": [reader.pk], "post": "yes"})
    with pytest.raises(DatabaseError, match="switched off, never deleted"), transaction.atomic():
        reader.delete()
    assert User.objects.filter(pk=reader.pk).exists()


def test_a_change_is_told_in_arabic_as_one() -> None:
    grant_admin_permissions()
    reader, client = person("reader"), Client(headers={"accept-language": "ar"})
    client.force_login(person("administrator"))
    fields = {"username": "reader", "language": "ar", "time_zone": "UTC", "is_active": "on", "groups": [role("editor").pk]}
    page = client.post(f"/admin/claims/user/{reader.pk}/change/", fields, follow=True)
    assert [str(one) for one in page.context["messages"]] == [
        f'حُفظت التعديلات على مستخدم «<a href="/admin/claims/user/{reader.pk}/change/">reader</a>».'
    ]
    (logged,) = client.get(f"/admin/claims/user/{reader.pk}/history/").context["logged"]
    with override("ar"):
        assert logged.get_change_message() == "تم تغيير لغة الواجهة، المنطقة الزمنية و الأدوار."


@pytest.mark.parametrize(("page", "said"), [("add", "يجب ألا تقل كلمة المرور عن 12 حرفًا."), ("change", "لا تُحفظ كلمات المرور نفسها")])
def test_the_pages_of_people_say_of_passwords_in_arabic(page: str, said: str) -> None:
    grant_admin_permissions()
    administrator, client = person("administrator"), Client(headers={"accept-language": "ar"})
    client.force_login(administrator)
    path = "add" if page == "add" else f"{administrator.pk}/change"
    assert said in client.get(f"/admin/claims/user/{path}/").content.decode()
