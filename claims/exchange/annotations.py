"""Spans of articles as W3C Web Annotations: where in which text, in a way that survives small changes of the text.

https://www.w3.org/TR/annotation-model/ · offsets count Unicode code points from 0, half-open, as ours do (4.2.5).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from claims.models import Appearance, ArticleVersion, Quote

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
# Code points before and after, by which the words are found again where the offsets no longer fit.
AROUND = 32


def selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    """A TextQuoteSelector and a TextPositionSelector of `text[start:end]`; either alone leads to the words."""
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def annotation_page(
    version: ArticleVersion, quotes: Iterable[Quote], places: Iterable[Appearance], *, address: str, site: str
) -> dict[str, Any]:
    """What was read in one text: quotes with who speaks, and claims, in the order of the text.

    `address` is that of the page; its text stands beside it, one path segment up. `site` has no slash at its end.
    """
    source = address.rpartition("annotations")[0]
    marked = [(quote.start, quote.end, _of_quote(quote, site)) for quote in quotes]
    marked += [(place.start, place.end, _of_claim(place, site)) for place in places]
    items = [
        {**own, "type": "Annotation", "target": {"source": source, "selector": selectors(version.text, start, end)}}
        for start, end, own in sorted(marked, key=lambda one: (one[0], one[1], one[2]["id"]))
    ]
    return {"@context": CONTEXT, "id": address, "type": "AnnotationPage", "items": items}


def _of_quote(quote: Quote, site: str) -> dict[str, Any]:
    """The body is the speaker's name: whose words these are."""
    body = {"type": "TextualBody", "value": quote.speaker.name, "format": "text/plain", "purpose": "identifying"}
    return {"id": f"{site}/api/v1/quotes/{quote.pk}/", "motivation": "identifying", "body": [body] if quote.speaker.name else []}


def _of_claim(place: Appearance, site: str) -> dict[str, Any]:
    body = {"id": f"{site}/api/v1/claims/{place.claim_id}/", "format": "application/json", "purpose": "linking"}
    return {"id": f"{site}/api/v1/appearances/{place.pk}/", "motivation": "linking", "body": [body]}
