"""What readers see: the page of a published fact check, open to everybody, with its ClaimReview; and all of them as one feed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override
from django.views.decorators.http import require_safe

from claims.exchange.claim_review import Publisher, claim_review, verdict_words
from claims.models import FactCheck
from claims.models.factcheck import FactCheckQuerySet

# Fact checks on one page of the feed.
A_PAGE = 100
FRESH_SECONDS = 60
_HARMLESS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """A published fact check, in `language` or else as the reader's browser asks, without cookies for who is not logged in. One that was
    withdrawn says so (410); what was never out is not there."""
    out = checks_that_were_out().filter(pk=pk).first()
    if out is None:
        raise Http404
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else request.LANGUAGE_CODE
    with override(language):
        answer = _page(request, out, language)
    answer["Content-Language"] = language
    return answer


def _page(request: HttpRequest, out: FactCheck, language: str) -> HttpResponse:
    if out.withdrawn_at is not None:
        return render(request, "check_withdrawn.html", {"check": out}, status=410)
    content = out.approved_content or {}
    context = {
        "check": out,
        "content": content,
        "verdict": verdict_words(content.get("verdict", ""), language, out.claim.desk),
        "is_checked_again": out.state != FactCheck.State.APPROVED,
        "address": settings.PUBLIC_URL + out.get_absolute_url(),
        "oembed": _discovery(out),
        "claim_review": for_script(_review(out)),
    }
    answer = render(request, "check.html", context)
    if request.user.is_authenticated:
        # It bears their name.
        patch_cache_control(answer, private=True, no_cache=True)
    else:
        patch_cache_control(answer, public=True, max_age=FRESH_SECONDS)
    return answer


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """All published fact checks as a schema.org DataFeed, with those withdrawn since, what was decided last first: whoever asks now and
    then finds on the first page what has changed. `page` asks for another, to which the Link header leads (RFC 8288).

    304 to who has the page already, at one query: whatever is decided changes its ETag. What else it tells, as where a claim stands by
    now and in which words a desk calls its verdict, is told anew within a day.
    """
    page = _page_number(request.GET.get("page", "1"))
    start = (page - 1) * A_PAGE
    # Found by number first: else all that is told of each would be read for the pages before.
    taken = list(_that_were_out().order_by("-moved_at", "-pk").values_list("pk", "moved_at")[start : start + A_PAGE + 1])
    if page > 1 and not taken:
        raise Http404
    tag = _tag(taken)
    answer = get_conditional_response(request, etag=tag) or _feed_page(page, [pk for pk, _moved_at in taken])
    answer["ETag"] = tag
    patch_cache_control(answer, public=True, max_age=FRESH_SECONDS)
    return answer


def _feed_page(page: int, taken: Sequence[int]) -> HttpResponse:
    """Of the fact checks `taken`, of which one more than stand on it says that another page follows."""
    found = checks_that_were_out().in_bulk(taken[:A_PAGE])
    items = [_item(found[pk]) for pk in taken[:A_PAGE] if pk in found]
    body = {"@context": "https://schema.org", "@type": "DataFeed", "name": settings.PUBLISHER_NAME, "dataFeedElement": items}
    answer = JsonResponse(body, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False})
    if len(taken) > A_PAGE:
        answer["Link"] = f'<{settings.PUBLIC_URL}{reverse("checks-feed")}?page={page + 1}>; rel="next"'
    return answer


def _tag(taken: Sequence[tuple[int, datetime | None]]) -> str:
    """Which fact checks stand there and when each was decided on last, the day, and who publishes: a weak one (RFC 9110, 8.8.1)."""
    state = [settings.PUBLISHER_NAME, settings.PUBLIC_URL, timezone.now().date(), *(f"{pk} {moved_at}" for pk, moved_at in taken)]
    digest = hashlib.sha256("\n".join(map(str, state)).encode()).hexdigest()
    return f'W/"{digest[:32]}"'


def checks_that_were_out() -> FactCheckQuerySet:
    """Published ones, with those that were withdrawn since."""
    return _that_were_out().for_readers()


def _that_were_out() -> FactCheckQuerySet:
    return FactCheck.objects.filter(published_at__isnull=False, claim__confidential_to=None)


def _page_number(written: str) -> int:
    """Raises Http404 for what is none."""
    if not (written.isascii() and written.isdigit() and len(written) < 7 and int(written)):
        raise Http404
    return int(written)


def for_script(record: dict[str, Any]) -> SafeString:
    """JSON that no text in it can end or escape from, for a script element."""
    return mark_safe(json.dumps(record, ensure_ascii=False).translate(_HARMLESS))  # noqa: S308  # escaped by the table above


def _discovery(out: FactCheck) -> str:
    """Where its card for other people's pages is described."""
    asked = urlencode({"url": settings.PUBLIC_URL + out.get_absolute_url(), "format": "json"})
    return f"{settings.PUBLIC_URL}{reverse('oembed')}?{asked}"


def _item(out: FactCheck) -> dict[str, Any]:
    """Of what was withdrawn nothing but where it stood, and since when it does not."""
    assert out.published_at is not None
    assert out.moved_at is not None
    item = {"@type": "DataFeedItem", "dateCreated": out.published_at.isoformat(), "dateModified": out.moved_at.isoformat()}
    if out.withdrawn_at is None:
        return {**item, "item": _review(out)}
    address = settings.PUBLIC_URL + out.get_absolute_url()
    return {**item, "dateDeleted": out.withdrawn_at.isoformat(), "item": {"@type": "ClaimReview", "url": address}}


def _review(out: FactCheck) -> dict[str, Any]:
    return claim_review(out, settings.PUBLIC_URL + out.get_absolute_url(), Publisher(settings.PUBLISHER_NAME, settings.PUBLIC_URL))
