"""Addresses that lead nowhere, and those that lack their last slash or have one too much."""

import pytest
from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "status", "location"),
    [
        ("claims/1", 308, "claims/1/"),
        ("claims/1?fields=id&q=%D8%A7", 308, "claims/1/?fields=id&q=%D8%A7"),
        # what a header cannot carry stays escaped
        ("claims/1%0D", 308, "claims/1%0D/"),
        ("claims/1%0D%0ASet-Cookie:x=y", 308, "claims/1%0D%0ASet-Cookie:x%3Dy/"),
        ("claims/%D9%A3", 308, "claims/%D9%A3/"),
        ("claims/1%3Fx", 308, "claims/1%3Fx/"),
        # without a last slash
        ("docs/", 308, "docs"),
        ("schema/?x=1", 308, "schema?x=1"),
        ("statistics/claims-by-day/", 308, "statistics/claims-by-day"),
        ("docs//", 404, None),
        ("", 404, None),
        ("/", 404, None),
        ("nothing%0D", 404, None),
        ("%D9%84%D8%A7", 404, None),
    ],
)
def test_where_it_leads(address: str, status: int, location: str | None) -> None:
    answer = APIClient().get(f"/api/v1/{address}")
    assert (answer.status_code, answer.headers.get("Location")) == (status, location and f"/api/v1/{location}")


def test_where_nothing_is_it_says_where_what_there_is_is_described() -> None:
    answer = APIClient().get("/api/v1/", HTTP_ACCEPT_LANGUAGE="en")
    assert answer.json()["detail"] == "There is nothing at this address: /api/v1/docs says what there is."
