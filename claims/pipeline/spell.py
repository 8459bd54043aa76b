"""An editor says how else a speaker is spelled: what comes in from then on is read with it. A decision, which can be taken back."""

from __future__ import annotations

from django.db import transaction

from claims.errors import InputRefused, MoveRefused
from claims.languages.folding import fold_key
from claims.models import Decision, Quote, Speaker, SpeakerName, User
from claims.pipeline.decide import checked_text, decide, state_of
from claims.pipeline.merge import RIGHT
from claims.pipeline.resolve import LONGEST_NAME, spell
from claims.rights import require


def takes_spellings(speaker: Speaker) -> bool:
    """Whether one can be added: persons and groups are looked for by their spellings where they are known beyond one article."""
    named = speaker.kind in {Speaker.Kind.PERSON, Speaker.Kind.GROUP}
    return named and speaker.article_id is None and speaker.merged_into_id is None


def others_spelled(speaker: Speaker, spelling: str) -> list[Speaker]:
    """The other speakers known beyond one article that are spelled so: where there are some, an article is asked about, not read so."""
    alike = Speaker.objects.filter(article=None, kind=speaker.kind, names__key=fold_key(spelling))
    return list(alike.exclude(pk=speaker.pk).distinct().order_by("pk"))


def add_spelling(speaker: Speaker, *, spelling: str, by: User, reason: str) -> Decision:
    """Say that `speaker`, as the caller saw it, is also spelled so. What was read before stays with whom it was read with.

    Raises:
        NotAllowed: `by` is no editor.
        InputRefused: no reason; no name; or the speaker takes none.
        MoveRefused: it is spelled so already.
        AlreadyDecided: somebody has decided on the speaker since.
    """
    require(by, RIGHT)
    name = " ".join(checked_text("spelling", spelling, LONGEST_NAME).split())
    if not fold_key(name):
        raise InputRefused("spelling_missing", "Give a name, with letters.", field="spelling")
    if not takes_spellings(speaker):
        raise InputRefused("not_spelled", "Only a person or group that is known everywhere takes spellings.", field="spelling")
    if SpeakerName.objects.filter(speaker=speaker, name=name).exists():
        raise MoveRefused("nothing_changes", "It stands like this already.")
    with transaction.atomic():
        decision = decide(speaker, becomes=state_of(speaker), by=by, reason=reason, changes={"spelling": [None, name]})
        spell(speaker, name)
        return decision


def take_back_spelling(speaker: Speaker, last: Decision, *, by: User, reason: str) -> Decision:
    """Take away the spelling that `last`, the newest decision on the speaker, has added.

    Raises:
        NotAllowed, InputRefused, AlreadyDecided: as `add_spelling`.
        MoveRefused: `last` added none; or something was read with it since.
    """
    require(by, RIGHT)
    if "spelling" not in last.changes:
        raise MoveRefused("undone_elsewhere", "Only an added spelling is taken back here; merges and splits are undone in their own list.")
    _, name = last.changes["spelling"]
    with transaction.atomic():
        changes = {"spelling": [name, None], "undoes": last.seq}
        # First, since who reads an article holds its speakers until all of it is stored.
        decision = decide(speaker, becomes=state_of(speaker), by=by, reason=reason, changes=changes)
        added = SpeakerName.objects.filter(speaker=speaker, name=name)
        if Quote.objects.filter(spelling__in=added).exists():
            raise MoveRefused("spelling_read", "Something was read with this spelling since: split it off instead.")
        added.delete()
        return decision
