"""Desks by the API, with the verdicts that each chooses from."""

import pytest

from claims.models import Desk, DeskVerdict
from tests.api.people import person, signed_in

pytestmark = pytest.mark.django_db


def test_a_desk_tells_its_own_scale_in_its_order() -> None:
    own, common = Desk.objects.create(name="تحقيقات"), Desk.objects.create(name="اقتصاد")
    DeskVerdict.objects.create(desk=own, verdict="false", arabic="زائف", position=2)
    DeskVerdict.objects.create(desk=own, verdict="true", english="Correct", position=1)
    scale = [{"verdict": "true", "arabic": "", "english": "Correct"}, {"verdict": "false", "arabic": "زائف", "english": ""}]
    client = signed_in(person("reader"))
    assert client.get("/api/v1/desks/").json()["results"] == [
        {"id": common.pk, "name": "اقتصاد", "verdicts": []},
        {"id": own.pk, "name": "تحقيقات", "verdicts": scale},
    ]
    assert client.get(f"/api/v1/desks/{own.pk}/").json()["verdicts"] == scale
