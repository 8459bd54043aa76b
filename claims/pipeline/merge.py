"""Two speakers are one: merged by an editor, and undone; claims and matches follow, approvals are voided and said so before.

Claims and quotes keep the speaker that they were read with; a merge moves the root of the absorbed one's claims. Whatever is moved is
listed in a SpeakerChange beside its Decision. The other way round is `split`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from claims.errors import AlreadyDecided, FactcheckError, InputRefused, MoveRefused
from claims.matching import JUDGEMENT
from claims.models import (
    Claim,
    Decision,
    FactCheck,
    Match,
    Quote,
    Speaker,
    SpeakerChange,
    SpeakerProposal,
    User,
)
from claims.pipeline.decide import RULES, decide, state_of
from claims.pipeline.figures import keep_figures
from claims.records import Relation
from claims.rights import Action, require

Kind = SpeakerChange.Kind
Done = TypeVar("Done")
# The editor's right over what is kept of articles.
RIGHT = Action.CORRECT
# Where a speaker may stand.
OPEN, MERGED = "open", "merged"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a merge, split or undoing would move, and the approvals that it would make void, of what a person may see.

    `approvals_elsewhere` is how many approvals it would make void that they may not see.
    """

    claims: int = 0
    quotes: int = 0
    approvals: list[FactCheck] = field(default_factory=list)
    approvals_elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is shown before it is confirmed: whom it is about, what is foreseen, and where the rows that were chosen stand."""

    speakers: Sequence[Speaker]
    foreseen: Foreseen
    chosen: Sequence[tuple[int, str]] = ()

    def seal(self) -> str:
        """A digest of what must not have changed when it is confirmed; keyed, as it covers approvals that the reader may not see."""
        speakers = [(speaker.pk, speaker.version) for speaker in self.speakers]
        said = [speakers, [(check.pk, check.version) for check in self.foreseen.approvals], self.foreseen.approvals_elsewhere, self.chosen]
        return salted_hmac("claims.pipeline.merge", json.dumps(said)).hexdigest()


def outlook_of(proposals: QuerySet[SpeakerProposal], foresee: Callable[[Sequence[Speaker]], Foreseen]) -> Outlook:
    """Of deciding on the pairs as they stand now; `foresee` says what it does to those that would go into the others."""
    rows = list(proposals.select_related("speaker__merged_into", "candidate__merged_into").order_by("pk"))
    roots = [row.speaker.merged_into or row.speaker for row in rows]
    others = [row.candidate.merged_into or row.candidate for row in rows]
    return Outlook([*roots, *others], foresee(roots), [(row.pk, row.state) for row in rows])


def outlook_of_merge(speaker: Speaker, *, into: Speaker, by: User) -> Outlook:
    """Of merging `speaker` into the other, as both stand now."""
    return Outlook([Speaker.objects.get(pk=one.pk) for one in (speaker, into)], foresee_merge([speaker], by=by))


def outlook_of_undoing(change: SpeakerChange, *, by: User) -> Outlook:
    """Of undoing `change`, as its speakers stand now."""
    found = SpeakerChange.objects.select_related("speaker", "root").get(pk=change.pk)
    return Outlook([*whom_undoing_moves(found), found.root], foresee_undoing(found, by=by))


def carry_out(look: Callable[[], Outlook], seal: str | None, change: Callable[[], Done]) -> Done:
    """Do `change`, whole or not at all, where what `look` reads is still what was shown with the seal; gives what `change` does.

    Raises:
        AlreadyDecided: it is not; besides what `change` raises.
    """
    with transaction.atomic():
        hold(look().speakers)
        if look().seal() != seal:
            raise AlreadyDecided("foreseen_differs", "What it moves has changed since it was shown: look at it again.")
        return change()


def foresee_merge(speakers: Collection[Speaker], *, by: User) -> Foreseen:
    """Of merging `speakers` into another."""
    return foresee(Claim.objects.filter(speaker_root__in=speakers), Quote.objects.filter(speaker__in=_families(speakers)), by=by)


def foresee_undoing(change: SpeakerChange, *, by: User) -> Foreseen:
    """Of undoing `change`."""
    family = _families(whom_undoing_moves(change))
    return foresee(Claim.objects.filter(speaker__in=family), Quote.objects.filter(speaker__in=family), by=by)


def whom_undoing_moves(change: SpeakerChange) -> list[Speaker]:
    """The speaker that was merged or split off, and those that went along and would come back with it."""
    along = Speaker.objects.filter(pk__in=change.moved.get("speakers", []), merged_into=change.speaker.merged_into_id)
    return [change.speaker, *along.order_by("pk")]


def hold(speakers: Collection[Speaker]) -> None:
    """Let nobody decide on these speakers, or approve what they said, until the transaction ends."""
    lock_speakers(*speakers)
    claims = Claim.objects.filter(speaker__in=_families(speakers)).order_by("pk").select_for_update(no_key=True)
    list(claims.values_list("pk", flat=True))


def merge_speakers(speaker: Speaker, *, into: Speaker, by: User, reason: str, undoes: SpeakerChange | None = None) -> SpeakerChange:
    """Say that `speaker` is `into`, which keeps its name and its kind. What was merged into `speaker` before goes along.

    Claims of both that have become equal get a confirmed `same` Match by the system. Approvals of the absorbed one's claims become void.

    Raises:
        NotAllowed: `by` is no editor.
        InputRefused: no reason; or the two cannot be one: an outlet's voice, unnamed in two articles, or confidential.
        MoveRefused: one of them is merged already.
    """
    require(by, RIGHT)
    with transaction.atomic():
        speaker, into = lock_speakers(speaker, into)
        check_merge(speaker, into)
        absorbed = list(Speaker.objects.filter(merged_into=speaker).order_by("pk"))
        for one in absorbed:
            decide(one, becomes=MERGED, by=by, reason=reason, changes=_moved(one, into), merged_into=into)
        decision = decide(speaker, becomes=MERGED, by=by, reason=reason, changes=_moved(speaker, into), merged_into=into)
        claims = _follow(Claim.objects.filter(speaker_root=speaker), into)
        made, confirmed = _match_equals(claims, into)
        between = SpeakerProposal.objects.filter(speaker__in=[speaker, into], candidate__in=[speaker, into])
        between.update(state=SpeakerProposal.State.MERGED)
        return SpeakerChange.objects.create(
            kind=Kind.MERGE,
            decision=decision,
            speaker=speaker,
            root=into,
            undoes=undoes,
            moved={"claims": claims, "speakers": [one.pk for one in absorbed], "matches_made": made, "matches_confirmed": confirmed},
        )


def undo_change(change: SpeakerChange, *, by: User, reason: str) -> SpeakerChange:
    """Undo a merge or a split; what was read since goes with the speaker that it was read with.

    Raises:
        NotAllowed, InputRefused: as in `merge_speakers`.
        MoveRefused: it was undone before, or is itself an undoing.
    """
    require(by, RIGHT)
    if change.undoes_id is not None or SpeakerChange.objects.filter(undoes=change).exists():
        raise MoveRefused("undone", "This was undone before, or undoes another change: merge or split anew.")
    if change.kind == Kind.SPLIT:
        return merge_speakers(change.speaker, into=change.root, by=by, reason=reason, undoes=change)
    return _undo_merge(change, by, reason)


def merge_proposal(proposal: SpeakerProposal, *, by: User, reason: str) -> SpeakerChange | None:
    """Say that the two are one: the later known goes into the earlier, or the root of either into that of the other.

    None where other merges have made them one already.

    Raises:
        NotAllowed, InputRefused, MoveRefused: as in `merge_speakers`.
        AlreadyDecided: somebody was first.
    """
    require(by, RIGHT)
    with transaction.atomic():
        one, other = (Speaker.objects.select_related("merged_into").get(pk=pk) for pk in (proposal.speaker_id, proposal.candidate_id))
        speaker, into = lock_speakers(one.merged_into or one, other.merged_into or other)
        _settle(proposal, SpeakerProposal.State.MERGED)
        return merge_speakers(speaker, into=into, by=by, reason=reason) if speaker != into else None


def reject_proposal(proposal: SpeakerProposal, *, by: User, reason: str) -> Decision:
    """Say that the two are not one; they are not proposed again.

    Raises:
        NotAllowed, InputRefused: as in `merge_speakers`.
        AlreadyDecided: somebody was first.
    """
    require(by, RIGHT)
    with transaction.atomic():
        speaker, _ = lock_speakers(proposal.speaker, proposal.candidate)
        _settle(proposal, SpeakerProposal.State.REJECTED)
        why = f"not {proposal.candidate_id}: {reason}" if reason.strip() else reason
        return decide(speaker, becomes=state_of(speaker), by=by, reason=why)


def _settle(proposal: SpeakerProposal, state: str) -> None:
    """Move a proposal that waits, under lock of its speakers."""
    if not SpeakerProposal.objects.filter(pk=proposal.pk, state=SpeakerProposal.State.SUGGESTED).update(state=state):
        raise AlreadyDecided("proposal_decided", "This proposal was decided before.")


def _undo_merge(change: SpeakerChange, by: User, reason: str) -> SpeakerChange:
    with transaction.atomic():
        speaker = Speaker.objects.get(pk=change.speaker_id)
        if speaker.merged_into is None:
            raise MoveRefused("not_merged", "This speaker is its own again.")
        speaker, root = lock_speakers(speaker, speaker.merged_into)
        decision = decide(speaker, becomes=OPEN, by=by, reason=reason, changes=_moved(speaker, None), merged_into=None)
        back = list(Speaker.objects.filter(pk__in=change.moved["speakers"], merged_into=root).order_by("pk"))
        for one in back:
            decide(one, becomes=MERGED, by=by, reason=reason, changes=_moved(one, speaker), merged_into=speaker)
        claims = _follow(Claim.objects.filter(speaker__in=[speaker, *back], speaker_root=root), speaker)
        taken_back = _take_back(change, reason)
        SpeakerProposal.objects.filter(speaker__in=[speaker, root], candidate__in=[speaker, root]).update(
            state=SpeakerProposal.State.REJECTED
        )
        return SpeakerChange.objects.create(
            kind=Kind.SPLIT,
            decision=decision,
            speaker=speaker,
            root=root,
            undoes=change,
            moved={"claims": claims, "speakers": [one.pk for one in back], "matches": taken_back},
        )


def _moved(speaker: Speaker, into: Speaker | None) -> dict[str, Any]:
    """What the decision says of where the speaker was merged into, by which the audit finds one that was pointed elsewhere."""
    return {"merged_into": [speaker.merged_into_id, None if into is None else into.pk]}


def lock_speakers(*speakers: Speaker) -> list[Speaker]:
    """The same rows read again under lock, taken in the order of ids as everybody takes them; with what is merged into them."""
    ids = [speaker.pk for speaker in speakers]
    rows = {row.pk: row for row in Speaker.objects.select_for_update(of=("self",)).filter(pk__in=_families(speakers)).order_by("pk")}
    return [rows[pk] for pk in ids]


def _families(speakers: Collection[Speaker]) -> list[int]:
    """The ids of the speakers and of those merged into them."""
    ids = [speaker.pk for speaker in speakers]
    return sorted({*ids, *Speaker.objects.filter(merged_into__in=ids).values_list("pk", flat=True)})


def refusals(speakers: Sequence[Speaker]) -> dict[int, FactcheckError]:
    """Why the others cannot be merged into one of `speakers`, by its id; of those into which they can, nothing."""
    found: dict[int, FactcheckError] = {}
    for into in speakers:
        try:
            for speaker in speakers:
                if speaker != into:
                    check_merge(speaker, into)
        except FactcheckError as error:
            found[into.pk] = error
    return found


def check_merge(speaker: Speaker, into: Speaker) -> None:
    """Raises InputRefused or MoveRefused where `merge_speakers` would, by what the two are."""
    if speaker.pk == into.pk or Speaker.Kind.OUTLET in (speaker.kind, into.kind):
        raise InputRefused("not_one", "Choose two different speakers, neither an outlet.", field="into")
    if speaker.merged_into_id is not None or into.merged_into_id is not None:
        raise MoveRefused("merged_already", RULES["speaker_one_level"], field="into")
    if into.article_id is not None and into.article_id != speaker.article_id:
        raise InputRefused(
            "within_article", "The one that is kept is known in one article only: merge it the other way round.", field="into"
        )
    if speaker.article_id != into.article_id and speaker.article is not None and speaker.article.confidential_to_id is not None:
        raise InputRefused("confidential", "What is read in a confidential article stays with it.", field="into")


def foresee(claims: QuerySet[Claim], quotes: QuerySet[Quote], *, by: User) -> Foreseen:
    """What moving these would do, as told to `by`."""
    approved = FactCheck.objects.filter(state=FactCheck.State.APPROVED, withdrawn_at=None, claim__in=claims)
    shown = list(approved.visible_to(by).select_related("claim").order_by("pk"))
    return Foreseen(
        Claim.objects.visible_to(by).filter(pk__in=claims).count(),
        Quote.objects.visible_to(by).filter(pk__in=quotes, retired_by="").count(),
        shown,
        approved.count() - len(shown),
    )


def _follow(claims: QuerySet[Claim], root: Speaker) -> list[int]:
    """Move claims under another root, in the order of ids; gives the ids."""
    ids = list(claims.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    Claim.objects.filter(pk__in=ids).update(speaker_root=root)
    return ids


_EQUALS = """
SELECT DISTINCT least(moved.id, other.id), greatest(moved.id, other.id) FROM claims_claim moved JOIN claims_claim other
    ON other.speaker_root_id = %s AND other.text_key = moved.text_key AND other.said && moved.said
    AND other.confidential_to_id IS NOT DISTINCT FROM moved.confidential_to_id
WHERE moved.id = ANY (%s) AND other.id <> ALL (%s) ORDER BY 1, 2
"""


def _match_equals(claims: list[int], root: Speaker) -> tuple[list[int], list[int]]:
    """Confirm as `same` what has become equal under one root; the matches made for it, and those that were suggested before.

    What a person has decided of a pair stays.
    """
    with connection.cursor() as cursor:
        cursor.execute(_EQUALS, [root.pk, claims, claims])
        pairs = cursor.fetchall()
    made: list[int] = []
    confirmed: list[int] = []
    for low, high in pairs:
        match, is_new = Match.objects.get_or_create(
            claim_low_id=low,
            claim_high_id=high,
            defaults={
                "machine_relation": Relation.SAME.value,
                "score": 1.0,
                "reasons": [{"code": "speakers_merged", "params": {}}],
                "judgement_version": JUDGEMENT,
            },
        )
        if match.state == Match.State.EXPIRED:
            _decide_match(match, Match.State.SUGGESTED, "speakers_merged")
        if match.state == Match.State.SUGGESTED:
            _decide_match(match, Match.State.CONFIRMED, "speakers_merged", relation=Relation.SAME.value, direction="")
            keep_figures([match])
            (made if is_new else confirmed).append(match.pk)
    return made, confirmed


def _take_back(change: SpeakerChange, reason: str) -> list[int]:
    """Take back the matches that the merge confirmed, unless a person has decided since."""
    system = User.objects.system()
    taken: list[int] = []
    ids = [*change.moved["matches_made"], *change.moved["matches_confirmed"]]
    for match in Match.objects.filter(pk__in=ids, state=Match.State.CONFIRMED).order_by("pk"):
        last = Decision.objects.of(Decision.Subject.MATCH, match.pk).latest("seq")
        if last.actor_id != system.pk:
            continue
        undone = f"merge undone: {reason}"
        decide(
            match,
            becomes=Match.State.SUGGESTED,
            by=system,
            reason=undone,
            changes={"undoes": last.seq},
            state=Match.State.SUGGESTED,
            relation="",
            direction="",
        )
        if match.pk in change.moved["matches_made"]:
            _decide_match(match, Match.State.EXPIRED, undone)
        taken.append(match.pk)
    return taken


def _decide_match(match: Match, state: str, reason: str, **columns: Any) -> None:
    decide(match, becomes=state, by=User.objects.system(), reason=reason, state=state, **columns)
