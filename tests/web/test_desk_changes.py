"""An outlet changes its words after publication: the reviewer sees both wordings, and what was approved is back in review."""

import re
from datetime import date

import pytest
from django.test import Client

from claims.models import ArticleVersion, Claim, Outlet, User
from claims.pipeline.extract import extract_findings
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.store import store_findings
from tests.desk_rows import approved, person

pytestmark = pytest.mark.django_db
TEXT = 'سد الوردة\n\nقال مدير السد سامر الحلواني، الثلاثاء، إن "عدد العاملين في السد أكثر من 300 عامل".'
OTHER = 'سد الوردة\n\nقال مدير السد سامر الحلواني، الثلاثاء، إن "المياه تكفي المدينة سنتين".'


def taken_in(text: str) -> ArticleVersion:
    outlet, _ = Outlet.objects.get_or_create(name="صحيفة السنبلة", defaults={"domain": "sunbula.example"})
    submission = Submission(text=text, outlet=outlet, published=date(2026, 3, 11), language="ar", address="https://sunbula.example/1")
    version, _ = ingest(submission, by=User.objects.system())
    store_findings(version.pk, extract_findings(version))
    return version


def page(claim: Claim, language: str = "en") -> str:
    client = Client(headers={"Accept-Language": language})
    client.force_login(person("reviewer", f"reader of {language}"))
    return client.get(f"/desk/claims/{claim.pk}/").content.decode()


def test_a_figure_that_was_changed_is_shown_in_both_wordings() -> None:
    taken_in(TEXT)
    claim = Claim.objects.get()
    approved(claim, person("reviewer"), person("approver"))
    assert "after publication" not in page(claim)
    taken_in(TEXT.replace("300", "3,000"))
    claim.refresh_from_db()
    shown = page(claim, "ar")
    assert claim.status == "in_review"
    assert "عُدِّل النص بعد نشره لدى صحيفة السنبلة:" in shown
    (card,) = re.findall(r'<div class="card wording" data-changed=.*?</div>', shown, re.DOTALL)
    assert re.findall("<ins>(.*?)</ins>", card) == ["300", "3,000"]


def test_words_that_are_gone_are_said_to_be_gone() -> None:
    taken_in(TEXT)
    claim = Claim.objects.get()
    taken_in(OTHER)
    shown = page(claim)
    assert "It is gone from the newest text of صحيفة السنبلة." in shown
    assert "after publication" not in shown


def test_after_several_changes_the_newest_words_are_shown() -> None:
    for text in (TEXT, TEXT.replace("300", "400"), TEXT.replace("300", "500")):
        taken_in(text)
    first, second, third = Claim.objects.order_by("pk")
    assert re.findall("<ins>(.*?)</ins>", page(first)) == ["300", "500"]
    assert "data-changed" in page(second, "ar")
    assert "data-changed" not in page(third, "en-GB")
