"""Events become deliveries: each webhook reads on in the changes, and what its owner may see and its filter leaves waits to be sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from claims.claim_filter import narrowed
from claims.errors import InputRefused
from claims.models import Appearance, Article, Change, Claim, ClaimWords, Delivery, FactCheck, Match, Webhook
from claims.pipeline.webhooks import machine_switches_off, new_key
from claims.pipeline.words import keep_words
from claims.rights import Action, may

# Changes that one reading takes; there is another for the rest.
BATCH = 500
SUBJECTS: Mapping[str, Any] = {
    Change.Subject.ARTICLE: Article,
    Change.Subject.CLAIM: Claim,
    Change.Subject.MATCH: Match,
    Change.Subject.FACT_CHECK: FactCheck,
}


def collect(webhook_id: int) -> int:
    """Let a delivery wait for each event since the last reading; gives how many changes were read, BATCH where there may be more.

    The deliveries and the place up to which was read are written in one transaction, so that each event becomes one delivery, whatever
    dies in between. A webhook that another process reads for, or that is off, is left alone.
    """
    with transaction.atomic():
        rows = Webhook.objects.select_for_update(skip_locked=True, of=("self",)).select_related("owner")
        webhook = rows.filter(pk=webhook_id, is_active=True).first()
        if webhook is None:
            return 0
        if not may(webhook.owner, Action.SUBSCRIBE):
            machine_switches_off(webhook, Webhook.Off.OWNER)
            return 0
        changes = list(Change.objects.settled_after(webhook.seen_transaction, webhook.seen_change).with_events()[:BATCH])
        if changes:
            told = [change for change in changes if set(change.events) & set(webhook.events)]
            Delivery.objects.bulk_create(_deliveries(webhook, told), ignore_conflicts=True)
            webhook.seen_transaction, webhook.seen_change = changes[-1].transaction, changes[-1].pk
            webhook.save(update_fields=["seen_transaction", "seen_change"])
        return len(changes)


def _deliveries(webhook: Webhook, changes: Sequence[Change]) -> list[Delivery]:
    seen = _seen(webhook, changes)
    return [
        Delivery(
            webhook=webhook,
            key=new_key(),
            event=event,
            subject=change.subject,
            subject_id=change.subject_id,
            transaction=change.transaction,
            happened_at=change.at,
        )
        for change in changes
        if (change.subject, change.subject_id) in seen
        for event in change.events
        if event in webhook.events
    ]


def _seen(webhook: Webhook, changes: Sequence[Change]) -> set[tuple[str, int]]:
    """Of what has changed, what the owner may see, and whose claims the filter leaves."""
    wanted: dict[str, set[int]] = {}
    for change in changes:
        wanted.setdefault(change.subject, set()).add(change.subject_id)
    seen = {
        (subject, pk)
        for subject, ids in wanted.items()
        for pk in SUBJECTS[subject].objects.visible_to(webhook.owner).filter(pk__in=ids).values_list("pk", flat=True)
    }
    return _passing(webhook, seen) if webhook.filter else seen


def _passing(webhook: Webhook, subjects: set[tuple[str, int]]) -> set[tuple[str, int]]:
    claims = _claims_of(subjects)
    ids = {pk for of_one in claims.values() for pk in of_one}
    _with_words(ids)
    try:
        left = narrowed(Claim.objects.visible_to(webhook.owner).filter(pk__in=ids), webhook.filter)
    except InputRefused:  # a filter that there was, and is no more, leaves nothing
        return set()
    passing = set(left.values_list("pk", flat=True))
    return {subject for subject in subjects if claims.get(subject, set()) & passing}


def _claims_of(subjects: Iterable[tuple[str, int]]) -> dict[tuple[str, int], set[int]]:
    """The claims that each is about: of an article those that stand in it."""
    ids: dict[str, list[int]] = {}
    for subject, pk in subjects:
        ids.setdefault(subject, []).append(pk)
    of = Change.Subject
    found: dict[tuple[str, int], set[int]] = {(of.CLAIM, pk): {pk} for pk in ids.get(of.CLAIM, ())}
    places = Appearance.objects.filter(retired_by="", version__article__in=ids.get(of.ARTICLE, ()))
    pairs: list[tuple[str, QuerySet[Any, tuple[int, ...]]]] = [
        (of.MATCH, Match.objects.filter(pk__in=ids.get(of.MATCH, ())).values_list("pk", "claim_low", "claim_high")),
        (of.FACT_CHECK, FactCheck.objects.filter(pk__in=ids.get(of.FACT_CHECK, ())).values_list("pk", "claim")),
        (of.ARTICLE, places.values_list("version__article", "claim")),
    ]
    for subject, rows in pairs:
        for pk, *claims in rows:
            found.setdefault((subject, pk), set()).update(claims)
    return found


def _with_words(claims: set[int]) -> None:
    """A claim that was only just found has no words yet by which a filter could look for it."""
    keep_words(claims - set(ClaimWords.objects.filter(claim__in=claims).values_list("claim", flat=True)))
