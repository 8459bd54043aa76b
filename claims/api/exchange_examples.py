"""Examples of what is exchanged with others: files of articles, messages to webhooks, and reviews by other fact checkers."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from hashlib import sha256
from typing import Any

from claims.api.example_story import DAY, LATER, NEXT_DAY, Story
from claims.exchange.foreign_reviews import ForeignReview, as_claim_review

CHECKERS_FEED = "https://checker.example/reviews.json"


def webhook_sent(story: Story) -> dict[str, Any]:
    """What a webhook is made of."""
    return {
        "name": story.receiver,
        "address": "https://chat.example/hooks/desk",
        "events": ["fact_check.published"],
        "filter": f"language={story.language}&unit=worker",
    }


def received(story: Story) -> dict[str, Any]:
    """What became of the articles of a file."""
    taken_in = {"id": "rose-dam", "outcome": "taken_in", "article": 17, "version": 1, "code": "", "field": "", "detail": ""}
    refused = {"id": "batch.jsonl:2", "outcome": "refused", "article": None, "version": None}
    refused |= {"code": "text_missing", "field": "text", "detail": story.refusal}
    return {"counts": {"taken_in": 1, "known": 0, "refused": 1}, "is_whole": True, "articles": [taken_in, refused]}


def told(story: Story) -> dict[str, Any]:
    """Webhooks and what was sent to them."""
    webhook = {
        "id": 3,
        "owner": "reviewer",
        **webhook_sent(story),
        "is_active": True,
        "off_reason": "",
        "created_at": LATER,
        "rotated_at": None,
        "failures": 0,
        "failing_since": None,
        "succeeded_at": LATER,
    }
    delivery = {
        "id": 91,
        "webhook": 3,
        "key": f"msg_{sha256(b'91').hexdigest()[:32]}",
        "event": "fact_check.published",
        "subject": "factcheck",
        "subject_id": 5,
        "happened_at": LATER,
        "state": "delivered",
        "attempts": 1,
        "next_at": LATER,
        "log": [{"at": LATER, "took": "00:00:00.084000", "status": 204, "error_code": "", "error_params": {}}],
    }
    secret = f"whsec_{b64encode(sha256(b'an example').digest()).decode()}"
    return {"Webhook": webhook, "MadeWebhook": {**webhook, "secret": secret}, "Delivery": delivery}


def by_others(story: Story) -> dict[str, Any]:
    """Reviews by other fact checkers, and where they come from."""
    source = {
        "id": 1,
        "address": CHECKERS_FEED,
        "is_paused": False,
        "asked_at": LATER,
        "next_at": "2026-03-13T09:30:00+03:00",
        "found": 48,
        "refused": 1,
        "failures": 0,
        "error_code": "",
        "error_params": {},
    }
    review = ForeignReview(
        address="https://checker.example/rose-dam",
        claim=story.claim,
        language=story.language,
        claimant=story.speaker,
        claimant_kind="Person",
        claimed_on=date.fromisoformat(DAY),
        publisher=story.checker,
        rating=story.rating,
        reviewed_on=date.fromisoformat(NEXT_DAY),
    )
    imported = {
        "id": 64,
        "address": review.address,
        "publisher": story.checker,
        "site": "checker.example",
        "claim_text": story.claim,
        "claimant": story.speaker,
        "claimed_on": DAY,
        "language": story.language,
        "rating": story.rating,
        "verdict": "false",
        "reviewed_on": NEXT_DAY,
        "source": 1,
        "gone_at": None,
        "imported_at": LATER,
        "changed_at": LATER,
        "matched_at": LATER,
        "matches": [{"claim": 42, "relation": "same", "score": 0.97, "reasons": []}],
        "record": as_claim_review(review),
    }
    rating = {"id": 12, "words": story.rating, "verdict": "false", "reviews": 31}
    return {"ReviewSource": source, "Rating": rating, "ImportedReview": imported}
