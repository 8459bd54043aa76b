"""What a person chooses for themselves: language, clock, and how they are told."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from claims.errors import InputRefused
from claims.models import Notification, NotificationPreference, User
from claims.pipeline.mailing import is_on
from claims.pipeline.tell import choose, preference_of
from claims.templatetags.sentences import in_words
from claims.web.reader import reader_of


@cache
def time_zones() -> list[tuple[str, Any]]:
    """The newsroom's, then every place. Read from the files of the system once."""
    places = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/", "right/")))
    return [("", _("that of the newsroom")), *((name, name.replace("_", " ")) for name in places)]


class SettingsForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("as the browser asks")), *settings.LANGUAGES],
        help_text=_("Of pages and mails."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False, choices=time_zones)
    mailing = forms.ChoiceField(label=_("Mails"), choices=NotificationPreference.Mailing.choices)
    digest_at = forms.TimeField(label=_("The day's mail at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    quiet_from = forms.TimeField(label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    quiet_until = forms.TimeField(label=_("until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    listed = forms.MultipleChoiceField(label=_("In the pages"), required=False, choices=Notification.Kind.choices)
    mailed = forms.MultipleChoiceField(label=_("By mail"), required=False, choices=Notification.Kind.choices)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_settings(request: HttpRequest) -> HttpResponse:
    """The form, filled with what holds now; what is wrong in it is said beside its field, and nothing typed is lost."""
    user = reader_of(request)
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=_initial(user))
    if request.method == "POST" and form.is_valid() and _saved(user, form):
        # Said in the language that was just chosen.
        with translation.override(user.language or translation.get_language()):
            messages.success(request, gettext("Saved."))
        return redirect("settings")
    kinds = [(kind.value, kind.label) for kind in Notification.Kind]
    listed, mailed = form["listed"].value(), form["mailed"].value()
    context = {
        "form": form,
        "kinds": [(kind, label, kind in listed, kind in mailed) for kind, label in kinds],
        "mail_is_on": is_on(),
    }
    return render(request, "settings.html", context, status=400 if form.errors else 200)


def _initial(user: User) -> dict[str, Any]:
    chosen = preference_of(user)
    kinds = Notification.Kind.values
    return {
        "language": user.language,
        "time_zone": user.time_zone,
        **{name: getattr(chosen, name) for name in ("mailing", "digest_at", "quiet_from", "quiet_until")},
        "listed": [kind for kind in kinds if kind not in chosen.unlisted],
        "mailed": [kind for kind in kinds if kind not in chosen.unmailed],
    }


def _saved(user: User, form: SettingsForm) -> bool:
    fields = dict(form.cleaned_data)
    listed, mailed = fields.pop("listed"), fields.pop("mailed")
    kinds = Notification.Kind.values
    try:
        choose(
            user,
            **fields,
            unlisted=[kind for kind in kinds if kind not in listed],
            unmailed=[kind for kind in kinds if kind not in mailed],
        )
    except InputRefused as error:
        form.add_error(error.field or None, in_words(error))
        return False
    return True
