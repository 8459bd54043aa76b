"""An example of every body that comes in and goes out, in Arabic and in English: one invented story of a dam, told as the API tells it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from claims.api.example_story import ARABIC, DAY, ENGLISH, LATER, NEXT_DAY, Story
from claims.api.exchange_examples import CHECKERS_FEED, by_others, received, told, webhook_sent

CLAIM_FINGERPRINT, FORESEEN = (sha256(what).hexdigest() for what in (b"claim 42", b"proposal 6"))
_OTHERWISE = {
    "claim": 57,
    "low": 120.0,
    "high": 120.0,
    "first": NEXT_DAY,
    "last": NEXT_DAY,
    "verdict": "",
    "said": [NEXT_DAY, NEXT_DAY],
    "origin": 30,
}


def examples(component: str) -> Mapping[str, Any]:
    """Of a component of the OpenAPI document, by its language; empty where there is none. The values are JSON."""
    return {
        name: {"summary": said, "value": records[component]}
        for name, said, records in (("arabic", "In Arabic", _IN_ARABIC), ("english", "In English", _IN_ENGLISH))
        if component in records
    }


def page_of(record: Any) -> dict[str, Any]:
    """A list's only page."""
    return {"next": None, "previous": None, "results": [record]}


def _span(part: str, whole: str) -> dict[str, int]:
    start = whole.index(part)
    return {"start": start, "end": start + len(part)}


def _short(story: Story) -> str:
    """The speaker's name, the first of it as a letter."""
    first, last = story.speaker.split()
    return f"{first[0]}. {last}"


def _sent(story: Story) -> dict[str, Any]:
    """What comes in."""
    decided = {"version": 3, "reason": story.reason}
    return {
        "ArticleWrite": {
            "title": story.title,
            "text": story.body,
            "published": NEXT_DAY,
            "language": story.language,
            "address": f"https://{story.domain}/rose-dam",
        },
        "OutletWrite": {"name": story.outlet, "domain": story.domain, "language": story.language, "reason": story.reason},
        "DescriptionWrite": {**decided, "language": story.language, "time_zone": "Asia/Amman"},
        "OriginWrite": {**decided, "of": 16},
        "SavedSearchWrite": {"name": story.title, "filter": f"language={story.language}&unit=worker", "shared": True},
        "PatchedSearchShare": {"shared": False},
        "FeedWrite": {"address": f"https://{story.domain}/feed", "outlet": 4},
        "PatchedFeedChange": {"is_paused": True},
        "PageWrite": {"address": f"https://{story.domain}/rose-dam"},
        "Text": {"text": story.other, "language": story.language, "published": NEXT_DAY},
        "Deciding": decided,
        "StatusWrite": {**decided, "status": "in_review"},
        "VerdictWrite": {**decided, "verdict": "false", "summary": story.summary},
        "EvidenceWrite": {
            **decided,
            "address": "https://roll.example/payroll",
            "title": story.source,
            "stance": "refutes",
            "snapshot": story.snapshot,
        },
        "ApprovalWrite": {**decided, "claim_fingerprint": CLAIM_FINGERPRINT, "origins_override": story.reason},
        "MatchWrite": {**decided, "relation": "contradicts"},
        "AssignmentWrite": {**decided, "desk": None, "assignee": "reviewer"},
        "CorrectionWrite": {
            **decided,
            "position": 0,
            "amount": {"text": story.amount, "low": "300", "high": "300", "qualifier": "exact", "unit": "worker"},
        },
        "QuoteCorrectionWrite": {**decided, "stated_on": {"first": DAY, "last": DAY}},
        "ForeseeMerge": {"into": 11},
        "MergeWrite": {"into": 11, "reason": story.reason, "foreseen": FORESEEN},
        "ForeseeSplit": {"names": [_short(story)]},
        "SplitWrite": {"names": [_short(story)], "reason": story.reason, "foreseen": FORESEEN},
        "SpellingWrite": {**decided, "spelling": _short(story)},
        "ProposalDecision": {"reason": story.reason},
        "ProposalMerge": {"reason": story.reason, "foreseen": FORESEEN},
        "ReviewSourceWrite": {"address": CHECKERS_FEED},
        "PatchedReviewSourceChange": {"is_paused": True},
        "RatingWrite": {"words": story.rating, "verdict": "false"},
        "PatchedRatingChange": {"verdict": "false"},
        "WebhookWrite": webhook_sent(story),
        "PatchedWebhookChange": {"events": ["fact_check.published", "fact_check.withdrawn"], "is_active": True},
    }


def _article(story: Story) -> dict[str, Any]:
    version = {
        "number": 1,
        "title": story.title,
        "byline": "",
        "published": NEXT_DAY,
        "language": story.language,
        "sha256": sha256(story.text.encode()).hexdigest(),
        "fetched_at": LATER,
        "state": "done",
        "error_code": "",
        "error_params": {},
        "warnings": [],
        "extraction_version": "2",
    }
    outlet = {
        "id": 4,
        "name": story.outlet,
        "domain": story.domain,
        "language": story.language,
        "time_zone": "Asia/Baghdad",
        "version": 1,
    }
    article = {
        "id": 17,
        "outlet": outlet,
        "address": f"https://{story.domain}/rose-dam",
        "title": story.title,
        "published": NEXT_DAY,
        "language": story.language,
        "state": "done",
        "origin": 12,
        "added_at": LATER,
        "versions": [version],
        "version": 0,
    }
    place = {"article": 17, "outlet": story.outlet, "quote": 31, **_span(story.claim, story.text), "text": story.claim}
    return {
        "Outlet": outlet,
        **_read_again(story),
        "Article": article,
        "ArticleDetail": {**article, "text": story.text},
        "VersionRow": {"id": 19, "article": 17, **version},
        "VersionText": {"id": 19, "article": 17, **version, "text": story.text},
        "Appearance": {**place, "origin": 12},
        "Place": {"id": 58, "claim": 42, "version": 1, **place, "anchor": "standing"},
        "Feed": {
            "id": 2,
            "outlet": 4,
            "address": f"https://{story.domain}/feed",
            "is_paused": False,
            "interval": "00:15:00",
            "next_at": LATER,
            "asked_at": LATER,
            "brought_at": None,
            "failures": 0,
            "error_code": "",
            "error_params": {},
            "failed_pages": 0,
        },
        "Page": {
            "id": 9,
            "address": f"https://{story.domain}/rose-dam",
            "feed": 2,
            "state": "fetched",
            "state_at": LATER,
            "attempts": 1,
            "error_code": "",
            "error_params": {},
            "article": 17,
            "added_at": LATER,
        },
    }


def _read_again(story: Story) -> dict[str, Any]:
    """What the engine of today makes of a quote, and proposes where a person has decided otherwise."""
    newer = {"field": "cue", "before": "", "after": story.cue}
    return {
        "ForeseenReading": {
            "version": 1,
            "was_read_by": "1",
            "changes": [{"kind": "quote", "text": story.claim, "fields_changed": [newer]}],
        },
        "ReadingProposal": {
            "id": 7,
            "claim": None,
            "quote": 31,
            "field": "stated_on",
            "old": [NEXT_DAY, NEXT_DAY],
            "new": [DAY, DAY],
            "extraction_version": "2",
            "state": "open",
            "created_at": LATER,
            "version": 3,
        },
    }


def _claim(story: Story, appearance: dict[str, Any]) -> dict[str, Any]:
    speaker = {"id": 23, "kind": "person", "name": story.speaker}
    claim = {
        "id": 42,
        "text": story.claim,
        "language": story.language,
        "speaker": speaker,
        "said": [DAY, DAY],
        "published": [NEXT_DAY, NEXT_DAY],
        "as_of": None,
        "polarity": "positive",
        "modality": "fact",
        "checkworthiness": 0.8,
        "checkworthiness_reasons": [{"code": "checkworthy_amount", "params": {}}, {"code": "checkworthy_attributed", "params": {}}],
        "status": "in_review",
        "version": 3,
        "desk": None,
        "assignee": "reviewer",
        "articles": 1,
        "origins": 1,
        "quantities": [
            {"text": story.amount, "low": 300.0, "high": 300.0, "qualifier": "exact", "unit": "worker", "thing": "", "change": ""}
        ],
        "appearances": [appearance],
    }
    quote = {
        "id": 31,
        "article": 17,
        **_span(story.claim, story.text),
        "text": story.claim,
        "kind": "direct",
        "cue": story.cue,
        "mention": story.speaker,
        "speaker": speaker,
        "stated_on": [DAY, DAY],
        "outer": None,
        "confidence": 0.97,
        "rule": "complementizer",
        "version": 3,
    }
    named = {**speaker, "distinction": "", "spellings": [story.speaker], "version": 0}
    older = {"id": 11, "kind": "person", "name": _short(story)}
    proposal = {"id": 6, "speaker": speaker, "candidate": older, "score": 0.88, "reasons": [], "state": "suggested", "created_at": LATER}
    foreseen = {"claims": 3, "quotes": 4, "approvals": [5], "approvals_elsewhere": 0, "digest": FORESEEN}
    change = {"id": 13, "kind": "merge", "speaker": speaker, "root": older, "decision": 78, "undoes": None, "undone": False}
    return {
        "Claim": claim,
        "Quote": quote,
        "Speaker": named,
        "Proposal": proposal,
        "ProposalDetail": {**proposal, "foreseen": foreseen},
        "Foreseen": foreseen,
        "SpeakerChange": change,
        "SpeakerChangeDetail": {**change, "foreseen": foreseen},
    }


def _matched(story: Story, claim: dict[str, Any]) -> dict[str, Any]:
    why = {"code": "amount_differs", "params": {"a": "300", "b": "120"}}
    match = {
        "id": 8,
        "claim_low": 42,
        "claim_high": 57,
        "machine_relation": "contradicts",
        "machine_direction": "",
        "score": 0.93,
        "reasons": [why],
        "state": "confirmed",
        "relation": "contradicts",
        "direction": "",
        "rejected_relation": "",
        "version": 1,
        "judgement_version": "3",
    }
    point = {
        "claim": 42,
        "low": 300.0,
        "high": 300.0,
        "qualifier": "exact",
        "unit": "worker",
        "text": story.amount,
        "first": DAY,
        "last": DAY,
        "clock": "said",
        "speaker": story.speaker,
        "outlet": story.outlet,
        "verdict": "false",
        "as_of": None,
        "said": [DAY, DAY],
        "origin": 12,
    }
    return {
        "Match": match,
        "Matched": {
            "claim": claim,
            "relation": "contradicts",
            "updates": None,
            "score": 0.93,
            "reasons": [{**why, "sentence": story.sentence}],
            "verdict": "false",
        },
        "Figure": {"text": story.amount, "points": [point, {**point, **_OTHERWISE, "text": story.other_amount}], "cut": False},
    }


def _checked(story: Story) -> dict[str, Any]:
    evidence = {
        "id": 14,
        "address": "https://roll.example/payroll",
        "title": story.source,
        "stance": "refutes",
        "snapshot": story.snapshot,
        "sha256": sha256(story.snapshot.encode()).hexdigest(),
        "origin": "roll.example",
        "added_by": "reviewer",
        "added_at": LATER,
    }
    page = {
        "state": "fetched",
        "attempts": 1,
        "next_try_at": LATER,
        "error_code": "",
        "error_params": {},
        "address": "https://roll.example/payroll",
        "text": f"{story.source}\n{story.snapshot}",
        "sha256": sha256(story.source.encode()).hexdigest(),
        "fetched_at": LATER,
    }
    check = {
        "id": 5,
        "claim": 42,
        "verdict": "false",
        "summary": story.summary,
        "stand": "draft",
        "version": 3,
        "author": "reviewer",
        "origins_override": "",
        "approved_content": None,
        "published_at": None,
        "withdrawn_at": None,
        "claim_fingerprint": CLAIM_FINGERPRINT,
        "evidence": [evidence],
    }
    decision = {
        "id": 77,
        "subject": "claim",
        "subject_id": 42,
        "seq": 3,
        "from_state": "unreviewed",
        "to_state": "in_review",
        "actor": "reviewer",
        "reason": story.reason,
        "changes": {},
        "at": LATER,
        "prev": sha256(b"2").hexdigest(),
        "hash": sha256(b"3").hexdigest(),
    }
    review = {
        "publisher": {"name": "Factcheck", "site": "factcheck.example"},
        "url": "https://factcheck.example/checks/5/",
        "title": story.summary,
        "reviewDate": "2026-03-12T00:00:00Z",
        "textualRating": story.rating,
        "languageCode": story.language,
    }
    found = {"text": story.claim, "claimant": story.speaker, "claimDate": f"{DAY}T00:00:00Z", "claimReview": [review]}
    return {
        "FactCheck": check,
        "Piece": {**evidence, "fact_check": 5, "claim": 42, "page": page},
        "Decision": decision,
        "Answer": {"claims": [found]},
        **_counted({"key": "23", "label": story.speaker, "n": 4}, story.language),
        "Changes": {"results": [{"subject": "claim", "id": 42, "kind": "changed", "at": LATER}], "next": "7341-1205", "more": False},
    }


def _counted(bar: dict[str, Any], language: str) -> dict[str, Any]:
    """A series of each kind."""
    window = {"first": DAY, "last": None, "language": ""}
    found = {"suggested": 40, "confirmed": 12, "rejected": 3, "expired": 1}
    judged = {"confirmed": 10, "corrected": 2, "rejected": 3, "precision": 0.6667}
    health = {
        "versions": {"pending": 2, "read": 1, "done": 1412, "unsupported": 5, "failed": 3},
        "pages": {"waiting": 1, "fetched": 980, "failed": 4},
        "unmatched_claims": 6,
        "waiting_since": LATER,
    }
    bars = {**window, "language": language, "series": "claims-by-speaker", "rows": [bar]}
    return {
        "Series": bars,
        "BarSeries": bars,
        "WeekSeries": {**window, "series": "matches-by-week", "rows": [{"week": DAY, "relation": "contradicts", **found}]},
        "PrecisionSeries": {**window, "series": "suggestion-precision", "rows": [{"relation": "contradicts", **judged}]},
        "AgreementSeries": {**window, "series": "reviewer-agreement", "rows": [{"pairs": 25, "agreed": 22, "kappa": 0.7561}]},
        "BacklogSeries": {
            **window,
            "language": language,
            "series": "backlog",
            "rows": [{"open": 64, "unreviewed": 41, "in_review": 20, "in_approval": 3}],
        },
        "HoursSeries": {
            **window,
            "language": language,
            "series": "hours-to-verdict",
            "rows": [{"checked": 18, "median": 5.25, "p90": 31.5}],
        },
        "HealthSeries": {**window, "first": None, "series": "pipeline-health", "rows": [health]},
    }


def _kept(story: Story) -> dict[str, Any]:
    """What a desk keeps for itself: its searches, and verdicts in its own words."""
    search = {
        "id": 15,
        "name": story.title,
        "place": "api",
        "filter": f"language={story.language}&unit=worker",
        "owner": "reviewer",
        "desk": 1,
        "feed_made_at": None,
        "created_at": LATER,
    }
    feed = f"https://factcheck.example/feeds/{b64encode(sha256(b'an example').digest()).decode().rstrip('=')}/"
    return {
        "SavedSearch": search,
        "FollowedSearch": {**search, "place": "queue", "feed_made_at": LATER, "feed": feed},
        "Desk": {"id": 1, "name": story.outlet, "verdicts": [{"verdict": "false", "arabic": ARABIC.rating, "english": ENGLISH.rating}]},
    }


def _all(story: Story) -> Mapping[str, Any]:
    about = _article(story)
    claims = _claim(story, about["Appearance"])
    found = {**about, **claims, **_matched(story, claims["Claim"]), **_checked(story)}
    return {**_sent(story), **found, "Received": received(story), **told(story), **by_others(story), **_kept(story)}


_IN_ARABIC, _IN_ENGLISH = _all(ARABIC), _all(ENGLISH)
