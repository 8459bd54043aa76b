"""A published fact check as a card for other people's pages, and how their editors' programs find it (https://oembed.com)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import patch_cache_control
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import conditional_page, require_safe

from claims.exchange.claim_review import verdict_words
from claims.models import FactCheck
from claims.web.published import FRESH_SECONDS, checks_that_were_out

# In CSS pixels: as large as fits its words, no smaller than can be read.
WIDTH, LEAST_WIDTH, HEIGHT, LEAST_HEIGHT = 600, 280, 320, 200
# It may do nothing but lie in a page of others, whoever they are.
_POLICY = {"default-src": [NONE], "style-src": [SELF], "form-action": [NONE], "base-uri": [NONE], "frame-ancestors": ["*"]}


@require_safe
@xframe_options_exempt
@csp(_POLICY)  # type: ignore[arg-type]  # its stub knows views without parameters alone
@conditional_page
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """Claim, verdict and where to read on: without cookies, scripts and forms, in `language` or else the claim's. Withdrawn: 410."""
    check = checks_that_were_out().filter(pk=pk).first()
    if check is None:
        raise Http404
    language = _language(request.GET.get("language", ""), check)
    content = check.approved_content or {}
    with override(language):
        context = {
            "check": check,
            "content": content,
            "language": language,
            "verdict": verdict_words(content.get("verdict", ""), language, check.claim.desk),
            "is_checked_again": check.state != FactCheck.State.APPROVED,
            "publisher": settings.PUBLISHER_NAME,
            "address": settings.PUBLIC_URL + check.get_absolute_url(),
        }
        answer = render(request, "card.html", context, status=410 if check.withdrawn_at else 200)
    patch_cache_control(answer, public=True, max_age=FRESH_SECONDS)
    # A page that isolates itself may embed it too.
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """The card of the published fact check at `url`; 404 where there is none, 501 for another format than JSON."""
    if request.GET.get("format", "json") != "json":
        return _told(_("Only format=json is spoken here."), 501)
    address = request.GET.get("url", "")
    if not address:
        return _told(_("Name the page to embed in url."), 400)
    sizes = [_size(request, name, *bounds) for name, bounds in (("maxwidth", (WIDTH, LEAST_WIDTH)), ("maxheight", (HEIGHT, LEAST_HEIGHT)))]
    if None in sizes:
        return _told(_("maxwidth and maxheight are whole numbers of pixels."), 400)
    check = _check_at(address)
    if check is None:
        return _told(_("There is no published fact check at this address."), 404)
    answer = JsonResponse(_record(check, request.GET.get("language", ""), *sizes), json_dumps_params={"ensure_ascii": False})
    patch_cache_control(answer, public=True, max_age=FRESH_SECONDS)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _record(check: FactCheck, asked: str, width: int | None, height: int | None) -> dict[str, Any]:
    language = _language(asked, check)
    content = check.approved_content or {}
    title = f"{verdict_words(content.get('verdict', ''), language, check.claim.desk)}: {content.get('claim', '')}"
    source = f"{settings.PUBLIC_URL}{reverse('check-card', args=[check.pk])}?language={language}"
    frame = format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" style="border:0;max-width:100%" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>',
        source, width, height, title,
    )  # fmt: skip
    return {
        "version": "1.0",
        "type": "rich",
        "html": frame,
        "width": width,
        "height": height,
        "title": title,
        "author_name": settings.PUBLISHER_NAME,
        "author_url": settings.PUBLIC_URL,
        "provider_name": settings.PUBLISHER_NAME,
        "provider_url": settings.PUBLIC_URL,
        "cache_age": FRESH_SECONDS,
    }


def _check_at(address: str) -> FactCheck | None:
    """The fact check whose public page this is, whatever follows the path."""
    try:
        asked, own = urlsplit(address), urlsplit(settings.PUBLIC_URL)
        found = resolve(asked.path) if (asked.scheme, asked.netloc.lower()) == (own.scheme, own.netloc) else None
    except (ValueError, Resolver404):
        return None
    if found is None or found.url_name != "check":
        return None
    checks = FactCheck.objects.public().select_related("claim__desk").prefetch_related("claim__desk__verdicts")
    return checks.filter(pk=found.kwargs["pk"]).first()


def _size(request: HttpRequest, name: str, most: int, least: int) -> int | None:
    written = request.GET.get(name, str(most))
    return max(least, min(most, int(written))) if written.isascii() and written.isdigit() and len(written) < 10 else None


def _language(asked: str, check: FactCheck) -> str:
    known = dict(settings.LANGUAGES)
    return asked if asked in known else check.claim.language if check.claim.language in known else "en"


def _told(sentence: str, status: int) -> HttpResponse:
    return JsonResponse({"detail": sentence}, status=status, json_dumps_params={"ensure_ascii": False})
