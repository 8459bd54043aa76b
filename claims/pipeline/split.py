"""One speaker is two: an editor splits spellings or articles off; the claims read there alone follow. Undone as any change: `merge`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from claims.errors import InputRefused
from claims.languages.folding import fold_key
from claims.models import Appearance, Claim, Quote, Speaker, SpeakerChange, SpeakerName, User
from claims.pipeline.decide import decide
from claims.pipeline.merge import OPEN, RIGHT, Foreseen, Outlook, foresee, lock_speakers
from claims.pipeline.resolve import spelling_keys
from claims.rights import require

Kind = SpeakerChange.Kind


def foresee_split(speaker: Speaker, *, names: Collection[SpeakerName] = (), articles: Collection[int] = (), by: User) -> Foreseen:
    """Of splitting `names`, or what was read in `articles`, off."""
    quotes = _quotes_to_split(speaker, names, articles)
    return foresee(_claims_to_split(speaker, quotes), quotes, by=by)


def outlook_of_split(speaker: Speaker, *, names: Collection[SpeakerName] = (), articles: Collection[int] = (), by: User) -> Outlook:
    """The same, with the speaker as it stands now and what was chosen of it."""
    foreseen = foresee_split(speaker, names=names, articles=articles, by=by)
    chosen = [*((name.pk, "") for name in names), *((pk, "article") for pk in sorted(articles))]
    return Outlook([Speaker.objects.get(pk=speaker.pk)], foreseen, chosen)


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
        (speaker,) = lock_speakers(speaker)
        names = list(SpeakerName.objects.filter(speaker=speaker, pk__in=[name.pk for name in names]))
        quotes = _quotes_to_split(speaker, names, articles)
        _check_split(speaker, names, quotes)
        name_ids = [name.pk for name in names]
        before = {"name": speaker.name, "names": name_ids}
        quote_ids = list(quotes.order_by("pk").values_list("pk", flat=True))
        claim_ids = list(_claims_to_split(speaker, quotes).order_by("pk").values_list("pk", flat=True))
        identity, renamed = _new_identity(speaker, names, quotes, distinction), _renamed(speaker, names)
        told = {"name": [speaker.name, renamed["name"]]} if renamed else {}
        # Before the new one comes, which may take the name that the old one gives away.
        decision = decide(speaker, becomes=OPEN, by=by, reason=reason, changes=told, **renamed)
        new = Speaker.objects.create(**identity)
        SpeakerName.objects.filter(pk__in=name_ids).update(speaker=new)
        Quote.objects.filter(pk__in=quote_ids, revision=0).update(speaker=new)
        Claim.objects.filter(pk__in=claim_ids, version=0).update(speaker=new, speaker_root=new)
        # What people have decided on changes by a decision alone.
        for quote in Quote.objects.filter(pk__in=quote_ids, revision__gt=0).order_by("pk"):
            decide(quote, becomes="corrected", by=by, reason=reason, changes=_given(quote, new), speaker=new)
        for claim in Claim.objects.filter(pk__in=claim_ids, version__gt=0).order_by("pk"):
            decide(claim, becomes=claim.status, by=by, reason=reason, changes=_given(claim, new), speaker=new, speaker_root=new)
        _respell(new, quote_ids)
        return SpeakerChange.objects.create(
            kind=Kind.SPLIT, decision=decision, speaker=new, root=speaker, moved={**before, "claims": claim_ids, "quotes": quote_ids}
        )


def _given(row: Claim | Quote, speaker: Speaker) -> dict[str, Any]:
    return {"speaker": [row.speaker_id, speaker.pk]}


def _check_split(speaker: Speaker, names: Collection[SpeakerName], quotes: QuerySet[Quote]) -> None:
    if speaker.merged_into_id is not None or speaker.kind == Speaker.Kind.OUTLET:
        raise InputRefused("not_split", "Only a speaker that is its own, and no outlet, can be split.", field="speaker")
    if not names and not quotes.exists():
        raise InputRefused("nothing_to_split", "Choose spellings or articles of this speaker.", field="names")
    if names and not SpeakerName.objects.filter(speaker=speaker).exclude(pk__in=[name.pk for name in names]).exists():
        raise InputRefused("nothing_left", "At least one spelling must stay.", field="names")


def _quotes_to_split(speaker: Speaker, names: Collection[SpeakerName], articles: Collection[int]) -> QuerySet[Quote]:
    own = Quote.objects.filter(speaker=speaker)
    return own.filter(spelling__in=[name.pk for name in names]) | own.filter(version__article__in=list(articles))


def _claims_to_split(speaker: Speaker, quotes: QuerySet[Quote]) -> QuerySet[Claim]:
    """Claims that were read in these quotes and in no others."""
    places = Appearance.objects.filter(claim=OuterRef("pk"))
    return Claim.objects.filter(Exists(places.filter(quote__in=quotes)), ~Exists(places.exclude(quote__in=quotes)), speaker=speaker)


def _new_identity(old: Speaker, names: Collection[SpeakerName], quotes: QuerySet[Quote], distinction: str) -> dict[str, Any]:
    """What the new speaker is called, and what it is."""
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
    return {**kept, "distinction": distinction, "name": name}


def _renamed(speaker: Speaker, names: Collection[SpeakerName]) -> dict[str, Any]:
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
