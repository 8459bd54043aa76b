"""What a feed announces: RSS, Atom, JSON Feed, and sitemaps of news."""

from __future__ import annotations

import io
import json
import math
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import feedparser
from lxml import etree

from claims.clients.network import Answer, unpacked
from claims.errors import PermanentError

# Of a longer feed the newest are taken.
MOST_ENTRIES = 500
KINDS = frozenset(
    {
        *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"),
        *("application/feed+json", "application/json", "text/html", "text/plain", "application/octet-stream", ""),
        # Sitemaps are mostly packed.
        *("application/gzip", "application/x-gzip"),
    }
)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One article that is announced; `published` and `updated` are None where the feed does not say, or says nonsense."""

    address: str
    title: str
    published: datetime | None
    updated: datetime | None = None


def read_feed(answer: Answer) -> tuple[FeedEntry, ...]:
    """The entries with an address, each address once, in the feed's order; of more than MOST_ENTRIES the newest, newest first.

    It may be a gzip file.

    Raises:
        PermanentError: it is none of the four kinds, or an index of sitemaps; as a file it is broken, or unfolds to too much.
    """
    answer = unpacked(answer)
    start = answer.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    entries = _json_feed(answer) if start in {b"{", b"["} else _sitemap(answer) or _rss_or_atom(answer)
    first: dict[str, FeedEntry] = {}
    for entry in entries:
        first.setdefault(entry.address, entry)
    first.pop("", None)
    # Sitemaps begin with the oldest as often as with the newest; what says nothing of its day comes last.
    newest = sorted(first.values(), key=_age) if len(first) > MOST_ENTRIES else first.values()
    return tuple(newest)[:MOST_ENTRIES]


def _rss_or_atom(answer: Answer) -> list[FeedEntry]:
    headers = {"content-type": answer.headers.get("content-type", ""), "content-location": answer.address}
    # As a stream: bytes that are the name of a file would be opened, whatever stands in it.
    read: Any = feedparser.parse(io.BytesIO(answer.body), response_headers=headers)
    if not read.get("version"):
        raise _no_feed(answer)
    return [
        FeedEntry(
            str(entry.get("link") or ""),
            str(entry.get("title") or ""),
            _time(entry.get("published_parsed")),
            # The entry's own `get` gives the day of publication where this is not said.
            _time(dict.get(entry, "updated_parsed")),
        )
        for entry in read.entries
    ]


def _json_feed(answer: Answer) -> list[FeedEntry]:
    try:
        read = json.loads(answer.body)
        items = read["items"]
        return [
            FeedEntry(
                str(item.get("url") or ""),
                str(item.get("title") or ""),
                _iso(item.get("date_published")),
                _iso(item.get("date_modified")),
            )
            for item in items
        ]
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise _no_feed(answer) from error


def _sitemap(answer: Answer) -> list[FeedEntry]:
    """[] where it is no sitemap. Nothing is expanded or fetched that the document names."""
    try:
        root = etree.fromstring(answer.body, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except etree.XMLSyntaxError:
        return []
    name = etree.QName(root).localname
    if name == "sitemapindex":
        raise PermanentError("sitemap_index", "{address} lists sitemaps: give the address of the one for news.", address=answer.address)
    return [_sitemap_entry(page) for page in root.iterchildren(etree.Element)] if name == "urlset" else []


def _sitemap_entry(page: Any) -> FeedEntry:
    # Pictures and films have addresses, titles and days of their own.
    said = _said(page)
    news = next((part for part in page.iterchildren(etree.Element) if etree.QName(part).localname == "news"), None)
    of_news = _said(news) if news is not None else {}
    changed = said.get("lastmod")
    return FeedEntry(said.get("loc", ""), of_news.get("title", ""), _iso(of_news.get("publication_date") or changed), _iso(changed))


def _said(element: Any) -> dict[str, str]:
    """What stands right in the element, by its names in the element's own namespace."""
    own = etree.QName(element).namespace
    names = ((etree.QName(part), part.text or "") for part in element.iterchildren(etree.Element))
    return {name.localname: text.strip() for name, text in names if name.namespace == own}


def _age(entry: FeedEntry) -> float:
    return -entry.published.timestamp() if entry.published is not None else math.inf


def _no_feed(answer: Answer) -> PermanentError:
    return PermanentError("no_feed", "{address} is neither RSS, Atom, JSON Feed nor a sitemap.", address=answer.address)


def _time(parsed: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _iso(written: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(written)) if written else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found
