"""Pairs of claims in files, one a line: to be judged, or judged by people and to learn from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from claims.errors import InputRefused
from claims.exchange.article_files import parse_date
from claims.exchange.json_lines import numbered_lines, whole_text
from claims.records import DaySpan, Direction, Judgement, Precision, Relation


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """One side of a pair as it stands in the file; "" and None where the file does not say."""

    text: str
    language: str
    speaker: str | None
    published: date | None
    stated_on: DaySpan | None
    title: str | None


@dataclass(frozen=True, slots=True)
class PairItem:
    """`id` is what the line gives, whatever its type; `relation`, `direction` and `event` are there where people judged the pair."""

    id: Any
    a: ClaimItem
    b: ClaimItem
    relation: Relation | None = None
    direction: Direction | None = None
    event: str = ""


def read_pairs(path: Path) -> Iterator[PairItem | tuple[Any, InputRefused]]:
    """The pairs of a JSON Lines file, gzipped or not, in their order; one that cannot be read is its id and the error.

    Other fields are ignored.

    Raises:
        OSError: the file cannot be read.
    """
    for number, line in numbered_lines(path):
        yield _pair_or_error(line, f"{path.name}:{number}")


def judgement_record(identity: Any, judgement: Judgement) -> dict[str, Any]:
    """The plain record of a judged pair that programs read; the sentences of the reasons are the caller's."""
    return {
        "id": identity,
        "relation": judgement.relation.value,
        "direction": judgement.direction.value if judgement.direction else None,
        "score": judgement.score,
        "reasons": [{"code": reason.code, "params": dict(reason.params)} for reason in judgement.reasons],
    }


def _pair_or_error(line: bytes, fallback: str) -> PairItem | tuple[Any, InputRefused]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return fallback, InputRefused("not_json", "This is not JSON: {why}.", why=error)
    if not isinstance(fields, dict):
        return fallback, InputRefused("not_a_pair", "A pair is a JSON object with two claims, a and b.")
    identity = fields.get("id", fallback)
    try:
        return PairItem(
            identity,
            _claim(fields, "a"),
            _claim(fields, "b"),
            relation=Relation(fields["relation"]) if fields.get("relation") in list(Relation) else None,
            direction=Direction(fields["direction"]) if fields.get("direction") in list(Direction) else None,
            event=str(fields.get("event") or ""),
        )
    except InputRefused as error:
        return identity, error


def _claim(fields: dict[str, Any], side: str) -> ClaimItem:
    claim = fields.get(side)
    if not isinstance(claim, dict):
        raise InputRefused("claim_missing", "The pair has no claim {side}.", field=side, side=side)
    text = _words(claim.get("text"))
    if text is None:
        raise InputRefused("text_missing", "Claim {side} has no text.", field=f"{side}.text", side=side)
    return ClaimItem(
        text=text,
        language=_words(claim.get("language")) or "",
        speaker=_words(claim.get("speaker")),
        published=parse_date(claim.get("published"), field=f"{side}.published"),
        stated_on=_days(claim.get("stated_on"), f"{side}.stated_on"),
        title=_words(claim.get("title")),
    )


def _words(written: object) -> str | None:
    words = whole_text(written) if isinstance(written, str) else ""
    return words if words.strip() else None


def _days(written: object, field: str) -> DaySpan | None:
    """A first and last day, or one day; None for nothing."""
    days = written if isinstance(written, list) else [written]
    read = [day for part in days if (day := parse_date(part, field=field)) is not None]
    return DaySpan(min(read), max(read), Precision.DAY if min(read) == max(read) else Precision.RANGE) if read else None
