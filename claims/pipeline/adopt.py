"""An article has another text: what is read in it is what stands in its other texts already, as people left it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange

from claims.languages.folding import fold_key
from claims.models import Appearance, ArticleVersion, Claim, Speaker
from claims.pipeline.kept_values import days_in_words
from claims.pipeline.reread import Correction, Span, anchored_span, corrections, pair_spans
from claims.records import FoundClaim

Saying = tuple[int, str]  # a speaker, and folded words
Days = list[str | None] | None


@dataclass(frozen=True, slots=True)
class Known:
    """A claim that stands in one of the article's texts, and by what it is known again."""

    claim: Claim
    sayings: frozenset[Saying]  # who said what, as it stands and as it was read before people corrected it
    times: tuple[Days, ...]  # likewise when
    span: Span | None  # of a claim that a person has touched: where the words of its place stand in the text at hand


def known_claims(version: ArticleVersion, places: Sequence[Appearance], kept: Collection[int]) -> list[Known]:
    """The claims of `places`, those that a person has touched (`kept`) first; otherwise in the order of the places.

    Costs two queries where any was touched, else none.
    """
    touched = [place for place in places if place.claim_id in kept]
    corrected = corrections("claim", {place.claim_id for place in touched})
    texts = dict(ArticleVersion.objects.filter(pk__in={place.version_id for place in touched}).values_list("pk", "text"))
    spans = {place.pk: anchored_span(place.text, place.start, texts[place.version_id], version.text) for place in touched}
    first = sorted(places, key=lambda place: place.claim_id not in kept)
    return [_known(place, corrected.get(place.claim_id, []), spans.get(place.pk)) for place in first]


def sayings_of(speaker: Speaker, words: str) -> frozenset[Saying]:
    """Under which a reading is looked for: the speaker as read, and the one that it was merged into."""
    return frozenset((pk, fold_key(words)) for pk in (speaker.pk, speaker.root_id))


def find_known(
    known: Iterable[Known], one: FoundClaim, speaker: Speaker, said: DateRange | None, read: AbstractSet[Saying]
) -> Known | None:
    """Of which claim `one` is a reading, None where of none: the same words of the same speaker at a time that may be one.

    What a person has touched is also known by its place, unless it is among `read`, which is all that was read in the text.
    """
    at_the_time = [other for other in known if any(_may_be_one(days, days_in_words(said)) for days in other.times)]
    sayings = sayings_of(speaker, one.text)
    same = next((other for other in at_the_time if other.sayings & sayings), None)
    if same is not None:
        return same
    left = [(other, other.span) for other in at_the_time if other.span is not None and not other.sayings & read]
    pairs = pair_spans([span for _, span in left], [(one.start, one.end)])
    return left[pairs[0]][0] if pairs else None


def _known(place: Appearance, corrected: Sequence[Correction], span: Span | None) -> Known:
    claim = place.claim
    words = {claim.text, place.text, *(before for field, before, _ in corrected if field == "text")}
    words |= {before["text"] for field, before, _ in corrected if field == "appearance"}
    speakers = {claim.speaker_id, claim.speaker_root_id, *(before for field, before, _ in corrected if field == "speaker")}
    times = (days_in_words(claim.said), *(before for field, before, _ in corrected if field == "said"))
    return Known(claim, frozenset((speaker, fold_key(one)) for speaker in speakers for one in words), times, span)


def _may_be_one(one: Days, other: Days) -> bool:
    """Whether two spans of days overlap, as far as they are known. Days that are written alike are in the order of their letters."""
    if one is None or other is None:
        return True
    return (one[0] or "") <= (other[1] or "~") and (other[0] or "") <= (one[1] or "~")
