"""A decision is taken: its row goes first, and its number is the compare-and-set. Every stage that changes what was decided ends here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import DatabaseError, IntegrityError, models, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from claims.errors import AlreadyDecided, FactcheckError, InputRefused, MoveRefused
from claims.models import ApiKey, Article, Claim, Decision, FactCheck, Match, Outlet, Proposal, Quote, Speaker, User

LONGEST_REASON = 10_000
# The rules that the database keeps, by the code that it names, each as a sentence that says what to do.
RULES: Mapping[str, str] = {
    "article_begins_undecided": "An article begins undecided.",
    "actor_inactive": "This account is switched off and decides nothing.",
    "amount_of_another_claim": "The amounts compared must be of the two claims of the match.",
    "approval_fixed": "What was approved changes by another approval alone.",
    "approver_is_author": "Whoever wrote the verdict, its summary or its evidence cannot approve it: ask another approver.",
    "changed_is_draft": "A changed verdict is a draft again.",
    "claim_begins_unreviewed": "A claim begins unreviewed.",
    "claim_identity": "The same words of the same speaker at that time are a claim already.",
    "claim_not_in_review": "Take the claim into review first: a verdict is written while its claim is in review.",
    "decided_stays": "What was decided on is never deleted.",
    "decision_missing": "It changes by decisions alone.",
    "decision_reason_given": "Give a reason: every decision keeps one.",
    "decision_without_move": "A decision must move what it is about.",
    "dismissed_while_published": "Its fact check is published: withdraw that before you dismiss the claim.",
    "evidence_fixed": "Evidence is added and taken out, never rewritten.",
    "evidence_incomplete": "Evidence needs an address, a stance and the words relied on.",
    "evidence_last": "Approval is asked for, and this is the only evidence: add another piece first, or send the claim back into review.",
    "evidence_missing": "A verdict needs evidence: add at least one piece.",
    "factcheck_begins_as_draft": "A fact check begins as a draft.",
    "fingerprint_differs": "The claim has changed since it was looked at: load it again.",
    "identity_fixed": "It keeps its number and what it belongs to.",
    "key_begins_undecided": "A key begins undecided.",
    "machine_approves_nothing": "A machine neither approves nor publishes.",
    "match_begins_suggested": "A match begins as a suggestion.",
    "match_decided": "What the machine said of a match that was decided on stays as it was.",
    "match_confirmed_has_relation": "A confirmed match has a relation, and no other has.",
    "match_update_has_direction": "An update says which of the two is newer, and no other relation does.",
    "move_refused": "There is no such move from where it stands.",
    "not_approved": "Only an approved fact check of a reviewed claim can be published, and once.",
    "not_in_approval": "The claim does not await approval.",
    "origin_stands": "It has that origin already.",
    "outlet_begins_undecided": "An outlet begins undecided.",
    "one_origin": "True and false need evidence of two independent origins, or a written reason why one is enough.",
    "quantity_bounded": "An amount needs a lower or an upper end.",
    "quantity_interval": "The lower end of an amount is above its upper end.",
    "quote_span": "A span must begin before it ends.",
    "quote_unique": "There is a quote in that place already.",
    "rejected_stays": "A rejected pair comes back only if a claim or the relation has changed.",
    "reviewed_is_approved": "A claim becomes reviewed by the approval of its fact check.",
    "root_of_speaker": "A claim goes where its speaker goes: merge or split the speaker, or correct the claim's.",
    "speaker_begins_alone": "A speaker begins as one of its own.",
    "speaker_one_level": "One of the two is merged already: choose the speaker that it was merged into.",
    "system_actor_fixed": "The machine as an actor stays as it is.",
    "undo_refused": "Only your own last decision can be taken back, and only while nothing else was decided.",
    "withdrawn": "It is withdrawn, and stays as it was.",
}


def decide(row: Any, *, becomes: str, by: User, reason: str, changes: Mapping[str, Any] | None = None, **columns: object) -> Decision:
    """Write the decision that moves `row` from the version that the caller holds to the next one, and move it.

    `becomes` is the state after it; `changes` what else is to be known of it, `{field: [before, after]}`; `columns` what is set on the
    row. The row and the decision are loaded again. Costs four queries in one transaction.

    Raises:
        InputRefused: there is no reason.
        AlreadyDecided: somebody else was first; nothing is changed.
        MoveRefused: a rule that the database keeps forbids it; `code` names the rule.
    """
    reason = checked_reason(reason)
    subject, counter = _SUBJECTS[type(row)]
    seen = getattr(row, counter)
    rows: models.Manager[Any] = type(row).objects
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                subject=subject,
                subject_id=row.pk,
                seq=seen + 1,
                from_state=state_of(row),
                to_state=becomes,
                actor=by,
                reason=reason,
                changes=dict(changes or {}),
            )
            if rows.filter(pk=row.pk, **{counter: seen}).update(**{counter: seen + 1}, **columns) != 1:
                raise already_decided(row, seen)
    except DatabaseError as error:
        raise refused(error, row, seen) from error
    row.refresh_from_db()
    decision.refresh_from_db()
    return decision


def rehearse(run: Callable[[], object]) -> FactcheckError | None:
    """What `run`, which decides, is refused for as things stand; whatever it writes is rolled back."""
    try:
        with transaction.atomic():
            run()
            transaction.set_rollback(True)
    except FactcheckError as error:
        return error
    return None


def checked_reason(reason: str) -> str:
    """The reason without outer blanks. Raises InputRefused where it is empty, too long, or holds NUL."""
    reason = reason.strip()
    if not reason:
        raise InputRefused("reason_missing", RULES["decision_reason_given"], field="reason")
    return checked_text("reason", reason, LONGEST_REASON)


def checked_text(field: str, text: str, most: int) -> str:
    """The text, if the database can keep it. Raises InputRefused where it is too long or holds NUL or lone surrogates."""
    if len(text) > most:
        raise InputRefused(
            "text_too_long", "The text has {length} characters; {most} are the most.", field=field, length=len(text), most=most
        )
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise InputRefused("text_broken", "There are NUL or broken characters: save the text as UTF-8 and try again.", field=field)
    return text


def check_seen(row: Any, version: int) -> None:
    """Raises AlreadyDecided where `row` is no longer at the version that the caller saw."""
    if getattr(row, _SUBJECTS[type(row)][1]) != version:
        raise already_decided(row, version)


def decided_on(row: Any) -> Any:
    """The row on which a decision about `row` is taken: of a proposal its claim or quote, else the row itself."""
    return row.claim or row.quote if isinstance(row, Proposal) else row


def version_of(row: Any) -> int:
    """The number of decisions taken on a row on which `decide` decides."""
    return int(getattr(row, _SUBJECTS[type(row)][1]))


def subject_of(row: Any) -> str:
    """Under which subject the decisions on `row` stand."""
    return str(_SUBJECTS[type(row)][0].value)


def subject_or_none(row: Any) -> str | None:
    """The same; None where `row` is none of those on which `decide` decides."""
    return subject_of(row) if type(row) in _SUBJECTS else None


def state_of(row: Any) -> str:
    """The one word for where `row` stands, as its decisions say it; a quote has none."""
    match row:
        case Claim():
            return row.status
        case FactCheck():
            return row.stand if row.version else ""
        case Match():
            return row.state
        case Speaker():
            return "open" if row.merged_into_id is None else "merged"
        case ApiKey() if row.version:
            return "valid" if row.revoked_at is None else "revoked"
        case _:
            return ""


def already_decided(row: Any, seen: int) -> AlreadyDecided:
    """The error for whoever came second: it says who was first, what they decided, and when."""
    first = Decision.objects.of(subject_of(row), row.pk).filter(seq__gt=seen).select_related("actor").first()
    if first is None or first.at is None:
        return AlreadyDecided("version_unknown", "There is no such version yet: load it again and decide anew.")
    filling: dict[str, Any] = {
        "who": first.actor.get_username(),
        "what": first.to_state,
        "when": date_format(localtime(first.at), "Y-m-d H:i:s"),
        "version": first.seq,
    }
    if first.from_state == first.to_state:
        return AlreadyDecided("already_decided", "{who} was first and changed it ({when}). Load it again and decide anew.", **filling)
    return AlreadyDecided("already_decided", "{who} was first and decided: {what} ({when}). Load it again and decide anew.", **filling)


def refused(error: DatabaseError, row: Any, seen: int) -> FactcheckError:
    """What the database refused, as an error with the code of its rule."""
    diagnosis = getattr(error.__cause__, "diag", None)
    code = getattr(diagnosis, "constraint_name", None) or ""
    if isinstance(error, IntegrityError) and getattr(error.__cause__, "sqlstate", "") == "23505" and code in {"", "decision_seq_unique"}:
        return already_decided(row, seen)
    if code in RULES:
        return MoveRefused(code, RULES[code])
    raise error


_SUBJECTS: Mapping[type[models.Model], tuple[Decision.Subject, str]] = {
    Claim: (Decision.Subject.CLAIM, "version"),
    FactCheck: (Decision.Subject.FACT_CHECK, "version"),
    Match: (Decision.Subject.MATCH, "version"),
    Speaker: (Decision.Subject.SPEAKER, "version"),
    Outlet: (Decision.Subject.OUTLET, "version"),
    ApiKey: (Decision.Subject.KEY, "version"),
    Article: (Decision.Subject.ARTICLE, "revision"),
    Quote: (Decision.Subject.QUOTE, "revision"),  # its `version` is the text that it stands in
}
