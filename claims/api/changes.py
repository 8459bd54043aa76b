"""What has changed since the reader last asked: ask, take what is there, keep `next`, ask again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import permissions, serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.permissions import MayCall
from claims.api.records import RecordSerializer
from claims.api.rows import refuse_unknown
from claims.models import Change, User
from claims.pipeline.notify import SUBJECTS

# Changes looked at in one reading; those of rows that the reader may not see are left out of them.
PAGE = 500
BEGINNING = "0-0"


class ChangeSerializer(RecordSerializer[Change]):
    id = serializers.IntegerField(source="subject_id", help_text="Of the subject: fetch it to see how it stands.")

    class Meta:
        model = Change
        fields = ("subject", "id", "kind", "at")


class ChangesSerializer(serializers.Serializer[Any]):
    """`more` says that another reading from `next` will find something at once."""

    results = ChangeSerializer(many=True)
    next = serializers.CharField(help_text="Hand it in as `since` the next time.")
    more = serializers.BooleanField()


class ChangesView(APIView):
    permission_classes = (permissions.IsAuthenticated, MayCall)

    @extend_schema(
        tags=["changes"],
        summary="What has changed since",
        parameters=[OpenApiParameter("since", str, description="`next` of the last answer; without it, from the beginning.")],
        responses=ChangesSerializer,
    )
    def get(self, request: Request) -> Response:
        """Articles, claims, matches and fact checks that were made or changed, in the order in which it became visible; none is skipped."""
        refuse_unknown(request, {"since"})
        transaction, number = _parse(request.query_params.get("since", BEGINNING))
        page = list(Change.objects.settled_after(transaction, number)[: PAGE + 1])
        taken = page[:PAGE]
        last = (taken[-1].transaction, taken[-1].pk) if taken else (transaction, number)
        answer = {"results": _visible(taken, request.user), "next": f"{last[0]}-{last[1]}", "more": len(page) > PAGE}
        return Response(ChangesSerializer(answer).data)


def _parse(cursor: str) -> tuple[int, int]:
    transaction, dash, number = cursor.partition("-")
    # Nineteen digits would not fit the column.
    if not dash or not all(one.isascii() and one.isdigit() and len(one) < 19 for one in (transaction, number)):
        raise ValidationError({"since": [_("Hand in `next` of an earlier answer, or leave it out to begin at the beginning.")]})
    return int(transaction), int(number)


def _visible(changes: Sequence[Change], user: User | AnonymousUser) -> list[Change]:
    wanted: dict[str, set[int]] = {}
    for change in changes:
        wanted.setdefault(change.subject, set()).add(change.subject_id)
    seen = {
        subject: set(SUBJECTS[subject].objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
        for subject, ids in wanted.items()
    }
    return [change for change in changes if change.subject_id in seen[change.subject]]
