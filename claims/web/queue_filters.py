"""What the queue of the desk can be narrowed by beside words and language, as people type it: names for numbers, nouns for units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims import search
from claims.languages.folding import fold_key
from claims.models import Outlet, User
from claims.models.claim import ClaimQuerySet

# Outlets of which a name may be a part; of more, another word is needed.
MOST_OUTLETS = 50
# Thousands are told apart as pages write them.
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:[,٬]\d{3})+(?:[.٫]\d+)?")
_CLOCKS = [("published", _("published")), ("said", _("said")), ("as_of", _("as of"))]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


def _words(label: Any, most: int) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most, widget=forms.TextInput(attrs={"dir": "auto"}))


class AmountField(forms.DecimalField):
    """A number in the digits and with the marks of either language."""

    def to_python(self, value: Any) -> Any:
        typed = str(value or "").strip()
        if _GROUPED.fullmatch(typed):
            typed = re.sub("[,٬]", "", typed)
        return super().to_python(typed.replace("٫", "."))


def _number(label: Any) -> forms.DecimalField:
    return AmountField(label=label, required=False, max_digits=36, decimal_places=6, widget=forms.TextInput(attrs={"dir": "ltr"}))


class NarrowingForm(forms.Form):
    """Every field may be left out. Its names stand in addresses that are kept."""

    speaker = _words(_("Speaker"), 200)
    outlet = _words(_("Outlet"), 200)
    clock = forms.ChoiceField(label=_("Which day"), required=False, choices=_CLOCKS)
    first = _day(_("Day from"))
    last = _day(_("Day to"))
    least = _number(_("Amount from"))
    most = _number(_("Amount to"))
    unit = _words(_("Of what"), 100)
    assignee = _words(_("Assigned to"), 150)

    def narrowing(self) -> dict[str, Any]:
        """What is given of these fields; nothing where the form is wrong. The clock stands for nothing without a day."""
        found = self.cleaned_data if self.is_valid() else {}
        given = {name: found[name] for name in NarrowingForm.base_fields if found.get(name) not in (None, "")}
        if "first" in given or "last" in given:
            return {"clock": "published", **given}
        given.pop("clock", None)
        return given

    def narrowing_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in NarrowingForm.base_fields]


def narrowed(claims: ClaimQuerySet, by: Mapping[str, Any]) -> ClaimQuerySet:
    """The claims that `by`, as `NarrowingForm.narrowing` gives it, leaves."""
    if "speaker" in by:
        claims = claims.filter(speaker_root__in=search.speakers_named(by["speaker"]))
    if "outlet" in by:
        claims = search.in_outlets(claims, _outlets(by["outlet"]))
    if "clock" in by:
        claims = search.on_days(claims, by["clock"], by.get("first"), by.get("last"))
    if by.keys() & {"least", "most", "unit"}:
        claims = search.with_amount(claims, unit=by.get("unit", ""), least=by.get("least"), most=by.get("most"))
    if "assignee" in by:
        # By number, as a planner that does not know whose rows are meant reads everybody's.
        claims = claims.filter(assignee__in=list(User.objects.filter(username=by["assignee"]).values_list("pk", flat=True)))
    return claims


def _outlets(typed: str) -> list[int]:
    """Those whose names hold every word, however it is spelled. A house reads from some hundreds at the most: all names are looked at."""
    words = fold_key(typed).split()
    named = ((pk, fold_key(name)) for pk, name in Outlet.objects.order_by("pk").values_list("pk", "name"))
    return [pk for pk, name in named if words and all(word in name for word in words)][:MOST_OUTLETS]
