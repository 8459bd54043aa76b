"""A news page's words and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin

import charset_normalizer
import trafilatura
from trafilatura.settings import Document

from claims.clients.network import Answer
from claims.errors import PermanentError

# Where a page names its own encoding, in the bytes that every encoding of the web shares with ASCII.
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_HEAD = 4_096
# What stands for a byte that is no UTF-8; letters beyond ASCII; and how many of the former may be among the latter in a text that is UTF-8
# all the same. Another encoding read as UTF-8 has hardly a letter for every ten of them.
_STRAY, _FOREIGN = "\ufffd", re.compile("[^\x00-\x7f\ufffd]")
MOST_STRAY = 0.05
_LANGUAGE = re.compile(rb"<html[^>]{0,500}?\slang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
# A host without its www, and what stands behind it.
_ADDRESS = re.compile(r"https?://(?:www\.)?([^/?#]+)/?([^#]*)", re.IGNORECASE)
# Fewer words are a teaser, a consent form or an error.
SHORTEST_ARTICLE = 20


@dataclass(frozen=True, slots=True)
class PageText:
    """What was read in a page; "" or None where it does not say. `address` is canonical where the page names one of its own host.

    `published` is the day as written; `moment` the time where one is written with its zone, which elsewhere may be of another day.
    """

    address: str
    title: str
    text: str
    published: date | None
    moment: datetime | None
    language: str
    byline: str
    outlet: str


def read_page(answer: Answer) -> PageText:
    """The article in a fetched page: its body without menus, teasers and comments, headline first where the page has it there.

    The day is that of first publication. Costs some 30 ms a page.

    Raises:
        PermanentError: there is no article in it.
    """
    tree = trafilatura.load_html(decode(answer))
    found = _extracted(tree, answer.address) if tree is not None else None
    text = (found.text or "").strip() if found is not None else ""
    if found is None or len(text.split()) < SHORTEST_ARTICLE:
        raise PermanentError("no_article", "There is no article at {address}, or its text needs a script.", address=answer.address)
    language = _LANGUAGE.search(answer.body[:_HEAD])
    said = datetime.fromisoformat(found.date) if found.date else None
    return PageText(
        address=_canonical(tree, answer.address),
        title=found.title or "",
        text=text,
        published=said.date() if said is not None else None,
        moment=said if said is not None and said.tzinfo is not None else None,
        language=language.group(1).decode().lower() if language else "",
        byline=found.author or "",
        outlet=found.sitename or "",
    )


def read_words(answer: Answer) -> str:
    """All that a fetched page, or plain text, says: of a page its article with its tables, without menus, else whatever words it has.

    Raises:
        PermanentError: there are none.
    """
    text = decode(answer)
    if answer.kind != "text/plain":
        text = trafilatura.extract(text, url=answer.address, include_comments=False, favor_recall=True) or trafilatura.html2txt(text)
    if not text.strip():
        raise PermanentError("no_article", "There is no article at {address}, or its text needs a script.", address=answer.address)
    return text


def _extracted(tree: Any, address: str) -> Document | None:
    found = trafilatura.bare_extraction(
        tree,
        url=address,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        deduplicate=False,
        # What the page says of itself goes before a day in its address: it may have the time and the zone.
        date_extraction_params={
            "original_date": True,
            "extensive_search": True,
            "outputformat": "%Y-%m-%dT%H:%M:%S%z",
            "deferred_url_extractor": True,
        },
    )
    return found if isinstance(found, Document) else None


def decode(answer: Answer) -> str:
    """The page as text: in the first encoding that fits of: its mark, UTF-8, its header, its own word, broken UTF-8, a guess."""
    for encoding in _encodings(answer):
        try:
            return answer.body.decode(encoding)
        except (LookupError, ValueError):  # undefined is an encoding too
            continue
    # Stray bytes in UTF-8, as advertisements leave them, cost those bytes and not the page.
    mended = answer.body.decode("utf-8", "replace")
    if mended.count(_STRAY) <= MOST_STRAY * len(_FOREIGN.findall(mended)):
        return mended
    guess = charset_normalizer.from_bytes(answer.body[: 64 * 1024], cp_isolation=["windows-1256", "iso-8859-6", "windows-1252"]).best()
    return answer.body.decode(guess.encoding if guess else "windows-1256", "replace")


def _encodings(answer: Answer) -> Iterator[str]:
    if answer.body.startswith(b"\xef\xbb\xbf"):
        yield "utf-8-sig"
    # Before what it says of itself: a text in another encoding is hardly ever valid UTF-8, and the labels are often wrong.
    yield "utf-8"
    if answer.charset:
        yield answer.charset
    said = _META_CHARSET.search(answer.body[:_HEAD])
    if said:
        yield said.group(1).decode("ascii")


def _canonical(tree: Any, fetched: str) -> str:
    """The address that the page gives itself, else the fetched one.

    It may name only one on the host that it came from: else any page could pass for another's. Nor the home page, as templates do that
    were never filled in: else all of a site's pages would be one article.
    """
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    said = [*links, *(meta.get("content") for meta in tree.iter("meta") if meta.get("property") == "og:url")]
    return next((address for one in said if one and _is_own(address := _joined(fetched, one.strip()), fetched)), fetched)


def _is_own(said: str, fetched: str) -> bool:
    own, other = _ADDRESS.match(fetched), _ADDRESS.match(said)
    if own is None or other is None or own[1].lower() != other[1].lower():
        return False
    return bool(other[2]) or not own[2]


def _joined(fetched: str, said: str) -> str:
    try:
        return urljoin(fetched, said)
    except ValueError:
        return ""
