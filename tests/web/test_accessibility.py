"""Every page and mail in both languages, wide and as narrow as a phone, held against axe-core: nothing serious and nothing critical.

With SCREENSHOTS=FOLDER in the environment a picture of each is left there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from claims.models import Mail, Notification, User
from claims.pipeline.mail_words import compose, unsubscribe_path
from claims.pipeline.save_search import save_search
from tests.web.one_time_codes import OneTimeCodes
from tests.web.scene import Scene, newsroom
from tests.web.test_pages import CHROMIUM, QUIET

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: apt-get install chromium"),
]
WIDTHS = {"wide": (1360, 900), "phone": (390, 844)}
SHOTS = os.environ.get("SCREENSHOTS", "")
GRAVE = {"serious", "critical"}
# Sends the form of a field with more in it than is read.
TOO_LARGE = "(field, most) => { field.value = 'x'.repeat(most); field.form.submit(); }"


def pages(scene: Scene) -> Iterator[tuple[str, str, str]]:
    """The name of each page, who reads it ("" for a stranger), and its address."""
    first, second, third, english = (one.pk for one in scene.claims)
    yield "login", "", "/login/"
    yield "check", "", f"/checks/{scene.published.pk}/"
    yield "card", "", f"/checks/{scene.published.pk}/card/"
    yield "missing", "", "/nothing/"
    yield "unsubscribe", "", unsubscribe_path(scene.people["reviewer"], "assigned")
    yield "articles", "reader", "/"
    yield "article", "reader", f"/articles/{scene.versions[0].article_id}/"
    yield "claim", "reader", f"/claims/{first}/"
    yield "claim-corrected", "reader", f"/claims/{third}/"
    yield "speaker", "reader", f"/speakers/{scene.speaker.pk}/"
    yield "dashboard", "reader", "/dashboard/"
    yield "notifications-empty", "reader", "/notifications/"
    yield "desk", "reviewer", "/desk/"
    yield "desk-empty", "reviewer", "/desk/?tab=dismissed"
    yield "desk-filters-wrong", "reviewer", "/desk/?least=many&speaker=سامر"
    yield "desk-searches", "reviewer", "/desk/"
    yield "desk-claim", "reviewer", f"/desk/claims/{first}/"
    yield "notifications", "reviewer", "/notifications/"
    yield "settings", "reviewer", "/settings/"
    yield "keys", "reviewer", "/settings/keys/"
    yield "desk-approval", "approver", f"/desk/claims/{second}/"
    yield "desk-overtaken", "approver", f"/desk/claims/{second}/"
    yield "desk-writing", "approver", f"/desk/claims/{english}/"
    # Whose it is now: of who has just opened it.
    yield "desk-held", "reviewer", f"/desk/claims/{english}/"
    yield "desk-assigning", "editor", f"/desk/claims/{third}/"
    yield "password-again", "reader", "/login/again/"
    yield "second-factor", "editor", "/second-factor/"
    yield "second-factor-app", "editor", "/second-factor/app/"
    yield "login-code", "half", "/login/code/"
    yield "second-factor-set", "administrator", "/second-factor/"
    yield "second-factor-codes", "administrator", "/second-factor/codes/new/"
    yield "second-factor-remove", "administrator", "/second-factor/app/remove/"


@pytest.mark.parametrize("width", list(WIDTHS))
@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_page_keeps_anybody_out(live_server: LiveServer, language: str, width: str) -> None:
    scene = newsroom()
    User.objects.update(language="")
    # A name without a role opens nothing: the page that says so.
    User.objects.create_user(username="stranger", password="a long password")
    visits = [*pages(scene), ("forbidden", "stranger", "/desk/")]
    save_search(name="السدود", place="queue", query="tab=open", by=scene.people["reviewer"])
    entered = with_second_factor(scene.people["editor"], scene.people["administrator"])
    sessions = {reader: entered.get(reader) or session_of(reader) for _, reader, _ in visits}
    grave: list[str] = []
    mail = mail_to("reviewer", language)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        for name, reader, path in visits:
            page = opened_by(browser, live_server, sessions[reader], language, WIDTHS[width])
            answer = page.goto(f"{live_server.url}{path}")
            assert answer is not None
            assert answer.status == {"missing": 404, "forbidden": 403}.get(name, 200), name
            assert urlsplit(page.url).path == urlsplit(path).path, "it leads elsewhere"
            grave += findings(page, name, language, width)
            if name == "login":
                with page.expect_navigation() as led:
                    page.eval_on_selector("[name=username]", TOO_LARGE, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
                assert led.value.status == 413
                grave += findings(page, "too-large", language, width)
            if name == "desk":
                page.keyboard.press("?")
                page.wait_for_selector("#help[open]")
                grave += findings(page, "help", language, width)
            if name == "desk-searches":
                page.click("details.searches summary")
                grave += findings(page, "desk-searches-open", language, width)
                page.click("details.searches button[formaction$='/follow/']")
                page.wait_for_selector("#address")
                grave += findings(page, "feed-address", language, width)
            if name == "desk-overtaken":
                page.eval_on_selector_all("[name=version]", "all => all.forEach((one) => { one.value = 0; })")
                page.fill("form[data-draft^=approve] [name=reason]", "الأدلة كافية")
                page.press("form[data-draft^=approve] [name=reason]", "Enter")
                page.wait_for_selector("#claim .error")
                grave += findings(page, "desk-overtaken-said", language, width)
            page.context.close()
        page = opened_by(browser, live_server, "", language, WIDTHS[width])
        page.set_content(mail)
        grave += findings(page, "mail", language, width)
        browser.close()
    assert grave == []


def mail_to(username: str, language: str) -> str:
    """All that a person was told, as a mail program shows it."""
    user = User.objects.get(username=username)
    user.language = language
    told = list(Notification.objects.filter(person=user).for_lists())
    assert told
    return str(compose(Mail.objects.create(person=user), told).alternatives[0][0])


def session_of(username: str) -> str:
    """The cookie of somebody who has logged in; "" for a stranger."""
    if not username:
        return ""
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client.cookies["sessionid"].value


def with_second_factor(without: User, having: User) -> dict[str, str]:
    """The cookies of two who have just logged in, and of one, `half`, of whom a code is asked."""
    codes = OneTimeCodes.of(having)
    clients = {without.username: Client(), having.username: Client(), "half": Client()}
    for name, client in clients.items():
        client.post("/login/", {"username": having.username if name == "half" else name, "password": "a long password"})
    clients[having.username].post("/login/code/", {"code": codes.now()})
    return {name: client.cookies["sessionid"].value for name, client in clients.items()}


def opened_by(browser: Browser, live_server: LiveServer, session: str, language: str, size: tuple[int, int]) -> Page:
    context = browser.new_context(locale=language, viewport={"width": size[0], "height": size[1]})
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return context.new_page()


def findings(page: Page, name: str, language: str, width: str) -> list[str]:
    """What axe-core finds serious or worse, and whether the page is wider than its window."""
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}-{language}-{width}.png", full_page=True)
    found = [
        f"{name}: {one['id']} ({one['impact']}): {[node['html'][:150] for node in one['nodes'][:3]]}"
        for one in Axe().run(page).response["violations"]
        if one["impact"] in GRAVE
    ]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append(f"{name}: wider than its window")
    return found
