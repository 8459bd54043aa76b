"""Outlets are known by where they stand: what a page calls itself is no proof."""

from datetime import UTC, date, datetime

import pytest

from claims.errors import InputRefused
from claims.models import Decision, Outlet, User
from claims.pipeline.outlets import day_at, introduce, outlet_at
from claims.pipeline.verify import verify_audit
from tests.desk_rows import person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("host", "name", "expected"),
    [
        ("sunbula.example", "اسم آخر", ("السنبلة", "sunbula.example")),
        ("WWW.Sunbula.example", "", ("السنبلة", "sunbula.example")),
        ("sport.sunbula.example", "الرياضة", ("السنبلة", "sunbula.example")),  # a domain above
        ("notsunbula.example", "", ("notsunbula.example", "notsunbula.example")),
        ("www.wadi.example", " صحيفة الوادي ", ("صحيفة الوادي", "wadi.example")),
        ("evil.example", "السنبلة", ("evil.example", "evil.example")),  # another's name
        ("wadi.example", "", ("wadi.example", "wadi.example")),
        ("named.example", "السنبلة", ("named.example", "")),  # a person has called it so
    ],
)
def test_an_outlet_is_known_by_its_host(host: str, name: str, expected: tuple[str, str]) -> None:
    Outlet.objects.create(name="السنبلة", domain="sunbula.example")
    Outlet.objects.create(name="named.example")
    by = User.objects.system()
    found = outlet_at(host, name, "AR", by=by)
    assert (found.name, found.domain) == expected
    assert outlet_at(host, "اسم ثالث", "en", by=by) == found


def test_whoever_comes_second_gets_the_first_ones() -> None:
    by = User.objects.system()
    first = introduce("صحيفة الوادي", "wadi.example", "ar", by=by)
    assert [introduce("صحيفة الوادي", "", "ar", by=by), introduce("اسم آخر", "wadi.example", "en", by=by)] == [first, first]
    assert (first.language, Outlet.objects.filter(is_placeholder=False).count()) == ("ar", 1)
    assert Decision.objects.filter(subject="outlet").count() == 1


def test_it_is_known_who_introduced_an_outlet_and_as_what() -> None:
    editor = person("editor")
    outlet = introduce("صحيفة الوادي", "wadi.example", "ar", by=editor)
    (made,) = Decision.objects.of("outlet", outlet.pk)
    assert (made.actor, made.reason, outlet.version) == (editor, "outlet_introduced", 1)
    assert made.changes == {
        "name": [None, "صحيفة الوادي"], "domain": [None, "wadi.example"], "language": [None, "ar"], "time_zone": [None, "Asia/Baghdad"],
    }  # fmt: skip
    assert verify_audit().findings == []


@pytest.mark.parametrize(("name", "domain"), [("", "wadi.example"), ("ا" * 201, ""), ("الوادي", "a" * 254)])
def test_what_no_outlet_can_be_is_refused(name: str, domain: str) -> None:
    with pytest.raises(InputRefused) as refused:
        introduce(name, domain, "ar", by=User.objects.system())
    assert (refused.value.code, refused.value.field) == ("outlet_invalid", "outlet")


def test_a_moment_is_a_day_where_the_outlet_is() -> None:
    late = datetime(2026, 3, 10, 22, 30, tzinfo=UTC)
    days = [day_at(Outlet(time_zone=zone), late) for zone in ("Asia/Baghdad", "America/New_York", "UTC")]
    assert days == [date(2026, 3, 11), date(2026, 3, 10), date(2026, 3, 10)]
