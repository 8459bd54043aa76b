"""The card lies in pages of others and can do nothing there; their programs find it as oEmbed says."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from lxml import html
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from claims.models import Desk, DeskVerdict, FactCheck, User
from claims.pipeline.publish import publish, withdraw
from tests.clients.news_site import Page, news_site
from tests.desk_rows import approved, article, claim, person
from tests.web.test_pages import CHROMIUM, QUIET

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


def out(desk: Desk | None = None, **fields: Any) -> FactCheck:
    reviewer, approver = (person(role, f"{role} {desk}", desk) for role in ("reviewer", "approver"))
    check = approved(claim(str(desk), version=article(desk), confidential_to=desk, **fields), reviewer, approver)
    publish(check, by=approver, reason="out")
    check.refresh_from_db()
    return check


@pytest.mark.parametrize(
    ("query", "direction", "verdict"), [("", "rtl", "زائف"), ("?language=ar", "rtl", "زائف"), ("?language=en", "ltr", "False")]
)
def test_the_card_may_be_framed_and_may_do_nothing_else(client: Client, query: str, direction: str, verdict: str) -> None:
    check = out()
    client.cookies["django_language"] = "en"  # whose cookie it is says nothing
    answer = client.get(f"/checks/{check.pk}/card/{query}", headers={"accept-language": "fr"})
    page = html.document_fromstring(answer.content.decode())
    assert (answer.status_code, page.get("dir"), page.findtext(".//strong")) == (200, direction, verdict)
    assert "X-Frame-Options" not in answer.headers
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == {
        "default-src 'none'", "style-src 'self'", "form-action 'none'", "base-uri 'none'", "frame-ancestors *"
    }  # fmt: skip
    assert (list(answer.cookies), page.findall(".//form"), page.findall(".//script"), page.findall(".//img")) == ([], [], [], [])
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    again = client.get(f"/checks/{check.pk}/card/{query}", headers={"if-none-match": answer.headers["ETag"]})
    assert (again.status_code, "X-Frame-Options" in again.headers) == (304, False)


def test_every_other_page_may_not_be_framed(client: Client) -> None:
    check = out()
    for path in (f"/checks/{check.pk}/", "/login/", "/oembed", f"/checks/{check.pk}/card"):
        answer = client.get(path)
        assert answer.headers.get("X-Frame-Options", "DENY") == "DENY"
        assert "frame-ancestors *" not in answer.headers.get("Content-Security-Policy", "")


def test_withdrawn_confidential_and_unpublished(client: Client) -> None:
    check = out()
    withdraw(check, by=User.objects.get(username="approver None"), reason="wrong")
    gone = client.get(f"/checks/{check.pk}/card/")
    assert (gone.status_code, "The roll" in gone.content.decode(), "زائف" in gone.content.decode()) == (410, False, False)
    assert "X-Frame-Options" not in gone.headers
    hidden = out(Desk.objects.create(name="تحقيقات"))
    assert [client.get(f"/checks/{pk}/card/").status_code for pk in (hidden.pk, 10**9)] == [404, 404]
    for pk in (check.pk, hidden.pk):
        assert client.get("/oembed", {"url": f"{SITE}/checks/{pk}/"}).status_code == 404


def test_a_page_says_where_its_card_is_described(client: Client) -> None:
    check = out(text='قال "<script>alert(1)</script>" & السد')
    page = client.get(f"/checks/{check.pk}/").content.decode()
    (address,) = re.findall(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', page)
    found = urlsplit(unescape(address))
    assert parse_qs(found.query) == {"url": [f"{SITE}/checks/{check.pk}/"], "format": ["json"]}
    answer = client.get(f"{found.path}?{found.query}")
    record = answer.json()
    assert (answer.headers["Content-Type"], answer.headers["Access-Control-Allow-Origin"]) == ("application/json", "*")
    assert {name: record[name] for name in ("version", "type", "width", "height", "provider_url")} == {
        "version": "1.0", "type": "rich", "width": 600, "height": 320, "provider_url": SITE
    }  # fmt: skip
    frame = html.fragment_fromstring(record["html"])
    assert (frame.tag, frame.get("src")) == ("iframe", f"{SITE}/checks/{check.pk}/card/?language=ar")
    assert frame.get("title") == record["title"] == 'زائف: قال "<script>alert(1)</script>" & السد'
    assert "allow-scripts" not in str(frame.get("sandbox"))


def test_a_desk_with_its_own_scale_is_worded_by_it(client: Client) -> None:
    desk = Desk.objects.create(name="تحقيقات")
    DeskVerdict.objects.create(desk=desk, verdict="false", arabic="كذب")
    reviewer, approver = (person(role, desk=desk) for role in ("reviewer", "approver"))
    check = approved(claim(desk=desk, text="قال"), reviewer, approver)
    publish(check, by=approver, reason="out")
    card = client.get(f"/checks/{check.pk}/card/").content.decode()
    record = client.get("/oembed", {"url": f"{SITE}/checks/{check.pk}/"}).json()
    assert ("<strong>كذب</strong>" in card, record["title"]) == (True, "كذب: قال")


ASKED: list[tuple[dict[str, str], int]] = [
    ({}, 400),
    ({"url": "{page}", "format": "xml"}, 501),
    ({"url": "{page}", "maxwidth": "wide"}, 400),
    ({"url": "{page}", "maxheight": "-1"}, 400),
    ({"url": "https://other.example/checks/{pk}/"}, 404),
    ({"url": "http://127.0.0.1:8000.other.example/checks/{pk}/"}, 404),
    ({"url": SITE + "/articles/{pk}/"}, 404),
    ({"url": SITE + "/checks/999999/"}, 404),
    ({"url": "http://[::1"}, 404),
    ({"url": "{page}?utm=1#top"}, 200),
    ({"url": "{page}", "maxwidth": "400", "maxheight": "250"}, 200),
]


@pytest.mark.parametrize(("asked", "status"), ASKED)
def test_what_is_asked_wrongly_is_told(client: Client, asked: dict[str, str], status: int) -> None:
    check = out()
    filled = {name: value.format(page=f"{SITE}/checks/{check.pk}/", pk=check.pk) for name, value in asked.items()}
    assert client.get("/oembed", filled).status_code == status


@pytest.mark.parametrize(("asked", "given"), [("100", 280), ("400", 400), ("5000", 600)])
def test_the_size_is_no_more_than_asked_for_and_can_be_read(client: Client, asked: str, given: int) -> None:
    page = f"{SITE}/checks/{out().pk}/"
    record = client.get("/oembed", {"url": page, "maxwidth": asked}).json()
    assert (record["width"], f'width="{given}"' in record["html"]) == (given, True)


@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: apt-get install chromium")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_it_is_shown_within_the_page_of_another_site(live_server: LiveServer, client: Client) -> None:
    check = out()
    problems: list[str] = []
    with news_site() as other, sync_playwright() as play:
        context = play.chromium.launch(executable_path=str(CHROMIUM), args=QUIET).new_context()
        page = context.new_page()
        page.on("console", lambda told: problems.append(told.text) if told.type in {"error", "warning"} else None)
        frame = f'<iframe src="{live_server.url}/checks/{check.pk}/card/" sandbox="allow-popups" width="600" height="320"></iframe>'
        other.pages |= {"/": Page(frame.encode()), "/favicon.ico": Page()}
        page.goto(other.address("/"))
        inner = page.frame_locator("iframe")
        assert inner.locator("strong").inner_text() == "زائف"
        assert inner.locator("article").evaluate("one => getComputedStyle(one).borderRadius") != "0px"
        assert context.cookies() == []
        context.close()
    assert problems == []
