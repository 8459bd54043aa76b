"""Outlets, and what editors say of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import F
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.reverse import reverse

from claims.api import review_serializers as forms
from claims.api.filters import OutletFilter
from claims.api.pages import BY_ID, Order
from claims.api.permissions import deciding
from claims.api.records import kept
from claims.api.reviewing import IF_MATCH, Seeing
from claims.api.rows import RowsAndRow, answered
from claims.api.serializers import OutletSerializer
from claims.models import Outlet, User
from claims.pipeline.decide import LONGEST_REASON
from claims.pipeline.describe import add_outlet, describe_outlet
from claims.pipeline.undo import undo
from claims.rights import Action

_ANSWER: Any = {"parameters": [IF_MATCH], "responses": {200: OutletSerializer}}


class OutletWriteSerializer(forms.StrictSerializer):
    """A new outlet. Of its time zone the days of its articles are."""

    name = serializers.CharField(max_length=200, help_text="As it calls itself.")
    domain = serializers.CharField(max_length=253, required=False, allow_blank=True, help_text="Main domain of its addresses.")
    language = serializers.CharField(max_length=8, required=False, allow_blank=True, help_text="Main language, as in ar or en.")
    time_zone = serializers.CharField(max_length=64, required=False, help_text="Of the IANA list; left out: Asia/Baghdad.")
    reason = serializers.CharField(max_length=LONGEST_REASON, help_text="Why; kept for ever.")


class DescriptionWriteSerializer(forms.DecidingSerializer):
    """What is left out stays as it is. Of the outlet that stands for unknown ones, language and time zone alone."""

    name = serializers.CharField(max_length=200, required=False)
    domain = serializers.CharField(max_length=253, required=False, allow_blank=True)
    language = serializers.CharField(max_length=8, required=False, allow_blank=True)
    time_zone = serializers.CharField(max_length=64, required=False)


@extend_schema(tags=["outlets"])
class OutletViewSet(Seeing, RowsAndRow):
    """Outlets that articles may name."""

    serializer_class = OutletSerializer
    filterset_class = OutletFilter
    orders: ClassVar[Any] = {"id": BY_ID, "name": Order(F("name"), str)}
    needs: ClassVar[Any] = {"create": deciding(Action.ADD_ARTICLE), **dict.fromkeys(("describe", "undo"), deciding(Action.CORRECT))}
    queryset = Outlet.objects.all()

    @extend_schema(summary="Add an outlet", request=OutletWriteSerializer, responses={201: OutletSerializer})
    def create(self, request: Request) -> HttpResponse:
        """Refused where there is one of that name, however it is spelled, or of that domain."""
        form = OutletWriteSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        said = dict(form.validated_data)
        outlet = add_outlet(said, by=request.user, reason=said.pop("reason"))  # type: ignore[arg-type]  # signed in: a permission
        answer = answered(kept(OutletSerializer).to_representation(outlet), status.HTTP_201_CREATED)
        answer["Location"] = reverse("api:outlet-detail", args=[outlet.pk], request=request)
        return answer

    @extend_schema(summary="Describe an outlet anew", request=DescriptionWriteSerializer, **_ANSWER)
    @action(detail=True, methods=["post"], url_path="description")
    def describe(self, request: Request, pk: str) -> HttpResponse:
        """What is read from then on follows. 409 where somebody else has decided since the version that is named."""
        return self.decided(request, DescriptionWriteSerializer, _describe)

    @extend_schema(summary="Take back your last decision", request=forms.DecidingSerializer, **_ANSWER)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> HttpResponse:
        return self.decided(request, forms.DecidingSerializer, undo)


def _describe(outlet: Outlet, *, by: User, reason: str, **said: str) -> object:
    return describe_outlet(outlet, said, by=by, reason=reason)
