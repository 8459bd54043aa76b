"""Every list and every row of the admin is shown in both languages, without a raw range, a code or Django's own name."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client

from claims.models import Claim, Desk, Match, Outlet, User
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.extract import extract_findings
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.review import change_status, write_fact_check
from claims.pipeline.store import store_findings
from tests.api.people import person

pytestmark = pytest.mark.django_db

TEXT = 'سد الوردة\n\nقال مدير السد سامر الحلواني، الثلاثاء، إن "عدد العاملين في السد أكثر من 300 عامل، ولن نغلق البوابات".'
MODELS = [model for model in admin.site._registry if model._meta.app_label == "claims"]
# A range as the database writes it, or a reason as it is stored.
RAW = re.compile(r"[\[(]\d{4}-\d\d-\d\d, ?\d{4}|&quot;code&quot;|&#x27;code&#x27;|Django administration|إدارة جانغو")


@pytest.fixture
def rows() -> None:
    version, _ = ingest(
        Submission(text=TEXT, outlet=Outlet.objects.create(name="صحيفة"), published=date(2026, 3, 10)), by=User.objects.system()
    )
    first, second = sorted(store_findings(version.pk, extract_findings(version)))
    Match.objects.create(claim_low_id=first, claim_high_id=second, machine_relation="agrees", score=0.5, reasons=[{"code": "near_words"}])
    reviewer = person("reviewer")
    claim = Claim.objects.get(pk=first)
    change_status(claim, to="in_review", by=reviewer, reason="because")
    write_fact_check(claim, verdict="unproven", summary="لم يتبين بعد.", by=reviewer, reason="because")
    Desk.objects.create(name="investigations")


def clients() -> list[Client]:
    """Somebody of every role that the admin lets in."""
    grant_admin_permissions()
    made = []
    for role in ("administrator", "editor", "approver"):
        client = Client()
        client.force_login(person(role, is_staff=True))
        made.append(client)
    return made


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_list_search_and_row(model: Any, language: str) -> None:
    name, seen = model._meta.model_name, 0
    row = model._default_manager.order_by("pk").last()
    searches = bool(admin.site._registry[model].search_fields)
    for client in clients():
        for path in ("", *(["?q=سد"] if searches else []), *([f"{row.pk}/change/"] if row is not None else [])):
            answer = client.get(f"/admin/claims/{name}/{path}", headers={"accept-language": language})
            if answer.status_code == 403:
                continue
            seen += 1
            page = answer.content.decode()
            direction = "rtl" if language == "ar" else "ltr"
            assert (answer.status_code, f'dir="{direction}"' in page, RAW.findall(page)) == (200, True, []), path
    assert seen > 0


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("name", ["article", "claim", "quote", "speaker", "match", "factcheck", "decision"])
@pytest.mark.parametrize("action", ["change", "delete"])
def test_what_the_machine_read_and_people_decided_is_not_edited(name: str, action: str) -> None:
    model = apps.get_model("claims", name)
    everybody = clients()  # their roles are decisions too
    before = list(model._default_manager.order_by("pk").values())
    for client in everybody:
        assert client.post(f"/admin/claims/{name}/{before[0]['id']}/{action}/", {"post": "yes"}).status_code == 403
    assert list(model._default_manager.order_by("pk").values()) == before
