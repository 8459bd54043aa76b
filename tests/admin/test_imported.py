"""The map of ratings in the admin: what waits to be mapped comes first to hand, and one spelling is one row."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from claims.models import ImportedReview, RatingName, ReviewSource
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.import_reviews import import_documents
from tests.api.people import person

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
