"""Mails whose time has come are called for and sent once, where there is a mail server."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail as outbox

from claims.models import Mail, User
from claims.pipeline.assign import assign
from claims.tasks import mail, send
from tests.api.people import person
from tests.desk_rows import claim as taken_claim
from tests.test_tasks import sent

pytestmark = pytest.mark.django_db


def test_mails_whose_time_has_come_are_called_for_where_there_is_a_mail_server(broker: Any, settings: Any) -> None:
    reviewer = person("reviewer")
    User.objects.filter(pk=reviewer.pk).update(email="reviewer@desk.example")
    given = taken_claim("given")
    assign(given, desk=None, assignee=reviewer, by=person("editor"), reason="for you")
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert (mail(), Mail.objects.count()) == (0, 0)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mail() == 1
    assert sent(broker) == [f"send({Mail.objects.get().pk},)"]
    assert mail() == 1, "until it is sent it is called for again"
    assert [send(Mail.objects.get().pk) for _ in range(2)] == ["sent", "sent"]
    assert len(outbox.outbox) == 1
