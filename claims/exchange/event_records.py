"""Events as webhooks carry them: what happened, the row as it stands when it is sent, and the decisions that were taken.

https://github.com/standard-webhooks/standard-webhooks: `{type, timestamp, data}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from claims.exchange.row_lines import first_and_last
from claims.models import Article, Claim, Decision, FactCheck, Match


def event_record(event: str, happened_at: datetime, site: str, row: Any = None, decisions: Iterable[Decision] = ()) -> dict[str, Any]:
    """The body of one message; `site` is this installation's address without a slash at its end, `row` None for a test."""
    data: dict[str, Any] = {}
    match row:
        case Claim():
            data["claim"] = claim_record(row, site)
        case FactCheck():
            data |= {"fact_check": _check_record(row, site), "claim": claim_record(row.claim, site)}
        case Match():
            data["match"] = _match_record(row, site)
            data["claims"] = [claim_record(one, site) for one in (row.claim_low, row.claim_high)]
        case Article():
            data["article"] = _article_record(row, site)
    taken = [_decision_record(one) for one in decisions]
    if taken:
        data["decisions"] = taken
    return {"type": event, "timestamp": happened_at.isoformat(), "data": data}


def claim_record(claim: Claim, site: str) -> Mapping[str, Any]:
    """Its words, speaker, days and status; `url` is the whole record in the API."""
    return {
        "id": claim.pk,
        "url": f"{site}/api/v1/claims/{claim.pk}/",
        "text": claim.text,
        "language": claim.language,
        "speaker": {"id": claim.speaker_root.pk, "kind": claim.speaker_root.kind, "name": claim.speaker_root.name},
        "said": _days(claim.said),
        "published": _days(claim.published),
        "as_of": _days(claim.as_of),
        "checkworthiness": claim.checkworthiness,
        "status": claim.status,
        "version": claim.version,
    }


def _check_record(check: FactCheck, site: str) -> Mapping[str, Any]:
    content = check.approved_content or {}
    return {
        "id": check.pk,
        "url": f"{site}/api/v1/fact-checks/{check.pk}/",
        "page": site + check.get_absolute_url() if check.published_at else None,
        "stand": check.stand,
        "verdict": content.get("verdict", check.verdict),
        "summary": content.get("summary", check.summary),
        "published_at": check.published_at.isoformat() if check.published_at else None,
        "withdrawn_at": check.withdrawn_at.isoformat() if check.withdrawn_at else None,
        "version": check.version,
    }


def _match_record(match: Match, site: str) -> Mapping[str, Any]:
    return {
        "id": match.pk,
        "url": f"{site}/api/v1/matches/{match.pk}/",
        "state": match.state,
        "relation": match.relation or match.machine_relation,
        "direction": match.direction or match.machine_direction or None,
        "score": match.score,
        "reasons": match.reasons,
        "version": match.version,
    }


def _article_record(article: Article, site: str) -> Mapping[str, Any]:
    newest = article.newest
    return {
        "id": article.pk,
        "url": f"{site}/api/v1/articles/{article.pk}/",
        "outlet": article.outlet.name,
        "address": article.address,
        "title": newest.title,
        "language": newest.language,
        "published": newest.published.isoformat() if newest.published else None,
        "version": newest.number,
        "state": newest.state,
    }


def _decision_record(decision: Decision) -> Mapping[str, Any]:
    return {
        "version": decision.seq,
        "from": decision.from_state,
        "to": decision.to_state,
        "reason": decision.reason,
        "at": decision.at.isoformat() if decision.at else None,
    }


def _days(span: Any) -> list[str | None] | None:
    """[first, last], both within."""
    return None if span is None else [day.isoformat() if day else None for day in first_and_last(span)]
