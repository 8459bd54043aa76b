"""Search boxes of big lists: words by their index, and where no claim has them, a speaker's name."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims import search
from claims.languages.folding import fold_key
from claims.models import Appearance, Article, ArticleVersion, Claim, Match, Outlet, Quote, Speaker, SpeakerName

# Claims that a search goes on from; a list of more would be narrowed by another word.
MOST_FOUND = 500


def search_claims(rows: QuerySet[Claim], typed: str) -> QuerySet[Claim]:
    found = search.with_words(rows, typed)
    return found if found.exists() else rows.filter(speaker_root__in=search.speakers_named(typed))


def search_quotes(rows: QuerySet[Quote], typed: str) -> QuerySet[Quote]:
    """By the words of what was claimed in them."""
    places = Appearance.objects.filter(claim__in=_claims(typed)).exclude(quote=None)
    found = rows.filter(pk__in=list(places.values_list("quote", flat=True)))
    if found.exists():
        return found
    named = search.speakers_named(typed)
    # A quote keeps the speaker that it was read with, who may have been merged since.
    speakers = Speaker.objects.filter(Q(pk__in=named) | Q(merged_into__in=named))
    return rows.filter(speaker__in=list(speakers.values_list("pk", flat=True)))


def search_speakers(rows: QuerySet[Speaker], typed: str) -> QuerySet[Speaker]:
    """By all that was typed within one spelling. Asked of each speaker, so that a list ends with its first page of them."""
    spelled = SpeakerName.objects.filter(speaker=OuterRef("pk"))
    for word in fold_key(typed).split():
        spelled = spelled.filter(key__contains=word)
    return rows.filter(Exists(spelled))


def search_articles(rows: QuerySet[Article], typed: str) -> QuerySet[Article]:
    """By a headline, an address or an outlet's name, each looked for by itself: a join that looks for all at once reads every text."""
    titled, outlets = ArticleVersion.objects.order_by("-pk"), Outlet.objects.order_by("pk")
    for word in typed.split():
        titled, outlets = titled.filter(title__icontains=word), outlets.filter(name__icontains=word)
    articles = list(titled.values_list("article", flat=True)[:MOST_FOUND])
    return rows.filter(Q(pk__in=articles) | Q(address__icontains=typed.strip()) | Q(outlet__in=list(outlets.values_list("pk", flat=True))))


def search_matches(rows: QuerySet[Match], typed: str) -> QuerySet[Match]:
    """By the words of either claim."""
    claims = _claims(typed)
    return rows.filter(Q(claim_low__in=claims) | Q(claim_high__in=claims))


def _claims(typed: str) -> list[Any]:
    """The newest that have the words."""
    return list(search.with_words(Claim.objects.all(), typed).order_by("-pk").values_list("pk", flat=True)[:MOST_FOUND])
