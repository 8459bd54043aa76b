"""What reading an article again would change: it is read and stored as always, compared, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from claims.extraction import EXTRACTION
from claims.models import Appearance, ArticleVersion, Claim, Proposal, Quantity, Quote
from claims.pipeline.extract import extract_findings
from claims.pipeline.kept_values import number_in_words
from claims.pipeline.store import lock_version, store_findings
from claims.templatetags.spans import days

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that would be new, changed or gone: `kind` is quote, claim or proposal; a field that stays is not in `fields`.

    A row that would be new has "" as it stands, one that would be gone "" as read again.
    """

    kind: str
    name: str
    fields: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ForeseenReading:
    """`was_read_by` is the other engine that read it last, "" where none did, or this one."""

    version: ArticleVersion
    was_read_by: str
    changes: list[RowChange]


KINDS = {"quote": gettext_noop("quote"), "claim": gettext_noop("claim"), "proposal": gettext_noop("proposal")}


def foresee_reading(version_id: int) -> ForeseenReading:
    """Read the version once more and say what it would change, in the order of the text; nothing is kept of it.

    Costs a whole reading: some hundred milliseconds for a usual article. What it takes back are all rows, so that others who store
    the same claims wait for as long as storing takes.

    Raises:
        FactcheckError: it cannot be read, as the engine says.
    """
    version = ArticleVersion.objects.select_related("article__outlet").get(pk=version_id)
    found = extract_findings(version)
    with transaction.atomic():
        held = lock_version(version_id)
        before, last = _standing(held), Proposal.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        ArticleVersion.objects.filter(pk=version_id).update(state=ArticleVersion.State.PENDING)
        store_findings(version_id, found)
        after, proposals = _standing(held), _proposed_since(last, held)
        transaction.set_rollback(True)
    changes = [change for key in [*after, *(key for key in before if key not in after)] for change in _compared(key, before, after)]
    return ForeseenReading(version, version.extraction_version if version.extraction_version != EXTRACTION else "", changes + proposals)


Standing = dict[tuple[str, int], Fields]


def _standing(version: ArticleVersion) -> Standing:
    """What stands in the version, quotes first, each in the order of the text."""
    quotes = Quote.objects.filter(version=version, retired_by="").select_related("speaker").order_by("start", "pk")
    places = Appearance.objects.filter(version=version, retired_by="").select_related("claim__speaker").order_by("start", "pk")
    found: Standing = {("quote", quote.pk): _of_quote(quote) for quote in quotes}
    for place in places.prefetch_related("claim__quantities"):
        found["claim", place.claim_id] = {**_of_claim(place.claim), gettext_noop("words"): place.text}
    return found


def _of_quote(quote: Quote) -> Fields:
    return {
        gettext_noop("words"): quote.text,
        gettext_noop("speaker"): str(quote.speaker),
        gettext_noop("cue"): quote.cue,
        gettext_noop("said on"): _days(quote.stated_on),
    }


def _of_claim(claim: Claim) -> Fields:
    return {
        gettext_noop("speaker"): str(claim.speaker),
        gettext_noop("said"): _days(claim.said),
        gettext_noop("as of"): _days(claim.as_of),
        gettext_noop("amounts"): "؛ ".join(_amount(amount) for amount in claim.quantities.all()),
    }


def _days(span: Any) -> str:
    return days(span) if span is not None else ""


def _amount(amount: Quantity) -> str:
    ends = dict.fromkeys("…" if number is None else number_in_words(number) for number in (amount.low, amount.high))
    return f"{amount.text} ({'–'.join(ends)} {amount.unit})"


def _compared(key: tuple[str, int], before: Standing, after: Standing) -> list[RowChange]:
    was, will = before.get(key, {}), after.get(key, {})
    fields = {name: (was.get(name, ""), will.get(name, "")) for name in {**will, **was}}
    changed = {name: pair for name, pair in fields.items() if pair[0] != pair[1]}
    return [RowChange(key[0], (was or will)[gettext_noop("words")], changed)] if changed else []


def _proposed_since(last: int, version: ArticleVersion) -> list[RowChange]:
    """What a person has touched stays, with the difference as a proposal."""
    new = Proposal.objects.filter(pk__gt=last).select_related("claim", "quote").order_by("pk")
    claims = _claims_of(version)
    own = [one for one in new if one.claim_id in claims or (one.quote and one.quote.version_id == version.pk)]
    return [RowChange("proposal", str(one.claim or one.quote), {one.field: (_short(one.old), _short(one.new))}) for one in own]


def _claims_of(version: ArticleVersion) -> set[int]:
    return set(Appearance.objects.filter(version=version).values_list("claim_id", flat=True))


def _short(value: object) -> str:
    return str(value["text"]) if isinstance(value, dict) and "text" in value else "" if value is None else str(value)
