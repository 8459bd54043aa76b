"""The dashboard in a real browser, in both directions; it shows what the API says."""

import html
import re
from datetime import date

import lxml.html
import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from claims.pipeline.extract import extract_findings
from claims.pipeline.ingest import Submission, find_outlet, ingest
from claims.pipeline.relate import confirm_match
from claims.pipeline.store import store_findings
from tests.api.people import person
from tests.desk_rows import claim, match
from tests.web.test_pages import CHROMIUM, opened

TEXT = """سد الوردة

قال مدير السد سامر الحلواني، الثلاثاء، إن "عدد العاملين في السد أكثر من 300 عامل"."""

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: apt-get install chromium"),
]


@pytest.mark.parametrize(("language", "mirrored"), [("ar", "matrix(-1, 0, 0, 1, 0, 0)"), ("en", "none")])
def test_charts_are_drawn_in_the_direction_of_the_page(live_server: LiveServer, client: Client, language: str, mirrored: str) -> None:
    editor = person("editor")
    client.force_login(editor)
    version, _ = ingest(Submission(text=TEXT, outlet=find_outlet(""), published=date(2026, 3, 10), language="ar"), by=editor)
    store_findings(version.pk, extract_findings(version))
    problems: list[str] = []
    unknown = {"ar": "وسيلة غير معروفة", "en": "Unknown outlet"}[language]
    for page in opened(live_server, client, "/dashboard/", language):
        page.on("console", lambda message: problems.append(message.text))
        page.reload()
        assert page.evaluate("getComputedStyle(document.querySelector('svg.columns')).transform") == mirrored
        assert page.locator("svg.columns title").all_text_contents() == [{"ar": "١٠ مارس ٢٠٢٦: ١", "en": "10 March 2026: 1"}[language]]
        assert page.locator(".bars th[scope=row]").all_inner_texts()[-3:] == ["سامر الحلواني", unknown, "العربية"]
        page.fill("[name=first]", "2026-03-11")
        page.click(".filters button")
        assert "first=2026-03-11" in page.url
        assert page.locator(".figures dd").first.inner_text() == {"ar": "٠", "en": "0"}[language]
        # Asking for itself again replaces the charts and nothing else.
        page.goto(f"{live_server.url}/dashboard/")
        page.evaluate("document.querySelector('h1').textContent = 'kept'")
        # A table that somebody reads stays open.
        page.click("#table-days summary")
        page.evaluate("document.querySelector('.figures').remove()")
        page.evaluate("htmx.ajax('GET', location.href, {target: '#charts', select: '#charts', swap: 'outerHTML'})")
        page.wait_for_selector(".figures")
        assert (page.inner_text("h1"), page.locator("#table-days").get_attribute("open")) == ("kept", "")
        page.emulate_media(media="print")
        assert page.locator("#table-days table").is_visible()
    assert problems == []


def test_who_is_logged_out_meanwhile_is_led_to_the_log_in_and_back(live_server: LiveServer, client: Client) -> None:
    user = person("reader")
    client.force_login(user)
    for page in opened(live_server, client, "/dashboard/?language=ar", "ar"):
        page.context.clear_cookies()
        page.evaluate("htmx.ajax('GET', location.href, {target: '#charts', select: '#charts', swap: 'outerHTML'})")
        page.wait_for_url("**/login/?next=**")
        page.fill("[name=username]", user.username)
        page.fill("[name=password]", "a password")
        page.click(".login button.main")
        page.wait_for_selector("#charts .figures")
        assert page.url.endswith("/dashboard/?language=ar")


def test_relations_are_not_parted_by_language_and_their_file_is_as_the_page(client: Client) -> None:
    client.force_login(person("reader"))
    match(claim("a"), claim("b", language="en"))
    body = client.get("/dashboard/", {"language": "ar", "first": "2026-01-01"}).content.decode()
    assert "/api/v1/statistics/claims-by-status?as=csv&amp;language=ar&amp;first=2026-01-01" in body
    (file,) = re.findall(r'href="(/api/v1/statistics/matches-by-week[^"]*)"', body)
    answer = client.get(html.unescape(file))
    assert (file, answer.status_code, answer.content.decode().count("contradicts")) == (
        "/api/v1/statistics/matches-by-week?as=csv&amp;first=2026-01-01", 200, 1,
    )  # fmt: skip


def test_what_people_made_of_suggestions_and_how_the_work_goes_stand_in_tables(client: Client) -> None:
    people = person("reviewer"), person("approver")
    for number in range(7):
        pair = match(claim(f"{number}a"), claim(f"{number}b"), "same")
        confirm_match(pair, by=people[0], reason="plain", relation="same" if number else "agrees")
        if number < 3:
            confirm_match(pair, by=people[1], reason="plain", relation="agrees" if number < 2 else "same")
    client.force_login(people[0])
    page = lxml.html.document_fromstring(client.get("/dashboard/", headers={"accept-language": "ar"}).content.decode())

    def table(name: str) -> list[list[str]]:
        rows = page.findall(f".//table[@id='table-{name}']/tbody/tr")
        return [[" ".join("".join(map(str, cell.itertext())).split()) for cell in row] for row in rows]

    assert table("judged") == [["مطابق", "٥", "٢", "٠", "٧١٪"]]
    assert table("agreement") == [["٣", "٢", "٠٫٤"]]
    assert [row[1] for row in table("versions") + table("pages")] == ["٠"] * 8
    linked = [(link.get("href") or "").partition("?")[0] for link in page.findall(".//a")]
    files = [address.rpartition("/")[2] for address in linked if "/statistics/" in address]
    assert files == [
        *("backlog", "hours-to-verdict", "claims-by-day", "matches-by-week"),
        *("suggestion-precision", "reviewer-agreement", "pipeline-health"),
        *("claims-by-status", "claims-by-speaker", "claims-by-language"),
    ]


def test_days_the_wrong_way_round_are_told(client: Client) -> None:
    client.force_login(person("reader"))
    answer = client.get("/dashboard/", {"first": "2026-03-11", "last": "2026-03-01"})
    assert list(answer.context["form"].errors) == ["last"]


def test_who_has_no_role_is_refused(client: Client, django_user_model: type) -> None:
    client.force_login(django_user_model.objects.create_user(username="new"))  # type: ignore[attr-defined]
    assert client.get("/dashboard/").status_code == 403
