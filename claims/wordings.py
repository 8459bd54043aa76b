"""One quotation, two wordings: what other outlets put between the marks, and what an outlet put there itself after publication."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Q, QuerySet

from claims.languages.folding import fold_key
from claims.models import Appearance, Article, Claim, Match, Quote, User

# The shortest quotation that can be told from another, in words, and the longest that is compared.
LEAST_WORDS, MOST_WORDS = 4, 120
# From this share of common words on, two quotations are one that somebody has changed.
ALIKE = 0.6
MOST_COMPARED, MOST_SHOWN = 200, 10
# The least likeness of letters at which words that are gone from a text were changed, and not taken out.
LEAST_LIKENESS = 0.6
_MARKED = re.compile(r'"([^"\n]+)"|«([^»\n]+)»|“([^”\n]+)”|<<([^>\n]+)>>')
_KINDS = (Quote.QuoteKind.DIRECT, Quote.QuoteKind.MIXED)


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands between the marks in the claim's own quotation, and what stands there in `other`."""

    quote: Quote
    own: str
    other: str


def altered_wordings(claim: Claim, user: User) -> list[Wording]:
    """Quotations in other articles that are the claim's own with words changed, the likest first; at most MOST_SHOWN.

    Looked through are the copies of the claim's articles, and the claims that were found beside it and not rejected. Spelling is no
    change, nor is a quotation cut short at either end. A claim that nobody is quoted with has none.
    """
    own = [
        text
        for quote in Quote.objects.filter(appearances__claim=claim, appearances__retired_by="", kind__in=_KINDS).distinct()
        for text in between_marks(quote)
    ]
    found: dict[str, tuple[float, Wording]] = {}
    if own:
        for quote in _others(claim, user).select_related("version__article__outlet")[:MOST_COMPARED]:
            for wording, likeness in _altered(own, quote):
                found.setdefault(f"{quote.version.article.outlet_id} {fold_key(wording.other)}", (likeness, wording))
    ranked = sorted(found.values(), key=lambda item: (-item[0], item[1].quote.pk))
    return [wording for _, wording in ranked[:MOST_SHOWN]]


def later_wordings(places: Sequence[Appearance]) -> dict[int, str]:
    """For those of `places` (with their versions) that an outlet has changed, by their ids, how its newest text words them now."""
    changed = [place for place in places if place.anchor == Appearance.Anchor.CHANGED]
    if not changed:
        return {}
    articles = {place.version.article_id for place in changed}
    newest: dict[int, tuple[int, list[str]]] = {}
    found = Appearance.objects.filter(version__article__in=articles, retired_by="").order_by(
        "version__seen_at", "version__number", "start", "pk"
    )
    for article, number, words in found.values_list("version__article", "version__number", "text"):
        if newest.get(article, (0, []))[0] != number:
            newest[article] = number, []
        newest[article][1].append(words)
    likest = {place.pk: likest_of(place.text, newest.get(place.version.article_id, (0, []))[1]) for place in changed}
    return {place: words for place, words in likest.items() if words is not None}


def likest_of(words: str, found: Iterable[str]) -> str | None:
    """Of the texts `found` the one that is likest to `words`; None where none is like them."""
    matcher = SequenceMatcher(None, b=words, autojunk=False)
    best, likest = LEAST_LIKENESS, None
    for other in found:
        matcher.set_seq1(other)
        # The upper bounds first: most texts are told apart by their length or their letters alone.
        if all(bound() >= best for bound in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)):
            best, likest = matcher.ratio(), other
    return likest


def between_marks(quote: Quote) -> list[str]:
    """The words that the outlet put between quotation marks: of a direct quotation all, of a mixed one what is marked in it."""
    marked = ["".join(groups).strip() for groups in _MARKED.findall(quote.text)]
    return marked or ([quote.text.strip(' "«»“”')] if quote.kind == Quote.QuoteKind.DIRECT else [])


def _others(claim: Claim, user: User) -> QuerySet[Quote]:
    seen = Article.objects.visible_to(user)
    own = Article.objects.filter(versions__appearances__claim=claim)
    matches = Match.objects.visible_to(user).exclude(state__in=(Match.State.REJECTED, Match.State.EXPIRED))
    beside = Q(appearances__claim__in=matches.filter(claim_low=claim).values("claim_high"))
    beside |= Q(appearances__claim__in=matches.filter(claim_high=claim).values("claim_low"))
    copies = Q(version__article__origin__in=own.exclude(origin=None).values("origin"))
    quotes = Quote.objects.filter(copies | beside, retired_by="", kind__in=_KINDS, version__article__in=seen)
    return quotes.exclude(version__article__in=own).distinct().order_by("pk")


def _altered(own: Iterable[str], quote: Quote) -> list[tuple[Wording, float]]:
    found = []
    for other in between_marks(quote):
        best = max(((likeness(text, other), text) for text in own), default=(0.0, ""))
        if best[0] >= ALIKE:
            found.append((Wording(quote, best[1], other), best[0]))
    return found


def likeness(one: str, other: str) -> float:
    """How much two quotations have in common, in [0, 1]; 0 where either is too short to tell, or where nothing was changed."""
    a, b = fold_key(one).split(), fold_key(other).split()
    if not all(LEAST_WORDS <= len(words) <= MOST_WORDS for words in (a, b)) or _is_cut(a, b) or _is_cut(b, a):
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _is_cut(whole: list[str], part: list[str]) -> bool:
    return f" {' '.join(part)} " in f" {' '.join(whole)} "
