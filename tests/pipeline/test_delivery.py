"""A delivery of files: outlets that it introduces, days where the outlet is, and what happens to one that is interrupted."""

import json
import time
from datetime import date
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

from claims.models import Article, ArticleVersion, Outlet, User
from claims.pipeline.delivery import MOST_SECONDS, MOST_TOGETHER, Delivered, Delivery, Overrides
from claims.pipeline.ingest import LONGEST_BYLINE
from tests.clients.test_pages import HEAD, page
from tests.exchange.test_article_archives import record

pytestmark = pytest.mark.django_db
TEXT = 'قال مدير السد إن "العدد أكثر من 300 عامل".'
VALLEY = {"name": "صحيفة الوادي", "domain": "valley.example", "language": "ar"}


def file(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "news.jsonl"
    path.write_text("\n".join(json.dumps({"text": TEXT, "published": "2026-03-10", **row}) for row in rows), "utf-8")
    return path


def delivery(few: int = 0, **overrides: Any) -> Delivery:
    return Delivery(Overrides(**overrides), by=User.objects.system(), few=few)


def outcomes(found: list[Delivered]) -> list[str]:
    return [one.error.code if one.error else "new" if one.is_new else "known" for one in found]


def test_nobody_introduces_an_outlet_by_an_article_that_is_refused(tmp_path: Path) -> None:
    found = list(delivery().take(file(tmp_path, {"outlet": VALLEY, "published": "2999-01-01"})))
    assert (outcomes(found), Outlet.objects.filter(is_placeholder=False).count()) == (["published_impossible"], 0)
    list(delivery().take(file(tmp_path, {"outlet": VALLEY})))
    assert Article.objects.get().outlet.domain == "valley.example"


def test_an_article_of_no_known_outlet_is_of_the_one_at_its_address(tmp_path: Path) -> None:
    Outlet.objects.create(name="صحيفة الوادي", domain="valley.example")
    list(delivery().take(file(tmp_path, {"address": "https://www.valley.example/1"}, {"address": "https://hill.example/1"})))
    assert list(Article.objects.order_by("pk").values_list("outlet__domain", flat=True)) == ["valley.example", ""]


@pytest.mark.parametrize(
    ("written", "zone", "day"),
    [
        ("2026-03-10", "Asia/Baghdad", date(2026, 3, 10)),
        ("2026-03-10T22:30:00Z", "Asia/Baghdad", date(2026, 3, 11)),  # half past one there
        ("2026-03-10T22:30:00Z", "America/New_York", date(2026, 3, 10)),
        ("Tue, 10 Mar 2026 22:30:00 GMT", "Asia/Baghdad", date(2026, 3, 11)),  # as feeds write it
        ("Tue, 10 Mar 2026 22:30:00 +0400", "Asia/Baghdad", date(2026, 3, 10)),
        ("2026-03-10 22:30", "Asia/Baghdad", date(2026, 3, 10)),  # without a zone it is the outlet's own
    ],
)
def test_a_moment_is_a_day_where_the_outlet_is(tmp_path: Path, written: str, zone: str, day: date) -> None:
    Outlet.objects.create(name="صحيفة الوادي", time_zone=zone)
    list(delivery(outlet="صحيفة الوادي").take(file(tmp_path, {"published": written})))
    assert ArticleVersion.objects.get().published == day


def crawl(folder: Path, *addresses: str) -> Path:
    """Pages that all call themselves جريدة السنبلة."""
    path = folder / "crawl.warc"
    head = HEAD.replace('rel="canonical"', "")
    path.write_bytes(b"".join(record(one, "text/html; charset=utf-8", "200 OK", page(head)) for one in addresses))
    return path


@pytest.mark.parametrize(
    ("address", "outlet"),
    [
        ("https://sunbula.example/12", "sunbula.example"),
        ("https://www.sunbula.example/12", "sunbula.example"),
        ("https://sport.sunbula.example:8443/12", "sunbula.example"),
        ("https://evil.example/12", "evil.example"),  # a name is no proof
        ("https://www.evil.example/12", "evil.example"),
    ],
)
def test_an_outlet_of_a_web_archive_is_known_by_its_host(tmp_path: Path, address: str, outlet: str) -> None:
    known = Outlet.objects.create(name="جريدة السنبلة", domain="sunbula.example")
    assert outcomes(list(delivery().take(crawl(tmp_path, address)))) == ["new"]
    found = Article.objects.get().outlet
    assert (found.domain, found == known) == (outlet, outlet == known.domain)


def test_an_outlet_of_a_web_archive_is_introduced_once_and_by_nothing_that_is_no_address(tmp_path: Path) -> None:
    addresses = ["https://www.sunbula.example/1", "https://sunbula.example/2", "http://[::1/", "https://" + "a." * 200 + "example/"]
    assert outcomes(list(delivery().take(crawl(tmp_path, *addresses)))) == ["new", "new", "address_invalid", "outlet_invalid"]
    assert list(Outlet.objects.filter(is_placeholder=False).values_list("name", "domain")) == [("جريدة السنبلة", "sunbula.example")]


def test_a_moment_of_a_page_is_a_day_where_its_outlet_is(tmp_path: Path) -> None:
    Outlet.objects.create(name="السنبلة", domain="sunbula.example", time_zone="Asia/Baghdad")
    (tmp_path / "page.warc").write_bytes(
        record("https://sunbula.example/1", "text/html; charset=utf-8", "200 OK", page(HEAD.replace("09:15:00+03:00", "22:30:00Z")))
    )
    list(delivery().take(tmp_path / "page.warc"))
    assert ArticleVersion.objects.get().published == date(2026, 3, 11)


def test_one_that_is_wrong_stops_nothing(tmp_path: Path) -> None:
    rows = ({"id": "a"}, {"text": ""}, {"outlet": "لا أحد"}, {"published": "أمس"}, {"address": "ftp://x"}, {"title": "آخر"}, {"id": "a"})
    found = list(delivery().take(file(tmp_path, *rows)))
    expected = ["new", "text_missing", "unknown_outlet", "date_invalid", "address_invalid", "new", "known"]
    assert (outcomes(found), [one.id for one in found][:3]) == (expected, ["a", "news.jsonl:2", "news.jsonl:3"])


@pytest.mark.parametrize(
    ("wrong", "blamed"),
    [
        ({"outlet": "صحيفة\x00"}, "outlet"),
        ({"outlet": "صحيفة\ud800"}, "outlet"),
        ({"outlet": {"name": "صحيفة\x00", "domain": "valley.example"}}, "outlet"),
        ({"outlet": {"name": "صحيفة", "domain": "valley\ud800.example"}}, "outlet"),
        ({"outlet": {"name": "صحيفة", "domain": "valley.example", "language": "a\x00"}}, "outlet"),
        ({"id": "\ud800", "title": "\ud800"}, "title"),
        ({"id": "\ud800", "published": "\ud800"}, "published"),
        ({"byline": "\x00"}, "byline"),
        ({"language": "\ud800"}, "language"),
        ({"address": "https://valley.example/\ud800"}, "address"),
    ],
)
@pytest.mark.parametrize("introduces", [False, True])
def test_broken_characters_cost_their_article_alone(tmp_path: Path, wrong: dict[str, Any], blamed: str, introduces: bool) -> None:
    found = list(delivery(introduces_outlets=introduces).take(file(tmp_path, wrong, {"title": "آخر"})))
    assert ([one.error and one.error.field for one in found], Article.objects.count()) == ([blamed, None], 1)
    # They can be told to anybody.
    assert "".join(f"{one.id} {one.error or ''}" for one in found).encode()


def test_a_byline_of_a_page_may_have_no_end(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(page(HEAD.replace("ليلى الحسن", "ليلى الحسن " * 100)))
    assert outcomes(list(delivery(introduces_outlets=True).take(tmp_path / "page.html"))) == ["new"]
    assert LONGEST_BYLINE - 1 <= len(ArticleVersion.objects.get().byline) <= LONGEST_BYLINE


def test_what_takes_long_to_read_is_stored_in_smaller_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = count(0, MOST_SECONDS / 2)
    monkeypatch.setattr(time, "monotonic", lambda: next(seconds))
    path = file(tmp_path, *({"title": f"سد {number}"} for number in range(5)))
    assert [len(batch) for batch in delivery().batches(path)] == [2, 2, 1]


def test_the_first_few_are_read_with_what_people_hand_in(tmp_path: Path) -> None:
    one = delivery(few=3)
    for name in ("first", "second"):
        list(one.take(file(tmp_path, *({"title": f"{name} {number}"} for number in range(2)))))
    assert list(ArticleVersion.objects.order_by("pk").values_list("is_bulk", flat=True)) == [False, False, False, True]


def test_who_was_interrupted_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path = file(tmp_path, *({"title": f"سد {number}"} for number in range(2 * MOST_TOGETHER + 5)))
    told = list(islice(delivery().take(path), MOST_TOGETHER + 1))  # and there the process ends
    stored = Article.objects.count()
    assert (outcomes(told), stored) == (["new"] * (MOST_TOGETHER + 1), 2 * MOST_TOGETHER)
    again = outcomes(list(delivery().take(path)))
    assert again == ["known"] * stored + ["new"] * 5
    assert Article.objects.count() == len(again)
