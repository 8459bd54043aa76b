"""Findings become rows: quotes, claims once each, where they appear, and their amounts, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
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
Place = tuple[int, int, int, str]  # start and end, speaker, and the key of the words


def store_findings(version_id: int, found: Extraction) -> list[int]:
    """Store what was read in a waiting version, mark it read, and give the ids of its claims in text order.

    A version that is not waiting is left alone and gives []. Reading the same version again gives the same rows; what is no
    longer found is retired, never deleted.
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
    stored: list[Quote] = []
    # What no longer stands makes room first: a new finding may begin where an old one did.
    partners = {live[before].pk for before in pairs.values()}
    version.quotes.filter(pk__in=[quote.pk for quote in live if quote.pk not in partners]).update(retired_by=EXTRACTION)
    for position, one in enumerate(found):
        quote = live[pairs[position]] if position in pairs else Quote(version=version)
        if quote.pk in kept:
            _propose_for_quote(quote, one, speakers[speaker_key(one)].speaker)
            stored.append(quote)
            continue
        quote.start, quote.end, quote.cue_start = one.start, one.end, one.cue.start
        quote.text, quote.kind, quote.cue = one.text, one.kind.value, one.cue.text[:200]
        quote.mention = one.mention.text[:500] if one.mention else ""
        quote.mention_start = one.mention.start if one.mention else None
        resolved = speakers[speaker_key(one)]
        quote.speaker, quote.spelling = resolved.speaker, resolved.spelling
        quote.stated_on = _range(one.stated_on)
        quote.outer = stored[one.outer] if one.outer is not None and one.outer < len(stored) else None
        quote.confidence, quote.rule, quote.extraction_version = one.confidence, one.rule[:64], EXTRACTION
        quote.save()
        stored.append(quote)
    return stored


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


def _store_claims(version: ArticleVersion, found: Extraction, quotes: list[Quote]) -> list[int]:
    speakers = _speakers(version, found, quotes)
    standing = Appearance.objects.filter(version__article=version.article_id, retired_by="").select_related("claim")
    places = list(standing.order_by("-version__seen_at", "-version__number", "start", "pk"))
    own = [place for place in places if place.version_id == version.pk]
    live = {(place.start, place.end, place.claim.speaker_id, place.claim.text_key): place for place in own}
    kept = touched("claim", [place.claim_id for place in places])
    known = known_claims(version, places, kept)
    read = {saying for speaker, one in zip(speakers, found.claims, strict=True) for saying in sayings_of(speaker, one.text)}
    stands: set[int] = set()
    ids: dict[int, int] = {}
    # In the order of the unique key, so that two stores that share claims cannot wait for each other in a circle.
    for position, one in sorted(enumerate(found.claims), key=lambda item: text_key(item[1].text)):
        quote = quotes[one.statement] if one.statement is not None else None
        speaker = speakers[position]
        place = live.pop((one.start, one.end, speaker.pk, text_key(one.text)), None) or _kept(live, kept, one)
        if place is None:
            same = find_known(known, one, speaker, _said(version.published, one.said), read)
            claim = same.claim if same is not None else _claim(version, one, speaker, quote)
            place = _stand(version, claim, quote, (same and same.span) or (one.start, one.end))
        if place.claim_id in kept:
            _propose_for_claim(place, one, speaker, version)
        stands.add(place.pk)
        ids[position] = place.claim_id
    gone = [place for place in live.values() if place.pk not in stands]
    version.appearances.filter(pk__in=[place.pk for place in gone]).update(retired_by=EXTRACTION)
    leave_without_place(place.claim_id for place in gone)
    return list(dict.fromkeys(ids[position] for position in sorted(ids)))


def _speakers(version: ArticleVersion, found: Extraction, quotes: list[Quote]) -> list[Speaker]:
    """Whose each claim is: what nobody is quoted with is the outlet's own."""
    voice = outlet_voice(version.article) if any(one.statement is None for one in found.claims) else None
    speakers: list[Speaker] = []
    for one in found.claims:
        speaker = quotes[one.statement].speaker if one.statement is not None else voice
        assert speaker is not None
        speakers.append(speaker)
    return speakers


def _stand(version: ArticleVersion, claim: Claim, quote: Quote | None, span: Span) -> Appearance:
    """Where the claim stands in the version. One that was retired and is found again stands again."""
    start, end = span
    place, _ = Appearance.objects.update_or_create(
        version=version,
        start=start,
        end=end,
        claim=claim,
        defaults={"quote": quote, "text": version.text[start:end], "retired_by": ""},
    )
    return place


def _kept(live: dict[Place, Appearance], kept: set[int], one: FoundClaim) -> Appearance | None:
    """The place of a claim that a person has touched and that `one` is a new reading of."""
    old = [key for key, place in live.items() if place.claim_id in kept]
    pairs = pair_spans([(key[0], key[1]) for key in old], [(one.start, one.end)])
    return live.pop(old[pairs[0]]) if pairs else None


def _propose_for_claim(place: Appearance, one: FoundClaim, speaker: Speaker, version: ArticleVersion) -> None:
    claim = place.claim
    span = {"id": place.pk, "start": place.start, "end": place.end, "text": place.text}
    amounts = [_quantity(claim, position, amount) for position, amount in enumerate(one.quantities) if _fits(amount)]
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


def _claim(version: ArticleVersion, one: FoundClaim, speaker: Speaker, quote: Quote | None) -> Claim:
    said = _said(version.published, one.said)
    claim = Claim(
        speaker=speaker,
        speaker_root_id=speaker.root_id,
        text=one.text,
        text_key=text_key(one.text),
        language=version.language,
        said=said,
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
    if said is not None:
        Claim.objects.bulk_create([claim], ignore_conflicts=True)
        stored = _same(claim)
        assert stored is not None
    else:
        claim.save(force_insert=True)
        stored = claim
    if stored.version == 0 and not stored.quantities.exists():
        Quantity.objects.bulk_create(
            [_quantity(stored, position, amount) for position, amount in enumerate(one.quantities) if _fits(amount)], ignore_conflicts=True
        )
    return stored


def _same(claim: Claim) -> Claim | None:
    return Claim.objects.filter(
        speaker=claim.speaker, text_key=claim.text_key, said__overlap=claim.said, confidential_to=claim.confidential_to
    ).first()


def _fits(amount: FoundQuantity) -> bool:
    return all(number is None or abs(number) <= LARGEST_AMOUNT for number in (amount.low, amount.high))


def _left_out(found: Extraction) -> list[Reason]:
    """One warning for each amount of a claim that cannot be stored: it is left out, not cut."""
    amounts = dict.fromkeys(amount for claim in found.claims for amount in claim.quantities)
    return [Reason("amount_too_large", {"text": amount.text[:100]}) for amount in amounts if not _fits(amount)]


def _quantity(claim: Claim, position: int, amount: FoundQuantity) -> Quantity:
    return Quantity(
        claim=claim,
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
