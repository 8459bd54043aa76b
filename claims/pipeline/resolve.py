"""Who is meant: mentions become Speakers, the sure ones joined across articles, the rest kept with their article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claims.languages.folding import fold_key
from claims.models import Article, Speaker, SpeakerName
from claims.records import FoundQuote, SpeakerKind

Key = tuple[str, str]  # the name as read and its kind


def resolve_speakers(article: Article, quotes: Iterable[FoundQuote]) -> Mapping[Key, Speaker]:
    """One Speaker for each distinct (name, kind) of `quotes`, made where it is new.

    Full names of persons and names of groups are one Speaker everywhere. Unnamed sources, open speakers, and persons of whom the
    article gives one name only stay with the article. Call it inside the storing transaction.
    """
    wanted = sorted({speaker_key(quote) for quote in quotes})
    return {key: _speaker(article, *key) for key in wanted}


def speaker_key(quote: FoundQuote) -> Key:
    """Under which the quote's speaker is found in the answer of `resolve_speakers`."""
    name = quote.speaker_name or ""
    return name, (quote.speaker_kind or SpeakerKind.UNNAMED).value if name else SpeakerKind.UNNAMED.value


def outlet_voice(article: Article) -> Speaker:
    """The Speaker of what the article tells in its own voice; for an unknown outlet one that is the article's own."""
    outlet = article.outlet
    if outlet.is_placeholder:
        return _get_or_create(Speaker.Kind.OUTLET, outlet.name, article, None)
    return _get_or_create(Speaker.Kind.OUTLET, outlet.name, None, outlet.pk)


def _speaker(article: Article, name: str, kind: str) -> Speaker:
    alone = kind == Speaker.Kind.UNNAMED or (kind == Speaker.Kind.PERSON and len(name.split()) < 2)
    # What is read in a confidential article never joins an open identity.
    within = article if alone or article.confidential_to_id else None
    return _get_or_create(kind, name, within, None)


def _get_or_create(kind: str, name: str, article: Article | None, outlet_id: int | None) -> Speaker:
    name = name[:500]
    speaker, _ = Speaker.objects.get_or_create(
        kind=kind, key=fold_key(name), article=article, distinction="", defaults={"name": name, "outlet_id": outlet_id}
    )
    if name:
        SpeakerName.objects.get_or_create(speaker=speaker, name=name, defaults={"key": speaker.key})
    return speaker
