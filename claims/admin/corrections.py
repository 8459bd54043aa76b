"""Corrections in the admin: words, speaker, days and amounts of what was read, each in the words of whoever corrects."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from claims.admin.operation import Fields, Operation, Text
from claims.admin.texts import text_in
from claims.decided import amount_exactly, changes_in_words
from claims.errors import InputRefused
from claims.models import Appearance, Claim, Quantity, Speaker, User
from claims.pipeline.correct import correct_amount, correct_days, correct_span, correct_speaker
from claims.pipeline.kept_values import amount_in_words, days_in_words, number_in_words
from claims.rights import Action

# Characters of the article that are shown on either side of the words to correct.
AROUND = 300
# What is said of an amount, as the form asks for it and the stage takes it.
_SAID = ("text", "low", "high", "qualifier", "unit", "thing")


def _days_fields(row: Any, name: str) -> Mapping[str, forms.Field]:
    span = getattr(row, name)
    last = span.upper.fromordinal(span.upper.toordinal() - 1) if span and span.upper else None
    day: dict[str, Any] = {"required": False, "widget": forms.DateInput(attrs={"type": "date"})}
    return {
        "first": forms.DateField(
            label=_("first day"), initial=span and span.lower, help_text=_("Alone it is the only day. Both empty: unknown."), **day
        ),
        "last": forms.DateField(label=_("last day"), initial=last, **day),
    }


def _days(fields: Fields) -> tuple[date, date] | None:
    first, last = fields["first"], fields["last"]
    if last and not first:
        raise InputRefused("first_day_missing", "Say the first day too: it is the same where there is but one.", field="first")
    return (first, last or first) if first else None


def _days_told(row: Any, name: str, fields: Fields) -> list[tuple[Text, Any, Any]]:
    """As the row's history will tell it."""
    first, last = fields["first"], fields["last"] or fields["first"]
    asked = [one and one.isoformat() for one in (first, last)] if first or last else None
    return [(one.field, one.before, one.after or "–") for one in changes_in_words([{name: [days_in_words(getattr(row, name)), asked]}])[0]]


def correct_days_of(name: str, label: Text) -> Operation:
    """Corrects the days in the field `name` of a claim or quote."""
    return Operation(
        f"correct-{name.replace('_', '-')}",
        label,
        Action.CORRECT,
        lambda row, fields, by, reason: correct_days(row, field=name, days=_days(fields), by=by, reason=reason),
        lambda row, fields: _days_told(row, name, fields),
        lambda row, by: _days_fields(row, name),
    )


def _speaker_fields(row: Any, by: User) -> Mapping[str, forms.Field]:
    widget = AutocompleteSelect(type(row)._meta.get_field("speaker"), admin.site)
    known = Speaker.objects.visible_to(by).filter(merged_into=None)
    return {"speaker": forms.ModelChoiceField(known, label=_("speaker"), initial=row.speaker_id, widget=widget)}


CORRECT_SPEAKER = Operation(
    "correct-speaker",
    _("Correct the speaker"),
    Action.CORRECT,
    lambda row, fields, by, reason: correct_speaker(row, speaker=fields["speaker"], by=by, reason=reason),
    lambda row, fields: [(_("speaker"), row.speaker, fields["speaker"])],
    _speaker_fields,
)


def standing_place(claim: Claim) -> Appearance | None:
    """Where the claim appears and was not retired: the first such place, whose words can be corrected."""
    return claim.appearances.filter(retired_by="").select_related("version__article").first()


def _words_fields(row: Any) -> Mapping[str, forms.Field]:
    text = row.version.text
    passage = f"{text[max(0, row.start - AROUND) : row.start]}{text[row.start : row.end + AROUND]}".strip()
    return {
        "words": forms.CharField(
            label=_("words"),
            initial=row.text,
            widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            validators=[_stands_in(row)],
            help_text=format_html("{} {}", _("Copied from the article, as they stand there:"), text_in(row.version.language, passage)),
        )
    }


def _stands_in(row: Any) -> Callable[[str], None]:
    def check(words: str) -> None:
        _place_of(words, row)

    return check


def _place_of(words: str, row: Any) -> tuple[int, int]:
    """Where in the article the words stand, nearest to where they were read; white space in them may be any other."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = [match.span() for match in re.finditer(pattern, row.version.text)] if pattern else []
    if not found:
        raise ValidationError(_("These words do not stand in the article like this: copy them from it."))
    return min(found, key=lambda span: abs(span[0] - row.start) + abs(span[1] - row.end))


def correct_words_of(of: Callable[[Any], Any]) -> Operation:
    """Corrects which words of the article they are, at the place that `of(row)` names; None: they cannot be corrected."""

    def run(row: Any, fields: Fields, by: User, reason: str) -> object:
        claim = {"claim": row} if isinstance(row, Claim) else {}
        start, end = _place_of(fields["words"], of(row))
        return correct_span(of(row), start=start, end=end, by=by, reason=reason, **claim)

    return Operation(
        "correct-span",
        _("Correct the words"),
        Action.CORRECT,
        run,
        lambda row, fields: [(_("words"), of(row).text, of(row).version.text[slice(*_place_of(fields["words"], of(row)))])],
        lambda row, by: _words_fields(of(row)),
        lambda row: of(row) is not None,
    )


def _as_asked(one: Quantity) -> dict[str, str]:
    """What stands of an amount, as the form asks for it."""
    numbers = {name: "" if value is None else f"{value.normalize():f}" for name, value in (("low", one.low), ("high", one.high))}
    return {name: numbers[name] if name in numbers else str(getattr(one, name)) for name in _SAID}


class _AmountChoice(forms.Select):
    """Which amount: choosing another one brings what stands of it into the fields below."""

    class Media:
        js = ("claims/amounts.js",)


def _amount_fields(row: Claim, by: User) -> Mapping[str, forms.Field]:
    amounts = {str(one.position): one for one in row.quantities.all()}
    standing = {position: _as_asked(one) for position, one in amounts.items()}
    first = next(iter(standing), "")
    says = standing.get(first, {})
    number: dict[str, Any] = {"required": False, "max_digits": 36, "decimal_places": 6}
    choices = [*((position, str(one)) for position, one in amounts.items()), ("", _("one more"))]
    return {
        "position": forms.ChoiceField(
            label=_("amount"),
            choices=choices,
            required=False,
            initial=first,
            widget=_AmountChoice(attrs={"data-amounts": json.dumps(standing)}),
        ),
        "remove": forms.BooleanField(label=_("take it away"), required=False),
        "text": forms.CharField(label=_("as written"), max_length=500, required=False, initial=says.get("text")),
        "low": forms.DecimalField(label=_("low"), initial=says.get("low"), **number),
        "high": forms.DecimalField(label=_("high"), initial=says.get("high"), **number),
        "qualifier": forms.ChoiceField(
            label=_("qualifier"), choices=Quantity.QuantityQualifier.choices, required=False, initial=says.get("qualifier")
        ),
        "unit": forms.CharField(
            label=_("unit"),
            max_length=100,
            required=False,
            initial=says.get("unit"),
            help_text=Quantity._meta.get_field("unit").help_text,
        ),
        "thing": forms.CharField(label=_("thing counted"), max_length=500, required=False, initial=says.get("thing")),
    }


def _amount(fields: Fields) -> dict[str, Any] | None:
    return None if fields["remove"] else {name: fields[name] for name in _SAID}


def _standing(row: Claim, fields: Fields) -> str:
    return next((amount_exactly(amount_in_words(one)) for one in row.quantities.all() if str(one.position) == fields["position"]), "")


def _asked(fields: Fields) -> str:
    amount = _amount(fields)
    if amount is None:
        return ""
    ends = {end: None if amount[end] is None else number_in_words(amount[end]) for end in ("low", "high")}
    return amount_exactly({**amount, **ends})


CORRECT_AMOUNT = Operation(
    "correct-amount",
    _("Correct an amount"),
    Action.CORRECT,
    lambda row, fields, by, reason: correct_amount(
        row, position=int(fields["position"]) if fields["position"] else None, amount=_amount(fields), by=by, reason=reason
    ),
    lambda row, fields: [(_("amount"), _standing(row, fields), _asked(fields))],
    _amount_fields,
)
