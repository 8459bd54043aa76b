"""Decisions as lines for people: what moved, what exactly was changed from what to what, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models import Decision, Desk, Evidence, FactCheck, Match, Speaker, User
from claims.templatetags.numbers import day

# What may change, in the order in which it is shown.
FIELDS: Mapping[str, Any] = {
    "text": _("Words"),
    "speaker": _("Speaker"),
    "said": _("Said"),
    "stated_on": _("Said on"),
    "as_of": _("As of"),
    "amount": _("Amount"),
    "amounts": _("Amounts"),
    "appearance": _("Place in the article"),
    "span": _("Place in the article"),
    "desk": _("Desk"),
    "assignee": _("Assigned to"),
    "verdict": _("Verdict"),
    "summary": _("Summary, for readers"),
    "evidence": _("Evidence"),
    "origins_override": _("Why one origin is enough"),
    "relation": _("Relation"),
    "machine_relation": _("Relation that the machine found"),
}
# Corrections of what was read, as against the work of reviewing.
CORRECTIONS = {"text", "speaker", "said", "stated_on", "as_of", "amount", "amounts", "appearance", "span"}
# Why the machine or a rule decided, as its code stands in the decision.
REASONS: Mapping[str, Any] = {
    "judged_again": _("Compared again, with another result."),
    "says_nothing_any_more": _("Compared again: the two say nothing of each other any more."),
    "one_origin": _("Both stand in copies of one text."),
    "surer_ones": _("Each of the two claims has enough suggestions that are surer."),
    "edited_in_admin": _("Changed by an administrator."),
    "approved_claim_changed": _("The claim has changed since it was approved."),
    "no_longer_found": _("It was not found any more when the article was read again."),
    "speakers_merged": _("Their speakers turned out to be one."),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """`before` and `after` in words, "" for nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One decision; `moved` where its state changed; `undoes` is the number of the decision that it takes back."""

    decision: Decision
    moved: bool
    reason: str
    changed: Sequence[Changed]
    undoes: int | None
    is_correction: bool


def lines(decisions: Iterable[Decision]) -> list[Line]:
    """In the order given. At most three queries for the names that all of them together mention."""
    rows = list(decisions)
    names = _names(rows)
    return [_line(row, names) for row in rows]


def _line(row: Decision, names: _Names) -> Line:
    changed = [Changed(str(label), *_pair(field, row.changes[field], names)) for field, label in FIELDS.items() if field in row.changes]
    return Line(
        row,
        row.from_state != row.to_state,
        str(REASONS.get(row.reason, row.reason)),
        [one for one in changed if one.before != one.after],
        row.changes.get("undoes"),
        bool(CORRECTIONS & row.changes.keys()),
    )


@dataclass(frozen=True, slots=True)
class _Names:
    speakers: Mapping[int, str]
    desks: Mapping[int, str]
    people: Mapping[int, str]


def _names(rows: Sequence[Decision]) -> _Names:
    def ids(field: str) -> set[int]:
        pairs = [row.changes[field] for row in rows if isinstance(row.changes.get(field), list)]
        return {one for pair in pairs for one in pair if isinstance(one, int)}

    def known(field: str, ask: Callable[[set[int]], Iterable[tuple[int, str]]]) -> Mapping[int, str]:
        wanted = ids(field)
        return dict(ask(wanted)) if wanted else {}

    return _Names(
        known("speaker", lambda wanted: Speaker.objects.filter(pk__in=wanted).values_list("pk", "name")),
        known("desk", lambda wanted: Desk.objects.filter(pk__in=wanted).values_list("pk", "name")),
        known("assignee", lambda wanted: User.objects.filter(pk__in=wanted).values_list("pk", "username")),
    )


def _pair(field: str, pair: Any, names: _Names) -> tuple[str, str]:
    if not isinstance(pair, list) or len(pair) != 2:
        return "", ""
    before, after = (_value(field, one, names) for one in pair)
    return before, after


def _value(field: str, value: Any, names: _Names) -> str:
    if value is None or value == "":
        return ""
    match field:
        case "speaker" | "desk" | "assignee":
            known = {"speaker": names.speakers, "desk": names.desks, "assignee": names.people}[field]
            return known.get(value, str(value))
        case "said" | "stated_on" | "as_of":
            return _days(value)
        case "verdict":
            return str(dict(FactCheck.Verdict.choices).get(value, value))
        case "relation" | "machine_relation":
            return str(dict(Match.MatchRelation.choices).get(value, value))
        case "evidence":
            return f"{value.get('title', '')} ({dict(Evidence.Stance.choices).get(value.get('stance'), '')})"
        case "amounts":
            return gettext("; ").join(str(one.get("text", "")) for one in value)
        case "amount" | "appearance" | "span":
            return str(value.get("text", ""))
        case _:
            return str(value)


def _days(span: Sequence[str | None]) -> str:
    first, last = (day(date.fromisoformat(one)) if one else "…" for one in span)
    return first if first == last else f"{first} – {last}"
