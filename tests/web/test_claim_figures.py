"""The figure, the altered quotation and the copies beside a claim, in a real browser, in both directions of writing."""

from __future__ import annotations

import os
from datetime import date

import pytest
from django.core.cache import cache
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from claims.models import Claim, Origin
from claims.pipeline.relate import confirm_match
from tests.desk_rows import approved, claim, match, person
from tests.test_wordings import WORDS, found_in, printed
from tests.web.test_pages import CHROMIUM, opened

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: apt-get install chromium"),
]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_figure_beside_the_claim(live_server: LiveServer, client: Client, language: str) -> None:
    cache.clear()
    reviewer = person("reviewer")
    origin = Origin.objects.create(trace_version="1")
    one = found_in(printed(f'"{WORDS}"', "وكالة السنبلة", origin=origin))
    copy = printed(f"«{WORDS.replace('350', '530')}»", "صحيفة الضفاف", origin=origin)
    one.quantities.update(text="350 شخصا", low=350, high=None, qualifier="more_than")
    Claim.objects.filter(pk=one.pk).update(as_of=DateRange(date(2026, 3, 8), date(2026, 3, 9)))
    for number, day in ((200, 1), (900, 12), (1200, 28)):
        later = claim(f"{number}", text=f"غادر {number} شخصا بيوتهم", as_of=DateRange(date(2026, 3, day), date(2026, 3, day + 1)))
        later.quantities.update(low=number, high=number, text=f"{number} شخصا")
        pair = match(one, later, "updates", "high_updates_low")
        confirm_match(pair, by=reviewer, reason="seen")
    approved(later, reviewer, person("approver"))
    client.force_login(reviewer)
    problems: list[str] = []
    for page in opened(live_server, client, f"/desk/claims/{one.pk}/", language):
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.reload()
        assert page.locator("svg.figure circle").count() == 4
        assert page.locator("svg.figure circle.own").count() == 1
        days = page.locator("svg.figure circle").evaluate_all("dots => dots.map(dot => dot.getBoundingClientRect().x)")
        assert days == sorted(days, reverse=language == "ar")  # time runs as the writing does
        assert page.locator(".wording ins").all_inner_texts() == ["350", "530"]
        page.set_viewport_size({"width": 380, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if shots := os.environ.get("SHOTS"):
            page.screenshot(path=f"{shots}/claim-{language}-narrow.png", full_page=True)
            page.set_viewport_size({"width": 1200, "height": 900})
            page.screenshot(path=f"{shots}/claim-{language}.png", full_page=True)
            page.goto(f"{live_server.url}/articles/{copy.version.article_id}/")
            page.screenshot(path=f"{shots}/article-{language}.png", full_page=True)
    assert problems == []
