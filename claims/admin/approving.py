"""What an approval is of, as its approver reads it, and what of that has changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from claims.models import Appearance, Claim, Evidence, FactCheck, Quantity
from claims.templatetags.numbers import count
from claims.templatetags.spans import days

Text = Any  # a str, or one that is translated when it is shown


def lines(check: FactCheck, *, read: str) -> list[tuple[Text, str, str]]:
    """Each part as (what, "", how it stands now). What differs from `read`, which is an older `digests` or "", says so of itself."""
    parts, before = list(_parts(check)), read.split()
    now = [_digest(text) for _what, text in parts]
    # Digests of another number of parts are of no page of ours.
    changed = [one != other for one, other in zip(before, now, strict=True)] if len(before) == len(now) else [False] * len(now)
    return [
        (format_lazy("{what} ({note})", what=what, note=_("has changed since you read it")) if differs else what, "", text)
        for (what, text), differs in zip(parts, changed, strict=True)
    ]


def digests(check: FactCheck) -> str:
    """One word for each part, which is another where the part differs."""
    return " ".join(_digest(text) for _what, text in _parts(check))


def _parts(check: FactCheck) -> Iterator[tuple[Text, str]]:
    # Read anew: the row that came with the fact check may be older than the fingerprint beside which this stands.
    claim = Claim.objects.select_related("speaker_root").get(pk=check.claim_id)
    yield _("claim"), claim.text
    yield _("speaker"), str(claim.speaker_root)
    yield _("amounts"), "\n".join(_amount(one) for one in claim.quantities.all())
    yield _("said"), days(claim.said)
    yield _("published"), days(claim.published)
    yield _("as of"), days(claim.as_of)
    yield _("words in the article"), _source(claim)
    yield _("verdict"), check.get_verdict_display()
    yield _("summary"), check.summary
    yield _("evidence"), "\n".join(_piece(one) for one in check.evidence.standing())


def _amount(amount: Quantity) -> str:
    bounds = count(amount.low) if amount.low == amount.high else f"{count(amount.low)} – {count(amount.high)}"
    named = (amount.get_qualifier_display(), bounds, amount.unit, amount.thing, amount.change)
    return f"{amount.text} ({' '.join(part for part in named if part)})"


def _source(claim: Claim) -> str:
    """The words at the place where the claim was found first, which the approval's fingerprint is of too."""
    place: Appearance | None = claim.appearances.order_by("pk").first()
    return place.text if place is not None else ""


def _piece(piece: Evidence) -> str:
    return f"{piece.title} – {piece.address} ({piece.get_stance_display()}): {piece.snapshot}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
