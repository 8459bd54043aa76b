"""Pages in a real browser, in both languages and directions."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from playwright.sync_api import Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from claims.models import User
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.extract import extract_findings
from claims.pipeline.ingest import Submission, find_outlet, ingest
from claims.pipeline.store import store_findings

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
TEXT = """<script>document.title = "taken"</script> سد الوردة

قال مدير السد سامر الحلواني، الثلاثاء، إن "عدد العاملين في السد أكثر من 300 عامل"."""

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: apt-get install chromium"),
]


@pytest.fixture
def article(client: Client) -> int:
    user = User.objects.create_user(username="editor", password="a password", is_staff=True)
    user.groups.add(Group.objects.get(name="editor"))
    client.force_login(user)
    version, _ = ingest(Submission(text=TEXT, outlet=find_outlet(""), published=date(2026, 3, 10), language="ar"), by=user)
    store_findings(version.pk, extract_findings(version))
    return version.article_id


def opened(live_server: LiveServer, client: Client, path: str, language: str) -> Iterator[Page]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        context = browser.new_context(locale=language)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}{path}")
        yield page
        browser.close()


@pytest.mark.parametrize(("language", "direction", "heading"), [("ar", "rtl", "الاقتباسات"), ("en", "ltr", "Quotes")])
def test_an_article_is_shown_whole_with_its_quotes_marked(
    live_server: LiveServer, client: Client, article: int, language: str, direction: str, heading: str
) -> None:
    seen: dict[str, Any] = {}
    for page in opened(live_server, client, f"/articles/{article}/", language):
        seen["direction"] = page.evaluate("document.documentElement.dir")
        seen["heading"] = page.inner_text("aside h2").split()[0]
        seen["lines"] = page.locator("article h1, article > p:not(.meta)").all_inner_texts()
        seen["text direction"] = page.evaluate("getComputedStyle(document.querySelector('article > p:not(.meta)')).direction")
        seen["quotes"] = page.locator("mark.quote").all_inner_texts()
        page.click("mark.quote a")
        seen["target"] = page.inner_text(".claim:target .words")
        seen["title"] = page.title()
    words = "عدد العاملين في السد أكثر من 300 عامل"
    assert seen == {
        "direction": direction,
        "heading": heading,
        "lines": [line for line in TEXT.split("\n") if line],
        "text direction": "rtl",
        "quotes": [words],
        "target": words,
        "title": '<script>document.title = "taken"</script> سد الوردة · Factcheck',
    }


@pytest.mark.parametrize(
    "path", ["/", "/admin/", "/admin/claims/claim/", "/admin/claims/article/", "/admin/claims/quote/", "/admin/claims/speaker/"]
)
def test_pages_ask_a_stranger_to_log_in(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, "login" in answer.headers["Location"]) == (302, True)


def test_admin_lists_are_shown_to_an_editor(client: Client, article: int) -> None:
    grant_admin_permissions()
    names = ("article", "claim", "quote", "speaker", "match", "factcheck", "decision", "outlet")
    assert {name: client.get(f"/admin/claims/{name}/").status_code for name in names} == dict.fromkeys(names, 200)
