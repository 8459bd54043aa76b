"""Findings become rows: quotes, claims once each, where they appear, and their amounts, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from claims.extraction import EXTRACTION
from claims.languages.folding import fold_key
from claims.models import Appearance, Article, ArticleVersion, Claim, Quantity, Quote, Speaker
from claims.pipeline.adopt import find_known, known_claims, sayings_of
from claims.pipeline.kept_values import amount_in_words, days_in_words
from claims.pipeline.reread import Span, anchor_again, leave_without_place, pair_spans, propose, touched
from claims.pipeline.resolve import Key, Resolved, outlet_voice, resolve_speakers, speaker_key
from claims.records import DaySpan, Extraction, FoundClaim, FoundQuantity, FoundQuote, Reason

# Where the text does not say when something was said, it was said in these days up to publication.
DAYS_BEFORE_PUBLICATION = 2
# numeric(36, 6) holds less than ten times this. No article counts so far: what does is a misreading, or a number of another kind.
LARGEST_AMOUNT = 1e29
# What another reading of a quote writes anew.
READ_OF_QUOTE = (
    *("start", "end", "cue_start", "text", "kind", "cue", "mention", "mention_start", "speaker", "spelling", "stated_on", "outer"),
    *("confidence", "rule", "extraction_version"),
)
Place = tuple[int, int, int, str]  # start and end, speaker, and the key of the words


def store_findings(version_id: int, found: Extraction) -> list[int]:
    """Store what was read in a waiting version, mark it read, and give the ids of its claims in text order.

    A version that is not waiting is left alone and gives []. Reading the same version again gives the same rows; what is no
    longer found is retired, never deleted. Costs some 30 statements, however much was read, and some more for each new name that is like
    another and for what people have decided on.
    """
    with transaction.atomic():
        version = lock_version(version_id)
        if version.state != ArticleVersion.State.PENDING:
            return []
        speakers = resolve_speakers(version.article, found.quotes)
        quotes = _store_quotes(version, found.quotes, speakers)
        claims = _store_claims(version, found, quotes)
        version.state, version.state_at = ArticleVersion.State.READ, timezone.now()
        version.attempts, version.error_code, version.error_params = 0, "", {}
        version.extraction_version = EXTRACTION
        warnings = [*found.warnings, *_left_out(found)]
        version.warnings = [warning.record() for warning in warnings]
        version.save(update_fields=["state", "state_at", "attempts", "error_code", "error_params", "extraction_version", "warnings"])
        anchor_again(version.article_id)
        return claims


def lock_version(version_id: int) -> ArticleVersion:
    """The version with its article, both locked: of two texts of an article that are stored at once the second sees the first.

    The article comes first, as it does where its texts are taken in.
    """
    Article.objects.select_for_update(of=("self",), no_key=True).get(versions=version_id)
    return ArticleVersion.objects.select_for_update(of=("self",), no_key=True).select_related("article__outlet").get(pk=version_id)


def text_key(text: str) -> str:
    """The digest under which equal texts meet: sha256 of the folded words."""
    return hashlib.sha256(fold_key(text).encode()).hexdigest()


def _store_quotes(version: ArticleVersion, found: tuple[FoundQuote, ...], speakers: Mapping[Key, Resolved]) -> list[Quote]:
    live = list(version.quotes.filter(retired_by="").select_related("speaker"))
    pairs = _pair_quotes(live, found)
    kept = touched("quote", [quote.pk for quote in live])
    # What no longer stands makes room first: a new finding may begin where an old one did.
    partners = {live[before].pk for before in pairs.values()}
    version.quotes.filter(pk__in=[quote.pk for quote in live if quote.pk not in partners]).update(retired_by=EXTRACTION)
    stored = [live[pairs[position]] if position in pairs else Quote(version=version) for position in range(len(found))]
    read: list[tuple[Quote, Quote | None]] = []  # less what a person has touched, each with the quote around it
    for position, (quote, one) in enumerate(zip(stored, found, strict=True)):
        resolved = speakers[speaker_key(one)]
        if quote.pk in kept:
            _propose_for_quote(quote, one, resolved.speaker)
            continue
        _read_as(quote, one, resolved)
        read.append((quote, stored[one.outer] if one.outer is not None and one.outer < position else None))
    new, known = ([quote for quote, _ in read if (quote.pk is None) is is_new] for is_new in (True, False))
    Quote.objects.bulk_create(new)
    for quote, outer in read:
        quote.outer = outer
    # A new one that stands within another is told so once both have a number.
    Quote.objects.bulk_update([*known, *(quote for quote in new if quote.outer is not None)], READ_OF_QUOTE)
    return stored


def _read_as(quote: Quote, one: FoundQuote, resolved: Resolved) -> None:
    quote.start, quote.end, quote.cue_start = one.start, one.end, one.cue.start
    quote.text, quote.kind, quote.cue = one.text, one.kind.value, one.cue.text[:200]
    quote.mention = one.mention.text[:500] if one.mention else ""
    quote.mention_start = one.mention.start if one.mention else None
    quote.speaker, quote.spelling = resolved.speaker, resolved.spelling
    quote.stated_on = _range(one.stated_on)
    quote.confidence, quote.rule, quote.extraction_version = one.confidence, one.rule[:64], EXTRACTION


def _pair_quotes(live: list[Quote], found: tuple[FoundQuote, ...]) -> dict[int, int]:
    """For each finding the index of the quote that it is a reading of: the very same first, then by overlap."""
    places = {(quote.start, quote.end, quote.cue_start): index for index, quote in enumerate(live)}
    same = {index: places[key] for index, one in enumerate(found) if (key := (one.start, one.end, one.cue.start)) in places}
    old = sorted(set(range(len(live))) - set(same.values()))
    new = [index for index in range(len(found)) if index not in same]
    pairs = pair_spans([(live[index].start, live[index].end) for index in old], [(found[index].start, found[index].end) for index in new])
    return same | {new[after]: old[before] for after, before in pairs.items()}


def _propose_for_quote(quote: Quote, one: FoundQuote, speaker: Speaker) -> None:
    span = {"start": quote.start, "end": quote.end, "text": quote.text}
    propose(
        quote,
        {
            "span": (span, {"start": one.start, "end": one.end, "text": one.text}),
            "speaker": (quote.speaker_id, speaker.pk),
            "stated_on": (days_in_words(quote.stated_on), days_in_words(_range(one.stated_on))),
        },
    )


@dataclass(slots=True)
class _Reading:
    """A claim as it was read in the version, and what becomes of it: which claim it is, 0 until that is known, and where it stands."""

    found: FoundClaim
    speaker: Speaker
    quote: Quote | None
    span: Span
    claim_id: int = 0
    place: Appearance | None = None

    @property
    def key(self) -> tuple[str, int]:
        """The order of the unique key."""
        return text_key(self.found.text), self.speaker.pk


def _store_claims(version: ArticleVersion, found: Extraction, quotes: list[Quote]) -> list[int]:
    readings = _readings(version, found, quotes)
    # In the order of the unique key, so that two stores that share claims cannot wait for each other in a circle.
    ordered = sorted(readings, key=lambda reading: reading.key)
    standing = Appearance.objects.filter(version__article=version.article_id, retired_by="").select_related("claim")
    places = list(standing.order_by("-version__seen_at", "-version__number", "start", "pk"))
    kept = touched("claim", [place.claim_id for place in places])
    left = _find_again(version, ordered, places, kept)
    _store_new(version, [reading for reading in ordered if not reading.claim_id])
    _stand(version, [reading for reading in ordered if reading.place is None])
    stands: set[int] = set()
    for reading in ordered:
        assert reading.place is not None
        stands.add(reading.place.pk)
        if reading.claim_id in kept:
            _propose_for_claim(reading.place, reading.found, reading.speaker, version)
    gone = [place for place in left if place.pk not in stands]
    version.appearances.filter(pk__in=[place.pk for place in gone]).update(retired_by=EXTRACTION)
    leave_without_place(place.claim_id for place in gone)
    return list(dict.fromkeys(reading.claim_id for reading in readings))


def _readings(version: ArticleVersion, found: Extraction, quotes: list[Quote]) -> list[_Reading]:
    """In text order. What nobody is quoted with is the outlet's own."""
    voice = outlet_voice(version.article) if any(one.statement is None for one in found.claims) else None
    readings: list[_Reading] = []
    for one in found.claims:
        quote = quotes[one.statement] if one.statement is not None else None
        speaker = quote.speaker if quote is not None else voice
        assert speaker is not None
        readings.append(_Reading(one, speaker, quote, (one.start, one.end)))
    return readings


def _find_again(version: ArticleVersion, readings: list[_Reading], places: list[Appearance], kept: set[int]) -> list[Appearance]:
    """Give each of the readings its claim, where one of the article's texts has it already, and its place, where this one has; the
    places in this text that none of them is a reading of are given back."""
    own = [place for place in places if place.version_id == version.pk]
    live = {(place.start, place.end, place.claim.speaker_id, place.claim.text_key): place for place in own}
    known = known_claims(version, places, kept)
    read = {saying for reading in readings for saying in sayings_of(reading.speaker, reading.found.text)}
    for reading in readings:
        one, speaker = reading.found, reading.speaker
        reading.place = live.pop((one.start, one.end, speaker.pk, text_key(one.text)), None) or _kept(live, kept, one)
        if reading.place is not None:
            reading.claim_id = reading.place.claim_id
        elif same := find_known(known, one, speaker, _said(version.published, one.said), read):
            reading.claim_id, reading.span = same.claim.pk, same.span or reading.span
    return list(live.values())


def _store_new(version: ArticleVersion, readings: list[_Reading]) -> None:
    """Give each of the readings, which come in the order of the unique key, its claim: a new one, or one that another article has."""
    claims = [_claim(version, reading.found, reading.speaker) for reading in readings]
    # Without a day nothing is ever equal.
    undated = [claim for claim in claims if claim.said is None]
    Claim.objects.bulk_create(undated)
    dated = [claim for claim in claims if claim.said is not None]
    Claim.objects.bulk_create(dated, ignore_conflicts=True)
    same = iter(_same(dated))
    for reading, claim in zip(readings, claims, strict=True):
        reading.claim_id = claim.pk if claim.said is None else next(same)
    _store_amounts(readings)


# Of several that a claim is equal to, the newest.
_SAME = """
SELECT (
    SELECT id FROM claims_claim stored
    WHERE stored.text_key = wanted.text_key AND stored.speaker_id = wanted.speaker AND stored.said && wanted.said
        AND coalesce(stored.confidential_to_id, 0) = wanted.desk
    ORDER BY id DESC LIMIT 1)
FROM unnest(%s::text[], %s::bigint[], %s::daterange[], %s::bigint[]) WITH ORDINALITY wanted(text_key, speaker, said, desk, number)
ORDER BY number
"""


def _same(claims: list[Claim]) -> list[int]:
    """The number of the stored claim that each of `claims` is one with."""
    if not claims:
        return []
    wanted = zip(*((one.text_key, one.speaker_id, one.said, one.confidential_to_id or 0) for one in claims), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_SAME, [list(column) for column in wanted])
        return [number for (number,) in cursor.fetchall()]


def _store_amounts(readings: list[_Reading]) -> None:
    """The amounts of claims that have none and that nobody has decided on, of each by its first reading that has any."""
    bare = Claim.objects.filter(pk__in={reading.claim_id for reading in readings}, version=0, quantities=None)
    waiting = set(bare.values_list("pk", flat=True))
    rows: list[Quantity] = []
    for reading in readings:
        amounts = [_quantity(reading.claim_id, position, one) for position, one in enumerate(reading.found.quantities) if _fits(one)]
        if amounts and reading.claim_id in waiting:
            waiting.remove(reading.claim_id)
            rows += amounts
    Quantity.objects.bulk_create(rows, ignore_conflicts=True)


def _stand(version: ArticleVersion, readings: list[_Reading]) -> None:
    """Where the claims of the readings stand in the version. A place that was retired and is found again stands again."""
    rows = {
        (reading.span, reading.claim_id): Appearance(
            version=version,
            claim_id=reading.claim_id,
            quote=reading.quote,
            start=reading.span[0],
            end=reading.span[1],
            text=version.text[slice(*reading.span)],
        )
        for reading in readings
    }
    Appearance.objects.bulk_create(
        list(rows.values()),
        update_conflicts=True,
        unique_fields=["version", "start", "end", "claim"],
        update_fields=["quote", "text", "retired_by"],
    )
    for reading in readings:
        reading.place = rows[reading.span, reading.claim_id]


def _kept(live: dict[Place, Appearance], kept: set[int], one: FoundClaim) -> Appearance | None:
    """The place of a claim that a person has touched and that `one` is a new reading of."""
    old = [key for key, place in live.items() if place.claim_id in kept]
    pairs = pair_spans([(key[0], key[1]) for key in old], [(one.start, one.end)])
    return live.pop(old[pairs[0]]) if pairs else None


def _propose_for_claim(place: Appearance, one: FoundClaim, speaker: Speaker, version: ArticleVersion) -> None:
    claim = place.claim
    span = {"id": place.pk, "start": place.start, "end": place.end, "text": place.text}
    amounts = [_quantity(claim.pk, position, amount) for position, amount in enumerate(one.quantities) if _fits(amount)]
    propose(
        claim,
        {
            "appearance": (span, {"id": place.pk, "start": one.start, "end": one.end, "text": one.text}),
            "speaker": (claim.speaker_id, speaker.pk),
            "said": (days_in_words(claim.said), days_in_words(_said(version.published, one.said))),
            "as_of": (days_in_words(claim.as_of), days_in_words(_range(one.as_of))),
            "amounts": ([amount_in_words(amount) for amount in claim.quantities.all()], [amount_in_words(amount) for amount in amounts]),
        },
    )


def _claim(version: ArticleVersion, one: FoundClaim, speaker: Speaker) -> Claim:
    return Claim(
        speaker=speaker,
        speaker_root_id=speaker.root_id,
        text=one.text,
        text_key=text_key(one.text),
        language=version.language,
        said=_said(version.published, one.said),
        said_precision=one.said.precision.value if one.said else "range",
        published=_range_of_days(version.published, version.published),
        as_of=_range(one.as_of),
        as_of_precision=one.as_of.precision.value if one.as_of else "",
        polarity=one.polarity.value,
        modality=one.modality.value,
        checkworthiness=one.checkworthiness,
        checkworthiness_reasons=[reason.record() for reason in one.reasons],
        confidential_to=version.article.confidential_to,
        extraction_version=EXTRACTION,
    )


def _fits(amount: FoundQuantity) -> bool:
    return all(number is None or abs(number) <= LARGEST_AMOUNT for number in (amount.low, amount.high))


def _left_out(found: Extraction) -> list[Reason]:
    """One warning for each amount of a claim that cannot be stored: it is left out, not cut."""
    amounts = dict.fromkeys(amount for claim in found.claims for amount in claim.quantities)
    return [Reason("amount_too_large", {"text": amount.text[:100]}) for amount in amounts if not _fits(amount)]


def _quantity(claim_id: int, position: int, amount: FoundQuantity) -> Quantity:
    return Quantity(
        claim_id=claim_id,
        position=position,
        text=amount.text[:500],
        low=_decimal(amount.low),
        high=_decimal(amount.high),
        qualifier=amount.qualifier.value,
        unit=(amount.unit or "")[:100],
        thing=amount.thing[:500],
        change=amount.change.value,
    )


def _decimal(number: float | None) -> Decimal | None:
    if number is None:
        return None
    return round(Decimal(str(number)), 6)


def _said(published: date | None, said: DaySpan | None) -> DateRange | None:
    if said is not None:
        return _range(said)
    if published is None:
        return None
    return _range_of_days(published - timedelta(days=DAYS_BEFORE_PUBLICATION), published)


def _range(days: DaySpan | None) -> DateRange | None:
    return _range_of_days(days.first, days.last) if days is not None else None


def _range_of_days(first: date | None, last: date | None) -> DateRange | None:
    if first is None or last is None:
        return None
    # The last possible day has no day after it; an open end says the same.
    return DateRange(first, last + timedelta(days=1) if last < date.max else None)
