"""Webhooks: where events are posted, what became of each, and sending again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api.filters import DeliveryFilter
from claims.api.permissions import Ways, deciding
from claims.api.records import RecordSerializer
from claims.api.review_serializers import StrictSerializer
from claims.api.rows import RowsAndRow
from claims.api.seen import MAY_MATCH, unchanged
from claims.models import Delivery, DeliveryAttempt, Event, Webhook
from claims.pipeline.webhooks import (
    change_webhook,
    delete_webhook,
    make_webhook,
    rotate_secret,
    send_again,
    send_test,
    switch_off,
    switch_on,
    visible_webhooks,
)
from claims.rights import Action


class WebhookSerializer(RecordSerializer[Webhook]):
    """`off_reason` says why it is off: by_person, failing, gone or owner. The secret is told when it is made, and never again."""

    owner = serializers.SlugRelatedField[Any](slug_field="username", read_only=True)
    off_reason = serializers.ChoiceField(choices=Webhook.Off.choices, allow_blank=True, read_only=True, help_text="Empty while it is on.")

    class Meta:
        model = Webhook
        fields = (
            *("id", "name", "owner", "address", "events", "filter", "is_active", "off_reason", "created_at", "rotated_at"),
            *("failures", "failing_since", "succeeded_at"),
        )


class MadeWebhookSerializer(WebhookSerializer):
    """With the secret by which what is sent can be verified: keep it, it is not told again."""

    secret = serializers.CharField(read_only=True, help_text="As in whsec_… of Standard Webhooks.")

    class Meta:
        model = Webhook
        fields = (*WebhookSerializer.Meta.fields, "secret")


class WebhookWriteSerializer(StrictSerializer):
    name = serializers.CharField(max_length=100, help_text="What receives it.")
    address = serializers.CharField(max_length=2000, help_text="http or https, on a public host.")
    events = serializers.ListField(child=serializers.ChoiceField(choices=Event.choices), min_length=1)
    filter = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, default="", help_text="As in the list of claims: language=ar&unit=person"
    )


class WebhookChangeSerializer(StrictSerializer):
    """What is left out stays."""

    name = serializers.CharField(max_length=100, required=False)
    address = serializers.CharField(max_length=2000, required=False)
    events = serializers.ListField(child=serializers.ChoiceField(choices=Event.choices), min_length=1, required=False)
    filter = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    is_active = serializers.BooleanField(required=False, help_text="On again: what waits and what has happened since is sent.")


class AttemptSerializer(RecordSerializer[DeliveryAttempt]):
    class Meta:
        model = DeliveryAttempt
        fields = ("at", "took", "status", "error_code", "error_params")


class DeliverySerializer(RecordSerializer[Delivery]):
    """`key` went with every try as webhook-id and Idempotency-Key. `state`: waiting, delivered, given_up, or nothing (not to be seen)."""

    log = AttemptSerializer(many=True, read_only=True, help_text="Every try, oldest first.")

    class Meta:
        model = Delivery
        fields = ("id", "webhook", "key", "event", "subject", "subject_id", "happened_at", "state", "attempts", "next_at", "log")


SUBSCRIBING: Mapping[str, Ways] = dict.fromkeys(
    ("list", "retrieve", "create", "partial_update", "destroy", "rotate_secret", "ping", "redeliver"), deciding(Action.SUBSCRIBE)
)


@extend_schema(tags=["webhooks"])
class WebhookViewSet(RowsAndRow):
    """Webhooks of the caller; of everybody for who manages users, who may switch them off and delete them, and no more.

    Messages follow Standard Webhooks: POST of `{type, timestamp, data}`, signed with HMAC-SHA256 in `webhook-signature`. A message
    is sent until it is answered with 2xx, for two days with growing gaps, and may arrive twice: `webhook-id` tells. Redirects are
    not followed.
    """

    needs: ClassVar[Mapping[str, Ways]] = SUBSCRIBING
    serializer_class = WebhookSerializer
    queryset = Webhook.objects.none()

    def get_queryset(self) -> QuerySet[Webhook]:
        return visible_webhooks(self.request.user)

    @extend_schema(summary="Make a webhook", request=WebhookWriteSerializer, responses={201: MadeWebhookSerializer})
    def create(self, request: Request) -> Response:
        """It is told of what happens from now on, of what the caller may see."""
        form = WebhookWriteSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        webhook, secret = make_webhook(**form.validated_data, by=request.user)  # type: ignore[arg-type]  # signed in: a permission
        address = reverse("api:webhook-detail", args=[webhook.pk], request=request)
        return Response(_with_secret(webhook, secret), status=status.HTTP_201_CREATED, headers={"Location": address})

    @extend_schema(summary="Change a webhook", parameters=[MAY_MATCH], request=WebhookChangeSerializer, responses={200: WebhookSerializer})
    def partial_update(self, request: Request, pk: str) -> Response:
        """Also switches it on and off."""
        form = WebhookChangeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        fields = dict(form.validated_data)
        wanted = fields.pop("is_active", None)
        with unchanged(request, self) as webhook:
            if fields:
                change_webhook(webhook, by=request.user, **fields)  # type: ignore[arg-type]
            if wanted is not None:
                (switch_on if wanted else switch_off)(webhook, by=request.user)  # type: ignore[arg-type]
        return Response(WebhookSerializer(self.get_object()).data)

    @extend_schema(summary="Delete a webhook", parameters=[MAY_MATCH], responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """It goes with its log, and what waits is not sent."""
        with unchanged(request, self) as webhook:
            delete_webhook(webhook, by=request.user)  # type: ignore[arg-type]
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(summary="Change a webhook's secret", request=None, responses={200: MadeWebhookSerializer})
    @action(detail=True, methods=["post"], url_path="rotate-secret")
    def rotate_secret(self, request: Request, pk: str) -> Response:
        """For a day what is sent is signed by the earlier one too."""
        webhook = self.get_object()
        secret = rotate_secret(webhook, by=request.user)  # type: ignore[arg-type]
        return Response(_with_secret(webhook, secret))

    @extend_schema(summary="Send a test", request=None, responses={202: DeliverySerializer})
    @action(detail=True, methods=["post"])
    def ping(self, request: Request, pk: str) -> Response:
        """A message of the type `ping`, within seconds; its delivery says what became of it."""
        delivery = send_test(self.get_object(), by=request.user)  # type: ignore[arg-type]
        return Response(DeliverySerializer(delivery).data, status=status.HTTP_202_ACCEPTED)


@extend_schema(tags=["webhooks"])
class DeliveryViewSet(RowsAndRow):
    """The log of the caller's webhooks, newest first; what is over is kept for 30 days."""

    needs: ClassVar[Mapping[str, Ways]] = SUBSCRIBING
    serializer_class = DeliverySerializer
    filterset_class = DeliveryFilter
    queryset = Delivery.objects.none()

    def get_queryset(self) -> QuerySet[Delivery]:
        return (
            Delivery.objects.filter(webhook__in=visible_webhooks(self.request.user))
            .select_related("webhook__owner")
            .prefetch_related("log")
        )

    @extend_schema(summary="Send it again", request=None, responses={202: DeliverySerializer})
    @action(detail=True, methods=["post"])
    def redeliver(self, request: Request, pk: str) -> Response:
        """Under the same key, whatever became of it, with the record as it stands now."""
        delivery = self.get_object()
        send_again(delivery, by=request.user)  # type: ignore[arg-type]
        return Response(DeliverySerializer(delivery).data, status=status.HTTP_202_ACCEPTED)


def _with_secret(webhook: Webhook, secret: str) -> dict[str, Any]:
    return {**WebhookSerializer(webhook).data, "secret": secret}
