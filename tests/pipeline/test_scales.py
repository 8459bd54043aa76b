"""A desk's own verdicts: offered in its words and order, told to readers in them, and known to programs by what they stand for."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from claims.errors import InputRefused
from claims.models import Claim, Desk, DeskVerdict, FactCheck, User
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.publish import publish
from claims.pipeline.review import write_fact_check
from tests.desk_rows import approved, claim, in_review, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    one = Desk.objects.create(name="investigations")
    for position, (verdict, arabic, english) in enumerate((("false", "كذب", ""), ("misleading", "تضليل", "Spin"))):
        DeskVerdict.objects.create(desk=one, verdict=verdict, arabic=arabic, english=english, position=position)
    return one


OFFERED = [
    ("ar", [("false", "كذب"), ("misleading", "تضليل")]),
    ("en", [("false", "False"), ("misleading", "Spin")]),  # where it has no words of its own, the common ones
]


@pytest.mark.parametrize(("language", "offered"), OFFERED)
def test_what_is_offered(desk: Desk, language: str, offered: list[tuple[str, str]]) -> None:
    with override(language):
        assert DeskVerdict.objects.offered(desk.pk) == offered
        common = [(code, str(label)) for code, label in FactCheck.Verdict.choices]
        assert DeskVerdict.objects.offered(None) == DeskVerdict.objects.offered(Desk.objects.create(name="sport").pk) == common


WRITTEN = [
    ("of the claim", "of nobody", "misleading", True),
    ("of the claim", "of nobody", "satire", False),
    ("of nobody", "of the writer", "misleading", True),
    ("of nobody", "of the writer", "satire", False),
    ("of nobody", "of nobody", "satire", True),
]


@pytest.mark.parametrize(("working", "writing", "verdict", "taken"), WRITTEN)
def test_a_verdict_is_one_of_the_scale(desk: Desk, working: str, writing: str, verdict: str, taken: bool) -> None:
    author = person("reviewer", "author", desk)  # who works for it may decide on its claims
    one = in_review(claim(desk=desk if working == "of the claim" else None), author)
    if writing == "of nobody":
        User.objects.filter(pk=author.pk).update(desk=desk if working == "of the claim" else None)
        author = User.objects.get(pk=author.pk)
    if taken:
        assert write_fact_check(one, verdict=verdict, summary="s", by=author, reason="r").verdict == verdict
        return
    with pytest.raises(InputRefused) as refused:
        write_fact_check(one, verdict=verdict, summary="s", by=author, reason="r")
    assert (refused.value.code, refused.value.params["known"]) == ("verdict_unknown", "false, misleading")


@pytest.fixture
def out(desk: Desk) -> FactCheck:
    """A published check of the desk's."""
    author, second = person("reviewer", "author", desk), person("approver", "second", desk)
    check = approved(claim(desk=desk), author, second)
    publish(check, by=second, reason="r")
    return check


@pytest.mark.parametrize(("language", "words"), [("ar", "كذب"), ("en", "False")])
def test_readers_are_told_in_its_words_and_programs_what_they_stand_for(out: FactCheck, language: str, words: str) -> None:
    page = Client(headers={"accept-language": language}).get(f"/checks/{out.pk}/").content.decode()
    assert f"<strong>{words}</strong>" in page
    written = re.search(r'<script type="application/ld\+json">(.+?)</script>', page, re.DOTALL)
    assert written is not None
    rating = json.loads(written[1])["reviewRating"]
    assert (rating["ratingValue"], rating["alternateName"]) == (1, "كذب")  # in the claim's language
    assert FactCheck.objects.get().verdict == "false"


def test_a_verdict_that_left_the_scale_is_told_in_common_words(out: FactCheck) -> None:
    DeskVerdict.objects.filter(verdict="false").delete()
    assert "<strong>زائف</strong>" in Client(headers={"accept-language": "ar"}).get(f"/checks/{out.pk}/").content.decode()


def test_the_feed_of_published_checks_costs_the_same_for_one_and_three(desk: Desk, out: FactCheck) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert Client().get("/checks/feed.json").status_code == 200
        return len(captured)

    alone = queries()
    author, second = User.objects.get(username="author"), User.objects.get(username="second")
    for key in ("2", "3"):
        publish(approved(claim(key, desk=desk), author, second), by=second, reason="r")
    assert queries() == alone


def test_the_administrator_keeps_the_scale_and_nobody_else(desk: Desk) -> None:
    grant_admin_permissions()
    first, second = DeskVerdict.objects.order_by("position")
    rows = {
        "verdicts-TOTAL_FORMS": 3,
        "verdicts-INITIAL_FORMS": 2,
        "name": "investigations",
        "verdicts-0-id": first.pk,
        "verdicts-0-desk": desk.pk,
        "verdicts-0-verdict": "false",
        "verdicts-0-arabic": "غير صحيح",
        "verdicts-1-id": second.pk,
        "verdicts-1-desk": desk.pk,
        "verdicts-1-verdict": "misleading",
        "verdicts-1-DELETE": "on",
        "verdicts-2-desk": desk.pk,
        "verdicts-2-verdict": "satire",
        "verdicts-0-position": 4,
        "verdicts-1-position": 1,
        "verdicts-2-position": 2,
    }
    for role, status in (("editor", 403), ("approver", 403), ("administrator", 302)):
        client = Client()
        client.force_login(person(role))
        answer = client.post(f"/admin/claims/desk/{desk.pk}/change/", rows)
        assert answer.status_code == status, answer.context and answer.context["errors"]
    with override("ar"):
        assert DeskVerdict.objects.offered(desk.pk) == [("satire", "ساخر"), ("false", "غير صحيح")]


def test_the_desk_page_offers_the_scale(desk: Desk) -> None:
    author = person("reviewer", "author", desk)
    one = in_review(claim(desk=desk), author)
    client = Client(headers={"accept-language": "ar"})
    client.force_login(author)
    page = client.get(f"/desk/claims/{one.pk}/").content.decode()
    assert re.findall(r'<option value="(\w+)">(?:كذب|تضليل)</option>', page) == ["false", "misleading"]
    assert 'value="satire"' not in page
    assert Claim.objects.get() == one
