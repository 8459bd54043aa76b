"""What goes out and what may come in, apart from each other."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.records import RecordSerializer
from claims.api.review_serializers import FactCheckSerializer, StrictSerializer
from claims.models import Appearance, Article, ArticleVersion, Claim, FactCheck, Match, Outlet, Quantity, Quote, Speaker


@extend_schema_field({"type": "array", "items": {"type": ["string", "null"], "format": "date"}, "minItems": 2, "maxItems": 2})
class DaysField(serializers.Field[Any, Any, Any, Any]):
    """A day span as [first, last], ISO dates, inclusive; null where unknown."""

    def to_representation(self, value: Any) -> list[str | None]:
        last = value.upper.fromordinal(value.upper.toordinal() - 1) if value.upper is not None else None
        return [value.lower.isoformat() if value.lower else None, last.isoformat() if last else None]


class OutletSerializer(RecordSerializer[Outlet]):
    class Meta:
        model = Outlet
        fields = ("id", "name", "domain", "language", "time_zone", "version")


class SpeakerSerializer(RecordSerializer[Speaker]):
    spellings = serializers.SlugRelatedField[Any](source="names", slug_field="name", many=True, read_only=True)

    class Meta:
        model = Speaker
        fields = ("id", "kind", "name", "distinction", "spellings", "version")


class SpeakerRefSerializer(RecordSerializer[Speaker]):
    class Meta:
        model = Speaker
        fields = ("id", "kind", "name")


class VersionSerializer(RecordSerializer[ArticleVersion]):
    class Meta:
        model = ArticleVersion
        fields = (
            "number",
            "title",
            "byline",
            "published",
            "language",
            "sha256",
            "fetched_at",
            "state",
            "error_code",
            "error_params",
            "warnings",
            "extraction_version",
        )


class VersionRowSerializer(VersionSerializer):
    class Meta:
        model = ArticleVersion
        fields = ("id", "article", *VersionSerializer.Meta.fields)


class VersionTextSerializer(VersionRowSerializer):
    class Meta:
        model = ArticleVersion
        fields = (*VersionRowSerializer.Meta.fields, "text")


class ArticleSerializer(RecordSerializer[Article]):
    """`state` is where its newest version stands: pending, read, done, unsupported or failed."""

    outlet = OutletSerializer(read_only=True)
    title = serializers.CharField(source="newest.title", read_only=True)
    published = serializers.DateField(source="newest.published", read_only=True, allow_null=True)
    language = serializers.CharField(source="newest.language", read_only=True)
    state = serializers.ChoiceField(source="newest.state", choices=ArticleVersion.State.choices, read_only=True)
    versions = VersionSerializer(many=True, read_only=True)
    version = serializers.IntegerField(source="revision", read_only=True, help_text="Number of decisions taken on it.")

    class Meta:
        model = Article
        fields = ("id", "outlet", "address", "title", "published", "language", "state", "origin", "added_at", "versions", "version")


class ArticleDetailSerializer(ArticleSerializer):
    text = serializers.CharField(source="newest.text", read_only=True)

    class Meta:
        model = Article
        fields = (*ArticleSerializer.Meta.fields, "text")


class ArticleWriteSerializer(StrictSerializer):
    """An article's words. A line end may be any; the title may also be the text's first line."""

    text = serializers.CharField(trim_whitespace=False, help_text="The article's words, at most 1,000,000 characters.")
    title = serializers.CharField(required=False, allow_blank=True, default="", help_text="The headline; without it the first line.")
    outlet = serializers.CharField(required=False, allow_blank=True, default="", help_text="Name or domain of a known outlet.")
    published = serializers.DateField(
        required=False, allow_null=True, default=None, help_text="Day of publication in the outlet's time zone."
    )
    language = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=8, help_text="As ar or en; detected where it is left out."
    )
    address = serializers.CharField(required=False, allow_blank=True, default="", help_text="Canonical address, where there is one.")
    byline = serializers.CharField(required=False, allow_blank=True, default="", help_text="Who wrote it, as printed.")


class QuoteSerializer(RecordSerializer[Quote]):
    """Offsets are Unicode code points of the article version's text, half-open."""

    article = serializers.IntegerField(source="version.article_id", read_only=True)
    speaker = SpeakerRefSerializer(read_only=True)
    stated_on = DaysField(read_only=True, allow_null=True)
    version = serializers.IntegerField(source="revision", read_only=True, help_text="Number of decisions taken on it.")

    class Meta:
        model = Quote
        fields = (
            *("id", "article", "start", "end", "text", "kind", "cue", "mention", "speaker", "stated_on"),
            *("outer", "confidence", "rule", "version"),
        )


class QuantitySerializer(RecordSerializer[Quantity]):
    low = serializers.FloatField(read_only=True, allow_null=True)
    high = serializers.FloatField(read_only=True, allow_null=True)

    class Meta:
        model = Quantity
        fields = ("text", "low", "high", "qualifier", "unit", "thing", "change")


class AppearanceSerializer(RecordSerializer[Appearance]):
    """Of rows that are `placed`."""

    article = serializers.IntegerField(read_only=True)
    outlet = serializers.CharField(read_only=True, help_text="Its name.")
    origin = serializers.IntegerField(read_only=True, allow_null=True, help_text="Null: not traced yet.")

    class Meta:
        model = Appearance
        fields = ("article", "outlet", "origin", "quote", "start", "end", "text")


class PlaceSerializer(AppearanceSerializer):
    """Offsets are Unicode code points of the text of that version, half-open."""

    version = serializers.IntegerField(source="number", read_only=True, help_text="Number of the text in its article.")

    class Meta:
        model = Appearance
        fields = ("id", "claim", "article", "version", "outlet", "quote", "start", "end", "text", "anchor")


class ClaimSerializer(RecordSerializer[Claim]):
    """`origins` is what supports the claim: `articles` that were copied from one another, or from one agency, are one origin.

    Both count the articles of the claim and of the claims that people confirmed to be the same.
    """

    articles = serializers.IntegerField(read_only=True)
    origins = serializers.IntegerField(read_only=True)
    speaker = SpeakerRefSerializer(source="speaker_root", read_only=True)
    said = DaysField(read_only=True, allow_null=True)
    published = DaysField(read_only=True, allow_null=True)
    as_of = DaysField(read_only=True, allow_null=True)
    assignee = serializers.SlugRelatedField[Any](slug_field="username", read_only=True, allow_null=True)
    quantities = QuantitySerializer(source="amounts", many=True, read_only=True)
    added = frozenset({"fact_checks"})
    fact_checks = FactCheckSerializer(source="live_fact_checks", many=True, read_only=True, help_text="With expand: the live one.")
    appearances = AppearanceSerializer(source="places", many=True, read_only=True)

    class Meta:
        model = Claim
        fields = (
            "id",
            "text",
            "language",
            "speaker",
            "said",
            "published",
            "as_of",
            "polarity",
            "modality",
            "checkworthiness",
            "checkworthiness_reasons",
            "status",
            "version",
            "desk",
            "assignee",
            "articles",
            "origins",
            "quantities",
            "appearances",
            "fact_checks",
        )


class MatchSerializer(RecordSerializer[Match]):
    added = frozenset({"low", "high"})
    low = ClaimSerializer(read_only=True, help_text="With expand=low.")
    high = ClaimSerializer(read_only=True, help_text="With expand=high.")

    class Meta:
        model = Match
        fields = (
            "id",
            "claim_low",
            "claim_high",
            "machine_relation",
            "machine_direction",
            "score",
            "reasons",
            "state",
            "relation",
            "direction",
            "rejected_relation",
            "version",
            "judgement_version",
            "low",
            "high",
        )


class PointSerializer(serializers.Serializer[Any]):
    """A value as an interval (null: open), the days that it is of, by which clock (as_of, said or published), and who says so."""

    claim = serializers.IntegerField()
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    qualifier = serializers.ChoiceField(choices=Quantity.QuantityQualifier.choices)
    unit = serializers.CharField(allow_blank=True)
    text = serializers.CharField(help_text="As written.")
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)
    clock = serializers.ChoiceField(choices=["as_of", "said", "published"], allow_blank=True)
    speaker = serializers.CharField()
    outlet = serializers.CharField(allow_blank=True)
    verdict = serializers.ChoiceField(choices=FactCheck.Verdict.choices, allow_blank=True, help_text="Of an approved fact check.")
    as_of = DaysField(allow_null=True)
    said = DaysField(allow_null=True)
    origin = serializers.IntegerField(allow_null=True, help_text="Of the article: copies of one text are one origin.")


class FigureSerializer(serializers.Serializer[Any]):
    """One amount of the claim and its values in order of time; `cut` where there are more than are followed."""

    text = serializers.CharField()
    points = PointSerializer(many=True)
    cut = serializers.BooleanField()
