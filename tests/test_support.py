"""Support is counted in origins, on the claim, in the queue and in the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from claims.models import Appearance, Article, Claim, Desk, Origin, Outlet, User
from claims.models.claim import support_of
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.relate import confirm_match
from tests.api.people import signed_in
from tests.desk_rows import claim, match, person

pytestmark = pytest.mark.django_db


def article(number: int, origin: Origin | None, desk: Desk | None = None) -> Article:
    outlet, _ = Outlet.objects.get_or_create(name=f"صحيفة {number}")
    row = ingest(Submission(text=f"سد {number}\n\nنص", outlet=outlet, confidential_to=desk), by=User.objects.system())[0].article
    Article.objects.filter(pk=row.pk).update(origin=origin)
    return row


def stands(one: Claim, *articles: Article) -> Claim:
    for row in articles:
        Appearance.objects.create(claim=one, version=row.newest, start=0, end=2, text="سد")
    return one


def support(one: Claim) -> tuple[int, int]:
    """As it is asked for one claim; the same is said of it among all."""
    found: Any = Claim.objects.with_support().get(pk=one.pk)
    every = support_of(list(Claim.objects.values_list("pk", flat=True)))
    assert (found.articles, found.origins) == every.get(one.pk, (0, 0)) == support_of([one.pk]).get(one.pk, (0, 0))
    return found.articles, found.origins


@pytest.fixture
def origins() -> list[Origin]:
    return [Origin.objects.create(trace_version="1") for _ in range(2)]


def test_copies_are_one_origin_and_what_was_not_traced_its_own(origins: list[Origin]) -> None:
    wire, other = origins
    one = stands(claim("one"), article(1, wire), article(2, wire), article(3, other), article(4, None))
    gone = stands(claim("gone"), article(5, other))
    gone.appearances.update(retired_by="2")
    assert (support(one), support(gone)) == ((4, 3), (0, 0))


def test_confirmed_same_claims_count_one_hop_and_others_do_not(origins: list[Origin]) -> None:
    wire, other = origins
    reviewer = person("reviewer")
    one = stands(claim("one"), article(1, wire))
    same = stands(claim("same"), article(2, wire), article(3, other))
    beyond = stands(claim("beyond"), article(4, None))
    for low, high, relation in ((one, same, "same"), (same, beyond, "same")):
        confirm_match(match(low, high, relation), by=reviewer, reason="seen")
    stands(against := claim("against"), article(5, None))
    confirm_match(match(one, against, "contradicts"), by=reviewer, reason="seen")
    match(one, stands(claim("suggested"), article(6, None)), "same")
    assert (support(one), support(same), support(beyond)) == ((3, 2), (4, 3), (3, 3))


def test_no_article_of_another_desk_is_counted(origins: list[Origin]) -> None:
    desk = Desk.objects.create(name="تحقيقات")
    one = stands(claim("one"), article(1, origins[0]), article(2, origins[1], desk))
    assert support(one) == (1, 1)


def test_the_api_counts_and_filters(origins: list[Origin]) -> None:
    wire, other = origins
    one = stands(claim("one"), article(1, wire), article(2, wire))
    stands(claim("two"), article(3, other))
    client = signed_in(person("reader"))
    (found,) = client.get(f"/api/v1/claims/?origin={wire.pk}").json()["results"]
    assert (found["id"], found["articles"], found["origins"]) == (one.pk, 2, 1)
    assert [place["origin"] for place in found["appearances"]] == [wire.pk, wire.pk]
    assert len(client.get(f"/api/v1/articles/?origin={wire.pk}").json()["results"]) == 2


@pytest.mark.parametrize(("language", "words"), [("en", "2 articles / 1 origin"), ("ar", "مقالان / أصل واحد")])
def test_the_desk_says_it(origins: list[Origin], language: str, words: str) -> None:
    stands(claim("one"), first := article(1, origins[0]), second := article(2, origins[0]))
    client = Client(headers={"Accept-Language": language})
    client.force_login(person("reviewer"))
    page = client.get("/desk/").content.decode()
    # In the queue, on the claim, and beside that for the queue to take over.
    assert page.count(words) == 3
    beside = client.get(f"/articles/{first.pk}/").content.decode()
    assert f'href="/articles/{second.pk}/"' in beside
