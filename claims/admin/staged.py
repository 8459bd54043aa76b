"""Forms whose rows a stage stores."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.db.models import Model

from claims.errors import FactcheckError
from claims.models import User
from claims.templatetags.sentences import in_words

M = TypeVar("M", bound=Model)


class StagedForm(forms.ModelForm[M]):
    """A form of a new row that a stage stores while the form is checked, so that what the stage refuses is shown at its field."""

    by: User

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.stage(cleaned)
            except FactcheckError as error:
                self.add_error(error.field if error.field in self.fields else None, in_words(error))
        return cleaned

    def stage(self, cleaned: dict[str, Any]) -> None:
        """Store what is asked for. Raises FactcheckError."""
        raise NotImplementedError

    def _post_clean(self) -> None:
        """The stage has stored it: nothing is left for the model to check."""

    def save_m2m(self) -> None:
        """Nothing of it is many to many."""
