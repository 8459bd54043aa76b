"""Filters whose choices are known: Django's own would look for them in every row."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.models import ArticleVersion, User
from claims.templatetags.sentences import ROLES
from claims.templatetags.states import STATES


class LanguageFilter(admin.SimpleListFilter):
    """`field` is the path from the list's rows to the language of their text."""

    title = _("language")
    parameter_name = "language"
    field = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(code), name) for code, name in User.Language.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(**{self.field: self.value()}) if self.value() else queryset


class VersionLanguageFilter(LanguageFilter):
    field = "version__language"


class HeldLanguageFilter(LanguageFilter):
    """Of articles with a version in the language; asked of each article, so that nothing is sorted to drop doubles."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(_version(language=self.value())) if self.value() else queryset


class VersionStateFilter(admin.SimpleListFilter):
    """The states one by one, and `ended_badly` for all in which a text has not been read."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*ArticleVersion.State.choices, ("ended_badly", _("Texts that could not be read"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        states = ArticleVersion.State.ended_badly() if self.value() == "ended_badly" else (self.value(),)
        return queryset.filter(_version(state__in=states)) if self.value() else queryset


def _version(**fields: Any) -> Exists:
    return Exists(ArticleVersion.objects.filter(article=OuterRef("pk"), **fields))


class RoleFilter(admin.RelatedFieldListFilter):
    """Roles as pages call them."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(pk, ROLES.get(str(name), name)) for pk, name in super().field_choices(field, request, model_admin)]


class StateFilter(admin.SimpleListFilter):
    title = _("to")
    parameter_name = "to_state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(STATES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(to_state=self.value()) if self.value() else queryset
