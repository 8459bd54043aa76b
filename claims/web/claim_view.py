"""All that a reviewer sees of one claim: where it stands, what was found beside it, what people did, and what may be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Q

from claims.models import Appearance, Claim, Decision, Evidence, FactCheck, Match, Quote, User
from claims.pipeline.review import MOVES
from claims.rights import Action, may
from claims.timeline import figures_of
from claims.web.charts import marks
from claims.web.differences import Piece, differences
from claims.wordings import Wording, altered_wordings, later_wordings

# Characters of the article around an appearance.
AROUND = 220
MOST_MATCHES, MOST_PLACES, MOST_DECISIONS = 20, 20, 50


@dataclass(frozen=True, slots=True)
class Place:
    """An appearance in its article: what stands before it, its words, and what stands after.

    Where the outlet has changed the words since, `own` and `later` are both wordings, the differing words marked; else both are empty.
    """

    appearance: Appearance
    before: str
    words: str
    after: str
    own: Sequence[Piece]
    later: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Pair:
    """A match seen from the claim: the other claim, the words of both with differences marked, and who is the newer where one is.

    `later` is the direction that an update has by the days on which the two were published.
    """

    match: Match
    other: Claim
    own: Sequence[Piece]
    others: Sequence[Piece]
    relation: str
    relation_label: str
    other_is_newer: bool | None
    later: str


@dataclass(frozen=True, slots=True)
class AlteredQuote:
    """The claim's quotation and the same as another outlet printed it, the differing words of both marked."""

    quote: Quote
    own: Sequence[Piece]
    others: Sequence[Piece]


def claim_view(claim: Claim, user: User, draft: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The context of the page; `claim` is loaded by `for_pages`. A constant number of queries.

    `draft` is what was written in a form that was refused; it is shown again.
    """
    draft = draft or {}
    check = FactCheck.objects.live().filter(claim=claim).select_related("author").first()
    matches = _pairs(claim, user)
    return {
        "claim": claim,
        "wordings": [_wording(one) for one in altered_wordings(claim, user)],
        "figures": [(figure, marks(figure.points)) for figure in figures_of(claim, user)],
        "places": _places(list(claim.appearances.all())[:MOST_PLACES]),
        "pairs": matches,
        "check": check,
        "draft": draft,
        "verdict": draft.get("verdict") or (check.verdict if check else ""),
        "summary": draft.get("summary") or (check.summary if check else ""),
        "evidence": Evidence.objects.standing().filter(fact_check=check).select_related("added_by") if check else [],
        "history": _history(claim, check, [pair.match for pair in matches]),
        "moves": [(to, Claim.Status(to).label) for to in MOVES.get(claim.status, ())],
        "verdicts": FactCheck.Verdict.choices,
        "stances": Evidence.Stance.choices,
        "relations": Match.MatchRelation.choices,
        **_rights(claim, check, user),
    }


def _rights(claim: Claim, check: FactCheck | None, user: User) -> dict[str, bool]:
    return {
        "may_review": may(user, Action.CHANGE_STATUS, claim),
        "may_write": may(user, Action.WRITE_FACT_CHECK, claim) and claim.status in (Claim.Status.IN_REVIEW, Claim.Status.IN_APPROVAL),
        "may_match": may(user, Action.DECIDE_MATCH, claim),
        "may_approve": check is not None and claim.status == Claim.Status.IN_APPROVAL and may(user, Action.APPROVE, check),
        "may_publish": check is not None and check.stand == FactCheck.State.APPROVED and may(user, Action.PUBLISH, check),
        "may_withdraw": check is not None and check.published_at is not None and may(user, Action.WITHDRAW, check),
    }


def _wording(wording: Wording) -> AlteredQuote:
    """Both quotations with what differs marked."""
    return AlteredQuote(wording.quote, *differences(wording.own, wording.other))


def _places(appearances: Sequence[Appearance]) -> list[Place]:
    later = later_wordings(appearances)
    return [_place(one, later.get(one.pk)) for one in appearances]


def _place(appearance: Appearance, later: str | None) -> Place:
    text = appearance.version.text
    before = text[max(0, appearance.start - AROUND) : appearance.start]
    after = text[appearance.end : appearance.end + AROUND]
    # Paragraphs are where an eye looks for an end.
    changed = differences(appearance.text, later) if later is not None else ([], [])
    return Place(appearance, before.rpartition("\n")[2], text[appearance.start : appearance.end], after.partition("\n")[0], *changed)


def _pairs(claim: Claim, user: User) -> list[Pair]:
    rows = (
        Match.objects.visible_to(user)
        .filter(Q(claim_low=claim) | Q(claim_high=claim))
        .exclude(state=Match.State.EXPIRED)
        .select_related("claim_low__speaker_root", "claim_high__speaker_root")
    )
    order = {Match.State.SUGGESTED: 0, Match.State.CONFIRMED: 1, Match.State.REJECTED: 2}
    found = sorted(rows, key=lambda match: (order[Match.State(match.state)], -match.score, match.pk))[:MOST_MATCHES]
    return [_pair(match, claim) for match in found]


def _pair(match: Match, claim: Claim) -> Pair:
    other = match.claim_high if match.claim_low_id == claim.pk else match.claim_low
    own, others = differences(claim.text, other.text, across_languages=claim.language != other.language)
    relation = match.relation or match.machine_relation
    direction = match.direction or match.machine_direction
    newest = {Match.MatchDirection.LOW.value: match.claim_low_id, Match.MatchDirection.HIGH.value: match.claim_high_id}.get(direction)
    label = str(Match.MatchRelation(relation).label)
    return Pair(match, other, own, others, relation, label, None if newest is None else newest == other.pk, _later(match))


def _later(match: Match) -> str:
    low, high = (one.published.lower if one.published else date.min for one in (match.claim_low, match.claim_high))
    return Match.MatchDirection.LOW.value if low > high else Match.MatchDirection.HIGH.value


def _history(claim: Claim, check: FactCheck | None, matches: Sequence[Match]) -> list[Decision]:
    about = Q(subject=Decision.Subject.CLAIM, subject_id=claim.pk)
    about |= Q(subject=Decision.Subject.FACT_CHECK, subject_id__in=claim.fact_checks.values("pk"))
    if matches:
        about |= Q(subject=Decision.Subject.MATCH, subject_id__in=[match.pk for match in matches])
    # Sorted here: asked for the newest few, the planner reads everybody's decisions back in time until it has met enough of these.
    decisions = Decision.objects.filter(about).select_related("actor").order_by()
    return sorted(decisions, key=lambda one: (one.at or datetime.min.replace(tzinfo=UTC), one.pk), reverse=True)[:MOST_DECISIONS]
