"""Who is meant: mentions become Speakers, the sure ones joined across articles, the doubtful ones proposed to a person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from claims.languages.folding import fold_key
from claims.models import Article, Speaker, SpeakerName, SpeakerProposal
from claims.names import NAMES, PROPOSAL, group_key, is_sure, name_keys, read_name, same_name, spelled_key
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
    packs say that they are one. Unnamed sources, open speakers, ministries of no country, persons of one name only, those whose
    name several known people bear, and whatever is read in a confidential article stay with their article.
    What is resolved is locked against a merge or split until the transaction ends. Costs some 4 queries for names that are known, 3 more
    and 3 for each new one where some are not.
    """
    wanted = sorted({speaker_key(quote) for quote in quotes})
    shared = [key for key in wanted if not _stays(article, *key)]
    resolved = _known(shared)
    new = [key for key in shared if key not in resolved]
    if new:
        _wait_for(new)
        resolved |= _known(new)
        taken = {one.speaker.root_id for one in resolved.values()}
        placed: dict[Key, Resolved] = {}
        for key, candidates in _candidates([key for key in new if key not in resolved]).items():
            placed[key] = _place(article, key, _likeliest(key, candidates, placed), taken)
            taken.add(placed[key].speaker.root_id)
        resolved |= placed
    return _locked(resolved) | {key: _within(article, *key) for key in wanted if key not in resolved}


def speaker_key(quote: FoundQuote) -> Key:
    """Under which the quote's speaker is found in the answer of `resolve_speakers`. A hashtag's words stand apart again."""
    name = (quote.speaker_name or "").replace("_", " ").strip()[:LONGEST_NAME]
    return name, (quote.speaker_kind or SpeakerKind.UNNAMED).value if name else SpeakerKind.UNNAMED.value


def outlet_voice(article: Article) -> Speaker:
    """The Speaker of what the article tells in its own voice; for an unknown outlet one that is the article's own."""
    outlet = article.outlet
    if outlet.is_placeholder:
        return _get_or_create(Speaker.Kind.OUTLET, outlet.name, article, None).speaker
    known = Speaker.objects.filter(outlet=outlet).first()
    return known or _get_or_create(Speaker.Kind.OUTLET, outlet.name, None, outlet.pk).speaker


def spelling_keys(name: str, kind: str) -> list[str]:
    """Under what a spelling is looked for; for a group each key means the same group."""
    if kind == Speaker.Kind.PERSON:
        return name_keys(read_name(name))
    known = group_key(name) if kind == Speaker.Kind.GROUP else None
    return [key for key in (known, "~" + spelled_key(name)) if key is not None][:2]


def spell(speaker: Speaker, name: str) -> SpeakerName:
    """The spelling of the speaker that is written so, made where it is new."""
    keys = {"key": fold_key(name), "keys": spelling_keys(name, speaker.kind) if speaker.article_id is None else []}
    spelling, _ = SpeakerName.objects.get_or_create(speaker=speaker, name=name, defaults=keys)
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
        return len(read_name(name).parts) < 2
    return (group_key(name) or "").endswith(":")


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
        own = _within(article, name, kind)
        propose(own.speaker, namesakes[:MOST_PROPOSED], "namesakes")
        return own
    # Two names that one article tells apart are not joined because they look alike.
    if len(sure) == 1 and (kind == Speaker.Kind.GROUP or sure[0].root not in taken):
        root = Speaker.objects.get(pk=sure[0].root)
        return Resolved(root, spell(root, name))
    new = _get_or_create(kind, name, None, None)
    propose(new.speaker, candidates[:MOST_PROPOSED], "names_alike")
    return new


def _within(article: Article, name: str, kind: str) -> Resolved:
    return _get_or_create(kind, name, article, None)


def _get_or_create(kind: str, name: str, article: Article | None, outlet_id: int | None) -> Resolved:
    speaker, _ = Speaker.objects.get_or_create(
        kind=kind, key=fold_key(name), article=article, distinction="", defaults={"name": name, "outlet_id": outlet_id}
    )
    return Resolved(speaker, spell(speaker, name) if name else None)


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
