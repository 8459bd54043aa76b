"""The map of ratings in the admin: what waits to be mapped comes first to hand, and one spelling is one row."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory, TestCase
from django.urls import reverse
from kombu.exceptions import OperationalError as BrokerError

from claims.models import Desk, ImportedMatch, ImportedReview, RatingName, ReviewSource, User
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.import_reviews import import_documents
from claims.tasks import URGENT, ask_reviews
from tests import desk_rows
from tests.api.people import person
from tests.test_tasks import sent

pytestmark = pytest.mark.django_db


def review(number: int, rating: str) -> dict[str, Any]:
    address = f"https://checker.example/{number}"
    return {"@type": "ClaimReview", "url": address, "claimReviewed": f"قول {number}", "reviewRating": {"alternateName": rating}}


@pytest.fixture
def editor() -> Client:
    grant_admin_permissions()
    client = Client()
    client.force_login(person("editor", is_staff=True))
    return client


def test_what_waits_to_be_mapped_is_listed_most_used_first_and_mapped_in_the_list(editor: Client) -> None:
    import_documents([[review(1, "بين بين"), review(2, "لا هذا ولا ذاك"), review(3, "لا هذا ولا ذاك"), review(4, "زائف")]], "", None)
    changes = editor.get("/admin/claims/ratingname/?mapped=no").context["cl"].result_list
    assert [(row.words, row.n) for row in changes] == [("لا هذا ولا ذاك", 2), ("بين بين", 1)]
    form = {f"form-{n}-{name}": value for n, row in enumerate(changes) for name, value in (("id", row.pk), ("verdict", ""))}
    form |= {"form-0-verdict": "unproven", "form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "_save": "Save"}
    assert editor.post("/admin/claims/ratingname/?mapped=no", form).status_code == 302
    assert set(ImportedReview.objects.filter(rating__verdict="unproven").values_list("claim_text", flat=True)) == {"قول 2", "قول 3"}


def test_another_spelling_of_a_rating_is_refused(editor: Client) -> None:
    answer = editor.post("/admin/claims/ratingname/add/", {"words": "زَائِــف!", "verdict": "true"})
    assert list(answer.context["adminform"].form.errors) == ["words"]
    assert editor.post("/admin/claims/ratingname/add/", {"words": "بين بين", "verdict": "partly_false"}).status_code == 302
    assert RatingName.objects.get(words="بين بين").key == "بين بين"


def test_a_source_is_added_by_its_address(editor: Client) -> None:
    assert editor.post("/admin/claims/reviewsource/add/", {"address": "https://Checker.example/feed.json#1"}).status_code == 302
    assert ReviewSource.objects.values_list("address", "added_by__username").get() == ("https://checker.example/feed.json", "editor")
    refused = editor.post("/admin/claims/reviewsource/add/", {"address": "ftp://checker.example/"})
    assert list(refused.context["adminform"].form.errors) == ["address"]


def test_a_source_is_asked_at_once_and_kept_where_the_broker_is_down(editor: Client, broker: Any, monkeypatch: Any) -> None:
    def is_down(*_args: Any, **_options: Any) -> None:
        raise BrokerError("connection refused")

    def add_and_ask(address: str) -> str:
        with TestCase.captureOnCommitCallbacks(execute=True):
            assert editor.post("/admin/claims/reviewsource/add/", {"address": address}).status_code == 302
        source = ReviewSource.objects.get(address=address)
        with TestCase.captureOnCommitCallbacks(execute=True):
            editor.post("/admin/claims/reviewsource/", {"action": "ask_now", "_selected_action": [source.pk]})
        return f"ask_reviews({source.pk},)"

    asked = add_and_ask("https://checker.example/1")
    monkeypatch.setattr(ask_reviews, "apply_async", is_down)
    add_and_ask("https://checker.example/2")
    assert (sent(broker, URGENT), sent(broker)) == ([asked, asked], [])


def test_claims_that_are_confidential_to_another_desk_are_not_named(editor: Client) -> None:
    """Nor while somebody of that desk reads the same page."""
    sea = Desk.objects.create(name="sea")
    import_documents([[review(1, "زائف")]], "", None)
    row = ImportedReview.objects.get()
    ours, theirs = desk_rows.claim("1"), desk_rows.claim("2", confidential_to=sea)
    for one in (ours, theirs):
        ImportedMatch.objects.create(review=row, claim=one, relation="same", score=0.9)
    links = [reverse("desk-claim", args=[one.pk]) for one in (ours, theirs)]

    def shown(user: User) -> Any:
        request = RequestFactory().get("/")
        request.user = user
        return page.get_object(request, str(row.pk))

    page: Any = admin.site._registry[ImportedReview]
    outside, inside = shown(User.objects.get(username="editor")), shown(person("reviewer", desk=sea, is_staff=True))
    told = [page.spoken_of(one) for one in (outside, inside)]
    assert [[link in words for link in links] for words in told] == [[True, False], [True, True]]
    content = editor.get(f"/admin/claims/importedreview/{row.pk}/change/").content.decode()
    assert [link in content for link in links] == [True, False]
