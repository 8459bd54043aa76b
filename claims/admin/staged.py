"""Forms whose rows a stage stores, and the admin pages that show them."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from claims.errors import FactcheckError
from claims.models import User
from claims.templatetags.sentences import in_words

M = TypeVar("M", bound=Model)


class StagedForm(forms.ModelForm[M]):
    """Its row is stored by a stage while the form is checked, so that what the stage refuses is shown at its field."""

    by: User
    stored: M

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.stored = self.stage(cleaned)
            except FactcheckError as error:
                self.add_error(error.field if error.field in self.fields else None, in_words(error))
        return cleaned

    def stage(self, cleaned: dict[str, Any]) -> M:
        """Store what is asked for, and give the row. Raises FactcheckError."""
        raise NotImplementedError

    def save(self, commit: bool = True) -> M:
        return self.stored

    def _post_clean(self) -> None:
        """The stage has stored it: nothing is left for the model to check."""

    def save_m2m(self) -> None:
        """Nothing of it is many to many."""


class StagedAdmin(admin.ModelAdmin[M]):
    """Its `form` is a StagedForm."""

    def get_form(self, request: HttpRequest, obj: M | None = None, change: bool = False, **kwargs: Any) -> Any:
        # A class of this request alone, which knows who asks.
        return type("Form", (super().get_form(request, obj, change, **kwargs),), {"by": request.user})

    def save_model(self, request: HttpRequest, obj: M, form: Any, change: bool) -> None:
        """The stage has stored it."""
