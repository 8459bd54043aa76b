"""A text is read again: old findings and new ones are paired, and what a person has touched is kept, with the difference proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from claims.extraction import EXTRACTION
from claims.models import Appearance, ArticleVersion, Claim, Decision, FactCheck, Proposal, Quote, User
from claims.pipeline.decide import decide
from claims.wordings import likest_of

Span = tuple[int, int]
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


def propose(row: Claim | Quote, differences: Mapping[str, tuple[Any, Any]]) -> None:
    """Keep `{field: (as it stands, as read again)}` as proposals, less what stands and what a person has replaced before."""
    subject = Decision.Subject.CLAIM if isinstance(row, Claim) else Decision.Subject.QUOTE
    replaced = [
        (field, pair[0])
        for changes in Decision.objects.of(subject, row.pk).values_list("changes", flat=True)
        for field, pair in changes.items()
        if isinstance(pair, list) and len(pair) == 2
    ]
    owner = {"claim": row} if isinstance(row, Claim) else {"quote": row}
    for field, (old, new) in differences.items():
        if old != new and (field, new) not in replaced:
            Proposal.objects.get_or_create(**owner, field=field, new=new, extraction_version=EXTRACTION, defaults={"old": old})


def leave_without_place(claims: Iterable[int]) -> None:
    """A reviewed claim that no longer stands in any article goes back to a person; others simply leave the queue."""
    gone = Claim.objects.filter(pk__in=list(claims), status=Claim.Status.REVIEWED).exclude(appearances__retired_by="").order_by("pk")
    for claim in gone:
        if FactCheck.objects.live().filter(claim=claim).exists():
            status = Claim.Status.IN_REVIEW
            decide(claim, becomes=status, by=User.objects.system(), reason="no_longer_found", status=status)


def anchor_again(version: ArticleVersion) -> None:
    """Say of each place in the article's earlier texts whether its words still stand in `version`, its newest.

    The same words stand there if they occur as often as before. An approval whose source no longer stands is void: the database
    sees to that.
    """
    places = Appearance.objects.filter(version__article=version.article_id, version__number__lt=version.number, retired_by="")
    newest = list(Appearance.objects.filter(version=version, retired_by="").values_list("text", flat=True))
    for place in places.select_related("version").order_by("claim_id", "pk"):
        anchor = anchor_of(place.text, place.version.text, version.text, newest)
        if anchor != place.anchor:
            Appearance.objects.filter(pk=place.pk).update(anchor=anchor)


def anchor_of(words: str, before: str, after: str, found: Iterable[str]) -> Appearance.Anchor:
    """Whether `words` of the text `before` stand in the text `after`, stand there changed among what was `found` in it, or are gone."""
    if after.count(words) == before.count(words):
        return Appearance.Anchor.STANDING
    return Appearance.Anchor.CHANGED if likest_of(words, found) is not None else Appearance.Anchor.ORPHANED


def _overlap(one: Span, other: Span) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0
