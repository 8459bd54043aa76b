"""Errors in words for people, in their language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.errors import FactcheckError
from claims.templatetags.numbers import digits, moment
from claims.templatetags.states import state_in_words

register = template.Library()

# What there are rights to, by the code of the right, which this floor does not import; a test holds the two together.
ACTIONS: Mapping[str, Any] = {
    "read": _("read everything"),
    "read_published": _("read published fact checks"),
    "add_article": _("hand in articles"),
    "correct": _("correct what was read, merge speakers"),
    "assign": _("assign claims"),
    "change_status": _("change statuses"),
    "write_fact_check": _("write fact checks"),
    "decide_match": _("confirm and reject matches"),
    "decide_in_bulk": _("decide on many at a time"),
    "approve": _("approve"),
    "publish": _("publish"),
    "withdraw": _("withdraw"),
    "read_ledger": _("read what was decided on accounts, fetch the audit's ledger"),
    "subscribe": _("make webhooks"),
    "keep_searches": _("keep searches"),
    "manage_users": _("manage people"),
}
# What the roles of the program are called, by their codes; one that was added by hand has its name alone.
ROLES: Mapping[str, Any] = {
    "administrator": _("administrator"),
    "editor": _("editor"),
    "reviewer": _("reviewer"),
    "approver": _("approver"),
    "reader": _("reader"),
}


def roles_in_words(names: Iterable[str]) -> str:
    """The roles in a line, as pages call them."""
    return gettext("; ").join(str(ROLES.get(name, name)) for name in names)


@register.filter
def in_words(error: FactcheckError) -> str:
    """The error's sentence in the language that is active, with its parameters filled in: states, rights and times as pages say them."""
    params = {name: _IN_WORDS.get((error.code, name), str)(value) for name, value in error.params.items()}
    return gettext(error.sentence).format(**params)


def _actions(codes: str) -> str:
    return gettext("; ").join(str(ACTIONS.get(code, code)) for code in codes.split(", "))


def _states(codes: str) -> str:
    return gettext("; ").join(state_in_words(code) for code in codes.split(", ")) if codes else "–"


def _moment(written: str) -> str:
    return moment(datetime.fromisoformat(written))


# Of which errors which parameters are codes or times.
_IN_WORDS: Mapping[tuple[str, str], Callable[[str], str]] = {
    ("already_decided", "what"): state_in_words,
    ("already_decided", "when"): _moment,
    ("held", "until"): digits,
    ("not_allowed", "action"): _actions,
    ("scope_missing", "action"): _actions,
    ("move_not_in_table", "was"): state_in_words,
    ("move_not_in_table", "to"): state_in_words,
    ("move_not_in_table", "allowed"): _states,
}
