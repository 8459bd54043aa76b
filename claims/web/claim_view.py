"""All that a reviewer sees of one claim: where it stands, what was found beside it, what people did, and what may be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from claims.decided import lines
from claims.matching.differences import Piece, differences
from claims.models import Appearance, Claim, Decision, Evidence, FactCheck, ImportedMatch, Match, Quote, User
from claims.pipeline.review import MOVES, verdicts_offered
from claims.rights import Action, may
from claims.timeline import figures_of
from claims.web.charts import marks
from claims.web.highlighting import Piece as MarkedPiece
from claims.web.highlighting import paragraph
from claims.wordings import Wording, altered_wordings, later_wordings

# Characters of the article around an appearance.
AROUND = 220
MOST_MATCHES, MOST_PLACES, MOST_DECISIONS, MOST_REVIEWERS = 20, 20, 50, 200
MOST_REVIEWS = 10

# What was written in a form that was refused, by the deed that it is for.
Draft = Mapping[str, Mapping[str, str]]
# Of the deeds with a form to write in, the right to it, and what is written.
_WRITTEN: Mapping[str, tuple[str, Sequence[str]]] = {
    "verdict": ("may_write", ("summary", "reason")),
    "evidence": ("may_write", ("address", "title", "snapshot")),
    "approve": ("may_approve", ("reason", "origins_override")),
    "withdraw": ("may_withdraw", ("reason",)),
}

# What people confirmed, what waits for them, what they rejected.
_BY_STATE = Case(When(state=Match.State.CONFIRMED, then=Value(0)), When(state=Match.State.SUGGESTED, then=Value(1)), default=Value(2))

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
    """An appearance in its article: what stands around it in its paragraph, with the claim and the quote that it stands in marked.

    Where the outlet has changed the words since, `own` and `later` are both wordings, the differing words marked; else both are empty.
    """

    appearance: Appearance
    around: Sequence[MarkedPiece]
    own: Sequence[Piece]
    later: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Pair:
    """A match seen from the claim: the other claim, the words of both with differences marked, and who is the newer where one is.

    `later` is the direction that an update would have, `own_newer` or `other_newer`; "" where nothing tells it, and a person must.
    """

    match: Match
    other: Claim
    own: Sequence[Piece]
    others: Sequence[Piece]
    relation: str
    relation_label: str
    other_is_newer: bool | None
    later: str
    own_newer: str
    other_newer: str


@dataclass(frozen=True, slots=True)
class AlteredQuote:
    """The claim's quotation and the same as another outlet printed it, the differing words of both marked."""

    quote: Quote
    own: Sequence[Piece]
    others: Sequence[Piece]


def reading_view(claim: Claim, user: User, places_page: int = 1, pairs_page: int = 1) -> dict[str, Any]:
    """What everybody may read of a claim, with one page of its places and one of its matches: those that people confirmed come first.

    `claim` is loaded by `for_pages`. A constant number of queries.
    """
    start = (pairs_page - 1) * MOST_MATCHES
    found = list(_matches(claim, user).order_by(_BY_STATE, "-score", "pk")[start : start + MOST_MATCHES + 1])
    shown = found[:MOST_MATCHES]
    return _view(claim, user, shown, places_page) | {
        "pairs_page": pairs_page,
        "pairs_first": start + 1,
        "pairs_last": start + len(shown),
        "more_pairs": len(found) > MOST_MATCHES,
    }


def _view(claim: Claim, user: User, matches: Sequence[Match], places_page: int = 1) -> dict[str, Any]:
    start = (places_page - 1) * MOST_PLACES
    check = FactCheck.objects.live().filter(claim=claim).select_related("author").first()
    places = list(Appearance.objects.filter(claim=claim).standing().with_surroundings(AROUND)[start : start + MOST_PLACES + 1])
    return {
        "claim": claim,
        "wordings": [_wording(one) for one in altered_wordings(claim, user)],
        "figures": [(figure, marks(figure.points)) for figure in figures_of(claim, user)],
        "places": _places(places[:MOST_PLACES]),
        "places_page": places_page,
        "places_first": start + 1,
        "places_last": start + len(places[:MOST_PLACES]),
        "more_places": len(places) > MOST_PLACES,
        "pairs": [_pair(match, claim) for match in matches],
        "check": check,
        "evidence": Evidence.objects.standing().filter(fact_check=check).select_related("added_by", "page") if check else [],
        "history": lines(_history(claim, check, matches)),
        "verdicts": FactCheck.Verdict.choices,
    }


def claim_view(claim: Claim, user: User, draft: Draft | None = None, *, held: bool = False) -> dict[str, Any]:
    """The same with what a reviewer may do; where the claim is `held` by somebody else, no more than give it to a person.

    Matches that wait for a decision come before those decided, of either no more than MOST_MATCHES; what the reader decided on last is
    among them. A constant number of queries.
    `draft` is shown again in the form that it comes from; `lost_words` are those of a form that is there no more.
    """
    draft = draft or {}
    verdict = draft.get("verdict", {})
    waiting, decided = _to_decide(claim, user)
    reading = _view(claim, user, waiting[:MOST_MATCHES] + decided[:MOST_MATCHES])
    check: FactCheck | None = reading["check"]
    rights = _rights(claim, check, user)
    if held:
        rights = {right: has and right == "may_assign" for right, has in rights.items()}
    return {
        **reading,
        "more_pairs": max(len(waiting), len(decided)) > MOST_MATCHES,
        "draft": draft,
        "lost_words": _lost_words(draft, rights),
        "verdict": verdict.get("verdict") or (check.verdict if check else ""),
        "summary": verdict.get("summary") or (check.summary if check else ""),
        "reviews": _reviews(claim),
        "moves": [(to, MOVE_WORDS[claim.status, to]) for to in MOVES.get(claim.status, ())],
        "offered": verdicts_offered(claim, user),
        "stances": Evidence.Stance.choices,
        "reviewers": _reviewers(claim, user) if rights["may_assign"] else [],
        **rights,
    }


def _lost_words(draft: Draft, rights: Mapping[str, bool]) -> list[str]:
    lost: list[str] = []
    for deed, fields in draft.items():
        right, names = _WRITTEN.get(deed, ("", ()))
        if not rights.get(right):
            lost += [fields[name] for name in names if fields.get(name)]
    return lost


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
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    quotes = [appearance.quote] if appearance.quote else []
    around = paragraph(f"{before}{words}{after}", appearance.start - len(before), appearance.version.language, quotes, [appearance])
    changed = differences(appearance.text, later) if later is not None else ([], [])
    return Place(appearance, around, *changed)


def _matches(claim: Claim, user: User) -> QuerySet[Match]:
    of_claim = Match.objects.visible_to(user).filter(Q(claim_low=claim) | Q(claim_high=claim)).exclude(state=Match.State.EXPIRED)
    return of_claim.select_related("claim_low__speaker_root", "claim_high__speaker_root")


def _to_decide(claim: Claim, user: User) -> tuple[list[Match], list[Match]]:
    """What waits for a decision, and what was decided: what was confirmed before what was rejected. Of either more than are shown, if any.

    What `user` decided on last is shown with the decided, however many come before it: it may be taken back.
    """
    rows, most = _matches(claim, user), MOST_MATCHES + 1
    waiting = rows.filter(state=Match.State.SUGGESTED).order_by("-score", "pk")
    decided = rows.exclude(state=Match.State.SUGGESTED).order_by(_BY_STATE, "-score", "pk")
    first = list(decided[:most])
    last = decided.filter(pk=_decided_last(decided, user)).first() if len(first) == most else None
    if last is not None and last not in first[:MOST_MATCHES]:
        first.insert(MOST_MATCHES - 1, last)
    return list(waiting[:most]), first


def _decided_last(matches: QuerySet[Match], user: User) -> int:
    """The number of the match on which the user decided last, 0 for none."""
    numbers = list(matches.values_list("pk", flat=True))
    own = Decision.objects.filter(subject=Decision.Subject.MATCH, subject_id__in=numbers, actor=user).order_by()
    # Compared here, as in `_history`.
    return max(own.values_list("pk", "subject_id"), default=(0, 0))[1]


def _pair(match: Match, claim: Claim) -> Pair:
    other = match.claim_high if match.claim_low_id == claim.pk else match.claim_low
    own, others = differences(claim.text, other.text, across_languages=claim.language != other.language)
    relation = match.relation or match.machine_relation
    direction = match.direction or match.machine_direction
    label = str(Match.MatchRelation(relation).label)
    low, high = Match.MatchDirection.LOW.value, Match.MatchDirection.HIGH.value
    own_newer, other_newer = (low, high) if match.claim_low_id == claim.pk else (high, low)
    other_is_newer = direction == other_newer if direction else None
    return Pair(match, other, own, others, relation, label, other_is_newer, _later(match), own_newer, other_newer)


def _later(match: Match) -> str:
    """As the machine says; else by the first clock on which one claim ends before the other begins."""
    if match.machine_direction:
        return match.machine_direction
    for clock in ("as_of", "said", "published"):
        low, high = getattr(match.claim_low, clock), getattr(match.claim_high, clock)
        if _ends_before(high, low):
            return Match.MatchDirection.LOW.value
        if _ends_before(low, high):
            return Match.MatchDirection.HIGH.value
    return ""


def _ends_before(earlier: Any, later: Any) -> bool:
    """Whether of two day spans, which end with the day before their upper end, the one is over when the other begins."""
    known = earlier is not None and later is not None and earlier.upper is not None and later.lower is not None
    return known and bool(earlier.upper <= later.lower)


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
