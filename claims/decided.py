"""Decisions as lines for people: what moved, what exactly was changed from what to what, and why."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models import Decision, Desk, Evidence, FactCheck, Match, Quantity, Speaker, User
from claims.templatetags.numbers import day, digits
from claims.templatetags.sentences import ACTIONS, roles_in_words

# What may change, in the order in which it is shown.
FIELDS: Mapping[str, Any] = {
    "text": _("Words"),
    "speaker": _("Speaker"),
    "said": _("Said"),
    "stated_on": _("Said on"),
    "as_of": _("As of"),
    "amount": _("Amount"),
    "amounts": _("Amounts"),
    "appearance": _("Place of the claim"),
    "span": _("Place of the quote"),
    "desk": _("Desk"),
    "assignee": _("Assigned to"),
    "verdict": _("Verdict"),
    "summary": _("Summary, for readers"),
    "evidence": _("Evidence"),
    "origins_override": _("Why one origin is enough"),
    "relation": _("Relation"),
    "machine_relation": _("Relation that the machine found"),
    "name": _("Name"),
    "spelling": _("Spelling"),
    "merged_into": _("Merged into"),
    "domain": _("Domain"),
    "language": _("Language"),
    "time_zone": _("Time zone"),
    "api_key": _("Key"),
    "user": _("Person"),
    "scopes": _("Allowed"),
    "username": _("User name"),
    "email": _("Mail address"),
    "roles": _("Roles"),
    "is_active": _("May log in"),
    "is_staff": _("May open the admin"),
    "is_superuser": _("May do everything in the admin"),
    "second_factor": _("Second factor"),
    "single_sign_on": _("Single sign-on"),
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
    "outlet_introduced": _("It came with an article of its own."),
    "key_made": _("The key was made."),
    "key_revoked": _("The key was revoked."),
    "made_at_first_start": _("Made when the program first started."),
    "made_in_admin": _("An administrator made the account."),
    "password_set": _("An administrator set the password."),
    "signed_in_with_verified_address": _("Single sign-on has shown that the mail address is theirs."),
    "rights_changed_directly": _("Changed in the database, past the program."),
    "heads_of_all_chains": _("The ledger was closed."),
}
# Where a name stands in the place of a number, by what the number is of.
_NAMED: Mapping[str, str] = {
    "speaker": "speakers",
    "merged_into": "speakers",
    "desk": "desks",
    "assignee": "people",
    "user": "people",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """`before` and `after` in words, "" for nothing. `note` is what the page adds to either in its own language, as a piece's stance."""

    field: str
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One decision; `moved` where its state changed; `undoes` is the number of the decision that it takes back.

    `rest` is what else it keeps, by names of the program and in JSON.
    """

    decision: Decision
    moved: bool
    reason: str
    changed: Sequence[Changed]
    rest: Mapping[str, str]
    undoes: int | None
    is_correction: bool


def lines(decisions: Iterable[Decision]) -> list[Line]:
    """In the order given. At most three queries for the names that all of them together mention."""
    rows = list(decisions)
    return [_line(row, changed) for row, changed in zip(rows, changes_in_words([row.changes for row in rows]), strict=True)]


def changes_in_words(kept: Sequence[Mapping[str, Any]]) -> list[list[Changed]]:
    """Each `{field: [before, after]}` as people call it, in the order of FIELDS; what has no name there is left out. Queries as `lines`."""
    names = _names(kept)
    return [[_changed(field, changes[field], names) for field in FIELDS if field in changes] for changes in kept]


def reason_in_words(reason: str) -> str:
    """Why a decision was taken; a person's own words as they are."""
    return str(REASONS.get(reason, reason))


def _line(row: Decision, changed: Sequence[Changed]) -> Line:
    return Line(
        row,
        row.from_state != row.to_state,
        reason_in_words(row.reason),
        [one for one in changed if one.before != one.after],
        {field: json.dumps(value, ensure_ascii=False) for field, value in row.changes.items() if field not in {*FIELDS, "undoes"}},
        row.changes.get("undoes"),
        bool(CORRECTIONS & row.changes.keys()),
    )


@dataclass(frozen=True, slots=True)
class _Names:
    speakers: Mapping[int, str]
    desks: Mapping[int, str]
    people: Mapping[int, str]


def _names(kept: Sequence[Mapping[str, Any]]) -> _Names:
    def ids(kind: str) -> set[int]:
        pairs = [pair for changes in kept for field, pair in changes.items() if _NAMED.get(field) == kind and isinstance(pair, list)]
        return {one for pair in pairs for one in pair if isinstance(one, int)}

    def known(kind: str, ask: Callable[[set[int]], Iterable[tuple[int, str]]]) -> Mapping[int, str]:
        wanted = ids(kind)
        return dict(ask(wanted)) if wanted else {}

    return _Names(
        known("speakers", lambda wanted: Speaker.objects.filter(pk__in=wanted).values_list("pk", "name")),
        known("desks", lambda wanted: Desk.objects.filter(pk__in=wanted).values_list("pk", "name")),
        known("people", lambda wanted: User.objects.filter(pk__in=wanted).values_list("pk", "username")),
    )


def _changed(field: str, pair: Any, names: _Names) -> Changed:
    if not isinstance(pair, list) or len(pair) != 2:
        return Changed(str(FIELDS[field]), "", "")
    before, after = (_value(field, one, names) for one in pair)
    if before == after and field in ("amount", "amounts"):
        # Written alike, and read otherwise.
        before, after = (_amounts(one, amount_exactly) for one in pair)
    return Changed(str(FIELDS[field]), before, after, _stance(pair) if field == "evidence" else "")


def _stance(pair: Sequence[Mapping[str, Any] | None]) -> str:
    """Of the piece that came or went."""
    piece = pair[0] or pair[1] or {}
    return str(dict(Evidence.Stance.choices).get(piece.get("stance", ""), ""))


def _value(field: str, value: Any, names: _Names) -> str:
    if value is None or value == "":
        return ""
    match field:
        case "speaker" | "merged_into" | "desk" | "assignee" | "user":
            known: Mapping[int, str] = getattr(names, _NAMED[field])
            return known.get(value, str(value))
        case "said" | "stated_on" | "as_of":
            return _days(value)
        case "verdict":
            return str(dict(FactCheck.Verdict.choices).get(value, value))
        case "relation" | "machine_relation":
            return str(dict(Match.MatchRelation.choices).get(value, value))
        case "evidence":
            return str(value.get("title") or value.get("address", ""))
        case "scopes":
            return gettext("; ").join(str(ACTIONS.get(one, one)) for one in value)
        case "roles":
            return roles_in_words(value)
        case "is_active" | "is_staff" | "is_superuser" | "second_factor":
            return gettext("Yes") if value else gettext("No")
        case "amount" | "amounts":
            return _amounts(value, lambda one: str(one.get("text", "")))
        case "appearance" | "span":
            return str(value.get("text", ""))
        case _:
            return str(value)


def _amounts(value: Any, words: Callable[[Mapping[str, Any]], str]) -> str:
    """Of one amount, of several or of none."""
    found = value if isinstance(value, list) else [value] if value else []
    return gettext("; ").join(words(one) for one in found)


def amount_exactly(amount: Mapping[str, Any]) -> str:
    """As it is written, with how it was read."""
    qualifier = str(dict(Quantity.QuantityQualifier.choices).get(amount.get("qualifier", ""), ""))
    ends = " – ".join(dict.fromkeys("…" if amount.get(end) is None else digits(amount[end]) for end in ("low", "high")))
    read = (qualifier, ends, *(str(amount.get(name) or "") for name in ("unit", "thing", "change")))
    return f"{amount.get('text', '')} ({' '.join(part for part in read if part)})".strip()


def _days(span: Sequence[str | None]) -> str:
    first, last = (day(date.fromisoformat(one)) if one else "…" for one in span)
    return first if first == last else f"{first} – {last}"
