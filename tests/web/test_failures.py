"""The pages for what goes wrong, in both languages, with the site's look and without its secrets."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils.translation import override

from claims.models import User
from factcheck.urls import urlpatterns as usual

pytestmark = pytest.mark.django_db


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the password is hunter2")


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("a secret of the server")


urlpatterns = [path("broken/", broken), path("suspicious/", suspicious), *usual]
HEADINGS = {
    400: ("The request cannot be read", "تعذّرت قراءة الطلب"),
    403: ("This is not open to you", "هذه الصفحة ليست مفتوحة لك"),
    404: ("There is nothing here", "لا شيء هنا"),
    500: ("Something went wrong on our side", "حدث خلل من جهتنا"),
}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("status", "address"), [(400, "/suspicious/"), (403, "/desk/"), (404, "/nothing/"), (500, "/broken/")])
def test_each_says_what_to_do(settings: Any, status: int, address: str, language: str) -> None:
    settings.ROOT_URLCONF = "tests.web.test_failures"
    client = Client(raise_request_exception=False, headers={"Accept-Language": language})
    if status == 403:
        client.force_login(User.objects.create_user(username="new"))
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{HEADINGS[status][language == 'ar']}</h1>" in page
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
    assert "pages.css" in page
    assert "hunter2" not in page
    assert "secret" not in page


def test_an_old_form_says_so() -> None:
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": "ar"})
    answer = client.post("/login/", {"username": "x"})
    assert answer.status_code == 403
    with override("ar"):
        assert "<h1>الاستمارة قديمة</h1>" in answer.content.decode()
