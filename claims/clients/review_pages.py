"""What a page says of the claims that it checks: JSON-LD in scripts, and microdata, each as parsed JSON of one shape."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from lxml import etree, html

from claims.clients.network import HTML, Answer
from claims.clients.pages import decode
from claims.errors import PermanentError

JSON = frozenset(
    {"application/json", "application/ld+json", "application/feed+json", "text/json", "text/plain", "application/octet-stream"}
)
KINDS = HTML | JSON
LINKED = "application/ld+json"
# What a page writes into its markup rather than between its tags (HTML, 5.2.4: values of properties).
_IN_ATTRIBUTE = {
    **dict.fromkeys(("a", "area", "link"), "href"),
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src"),
    "meta": "content",
    "object": "data",
    "data": "value",
    "meter": "value",
    "time": "datetime",
}
_ADDRESSES = {"href", "src", "data"}


def read_documents(answer: Answer) -> list[Any]:
    """The JSON documents that were fetched: one, or all that a page carries; a script that is no JSON is passed over.

    Raises:
        PermanentError: it is neither a page nor JSON.
    """
    source = decode(answer).lstrip("\ufeff")
    if answer.kind not in HTML:
        found = _loaded(source)
        if found is None:
            raise PermanentError("not_json", "{address} is not JSON.", address=answer.address)
        return [found]
    try:
        root = html.document_fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return []
    scripts = ["".join(map(str, one.itertext())) for one in root.iter("script") if (one.get("type") or "").partition(";")[0] == LINKED]
    linked = [document for document in map(_loaded, scripts) if document is not None]
    tops = [item for item in root.iter(etree.Element) if item.get("itemscope") is not None and item.get("itemprop") is None]
    return [*linked, *(_item(item, answer.address) for item in tops)]


def next_page(answer: Answer) -> str:
    """The address of the page that follows this one of a feed, as its Link header says (RFC 8288); "" where none follows on its host."""
    header = answer.headers.get("link", "").encode("latin-1")
    links = httpx.Response(answer.status, headers=[(b"link", header)]).links.values()
    written = next((link["url"] for link in links if link.get("rel") == "next"), "")
    try:
        address = urljoin(answer.address, written)
        is_there = urlsplit(address).netloc == urlsplit(answer.address).netloc
    except ValueError:
        return ""
    return address if written and is_there else ""


def _loaded(source: str) -> Any:
    """Line breaks within texts are let through: editorial systems leave them."""
    try:
        return json.loads(source.strip().removeprefix("//<![CDATA[").removesuffix("//]]>"), strict=False)
    except (ValueError, RecursionError):
        return None


def _item(element: Any, base: str) -> dict[str, Any]:
    """A microdata item as JSON-LD says it. What is nested in an item belongs to that one."""
    found: dict[str, Any] = {"@type": [kind.rpartition("/")[2] for kind in (element.get("itemtype") or "").split()]}
    if element.get("itemid"):
        found["url"] = urljoin(base, element.get("itemid"))
    waiting = list(reversed(element))
    while waiting:
        part = waiting.pop()
        if not isinstance(part.tag, str):
            continue
        names = (part.get("itemprop") or "").split()
        is_item = part.get("itemscope") is not None
        if names:
            value = _item(part, base) if is_item else _value(part, base)
            for name in names:
                found[name] = (
                    [*found[name], value] if isinstance(found.get(name), list) else [found[name], value] if name in found else value
                )
        if not is_item:
            waiting += reversed(part)
    return found


def _value(element: Any, base: str) -> str:
    attribute = _IN_ATTRIBUTE.get(element.tag)
    if attribute and element.get(attribute) is not None:
        written: str = element.get(attribute)
        return urljoin(base, written.strip()) if attribute in _ADDRESSES else written
    text: str = element.text_content()
    return element.get("content") or " ".join(text.split())
