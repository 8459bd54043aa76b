"""The desk by keyboard alone, in a real browser, in both languages."""

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from claims.models import Claim, FactCheck, Match
from tests.desk_rows import article, claim, match, person
from tests.web.test_pages import CHROMIUM, opened

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: apt-get install chromium"),
]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_ten_matches_a_claim_and_a_verdict_without_a_mouse(live_server: LiveServer, client: Client, language: str) -> None:
    cache.clear()
    client.force_login(person("reviewer"))
    version = article()
    one = claim("one", version=version, checkworthiness=0.9)
    second = claim("two", version=version, checkworthiness=0.8)
    for number in range(10):
        match(one, claim(f"m{number}", version=version, checkworthiness=0.1))
    problems: list[str] = []
    for page in opened(live_server, client, "/desk/", language):
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        keyboard = page.keyboard
        for decided, key in enumerate("yxndpyyxxy", 1):
            keyboard.press(key)
            page.wait_for_function("n => document.querySelectorAll('.match.suggested').length === n", arg=10 - decided)
        keyboard.press("r")
        page.wait_for_selector(".head .state.in_review")
        keyboard.press("v")
        keyboard.type("m")  # the verdict that begins so is chosen in the list
        keyboard.press("Tab")
        keyboard.type("ثلاثمئة لا غير")
        page.reload()
        assert page.input_value("[name=summary]") == "ثلاثمئة لا غير", "a draft outlives the page"
        page.locator("[name=summary]").focus()
        keyboard.press("Tab")
        keyboard.press("Tab")
        keyboard.press("Enter")
        page.wait_for_selector(".evidence")
        keyboard.press("Escape")
        keyboard.press("j")
        page.wait_for_selector(f"#claim[data-claim='{second.pk}']")
        keyboard.press("s")
        page.wait_for_selector(".head .state.dismissed")
        keyboard.press("z")
        page.wait_for_selector(".head .state.unreviewed")
        keyboard.press("k")
        page.wait_for_selector(f"#claim[data-claim='{one.pk}']")
        keyboard.press("?")
        assert page.locator("#help").is_visible()
        keyboard.press("Escape")
        keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "id_q"
    assert problems == []
    relations = sorted(Match.objects.values_list("state", "relation"))
    assert relations == sorted([("confirmed", "contradicts")] * 5 + [("rejected", "")] * 4 + [("confirmed", "updates")])
    assert (Claim.objects.get(pk=second.pk).status, FactCheck.objects.get().summary) == ("unreviewed", "ثلاثمئة لا غير")
