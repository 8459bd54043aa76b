"""What was known at a past moment, of one claim, fact check or match: rebuilt from its decisions and from what the database kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from claims.models import Claim, Decision, FactCheck, History, Match, Speaker

Row = dict[str, Any]


def claim_known_at(claim: Claim, moment: datetime) -> Row | None:
    """The claim's words, speaker, days, amounts and status as they were known at `moment`; None where it was not known yet."""
    if claim.created_at > moment:
        return None
    past = _rewound("claim", claim.pk, moment, claims_claim=[claim.pk], claims_quantity=_ids("claims_quantity", "claim_id", claim.pk))
    row = past["claims_claim"][0]
    speaker = Speaker.objects.get(pk=row["speaker_root_id"])
    decided = _last_decision("claim", claim.pk, moment)
    amounts = sorted(past["claims_quantity"], key=lambda one: one["position"])
    return {
        "id": claim.pk,
        **{name: row[name] for name in ("text", "language", "polarity", "modality")},
        "speaker": {"id": speaker.pk, "kind": speaker.kind, "name": speaker.name},
        **{name: _days(row[name]) for name in ("said", "published", "as_of")},
        "quantities": [{name: one[name] for name in ("text", "low", "high", "qualifier", "unit", "thing", "change")} for one in amounts],
        "desk": row["desk_id"],
        "assignee": row["assignee_id"],
        "status": decided.to_state if decided else Claim.Status.UNREVIEWED.value,
        "version": decided.seq if decided else 0,
        "known_at": moment.isoformat(),
    }


def fact_check_known_at(check: FactCheck, moment: datetime) -> Row | None:
    """Verdict, summary, evidence and where it stood at `moment`; None where it was not begun yet."""
    decided = _last_decision("factcheck", check.pk, moment)
    if decided is None:
        return None
    pieces = _ids("claims_evidence", "fact_check_id", check.pk)
    past = _rewound("factcheck", check.pk, moment, claims_factcheck=[check.pk], claims_evidence=pieces)
    row = past["claims_factcheck"][0]
    standing = [one for one in past["claims_evidence"] if one["removed_at"] is None and datetime.fromisoformat(one["added_at"]) <= moment]
    return {
        "id": check.pk,
        "claim": row["claim_id"],
        **{name: row[name] for name in ("verdict", "summary", "published_at", "withdrawn_at", "origins_override")},
        "stand": decided.to_state,
        "version": decided.seq,
        "evidence": [
            {name: one[name] for name in ("id", "address", "title", "stance", "snapshot", "sha256", "origin")}
            for one in sorted(standing, key=lambda one: one["id"])
        ],
        "known_at": moment.isoformat(),
    }


def match_known_at(match: Match, moment: datetime) -> Row | None:
    """How the two claims were related at `moment`; None where the pair was not found yet."""
    if match.created_at > moment:
        return None
    row = _rewound("match", match.pk, moment, claims_match=[match.pk])["claims_match"][0]
    decided = _last_decision("match", match.pk, moment)
    return {
        "id": match.pk,
        "claim_low": row["claim_low_id"],
        "claim_high": row["claim_high_id"],
        **{name: row[name] for name in ("machine_relation", "machine_direction", "score", "reasons", "relation", "direction")},
        "state": decided.to_state if decided else Match.State.SUGGESTED.value,
        "version": decided.seq if decided else 0,
        "known_at": moment.isoformat(),
    }


def _rewound(subject: str, number: int, moment: datetime, **tables: Iterable[int]) -> dict[str, list[Row]]:
    """The rows of a subject, by table, with every change after `moment` taken back, the newest first."""
    rows = {(table, row["id"]): row for table, ids in tables.items() for row in _current(table, list(ids))}
    later = History.objects.filter(subject=subject, subject_id=number, at__gt=moment, table__in=tables).order_by("-id")
    for change in later:
        if change.row is None:
            rows.pop((change.table, change.row_id), None)
        else:
            rows[change.table, change.row_id] = change.row
    return {name: [row for (table, _), row in rows.items() if table == name] for name in tables}


def _current(table: str, ids: list[int]) -> list[Row]:
    # As the history has them, so that one reader reads both. The names of the tables are this file's own.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text::json FROM {table} t WHERE id = ANY(%s)", [ids])  # noqa: S608
        return [row for (row,) in cursor.fetchall()]


def _ids(table: str, column: str, number: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} WHERE {column} = %s", [number])  # noqa: S608
        return [row for (row,) in cursor.fetchall()]


def _last_decision(subject: str, number: int, moment: datetime) -> Decision | None:
    return Decision.objects.of(subject, number).filter(at__lte=moment).last()


def _days(span: str | None) -> list[str | None] | None:
    """A stored range, `[first,day after the last)`, as its first and last day."""
    if span is None or span == "empty":
        return None
    first, after = span[1:-1].split(",")
    return [first or None, (date.fromisoformat(after) - timedelta(days=1)).isoformat() if after else None]
