"""What is confidential to one desk is shown to nobody else, by any list or address."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from rest_framework.test import APIClient

from claims.models import Article, Claim, Desk, Outlet, Quote, User
from claims.pipeline.extract import extract_findings
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.store import store_findings

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
