"""One thing that can be decided in the admin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import User
from claims.pipeline.undo import undo
from claims.rights import Action

Fields = Mapping[str, Any]
Text = Any  # a str, or one that is translated when it is shown


@dataclass(frozen=True, slots=True)
class Operation:
    """`run(row, fields, by, reason)` calls the stage; `changes(row, fields)` says what it would change, as (what, from, to).

    `fields(row, by)` are what is asked of the person besides the reason.
    """

    name: str
    label: Text
    action: Action
    run: Callable[[Any, Fields, User, str], object]
    changes: Callable[[Any, Fields], list[tuple[Text, Any, Any]]]
    fields: Callable[[Any, User], Mapping[str, forms.Field]] = lambda row, by: {}
    applies: Callable[[Any], bool] = lambda row: True
    in_bulk: bool = False
    # What changes does not depend on what is asked: it is shown with the form.
    shown_at_once: bool = False
    # What the page rests on that changes without a decision: where it is another when the page comes back, it is shown anew.
    rests_on: Callable[[Any], str] = lambda row: ""


UNDO = Operation(
    "undo",
    _("Take back my last decision"),
    Action.READ,  # the stage asks for the right of what is taken back
    lambda row, fields, by, reason: undo(row, by=by, reason=reason),
    lambda row, fields: [(_("my last decision"), _("stands"), _("taken back"))],
)
