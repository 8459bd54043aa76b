"""`claims:search`: published fact checks as clients of Google's Fact Check Tools API ask for them. Such a client changes only its host."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core import signing
from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims import search
from claims.api.authentication import PublishedKeyAuthentication
from claims.api.permissions import PUBLISHED, MayCall
from claims.api.rows import sent, written
from claims.api.unchanged import unchanged
from claims.clients.hosts import bare_host
from claims.exchange.claim_review import Publisher, search_result
from claims.models import FactCheck

DEFAULT_SIZE, MOST = 10, 100
_SALT = "claims.api.claims_search"


class AskedSerializer(serializers.Serializer[Any]):
    """Google's names. `query` or `reviewPublisherSiteFilter` is needed."""

    query = serializers.CharField(required=False, default="", max_length=2000, allow_blank=True, help_text="Words of the claim.")
    languageCode = serializers.CharField(required=False, default="", max_length=10, allow_blank=True, help_text="As ar or en-US.")
    reviewPublisherSiteFilter = serializers.CharField(required=False, default="", max_length=253, allow_blank=True)
    maxAgeDays = serializers.IntegerField(required=False, default=0, min_value=0, max_value=100_000)
    pageSize = serializers.IntegerField(required=False, default=DEFAULT_SIZE, min_value=0)
    pageToken = serializers.CharField(required=False, default="", max_length=200, allow_blank=True)
    offset = serializers.IntegerField(required=False, default=0, min_value=0, max_value=1_000_000, help_text="Only without pageToken.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs["query"].strip() and not attrs["reviewPublisherSiteFilter"].strip():
            raise serializers.ValidationError({"query": [_("Give a query, or a reviewPublisherSiteFilter.")]})
        return attrs

    def validate_pageToken(self, token: str) -> tuple[datetime, int] | None:
        """The publication and id of the last one on the page before."""
        if not token:
            return None
        try:
            published_at, pk = signing.Signer(salt=_SALT).unsign_object(token)
        except (signing.BadSignature, ValueError) as error:
            raise serializers.ValidationError(_("Hand in nextPageToken of the last answer, with the same query.")) from error
        return datetime.fromisoformat(published_at), pk


class ReviewPublisherSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    site = serializers.CharField()


class ClaimReviewSerializer(serializers.Serializer[Any]):
    publisher = ReviewPublisherSerializer()
    url = serializers.URLField()
    title = serializers.CharField(required=False)
    reviewDate = serializers.DateTimeField()
    textualRating = serializers.CharField()
    languageCode = serializers.CharField()


class FoundClaimSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    claimant = serializers.CharField()
    claimDate = serializers.DateTimeField(required=False)
    claimReview = ClaimReviewSerializer(many=True)


class AnswerSerializer(serializers.Serializer[Any]):
    """Both are left out where there is nothing to say, as Google does."""

    claims = FoundClaimSerializer(many=True, required=False)
    nextPageToken = serializers.CharField(required=False)


class ClaimsSearchView(APIView):
    authentication_classes = (PublishedKeyAuthentication, *APIView.authentication_classes)
    permission_classes = (MayCall,)
    needs: ClassVar[Any] = {"get": PUBLISHED}

    @extend_schema(
        operation_id="claims_search",
        tags=["published"],
        summary="Search published fact checks",
        parameters=[AskedSerializer],
        responses=AnswerSerializer,
    )
    def get(self, request: Request) -> HttpResponse:
        """Newest review first. Every word of `query` stands in the claim or its headline; the last may be only begun."""
        return sent(unchanged(request, self._answer))

    def _answer(self) -> bytes:
        form = AskedSerializer(data={name: value for name, value in self.request.query_params.items() if name != "key"})
        form.is_valid(raise_exception=True)
        asked = form.validated_data
        size = min(asked["pageSize"] or DEFAULT_SIZE, MOST)
        checks, start = _found(asked), asked["offset"]
        if asked["pageToken"]:
            # Behind a row and not after so many: what is published meanwhile pushes nothing onto the next page again.
            checks, start = checks.filter(TupleLessThan(Tuple(F("published_at"), F("pk")), asked["pageToken"])), 0
        found = list(checks[start : start + size + 1])
        publisher = Publisher(settings.PUBLISHER_NAME, settings.PUBLIC_URL)
        answer: dict[str, Any] = {}
        if found:
            answer["claims"] = [search_result(one, settings.PUBLIC_URL + one.get_absolute_url(), publisher) for one in found[:size]]
        if len(found) > size:
            last = found[size - 1]
            answer["nextPageToken"] = signing.Signer(salt=_SALT).sign_object([str(last.published_at), last.pk])
        return written(answer)


# What Google calls each status (google.rpc.Code, as its HTTP mapping has them).
_GOOGLES = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 429: "RESOURCE_EXHAUSTED", 503: "UNAVAILABLE"}


class GoogleClaimsSearchView(ClaimsSearchView):
    """The same where clients of Google's API look for it, described once; errors say what is wrong where they look for it."""

    schema = None

    def handle_exception(self, exc: Exception) -> Response:
        answer = super().handle_exception(exc)
        said = " ".join([answer.data["detail"], *(str(one) for name in answer.data.get("fields", {}).values() for one in name)])
        status = _GOOGLES.get(answer.status_code, "UNKNOWN")
        answer.data["error"] = {"code": answer.status_code, "message": said, "status": status}
        return answer


def _found(asked: dict[str, Any]) -> QuerySet[FactCheck]:
    checks = FactCheck.objects.public().for_results().order_by("-published_at", "-pk")
    wanted = bare_host(asked["reviewPublisherSiteFilter"])
    if wanted and wanted != bare_host(Publisher("", settings.PUBLIC_URL).site):
        return checks.none()
    if asked["query"].strip():
        checks = search.checks_with_words(checks, asked["query"])
    if asked["languageCode"]:
        checks = checks.filter(claim__language=asked["languageCode"].partition("-")[0].lower())
    if asked["maxAgeDays"]:
        checks = checks.filter(published_at__gte=timezone.now() - timedelta(days=asked["maxAgeDays"]))
    return checks
