"""What a site asks of robots is respected, its rules are read seldom, and no host is visited faster than it likes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from django.core.cache import cache

from claims.clients.network import Network
from claims.clients.robots import LIMITS, LONGEST_PAUSE_SECONDS, LONGEST_REST_SECONDS, PAUSE_SECONDS, visit
from claims.errors import FactcheckError, TransientError
from tests.clients.news_site import Page, Site, news_site

TEXT = {"Content-Type": "text/plain"}


@pytest.fixture
def site() -> Iterator[Site]:
    cache.clear()
    with news_site() as standing:
        yield standing


def door(*sites: Site) -> Network:
    return Network(agent="Factcheck/1 (+http://desk.example)", allow=[site.authority for site in sites])


def leave(site: Site, path: str = "/news/1", *others: Site) -> str:
    """ "" where the page may be fetched now, else the code of the refusal."""
    try:
        visit(site.address(path), door(site, *others))
    except FactcheckError as error:
        return "" if error.params.get("status") == "404" else error.code  # it was asked for, and is not there
    return ""


def rules(site: Site, text: str) -> None:
    site.pages["/robots.txt"] = Page(text.encode(), headers=TEXT)


@pytest.mark.parametrize(
    ("text", "path", "code"),
    [
        ("", "/news/1", ""),
        ("User-agent: *\nDisallow: /private", "/news/1", ""),
        ("User-agent: *\nDisallow: /news", "/news/1", "robots_forbid"),
        ("User-agent: *\nDisallow: /news\nAllow: /news/1", "/news/1", ""),  # the longer rule holds
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", "robots_forbid"),
        ("User-agent: Factcheck\nDisallow: /\n\nUser-agent: *\nAllow: /", "/news/1", "robots_forbid"),  # meant for us
        ("User-agent: other\nDisallow: /", "/news/1", ""),
        ("User-agent: *\nDisallow: /%D8%AE%D8%A8%D8%B1", "/خبر/1", "robots_forbid"),
        ("<html>not found</html>", "/news/1", ""),  # nonsense forbids nothing
    ],
)
def test_rules_are_respected(site: Site, text: str, path: str, code: str) -> None:
    rules(site, text)
    assert leave(site, path) == code


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Page(b"", 404), ""),  # there are no rules
        (Page(b"", 403), ""),
        # a host that fails may forbid everything: it is left alone until it says so or not
        (Page(b"", 503), "rules_unreachable"),
        (Page(b"", 429), "rules_unreachable"),
        (Page(b"User-agent: *", headers=TEXT | {"Content-Encoding": "br"}), "rules_unreachable"),
        (Page(b"no gzip", headers=TEXT | {"Content-Encoding": "gzip"}), "rules_unreachable"),
        (Page(status=302, headers={"Location": "http://10.0.0.1/robots.txt"}), "not_public"),
    ],
)
def test_a_host_without_rules_and_one_that_fails(site: Site, answer: Page, code: str) -> None:
    site.pages["/robots.txt"] = answer
    assert leave(site) == code


def test_of_rules_without_an_end_the_beginning_holds(site: Site) -> None:
    filling = "Disallow: /archive/2019/01/01\n" * (LIMITS.octets // 30 + 1)
    rules(site, f"User-agent: *\nDisallow: /private\n{filling}Disallow: /news")
    assert leave(site, "/private") == "robots_forbid"
    assert leave(site, "/news/1") == ""
    # What is left of the line that is cut forbids nothing by itself.
    head = "User-agent: *\nDisallow: /private\n"
    rules(site, f"{head}{'#' * (LIMITS.octets - len(head) - 12)}\nDisallow: /news")
    later(site)
    assert leave(site, "/1") == ""


@pytest.mark.parametrize(
    ("said", "rests"),
    [
        ("120", 120),
        (str(LONGEST_REST_SECONDS * 100), LONGEST_REST_SECONDS),
        (timedelta(seconds=120), 120),  # a time of day
        # no wish, a past one, or nonsense
        ("", PAUSE_SECONDS),
        (timedelta(days=-1), PAUSE_SECONDS),
        ("-5", PAUSE_SECONDS),
        ("later", PAUSE_SECONDS),
    ],
)
def test_a_host_that_says_when_to_come_again_is_left_alone_until_then(site: Site, said: str | timedelta, rests: int) -> None:
    written = said if isinstance(said, str) else format_datetime(datetime.now(UTC) + said, usegmt=True)
    site.pages["/news/1"] = Page(status=503, headers={"Retry-After": written})
    assert [leave(site), leave(site, "/news/2")] == ["http_status", "host_busy"]
    left = cache._cache.get_client().ttl(cache.make_key(f"visited:{site.authority}"))  # type: ignore[attr-defined]
    assert rests - 10 <= left <= rests


def later(site: Site) -> None:
    """The time of the rules is over."""
    key = f"rules:http://{site.authority}"
    cache.set(key, (cache.get(key)[0], 0.0))
    cache.delete(f"visited:{site.authority}")


def test_a_failure_of_a_moment_forbids_nothing_for_long(site: Site) -> None:
    site.pages["/robots.txt"] = Page(b"", 503)
    with pytest.raises(TransientError):
        visit(site.address("/news/1"), door(site))
    assert leave(site) == "rules_unreachable"
    assert site.visits == ["/robots.txt"]  # it is not asked again at once
    later(site)
    rules(site, "User-agent: *\nDisallow: /private")
    assert [leave(site), leave(site, "/private")] == ["", "robots_forbid"]
    # While they cannot be read, those that were told last hold.
    site.pages["/robots.txt"] = Page(b"", 503)
    later(site)
    assert [leave(site), leave(site, "/private")] == ["", "robots_forbid"]
    assert site.visits.count("/robots.txt") == 3


def test_rules_are_read_once_and_each_host_is_given_its_pause(site: Site) -> None:
    rules(site, f"User-agent: *\nCrawl-delay: {LONGEST_PAUSE_SECONDS * 100}")
    assert [leave(site), leave(site, "/news/2")] == ["", "host_busy"]
    assert site.visits == ["/robots.txt", "/news/1"]
    # It may ask for a pause, and not for one without an end.
    assert 0 < cache._cache.get_client().ttl(cache.make_key(f"visited:{site.authority}")) <= LONGEST_PAUSE_SECONDS  # type: ignore[attr-defined]
    cache.delete(f"visited:{site.authority}")
    assert leave(site, "/news/2") == ""
    assert site.visits == ["/robots.txt", "/news/1", "/news/2"]


def test_a_redirect_is_a_visit_of_where_it_leads(site: Site) -> None:
    with news_site() as other:
        site.pages["/moved"] = Page(status=302, headers={"Location": other.address("/news/1")})
        site.pages["/renamed"] = Page(status=301, headers={"Location": "/private/1"})
        rules(site, "User-agent: *\nDisallow: /private")
        rules(other, "User-agent: *\nDisallow: /private")
        # To another host, which is then given its pause too.
        assert [leave(site, "/moved", other), leave(other)] == ["", "host_busy"]
        cache.delete(f"visited:{site.authority}")
        assert leave(site, "/moved", other) == "host_busy"
        assert other.visits == ["/robots.txt", "/news/1"]
        # To where the other forbids, and within one host, which is one visit.
        cache.delete_many([f"visited:{one.authority}" for one in (site, other)])
        site.pages["/moved"] = Page(status=302, headers={"Location": other.address("/private/1")})
        assert leave(site, "/moved", other) == "robots_forbid"
        cache.delete(f"visited:{site.authority}")
        assert leave(site, "/renamed") == "robots_forbid"
        rules(site, "")
        later(site)
        assert leave(site, "/renamed") == ""
        assert other.visits == ["/robots.txt", "/news/1"]
