"""Filters that several doors share: words as people type them, amounts, and relations."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from django.db.models import Exists, OuterRef, QuerySet

from claims.languages.folding import fold_key
from claims.matching.plain import plain_text, stems
from claims.models import Appearance, Article, Claim, Quantity, Quote, Speaker, SpeakerName, StemFrequency
from claims.models.claim import amount_span
from claims.models.statement import Among

Rows = TypeVar("Rows", bound=QuerySet[Claim])
Dated = TypeVar("Dated", bound=QuerySet[Any])
# Words that may be meant by one that is only begun.
MOST_COMPLETIONS = 50
# Speakers who may be meant by a part of a name.
MOST_SPEAKERS = 50
# Of words of two letters, what is written together with them stays on the stem.
SHORTEST_STEM = 2
# The claims of so few days are gathered before they are put in order. A planner that walks the newest claims for the first that match does
# not know that all of one old month lie at the other end: of a million, 230 ms instead of 2.
GATHERED = timedelta(days=31)
_GLUED = ("ال", "وال", "بال", "لل", "و", "ب", "ل")


def with_words(claims: Rows, typed: str) -> Rows:
    """Claims that have every typed word in their text or headline, in any order; the last word may be only begun.

    Spelling variants, vowel marks, articles and attached particles do not matter: `السد` finds `بالسدّ`. Without a word that can be
    looked for, none. One look-up in an index.
    """
    words = plain_text(typed).split()
    whole, begun = stems(" ".join(words[:-1])), stems(" ".join(words[-1:]))
    if not whole and not begun:
        return claims.none()
    for stem in whole:
        claims = claims.filter(words__stems__overlap=_spellings(stem))
    for stem in begun:
        completed = StemFrequency.objects.filter(stem__startswith=stem).order_by("-claims").values_list("stem", flat=True)
        claims = claims.filter(words__stems__overlap=[*_spellings(stem), *completed[:MOST_COMPLETIONS]])
    return claims


def _spellings(stem: str) -> list[str]:
    """A stem as it is kept; what is glued to a very short word is not cut, since too little would be left."""
    return [stem, *(glued + stem for glued in _GLUED if len(stem) == SHORTEST_STEM)]


def with_amount(claims: Rows, *, unit: str = "", least: Decimal | None = None, most: Decimal | None = None) -> Rows:
    """Claims of which one amount has the unit and may be within the bounds: an open end of the amount is no bound."""
    amounts = Quantity.objects.filter(claim=OuterRef("pk"))
    if unit:
        amounts = amounts.filter(unit=unit)
    if least is not None or most is not None:
        if least is not None and most is not None and least > most:
            return claims.none()
        amounts = amounts.annotate(span=amount_span()).filter(span__overlap=NumericRange(least, most, "[]"))
    return claims.filter(Exists(amounts))


def quotes_with_words(quotes: QuerySet[Quote], typed: str) -> QuerySet[Quote]:
    """Quotes in which a claim stands that `with_words` finds."""
    return quotes.filter(Exists(_places_with_words(typed).filter(quote=OuterRef("pk"))))


def articles_with_words(articles: QuerySet[Article], typed: str) -> QuerySet[Article]:
    """Articles in which a claim stands that `with_words` finds."""
    return articles.filter(Exists(_places_with_words(typed).filter(version__article=OuterRef("pk"))))


def _places_with_words(typed: str) -> QuerySet[Appearance]:
    return Appearance.objects.standing().filter(claim__in=with_words(Claim.objects.all(), typed)).order_by()


def on_days(rows: Dated, clock: str, first: date | None, last: date | None) -> Dated:
    """Rows of which the clock (of claims `said`, `published` or `as_of`, of quotes `stated_on`) may be a day from `first` to `last`, both
    within; None: no bound."""
    if first is not None and last is not None and first > last:
        return rows.none()
    within = {f"{clock}__overlap": DateRange(first, last, "[]")}
    if first is None or last is None or last - first > GATHERED:
        return rows.filter(**within)
    return rows.filter(Among("pk", ArraySubquery(rows.model._default_manager.filter(**within).order_by().values("pk"))))


def in_article(claims: QuerySet[Claim], article: int) -> QuerySet[Claim]:
    """Claims that stand in the article now."""
    return _standing(claims, version__article=article)


def in_outlets(claims: Rows, outlets: Collection[int]) -> Rows:
    """Claims that stand in an article of any of the outlets."""
    return _standing(claims, version__article__outlet__in=outlets)


def of_origin(claims: QuerySet[Claim], origin: int) -> QuerySet[Claim]:
    """Claims that stand in an article of the origin."""
    return _standing(claims, version__article__origin=origin)


def speakers_named(typed: str) -> list[int]:
    """The identities of whose name the typed one is a part, or of whose spellings it is one, MOST_SPEAKERS at most. Two queries."""
    key = fold_key(typed)
    if not key:
        return []
    named = Speaker.objects.filter(key__contains=key).order_by("pk").values_list("merged_into", "pk")[:MOST_SPEAKERS]
    spelled = SpeakerName.objects.filter(key=key).order_by("pk").values_list("speaker__merged_into", "speaker")[:MOST_SPEAKERS]
    return list(dict.fromkeys(root or own for root, own in (*named, *spelled)))[:MOST_SPEAKERS]


def _standing(claims: Rows, **place: Any) -> Rows:
    return claims.filter(Exists(Appearance.objects.filter(claim=OuterRef("pk"), retired_by="", **place)))


def related(claims: QuerySet[Claim], relation: str) -> QuerySet[Claim]:
    """Claims with a match of that relation that nobody rejected: as a person left it, else as the machine says."""
    return claims.filter(relations__relation=relation)
