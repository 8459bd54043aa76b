"""Where evidence comes from: two pieces of one origin count once."""

from __future__ import annotations

from urllib.parse import urlsplit

import tldextract

from claims.errors import InputRefused
from claims.models import Article, Claim
from claims.pipeline.ingest import canonical_address

LONGEST_ADDRESS = 2000
# The list of suffixes that the package carries; nothing is fetched. With its private part, two blogs at one host are two origins.
_split = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def origin_of(address: str) -> str:
    """The registrable domain of an http or https address, in lower case; the host itself where it has none, as with a number.

    Raises:
        InputRefused: it is no such address.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host or parts.scheme not in {"http", "https"} or len(address) > LONGEST_ADDRESS or any(sign <= " " for sign in address):
        raise InputRefused("address_invalid", "The address must begin with https:// or http:// and name a host.", field="address")
    host = host.lower().rstrip(".")
    found = _split(host)
    if found.suffix or found.ipv4 or found.ipv6:
        return (found.top_domain_under_public_suffix or host)[:253]
    # A suffix that the list does not know is its last label, as the list itself says.
    return ".".join(host.split(".")[-2:])[:253]


def evidence_origin(address: str, claim: Claim) -> str:
    """Where a piece of evidence for `claim` comes from: an article of ours has its origin's, anything else `origin_of` its address.

    Of an origin that is known the agency is the name, else the domain of its first article: a copy in a second outlet adds nothing to
    the text that it was copied from. A confidential article counts only where the claim is of the same desk. Raises as `origin_of`.
    """
    domain = origin_of(address)
    rows = Article.objects.filter(confidential_to=None) | Article.objects.filter(confidential_to=claim.confidential_to_id)
    article = rows.filter(address=canonical_address(address)).exclude(origin=None).select_related("origin").order_by("pk").first()
    if article is None or article.origin is None:
        return domain
    if article.origin.agency:
        return article.origin.agency
    first = article.origin.articles.exclude(address="").order_by("pk").first()
    return origin_of(first.address) if first is not None else domain
