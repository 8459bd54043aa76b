"""One thing that can be decided in the admin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.decided import lines
from claims.models import Decision, User
from claims.pipeline.decide import subject_of, version_of
from claims.pipeline.undo import undo
from claims.rights import Action
from claims.templatetags.states import state_in_words

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


def _taken_back(row: Any) -> list[tuple[Text, Any, Any]]:
    """The last decision on the row the other way round, as its history tells it; nothing where there is none."""
    last = list(Decision.objects.of(subject_of(row), row.pk).filter(seq=version_of(row)))
    told: list[tuple[Text, Any, Any]] = []
    for line in lines(last):
        told += [(one.field, one.after or "–", one.before or "–") for one in line.changed]
        if line.moved:
            told.append((_("state"), state_in_words(line.decision.to_state), state_in_words(line.decision.from_state)))
    return told or [(_("my last decision"), _("stands"), _("taken back")) for _one in last]


UNDO = Operation(
    "undo",
    _("Take back my last decision"),
    Action.READ,  # the stage asks for the right of what is taken back
    lambda row, fields, by, reason: undo(row, by=by, reason=reason),
    lambda row, fields: _taken_back(row),
)
