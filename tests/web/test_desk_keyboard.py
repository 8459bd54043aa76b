"""The desk by keyboard alone, in a real browser, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from playwright.sync_api import Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from claims.models import Claim, Decision, Evidence, FactCheck, Match, Notification, User
from claims.pipeline.assign import assign
from claims.pipeline.review import change_status
from claims.web.claim_view import MOST_MATCHES
from claims.web.queue import CLAIMS_A_PAGE
from tests.desk_rows import approved, article, checked, claim, match, person
from tests.web.test_accessibility import opened_by, session_of
from tests.web.test_claim_view import of_many
from tests.web.test_pages import CHROMIUM, QUIET

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: apt-get install chromium"),
]
WIDE = (1360, 900)
MARCH_11 = DateRange(date(2026, 3, 11), date(2026, 3, 12))


@contextmanager
def at_the_desk(live_server: LiveServer, sessions: list[str], language: str, problems: list[str] | None = None) -> Iterator[list[Page]]:
    """One page for each session, each of a browser of its own. What its console calls an error is added to `problems`."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        pages = [opened_by(browser, live_server, session, language, WIDE) for session in sessions]
        for page in pages:
            if problems is not None:
                page.on("pageerror", lambda error: problems.append(str(error)))
                page.on("console", lambda told: problems.append(told.text) if told.type == "error" else None)
        yield pages
        browser.close()


def ten_matches() -> tuple[Claim, Claim]:
    version = article()
    one = claim("one", version=version, checkworthiness=0.9)
    for number in range(10):
        # Of the day after, so that an update has a direction.
        match(one, claim(f"m{number}", version=version, checkworthiness=0.1, said=MARCH_11))
    return one, claim("two", version=version, checkworthiness=0.8)


def decide_ten(page: Page) -> None:
    """Every key of a match, each waited for."""
    for decided, key in enumerate("yxndpyyxxy", 1):
        page.keyboard.press(key)
        page.wait_for_function("n => document.querySelectorAll('.match.suggested').length === n", arg=10 - decided)


def test_the_queue_tells_what_was_just_decided(live_server: LiveServer) -> None:
    claim("a", version=article())
    claim("b", version=article(), checkworthiness=0.1)
    problems: list[str] = []
    with at_the_desk(live_server, [session_of(person("reviewer").username)], "en", problems) as (page,):
        page.goto(f"{live_server.url}/desk/")
        rows = page.locator("#queue .facts")
        before = rows.all_inner_texts()
        page.keyboard.press("r")
        page.wait_for_selector(".title .state.in_review")
        page.keyboard.press("t")
        page.wait_for_selector('.title [data-key="t"]:has-text("leave")')
        after = rows.all_inner_texts()
        assert (after[0].strip(), after[1:]) == (before[0].strip().replace("unreviewed", "in review · reviewer"), before[1:])
        assert problems == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_ten_matches_a_claim_and_a_verdict_without_a_mouse(live_server: LiveServer, language: str) -> None:
    session = session_of(person("reviewer").username)
    one, second = ten_matches()
    problems: list[str] = []
    with at_the_desk(live_server, [session], language, problems) as (page,):
        page.goto(f"{live_server.url}/desk/")
        keyboard = page.keyboard
        decide_ten(page)
        keyboard.press("m")
        keyboard.press("i")
        keyboard.press("u")  # the first of those decided is open again
        page.wait_for_selector(".match.suggested")
        keyboard.press("x")
        page.wait_for_function("() => document.querySelectorAll('.match.suggested').length === 0")
        keyboard.press("r")
        page.wait_for_selector(".title .state.in_review")
        keyboard.press("v")
        keyboard.press("ArrowDown")  # none is chosen beforehand
        keyboard.press("Tab")
        keyboard.type("ثلاثمئة لا غير")
        page.reload()
        assert page.input_value("[name=summary]") == "ثلاثمئة لا غير", "a draft outlives the page"
        page.locator("[name=summary]").focus()
        keyboard.press("Control+Enter")
        page.wait_for_selector(".evidence")
        keyboard.press("Escape")
        keyboard.press("j")
        page.wait_for_selector(f"#claim[data-claim='{second.pk}']")
        keyboard.press("s")
        page.wait_for_selector(".title .state.dismissed")
        keyboard.press("z")
        page.wait_for_selector(".title .state.unreviewed")
        keyboard.press("k")
        page.wait_for_selector(f"#claim[data-claim='{one.pk}']")
        keyboard.press("?")
        page.wait_for_selector("#help[open]")
        keyboard.press("Escape")
        keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "id_q"
    assert problems == []
    assert Match.objects.filter(state="suggested").count() == 0
    assert (Claim.objects.get(pk=second.pk).status, FactCheck.objects.get().summary) == ("unreviewed", "ثلاثمئة لا غير")


def test_what_was_just_decided_is_taken_back_and_the_keys_go_on_from_where_they_were(live_server: LiveServer) -> None:
    session = session_of(person("reviewer").username)
    version = article()
    one = claim("one", version=version)
    first, second, third = (str(match(one, claim(f"m{number}", version=version)).pk) for number in range(3))
    aimed = "() => document.querySelector('.match.aimed').dataset.match"
    with at_the_desk(live_server, [session], "ar") as (page,):
        page.goto(f"{live_server.url}/desk/claims/{one.pk}/")

        def press(key: str, waiting: int) -> str:
            """The match that the keys are about once so many wait."""
            page.keyboard.press(key)
            page.wait_for_function("n => document.querySelectorAll('.match.suggested').length === n", arg=waiting)
            return str(page.evaluate(aimed))

        assert press("m", 3) == second
        assert press("y", 2) == third, "the next in the order that was seen"
        assert press("u", 3) == second, "which was decided on last"
        assert press("x", 2) == third
        assert press("y", 1) == first
        assert press("i", 1) != first
        page.keyboard.press("m")
        assert press("n", 0)
    assert list(Match.objects.order_by("pk").values_list("state", "relation")) == [
        ("confirmed", "contradicts"),
        ("rejected", ""),
        ("confirmed", "contradicts"),
    ]


def test_what_was_decided_behind_all_that_is_shown_is_taken_back(live_server: LiveServer) -> None:
    session = session_of(person("reviewer").username)
    one, _decided, (late,) = of_many(MOST_MATCHES + 1, 1)
    with at_the_desk(live_server, [session], "ar") as (page,):
        page.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        page.keyboard.press("x")
        page.wait_for_selector(f".match.rejected[data-match='{late}']")
        page.keyboard.press("u")
        page.wait_for_selector(f".match.suggested[data-match='{late}']")
    assert Match.objects.filter(state="confirmed").count() == MOST_MATCHES + 1
    assert Match.objects.get(pk=late).state == "suggested"


def test_from_evidence_to_the_readers_without_a_mouse(live_server: LiveServer) -> None:
    """The rest of the way, and on an Arabic keyboard, whose keys type other letters."""
    reviewer, approver = (session_of(person(role).username) for role in ("reviewer", "approver"))
    one = claim("one", version=article())
    problems: list[str] = []
    with at_the_desk(live_server, [reviewer, approver], "ar", problems) as (writing, approving):
        writing.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        keyboard = writing.keyboard
        press_arabic(writing, "KeyR", "ق")
        writing.wait_for_selector(".title .state.in_review")
        keyboard.press("v")
        keyboard.press("ArrowDown")
        keyboard.press("Tab")
        keyboard.type("ثلاثمئة لا غير")
        keyboard.press("Control+Enter")
        writing.wait_for_selector(".evidence")
        for number, host in enumerate(("roll.example", "audit.example"), 1):
            keyboard.press("Escape")
            keyboard.press("e")
            keyboard.type(f"https://{host}/1")
            keyboard.press("Tab")
            keyboard.type("السجل")
            keyboard.press("Tab")
            keyboard.press("ArrowDown")  # none is chosen beforehand
            keyboard.press("Tab")
            keyboard.type("مئة وعشرون اسما")
            keyboard.press("Control+Enter")
            writing.wait_for_function("n => document.querySelectorAll('.evidence blockquote').length === n", arg=number)
        keyboard.press("Escape")
        keyboard.press("q")
        writing.wait_for_selector(".title .state.in_approval")
        approving.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        approving.keyboard.press("r")  # back to who wrote it
        approving.wait_for_selector(".title .state.in_review")
        approving.keyboard.press("q")
        approving.wait_for_selector(".title .state.in_approval")
        approving.keyboard.press("a")
        approving.keyboard.type("الأدلة كافية")
        approving.keyboard.press("Enter")
        approving.wait_for_selector(".title .state.reviewed")
        approving.keyboard.press("b")
        approving.keyboard.press("b")  # which is asked
        approving.wait_for_selector("a[href^='/checks/']")
    assert problems == []
    assert (FactCheck.objects.get().stand, Evidence.objects.count()) == ("published", 2)


def press_arabic(page: Page, code: str, letter: str) -> None:
    """A key as an Arabic keyboard sends it."""
    pressed = "([code, key]) => document.body.dispatchEvent(new KeyboardEvent('keydown', {code, key, bubbles: true, cancelable: true}))"
    page.evaluate(pressed, [code, letter])


@pytest.mark.parametrize(
    ("language", "held", "late"),
    [
        ("ar", "يعمل عليه {}", "سبقك second وقرّر: لا يستحق التحقق"),
        ("en", "{} is working on it", "second was first and decided: not worth checking"),
    ],
)
def test_two_people_race(live_server: LiveServer, language: str, held: str, late: str) -> None:
    """Who opens a claim first holds it; the other sees so, may take it over, and the first is told; and whoever decides late is told who
    was first."""
    first, second = (session_of(person("reviewer", name).username) for name in ("first", "second"))
    one = claim("one", version=article())
    with at_the_desk(live_server, [first, second], language) as (ours, theirs):
        ours.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        theirs.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        assert held.format("first") in theirs.inner_text(".held")
        assert theirs.locator("[data-key=r]").count() == 0
        theirs.keyboard.press("o")
        theirs.wait_for_selector("[data-key=r]")
        ours.keyboard.press("r")
        ours.wait_for_selector("#claim .error")
        assert held.format("second") in ours.inner_text("#claim .error")
        theirs.keyboard.press("s")
        theirs.wait_for_selector(".title .state.dismissed")
        # Dismissing is the end of second's work; first has the page from before it.
        ours.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        theirs.goto(f"{live_server.url}/desk/?tab=dismissed")
        ours.evaluate("document.querySelector('[name=version]').value = 0")
        ours.locator("#claim button[data-key=t]").evaluate("button => button.form.elements.version.value = 0")
        ours.keyboard.press("t")
        ours.wait_for_selector("#claim .error")
        assert late in ours.inner_text("#claim .error")
    assert list(Decision.objects.filter(subject="claim").values_list("actor__username", "to_state")) == [("second", "dismissed")]


@pytest.mark.parametrize("key", ["v", "e", "a", "w", "g"])
def test_words_for_a_field_that_is_not_there_decide_nothing_until_esc_or_a_click(live_server: LiveServer, key: str) -> None:
    session = session_of(person("reviewer").username)
    one, two = claim("one", version=article()), claim("two")
    with at_the_desk(live_server, [session], "en") as (page,):
        notice = page.locator("#fieldless")
        page.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        assert notice.is_hidden()
        page.keyboard.press(key)
        assert (notice.is_visible(), page.locator("#review-first").is_visible()) == (True, key in "ve")
        page.wait_for_timeout(1100)  # whoever thinks before they type is no safer
        page.keyboard.type("this shows 300, not a hundred?")
        page.keyboard.press("Enter")
        assert (page.url, notice.is_visible()) == (f"{live_server.url}/desk/claims/{one.pk}/", True)
        page.keyboard.press("Escape")
        assert notice.is_hidden()
        page.keyboard.press("s")
        page.wait_for_selector(".title .state.dismissed")
        page.goto(f"{live_server.url}/desk/claims/{two.pk}/")
        page.keyboard.press(key)
        page.keyboard.press("s")
        page.mouse.click(5, 5)
        assert notice.is_hidden()
        page.keyboard.press("r")
        page.wait_for_selector(".title .state.in_review")
    assert list(Decision.objects.filter(subject="claim").order_by("pk").values_list("to_state", flat=True)) == ["dismissed", "in_review"]


def test_words_for_a_claim_that_somebody_else_has_open_do_not_take_it_over(live_server: LiveServer) -> None:
    first, second = (session_of(person("reviewer", name).username) for name in ("first", "second"))
    one = claim("one", version=article())
    with at_the_desk(live_server, [first, second], "ar") as (ours, theirs):
        ours.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        theirs.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        theirs.keyboard.press("v")
        theirs.keyboard.type("not so")
        theirs.keyboard.press("Escape")
        assert theirs.locator(".held").is_visible()
        theirs.keyboard.press("o")
        theirs.wait_for_selector("[data-key=r]")
    assert Decision.objects.filter(subject="claim").count() == 0


def test_words_begun_before_a_refusal_decide_nothing_behind_it(live_server: LiveServer) -> None:
    session = session_of(person("reviewer").username)
    one = claim("one", version=article())
    for to in ("dismissed", "unreviewed"):
        change_status(one, to=to, by=person("reviewer", to), reason="r")
    with at_the_desk(live_server, [session], "en") as (page,):
        page.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        page.locator("#claim button[data-key=r]").evaluate("button => button.form.elements.version.value = 0")
        page.keyboard.type("rv")
        page.wait_for_selector("#claim .error")
        page.keyboard.type("this shows a hundred")
        assert page.locator("#fieldless").is_visible()
    one.refresh_from_db()
    assert (one.status, one.version) == ("unreviewed", 2)


def test_to_publish_is_asked_once_more(live_server: LiveServer) -> None:
    author, approver = person("reviewer"), person("approver")
    session = session_of(approver.username)
    one = claim("one", version=article())
    check = approved(one, author, approver)
    with at_the_desk(live_server, [session], "en") as (page,):
        page.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        page.keyboard.down("b")
        page.keyboard.down("b")  # held down, it is one key
        page.keyboard.up("b")
        page.wait_for_function("() => document.activeElement.dataset.key === 'b'")
        assert page.locator("#check").get_by_text("It cannot be taken back").is_visible()
        page.keyboard.down("b")
        page.wait_for_selector("a[href^='/checks/']")
    check.refresh_from_db()
    assert check.stand == "published"


@pytest.mark.parametrize(("size", "beneath"), [((390, 800), True), (WIDE, False)])
def test_a_claim_that_is_chosen_comes_into_view(live_server: LiveServer, size: tuple[int, int], beneath: bool) -> None:
    """On a phone the claim stands beneath the queue: the page goes there. Beside the queue both are in view."""
    session = session_of(person("reviewer").username)
    version = article()
    for number in range(12):
        claim(f"{number}", version=version)
    with at_the_desk(live_server, [session], "ar") as (page,):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"{live_server.url}/desk/")
        last = page.locator("#queue a").last
        chosen = last.get_attribute("data-claim")
        last.click()
        page.wait_for_selector(f"#claim[data-claim='{chosen}']")
        top = page.evaluate("document.getElementById('claim').getBoundingClientRect().top")
        assert (0 <= top < size[1] / 2, page.evaluate("scrollY") > 0) == (True, beneath)


def test_words_typed_before_their_field_has_come_decide_nothing(live_server: LiveServer) -> None:
    session = session_of(person("reviewer").username)
    one = claim("one", version=article())
    with at_the_desk(live_server, [session], "en") as (page,):
        page.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        page.keyboard.type("rvthis shows a hundred")
        page.wait_for_selector(".title .state.in_review")
        page.wait_for_function("() => document.activeElement.name === 'verdict'")
    assert list(Decision.objects.filter(subject="claim").values_list("to_state", flat=True)) == ["in_review"]


def test_what_was_written_is_kept_when_the_session_ends(live_server: LiveServer, client: Client) -> None:
    reviewer = person("reviewer")
    session = session_of(reviewer.username)
    one = claim("one", version=article())
    with at_the_desk(live_server, [session], "en") as (page,):
        page.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        page.keyboard.press("r")
        page.wait_for_selector(".title .state.in_review")
        page.keyboard.press("v")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.type("Three hundred, no more")
        page.context.clear_cookies(name="sessionid")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#ended:not([hidden])")
        assert page.input_value("[name=summary]") == "Three hundred, no more", "the page stays as it is"
        page.click("#ended a")
        page.fill("[name=username]", "reviewer")
        page.fill("[name=password]", "a long password")
        page.keyboard.press("Enter")
        page.wait_for_selector("[name=summary]")
        page.wait_for_load_state()
        assert page.input_value("[name=summary]") == "Three hundred, no more"
        page.locator("[name=summary]").focus()
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".verdict")
        page.reload()
        assert page.evaluate("Object.keys(localStorage).length") == 0, "what is saved is no draft any more"
    assert FactCheck.objects.get().summary == "Three hundred, no more"


def test_notifications_by_keyboard(live_server: LiveServer) -> None:
    editor, reviewer = person("editor"), person("reviewer")
    session = session_of(reviewer.username)
    version = article()
    claims = [claim(key, version=version) for key in "abc"]
    for one in claims:
        assign(one, desk=None, assignee=reviewer, by=editor, reason="for you")
    problems: list[str] = []
    with at_the_desk(live_server, [session], "en", problems) as (page,):
        page.goto(f"{live_server.url}/")
        assert page.inner_text("#bell") == "3"
        page.keyboard.press("2")
        page.wait_for_selector(".told")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("e")
        page.wait_for_function("() => document.querySelectorAll('.told .unread').length === 2")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"#claim[data-claim='{claims[2].pk}']")
        page.keyboard.press("2")
        page.wait_for_selector(".told")
        assert page.locator(".told .unread").count() == 1, "what was opened is read"
        page.keyboard.press("a")
        page.wait_for_function("() => document.querySelectorAll('.told .unread').length === 0")
        assert page.locator("#bell").is_hidden()
    assert problems == []
    assert Notification.objects.unread().count() == 0


def test_an_editor_gives_a_claim_by_keyboard(live_server: LiveServer) -> None:
    session = session_of(person("editor").username)
    for name in ("huda", "kamal"):
        person("reviewer", name)
    one = claim("one", version=article())
    with at_the_desk(live_server, [session], "en") as (page,):
        page.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        page.keyboard.press("g")
        page.keyboard.type("k")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".title .facts >> text=kamal")
        assert page.evaluate("document.activeElement.id") == "claim", "reading goes on from what the decision shows"
    assert Claim.objects.get().assignee == User.objects.get(username="kamal")


def test_a_verdict_under_approval_is_taken_back_by_keyboard(live_server: LiveServer) -> None:
    reviewer = person("reviewer")
    session = session_of(reviewer.username)
    one = claim("one", version=article())
    checked(one, reviewer)
    with at_the_desk(live_server, [session], "en") as (page,):
        page.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        page.keyboard.press("c")
        page.wait_for_function("() => document.querySelectorAll('.evidence blockquote').length === 1")
    assert Evidence.objects.standing().count() == 1


def test_moves_back_evidence_pages_and_tabs_without_a_mouse(live_server: LiveServer) -> None:
    reviewer = person("reviewer")
    session = session_of(reviewer.username)
    version = article()
    one = claim("one", version=version, checkworthiness=0.9)
    checked(one, reviewer)
    for number in range(CLAIMS_A_PAGE + 1):
        claim(f"{number}", version=version)
    problems: list[str] = []
    with at_the_desk(live_server, [session], "ar", problems) as (page,):
        page.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        keyboard = page.keyboard
        keyboard.press("f")
        keyboard.press("f")
        keyboard.press("Enter")  # takes the second piece out
        page.wait_for_function("() => document.querySelectorAll('.evidence blockquote').length === 1")
        assert page.get_attribute(".evidence a", "href") == "https://roll.example/1"
        keyboard.press("r")
        page.wait_for_selector(".title .state.in_review")
        keyboard.press("h")
        page.wait_for_selector(".title .state.unreviewed")
        keyboard.press("s")
        page.wait_for_selector(".title .state.dismissed")
        keyboard.press("h")
        page.wait_for_selector(".title .state.unreviewed")
        page.goto(f"{live_server.url}/desk/")
        page.locator("#queue a").nth(CLAIMS_A_PAGE - 1).click()
        page.wait_for_function(f"() => document.querySelectorAll('#queue a')[{CLAIMS_A_PAGE - 1}].hasAttribute('aria-current')")
        keyboard.press("j")
        page.wait_for_url("**after=*")
        keyboard.press("k")
        page.wait_for_url("**before=*")
        press_arabic(page, "Period", "ز")
        page.wait_for_url("**?tab=contradicted*")
        press_arabic(page, "Comma", "و")
        page.wait_for_url("**?tab=open*")
        keyboard.press(",")
        page.wait_for_url("**?tab=dismissed*")
    assert problems == []


def test_where_no_day_tells_the_newer_the_key_asks(live_server: LiveServer) -> None:
    session = session_of(person("reviewer").username)
    one = claim("one", version=article())
    match(one, claim("other"))
    with at_the_desk(live_server, [session], "en") as (page,):
        page.goto(f"{live_server.url}/desk/claims/{one.pk}/")
        page.keyboard.press("p")
        page.keyboard.type("this")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".match.confirmed")
    assert (Match.objects.get().relation, Match.objects.get().direction) == ("updates", "low_updates_high")
