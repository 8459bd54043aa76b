"""A person's keys for programs: made, seen and revoked by themselves; the secret of one is shown once."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from claims.errors import InputRefused
from claims.models import ApiKey, User
from claims.pipeline.keys import issue_key, revoke_key
from claims.rights import KEY_SCOPES, Action, may
from claims.templatetags.sentences import ACTIONS, in_words
from claims.web.reader import reader_of

_MOMENT = "%Y-%m-%dT%H:%M"


class KeyForm(forms.Form):
    """`user` is offered what a key of theirs can be lent."""

    name = forms.CharField(
        label=_("Name"), required=False, max_length=100, help_text=_("Which program uses it, as in: election dashboard.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do at the most."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("No more than the program needs. Whatever decides must also read."),
    )
    expires_at = forms.DateTimeField(
        label=_("Ends at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
        help_text=_("Empty: never."),
    )

    def __init__(self, user: User, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = [(scope.value, ACTIONS[scope]) for scope in KEY_SCOPES if may(user, scope)]
        cast(forms.MultipleChoiceField, self.fields["scopes"]).choices = offered


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_keys(request: HttpRequest) -> HttpResponse:
    """The keys of who asks, newest first, and a form for another, which is answered with the new one's secret: there alone it is told."""
    user = reader_of(request)
    form = KeyForm(user, request.POST if request.method == "POST" else None)
    secret = _made(user, form) if form.is_valid() else ""
    context = {
        "form": KeyForm(user) if secret else form,
        "secret": secret,
        # A scope that there is no more opens nothing, and stands as it was written.
        "keys": [(key, [ACTIONS.get(scope, scope) for scope in key.scopes], _is_over(key)) for key in ApiKey.objects.filter(user=user)],
    }
    return render(request, "keys.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def revoke_own_key(request: HttpRequest, pk: int) -> HttpResponse:
    """404 where it is not a key of who asks."""
    user = reader_of(request)
    revoke_key(get_object_or_404(ApiKey.objects.select_related("user"), pk=pk, user=user), by=user)
    messages.success(request, gettext("Revoked."))
    return redirect("own-keys")


def _made(user: User, form: KeyForm) -> str:
    """The secret of the key that was asked for; "" where it was refused, with the reason beside its field."""
    asked = form.cleaned_data
    try:
        scopes = [Action(scope) for scope in asked["scopes"]]
        return issue_key(name=asked["name"], scopes=scopes, expires_at=asked["expires_at"], by=user)[1]
    except InputRefused as error:
        form.add_error(error.field or None, in_words(error))
        return ""


def _is_over(key: ApiKey) -> bool:
    return key.revoked_at is not None or (key.expires_at is not None and key.expires_at <= timezone.now())
