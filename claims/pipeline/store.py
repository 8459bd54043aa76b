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
from claims.models import Appearance, ArticleVersion, Claim, Quantity, Quote, Speaker
from claims.pipeline.resolve import Key, Resolved, outlet_voice, resolve_speakers, speaker_key
from claims.records import DaySpan, Extraction, FoundClaim, FoundQuantity, FoundQuote

# Where the text does not say when something was said, it was said in these days up to publication.
DAYS_BEFORE_PUBLICATION = 2
# What numeric(36, 6) holds.
LARGEST_AMOUNT = 1e29


def store_findings(version_id: int, found: Extraction) -> list[int]:
    """Store what was read in a waiting version, mark it read, and give the ids of its claims in text order.

    A version that is not waiting is left alone and gives []. Reading the same version again gives the same rows; what is no
    longer found is retired, never deleted.
    """
    with transaction.atomic():
        version = ArticleVersion.objects.select_for_update(of=("self",)).select_related("article__outlet").get(pk=version_id)
        if version.state != ArticleVersion.State.PENDING:
            return []
        speakers = resolve_speakers(version.article, found.quotes)
        quotes = _store_quotes(version, found.quotes, speakers)
        claims = _store_claims(version, found, quotes)
        version.state, version.state_at = ArticleVersion.State.READ, timezone.now()
        version.attempts, version.error_code, version.error_params = 0, "", {}
        version.extraction_version = EXTRACTION
        version.warnings = [{"code": warning.code, "params": dict(warning.params)} for warning in found.warnings]
        version.save(update_fields=["state", "state_at", "attempts", "error_code", "error_params", "extraction_version", "warnings"])
        return claims


def text_key(text: str) -> str:
    """The digest under which equal texts meet: sha256 of the folded words."""
    return hashlib.sha256(fold_key(text).encode()).hexdigest()


def _store_quotes(version: ArticleVersion, found: tuple[FoundQuote, ...], speakers: Mapping[Key, Resolved]) -> list[Quote]:
    live = {(quote.start, quote.end, quote.cue_start): quote for quote in version.quotes.filter(retired_by="")}
    stored: list[Quote] = []
    for one in found:
        quote = live.pop((one.start, one.end, one.cue.start), None) or Quote(
            version=version, start=one.start, end=one.end, cue_start=one.cue.start
        )
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
    version.quotes.filter(pk__in=[quote.pk for quote in live.values()]).update(retired_by=EXTRACTION)
    return stored


def _store_claims(version: ArticleVersion, found: Extraction, quotes: list[Quote]) -> list[int]:
    voice = outlet_voice(version.article) if any(claim.statement is None for claim in found.claims) else None
    standing = version.appearances.filter(retired_by="").select_related("claim")
    live = {(place.start, place.end, place.claim.speaker_id, place.claim.text_key): place for place in standing}
    ids: dict[int, int] = {}
    # In the order of the unique key, so that two stores that share claims cannot wait for each other in a circle.
    for position, one in sorted(enumerate(found.claims), key=lambda item: text_key(item[1].text)):
        quote = quotes[one.statement] if one.statement is not None else None
        speaker = quote.speaker if quote is not None else voice
        assert speaker is not None
        place = live.pop((one.start, one.end, speaker.pk, text_key(one.text)), None)
        claim = place.claim if place is not None else _claim(version, one, speaker, quote)
        if place is None:
            # One that was retired and is found again stands again.
            Appearance.objects.update_or_create(
                version=version,
                start=one.start,
                end=one.end,
                claim=claim,
                defaults={"quote": quote, "text": one.text, "retired_by": ""},
            )
        ids[position] = claim.pk
    version.appearances.filter(pk__in=[place.pk for place in live.values()]).update(retired_by=EXTRACTION)
    return list(dict.fromkeys(ids[position] for position in sorted(ids)))


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
        checkworthiness_reasons=[{"code": reason.code, "params": dict(reason.params)} for reason in one.reasons],
        confidential_to=version.article.confidential_to,
        extraction_version=EXTRACTION,
    )
    if said is not None:
        same = _same(claim)
        if same is not None:
            return same
        Claim.objects.bulk_create([claim], ignore_conflicts=True)
        stored = _same(claim)
        assert stored is not None
    else:
        claim.save(force_insert=True)
        stored = claim
    if not stored.quantities.exists():
        Quantity.objects.bulk_create(
            [_quantity(stored, position, amount) for position, amount in enumerate(one.quantities)], ignore_conflicts=True
        )
    return stored


def _same(claim: Claim) -> Claim | None:
    return Claim.objects.filter(
        speaker=claim.speaker, text_key=claim.text_key, said__overlap=claim.said, confidential_to=claim.confidential_to
    ).first()


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
    return round(Decimal(str(max(-LARGEST_AMOUNT, min(LARGEST_AMOUNT, number)))), 6)


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
