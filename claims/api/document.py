"""The OpenAPI document, as it is served."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request
from rest_framework.response import Response


class DocumentView(SpectacularAPIView):
    """In English, in which its own sentences are written, whatever language the caller's answers come in."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        with override("en"):
            answer: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]  # drf-spectacular's
        return answer
