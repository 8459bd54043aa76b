"""All that a reviewer sees of one claim: where it stands, what was found beside it, what people did, and what may be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.matching.differences import Piece, differences
from claims.models import Appearance, Claim, Decision, DeskVerdict, Evidence, FactCheck, ImportedMatch, Match, Quote, User
from claims.pipeline.review import MOVES
from claims.rights import Action, may
from claims.timeline import figures_of
from claims.web.charts import marks
from claims.web.history import lines
from claims.wordings import Wording, altered_wordings, later_wordings

# Characters of the article around an appearance.
AROUND = 220
MOST_MATCHES, MOST_PLACES, MOST_DECISIONS, MOST_REVIEWERS = 20, 20, 50, 200
MOST_REVIEWS = 10

# What is done by each move, by where it goes from and to.
MOVE_WORDS: Mapping[tuple[str, str], Any] = {
    ("unreviewed", "in_review"): _("review it"),
    ("unreviewed", "dismissed"): _("not worth checking"),
    ("in_review", "unreviewed"): _("put it back"),
    ("in_review", "dismissed"): _("not worth checking"),
    ("in_review", "in_approval"): _("ask for approval"),
    ("in_approval", "in_review"): _("send it back"),
    ("reviewed", "in_review"): _("check it again"),
    ("dismissed", "unreviewed"): _("reopen it"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """An appearance in its article: what stands before it in its paragraph, its words, and what stands after.

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


def reading_view(claim: Claim, user: User) -> dict[str, Any]:
    """What everybody may read of a claim; `claim` is loaded by `for_pages`. A constant number of queries."""
    check = FactCheck.objects.live().filter(claim=claim).select_related("author").first()
    matches = _pairs(claim, user)
    places = list(Appearance.objects.filter(claim=claim).standing().with_surroundings(AROUND)[: MOST_PLACES + 1])
    return {
        "claim": claim,
        "wordings": [_wording(one) for one in altered_wordings(claim, user)],
        "figures": [(figure, marks(figure.points)) for figure in figures_of(claim, user)],
        "places": _places(places[:MOST_PLACES]),
        "more_places": len(places) > MOST_PLACES,
        "pairs": matches,
        "check": check,
        "evidence": Evidence.objects.standing().filter(fact_check=check).select_related("added_by") if check else [],
        "history": lines(_history(claim, check, [pair.match for pair in matches])),
        "verdicts": FactCheck.Verdict.choices,
    }


def claim_view(claim: Claim, user: User, draft: Mapping[str, str] | None = None, *, held: bool = False) -> dict[str, Any]:
    """The same with what a reviewer may do; nothing where the claim is `held` by somebody else. A constant number of queries.

    `draft` is what was written in a form that was refused; it is shown again.
    """
    draft = draft or {}
    reading = reading_view(claim, user)
    check: FactCheck | None = reading["check"]
    rights = _rights(claim, check, user)
    return {
        **reading,
        "draft": draft,
        "kept_words": [draft[name] for name in ("summary", "address", "snapshot", "origins_override", "reason") if draft.get(name)],
        "verdict": draft.get("verdict") or (check.verdict if check else ""),
        "summary": draft.get("summary") or (check.summary if check else ""),
        "reviews": _reviews(claim),
        "moves": [(to, MOVE_WORDS[claim.status, to]) for to in MOVES.get(claim.status, ())],
        "offered": DeskVerdict.objects.offered(claim.desk_id or user.desk_id),
        "stances": Evidence.Stance.choices,
        "reviewers": _reviewers(claim, user) if rights["may_assign"] and not held else [],
        **(dict.fromkeys(rights, False) if held else rights),
    }


def _rights(claim: Claim, check: FactCheck | None, user: User) -> dict[str, bool]:
    return {
        "may_review": may(user, Action.CHANGE_STATUS, claim),
        "may_assign": may(user, Action.ASSIGN, claim),
        "may_write": may(user, Action.WRITE_FACT_CHECK, claim) and claim.status in (Claim.Status.IN_REVIEW, Claim.Status.IN_APPROVAL),
        "may_match": may(user, Action.DECIDE_MATCH, claim),
        "may_approve": check is not None and claim.status == Claim.Status.IN_APPROVAL and may(user, Action.APPROVE, check),
        "may_publish": check is not None and check.stand == FactCheck.State.APPROVED and may(user, Action.PUBLISH, check),
        "may_withdraw": check is not None and check.published_at is not None and may(user, Action.WITHDRAW, check),
    }


def _reviewers(claim: Claim, user: User) -> list[User]:
    """Whom the claim may be given to."""
    people = User.objects.filter(is_active=True, groups__name__in=["reviewer", "approver"]).distinct().order_by("username")
    if claim.desk_id is not None or claim.confidential_to_id is not None:
        people = people.filter(desk=claim.confidential_to_id or claim.desk_id)
    return list(people[:MOST_REVIEWERS])


def _wording(wording: Wording) -> AlteredQuote:
    """Both quotations with what differs marked."""
    return AlteredQuote(wording.quote, *differences(wording.own, wording.other))


def _places(appearances: Sequence[Appearance]) -> list[Place]:
    later = later_wordings(appearances)
    return [_place(one, later.get(one.pk)) for one in appearances]


def _place(appearance: Appearance, later: str | None) -> Place:
    before, words, after = (getattr(appearance, side) for side in ("before", "words", "after"))
    # Paragraphs are where an eye looks for an end.
    changed = differences(appearance.text, later) if later is not None else ([], [])
    return Place(appearance, before.rpartition("\n")[2], words, after.partition("\n")[0], *changed)


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


def _reviews(claim: Claim) -> list[ImportedMatch]:
    """What others found of it, surest first."""
    rows = ImportedMatch.objects.filter(claim=claim, review__gone_at=None).select_related("review__rating")
    return list(rows.order_by("-score", "pk")[:MOST_REVIEWS])


def _history(claim: Claim, check: FactCheck | None, matches: Sequence[Match]) -> list[Decision]:
    about = Q(subject=Decision.Subject.CLAIM, subject_id=claim.pk)
    # By their numbers: beside another condition, a query within this one would read the decisions on all fact checks.
    checks = list(claim.fact_checks.values_list("pk", flat=True))
    if checks:
        about |= Q(subject=Decision.Subject.FACT_CHECK, subject_id__in=checks)
    if matches:
        about |= Q(subject=Decision.Subject.MATCH, subject_id__in=[match.pk for match in matches])
    # Sorted here: asked for the newest few, the planner reads everybody's decisions back in time until it has met enough of these.
    decisions = Decision.objects.filter(about).select_related("actor").order_by()
    return sorted(decisions, key=lambda one: (one.at or datetime.min.replace(tzinfo=UTC), one.pk), reverse=True)[:MOST_DECISIONS]
