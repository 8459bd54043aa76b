"""Files of articles, handed in whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.permissions import DELIVERING, MayCall, Ways
from claims.api.retrying import queue_for
from claims.api.review_serializers import StrictSerializer
from claims.exchange.article_files import FIELDS
from claims.pipeline.delivery import Delivered, Overrides
from claims.pipeline.uploads import Received, receive
from claims.tasks import call_for
from claims.templatetags.sentences import in_words


class FileWriteSerializer(StrictSerializer):
    """The file, and what holds for all its articles: it goes before what the file says."""

    file = serializers.FileField(
        max_length=200,
        allow_empty_file=True,
        help_text="At most 20 MB. Its ending says what it is: .jsonl, .json, .csv, .txt, .html, .warc, each also .gz, or .zip. "
        f"Fields of JSON, and columns of CSV under a header: {', '.join(FIELDS)}.",
    )
    outlet = serializers.CharField(required=False, allow_blank=True, default="", help_text="Name or domain of a known outlet.")
    published = serializers.DateField(required=False, allow_null=True, default=None, help_text="Day of publication.")
    language = serializers.CharField(required=False, allow_blank=True, default="", max_length=8, help_text="As ar or en.")
    new_outlets = serializers.BooleanField(required=False, default=False, help_text="Make an outlet that is not known yet.")


class OutcomeSerializer(serializers.Serializer[Delivered]):
    """What became of one article of a file."""

    id = serializers.CharField(help_text="As the file names it, else the file's name and the line.")
    outcome = serializers.SerializerMethodField()
    article = serializers.IntegerField(source="version.article_id", default=None, allow_null=True)
    version = serializers.IntegerField(source="version.number", default=None, allow_null=True)
    code = serializers.CharField(source="error.code", default="", help_text="Why it was refused.")
    field = serializers.CharField(source="error.field", default="", help_text="The field that is to blame.")
    detail = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "enum": ["taken_in", "known", "refused"]})
    def get_outcome(self, one: Delivered) -> str:
        return "refused" if one.version is None else "taken_in" if one.is_new else "known"

    def get_detail(self, one: Delivered) -> str:
        return in_words(one.error) if one.error is not None else ""


class ReceivedSerializer(serializers.Serializer[Received]):
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="How many were taken_in, known and refused.")
    is_whole = serializers.BooleanField(help_text="Whether nothing was left over: else give the file again, and it goes on.")
    articles = OutcomeSerializer(source="delivered", many=True)


class FilesView(APIView):
    """Files of articles."""

    parser_classes = (MultiPartParser,)
    permission_classes = (IsAuthenticated, MayCall)
    needs: ClassVar[Mapping[str, Ways]] = {"post": DELIVERING}

    @extend_schema(
        tags=["articles"],
        operation_id="articles_files_create",
        summary="Hand in a file of articles",
        request={"multipart/form-data": FileWriteSerializer},
        responses=ReceivedSerializer,
    )
    def post(self, request: Request) -> Response:
        """Answers what became of each article. The same file again changes nothing; what is new is read in the background.

        After 1,000 new articles, or 15 seconds, it ends and says so in `is_whole`.
        """
        form = FileWriteSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        said = form.validated_data
        overrides = Overrides(said["outlet"], "", said["published"], said["language"], said["new_outlets"])
        file = said["file"]
        received = receive(file.name, file.size, file.chunks(), overrides, by=request.user)  # type: ignore[arg-type]  # signed in: required
        call_for(received.delivered, queue=queue_for(request))
        return Response(ReceivedSerializer(received).data)
