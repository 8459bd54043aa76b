"""What the desk's script makes of answers that decide nothing, and what it leaves in the address and in the browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Dialog
from pytest_django.live_server_helper import LiveServer

from claims.models import Appearance, Claim, Desk
from claims.pipeline.assign import assign
from claims.pipeline.relate import reject_match
from tests.desk_rows import article, claim, in_review, match, person
from tests.web.test_accessibility import session_of
from tests.web.test_desk_drafts import WRITTEN, meanwhile, typed
from tests.web.test_desk_keyboard import at_the_desk
from tests.web.test_pages import CHROMIUM

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: apt-get install chromium"),
]
# Both before an answer can come.
TWICE = "key => [1, 2].forEach(() => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})))"


def test_keys_pressed_before_a_refusal_decide_nothing_after_it(live_server: LiveServer) -> None:
    session, other = session_of(person("reviewer").username), person("reviewer", "other")
    version = article()
    one = claim("one", version=version)
    pair, unseen = (match(one, claim(f"m{number}", version=version)) for number in range(2))
    with at_the_desk(live_server, [session], "ar") as (page,):
        page.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        meanwhile(reject_match, pair, by=other, reason="سدّان")
        page.evaluate(TWICE, "y")
        page.wait_for_selector("#claim .error")
        page.wait_for_load_state("networkidle")
        assert page.locator("#claim .error").is_visible()
    unseen.refresh_from_db()
    assert unseen.state == "suggested"


def gone(one: Claim) -> None:
    Appearance.objects.filter(claim=one).delete()
    one.delete()


def test_what_is_not_there_any_more_leaves_the_open_claim(live_server: LiveServer) -> None:
    session = session_of(person("reviewer").username)
    version = article()
    one, two = claim("one", version=version, checkworthiness=0.9), claim("two", version=version)
    with at_the_desk(live_server, [session], "ar") as (page,):
        page.goto(f"{live_server.url}/desk/")
        meanwhile(gone, two)
        page.keyboard.press("j")
        page.wait_for_selector("#gone:not([hidden])")
        assert page.get_attribute("#claim", "data-claim") == str(one.pk)
        page.keyboard.press("r")
        page.wait_for_selector(".title .state.in_review")
        assert page.locator("#gone").is_hidden()


def test_what_is_too_long_to_be_read_stays_in_its_form(live_server: LiveServer, settings: Any) -> None:
    reviewer = person("reviewer")
    session = session_of(reviewer.username)
    one = in_review(claim("one", version=article()), reviewer)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
    with at_the_desk(live_server, [session], "ar") as (page,):
        typed(page, f"{live_server.url}/desk/claims/{one.pk}/", WRITTEN * 100)
        page.select_option("#verdict", "false")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#large:not([hidden])")
        assert page.input_value("[name=summary]") == WRITTEN * 100


def test_who_has_a_claim_that_went_to_another_desk_is_not_said_to_be_logged_out(live_server: LiveServer) -> None:
    session, editor, other = session_of(person("reviewer").username), person("editor"), Desk.objects.create(name="اقتصاد")
    one = claim("one", version=article())
    with at_the_desk(live_server, [session], "ar") as (page,):
        page.clock.install()
        page.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        meanwhile(assign, one, desk=other, assignee=None, by=editor, reason="من شأنهم")
        page.clock.run_for(61_000)
        page.wait_for_selector("#taken:not([hidden])")
        assert "أُسند إلى مكتب آخر" in page.inner_text("#taken")
        assert page.locator("#ended").is_hidden()


def test_the_address_names_the_open_claim(live_server: LiveServer) -> None:
    session = session_of(person("reviewer").username)
    version = article()
    one, two = claim("one", version=version, checkworthiness=0.9), claim("two", version=version)
    with at_the_desk(live_server, [session], "ar") as (page,):
        page.goto(f"{live_server.url}/desk/?speaker=سامر")
        page.wait_for_url(f"**claim={one.pk}")
        page.keyboard.press("j")
        page.wait_for_url(f"**claim={two.pk}")
        page.reload()
        assert page.get_attribute("#claim", "data-claim") == str(two.pk)
        page.click("button[name=language]")
        page.wait_for_selector("html[lang=en]")
        assert page.get_attribute("#claim", "data-claim") == str(two.pk)
        assert page.input_value("#id_speaker") == "سامر", "and the queue is narrowed as it was"
        page.context.clear_cookies(name="sessionid")
        page.keyboard.press("r")
        page.wait_for_selector("#ended:not([hidden])")
        page.click("#ended a")
        page.fill("[name=username]", "reviewer")
        page.fill("[name=password]", "a long password")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"#claim[data-claim='{two.pk}']")


@pytest.mark.parametrize("agreed", [True, False])
def test_what_was_not_saved_is_gone_from_the_browser_of_who_logs_out(live_server: LiveServer, agreed: bool) -> None:
    reviewer = person("reviewer")
    session = session_of(reviewer.username)
    one = in_review(claim("one", version=article()), reviewer)
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if agreed:
            dialog.accept()
        else:
            dialog.dismiss()

    with at_the_desk(live_server, [session], "ar") as (page,):
        typed(page, f"{live_server.url}/desk/claims/{one.pk}/", WRITTEN)
        page.evaluate("localStorage.setItem('draft:0:verdict-1', '{}')")  # of who sat here before
        page.on("dialog", answer)
        page.click("form[action$='/logout/'] button")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("Object.keys(localStorage).length") == (1 if agreed else 2)
        assert page.locator("form[action$='/logout/']").count() == (0 if agreed else 1)
    assert asked == ["سيُحذف من هذا المتصفح ما كتبته ولم تحفظه. هل تريد الخروج؟"]
