"""What was set aside is tried again; and who is served first."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.rows import RowsAndRow
from claims.models import ApiKey
from claims.tasks import URGENT, USUAL, take_up


def queue_for(request: Request) -> str:
    """A person waits for what they hand in; a program, which has a key, does not stand before people."""
    return USUAL if isinstance(request.auth, ApiKey) else URGENT


class ArticleRetrying(RowsAndRow):
    """Adds `retry` to articles."""

    @extend_schema(
        summary="Try again what was set aside",
        request=None,
        responses={
            202: OpenApiResponse(description="It is being tried again."),
            204: OpenApiResponse(description="Nothing was set aside."),
        },
    )
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, pk: str) -> Response:
        """The article's reading where it failed, and whatever else of it was given up after several tries."""
        was_taken_up = take_up(self.get_object().pk, queue=queue_for(request))
        return Response(status=status.HTTP_202_ACCEPTED if was_taken_up else status.HTTP_204_NO_CONTENT)
