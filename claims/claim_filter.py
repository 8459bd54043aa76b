"""What lists of claims can be narrowed by, for every door that takes the words of an address: the API's list, exports and webhooks."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field

from claims import search
from claims.errors import InputRefused
from claims.models import Claim, FactCheck, Match, User
from claims.models.claim import first_day

LARGEST = 2**63 - 1


@extend_schema_field({"type": "integer", "minimum": 1, "maximum": LARGEST})
class IdFilter(django_filters.NumberFilter):
    """The id of a row; what cannot be one is refused, and names nobody's row."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=1, max_value=LARGEST, **kwargs)

    def get_max_validator(self) -> None:
        """The field has its own bounds."""


@extend_schema_field({"type": "number"})
class AmountFilter(django_filters.NumberFilter):
    """A number that the database can hold beside a stored amount."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, max_digits=36, decimal_places=6, **kwargs)


class _TrueOrFalse(forms.Field):
    def to_python(self, value: Any) -> bool | None:
        if value in self.empty_values:
            return None
        try:
            return {"true": True, "false": False}[str(value).lower()]
        except KeyError:
            raise ValidationError(_("Take one of: {known}.").format(known="true, false")) from None


@extend_schema_field({"type": "boolean"})
class TrueOrFalseFilter(django_filters.BooleanFilter):
    """`true` or `false`; what is neither is refused, where it would find everything."""

    field_class = _TrueOrFalse


class UserNameFilter(django_filters.CharFilter):
    """By a user's name, of which the number is looked up first: a planner that does not know whose rows are meant reads everybody's."""

    def filter(self, qs: Any, value: Any) -> Any:
        named = list(User.objects.filter(username=value).values_list("pk", flat=True)) if value else []
        return qs.filter(**{f"{self.field_name}__in": named}) if value else qs


class Filters(django_filters.FilterSet):
    """Makes no more of its filters than are asked for: to make them all takes longer than to read a page."""

    def __init__(self, data: Any = None, *args: Any, **options: Any) -> None:
        every: dict[str, Any] = self.get_filters()
        self.base_filters = {name: one for name, one in every.items() if name in (data or ())}
        super().__init__(data, *args, **options)

    @property
    def form(self) -> Any:
        """As its filters ask for it; what is refused is told what would be taken."""
        is_new = not hasattr(self, "_form")
        form = super().form
        for field in form.fields.values() if is_new else ():
            if isinstance(field, forms.ChoiceField):
                choices: Any = field.choices
                known = ", ".join(str(code) for code, _label in choices if code)
                field.error_messages["invalid_choice"] = _("Take one of: {known}.").format(known=known)
            elif isinstance(field, forms.DateField):
                field.error_messages["invalid"] = _("Write the day as in 2026-03-10.")
        return form


class ClaimFilter(Filters):
    q = django_filters.CharFilter(method="by_words", help_text="Words of claim or headline, folded; the last may be only begun.")
    status = django_filters.MultipleChoiceFilter(choices=Claim.Status.choices, distinct=False)
    verdict = django_filters.MultipleChoiceFilter(
        choices=FactCheck.Verdict.choices, method="by_verdict", help_text="Of the fact check that is not withdrawn."
    )
    speaker = IdFilter(field_name="speaker_root")
    article = IdFilter(method="by_article", help_text="Claims that appear in this article.")
    outlet = IdFilter(method="by_outlet", help_text="Claims that appear in this outlet.")
    origin = IdFilter(method="by_origin", help_text="Claims that appear in an article of this origin.")
    language = django_filters.CharFilter()
    assignee = UserNameFilter(field_name="assignee", help_text="User name of who works on it.")
    unassigned = TrueOrFalseFilter(field_name="assignee", lookup_expr="isnull", help_text="true: on which nobody works.")
    desk = IdFilter()
    relation = django_filters.ChoiceFilter(
        choices=Match.MatchRelation.choices, method="by_relation", help_text="Claims that stand so to another."
    )
    checkworthiness_min = django_filters.NumberFilter(field_name="checkworthiness", lookup_expr="gte")
    unit = django_filters.CharFilter(
        method="by_amount", help_text="Unit of an amount, or a noun that is counted in it; together with the bounds, of the same amount."
    )
    amount_min = AmountFilter(method="by_amount", help_text="An amount that may be this or more.")
    amount_max = AmountFilter(method="by_amount", help_text="An amount that may be this or less.")
    said_after = django_filters.DateFilter(method="by_days", help_text="May have been said on this day or later.")
    said_before = django_filters.DateFilter(method="by_days", help_text="May have been said on this day or earlier.")
    published_after = django_filters.DateFilter(method="by_days", help_text="First published on this day or later.")
    published_before = django_filters.DateFilter(method="by_days", help_text="First published on this day or earlier.")
    as_of_after = django_filters.DateFilter(method="by_days", help_text="May be about this day or a later one.")
    as_of_before = django_filters.DateFilter(method="by_days", help_text="May be about this day or an earlier one.")

    class Meta:
        model = Claim
        fields = ("status", "speaker", "language", "desk")

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        return search.with_words(queryset, value)

    def by_article(self, queryset: Any, name: str, value: Any) -> Any:
        return search.in_article(queryset, value)

    def by_outlet(self, queryset: Any, name: str, value: Any) -> Any:
        return search.in_outlets(queryset, [value])

    def by_origin(self, queryset: Any, name: str, value: Any) -> Any:
        return search.of_origin(queryset, value)

    def by_relation(self, queryset: Any, name: str, value: str) -> Any:
        return search.related(queryset, value)

    def by_verdict(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(fact_checks__verdict__in=value, fact_checks__withdrawn_at=None) if value else queryset

    def by_days(self, queryset: Any, name: str, value: Any) -> Any:
        """Both ends of one clock at once, so that the planner knows how few days lie between them."""
        clock = name.rpartition("_")[0]
        first, last = (self.form.cleaned_data.get(f"{clock}_{end}") for end in ("after", "before"))
        if name.endswith("_before") and first:
            return queryset
        if name == "published_before":
            # Said once more in the words of an index, in which a list by day can begin there rather than with the newest.
            queryset = queryset.alias(first_day=first_day()).filter(first_day__lte=last)
        return search.on_days(queryset, clock, first, last)

    def by_amount(self, queryset: Any, name: str, value: Any) -> Any:
        """Once for all three, so that they speak of one amount."""
        given = {
            key: self.form.cleaned_data[key]
            for key in ("unit", "amount_min", "amount_max")
            if self.form.cleaned_data.get(key) not in (None, "")
        }
        if name != next(iter(given)):
            return queryset
        return search.with_amount(queryset, unit=given.get("unit", ""), least=given.get("amount_min"), most=given.get("amount_max"))


def narrowed(claims: QuerySet[Claim], written: str) -> QuerySet[Claim]:
    """The claims that the parameters of an address leave, as in `language=ar&unit=person`; nothing written leaves all.

    Raises:
        InputRefused: a parameter that there is not, or a value that it does not take.
    """
    asked = QueryDict(written.removeprefix("?"))
    there_are = ClaimFilter.get_filters()
    unknown = sorted(set(asked) - set(there_are))
    if unknown:
        known = ", ".join(sorted(there_are))
        raise InputRefused("filter_unknown", "There is no filter {name}. There are: {known}.", field="filter", name=unknown[0], known=known)
    chosen = ClaimFilter(asked, claims)
    if not chosen.form.is_valid():
        name, (wrong, *_) = next(iter(chosen.form.errors.items()))
        raise InputRefused("filter_wrong", "{name}: {wrong}", field="filter", name=name, wrong=wrong)
    found: QuerySet[Claim] = chosen.qs
    return found
