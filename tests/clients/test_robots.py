"""What a site asks of robots is respected, its rules are read seldom, and no host is visited faster than it likes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from claims.clients.network import Network
from claims.clients.robots import LONGEST_PAUSE_SECONDS, ask_leave
from claims.errors import FactcheckError
from tests.clients.news_site import Page, Site, news_site

TEXT = {"Content-Type": "text/plain"}


@pytest.fixture
def site() -> Iterator[Site]:
    cache.clear()
    with news_site() as standing:
        yield standing


def leave(site: Site, path: str = "/news/1") -> str:
    """ "" where the page may be fetched now, else the code of the refusal."""
    try:
        ask_leave(site.address(path), Network(agent="Factcheck/1 (+http://desk.example)", allow=[site.authority]))
    except FactcheckError as error:
        return error.code
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
        (Page(b"", 503), "robots_forbid"),  # a host that fails is left alone
        (Page(status=302, headers={"Location": "http://10.0.0.1/robots.txt"}), "not_public"),
    ],
)
def test_a_host_without_rules_and_one_that_fails(site: Site, answer: Page, code: str) -> None:
    site.pages["/robots.txt"] = answer
    assert leave(site) == code


def test_rules_are_read_once_and_each_host_is_given_its_pause(site: Site) -> None:
    rules(site, f"User-agent: *\nCrawl-delay: {LONGEST_PAUSE_SECONDS * 100}")
    assert [leave(site), leave(site, "/news/2")] == ["", "host_busy"]
    assert site.visits == ["/robots.txt"]
    # It may ask for a pause, and not for one without an end.
    assert 0 < cache._cache.get_client().ttl(cache.make_key(f"visited:{site.authority}")) <= LONGEST_PAUSE_SECONDS  # type: ignore[attr-defined]
    cache.delete(f"visited:{site.authority}")
    assert leave(site, "/news/2") == ""
    assert site.visits == ["/robots.txt"]
