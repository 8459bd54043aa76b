"""Pages: the list of articles, and an article with what was read in it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from claims.models import Appearance, Article, Claim, Quote, User
from claims.rights import Action, may
from claims.web.highlighting import paragraphs
from claims.web.reader import reader_of

# Behind the last page nobody leafs; a number of more digits is none.
ARTICLES_A_PAGE, MOST_PAGES, LONGEST_NUMBER = 25, 100_000, 19
MOST_COPIES = 20


@login_required
def articles(request: HttpRequest) -> HttpResponse:
    """The newest articles with where they stand and how much was read in them. They are not counted: a page costs the same in any base."""
    user = reader_of(request)
    asked = request.GET.get("page", "")
    number = max(1, min(int(asked), MOST_PAGES)) if asked.isdecimal() and len(asked) < LONGEST_NUMBER else 1
    start = (number - 1) * ARTICLES_A_PAGE
    found = list(Article.objects.visible_to(user).for_lists().order_by("-pk")[start : start + ARTICLES_A_PAGE + 1])
    if start and not found:
        return redirect("articles")
    shown = found[:ARTICLES_A_PAGE]
    standing = Appearance.objects.filter(version__article__in=[one.pk for one in shown], retired_by="")
    counted = dict(standing.values_list("version__article").annotate(n=Count("claim", distinct=True)).order_by())
    context = {
        "rows": [(one, counted.get(one.pk, 0)) for one in shown],
        "newer": number - 1,
        "number": number,
        "older": number + 1 if len(found) > ARTICLES_A_PAGE else 0,
        "may_add": user.is_staff and may(user, Action.ADD_ARTICLE),
    }
    return render(request, "articles.html", context)


@login_required
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article: its text with quotes and claims marked; beside it each quote with speaker and day, and its claims with their status."""
    user = reader_of(request)
    one = get_object_or_404(Article.objects.visible_to(user).select_related("outlet").prefetch_related("versions"), pk=pk)
    version = one.newest
    quotes = list(Quote.objects.filter(version=version, retired_by="").select_related("speaker"))
    appearances = list(version.appearances.filter(retired_by="").order_by("start"))
    claims = {claim.pk: claim for claim in Claim.objects.for_lists().filter(pk__in=[place.claim_id for place in appearances])}
    of_quote: dict[int | None, list[Claim]] = {}
    for place in appearances:
        of_quote.setdefault(place.quote_id, []).append(claims[place.claim_id])
    context = {
        "article": one,
        "version": version,
        "paragraphs": list(paragraphs(version.text, version.language, quotes, appearances)),
        "quotes": [(quote, of_quote.get(quote.pk, [])) for quote in quotes],
        "narrated": of_quote.get(None, []),
        "claim_count": len(claims),
        "copies": _copies(one, user),
    }
    return render(request, "article.html", context)


def _copies(article: Article, user: User) -> list[Article]:
    """The other articles of its origin, the earliest first."""
    if article.origin_id is None:
        return []
    found = Article.objects.visible_to(user).filter(origin=article.origin_id).exclude(pk=article.pk)
    return list(found.select_related("outlet").prefetch_related("versions").order_by("pk")[:MOST_COPIES])
