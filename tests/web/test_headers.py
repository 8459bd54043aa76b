"""What a browser is told it may do, and that the pages keep to it: a violation is an error of the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from playwright.sync_api import Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from claims.models import User
from claims.pipeline.accounts import grant_admin_permissions
from tests.web.test_pages import CHROMIUM, QUIET

SAFE = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/login/", "/admin/login/", "/api/v1/articles/", "/api/v1/docs", "/nothing"])
def test_every_answer_has_the_headers(path: str) -> None:
    answer = Client().get(path)
    assert {name: answer.headers.get(name) for name in SAFE} == SAFE
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == POLICY


@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed: apt-get install chromium")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_pages_admin_and_api_document_keep_to_the_policy(live_server: LiveServer, client: Client) -> None:
    grant_admin_permissions()
    user = User.objects.create_user(username="editor", password="a password", is_staff=True)
    user.groups.add(Group.objects.get(name="editor"))
    client.force_login(user)
    complaints: list[str] = []
    with sync_playwright() as play:
        context = play.chromium.launch(executable_path=str(CHROMIUM), args=QUIET).new_context(locale="ar")
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda told: complaints.append(f"{page.url}: {told.text}") if told.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        walk(page, live_server.url)
        context.close()
    assert complaints == []


def walk(page: Page, server: str) -> None:
    for path in (
        "/",
        "/dashboard/",
        "/desk/",
        "/notifications/",
        "/settings/",
        "/admin/",
        "/admin/claims/claim/",
        "/admin/claims/article/add/",
        "/admin/claims/outlet/add/",
    ):
        page.goto(f"{server}{path}")
        page.wait_for_load_state("networkidle")
    page.fill("#id_name", "صحيفة")
    page.fill("#id_reason", "وسيلة جديدة")
    page.click("input[name=_save]")
    page.wait_for_selector(".success")
    page.goto(f"{server}/api/v1/docs")
    page.click("text=Hand in an article")
    page.wait_for_selector("text=Try it out")
