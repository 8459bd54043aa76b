"""One article has one address, however it is written."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date

import pytest
from django.utils.translation import override

from claims.errors import InputRefused, NotAllowed
from claims.models import Article, Desk, Outlet, User
from claims.pipeline.ingest import Submission, canonical_address, check, find_outlet, ingest
from claims.pipeline.ingest_many import ingest_many
from tests.desk_rows import person

Known = tuple[str, date | None]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", ""),
        ("https://News.Example", "https://news.example/"),
        (" https://news.example/1#top ", "https://news.example/1"),
        ("https://news.example:443/1", "https://news.example/1"),
        ("http://news.example:80/1", "http://news.example/1"),
        ("http://news.example:8080/1", "http://news.example:8080/1"),
        ("http://[2606:4700::1111]:80/", "http://[2606:4700::1111]/"),
        # what campaigns append goes, and nothing else
        ("https://news.example/1?utm_source=rss&utm_medium=feed", "https://news.example/1"),
        ("https://news.example/?id=7&fbclid=x&page=2", "https://news.example/?id=7&page=2"),
        ("https://news.example/?a=%26utm_source%3Dx&gclid=1&msclkid=2&mc_cid=3", "https://news.example/?a=%26utm_source%3Dx"),
        ("https://news.example/?from=feed&ref=x", "https://news.example/?from=feed&ref=x"),
        ("https://news.example/?b=2&a=1&&c", "https://news.example/?b=2&a=1&&c"),
        # the path's letters stay as they are written
        ("https://news.example/خبر/1", "https://news.example/خبر/1"),
    ],
)
def test_canonical_address(written: str, expected: str) -> None:
    assert canonical_address(written) == expected
    assert canonical_address(expected) == expected


@pytest.mark.parametrize(
    "written", ["news.example/1", "ftp://news.example/", "https://", "https://[::1", "http://news.example:x/", "javascript:1"]
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(InputRefused) as refused:
        canonical_address(written)
    assert (refused.value.code, refused.value.field) == ("address_invalid", "address")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("whose", "to", "allowed"),
    [
        ("investigations", "", True),
        ("investigations", "investigations", True),
        ("investigations", "sport", False),
        ("", "sport", False),  # of no desk
        ("the machine", "sport", True),
    ],
)
def test_nobody_writes_into_another_desk(whose: str, to: str, allowed: bool) -> None:
    desks = {name: Desk.objects.create(name=name) for name in ("investigations", "sport")}
    by = User.objects.system() if whose == "the machine" else person("editor", desk=desks.get(whose))
    submission = Submission("نص المقال", Outlet.objects.create(name="صحيفة الوادي"), confidential_to=desks.get(to))
    stages: list[Callable[[], object]] = [
        lambda: ingest(submission, by=by),
        lambda: ingest_many([check(submission)], by=by, is_bulk=True),
    ]
    for stage in stages:
        with nullcontext() if allowed else pytest.raises(NotAllowed):
            stage()
    assert list(Article.objects.values_list("confidential_to__name", flat=True)) == ([to or None] if allowed else [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "again",
    [
        "https://news.example/%D8%AE%D8%A8%D8%B1?p=1",  # as browsers write it
        "https://news.example/%d8%ae%d8%a8%d8%b1?p=1",
        "https://NEWS.example:443/خبر?p=1&utm_source=x#end",
    ],
)
def test_another_spelling_of_the_address_is_the_same_article(again: str) -> None:
    outlet = Outlet.objects.create(name="صحيفة الوادي")
    first, _ = ingest(Submission("نص المقال", outlet, address="https://news.example/خبر?p=1"), by=User.objects.system())
    assert ingest(Submission("نص المقال", outlet, address=again), by=User.objects.system()) == (first, False)
    other, is_new = ingest(Submission("نص المقال", outlet, address="https://news.example/خبر?p=2"), by=User.objects.system())
    assert (is_new, other.article_id == first.article_id) == (True, False)


@pytest.mark.django_db
@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize(
    ("first", "again", "is_same"),
    [
        (("", None), ("", date(2026, 3, 9)), True),  # its day
        (("", None), ("صحيفة الوادي", None), True),  # its outlet
        (("", None), ("صحيفة الوادي", date(2026, 3, 9)), True),  # both
        (("", date(2026, 3, 9)), ("صحيفة الوادي", date(2026, 3, 9)), True),
        (("صحيفة الوادي", None), ("صحيفة الوادي", date(2026, 3, 9)), True),
        # printed again, and in another paper
        (("صحيفة الوادي", date(2026, 3, 9)), ("صحيفة الوادي", date(2026, 3, 10)), False),
        (("صحيفة الوادي", None), ("صحيفة الجبل", None), False),
        (("", date(2026, 3, 9)), ("صحيفة الوادي", date(2026, 3, 10)), False),
    ],
)
def test_an_article_of_which_less_was_known_becomes_the_one_of_which_more_is(many: bool, first: Known, again: Known, is_same: bool) -> None:
    for name in ("صحيفة الوادي", "صحيفة الجبل"):
        Outlet.objects.create(name=name)
    by = User.objects.system()
    given = [check(Submission("نص المقال", find_outlet(outlet), published=day)) for outlet, day in (first, again)]
    for one in given:
        if many:
            ingest_many([one], by=by, is_bulk=True)
        else:
            ingest(one.submission, by=by)
    newest = Article.objects.order_by("pk").last()
    assert newest is not None
    assert (Article.objects.count(), newest.outlet, newest.newest.published) == (2 - is_same, find_outlet(again[0]), again[1])
    # What was told with all of it is known from then on.
    assert ingest(given[1].submission, by=by) == (newest.newest, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("named", "address", "expected"),
    [
        ("", "https://www.sunbula.example/خبر", "السنبلة"),
        ("", "https://sport.sunbula.example/خبر", "السنبلة"),
        ("", "https://wadi.example/خبر", "Unknown outlet"),
        ("", "", "Unknown outlet"),
        ("الوادي", "https://www.sunbula.example/خبر", "الوادي"),  # somebody has said which
    ],
)
def test_an_article_of_no_known_outlet_is_of_the_one_at_its_address(named: str, address: str, expected: str) -> None:
    for name, domain in (("السنبلة", "sunbula.example"), ("الوادي", "")):
        Outlet.objects.create(name=name, domain=domain)
    version, _ = ingest(Submission("نص المقال", find_outlet(named), address=address), by=User.objects.system())
    with override("en"):
        assert str(version.article.outlet) == expected
