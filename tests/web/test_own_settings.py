"""What a person chooses for themselves."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from django.test import Client

from claims.models import NotificationPreference, User
from tests.desk_rows import person

pytestmark = pytest.mark.django_db

SENT: dict[str, Any] = {
    "language": "ar",
    "time_zone": "Africa/Cairo",
    "mailing": "digest",
    "digest_at": "07:30",
    "quiet_from": "22:00",
    "quiet_until": "06:00",
    "listed": ["assigned", "approval", "contradicted", "updated", "gone"],
    "mailed": ["approval"],
}


def at(user: User) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


def test_what_is_saved_holds_and_is_shown_again() -> None:
    user = person("reader")
    client = at(user)
    answer = client.post("/settings/", SENT, follow=True)
    assert (answer.status_code, answer.redirect_chain) == (200, [("/settings/", 302)])
    page = answer.content.decode()
    assert 'lang="ar"' in page
    assert "حُفظ." in page
    user.refresh_from_db()
    chosen = NotificationPreference.objects.get()
    assert (user.language, user.time_zone) == ("ar", "Africa/Cairo")
    assert (chosen.mailing, chosen.digest_at, chosen.quiet_from, chosen.quiet_until) == ("digest", time(7, 30), time(22), time(6))
    assert (chosen.unlisted, chosen.unmailed) == (["void"], ["assigned", "contradicted", "gone", "updated", "void"])
    assert answer.context["form"].initial["listed"] == SENT["listed"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"quiet_until": ""}, "quiet_until"),
        ({"digest_at": "25:00"}, "digest_at"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"mailed": ["nonsense"]}, "mailed"),
        ({"mailing": ""}, "mailing"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(wrong: dict[str, Any], field: str) -> None:
    user = person("reader")
    answer = at(user).post("/settings/", {**SENT, **wrong})
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert 'value="22:00"' in answer.content.decode()
    user.refresh_from_db()
    assert (user.language, NotificationPreference.objects.count()) == ("", 0)


@pytest.mark.parametrize(
    ("email", "backend", "said"),
    [
        ("", "smtp.EmailBackend", "Your account has no mail address"),
        ("reader@desk.example", "dummy.EmailBackend", "No mail server is set up here"),
        ("reader@desk.example", "smtp.EmailBackend", "reader@desk.example"),
    ],
)
def test_whether_there_will_be_any_mail_is_said(settings: Any, email: str, backend: str, said: str) -> None:
    user = person("reader")
    User.objects.filter(pk=user.pk).update(email=email)
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}"
    assert said in at(user).get("/settings/").content.decode()


def test_a_stranger_has_none(client: Client) -> None:
    assert client.get("/settings/").status_code == 302
