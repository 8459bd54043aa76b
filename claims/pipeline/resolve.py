"""Who is meant: mentions become Speakers, the sure ones joined across articles, the doubtful ones proposed to a person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from claims.languages.folding import fold_key
from claims.models import Article, Speaker, SpeakerName, SpeakerProposal
from claims.names import NAMES, PROPOSAL, group_key, is_common, is_full, is_sure, name_keys, read_name, same_name, spelled_key
from claims.records import FoundQuote, Reason, SpeakerKind

Key = tuple[str, str]  # the name as read and its kind
# Spellings looked at for one new name, those of them compared, and speakers proposed: its cost is bounded whatever the base holds.
MOST_LOOKED_AT, MOST_COMPARED, MOST_PROPOSED = 500, 50, 5
LONGEST_NAME = 500
# Spellings compared in one go where all are compared anew.
BATCH = 200


@dataclass(frozen=True, slots=True)
class Resolved:
    speaker: Speaker
    spelling: SpeakerName | None  # None for a speaker without a name


@dataclass(frozen=True, slots=True)
class Candidate:
    spelling: SpeakerName  # with its speaker
    root: int
    score: float


def resolve_speakers(article: Article, quotes: Iterable[FoundQuote]) -> Mapping[Key, Resolved]:
    """One Speaker for each distinct (name, kind) of `quotes`, made where it is new. Call it inside the storing transaction.

    The same name is the same speaker everywhere. A new spelling joins a known person where the names are surely one and nobody
    else comes near; from `PROPOSAL` on it is a speaker of its own with a SpeakerProposal. Groups join where the tables of the language
    packs say that they are one. Unnamed sources, open speakers, ministries of no country, groups called by a common noun alone, persons
    of one name only, titles and an initial aside, those whose name several known people bear, and whatever is read in a confidential
    article stay with their article.
    What is resolved is locked against a merge or split until the transaction ends. Costs some 4 queries for names that are known, 6 more
    where some stay with their article, 10 more where some are new, and as many again for each new one that is like another.
    """
    wanted = sorted({speaker_key(quote) for quote in quotes})
    shared = [key for key in wanted if not _stays(article, *key)]
    resolved = _known(shared)
    new = [key for key in shared if key not in resolved]
    if new:
        _wait_for(new)
        resolved |= _known(new)
        resolved |= _placed(article, [key for key in new if key not in resolved], {one.speaker.root_id for one in resolved.values()})
    return _locked(resolved) | _made([key for key in wanted if key not in resolved], article)


def speaker_key(quote: FoundQuote) -> Key:
    """Under which the quote's speaker is found in the answer of `resolve_speakers`. A hashtag's words stand apart again."""
    name = (quote.speaker_name or "").replace("_", " ").strip()[:LONGEST_NAME]
    return name, (quote.speaker_kind or SpeakerKind.UNNAMED).value if name else SpeakerKind.UNNAMED.value


def outlet_voice(article: Article) -> Speaker:
    """The Speaker of what the article tells in its own voice; for an unknown outlet one that is the article's own."""
    outlet = article.outlet
    own = article if outlet.is_placeholder else None
    known = Speaker.objects.filter(outlet=outlet).first() if own is None else None
    if known is not None:
        return known
    voice, _ = Speaker.objects.get_or_create(
        kind=Speaker.Kind.OUTLET,
        key=fold_key(outlet.name),
        article=own,
        distinction="",
        defaults={"name": outlet.name, "outlet_id": None if own else outlet.pk},
    )
    if outlet.name:
        spell(voice, outlet.name)
    return voice


def spelling_keys(name: str, kind: str) -> list[str]:
    """Under what a spelling is looked for; for a group each key means the same group."""
    if kind == Speaker.Kind.PERSON:
        return name_keys(read_name(name))
    known = group_key(name) if kind == Speaker.Kind.GROUP else None
    return [key for key in (known, "~" + spelled_key(name)) if key is not None][:2]


def spell(speaker: Speaker, name: str) -> SpeakerName:
    """The spelling of the speaker that is written so, made where it is new."""
    spelling, _ = SpeakerName.objects.get_or_create(speaker=speaker, name=name, defaults=_keys(speaker, name))
    return spelling


def propose(speaker: Speaker, others: Iterable[Candidate], code: str) -> None:
    """Ask a person whether `speaker` is one of `others`; a pair that was asked about before is not asked again."""
    rows = []
    for one in others:
        low, high = sorted((one.root, speaker.root_id))
        reason = Reason(code, {"a": speaker.name, "b": one.spelling.name})
        rows.append(
            SpeakerProposal(
                speaker_id=high,
                candidate_id=low,
                score=one.score,
                reasons=[reason.record()],
                names_version=NAMES,
            )
        )
    rows.sort(key=lambda row: (row.speaker_id, row.candidate_id))
    SpeakerProposal.objects.bulk_create([row for row in rows if row.speaker_id != row.candidate_id], ignore_conflicts=True)


def _stays(article: Article, name: str, kind: str) -> bool:
    if kind == Speaker.Kind.UNNAMED or article.confidential_to_id:
        return True
    if kind == Speaker.Kind.PERSON:
        return not is_full(read_name(name))
    return is_common(name) or (group_key(name) or "").endswith(":")


def _known(keys: Sequence[Key]) -> dict[Key, Resolved]:
    """Those whose very name, or for a group one of its keys, one speaker bears."""
    if not keys:
        return {}
    folded = {key: fold_key(key[0]) for key in keys}
    groups = {one for name, kind in keys if kind == Speaker.Kind.GROUP for one in spelling_keys(name, kind)}
    open_names = SpeakerName.objects.filter(speaker__article=None).select_related("speaker")
    rows = list(open_names.filter(key__in=set(folded.values()))) + (list(open_names.filter(keys__overlap=sorted(groups))) if groups else [])
    found: dict[Key, Resolved] = {}
    for key in keys:
        name, kind = key
        own = set(spelling_keys(name, kind)) if kind == Speaker.Kind.GROUP else set()
        bearers = [row for row in rows if row.speaker.kind == kind and (row.key == folded[key] or own & set(row.keys))]
        if len({row.speaker.root_id for row in bearers}) == 1:
            # The spelling as written, of the root rather than of a speaker that was merged into it.
            best = min(bearers, key=lambda row: (row.name != name, row.speaker.merged_into_id is not None, row.pk))
            found[key] = Resolved(best.speaker, best if best.name == name else spell(best.speaker, name))
    return found


def _wait_for(keys: Sequence[Key]) -> None:
    """Wait for others who are placing names that may be these, so that of two spellings that are new at once one sees the other."""
    digests = {hashlib.sha256(one.encode()).digest()[:8] for name, kind in keys for one in [fold_key(name), *spelling_keys(name, kind)]}
    numbers = sorted(int.from_bytes(digest, "big", signed=True) for digest in digests)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM (SELECT unnest(%s::bigint[]) AS key ORDER BY 1) AS sorted", [numbers])


# The spellings that share most keys with each name, the same name under several speakers included.
_LOOK_UP = """
SELECT wanted.number, near.id FROM jsonb_to_recordset(%s::jsonb) AS wanted(number int, kind text, folded text, keys varchar[])
CROSS JOIN LATERAL (
    SELECT spelled.id FROM (
        SELECT id FROM claims_speakername WHERE key = wanted.folded
        UNION SELECT id FROM (SELECT id FROM claims_speakername WHERE keys && wanted.keys LIMIT %s) AS alike
    ) AS found JOIN claims_speakername spelled ON spelled.id = found.id JOIN claims_speaker speaker ON speaker.id = spelled.speaker_id
    WHERE speaker.kind = wanted.kind AND speaker.article_id IS NULL
    ORDER BY spelled.key = wanted.folded DESC,
        (SELECT count(*) FROM unnest(spelled.keys) AS key WHERE key = ANY (wanted.keys)) DESC, spelled.id
    LIMIT %s
) AS near
"""


def _candidates(keys: Sequence[Key]) -> dict[Key, list[Candidate]]:
    """For each name the speakers whose names are like it, each root once with its best spelling."""
    wanted = [
        {"number": number, "kind": kind, "folded": fold_key(name), "keys": spelling_keys(name, kind)}
        for number, (name, kind) in enumerate(keys)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_LOOK_UP, [json.dumps(wanted), MOST_LOOKED_AT, MOST_COMPARED])
        pairs: list[tuple[int, int]] = cursor.fetchall()
    spellings = SpeakerName.objects.select_related("speaker").in_bulk({spelling for _, spelling in pairs})
    best: list[dict[int, Candidate]] = [{} for _ in keys]
    for number, pk in pairs:
        name, kind = keys[number]
        spelling = spellings[pk]
        score = _score(name, kind, spelling)
        root = spelling.speaker.root_id
        if score >= PROPOSAL and (root not in best[number] or best[number][root].score < score):
            best[number][root] = Candidate(spelling, root, score)
    return {key: list(best[number].values()) for number, key in enumerate(keys)}


def _placed(article: Article, keys: Sequence[Key], taken: set[int]) -> dict[Key, Resolved]:
    """Names that no single speaker bears yet; `taken` are the roots of those of the article that one does."""
    found = _candidates(keys)
    # What is like no other name, of the base or of the article, is a new speaker, whatever becomes of the others.
    alone = [key for key in keys if not found[key] and not any(_are_alike(key, other) for other in keys if other != key)]
    placed = _made(alone, None)
    taken = taken | {one.speaker.root_id for one in placed.values()}
    for key in keys:
        if key not in placed:
            placed[key] = _place(article, key, _likeliest(key, found[key], placed), taken)
            taken.add(placed[key].speaker.root_id)
    return placed


def _are_alike(one: Key, other: Key) -> bool:
    """Whether two new names of one article may be names of one speaker."""
    (first, first_kind), (name, kind) = sorted((one, other))
    if kind != first_kind or fold_key(name) == fold_key(first):
        return kind == first_kind
    if kind != Speaker.Kind.PERSON:
        return bool(set(spelling_keys(name, kind)) & set(spelling_keys(first, kind)))
    return same_name(read_name(name), read_name(first)) >= PROPOSAL


def _likeliest(key: Key, candidates: Iterable[Candidate], placed: Mapping[Key, Resolved]) -> list[Candidate]:
    """The candidates and those new names of the same article that are alike, each root once, the likeliest first."""
    name, kind = key
    best = {one.root: one for one in candidates}
    for (_, other), one in placed.items():
        if other == kind and one.spelling is not None and one.speaker.root_id not in best:
            shares = kind == Speaker.Kind.PERSON or set(one.spelling.keys) & set(spelling_keys(name, kind))
            score = _score(name, kind, one.spelling) if shares else 0.0
            if score >= PROPOSAL:
                best[one.speaker.root_id] = Candidate(one.spelling, one.speaker.root_id, score)
    return sorted(best.values(), key=lambda one: (-one.score, one.root))


def _score(name: str, kind: str, spelling: SpeakerName) -> float:
    if kind != Speaker.Kind.PERSON or spelling.key == fold_key(name):
        return 1.0
    return same_name(read_name(name), read_name(spelling.name))


def _is_sure(name: str, kind: str, spelling: SpeakerName) -> bool:
    return kind != Speaker.Kind.PERSON or spelling.key == fold_key(name) or is_sure(read_name(name), read_name(spelling.name))


def _place(article: Article, key: Key, candidates: Sequence[Candidate], taken: set[int]) -> Resolved:
    """A name that no single speaker bears yet: joined where it is sure, else a speaker of its own."""
    name, kind = key
    sure = [one for one in candidates if _is_sure(name, kind, one.spelling)]
    namesakes = [one for one in sure if one.spelling.key == fold_key(name)]
    if len(namesakes) > 1:
        # Several people bear this very name: only its article knows which is meant.
        own = _made([key], article)[key]
        propose(own.speaker, namesakes[:MOST_PROPOSED], "namesakes")
        return own
    # Two names that one article tells apart are not joined because they look alike.
    if len(sure) == 1 and (kind == Speaker.Kind.GROUP or sure[0].root not in taken):
        root = Speaker.objects.get(pk=sure[0].root)
        return Resolved(root, spell(root, name))
    new = _made([key], None)[key]
    propose(new.speaker, candidates[:MOST_PROPOSED], "names_alike")
    return new


def _made(keys: Sequence[Key], article: Article | None) -> dict[Key, Resolved]:
    """The speakers who are called so, in the article alone or everywhere (None), made where they are new. At most six queries."""
    speakers = _called(keys, article)
    new: dict[Key, Speaker] = {}
    for name, kind in keys:
        if (name, kind) not in speakers:
            new.setdefault((fold_key(name), kind), Speaker(kind=kind, key=fold_key(name), article=article, name=name))
    if new:
        Speaker.objects.bulk_create(list(new.values()), ignore_conflicts=True)
        speakers = _called(keys, article)
    named = [(speakers[key], key[0]) for key in keys if key[0]]
    spellings = _spelled(named)
    if len(spellings) < len(named):
        unseen = [SpeakerName(speaker=one, name=name, **_keys(one, name)) for one, name in named if (one.pk, name) not in spellings]
        SpeakerName.objects.bulk_create(unseen, ignore_conflicts=True)
        spellings = _spelled(named)
    return {key: Resolved(speakers[key], spellings.get((speakers[key].pk, key[0]))) for key in keys}


def _called(keys: Sequence[Key], article: Article | None) -> dict[Key, Speaker]:
    if not keys:
        return {}
    rows = Speaker.objects.filter(article=article, distinction="", key__in={fold_key(name) for name, _ in keys})
    known = {(one.key, one.kind): one for one in rows}
    return {(name, kind): known[fold_key(name), kind] for name, kind in keys if (fold_key(name), kind) in known}


def _spelled(named: Sequence[tuple[Speaker, str]]) -> dict[tuple[int, str], SpeakerName]:
    if not named:
        return {}
    rows = SpeakerName.objects.filter(speaker__in={one.pk for one, _ in named}, name__in={name for _, name in named})
    return {(one.speaker_id, one.name): one for one in rows}


def _keys(speaker: Speaker, name: str) -> dict[str, Any]:
    """Under what a spelling is found again; what is known in one article alone is not looked for elsewhere."""
    return {"key": fold_key(name), "keys": spelling_keys(name, speaker.kind) if speaker.article_id is None else []}


def _locked(resolved: Mapping[Key, Resolved]) -> dict[Key, Resolved]:
    """The same, read again under a lock that merges and splits wait for; they lock in the same order."""
    ids = sorted({one.speaker.pk for one in resolved.values()})
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM claims_speaker WHERE id = ANY (%s) ORDER BY id FOR SHARE", [ids])
    spellings = SpeakerName.objects.select_related("speaker").in_bulk({one.spelling.pk for one in resolved.values() if one.spelling})
    # A spelling may have been split off since it was read.
    return {key: Resolved(spellings[one.spelling.pk].speaker, spellings[one.spelling.pk]) for key, one in resolved.items() if one.spelling}


def rekey() -> int:
    """Write the keys of every shared spelling as they are made today; gives how many were other ones. In batches, each for itself."""
    changed = 0
    for names in _batches(SpeakerName.objects.filter(speaker__article=None).select_related("speaker")):
        fresh = {name: spelling_keys(name.name, name.speaker.kind) for name in names}
        other = [name for name, keys in fresh.items() if name.keys != keys]
        for name in other:
            name.keys = fresh[name]
        SpeakerName.objects.bulk_update(other, ["keys"])
        changed += len(other)
    return changed


def propose_again() -> int:
    """Propose the pairs of known persons and groups that are alike and were not proposed before; gives how many. Joins nobody."""
    before = SpeakerProposal.objects.count()
    for names in _batches(SpeakerName.objects.filter(speaker__article=None).exclude(speaker__kind="outlet").select_related("speaker")):
        found = _candidates([(name.name, name.speaker.kind) for name in names])
        for name in names:
            likely = sorted(found[name.name, name.speaker.kind], key=lambda one: (-one.score, one.root))
            propose(name.speaker, [one for one in likely if one.root != name.speaker.root_id][:MOST_PROPOSED], "names_alike")
    return SpeakerProposal.objects.count() - before


def _batches(names: QuerySet[SpeakerName]) -> Iterator[list[SpeakerName]]:
    """In the order of ids, so many at a time that a batch takes about a second."""
    last = 0
    while batch := list(names.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk
