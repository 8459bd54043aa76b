"""What rests on a claim: what has to be looked at again where it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch, Q
from django.urls import reverse

from claims.models import Article, Claim, Evidence, FactCheck, Match, User

MOST_SHOWN, MOST_ADDRESSES = 50, 200


@dataclass(frozen=True, slots=True)
class Dependent:
    """`claim` rests on the claim asked about: people confirmed `relation` between the two, or its `check` cites it as evidence ("")."""

    claim: Claim
    relation: str
    relation_label: str
    check: FactCheck | None


@dataclass(frozen=True, slots=True)
class Dependents:
    """`own` is the claim's own fact check. `cut`: there are more than are listed."""

    own: FactCheck | None
    citing: Sequence[Dependent]
    confirmed: Sequence[Dependent]
    cut: bool

    @property
    def published(self) -> list[FactCheck]:
        """The fact checks among all these that readers can see now, each once, the claim's own first."""
        checks = [self.own, *(one.check for one in (*self.citing, *self.confirmed))]
        out = {check.pk: check for check in checks if check is not None and check.published_at is not None}
        return list(out.values())


def dependents_of(claim: Claim, user: User) -> Dependents:
    """By what `user` may see; at most MOST_SHOWN of each. A fact check cites the claim where its evidence is one of the claim's articles,
    or the claim's own published page. A constant number of queries.
    """
    own = FactCheck.objects.live().filter(claim=claim).first()
    citing = _citing(claim, own, user)
    confirmed = _confirmed(claim, user)
    cut = len(citing) > MOST_SHOWN or len(confirmed) > MOST_SHOWN
    return Dependents(own, citing[:MOST_SHOWN], confirmed[:MOST_SHOWN], cut)


def _citing(claim: Claim, own: FactCheck | None, user: User) -> list[Dependent]:
    articles = Article.objects.filter(versions__appearances__claim=claim).exclude(address="").values_list("address", flat=True)
    addresses = {*articles.distinct()[:MOST_ADDRESSES], settings.PUBLIC_URL + reverse("claim", args=[claim.pk])}
    if own is not None:
        addresses.add(settings.PUBLIC_URL + own.get_absolute_url())
    pieces = Evidence.objects.standing().filter(address__in=addresses).values("fact_check")
    checks = FactCheck.objects.visible_to(user).live().filter(pk__in=pieces).exclude(claim=claim)
    rows = checks.select_related("claim__speaker_root").order_by("-pk")[: MOST_SHOWN + 1]
    return [Dependent(check.claim, "", "", check) for check in rows]


def _confirmed(claim: Claim, user: User) -> list[Dependent]:
    live = Prefetch("fact_checks", FactCheck.objects.live(), to_attr="live")
    pairs = Match.objects.visible_to(user).filter(Q(claim_low=claim) | Q(claim_high=claim), state=Match.State.CONFIRMED)
    rows = pairs.order_by("-pk").values_list("claim_low", "claim_high", "relation")[: MOST_SHOWN + 1]
    relations = {high if low == claim.pk else low: relation for low, high, relation in rows}
    claims = Claim.objects.filter(pk__in=relations).select_related("speaker_root").prefetch_related(live).in_bulk()
    return [_of_match(claims[pk], relation) for pk, relation in relations.items() if pk in claims]


def _of_match(claim: Claim, relation: str) -> Dependent:
    live: list[FactCheck] = claim.live  # type: ignore[attr-defined]  # prefetched above
    return Dependent(claim, relation, str(Match.MatchRelation(relation).label), live[0] if live else None)
