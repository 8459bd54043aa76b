"""Outlets in the admin: added, and described anew, by decisions."""

from __future__ import annotations

import pytest

from claims.models import Decision, Outlet, User
from tests.admin.test_articles import client_of

pytestmark = pytest.mark.django_db

OUTLETS = "/admin/claims/outlet/"


def test_an_editor_adds_an_outlet_by_filling_it_in() -> None:
    client = client_of("editor")
    said = {"name": "صحيفة الوادي", "domain": "wadi.example", "language": "ar", "time_zone": "Africa/Cairo"}
    unsaid = client.post(f"{OUTLETS}add/", {**said, "reason": " "}).context["adminform"].form
    assert (unsaid.errors, Outlet.objects.filter(is_placeholder=False).count()) == ({"reason": ["This field is required."]}, 0)
    assert client.post(f"{OUTLETS}add/", {**said, "reason": "تكتب عن السد"}).status_code == 302
    assert list(Outlet.objects.filter(is_placeholder=False).values_list(*said, "version")) == [(*said.values(), 1)]
    (made,) = Decision.objects.filter(subject="outlet")
    assert (made.actor.get_username(), made.reason) == ("editor", "تكتب عن السد")


def test_why_an_outlet_is_not_added_is_said_in_the_form() -> None:
    Outlet.objects.create(name="صحيفة الوادي", domain="wadi.example")
    sent = {"name": "صحيفة أخرى", "domain": "wadi.example", "language": "", "time_zone": "Asia/Baghdad", "reason": "r"}
    client = client_of("editor", "ar")
    form = client.post(f"{OUTLETS}add/", sent).context["adminform"].form
    assert form.errors == {"__all__": ["توجد وسيلة إعلام بهذا الاسم أو بهذا النطاق: صحيفة الوادي."]}
    zoned = client.post(f"{OUTLETS}add/", {**sent, "domain": "", "time_zone": "Asia/Atlantis"})
    assert list(zoned.context["adminform"].form.errors) == ["time_zone"]


@pytest.mark.parametrize("role", ["editor", "administrator", "superuser"])
def test_what_is_said_of_an_outlet_is_not_filled_in_anew(role: str) -> None:
    outlet, client = Outlet.objects.create(name="السنبلة"), client_of("administrator" if role == "superuser" else role)
    User.objects.filter(username="administrator").update(is_superuser=role == "superuser")
    assert client.post(f"{OUTLETS}{outlet.pk}/change/", {"name": "صحيفة الوادي", "time_zone": "UTC"}).status_code == 403
    assert client.post(f"{OUTLETS}{outlet.pk}/delete/", {"post": "yes"}).status_code == 403
    outlet.refresh_from_db()
    assert outlet.name == "السنبلة"


@pytest.mark.parametrize(("language", "label"), [("en", "Change what is said of it"), ("ar", "عدّل بياناتها")])
def test_an_outlet_is_described_anew_with_a_reason_and_what_changes_is_shown_first(language: str, label: str) -> None:
    outlet, client = Outlet.objects.create(name="السنبلة", domain="sunbula.example"), client_of("editor", language)
    offered = dict(client.get(f"{OUTLETS}{outlet.pk}/change/").context["operations"])
    ((address, said), (undo, _)) = offered.items()
    assert str(said) == label
    asked = client.get(address).context["form"]
    assert {name: asked[name].value() for name in ("name", "domain", "language", "time_zone")} == {
        "name": "السنبلة", "domain": "sunbula.example", "language": "", "time_zone": "Asia/Baghdad",
    }  # fmt: skip
    page, sent = address.partition("?")[0], {"row": f"{outlet.pk}:0", "name": "صحيفة السنبلة", "domain": "sunbula.example", "language": ""}
    sent |= {"time_zone": "Asia/Amman", "reason": "الترويسة"}
    shown = client.post(page, sent)
    assert [(before, after) for _, before, after in shown.context["shown"][0].changes] == [
        ("السنبلة", "صحيفة السنبلة"), ("Asia/Baghdad", "Asia/Amman"),
    ]  # fmt: skip
    assert client.post(page, {**sent, "reason": " ", "confirm": shown.context["confirm"]}).context["form"].errors.keys() == {"reason"}
    assert client.post(page, {**sent, "confirm": shown.context["confirm"]}).status_code == 302
    outlet.refresh_from_db()
    assert (outlet.name, outlet.time_zone, outlet.version) == ("صحيفة السنبلة", "Asia/Amman", 1)
    assert "الترويسة" in client.get(f"{OUTLETS}{outlet.pk}/history/").content.decode()
    taken = {"row": f"{outlet.pk}:1", "reason": "لا"}
    shown = client.post(undo.partition("?")[0], taken)
    assert client.post(undo.partition("?")[0], {**taken, "confirm": shown.context["confirm"]}).status_code == 302
    outlet.refresh_from_db()
    assert (outlet.name, outlet.time_zone, outlet.version) == ("السنبلة", "Asia/Baghdad", 2)


def test_a_refusal_is_said_beside_the_outlet() -> None:
    outlet, other = Outlet.objects.create(name="السنبلة"), Outlet.objects.create(name="صحيفة الوادي")
    client, address = client_of("editor", "ar"), f"{OUTLETS}decide/describe/"
    sent = {"row": f"{outlet.pk}:0", "name": other.name, "domain": "", "language": "", "time_zone": "Asia/Baghdad", "reason": "r"}
    page = client.post(address, {**sent, "confirm": client.post(address, sent).context["confirm"]})
    assert page.context["shown"][0].error == "توجد وسيلة إعلام بهذا الاسم أو بهذا النطاق: صحيفة الوادي."


def test_of_the_unknown_outlet_only_clock_and_language_are_asked() -> None:
    unknown = Outlet.objects.get(is_placeholder=True)
    asked = client_of("editor").get(f"{OUTLETS}decide/describe/?row={unknown.pk}:").context["form"]
    assert list(asked.fields) == ["language", "time_zone", "reason"]
