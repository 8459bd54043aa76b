"""An editor corrects what the machine read: span, speaker, days, amounts. A correction is a decision, and outlasts the next reading.

Every correction is a pair of what was and what is to be, kept in the decision; to undo one is to apply the pair the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils import timezone

from claims.errors import AlreadyDecided, InputRefused, MoveRefused
from claims.models import Appearance, ArticleVersion, Claim, Decision, Match, Proposal, Quantity, Quote, Speaker, User
from claims.pipeline.decide import RULES, checked_text, decide, refused, state_of, version_of
from claims.pipeline.figures import keep_figures
from claims.pipeline.kept_values import AMOUNT_FIELDS, amount_in_words, days_in_words, number_in_words
from claims.pipeline.store import text_key
from claims.rights import Action, require

Days = tuple[date, date] | None
# The integer digits that the column holds.
LARGEST = Decimal(10) ** 30


def correct_speaker(row: Claim | Quote, *, speaker: Speaker, by: User, reason: str) -> Decision:
    """Say who said it. Raises NotAllowed, InputRefused, AlreadyDecided, MoveRefused as every correction."""
    within = speaker.article
    if within is not None and within.confidential_to_id not in {None, by.desk_id}:
        raise InputRefused("speaker_unknown", "There is no such speaker.", field="speaker")
    return correct(row, {"speaker": [row.speaker_id, speaker.pk]}, by=by, reason=reason)


def correct_days(row: Claim | Quote, *, field: str, days: Days, by: User, reason: str) -> Decision:
    """Say when: `field` is `said` or `as_of` of a claim, `stated_on` of a quote; both days belong to the span, None where unknown."""
    if field not in ({"stated_on"} if isinstance(row, Quote) else {"said", "as_of"}):
        raise InputRefused("field_unknown", "There is no such field.", field="field")
    if days is not None and days[0] > days[1]:
        raise InputRefused("days_reversed", "The first day is after the last one.", field=field)
    return correct(row, {field: [days_in_words(getattr(row, field)), days and [day.isoformat() for day in days]]}, by=by, reason=reason)


def correct_span(row: Appearance | Quote, *, start: int, end: int, by: User, reason: str, claim: Claim | None = None) -> Decision:
    """Say which words of the article they are: half-open, in code points of its text. A claim that was these very words follows them.

    For an appearance `claim` may be its claim as the caller saw it.
    """
    text = row.version.text
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise InputRefused("span_outside", "The span must lie in the text of {length} characters.", field="start", length=len(text))
    pair: list[dict[str, Any]] = [
        {"start": row.start, "end": row.end, "text": row.text},
        {"start": start, "end": end, "text": text[start:end]},
    ]
    if isinstance(row, Quote):
        return correct(row, {"span": pair}, by=by, reason=reason)
    claim = claim or row.claim
    changes: dict[str, Any] = {"appearance": [{"id": row.pk, **side} for side in pair]}
    if claim.text == row.text:
        changes["text"] = [claim.text, text[start:end]]
    return correct(claim, changes, by=by, reason=reason)


def correct_amount(claim: Claim, *, position: int | None, amount: Mapping[str, Any] | None, by: User, reason: str) -> Decision:
    """Change the amount at `position` of the claim, add one (`position` None), or take it away (`amount` None).

    `amount` has the fields of Quantity that are to differ, as text or numbers: text, low, high, qualifier, unit, thing, change. Its text,
    where it is another, stands in the claim or in an article of it.
    """
    standing = {one.position: one for one in claim.quantities.all()}
    if position is None:
        position, before = max(standing, default=-1) + 1, None
    elif position in standing:
        before = amount_in_words(standing[position])
    else:
        raise InputRefused("amount_unknown", "The claim has no such amount.", field="position")
    after = None if amount is None else _checked_amount(position, {**_NO_AMOUNT, **(before or {}), **amount})
    if after is not None and after["text"] != (before or _NO_AMOUNT)["text"] and not _is_written(claim, after["text"]):
        raise InputRefused(
            "amount_not_written", "This does not stand in the article: copy from it how the amount is written.", field="text"
        )
    return correct(claim, {"amount": [before, after]}, by=by, reason=reason)


def accept_proposal(proposal: Proposal, *, by: User, reason: str) -> Decision:
    """Take what a new reading proposes, as a correction.

    Raises as every correction; AlreadyDecided too where it was decided on before, or what it would replace has been corrected since.
    """
    row = _open_row(proposal)
    require(by, Action.CORRECT, row)
    if _standing(row, proposal.field, proposal.old) != proposal.old:
        raise AlreadyDecided("proposal_outdated", "This was corrected since: decline what is proposed, and correct by hand what is wrong.")
    changes: dict[str, Any] = {proposal.field: [proposal.old, proposal.new]}
    old, new = changes[proposal.field]
    if proposal.field == "appearance" and isinstance(row, Claim) and row.text == old["text"]:
        changes["text"] = [row.text, new["text"]]
    return _settle(proposal, Proposal.State.ACCEPTED, correct(row, changes, by=by, reason=reason))


def decline_proposal(proposal: Proposal, *, by: User, reason: str) -> Decision:
    """Leave the row as it is; the same reading proposes it no more. Raises as `accept_proposal`."""
    row = _open_row(proposal)
    require(by, Action.CORRECT, row)
    becomes = state_of(row) if isinstance(row, Claim) else "corrected"
    return _settle(
        proposal,
        Proposal.State.DECLINED,
        decide(row, becomes=becomes, by=by, reason=reason, changes={"declined": {proposal.field: proposal.new}}),
    )


def _open_row(proposal: Proposal) -> Claim | Quote:
    row = proposal.claim or proposal.quote
    if proposal.state != Proposal.State.OPEN or row is None:
        raise AlreadyDecided("proposal_settled", "It was decided on already.")
    return row


def _standing(row: Claim | Quote, field: str, old: Any) -> Any:
    """What stands now where a proposal would put another thing in the place of `old`, as proposals keep it."""
    match field:
        case "speaker":
            return row.speaker_id
        case "amounts" if isinstance(row, Claim):
            return [amount_in_words(one) for one in row.quantities.all()]
        case "appearance":
            return Appearance.objects.filter(pk=old["id"], claim=row.pk).values("id", "start", "end", "text").first()
        case "span" if isinstance(row, Quote):
            return {"start": row.start, "end": row.end, "text": row.text}
        case _:
            return days_in_words(getattr(row, field))


def _settle(proposal: Proposal, state: str, decision: Decision) -> Decision:
    # Of two who settle it at once, the second has failed at the row's version.
    Proposal.objects.filter(pk=proposal.pk).update(state=state)
    proposal.state = state
    return decision


def correct(row: Claim | Quote, changes: Mapping[str, Any], *, by: User, reason: str, undoes: int | None = None) -> Decision:
    """Apply `{field: [before, after]}` to a claim or quote as one decision.

    Raises:
        NotAllowed: `by` is no editor.
        MoveRefused: nothing would change, or the same words of that speaker at that time are a claim already.
        AlreadyDecided: somebody else was first.
    """
    require(by, Action.CORRECT, row)
    if all(before == after for before, after in changes.values()):
        raise MoveRefused("nothing_changes", "It stands like this already.")
    kept = {**changes, **({"undoes": undoes} if undoes is not None else {})}
    columns: dict[str, object] = {}
    for field, (_, after) in changes.items():
        columns |= _columns(row, field, after)
    if isinstance(row, Claim):
        columns["match_state"] = Claim.MatchState.PENDING
    seen = version_of(row)
    try:
        with transaction.atomic():
            becomes = state_of(row) if isinstance(row, Claim) else "corrected"
            decision = decide(row, becomes=becomes, by=by, reason=reason, changes=kept, **columns)
            for field, pair in changes.items():
                _change_parts(row, field, pair)
            if "text" in changes:
                _embed_again(row)
            if isinstance(row, Claim):
                # Under this decision: who compares the claim later leaves confirmed matches alone.
                keep_figures(Match.objects.filter(Q(claim_low=row) | Q(claim_high=row), state=Match.State.CONFIRMED))
    except DatabaseError as error:
        raise refused(error, row, seen) from error
    row.refresh_from_db()
    return decision


_NO_AMOUNT = {
    "text": "",
    "low": None,
    "high": None,
    "qualifier": Quantity.QuantityQualifier.EXACT.value,
    "unit": "",
    "thing": "",
    "change": "",
}


def _columns(row: Claim | Quote, field: str, after: Any) -> dict[str, object]:
    match field:
        case "speaker":
            speaker = Speaker.objects.get(pk=after)
            # The spelling that was read is not the other speaker's.
            beside = {"speaker_root_id": speaker.root_id} if isinstance(row, Claim) else {"spelling_id": None}
            return {"speaker_id": speaker.pk, **beside}
        case "said" | "as_of":
            precision = "" if after is None and field == "as_of" else "day" if after and after[0] == after[1] else "range"
            return {field: _range(after), f"{field}_precision": precision}
        case "stated_on":
            return {field: _range(after)}
        case "text":
            return {"text": after, "text_key": text_key(after)}
        case "span":
            return dict(after)
        case _:
            return {}


def _change_parts(row: Claim | Quote, field: str, pair: Sequence[Any]) -> None:
    """What a correction changes beside its row: the place where a claim stands, and its amounts."""
    before, after = pair
    if field == "appearance":
        Appearance.objects.filter(pk=after["id"], claim=row.pk).update(start=after["start"], end=after["end"], text=after["text"])
    elif field == "amount" and after is None:
        Quantity.objects.filter(claim=row.pk, position=before["position"]).delete()
    elif field == "amount":
        Quantity.objects.update_or_create(
            claim_id=row.pk, position=after["position"], defaults={name: after[name] for name in AMOUNT_FIELDS}
        )
    elif field == "amounts":
        Quantity.objects.filter(claim=row.pk).delete()
        Quantity.objects.bulk_create([Quantity(claim_id=row.pk, **one) for one in after])


def _embed_again(claim: Claim | Quote) -> None:
    """New words need a vector of their own; the sweeper calls for it."""
    done = ArticleVersion.objects.filter(appearances__claim=claim.pk, state=ArticleVersion.State.DONE)
    now = timezone.now()
    again = ArticleVersion.objects.filter(pk__in=list(done.values_list("pk", flat=True)))
    again.update(state=ArticleVersion.State.READ, state_at=now, called_at=now)


def _checked_amount(position: int, amount: Mapping[str, Any]) -> dict[str, Any]:
    checked: dict[str, Any] = {"position": position, **{name: amount[name] for name in AMOUNT_FIELDS}}
    for name in ("low", "high"):
        checked[name] = _number(name, amount[name])
    for name, most in (("text", 500), ("unit", 100), ("thing", 500)):
        checked[name] = checked_text(name, str(amount[name]).strip(), most)
    if checked["low"] is None and checked["high"] is None:
        raise InputRefused("quantity_bounded", RULES["quantity_bounded"], field="low")
    for name, known in (("qualifier", Quantity.QuantityQualifier.values), ("change", ["", *_CHANGES])):
        if checked[name] not in known:
            raise InputRefused("value_unknown", "It must be one of {known}.", field=name, known=", ".join(known))
    return checked


def _is_written(claim: Claim, text: str) -> bool:
    return text in claim.text or claim.appearances.filter(version__text__contains=text).exists()


_CHANGES = [str(value) for value, _ in Quantity._meta.get_field("change").choices or []]


def _number(field: str, value: Any) -> str | None:
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= LARGEST:
        raise InputRefused("number_wrong", "This is not a number that can be kept.", field=field)
    return number_in_words(round(number, 6))


def _range(days: Sequence[str | None] | None) -> DateRange | None:
    if days is None:
        return None
    first, last = (day and date.fromisoformat(day) for day in days)
    return DateRange(first or None, last + timedelta(days=1) if last and last < date.max else None)
