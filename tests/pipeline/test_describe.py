"""An outlet is described anew by decisions; its own voice is called as it is."""

from __future__ import annotations

import pytest

from claims.errors import AlreadyDecided, FactcheckError, InputRefused, MoveRefused, NotAllowed
from claims.languages.folding import fold_key
from claims.models import Decision, Outlet, Speaker, User
from claims.pipeline.describe import add_outlet, describe_outlet
from claims.pipeline.resolve import outlet_voice
from claims.pipeline.undo import undo
from claims.pipeline.verify import verify_audit
from tests.desk_rows import article, person
from tests.pipeline.test_verify import guards_off

pytestmark = pytest.mark.django_db


def told(subject: str, row: Outlet | Speaker) -> list[tuple[str, dict[str, object]]]:
    return [(one.reason, one.changes) for one in Decision.objects.of(subject, row.pk)]


def test_an_outlet_is_added_by_a_decision_that_is_not_taken_back() -> None:
    by = person("editor")
    outlet = add_outlet({"name": " صحيفة الوادي ", "domain": "WWW.Wadi.example"}, by=by, reason="طلبتها غرفة الأخبار")
    kept = Outlet.objects.get(pk=outlet.pk)
    assert (kept.name, kept.domain, kept.language, kept.time_zone, kept.version) == ("صحيفة الوادي", "wadi.example", "", "Asia/Baghdad", 1)
    assert told("outlet", kept) == [(
        "طلبتها غرفة الأخبار",
        {"name": [None, "صحيفة الوادي"], "domain": [None, "wadi.example"], "language": [None, ""], "time_zone": [None, "Asia/Baghdad"]},
    )]  # fmt: skip
    with pytest.raises(MoveRefused) as refused:
        undo(kept, by=by, reason="لا")
    assert refused.value.code == "undo_refused"
    describe_outlet(kept, {"language": "ar"}, by=by, reason="الترويسة")
    undo(kept, by=by, reason="لا")
    assert (kept.language, kept.version, verify_audit().findings) == ("", 3, [])


# What an outlet cannot be added as, beside the known صحيفة الوادي, whose voice has spoken.
NOT_ADDED = [
    ({}, "r", "outlet_invalid"),  # no name
    ({"name": "السنبلة"}, " ", "reason_missing"),
    ({"name": "صحيفة الوادي"}, "r", "outlet_known"),
    ({"name": "صحيفة الوادى"}, "r", "outlet_known"),  # spelled otherwise
    ({"name": "السنبلة", "domain": "www.wadi.example"}, "r", "outlet_known"),
    ({"name": "السنبلة", "time_zone": "Asia/Atlantis"}, "r", "time_zone_unknown"),
    ({"name": "السنبلة", "is_placeholder": "yes"}, "r", "field_unknown"),
    ({"name": "السنبلة\0"}, "r", "text_broken"),
    ({"name": "السنبلة", "domain": "صحيفة السنبلة"}, "r", "domain_wrong"),
    ({"name": "السنبلة", "domain": "https:///"}, "r", "domain_wrong"),
    ({"name": "السنبلة", "domain": "http://[sunbula"}, "r", "domain_wrong"),
    ({"name": "السنبلة", "domain": "desk@"}, "r", "domain_wrong"),
    ({"name": "السنبلة", "domain": "https://www.wadi.example/"}, "r", "outlet_known"),
]


@pytest.mark.parametrize(
    ("written", "domain"),
    [
        ("http://www.Tajriba.example/خبر?p=1", "tajriba.example"),
        ("//tajriba.example", "tajriba.example"),
        ("tajriba.example:8080/x", "tajriba.example"),
        ("السنبلة.موقع", "السنبلة.موقع"),
        ("news", "news"),  # of an intranet
        ("", ""),
    ],
)
def test_of_an_address_the_host_is_the_domain(written: str, domain: str) -> None:
    assert add_outlet({"name": "تجربة", "domain": written}, by=person("editor"), reason="r").domain == domain


@pytest.mark.parametrize(("fields", "reason", "code"), NOT_ADDED)
def test_what_no_outlet_can_be_is_not_added(fields: dict[str, str], reason: str, code: str) -> None:
    known = add_outlet({"name": "صحيفة الوادي", "domain": "wadi.example"}, by=person("editor", "first"), reason="r")
    Speaker.objects.create(kind="outlet", name=known.name, key=fold_key(known.name), outlet=known)
    with pytest.raises(FactcheckError) as refused:
        add_outlet(fields, by=person("editor"), reason=reason)
    assert (refused.value.code, Outlet.objects.filter(is_placeholder=False).count()) == (code, 1)


def test_an_outlet_is_described_anew_by_a_decision_and_taken_back_by_another() -> None:
    outlet, by = Outlet.objects.create(name="السنبلة", domain="sunbula.example"), person("editor")
    describe_outlet(outlet, {"name": " صحيفة السنبلة ", "domain": "WWW.Sunbula.example", "language": "AR"}, by=by, reason="الترويسة")
    assert (outlet.name, outlet.domain, outlet.language, outlet.version) == ("صحيفة السنبلة", "sunbula.example", "ar", 1)
    undo(outlet, by=by, reason="لا")
    assert (outlet.name, outlet.language, outlet.version) == ("السنبلة", "", 2)
    assert told("outlet", outlet) == [
        ("الترويسة", {"name": ["السنبلة", "صحيفة السنبلة"], "language": ["", "ar"]}),
        ("لا", {"name": ["صحيفة السنبلة", "السنبلة"], "language": ["ar", ""], "undoes": 1}),
    ]
    assert verify_audit().findings == []


def test_its_voice_is_called_as_it_is_and_speaks_on() -> None:
    version, by = article(), person("editor")
    outlet = version.article.outlet
    voice = outlet_voice(version.article)
    describe_outlet(outlet, {"name": "صحيفة الوادي"}, by=by, reason="sold")
    voice.refresh_from_db()
    assert (voice.name, voice.key, voice.version) == ("صحيفة الوادي", fold_key("صحيفة الوادي"), 1)
    assert told("speaker", voice) == [("sold", {"name": ["صحيفة السنبلة", "صحيفة الوادي"]})]
    assert sorted(voice.names.values_list("name", flat=True)) == ["صحيفة السنبلة", "صحيفة الوادي"]
    version.article.refresh_from_db()
    assert outlet_voice(version.article) == voice


def test_a_voice_that_kept_another_name_is_still_its_outlets() -> None:
    """As of outlets that were renamed before their voices went along."""
    version = article()
    voice = outlet_voice(version.article)
    with guards_off():
        Outlet.objects.filter(pk=version.article.outlet_id).update(name="صحيفة الوادي")
    version.article.refresh_from_db()
    assert outlet_voice(version.article) == voice


REFUSED = [
    ({"name": ""}, "outlet_invalid"),
    ({"name": "ا" * 201}, "outlet_invalid"),
    ({"name": "الوادي\0"}, "text_broken"),
    ({"language": "arabic language"}, "outlet_invalid"),
    ({"time_zone": "Asia/Atlantis"}, "time_zone_unknown"),
    ({"name": "صحيفة الوادى"}, "outlet_known"),  # the other's name, spelled otherwise
    ({"name": "صحيفة النهر"}, "outlet_known"),  # of one that has not spoken yet
    ({"domain": "www.wadi.example"}, "outlet_known"),
    ({"is_placeholder": "yes"}, "field_unknown"),
    ({"name": "السنبلة", "domain": ""}, "nothing_changes"),
]


@pytest.mark.parametrize(("fields", "code"), REFUSED)
def test_what_no_outlet_can_become_is_refused(fields: dict[str, str], code: str) -> None:
    outlet, other = Outlet.objects.create(name="السنبلة"), Outlet.objects.create(name="صحيفة الوادي", domain="wadi.example")
    Outlet.objects.create(name="صحيفة النهر")
    Speaker.objects.create(kind="outlet", name=other.name, key=fold_key(other.name), outlet=other)
    with pytest.raises(FactcheckError) as refused:
        describe_outlet(outlet, fields, by=person("editor"), reason="r")
    outlet.refresh_from_db()
    assert (refused.value.code, outlet.name, outlet.version) == (code, "السنبلة", 0)


def test_the_unknown_outlet_has_a_clock_and_a_language_and_no_name_of_ones_choice() -> None:
    unknown, by = Outlet.objects.get(is_placeholder=True), person("editor")
    for field in ("name", "domain"):
        with pytest.raises(InputRefused, match="no such field"):
            describe_outlet(unknown, {field: "wadi.example"}, by=by, reason="r")
    describe_outlet(unknown, {"time_zone": "Africa/Cairo"}, by=by, reason="most of them are there")
    assert (unknown.time_zone, unknown.version) == ("Africa/Cairo", 1)


def test_who_comes_second_is_told_who_was_first() -> None:
    outlet, by = Outlet.objects.create(name="السنبلة"), person("editor")
    seen = Outlet.objects.get(pk=outlet.pk)
    describe_outlet(outlet, {"language": "ar"}, by=by, reason="r")
    with pytest.raises(AlreadyDecided) as refused:
        describe_outlet(seen, {"language": "en"}, by=person("editor", "second"), reason="r")
    assert refused.value.params["who"] == "editor"


def test_who_is_no_editor_any_more_takes_nothing_back() -> None:
    outlet, by = Outlet.objects.create(name="السنبلة"), person("editor")
    describe_outlet(outlet, {"language": "ar"}, by=by, reason="r")
    by.groups.clear()
    with pytest.raises(NotAllowed):
        undo(outlet, by=User.objects.get(pk=by.pk), reason="r")
