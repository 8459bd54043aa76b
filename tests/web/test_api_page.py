"""The interactive page of the API, in a real browser under the strict policy: all its files are our own, and an operation can be tried."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Locator, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.desk_rows import claim, person
from tests.web.test_pages import CHROMIUM, QUIET

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: apt-get install chromium"),
]


def test_the_page_comes_from_here_alone_and_tries_operations(live_server: LiveServer, client: Client) -> None:
    one = claim("1")
    client.force_login(person("reviewer"))
    asked: list[str] = []
    complaints: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        context = browser.new_context(locale="ar")
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda told: complaints.append(told.text) if told.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{live_server.url}/api/v1/docs")
        # One that reads, and one that changes a row, with the example that the page itself fills in.
        listed = tried(page, "claims_list", {})
        moved = tried(page, "claims_status_create", {"id": str(one.pk), "If-Match": '"0"'}, '{"status": "in_review", "reason": "mine"}')
        browser.close()
    assert one.text in listed
    assert '"status": "in_review"' in moved
    assert complaints == []
    ours = urlsplit(live_server.url).netloc
    assert {urlsplit(address).netloc for address in asked if not address.startswith("data:")} == {ours}
    one.refresh_from_db()
    assert (one.status, one.version) == ("in_review", 1)


def tried(page: Page, operation: str, filled: dict[str, str], body: str = "") -> str:
    """Open an operation, fill it in and send it; what the page then shows as the body of the answer, which must be 200."""
    block: Locator = page.locator(f"[id$=-{operation}]")
    block.locator(".opblock-summary-control").click()
    block.locator(".try-out__btn").click()
    for name, value in filled.items():
        block.locator(f"tr[data-param-name='{name}'] input").fill(value)
    if body:
        example: Any = block.locator("textarea.body-param__text")
        assert '"reason"' in example.input_value()
        example.fill(body)
    block.locator("button.execute").click()
    answer = block.locator(".live-responses-table tbody tr.response")
    answer.wait_for()
    assert answer.locator(".response-col_status").inner_text().split()[0] == "200"
    return answer.locator(".highlight-code").first.inner_text()
