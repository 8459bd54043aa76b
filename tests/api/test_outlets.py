"""Outlets over the API: added, described anew and put back, each by a decision on the version that was seen."""

from __future__ import annotations

from typing import Any

import pytest

from claims.models import Decision, Outlet
from tests.api.people import person, signed_in

pytestmark = pytest.mark.django_db

OUTLETS = "/api/v1/outlets/"
WADI = {"name": "صحيفة الوادي", "domain": "www.wadi.example", "reason": "تكتب عن السد"}


def test_an_editor_adds_an_outlet_once() -> None:
    client = signed_in(person("editor"))
    made = client.post(OUTLETS, WADI, format="json")
    outlet = Outlet.objects.get(name="صحيفة الوادي")
    assert (made.status_code, made.json()) == (201, {
        "id": outlet.pk, "name": "صحيفة الوادي", "domain": "wadi.example", "language": "", "time_zone": "Asia/Baghdad", "version": 1,
    })  # fmt: skip
    assert (made.headers["Location"], made.headers["ETag"]) == (
        f"http://testserver{OUTLETS}{outlet.pk}/", client.get(f"{OUTLETS}{outlet.pk}/").headers["ETag"],
    )  # fmt: skip
    assert Decision.objects.filter(subject="outlet").values_list("reason", "actor__username").get() == ("تكتب عن السد", "editor")
    again = client.post(OUTLETS, {**WADI, "name": "صحيفة الوادى"}, format="json", HTTP_ACCEPT_LANGUAGE="ar")
    said = "توجد وسيلة إعلام بهذا الاسم أو بهذا النطاق: صحيفة الوادي."
    assert (again.status_code, again.json()["code"], again.json()["detail"]) == (400, "outlet_known", said)


def test_what_is_said_anew_and_taken_back_is_of_the_version_that_was_seen() -> None:
    client = signed_in(person("editor"))
    address = client.post(OUTLETS, WADI, format="json").headers["Location"]
    first = client.get(address)
    sent = {"time_zone": "Asia/Amman", "reason": "مكتبها هناك"}
    moved = client.post(f"{address}description/", sent, format="json", HTTP_IF_MATCH=first.headers["ETag"])
    assert (moved.status_code, moved.json()) == (200, {**first.json(), "time_zone": "Asia/Amman", "version": 2})
    late = client.post(f"{address}description/", {**sent, "language": "ar"}, format="json", HTTP_IF_MATCH=first.headers["ETag"])
    unseen = client.post(f"{address}description/", sent, format="json")
    assert [(one.status_code, one.json()["code"]) for one in (late, unseen)] == [(409, "already_decided"), (428, "version_missing")]
    back = client.post(f"{address}undo/", {"reason": "لا", "version": 2}, format="json").json()
    assert back == {**first.json(), "version": 3}
    # That it was added is not taken back.
    added = client.post(OUTLETS, {"name": "السنبلة", "reason": "r"}, format="json").headers["Location"]
    refused = client.post(f"{added}undo/", {"reason": "لا", "version": 1}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (400, "undo_refused")


# What is sent, and the code and field that answer.
WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({}, "nothing_changes", ""),
    ({"name": "صحيفة الوادي"}, "outlet_known", "outlet"),
    ({"time_zone": "Asia/Atlantis"}, "time_zone_unknown", "time_zone"),
    ({"is_placeholder": True}, "invalid", "is_placeholder"),
    ({"language": "العربية الفصحى"}, "invalid", "language"),
]


@pytest.mark.parametrize(("fields", "code", "field"), WRONG)
def test_what_no_outlet_can_become_is_refused(fields: dict[str, Any], code: str, field: str) -> None:
    Outlet.objects.create(name="صحيفة الوادي")
    outlet = Outlet.objects.create(name="السنبلة")
    answer = signed_in(person("editor")).post(f"{OUTLETS}{outlet.pk}/description/", {**fields, "reason": "r", "version": 0}, format="json")
    assert (answer.status_code, answer.json()["code"], list(answer.json().get("fields", {"": ""}))) == (400, code, [field])
    outlet.refresh_from_db()
    assert (outlet.name, outlet.version) == ("السنبلة", 0)
