"""A text is read again: old findings and new ones are paired, and what a person has touched is kept, with the difference proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from claims.extraction import EXTRACTION
from claims.models import Appearance, ArticleVersion, Claim, Decision, FactCheck, Proposal, Quote, User
from claims.pipeline.decide import decide
from claims.wordings import likest_of

Span = tuple[int, int]
Correction = tuple[str, Any, Any]  # the field, what it was before, and after
# The least overlap, as the shared part of both, at which an old finding and a new one are the same one, read differently.
LEAST_OVERLAP = 0.5


def pair_spans(old: Sequence[Span], new: Sequence[Span]) -> dict[int, int]:
    """For each new span the index of the old one that it overlaps best, if by half at least; each old one once, the best pairs first."""
    pairs = [
        (-shared, after, before)
        for after, one in enumerate(new)
        for before, other in enumerate(old)
        if (shared := _overlap(one, other)) >= LEAST_OVERLAP
    ]
    found: dict[int, int] = {}
    for _, after, before in sorted(pairs):
        if after not in found and before not in found.values():
            found[after] = before
    return found


def touched(subject: str, numbers: Iterable[int]) -> set[int]:
    """Which of these rows a person has decided on."""
    by_people = Decision.objects.filter(subject=subject, subject_id__in=list(numbers)).exclude(actor=User.objects.system())
    return set(by_people.values_list("subject_id", flat=True))


def corrections(subject: str, numbers: Iterable[int]) -> dict[int, list[Correction]]:
    """For each of these rows that was decided on, what that has changed in it, in no order."""
    found: dict[int, list[Correction]] = {}
    decisions = Decision.objects.filter(subject=subject, subject_id__in=list(numbers))
    for number, changes in decisions.values_list("subject_id", "changes"):
        pairs = [(field, *pair) for field, pair in changes.items() if isinstance(pair, list) and len(pair) == 2]
        found.setdefault(number, []).extend(pairs)
    return found


def propose(row: Claim | Quote, differences: Mapping[str, tuple[Any, Any]]) -> None:
    """Keep `{field: (as it stands, as read again)}` as proposals, less what stands, what a person has replaced before, and what this
    engine has proposed before."""
    subject = Decision.Subject.CLAIM if isinstance(row, Claim) else Decision.Subject.QUOTE
    owner = {"claim": row} if isinstance(row, Claim) else {"quote": row}
    corrected = corrections(subject, [row.pk]).get(row.pk, [])
    known = [(field, _without_place(field, before)) for field, before, _ in corrected]
    proposed = Proposal.objects.filter(**owner, extraction_version=EXTRACTION)
    known += [(field, _without_place(field, new)) for field, new in proposed.values_list("field", "new")]
    for field, (old, new) in differences.items():
        other = _without_place(field, new)
        is_known = (field, other) in known or (field == "amounts" and _are_corrected(old, new, corrected))
        if other != _without_place(field, old) and not is_known:
            Proposal.objects.get_or_create(**owner, field=field, new=new, extraction_version=EXTRACTION, defaults={"old": old})


def _are_corrected(stand: Sequence[Any], read: Sequence[Any], corrected: Iterable[Correction]) -> bool:
    """Whether amounts differ by nothing but what people have put in the place of what was read."""
    pairs = [(before, after) for field, before, after in corrected if field == "amount"]
    by_machine, by_people = [before for before, _ in pairs], [after for _, after in pairs]
    return all(one in by_machine for one in read if one not in stand) and all(one in by_people for one in stand if one not in read)


def _without_place(field: str, value: Any) -> Any:
    # The same words stand elsewhere in each text of an article.
    return value["text"] if field in {"appearance", "span"} else value


def leave_without_place(claims: Iterable[int]) -> None:
    """A reviewed claim that no longer stands in any article goes back to a person; others simply leave the queue."""
    gone = Claim.objects.filter(pk__in=list(claims), status=Claim.Status.REVIEWED).exclude(appearances__retired_by="").order_by("pk")
    for claim in gone:
        if FactCheck.objects.live().filter(claim=claim).exists():
            status = Claim.Status.IN_REVIEW
            decide(claim, becomes=status, by=User.objects.system(), reason="no_longer_found", status=status)


def see_again(version: ArticleVersion) -> None:
    """A text that was there already was fetched once more: where another one stood there meanwhile, the outlet has gone back to it.

    The article must be locked, as `ingest` leaves it in the same transaction.
    """
    if version.article.newest != version:
        ArticleVersion.objects.filter(pk=version.pk).update(seen_at=timezone.now())
        anchor_again(version.article_id)


def anchor_again(article_id: int) -> None:
    """Say of each place in the article's texts whether its words still stand in the newest one that was read.

    The same words stand there if they occur as often as before. An approval whose source no longer stands is void: the database
    sees to that. The article must be locked, else a text that is read meanwhile is not measured.
    """
    standing = Appearance.Anchor.STANDING
    newest = ArticleVersion.objects.filter(article=article_id).exclude(extraction_version="").first()
    places = Appearance.objects.filter(version__article=article_id, retired_by="").order_by("claim_id", "pk")
    if newest is None:
        return
    found = [place.text for place in places if place.version_id == newest.pk]
    others = {place.version_id for place in places} - {newest.pk}
    texts = dict(ArticleVersion.objects.filter(pk__in=others).values_list("pk", "text"))
    anchors = {
        place.pk: standing if place.version_id == newest.pk else anchor_of(place.text, texts[place.version_id], newest.text, found)
        for place in places
    }
    # Of a claim what stands again comes first: else it would be without a place for a moment, of which people would be told.
    for place in sorted(places, key=lambda place: (place.claim_id, anchors[place.pk] != standing)):
        if anchors[place.pk] != place.anchor:
            Appearance.objects.filter(pk=place.pk).update(anchor=anchors[place.pk])


def anchor_of(words: str, before: str, after: str, found: Iterable[str]) -> Appearance.Anchor:
    """Whether `words` of the text `before` stand in the text `after`, stand there changed among what was `found` in it, or are gone."""
    if after.count(words) == before.count(words):
        return Appearance.Anchor.STANDING
    return Appearance.Anchor.CHANGED if likest_of(words, found) is not None else Appearance.Anchor.ORPHANED


def anchored_span(words: str, start: int, before: str, after: str) -> Span | None:
    """Where `words`, which begin at `start` of the text `before`, stand in the text `after`: the n-th of equally many, else None."""
    if after.count(words) != before.count(words):
        return None
    found = -len(words)
    for _ in range(before.count(words, 0, start) + 1):
        found = after.find(words, found + len(words))
    return (found, found + len(words)) if found >= 0 else None


def _overlap(one: Span, other: Span) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0
