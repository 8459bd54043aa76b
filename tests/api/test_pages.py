"""Pages of every order: while rows come, go and change, nothing that stays where it is comes twice or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as budget
from hypothesis import strategies as st

from claims.api.rows import Rows
from claims.api.urls import router
from claims.models import Claim, Outlet
from tests.api.people import signed_in
from tests.desk_rows import approved, claim, match, person

pytestmark = pytest.mark.django_db

ORDERS = [sign + name for name in ("id", "checkworthiness", "published", "queue") for sign in ("", "-")]
# Few values, so that most rows are equal to others; no day where it is not known.
WORTHS = st.sampled_from([0.0, 1 / 3, 0.5])
DAYS = st.sampled_from([None, date(2026, 3, 1), date(2026, 3, 2)])
PLACES = st.tuples(WORTHS, DAYS)
# What happens between two pages: a row is added, or one of those that there are moved elsewhere, or out of the list.
WRITE = st.one_of(
    st.tuples(st.just("add"), st.just(0), PLACES),
    st.tuples(st.just("move"), st.integers(0, 30), PLACES),
    st.tuples(st.just("remove"), st.integers(0, 30), PLACES),
)


class World:
    """The claims of a list, in an order, and which of them were touched."""

    def __init__(self, client: Any, order: str) -> None:
        self.client, self.order = client, order
        self.touched: set[int] = set()

    def add(self, worth: float, day: date | None) -> None:
        claim(f"claim {Claim.objects.count()}", checkworthiness=worth, published=span(day))

    def write(self, kind: str, number: int, place: tuple[float, date | None]) -> None:
        there = list(Claim.objects.order_by("pk").values_list("pk", flat=True))
        if kind == "add" or not there:
            self.add(*place)
            return
        pk = there[number % len(there)]
        self.touched.add(pk)
        worth, day = place
        new: dict[str, Any] = {"language": "en"} if kind == "remove" else {"checkworthiness": worth, "published": span(day)}
        Claim.objects.filter(pk=pk).update(**new)

    def standing(self) -> list[int]:
        """The ids of all that are in the list, as the order has them."""
        found = sorted(Claim.objects.filter(language="ar"), key=self._place, reverse=self.order.startswith("-"))
        return [one.pk for one in found]

    def _place(self, one: Claim) -> tuple[Any, int]:
        value = {"id": one.pk, "checkworthiness": one.checkworthiness, "published": one.published.lower if one.published else date.min}
        value["queue"] = one.queue_rank.rank
        return value[self.order.lstrip("-")], one.pk

    def page(self, address: str) -> Any:
        return self.client.get(address).json()

    def first(self, size: int) -> str:
        return f"/api/v1/claims/?language=ar&fields=id&order={self.order}&page_size={size}"

    def read(self, address: str | None, way: str, writes: list[list[Any]]) -> Iterator[int]:
        """The ids on page after page, nearest first, with writes between them."""
        number = 0
        while address:
            page = self.page(address)
            found = [one["id"] for one in page["results"]]
            yield from found if way == "next" else reversed(found)
            for write in writes[number] if number < len(writes) else ():
                self.write(*write)
            address, number = page[way], number + 1


def span(day: date | None) -> DateRange | None:
    return day and DateRange(day, day + timedelta(days=1))


@pytest.mark.parametrize("order", ORDERS)
def test_nothing_that_stands_is_skipped_or_doubled(order: str) -> None:
    client = signed_in(person("reader"))

    @budget(max_examples=15, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(rows=st.lists(PLACES, max_size=9), size=st.integers(1, 4), writes=st.lists(st.lists(WRITE, max_size=3), max_size=6))
    def both_ways(rows: list[Any], size: int, writes: list[Any]) -> None:
        with transaction.atomic():
            world = World(client, order)
            for row in rows:
                world.add(*row)
            stood = world.standing()
            seen = list(world.read(world.first(size), "next", writes))
            assert [pk for pk in seen if pk not in world.touched and pk in stood] == [pk for pk in stood if pk not in world.touched]
            assert len({pk for pk in seen if pk not in world.touched}) == len([pk for pk in seen if pk not in world.touched])
            # Back again from the last page, with the same happening once more.
            *_, last = [world.first(size), *addresses(world, size)]
            page, stood, world.touched = world.page(last), world.standing(), set()
            before = stood[: len(stood) - len(page["results"])]
            seen = list(world.read(page["previous"], "previous", writes))
            assert [pk for pk in seen if pk not in world.touched and pk in before] == [
                pk for pk in reversed(before) if pk not in world.touched
            ]
            transaction.set_rollback(True)

    both_ways()


def addresses(world: World, size: int) -> Iterator[str]:
    address = world.page(world.first(size))["next"]
    while address:
        yield address
        address = world.page(address)["next"]


def test_from_a_page_that_has_become_empty_one_can_go_back() -> None:
    pks = [claim(str(number)).pk for number in range(4)]
    for order, behind in (("id", pks[2:]), ("-id", pks[:2])):
        world = World(signed_in(person("reader", order)), order)
        first = world.page(world.first(2))
        Claim.objects.filter(pk__in=behind).update(language="en")
        empty = world.page(first["next"])
        assert (empty["results"], empty["next"]) == ([], None)
        assert world.page(empty["previous"])["results"] == first["results"]
        Claim.objects.filter(pk__in=behind).update(language="ar")


@pytest.mark.parametrize("name", [name for name, _, _ in router.registry])
def test_every_list_can_be_sorted_by_what_it_says_and_nothing_else(name: str) -> None:
    author, second = person("reviewer"), person("approver")
    approved(claim("1"), author, second)
    match(claim("2"), claim("3"))
    Outlet.objects.create(name="صحيفة الميناء")
    client = signed_in(second)
    orders: Any
    (orders,) = [vars(viewset).get("orders", Rows.orders) for registered, viewset, _ in router.registry if registered == name]
    for order in orders:
        up, down = ([one.get("id", one.get("seq")) for one in all_of(client, f"{name}/?order={sign}{order}")] for sign in ("", "-"))
        assert up == down[::-1]
    refused = client.get(f"/api/v1/{name}/?order=colour")
    assert (refused.status_code, list(refused.json()["fields"])) == (400, ["order"])


def all_of(client: Any, what: str) -> list[Any]:
    """In pages of one row."""
    found, address = [], f"/api/v1/{what}&page_size=1"
    while address:
        page = client.get(address).json()
        found += page["results"]
        address = page["next"]
    return found


def test_a_cursor_belongs_to_its_order() -> None:
    claim("1"), claim("2")
    client = signed_in(person("reader"))
    onwards = client.get("/api/v1/claims/?page_size=1").json()["next"]
    answer = client.get(onwards + "&order=checkworthiness")
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["cursor"])


@pytest.mark.parametrize(
    ("order", "index"),
    [
        ("-checkworthiness", "claim_by_worth"),
        ("checkworthiness", "claim_by_worth"),
        ("-published", "claim_by_first_day"),
        ("published", "claim_by_first_day"),
        ("-queue", "queuerank_all"),
        ("queue", "queuerank_all"),
        ("-id", "claims_claim_pkey"),
    ],
)
def test_an_index_leads_to_the_row_behind_which_a_page_begins(order: str, index: str) -> None:
    for number in range(3):
        claim(str(number), checkworthiness=number / 10, published=span(date(2026, 3, 1 + number)))
    client = signed_in(person("reader"))
    onwards = client.get(f"/api/v1/claims/?order={order}&page_size=1").json()["next"]
    with CaptureQueriesContext(connection) as captured:
        client.get(onwards)
    (asked,) = [one["sql"] for one in captured if "LIMIT 2" in one["sql"]]
    with connection.cursor() as cursor:
        # Three rows are read faster without: asked is whether it can be used.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {asked}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert f"using {index}" in plan
    assert "Index Cond: (" in plan.partition(f"using {index}")[2].partition("->")[0]
