"""Filters that several doors share: words as people type them, amounts, and relations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import compress
from operator import not_
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from django.db.models import Exists, OuterRef, QuerySet

from claims.languages import packs
from claims.languages.folding import fold_key
from claims.matching.plain import plain_text, stems
from claims.matching.units import alike
from claims.models import Appearance, Article, Claim, ClaimWords, FactCheck, Quantity, Quote, Speaker, SpeakerName
from claims.models.claim import amount_span
from claims.models.statement import Among, prepared_cursor
from claims.models.words import any_of

Rows = TypeVar("Rows", bound=QuerySet[Claim])
Checks = TypeVar("Checks", bound=QuerySet[FactCheck])
Found = TypeVar("Found", bound=QuerySet[Any])
Dated = TypeVar("Dated", bound=QuerySet[Any])
# Where one word is in so few claims, those with it and all whole words are gathered from the index before they are put in order. The claims
# of more frequent ones are met soon by walking all in that order, which the planner cannot know of a word that is only begun.
FEW = 2_000
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
    looked for, none. One query at once, for how frequent the words are; the rows come by one more.
    """
    return _having(claims, typed, "pk", "words")


def checks_with_words(checks: Checks, typed: str) -> Checks:
    """Fact checks of claims that `with_words` finds."""
    return _having(checks, typed, "claim", "claim__words")


def _having(rows: Found, typed: str, claim: str, words_of: str) -> Found:
    """Rows that name a claim with the words: by the column that has its id, and the path to its words."""
    words = plain_text(typed).split()
    whole, begun = stems(" ".join(words[:-1])), stems(" ".join(words[-1:]))
    asked = [(_spellings(stem), "") for stem in whole] + [(_spellings(stem)[1:], stem) for stem in begun]
    if not asked:
        return rows.none()
    frequencies, matching = _frequencies(asked), [any_of(spellings, beginning) for spellings, beginning in asked]
    if min(frequencies) <= FEW:
        # A word that is only begun is as many words as begin so: where they are frequent, the index would gather them all.
        gathered = [number <= FEW or not begun for number, (_, begun) in zip(frequencies, asked, strict=True)]
        having = ClaimWords.objects.filter(stems__match=" & ".join(compress(matching, gathered))).order_by().values("claim")
        rows = rows.filter(Among(claim, ArraySubquery(having)))
        matching = list(compress(matching, map(not_, gathered)))
    return rows.filter(**{f"{words_of}__stems__match": " & ".join(matching)}) if matching else rows


def _spellings(stem: str) -> list[str]:
    """A stem as it is kept; what is glued to a very short word is not cut, since too little would be left."""
    return [stem, *(glued + stem for glued in _GLUED if len(stem) == SHORTEST_STEM)]


def _frequencies(asked: Sequence[tuple[Sequence[str], str]]) -> list[int]:
    """How many claims have each, by the last count; a claim with several of its spellings counts for each. One query."""
    ends = [(place, one, one) for place, (spellings, _) in enumerate(asked) for one in spellings]
    ends += [(place, begun, begun + _LAST) for place, (_, begun) in enumerate(asked) if begun]
    with prepared_cursor() as cursor:
        cursor.execute(_FREQUENCIES, [list(column) for column in zip(*ends, strict=True)])
        return [int(claims) for _, claims in cursor.fetchall()]


# Compared by the bytes, as the index is in which words are found by how they begin.
_FREQUENCIES = """
SELECT asked.place, coalesce(sum(f.claims), 0) FROM unnest(%s::int[], %s::text[], %s::text[]) asked(place, first, last)
LEFT JOIN claims_stemfrequency f ON f.stem ~>=~ asked.first AND f.stem ~<=~ asked.last GROUP BY asked.place ORDER BY asked.place
"""
# Stands behind every letter.
_LAST = "\U0010ffff"


def with_amount(claims: Rows, *, unit: str = "", least: Decimal | None = None, most: Decimal | None = None) -> Rows:
    """Claims of which one amount has the unit and may be within the bounds: an open end of the amount is no bound.

    `unit` is a unit, or a noun of any language that is counted in one.
    """
    amounts = Quantity.objects.filter(claim=OuterRef("pk"))
    if unit:
        amounts = amounts.filter(unit__in=sorted(alike(_unit(unit))))
    if least is not None or most is not None:
        if least is not None and most is not None and least > most:
            return claims.none()
        amounts = amounts.annotate(span=amount_span()).filter(span__overlap=NumericRange(least, most, "[]"))
    return claims.filter(Exists(amounts))


def _unit(typed: str) -> str:
    key = fold_key(typed)
    return next((pack.numbers.units[key] for pack in packs() if key in pack.numbers.units), typed.strip().lower())


def quotes_with_words(quotes: QuerySet[Quote], typed: str) -> QuerySet[Quote]:
    """Quotes in which a claim stands that `with_words` finds."""
    return quotes.filter(Exists(_places_with_words(typed).filter(quote=OuterRef("pk"))))


def articles_with_words(articles: QuerySet[Article], typed: str) -> QuerySet[Article]:
    """Articles in which a claim stands that `with_words` finds."""
    return articles.filter(Exists(_places_with_words(typed).filter(version__article=OuterRef("pk"))))


def _places_with_words(typed: str) -> QuerySet[Appearance]:
    return _having(Appearance.objects.standing(), typed, "claim", "claim__words").order_by()


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
