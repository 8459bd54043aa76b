"""The queue is leafed through while people work at it: nothing that waits is passed over, whatever was decided meanwhile."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from claims.models import Appearance, Claim
from claims.pipeline.reread import leave_without_place
from claims.pipeline.review import change_status
from claims.web.queue import CLAIMS_A_PAGE, Place, QueueForm, queue
from tests.desk_rows import approved, article, claim, person

pytestmark = pytest.mark.django_db


def listed(page: Any) -> list[str]:
    return [one.text_key for one in page.context["claims"]]


def leafed(client: Client, page: Any, rel: str) -> Any:
    """The page to which the link of that name leads."""
    (address,) = re.findall(rf'<a rel="{rel}" href="([^"]*)"', page.content.decode())
    return client.get(f"/desk/{unescape(address)}")


def waiting(number: int) -> list[str]:
    """So many claims, of two ranks; gives them as the queue has them."""
    version = article()
    for one in range(number):
        claim(f"{one:03}", version=version, checkworthiness=0.25 + one % 2 / 3)
    keys = [f"{one:03}" for one in reversed(range(number))]
    return [key for key in keys if int(key) % 2] + [key for key in keys if not int(key) % 2]


def reading(role: str = "reader") -> Client:
    client = Client(headers={"Accept-Language": "ar"})
    client.force_login(person(role))
    return client


def test_what_is_decided_before_leafing_passes_over_nothing() -> None:
    keys, client = waiting(2 * CLAIMS_A_PAGE + 5), reading("reviewer")
    reviewer = person("reviewer", "huda")
    first = client.get("/desk/")
    for one in first.context["claims"]:
        change_status(Claim.objects.get(pk=one.pk), to="dismissed", by=reviewer, reason="لا يستحق")
    second = leafed(client, first, "next")
    assert listed(second) == keys[CLAIMS_A_PAGE : 2 * CLAIMS_A_PAGE]
    assert listed(leafed(client, second, "next")) == keys[2 * CLAIMS_A_PAGE :]
    assert listed(leafed(client, second, "prev")) == listed(second), "before it nothing waits any more"


def test_there_and_back_again() -> None:
    keys, client = waiting(2 * CLAIMS_A_PAGE + 5), reading()
    pages = [client.get("/desk/")]
    for rel in ("next", "next", "prev", "prev"):
        pages.append(leafed(client, pages[-1], rel))
    first, second, third = (keys[start : start + CLAIMS_A_PAGE] for start in range(0, len(keys), CLAIMS_A_PAGE))
    assert [listed(page) for page in pages] == [first, second, third, second, first]
    links = [re.findall(r'<a rel="(prev|next)"', page.content.decode()) for page in pages]
    assert links == [["next"], ["prev", "next"], ["prev"], ["prev", "next"], ["next"]]


def test_behind_the_last_is_the_first_page() -> None:
    keys, reader = waiting(3), person("reader")
    last = Place(*Claim.objects.values_list("queue_rank__rank", "pk").get(text_key=keys[-1]))
    assert [one.text_key for one in queue(reader, tab="open", after=last).claims] == keys


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("684.3571428571429,17", Place(684.3571428571429, 17)),
        ("-2.5e-07,1", Place(-2.5e-07, 1)),
        ("3,4", Place(3.0, 4)),
        ("nan,1", None),
        ("1e999,1", None),
        ("5", None),
        ("5,-1", None),
        ("5,99999999999999999999", None),  # more than a number of a row can be
        ("", None),
    ],
)
def test_a_place_stands_in_the_address(written: str, place: Place | None) -> None:
    chosen = QueueForm({"after": written, "before": written, "tab": "mine"}).chosen()
    assert (chosen["after"], chosen["before"], chosen["tab"]) == (place, place, "mine")
    if place is not None:
        assert QueueForm({"after": str(place)}).chosen()["after"] == place


def test_a_checked_claim_that_stands_nowhere_any_more_waits_for_somebody() -> None:
    reviewer = person("reviewer")
    client = reading("approver")
    checked, unchecked = claim("checked", version=article()), claim("unchecked", version=article())
    approved(checked, reviewer, person("approver", "huda"))
    Appearance.objects.update(retired_by="2")
    leave_without_place([checked.pk, unchecked.pk])
    assert listed(client.get("/desk/")) == ["checked"]
    assert listed(client.get("/desk/", {"tab": "reviewed"})) == []
    page = client.get(f"/desk/claims/{checked.pk}/")
    assert (page.status_code, page.context["claim"].status) == (200, "in_review")
    assert "لم يعد في أي مقال." in page.content.decode()
