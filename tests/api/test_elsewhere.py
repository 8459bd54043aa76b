"""Addresses that lead nowhere, and those that lack their last slash."""

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
        ("nothing%0D", 404, None),
        ("%D9%84%D8%A7", 404, None),
    ],
)
def test_where_it_leads(address: str, status: int, location: str | None) -> None:
    answer = APIClient().get(f"/api/v1/{address}")
    assert (answer.status_code, answer.headers.get("Location")) == (status, location and f"/api/v1/{location}")
