"""What can be decided on where words come from: articles and their origins, outlets, speakers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext_lazy as _

from claims.admin.operation import UNDO, Fields, Operation, Text
from claims.models import Article, ArticleVersion, Outlet, Speaker, User
from claims.pipeline.describe import changeable, describe_outlet
from claims.pipeline.regroup import put_into_origin, set_apart
from claims.pipeline.resolve import LONGEST_NAME
from claims.pipeline.spell import add_spelling, others_spelled, takes_spellings
from claims.rights import Action


def _origin_fields(row: Article, by: User) -> Mapping[str, forms.Field]:
    widget = AutocompleteSelect(ArticleVersion._meta.get_field("article"), admin.site)
    help_text = _("An article that has the origin: the one that was copied, or another copy.")
    others = Article.objects.filter(confidential_to=row.confidential_to_id)
    return {"of": forms.ModelChoiceField(others, label=_("article of that origin"), widget=widget, help_text=help_text)}


ARTICLE = (
    Operation(
        "put-into-origin",
        _("Put into the origin of another article"),
        Action.CORRECT,
        lambda row, fields, by, reason: put_into_origin(row, of=fields["of"], by=by, reason=reason),
        lambda row, fields: [(_("origin"), row.origin or _("not traced yet"), fields["of"])],
        _origin_fields,
        in_bulk=True,
    ),
    Operation(
        "set-apart",
        _("Make it an origin of its own"),
        Action.CORRECT,
        lambda row, fields, by, reason: set_apart(row, by=by, reason=reason),
        lambda row, fields: [(_("origin"), row.origin or _("not traced yet"), _("one of its own"))],
        in_bulk=True,
    ),
    UNDO,
)


def _outlet_fields(row: Outlet, by: User) -> Mapping[str, forms.Field]:
    asked = forms.fields_for_model(Outlet, fields=changeable(row))
    for name, one in asked.items():
        one.initial = getattr(row, name)
    return asked


def _said_anew(row: Outlet, fields: Fields) -> list[tuple[Text, Any, Any]]:
    asked = forms.fields_for_model(Outlet, fields=changeable(row))
    pairs = [(one.label, getattr(row, name), fields[name]) for name, one in asked.items()]
    return [(what, before, after) for what, before, after in pairs if before != after]


OUTLET = (
    Operation(
        "describe",
        _("Change what is said of it"),
        Action.CORRECT,
        lambda row, fields, by, reason: describe_outlet(row, fields, by=by, reason=reason),
        _said_anew,
        _outlet_fields,
    ),
    UNDO,
)


def _spelled(row: Speaker, fields: Fields) -> list[tuple[Text, Any, Any]]:
    others = others_spelled(row, fields["spelling"])
    told = [(_("spelled so too, so that each new article is asked about"), "", "، ".join(str(one) for one in others))] if others else []
    return [(_("spelling"), "", fields["spelling"]), *told]


SPEAKER = (
    Operation(
        "add-spelling",
        _("Add a spelling"),
        Action.CORRECT,
        lambda row, fields, by, reason: add_spelling(row, spelling=fields["spelling"], by=by, reason=reason),
        _spelled,
        lambda row, by: {
            "spelling": forms.CharField(
                label=_("spelling"),
                max_length=LONGEST_NAME,
                help_text=_("In any script. Articles that come in from now on are read with it."),
            )
        },
        applies=takes_spellings,
    ),
    UNDO,
)
