"""What was set aside is tried again: at once for a person, behind people for a program."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import TestCase
from rest_framework.test import APIClient

from claims.models import ArticleVersion
from claims.pipeline.keys import issue_key
from claims.rights import Action
from claims.tasks import URGENT
from tests.api.people import person, signed_in
from tests.pipeline.test_setbacks import taken_in
from tests.test_tasks import sent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("by_key", [False, True])
def test_a_program_with_a_key_stands_behind(broker: Any, by_key: bool) -> None:
    version, editor = taken_in(), person("editor")
    ArticleVersion.objects.filter(pk=version.pk).update(state="failed")
    _, secret = issue_key(name="wire", scopes=[Action.ADD_ARTICLE], by=editor)
    client = APIClient(headers={"authorization": f"Bearer {secret}"}) if by_key else signed_in(editor)
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert client.post(f"/api/v1/articles/{version.article_id}/retry/").status_code == 202
    called = [f"read_version({version.pk},)"]
    assert (sent(broker, URGENT), sent(broker)) == (([], called) if by_key else (called, []))
