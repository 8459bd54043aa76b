"""Published verdicts as an Atom feed (RFC 4287), for readers' programs; what was withdrawn is marked as deleted (RFC 6721)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import conditional_page, require_safe

from claims.exchange.claim_review import verdict_words
from claims.models import FactCheck
from claims.models.factcheck import FactCheckQuerySet
from claims.web.atom import PlainAtom
from claims.web.published import FRESH_SECONDS

# The newest so many stand in the feed, and so many of those withdrawn last.
MOST_ENTRIES, MOST_WITHDRAWN = 100, 50
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


class VerdictAtom(PlainAtom):
    """With the language of each entry, and a mark for each that is gone."""

    def latest_post_date(self) -> datetime:
        """A withdrawal is news too: who has seen the feed without it does not have it already."""
        withdrawn: list[datetime] = [at for _, at in self.feed["withdrawn"]]
        return max([*withdrawn, super().latest_post_date()] if self.items or not withdrawn else withdrawn)

    def root_attributes(self) -> Any:
        return {**super().root_attributes(), "xmlns:at": _TOMBSTONES}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for address, at in self.feed["withdrawn"]:
            handler.addQuickElement("at:deleted-entry", None, {"ref": address, "when": at.isoformat()})

    def item_attributes(self, item: Any) -> Any:
        return {**super().item_attributes(item), "xml:lang": item["language"]}


class VerdictFeed(Feed[FactCheck, str]):
    """The newest published fact checks, of one language where one is asked for; what is being checked again says so."""

    feed_type = VerdictAtom

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        asked = request.GET.get("language", "")
        return asked if asked in dict(settings.LANGUAGES) else ""

    def title(self, language: str) -> str:
        return _("Fact checks of {publisher}").format(publisher=settings.PUBLISHER_NAME)

    def link(self, language: str) -> str:
        return settings.PUBLIC_URL + reverse("checks-feed")

    def feed_url(self, language: str) -> str:
        return settings.PUBLIC_URL + reverse("checks-atom") + (f"?language={language}" if language else "")

    feed_guid = feed_url

    def author_name(self, language: str) -> str:
        return settings.PUBLISHER_NAME

    def feed_extra_kwargs(self, language: str) -> dict[str, Any]:
        withdrawn = _of_language(FactCheck.objects.exclude(published_at=None).exclude(withdrawn_at=None), language)
        rows = withdrawn.filter(claim__confidential_to=None).order_by("-withdrawn_at", "-pk")[:MOST_WITHDRAWN]
        return {"withdrawn": [(self.item_link(row), row.withdrawn_at) for row in rows]}

    def items(self, language: str) -> FactCheckQuerySet:
        checks = _of_language(FactCheck.objects.public(), language).select_related("claim__desk").prefetch_related("claim__desk__verdicts")
        return checks.order_by("-published_at", "-pk")[:MOST_ENTRIES]

    def item_title(self, item: FactCheck) -> str:
        content = item.approved_content or {}
        return f"{verdict_words(content.get('verdict', ''), item.claim.language, item.claim.desk)}: {content.get('claim', '')}"

    def item_description(self, item: FactCheck) -> str:
        words = (item.approved_content or {}).get("summary", "")
        if item.state != FactCheck.State.APPROVED:
            with override(item.claim.language):
                words = _("This is being checked again: the claim has changed since it was approved.") + "\n\n" + words
        return linebreaks(escape(words))

    def item_link(self, item: FactCheck) -> str:
        return settings.PUBLIC_URL + item.get_absolute_url()

    item_guid = item_link

    def item_pubdate(self, item: FactCheck) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: FactCheck) -> datetime:
        assert item.moved_at is not None
        return item.moved_at

    def item_categories(self, item: FactCheck) -> list[str]:
        return [(item.approved_content or {}).get("verdict", "")]

    def item_extra_kwargs(self, item: FactCheck) -> dict[str, Any]:
        return {"language": item.claim.language}


def _of_language(checks: FactCheckQuerySet, language: str) -> FactCheckQuerySet:
    return checks.filter(Q(claim__language=language) if language else Q())


_feed = VerdictFeed()


@require_safe
@conditional_page
def verdict_feed(request: HttpRequest) -> HttpResponse:
    """The feed; 304 without a body where the reader has it already."""
    answer = _feed(request)
    patch_cache_control(answer, public=True, max_age=FRESH_SECONDS)
    return answer
