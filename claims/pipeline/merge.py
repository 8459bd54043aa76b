"""Two speakers are one, or one is two: merged, split and undone by an editor; claims and matches follow, approvals are voided and said so.

Claims and quotes keep the speaker that they were read with; a merge moves the root of the absorbed one's claims. A split gives a new
speaker its spellings or articles, and the claims read there alone. Whatever is moved is listed in a SpeakerChange beside its Decision.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from claims.errors import InputRefused, MoveRefused
from claims.languages.folding import fold_key
from claims.matching import JUDGEMENT
from claims.models import (
    Appearance,
    Claim,
    Decision,
    FactCheck,
    Match,
    Quote,
    Speaker,
    SpeakerChange,
    SpeakerName,
    SpeakerProposal,
    User,
)
from claims.pipeline.resolve import spelling_keys
from claims.pipeline.review import decide
from claims.records import Relation
from claims.rights import Action, require

Kind = SpeakerChange.Kind
# The editor's right over what is kept of articles.
RIGHT = Action.ADD_ARTICLE
OPEN, MERGED = "open", "merged"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a merge, split or undoing would move, and the approvals that it would make void."""

    claims: int
    quotes: int
    approvals: list[FactCheck]


def foresee_merge(speakers: Collection[Speaker]) -> Foreseen:
    """Of merging `speakers` into another."""
    return _foreseen(Claim.objects.filter(speaker_root__in=speakers), Quote.objects.filter(speaker__in=_families(speakers)))


def foresee_split(speaker: Speaker, *, names: Collection[SpeakerName] = (), articles: Collection[int] = ()) -> Foreseen:
    """Of splitting `names`, or what was read in `articles`, off."""
    quotes = _quotes_to_split(speaker, names, articles)
    return _foreseen(_claims_to_split(speaker, quotes), quotes)


def foresee_undoing(change: SpeakerChange) -> Foreseen:
    """Of undoing `change`."""
    family = _families([change.speaker])
    return _foreseen(Claim.objects.filter(speaker__in=family), Quote.objects.filter(speaker__in=family))


def merge_speakers(speaker: Speaker, *, into: Speaker, by: User, reason: str, undoes: SpeakerChange | None = None) -> SpeakerChange:
    """Say that `speaker` is `into`, which keeps its name. What was merged into `speaker` before goes along.

    Claims of both that have become equal get a confirmed `same` Match by the system. Approvals of the absorbed one's claims become void.

    Raises:
        NotAllowed: `by` is no editor.
        InputRefused: no reason; or the two cannot be one: of two kinds, an outlet's voice, unnamed in two articles, or confidential.
        MoveRefused: one of them is merged already.
    """
    require(by, RIGHT)
    with transaction.atomic():
        speaker, into = _lock(speaker, into)
        _check_merge(speaker, into)
        absorbed = list(Speaker.objects.filter(merged_into=speaker).order_by("pk"))
        for one in absorbed:
            _decide(one, MERGED, by, reason, merged_into=into)
        decision = _decide(speaker, MERGED, by, reason, merged_into=into)
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


def split_speaker(
    speaker: Speaker,
    *,
    names: Collection[SpeakerName] = (),
    articles: Collection[int] = (),
    distinction: str = "",
    by: User,
    reason: str,
) -> SpeakerChange:
    """Make a new speaker of some spellings of `speaker`, or of what was read in some articles, as where two people bear one name.

    A claim that was also read elsewhere stays. The new speaker of a name that the old one keeps needs a `distinction`; from then on the
    name is of two people, and each new article that has it is asked about.

    Raises:
        NotAllowed, InputRefused: as in `merge_speakers`; or nothing, or all of it, would be split off; or the distinction is missing.
    """
    require(by, RIGHT)
    with transaction.atomic():
        (speaker,) = _lock(speaker)
        names = list(SpeakerName.objects.filter(speaker=speaker, pk__in=[name.pk for name in names]))
        quotes = _quotes_to_split(speaker, names, articles)
        _check_split(speaker, names, quotes)
        name_ids = [name.pk for name in names]
        before = {"name": speaker.name, "names": name_ids}
        quote_ids = list(quotes.order_by("pk").values_list("pk", flat=True))
        claim_ids = list(_claims_to_split(speaker, quotes).order_by("pk").values_list("pk", flat=True))
        new = _new_speaker(speaker, names, quotes, distinction)
        decision = _decide(speaker, OPEN, by, reason, **_renamed(speaker, names))
        SpeakerName.objects.filter(pk__in=name_ids).update(speaker=new)
        Quote.objects.filter(pk__in=quote_ids).update(speaker=new)
        _respell(new, quote_ids)
        Claim.objects.filter(pk__in=claim_ids).update(speaker=new, speaker_root=new)
        return SpeakerChange.objects.create(
            kind=Kind.SPLIT, decision=decision, speaker=new, root=speaker, moved={**before, "claims": claim_ids, "quotes": quote_ids}
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


def reject_proposal(proposal: SpeakerProposal, *, by: User, reason: str) -> Decision:
    """Say that the two are not one; they are not proposed again.

    Raises:
        NotAllowed, InputRefused: as in `merge_speakers`.
        MoveRefused: it was decided before.
    """
    require(by, RIGHT)
    with transaction.atomic():
        speaker, _ = _lock(proposal.speaker, proposal.candidate)
        suggested = SpeakerProposal.objects.filter(pk=proposal.pk, state=SpeakerProposal.State.SUGGESTED)
        if not suggested.update(state=SpeakerProposal.State.REJECTED):
            raise MoveRefused("already_decided", "This proposal was decided before.")
        return _decide(
            speaker,
            OPEN if speaker.merged_into_id is None else MERGED,
            by,
            f"not {proposal.candidate_id}: {reason}" if reason.strip() else reason,
        )


def _undo_merge(change: SpeakerChange, by: User, reason: str) -> SpeakerChange:
    with transaction.atomic():
        speaker = Speaker.objects.get(pk=change.speaker_id)
        if speaker.merged_into is None:
            raise MoveRefused("not_merged", "This speaker is its own again.")
        speaker, root = _lock(speaker, speaker.merged_into)
        decision = _decide(speaker, OPEN, by, reason, merged_into=None)
        back = list(Speaker.objects.filter(pk__in=change.moved["speakers"], merged_into=root).order_by("pk"))
        for one in back:
            _decide(one, MERGED, by, reason, merged_into=speaker)
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


def _lock(*speakers: Speaker) -> list[Speaker]:
    """The same rows read again under lock, taken in the order of ids as everybody takes them; with what is merged into them."""
    ids = [speaker.pk for speaker in speakers]
    rows = {row.pk: row for row in Speaker.objects.select_for_update(of=("self",)).filter(pk__in=_families(speakers)).order_by("pk")}
    return [rows[pk] for pk in ids]


def _families(speakers: Collection[Speaker]) -> list[int]:
    """The ids of the speakers and of those merged into them."""
    ids = [speaker.pk for speaker in speakers]
    return sorted({*ids, *Speaker.objects.filter(merged_into__in=ids).values_list("pk", flat=True)})


def _check_merge(speaker: Speaker, into: Speaker) -> None:
    if speaker.pk == into.pk or speaker.kind != into.kind or Speaker.Kind.OUTLET in (speaker.kind, into.kind):
        raise InputRefused("not_one", "Choose two different speakers of the same kind, neither an outlet.", field="into")
    if speaker.merged_into_id is not None or into.merged_into_id is not None:
        raise MoveRefused("merged_already", "One of the two is merged already: choose the speaker that it was merged into.", field="into")
    if into.article_id is not None and into.article_id != speaker.article_id:
        raise InputRefused(
            "within_article", "The one that is kept is known in one article only: merge it the other way round.", field="into"
        )
    if speaker.article_id != into.article_id and speaker.article is not None and speaker.article.confidential_to_id is not None:
        raise InputRefused("confidential", "What is read in a confidential article stays with it.", field="into")


def _check_split(speaker: Speaker, names: Collection[SpeakerName], quotes: QuerySet[Quote]) -> None:
    if speaker.merged_into_id is not None or speaker.kind == Speaker.Kind.OUTLET:
        raise InputRefused("not_split", "Only a speaker that is its own, and no outlet, can be split.", field="speaker")
    if not names and not quotes.exists():
        raise InputRefused("nothing_to_split", "Choose spellings or articles of this speaker.", field="names")
    if names and not SpeakerName.objects.filter(speaker=speaker).exclude(pk__in=[name.pk for name in names]).exists():
        raise InputRefused("nothing_left", "At least one spelling must stay.", field="names")


def _foreseen(claims: QuerySet[Claim], quotes: QuerySet[Quote]) -> Foreseen:
    approved = FactCheck.objects.filter(state=FactCheck.State.APPROVED, withdrawn_at=None, claim__in=claims).select_related("claim")
    return Foreseen(claims.count(), quotes.filter(retired_by="").count(), list(approved.order_by("pk")))


def _quotes_to_split(speaker: Speaker, names: Collection[SpeakerName], articles: Collection[int]) -> QuerySet[Quote]:
    own = Quote.objects.filter(speaker=speaker)
    return own.filter(spelling__in=[name.pk for name in names]) | own.filter(version__article__in=list(articles))


def _claims_to_split(speaker: Speaker, quotes: QuerySet[Quote]) -> QuerySet[Claim]:
    """Claims that were read in these quotes and in no others."""
    places = Appearance.objects.filter(claim=OuterRef("pk"))
    return Claim.objects.filter(Exists(places.filter(quote__in=quotes)), ~Exists(places.exclude(quote__in=quotes)), speaker=speaker)


def _new_speaker(old: Speaker, names: Collection[SpeakerName], quotes: QuerySet[Quote], distinction: str) -> Speaker:
    spelled = [name.name for name in names] or list(quotes.exclude(spelling=None).values_list("spelling__name", flat=True)) or [old.name]
    name = max(spelled, key=lambda one: (len(one), one))
    distinction = distinction.strip()[:200]
    kept = {"kind": old.kind, "key": fold_key(name), "article": old.article}
    stays = old.key == kept["key"] and old.name not in {one.name for one in names}
    if stays and not distinction:
        raise InputRefused("distinction_missing", "Both bear this name: say what tells the new one apart.", field="distinction")
    others = Speaker.objects.filter(**kept, distinction=distinction)
    if others.exclude(pk=old.pk).exists() or (stays and old.distinction == distinction):
        raise InputRefused("distinction_taken", "There is a speaker of this name and distinction: give another.", field="distinction")
    if old.key == kept["key"] and old.distinction == distinction:
        # The old one gives its name away: it takes one that it keeps before the new one takes this.
        Speaker.objects.filter(pk=old.pk).update(**_renamed(old, names))
    return Speaker.objects.create(**kept, distinction=distinction, name=name)


def _renamed(speaker: Speaker, names: Collection[SpeakerName]) -> dict[str, str]:
    """Name and key that are left to a speaker whose `names` go; nothing where its own name stays."""
    if speaker.name not in {name.name for name in names}:
        return {}
    left = SpeakerName.objects.filter(speaker=speaker).exclude(pk__in=[name.pk for name in names]).values_list("name", flat=True)
    name = max(left, key=lambda one: (len(one), one))
    return {"name": name, "key": fold_key(name)}


def _respell(speaker: Speaker, quotes: Collection[int]) -> None:
    """Give `speaker` a spelling of its own for each that its quotes were read with and another speaker keeps."""
    for spelling in SpeakerName.objects.filter(quotes__in=quotes).exclude(speaker=speaker).distinct():
        own, _ = SpeakerName.objects.get_or_create(
            speaker=speaker, name=spelling.name, defaults={"key": spelling.key, "keys": spelling_keys(spelling.name, speaker.kind)}
        )
        Quote.objects.filter(pk__in=quotes, spelling=spelling).update(spelling=own)


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
        if match.state in (Match.State.SUGGESTED, Match.State.EXPIRED):
            _decide_match(match, Match.State.CONFIRMED, "speakers_merged", relation=Relation.SAME.value, direction="")
            (made if is_new else confirmed).append(match.pk)
    return made, confirmed


def _take_back(change: SpeakerChange, reason: str) -> list[int]:
    """Take back the matches that the merge confirmed, unless a person has decided since."""
    system = User.objects.system()
    taken: list[int] = []
    for key, state in (("matches_made", Match.State.EXPIRED), ("matches_confirmed", Match.State.SUGGESTED)):
        for match in Match.objects.filter(pk__in=change.moved[key], state=Match.State.CONFIRMED).order_by("pk"):
            last = Decision.objects.filter(subject=Decision.Subject.MATCH, subject_id=match.pk).latest("seq")
            if last.actor_id == system.pk:
                _decide_match(match, state, f"merge undone: {reason}", relation="", direction="")
                taken.append(match.pk)
    return taken


def _decide_match(match: Match, state: str, reason: str, **changes: object) -> None:
    system = User.objects.system()
    decide(match, Decision.Subject.MATCH, was=match.state, becomes=state, by=system, reason=reason, state=state, **changes)


def _decide(speaker: Speaker, becomes: str, by: User, reason: str, **changes: object) -> Decision:
    was = OPEN if speaker.merged_into_id is None else MERGED
    return decide(speaker, Decision.Subject.SPEAKER, was=was, becomes=becomes, by=by, reason=reason, **changes)
