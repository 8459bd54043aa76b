"""What was typed and not saved is kept in the browser, and overwrites nothing that was decided meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Dialog, Page
from pytest_django.live_server_helper import LiveServer

from claims.models import Claim, FactCheck, User
from claims.pipeline.review import add_evidence, write_fact_check
from tests.desk_rows import article, claim, in_review, person
from tests.web.test_accessibility import findings, session_of
from tests.web.test_desk_keyboard import at_the_desk
from tests.web.test_pages import CHROMIUM

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: apt-get install chromium"),
]

WRITTEN, OTHER, THEIRS = "ثلاثمئة عامل لا غير", "مئة وعشرون عاملا في السجل", "لم يُحسم العدد بعد"


def under_review(author: User) -> tuple[Claim, FactCheck]:
    one = in_review(claim("one", version=article()), author)
    return one, write_fact_check(one, verdict="false", summary=WRITTEN, by=author, reason="عددتهم")


def meanwhile(act: Callable[..., object], *args: Any, **fields: Any) -> None:
    """Done in a thread of its own: the browser's may not ask the database."""

    def run() -> None:
        try:
            act(*args, **fields)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as one:
        one.submit(run).result()


def typed(page: Page, address: str, words: str) -> None:
    page.goto(address)
    page.keyboard.press("v")
    page.keyboard.press("Tab")
    page.fill("[name=summary]", words)


@pytest.mark.parametrize("chosen", ["keep", "discard"])
@pytest.mark.parametrize(
    ("language", "before", "late"),
    [
        ("ar", "كتبتَ هذا قبل أن يعدّل أحدهم التحقق أو الادعاء.", "سبقك other وعدّله"),
        ("en", "You wrote this before somebody changed the fact check or its claim.", "other was first and changed it"),
    ],
)
def test_who_wrote_before_somebody_else_decided_is_told_and_chooses(
    live_server: LiveServer, chosen: str, language: str, before: str, late: str
) -> None:
    author, other = person("reviewer", "author"), person("reviewer", "other")
    session = session_of(author.username)
    one, _ = under_review(author)
    problems: list[str] = []
    with at_the_desk(live_server, [session], language) as (page,):
        page.on("pageerror", lambda error: problems.append(str(error)))
        address = f"{live_server.url}/desk/claims/{one.pk}/"
        typed(page, address, OTHER)
        page.goto(f"{live_server.url}/")
        meanwhile(write_fact_check, one, verdict="unproven", summary=THEIRS, by=other, reason="لا سجل")
        page.goto(address)
        assert before in page.inner_text(".stale:visible")
        assert THEIRS in page.inner_text(".stale:visible"), "what is there now stands beside it"
        assert page.input_value("[name=summary]") == OTHER
        assert findings(page, "desk-draft-stale", language, "wide") == []
        page.locator("[name=summary]").focus()
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#claim .error")
        assert late in page.inner_text("#claim .error")
        assert THEIRS in page.inner_text("#claim .since")
        assert page.inner_text("#check > p[dir]") == THEIRS
        assert page.input_value("[name=summary]") == OTHER, "refused, it is still kept"
        page.click(f"[data-{chosen}-draft]:visible")
        page.wait_for_function("() => ![...document.querySelectorAll('.stale')].some((one) => one.checkVisibility())")
        if chosen == "keep":
            page.locator("[name=summary]").focus()
            page.keyboard.press("Control+Enter")
            page.wait_for_function(f"() => document.querySelector('#check > p[dir]').textContent === '{OTHER}'")
        else:
            page.wait_for_function(f"() => document.querySelector('[name=summary]').value === '{THEIRS}'")
        assert page.evaluate("Object.keys(localStorage).length") == 0
    assert problems == []
    assert FactCheck.objects.get().summary == {"keep": OTHER, "discard": THEIRS}[chosen]


def test_ones_own_evidence_makes_ones_own_draft_no_older(live_server: LiveServer) -> None:
    author, other = person("reviewer", "author"), person("reviewer", "other")
    session = session_of(author.username)
    one, check = under_review(author)
    with at_the_desk(live_server, [session], "ar") as (page,):
        typed(page, f"{live_server.url}/desk/claims/{one.pk}/", OTHER)
        page.locator("[name=summary]").blur()
        for number in (1, 2):
            page.keyboard.press("e")
            page.keyboard.type(f"https://roll.example/{number}")
            page.select_option("[name=stance]", "refutes")
            page.fill("[name=snapshot]", "مئة وعشرون اسما")
            page.keyboard.press("Control+Enter")
            page.wait_for_function("n => document.querySelectorAll('.evidence blockquote').length === n", arg=number)
            assert page.locator(".stale:visible").count() == 0
            assert page.input_value("[name=summary]") == OTHER
        meanwhile(check.refresh_from_db)
        piece = {"address": "https://audit.example/1", "title": "السجل", "stance": "refutes", "snapshot": "مئة وعشرون اسما"}
        meanwhile(add_evidence, check, **piece, by=other, reason="السجل")
        page.reload()
        assert page.locator(".stale:visible").count() == 1, "what somebody else adds does"


@pytest.mark.parametrize(("door", "form"), [("/", "form[action='/logout/']"), ("/admin/", "#logout-form")])
def test_who_logs_out_takes_their_own_drafts_along_wherever_they_do(live_server: LiveServer, door: str, form: str) -> None:
    author = person("reviewer", "author")
    session = session_of(author.username)
    one, _ = under_review(author)
    own, others = f"draft:{author.pk}:verdict-{one.pk}", "draft:0:verdict-1"
    asked: list[str] = []

    def think_again(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    with at_the_desk(live_server, [session], "ar") as (page,):

        def kept() -> list[str]:
            return sorted(page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft:'))"))

        typed(page, f"{live_server.url}/desk/claims/{one.pk}/", OTHER)
        page.evaluate("name => localStorage.setItem(name, '{}')", others)
        page.goto(f"{live_server.url}{door}")
        page.once("dialog", think_again)
        page.click(f"{form} button")
        assert (asked, kept()) == (["سيُحذف من هذا المتصفح ما كتبته ولم تحفظه. هل تريد الخروج؟"], sorted([own, others]))
        page.once("dialog", lambda dialog: dialog.accept())
        with page.expect_navigation():
            page.click(f"{form} button")
        assert kept() == [others], "what somebody else wrote at this browser waits for them"


def test_a_box_turns_with_most_of_what_is_typed(live_server: LiveServer) -> None:
    author = person("reviewer", "author")
    session = session_of(author.username)
    one, _ = under_review(author)
    ways: list[str | None] = []
    with at_the_desk(live_server, [session], "ar") as (page,):
        page.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        box = page.locator("[name=snapshot]")
        ways.append(box.get_attribute("dir"))
        page.keyboard.press("e")
        for words in ("The roll of 2018", "F-16 (2018) سقطت أمس فوق البحيرة", "120"):
            box.fill(words)
            ways.append(box.get_attribute("dir"))
        box.fill("The roll of 2018")
        page.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        ways.append(box.get_attribute("dir"))
    assert ways == ["rtl", "ltr", "rtl", "rtl", "ltr"]
