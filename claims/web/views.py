"""Pages: the list of articles, and an article with what was read in it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from claims.models import Article, Claim, Quote
from claims.web.highlighting import paragraphs

ARTICLES_A_PAGE = 25


@login_required
def articles(request: HttpRequest) -> HttpResponse:
    """The newest articles with where they stand and how much was read in them."""
    found = (
        Article.objects.visible_to(request.user)
        .select_related("outlet")
        .prefetch_related("versions")
        .annotate(claim_count=Count("versions__appearances__claim", filter=Q(versions__appearances__retired_by=""), distinct=True))
        .order_by("-pk")
    )
    page = Paginator(found, ARTICLES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "articles.html", {"page": page})


@login_required
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article: its text with quotes and claims marked, and its claims with speaker, date, amounts and status beside it."""
    one = get_object_or_404(Article.objects.visible_to(request.user).select_related("outlet").prefetch_related("versions"), pk=pk)
    version = one.newest
    quotes = list(Quote.objects.filter(version=version, retired_by="").select_related("speaker"))
    appearances = list(version.appearances.filter(retired_by="").order_by("start"))
    claims = {claim.pk: claim for claim in Claim.objects.for_lists().filter(pk__in=[place.claim_id for place in appearances])}
    beside = [(place, claims[place.claim_id]) for place in appearances]
    context = {
        "article": one,
        "version": version,
        "paragraphs": list(paragraphs(version.text, quotes, appearances)),
        "beside": beside,
        "quotes": quotes,
    }
    return render(request, "article.html", context)
