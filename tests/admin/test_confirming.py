"""The page that an action is confirmed on."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from claims.admin.confirming import ask_to_confirm
from claims.models import Desk


class _Why(forms.Form):
    reason = forms.CharField()


def test_the_page_sends_the_action_again_with_the_same_rows() -> None:
    request = RequestFactory().post("/")
    request.user = AnonymousUser()
    page = admin.site.get_model_admin(Desk)
    chosen = [Desk(pk=3, name="مكتب"), Desk(pk=8, name="desk")]
    for form, asked in ((None, []), (_Why(), ["reason"])):
        context = ask_to_confirm(page, request, "close", chosen, title="أغلق", lines=["مكتب", "desk"], form=form).context_data or {}
        assert (context["title"], context["lines"], context["ready"]) == ("أغلق", ["مكتب", "desk"], True)
        assert context["hidden"] == [("action", "close"), ("_selected_action", 3), ("_selected_action", 8)]
        assert list(context["form"].fields) == asked
