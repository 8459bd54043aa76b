"""ClaimReviews of others as they come: single ones, lists, graphs, data feeds, and the answers of Google's Fact Check Tools API.

Publishers leave out, misname and misplace much: what can be read is read, a review without an address or a claim is told with the
reason. Many write HTML's entities into their texts, so these are read as such; `plain` writes a text so that it comes back as it was.
`as_claim_review` writes back what was read, so that nothing is lost on the way.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf.locale import LANG_INFO

from claims.errors import InputRefused

# Of one document; a longer one is cut into several by those who publish it.
MOST_REVIEWS = 50_000
LONGEST_CLAIM, LONGEST_BODY, LONGEST_NAME, LONGEST_ADDRESS, LONGEST_LIST = 5_000, 20_000, 500, 2_000, 50
_HTTP = ("http", "https")
_EMPTY_LINES = re.compile("\n{3,}")
# Between a language and its region or script: en-US, or en_US as operating systems write it.
_SUBTAG = re.compile("[-_]")
# What `html.unescape` looks at.
_PERHAPS_ENTITY = re.compile(r"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")


@dataclass(frozen=True, slots=True)
class ForeignReview:
    """One review of one claim; "" or None where it does not say. `address` is of the review's page. `is_gone`: the feed takes it back."""

    address: str
    claim: str
    language: str = ""
    claimant: str = ""
    claimant_kind: str = ""
    claimed_on: date | None = None
    appearances: tuple[str, ...] = ()
    publisher: str = ""
    publisher_address: str = ""
    rating: str = ""
    rating_value: Decimal | None = None
    best: Decimal | None = None
    worst: Decimal | None = None
    reviewed_on: date | None = None
    body: str = ""
    citations: tuple[tuple[str, str], ...] = ()
    is_gone: bool = False


Read = ForeignReview | tuple[str, InputRefused]


def read_reviews(document: Any, base: str = "") -> Iterator[Read]:
    """The reviews of a parsed JSON document in their order; one that cannot be read is where it stands, and the error.

    `base` is the address of the document: of what is written without one. At most MOST_REVIEWS.
    """
    for number, (node, is_gone) in enumerate(_nodes(document)):
        if number == MOST_REVIEWS:
            yield f"{number}", InputRefused("reviews_many", "The document has more than {most} reviews: cut it up.", most=MOST_REVIEWS)
            return
        try:
            yield _review(node, base, is_gone=is_gone)
        except InputRefused as error:
            yield _address(node.get("url"), base) or f"{number + 1}", error


def as_claim_review(review: ForeignReview) -> dict[str, Any]:
    """The review as JSON-LD, in the shape of our own."""
    appearances = [{"@type": "CreativeWork", "url": address} for address in review.appearances]
    return filled(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": review.address,
            "inLanguage": review.language,
            "claimReviewed": plain(review.claim),
            "reviewBody": plain(review.body),
            "datePublished": review.reviewed_on and review.reviewed_on.isoformat(),
            "author": _typed({"@type": "Organization", "name": plain(review.publisher), "url": review.publisher_address}),
            "reviewRating": _typed(
                {
                    "@type": "Rating",
                    "ratingValue": _number(review.rating_value),
                    "bestRating": _number(review.best),
                    "worstRating": _number(review.worst),
                    "alternateName": plain(review.rating),
                }
            ),
            "itemReviewed": _typed(
                {
                    "@type": "Claim",
                    "author": _typed({"@type": review.claimant_kind or "Organization", "name": plain(review.claimant)}),
                    "datePublished": review.claimed_on and review.claimed_on.isoformat(),
                    "appearance": appearances,
                    "firstAppearance": appearances[0] if appearances else None,
                }
            ),
            "citation": [_typed({"@type": "CreativeWork", "url": address, "name": plain(name)}) for address, name in review.citations],
        }
    )


def plain(text: str) -> str:
    """The text with each ampersand that would be read as the beginning of an entity written as one: reading gives the text again."""
    return _PERHAPS_ENTITY.sub(lambda found: found[0] if html.unescape(found[0]) == found[0] else f"&amp;{found[0][1:]}", text)


def _nodes(document: Any) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """Every ClaimReview within, in order, and whether the item that holds it is deleted. Without recursion: a document may be deep."""
    waiting: list[tuple[Any, bool]] = [(document, False)]
    while waiting:
        node, is_gone = waiting.pop()
        if isinstance(node, list):
            waiting += [(one, is_gone) for one in reversed(node)]
        elif isinstance(node, Mapping):
            if "ClaimReview" in _types(node):
                yield node, is_gone
            elif isinstance(node.get("claimReview"), list):
                yield from ((_of_google(node, one), is_gone) for one in node["claimReview"] if isinstance(one, Mapping))
            else:
                gone = is_gone or bool(node.get("dateDeleted"))
                waiting += [(node[key], gone) for key in ("claims", "mainEntity", "item", "dataFeedElement", "@graph") if key in node]


def _types(node: Mapping[str, Any]) -> set[str]:
    """The names of its types, whatever vocabulary they are prefixed with."""
    return {str(one).rpartition("/")[2].rpartition(":")[2] for one in _list(node.get("@type"))}


def _of_google(claim: Mapping[str, Any], review: Mapping[str, Any]) -> Mapping[str, Any]:
    """A claim of `claims:search` with one of its reviews, as schema.org would say it."""
    publisher = review.get("publisher")
    publisher = publisher if isinstance(publisher, Mapping) else {}
    return {
        "url": review.get("url"),
        "inLanguage": review.get("languageCode"),
        "claimReviewed": claim.get("text"),
        "reviewBody": review.get("title"),
        "datePublished": review.get("reviewDate"),
        "author": {"name": publisher.get("name"), "url": publisher.get("site") and f"https://{publisher['site']}"},
        "reviewRating": {"alternateName": review.get("textualRating")},
        "itemReviewed": {"author": {"name": claim.get("claimant")}, "datePublished": claim.get("claimDate")},
    }


def _review(node: Mapping[str, Any], base: str, *, is_gone: bool) -> ForeignReview:
    item = _first(node.get("itemReviewed"))
    item = item if isinstance(item, Mapping) else {}
    address = _address(node.get("url") or node.get("@id") or node.get("mainEntityOfPage"), base) or _address(base, "")
    claim = _text(node.get("claimReviewed") or item.get("name") or item.get("text") or item.get("description"), LONGEST_CLAIM)
    if not address:
        raise InputRefused("review_without_address", "The review does not say where it stands.", field="url")
    if not claim and not is_gone:
        raise InputRefused("review_without_claim", "The review does not say which claim was checked.", field="claimReviewed")
    rating = _first(node.get("reviewRating"))
    rating = rating if isinstance(rating, Mapping) else {"alternateName": rating}
    value = _decimal(rating.get("ratingValue"))
    words = rating.get("alternateName") or rating.get("name") or ("" if value is not None else rating.get("ratingValue"))
    claimant, publisher = _first(item.get("author")), _first(node.get("author") or node.get("publisher"))
    return ForeignReview(
        address=address,
        claim=claim,
        language=_language(_first(node.get("inLanguage"))),
        claimant=_name(claimant),
        claimant_kind=_kind(claimant),
        claimed_on=_date(item.get("datePublished") or item.get("dateCreated")),
        appearances=_addresses([*_list(item.get("firstAppearance")), *_list(item.get("appearance"))], base),
        publisher=_name(publisher),
        publisher_address=_address(publisher.get("url"), base) if isinstance(publisher, Mapping) else "",
        rating=_text(words or rating.get("ratingExplanation"), LONGEST_NAME),
        rating_value=value,
        best=_decimal(rating.get("bestRating")),
        worst=_decimal(rating.get("worstRating")),
        reviewed_on=_date(node.get("datePublished") or node.get("dateCreated") or node.get("dateModified")),
        body=_paragraphs(node.get("reviewBody") or node.get("description"), LONGEST_BODY),
        citations=_citations(node.get("citation"), base),
        is_gone=is_gone,
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: Any) -> Any:
    return next(iter(_list(value)), None)


def _text(value: Any, most: int) -> str:
    """A text, or the first of several, or what a language-tagged one says; entities read, white space single, NUL out."""
    return " ".join(_written(value).split())[:most]


def _paragraphs(value: Any, most: int) -> str:
    """The same with its line breaks; of several empty lines one stays."""
    lines = "\n".join(" ".join(line.split()) for line in _written(value).splitlines())
    return _EMPTY_LINES.sub("\n\n", lines.strip())[:most]


def _written(value: Any) -> str:
    value = _first(value)
    if isinstance(value, Mapping):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return html.unescape(str(value)).replace("\0", " ")


def _name(value: Any) -> str:
    return _text(value.get("name") if isinstance(value, Mapping) else value, LONGEST_NAME)


def _kind(value: Any) -> str:
    """Person or Organization; other kinds of organization are that, a bare name is neither."""
    types = _types(value) if isinstance(value, Mapping) else set()
    return "" if not types else "Person" if "Person" in types else "Organization"


def _address(value: Any, base: str) -> str:
    value = _first(value)
    if isinstance(value, Mapping):
        value = value.get("url") or value.get("@id")
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_ADDRESS:
        return ""
    try:
        whole = urljoin(base, value.strip())
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if parts.scheme in _HTTP and parts.hostname and "\0" not in whole and len(whole) <= LONGEST_ADDRESS else ""


def _language(value: Any) -> str:
    """The code without its region. A Language has it as its alternateName; "" where there is none that is known, but a name at most."""
    written = (value.get("alternateName"), value) if isinstance(value, Mapping) else (value,)
    codes = (_SUBTAG.split(_text(one, LONGEST_NAME))[0].lower() for one in written)
    return next((code for code in codes if code in LANG_INFO), "")


def _addresses(values: Iterable[Any], base: str) -> tuple[str, ...]:
    found = dict.fromkeys(_address(value, base) for value in values)
    found.pop("", None)
    return tuple(found)[:LONGEST_LIST]


def _citations(value: Any, base: str) -> tuple[tuple[str, str], ...]:
    pairs = ((_address(one, base), _name(one) if isinstance(one, Mapping) else "") for one in _list(value))
    return tuple(pair for pair in pairs if pair[0])[:LONGEST_LIST]


def _date(value: Any) -> date | None:
    value = _first(value)
    try:
        return date.fromisoformat(str(value).strip()[:10]) if value else None
    except ValueError:
        return None


def _decimal(value: Any) -> Decimal | None:
    """A number as the rows can hold it, in digits of any script; None for words."""
    value = _first(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**9 and number == round(number, 3) else None


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else int(value) if value == value.to_integral_value() else float(value)


def _typed(record: Mapping[str, Any]) -> dict[str, Any] | None:
    """None where nothing but its type is known."""
    found = filled(record)
    return found if set(found) - {"@type"} else None


def filled(record: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not known: the vocabularies have no null."""
    return {name: value for name, value in record.items() if value not in (None, "", [])}
