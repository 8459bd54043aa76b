"""Records that are read as columns are those that the framework would write of the same rows, loaded."""

from __future__ import annotations

from typing import Any

import pytest

from claims.api.columns import Columns
from claims.api.records import kept
from claims.api.urls import router
from claims.models import Claim, FactCheck, Match, Speaker, User
from claims.pipeline.assign import assign
from claims.pipeline.relate import confirm_match
from tests.api.fuzzing import one_of_everything
from tests.api.people import signed_in
from tests.api.test_records import by_the_framework
from tests.desk_rows import article, claim, match, person, quote

pytestmark = pytest.mark.django_db

# The lists that are read so, by their address.
REGISTERED: list[Any] = router.registry
LISTS: dict[str, Any] = {prefix: viewset for prefix, viewset, _ in REGISTERED if viewset.columns is not None}


class Asking:
    """All that a viewset looks at to say what its caller may see."""

    def __init__(self, user: User) -> None:
        self.user = user


def rows_of(name: str) -> tuple[Any, Columns, list[Any]]:
    """The serializer of a list, what reads its columns, and its rows, loaded as a single one is."""
    view = LISTS[name]()
    view.request, view.action = Asking(person("approver", "who reads")), "list"
    return view.get_serializer_class(), view.columns, list(view.get_queryset())


def everything() -> None:
    """Rows of each kind, some with nothing in what may be empty, and others with all."""
    one_of_everything()
    editor, reviewer = person("editor"), person("reviewer")
    version = article(text='سد ثان\n\nقالت سميرة الطحان إن "عدد العاملين في السد 300 عامل" أمس.')
    placed, bare = claim("placed", version=version, desk=None), claim("bare", said=None, as_of=None)
    bare.quantities.all().delete()
    assign(placed, desk=None, assignee=reviewer, by=editor, reason="yours")
    confirm_match(match(placed, bare, "same"), by=reviewer, reason="seen")
    quote(version)


def test_the_lists_that_are_read_as_columns() -> None:
    assert set(LISTS) == {"claims", "appearances", "quotes", "matches", "decisions"}


@pytest.mark.parametrize("name", LISTS)
def test_whole_records_are_those_of_the_framework(name: str) -> None:
    everything()
    kind, columns, rows = rows_of(name)
    assert len(rows) > 1
    slow = by_the_framework(kind)
    written = columns.records([row.pk for row in rows], ())
    assert written == [slow.to_representation(row) for row in rows]
    assert [list(one) for one in written] == [list(slow.to_representation(row)) for row in rows]


@pytest.mark.parametrize("name", LISTS)
def test_fewer_fields_are_those_of_the_framework(name: str) -> None:
    everything()
    kind, columns, rows = rows_of(name)
    whole = [by_the_framework(kind).to_representation(row) for row in rows]
    ids = [row.pk for row in rows]
    for field in map(str, kept(kind).fields):
        assert columns.records(ids, [field]) == [{field: one[field]} if field in one else {} for one in whole], field
    pair = list(whole[0])[-1:0:-2]
    assert columns.records(ids, pair) == [{field: one[field] for field in pair} for one in whole]


def test_the_order_is_that_of_the_ids_and_what_is_gone_is_left_out() -> None:
    first, second = claim("1"), claim("2")
    columns = LISTS["claims"].columns
    assert [one["id"] for one in columns.records([second.pk, first.pk + 1000, first.pk], ["id"])] == [second.pk, first.pk]
    assert columns.records([], ()) == []


@pytest.mark.parametrize("order", ["", "order=checkworthiness", "order=-published", "order=-queue"])
@pytest.mark.parametrize(
    "more", ["", "expand=fact_checks", "fields=text,id,fact_checks,appearances", "expand=fact_checks&fields=fact_checks"]
)
def test_a_list_says_of_each_claim_what_the_claim_itself_says(order: str, more: str) -> None:
    everything()
    client = signed_in(person("reader", "reading"))
    listed = client.get(f"/api/v1/claims/?{order}&{more}").json()["results"]
    order_of_ids = client.get(f"/api/v1/claims/?{order}&fields=id").json()["results"]
    assert len(listed) == Claim.objects.count()
    assert listed == [client.get(f"/api/v1/claims/{one['id']}/?{more}").json() for one in order_of_ids]


def test_a_list_with_both_claims_of_a_match() -> None:
    everything()
    client = signed_in(person("reader", "reading"))
    listed = client.get("/api/v1/matches/?expand=low,high").json()["results"]
    assert listed == [client.get(f"/api/v1/matches/{one.pk}/?expand=low,high").json() for one in Match.objects.order_by("-pk")]
    assert [one["low"]["id"] for one in listed] == [one.claim_low_id for one in Match.objects.order_by("-pk")]


def test_what_stands_in_no_table_is_not_asked_for() -> None:
    """The rows of these lists have fields of each kind that is read in its own way."""
    everything()
    claims = LISTS["claims"].columns.records(list(Claim.objects.values_list("pk", flat=True)), ())
    seen = {name: {type(one[name]) for one in claims} for name in ("speaker", "assignee", "desk", "said", "quantities", "articles")}
    none = type(None)
    assert seen == {
        "speaker": {dict}, "assignee": {none, str}, "desk": {none}, "said": {none, list}, "quantities": {list}, "articles": {int},
    }  # fmt: skip
    assert {one["speaker"]["name"] for one in claims} == set(Speaker.objects.filter(claims__isnull=False).values_list("name", flat=True))
    assert FactCheck.objects.exists()
    assert [one for one in claims if "fact_checks" in one] == []
