"""Outlets are known by where they stand: what a page calls itself is no proof."""

from datetime import UTC, date, datetime

import pytest

from claims.errors import InputRefused
from claims.models import Outlet
from claims.pipeline.outlets import day_at, introduce, outlet_at

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
    found = outlet_at(host, name, "AR")
    assert (found.name, found.domain) == expected
    assert outlet_at(host, "اسم ثالث", "en") == found


def test_whoever_comes_second_gets_the_first_ones() -> None:
    first = introduce("صحيفة الوادي", "wadi.example", "ar")
    assert [introduce("صحيفة الوادي", "", "ar"), introduce("اسم آخر", "wadi.example", "en")] == [first, first]
    assert (first.language, Outlet.objects.filter(is_placeholder=False).count()) == ("ar", 1)


@pytest.mark.parametrize(("name", "domain"), [("", "wadi.example"), ("ا" * 201, ""), ("الوادي", "a" * 254)])
def test_what_no_outlet_can_be_is_refused(name: str, domain: str) -> None:
    with pytest.raises(InputRefused) as refused:
        introduce(name, domain, "ar")
    assert (refused.value.code, refused.value.field) == ("outlet_invalid", "outlet")


def test_a_moment_is_a_day_where_the_outlet_is() -> None:
    late = datetime(2026, 3, 10, 22, 30, tzinfo=UTC)
    days = [day_at(Outlet(time_zone=zone), late) for zone in ("Asia/Baghdad", "America/New_York", "UTC")]
    assert days == [date(2026, 3, 11), date(2026, 3, 10), date(2026, 3, 10)]
