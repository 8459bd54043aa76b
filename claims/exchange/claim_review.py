"""Published fact checks in the shapes of others: schema.org's ClaimReview, and the answers of Google's Fact Check Tools API.

https://schema.org/ClaimReview · https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import override

from claims.exchange.foreign_reviews import filled, plain
from claims.models import Claim, Desk, FactCheck, Speaker
from claims.models.factcheck import Attribution

BEST, WORST = 5, 1
# The value of a verdict on schema.org's scale; one without a value says nothing about truth.
VALUES: Mapping[str, int] = {
    FactCheck.Verdict.TRUE: 5,
    FactCheck.Verdict.MOSTLY_TRUE: 4,
    FactCheck.Verdict.PARTLY_FALSE: 3,
    FactCheck.Verdict.MISLEADING: 2,
    FactCheck.Verdict.MISSING_CONTEXT: 2,
    FactCheck.Verdict.MISLEADING_HEADLINE: 2,
    FactCheck.Verdict.FALSE: 1,
    FactCheck.Verdict.FABRICATED: 1,
}


@dataclass(frozen=True, slots=True)
class Publisher:
    """`address` is that of the site, without a slash at its end."""

    name: str
    address: str

    @property
    def site(self) -> str:
        return self.address.partition("//")[2]


def claim_review(check: FactCheck, address: str, publisher: Publisher) -> dict[str, Any]:
    """The ClaimReview of a published fact check that stands at `address`, as JSON-LD, in the claim's language.

    What was approved speaks, not the draft that may be under way. The claim's appearances with an address are listed, oldest first.
    """
    claim, content, said_by = check.claim, check.approved_content or {}, check.attribution
    assert check.published_at is not None
    appearances = _appearances(claim)
    return filled(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": address,
            "inLanguage": claim.language,
            "claimReviewed": plain(content.get("claim", claim.text)),
            "reviewBody": plain(content.get("summary", "")),
            "datePublished": _day(check.published_at),
            "author": {"@type": "Organization", "name": plain(publisher.name), "url": publisher.address},
            "reviewRating": filled(
                {
                    "@type": "Rating",
                    "ratingValue": VALUES.get(content.get("verdict", "")),
                    "bestRating": BEST,
                    "worstRating": WORST,
                    "alternateName": plain(verdict_words(content.get("verdict", ""), claim.language, claim.desk)),
                }
            ),
            "itemReviewed": filled(
                {
                    "@type": "Claim",
                    "author": {"@type": _author_type(said_by.speaker), "name": plain(said_by.speaker.name)},
                    "datePublished": _day_made(said_by),
                    "appearance": appearances,
                    "firstAppearance": appearances[0] if appearances else None,
                }
            ),
            "citation": [
                filled({"@type": "CreativeWork", "url": piece["address"], "name": plain(piece["title"])})
                for piece in content.get("evidence", [])
            ],
        }
    )


def search_result(check: FactCheck, address: str, publisher: Publisher) -> dict[str, Any]:
    """The same as one of the `claims` in an answer of `claims:search`."""
    claim, content, said_by = check.claim, check.approved_content or {}, check.attribution
    assert check.published_at is not None
    day = _day_made(said_by)
    review = {
        "publisher": {"name": publisher.name, "site": publisher.site},
        "url": address,
        "title": content.get("summary", "").partition("\n")[0],
        "reviewDate": f"{_day(check.published_at)}T00:00:00Z",
        "textualRating": verdict_words(content.get("verdict", ""), claim.language, claim.desk),
        "languageCode": claim.language,
    }
    found = {
        "text": content.get("claim", claim.text),
        "claimant": said_by.speaker.name,
        "claimDate": f"{day}T00:00:00Z" if day else None,
        "claimReview": [review],
    }
    return filled(found)


def verdict_words(verdict: str, language: str, desk: Desk | None = None) -> str:
    """The verdict as readers of that language are told it, in the words of `desk` where it has its own (`desk.verdicts` is read).

    The code itself where there is no such verdict.
    """
    known = language if language in ("ar", "en") else "en"
    with override(known):
        own = next((one for one in desk.verdicts.all() if one.verdict == verdict), None) if desk is not None else None
        if own is not None:
            return own.words(known)
        return str(FactCheck.Verdict(verdict).label) if verdict in FactCheck.Verdict.values else verdict


def _appearances(claim: Claim) -> list[dict[str, str]]:
    places = sorted(claim.appearances.all(), key=lambda place: (place.version.published is None, place.version.published, place.pk))
    addresses = dict.fromkeys(place.version.article.address for place in places if place.version.article.address)
    return [{"@type": "CreativeWork", "url": address} for address in addresses]


def _author_type(speaker: Speaker) -> str:
    return "Person" if speaker.kind == Speaker.Kind.PERSON else "Organization"


def _day_made(said_by: Attribution) -> str | None:
    """The day on which the claim was made or entered public discourse, as both shapes mean it.

    Where it was said on one of several days, that of its first article is known, if it is among them; otherwise no day is.
    """
    said, published = said_by.said, said_by.published
    first = published.lower if published is not None else None
    if said is None:
        return first.isoformat() if first is not None else None
    if said.lower is not None and said.upper == said.lower + timedelta(days=1):
        return str(said.lower.isoformat())
    return first.isoformat() if first is not None and first in said else None


def _day(moment: datetime) -> str:
    """The newsroom's day, which its pages say too."""
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date().isoformat()
