"""What a mail says, in the language and by the clock of who gets it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from claims.models import Mail, Notification, User
from claims.pipeline.mail_hours import zone_of
from claims.templatetags.numbers import count

# A mail names so many; the rest is counted.
MOST_NAMED = 50
_SALT = "claims.unsubscribe"


def compose(mail: Mail, told: Sequence[Notification]) -> EmailMultiAlternatives:
    """The mail about `told`, as plain text and as HTML. What is confidential is named without its words, since a mail leaves the house."""
    person = mail.person
    language = person.language or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(zone_of(person)):
        context = {
            "groups": _groups(told[:MOST_NAMED], person),
            "more": max(0, len(told) - MOST_NAMED),
            "host": settings.PUBLIC_URL,
            "settings": settings.PUBLIC_URL + reverse("settings"),
            "notifications": settings.PUBLIC_URL + reverse("notifications"),
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
        }
        message = EmailMultiAlternatives(
            subject=_subject(told),
            body=render_to_string("mail/notifications.txt", context),
            to=[person.email],
            headers={"Message-ID": f"<factcheck-{mail.pk}@{settings.ALLOWED_HOSTS[0]}>", **_unsubscribing(person, told)},
        )
        message.attach_alternative(render_to_string("mail/notifications.html", context), "text/html")
    return message


def _groups(told: Sequence[Notification], person: User) -> list[tuple[str, list[Notification], str]]:
    """Each kind's words, its notifications, and where mails of it are stopped."""
    ordered = sorted(told, key=lambda one: (Notification.Kind.values.index(one.kind), one.pk))
    return [
        (str(Notification.Kind(kind).label), list(rows), settings.PUBLIC_URL + unsubscribe_path(person, kind))
        for kind, rows in groupby(ordered, key=lambda one: one.kind)
    ]


def _subject(told: Sequence[Notification]) -> str:
    if len(told) == 1:
        return str(told[0].get_kind_display())
    return ngettext("%(n)s notification", "%(n)s notifications", len(told)) % {"n": count(len(told))} + " · " + gettext("Review desk")


def _unsubscribing(person: User, told: Sequence[Notification]) -> dict[str, str]:
    """By one click in the mail program (RFC 8058), where the mail is of one kind."""
    kinds = {one.kind for one in told}
    if len(kinds) > 1:
        return {"List-Unsubscribe": f"<{settings.PUBLIC_URL}{reverse('settings')}>"}
    address = settings.PUBLIC_URL + unsubscribe_path(person, kinds.pop())
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def unsubscribe_path(person: User, kind: str) -> str:
    """Where mails of a kind are stopped without logging in: the address itself proves whose they are."""
    return reverse("unsubscribe", args=[signing.dumps([person.pk, kind], salt=_SALT)])


def read_token(token: str) -> tuple[int, str] | None:
    """Whose mails of which kind the address is about; None where it was not made by us."""
    try:
        person, kind = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return int(person), str(kind)
