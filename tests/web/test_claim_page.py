"""The page of a claim, for everybody who reads."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from claims.models import Appearance, Decision, Desk, Snapshot, User
from claims.pipeline.correct import correct_amount, correct_days, correct_speaker
from claims.pipeline.review import add_evidence
from claims.pipeline.undo import undo
from claims.web.claim_view import MOST_PLACES
from tests.desk_rows import TEXT, WORDS, approved, article, checked, claim, match, person, speaker

pytestmark = pytest.mark.django_db


def at(user: User) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


def page(user: User, number: int) -> Any:
    return at(user).get(f"/claims/{number}/")


def test_what_a_reader_sees() -> None:
    author, approver = person("reviewer"), person("approver")
    one = claim("a", version=article())
    check = approved(one, author, approver)
    match(one, claim("b"))
    answer = page(person("reader"), one.pk)
    seen = answer.context
    (place,) = seen["places"]
    assert (seen["check"], [piece.text for piece in place.around if piece.claims], len(seen["pairs"])) == (check, [WORDS], 1)
    assert seen["dependents"].own == check
    words = answer.content.decode()
    assert "Open it at the review desk" not in words
    assert f'href="/speakers/{one.speaker_root_id}/"' in words
    assert "Open it at the review desk" in page(author, one.pk).content.decode()


def test_the_words_around_each_place_are_cut_out_of_the_article() -> None:
    padding = "كلمة " * 200
    version = article(text=f"سد الوردة\n\n{padding}\n{TEXT.splitlines()[2]}\n{padding}")
    one = claim("a", version=version)
    (place,) = page(person("reader"), one.pk).context["places"]
    assert [piece.text for piece in place.around] == ['قال مدير السد سامر الحلواني إن "', WORDS, '". وقال إن المياه تكفي المدينة.']
    assert "text" in place.appearance.version.get_deferred_fields(), "the text itself is not loaded"


def test_no_more_places_are_loaded_than_shown() -> None:
    version = article()
    one = claim("a", version=version)
    for start in range(MOST_PLACES + 3):
        Appearance.objects.create(claim=one, version=version, start=start, end=start + 5, text=version.text[start : start + 5])
    reader = person("reader")
    first = page(reader, one.pk)
    assert (len(first.context["places"]), first.context["more_places"]) == (MOST_PLACES, True)
    (following,) = re.findall(r'<a rel="next" href="([^"#]*)#places-title">', first.content.decode())
    rest = at(reader).get(following)
    starts = [place.appearance.start for answer in (first, rest) for place in answer.context["places"]]
    assert (starts, rest.context["more_places"]) == (sorted(place.start for place in one.appearances.all()), False)
    assert f'<span class="count">{MOST_PLACES + 1}–{MOST_PLACES + 4}</span>' in rest.content.decode()
    assert [at(reader).get(f"/claims/{one.pk}/?places={asked}").status_code for asked in ("9", "0", "x", "9" * 20)] == [302, 200, 200, 200]


def test_the_desk_leads_to_the_places_that_it_does_not_show() -> None:
    version = article()
    one = claim("a", version=version)
    for start in range(MOST_PLACES):
        Appearance.objects.create(claim=one, version=version, start=start, end=start + 5, text=version.text[start : start + 5])
    words = at(person("reviewer")).get(f"/desk/claims/{one.pk}/").content.decode()
    assert re.findall(r'<a rel="next" href="([^"]*)"', words) == [f"/claims/{one.pk}/?places=2#places-title"]


def test_evidence_is_read_whole_with_its_hash() -> None:
    reviewer = person("reviewer")
    one = claim("a", version=article())
    check = checked(one, reviewer)
    whole = "سجل العاملين في السد " * 40 + "آخر السطر"
    piece = add_evidence(
        check, address="https://roll.example/2", title="السجل", stance="refutes", snapshot=whole, by=reviewer, reason="السجل"
    )
    for path in (f"/claims/{one.pk}/", f"/desk/claims/{one.pk}/"):
        shown = re.findall(r"<details><summary>[^<]*</summary>(.*?)</details>", at(reviewer).get(path).content.decode(), re.DOTALL)
        assert [piece.sha256 in one and "آخر السطر" in one for one in shown] == [False, False, True]


@pytest.mark.parametrize(
    ("columns", "told", "is_offered"),
    [
        ({}, ["The page at its address is being fetched."], False),
        (
            {"error_code": "http_status", "error_params": {"status": "503"}, "next_try_at": datetime(2026, 3, 11, 9, 30, tzinfo=UTC)},
            ["The page at its address could not be kept: The site answered 503. It is tried again on 11 March 2026, 12:30."],
            False,
        ),
        (
            {"state": "failed", "error_code": "too_slow"},
            ["The page at its address could not be kept: The site did not answer in time."],
            True,
        ),
        (
            {"state": "fetched", "text": "سجل السد\n120 اسما", "sha256": "a1b2c3", "fetched_at": datetime(2026, 3, 11, 9, 30, tzinfo=UTC)},
            ["The page as it stood on 11 March 2026, 12:30, and its hash", 'سجل السد<br><bdi dir="ltr">120</bdi> اسما', "a1b2c3"],
            False,
        ),
    ],
)
def test_what_became_of_the_page_of_evidence_is_told(columns: dict[str, Any], told: list[str], is_offered: bool) -> None:
    reviewer = person("reviewer")
    one = claim("a", version=article())
    checked(one, reviewer, verdict="unproven", hosts=("roll.example",))
    Snapshot.objects.update(**columns)
    for path in (f"/claims/{one.pk}/", f"/desk/claims/{one.pk}/"):
        shown = at(reviewer).get(path).content.decode()
        assert [words for words in told if words not in shown] == []
        assert ("/fetch-page/" in shown) == (is_offered and path.startswith("/desk/"))


def test_a_page_of_evidence_is_fetched_again_from_the_desk() -> None:
    reviewer = person("reviewer")
    check = checked(claim("a", version=article()), reviewer)
    piece = check.evidence.earliest("pk")
    Snapshot.objects.filter(evidence=piece).update(state="failed", error_code="too_slow")
    decided = Decision.objects.count()
    answer = at(reviewer).post(f"/desk/checks/{check.pk}/fetch-page/", {"evidence": piece.pk, "version": check.version})
    assert (answer.status_code, Decision.objects.count()) == (302, decided)
    assert list(Snapshot.objects.order_by("pk").values_list("state", flat=True)) == ["waiting", "waiting"]


def test_corrections_are_told_from_what_to_what() -> None:
    editor = person("editor")
    one = claim("a", version=article())
    correct_days(one, field="said", days=(date(2026, 3, 8), date(2026, 3, 9)), by=editor, reason="two days")
    correct_speaker(one, speaker=speaker("هدى النجار"), by=editor, reason="it was her")
    correct_amount(one, position=0, amount={"text": "300", "low": 120, "high": 120}, by=editor, reason="misread")
    undo(one, by=editor, reason="no")
    lines = page(person("reader"), one.pk).context["corrections"]
    told = [(changed.field, changed.before, changed.after) for line in lines for changed in line.changed]
    assert told == [
        ("Amount", "300", "300 عامل"),
        ("Amount", "300 عامل", "300"),
        ("Speaker", "سامر الحلواني", "هدى النجار"),
        ("Said", "10 March 2026", "8 March 2026 – 9 March 2026"),
    ]
    assert [line.undoes for line in lines] == [3, None, None, None]


def test_what_the_machine_decided_has_its_reason_in_words() -> None:
    author, approver, editor = person("reviewer"), person("approver"), person("editor")
    one = claim("a", version=article())
    approved(one, author, approver)
    correct_days(one, field="said", days=None, by=editor, reason="no day is named")
    words = page(person("reader"), one.pk).content.decode()
    assert "The claim has changed since it was approved." in words
    assert "approved_claim_changed" not in words


def test_another_desks_claim_is_not_there() -> None:
    desk = Desk.objects.create(name="تحقيقات")
    one = claim("a", version=article(desk), confidential_to=desk)
    assert page(person("reader"), one.pk).status_code == 404
    assert page(person("reader", "theirs", desk), one.pk).status_code == 200
    assert page(User.objects.create_user(username="new"), one.pk).status_code == 403
    assert Client().get(f"/claims/{one.pk}/").status_code == 302


def test_the_queries_are_the_same_for_one_and_three(django_assert_max_num_queries: Any) -> None:
    client = at(person("reader"))
    version = article()
    one = claim("a", version=version)
    counts = []
    for number in (1, 3):
        for key in range(number):
            match(one, claim(f"m{number}{key}", version=version))
            Appearance.objects.create(claim=one, version=version, start=number * 3 + key, end=30, text="x")
        with django_assert_max_num_queries(30) as asked:
            assert client.get(f"/claims/{one.pk}/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
