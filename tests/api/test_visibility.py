"""What is confidential to one desk is shown to nobody else, by any list or address."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from rest_framework.test import APIClient

from claims.models import Article, Claim, Decision, Desk, Outlet, Quote, SpeakerChange, User
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.extract import extract_findings
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.merge import merge_speakers
from claims.pipeline.store import store_findings
from tests.desk_rows import person
from tests.pipeline.speaking import say

TEXT = 'قال مدير السد سامر الحلواني إن "عدد العاملين في السد أكثر من 300 عامل".'


@pytest.mark.django_db
@pytest.mark.parametrize(("own", "seen"), [(True, 1), (False, 0)])
def test_confidential_rows_are_seen_by_their_desk_alone(own: bool, seen: int) -> None:
    desk, other = Desk.objects.create(name="investigations"), Desk.objects.create(name="sport")
    outlet = Outlet.objects.create(name="صحيفة")
    submission = Submission(text=TEXT, outlet=outlet, published=date(2026, 3, 10), language="ar", confidential_to=desk)
    version, _ = ingest(submission, by=User.objects.system())
    store_findings(version.pk, extract_findings(version))
    reader = User.objects.create_user(username="reader", desk=desk if own else other)
    reader.groups.add(Group.objects.get(name="reader"))
    client = APIClient()
    client.force_authenticate(reader)

    lists = {name: len(client.get(f"/api/v1/{name}/").json()["results"]) for name in ("articles", "claims", "quotes", "speakers")}
    assert lists == {"articles": seen, "claims": seen, "quotes": seen, "speakers": seen}
    rows = {"articles": Article, "claims": Claim, "quotes": Quote}
    answers = {name: client.get(f"/api/v1/{name}/{model._default_manager.get().pk}/").status_code for name, model in rows.items()}
    assert answers == dict.fromkeys(rows, 200 if own else 404)


@pytest.mark.django_db
def test_nobody_writes_into_a_desk_by_naming_it() -> None:
    desk, client = Desk.objects.create(name="investigations"), APIClient()
    client.force_authenticate(person("editor"))
    answer = client.post("/api/v1/articles/", {"text": TEXT, "confidential_to": desk.pk}, format="json")
    assert (answer.status_code, list(answer.json()["fields"]), Article.objects.count()) == (400, ["confidential_to"], 0)


@pytest.mark.django_db
@pytest.mark.parametrize(("confidential", "own", "seen"), [(True, True, True), (True, False, False), (False, False, True)])
def test_why_speakers_are_one_is_as_confidential_as_they_are(confidential: bool, own: bool, seen: bool) -> None:
    grant_admin_permissions()
    desk, other = Desk.objects.create(name="investigations"), Desk.objects.create(name="sport")
    first, second = (one.speaker for one in say("نادر السالم", "نادر فهد السالم", desk=desk if confidential else None))
    merge_speakers(second, into=first, by=person("editor", "the editor", desk), reason="نادر مصدرنا")
    (decision,) = Decision.objects.filter(subject="speaker")
    reader = person("editor", "who looks", desk if own else other)
    api, pages = APIClient(), Client()
    api.force_authenticate(reader)
    pages.force_login(reader)
    found = {
        "list": bool(api.get("/api/v1/decisions/?subject=speaker").json()["results"]),
        "row": api.get(f"/api/v1/decisions/{decision.pk}/").status_code == 200,
        "admin's list": "نادر مصدرنا" in pages.get("/admin/claims/decision/?subject=speaker").content.decode(),
        "admin's row": pages.get(f"/admin/claims/decision/{decision.pk}/change/").status_code == 200,
        "history": pages.get(f"/admin/claims/speaker/{second.pk}/history/").status_code == 200,
        "changes": SpeakerChange.objects.visible_to(reader).exists(),
    }
    assert found == dict.fromkeys(found, seen)
