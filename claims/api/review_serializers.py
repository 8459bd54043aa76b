"""What a decision needs, and what fact checks, evidence and decisions look like. A field that is not known is refused, not ignored."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import DataError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.records import RecordSerializer
from claims.claim_filter import LARGEST
from claims.models import Claim, Decision, Desk, Evidence, FactCheck, Match, Snapshot, Speaker, User
from claims.pipeline.decide import LONGEST_REASON
from claims.pipeline.review import LONGEST_SNAPSHOT, LONGEST_SUMMARY, LONGEST_TITLE


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses what it does not know: who sends `author` or `state` learns that it is not theirs to set."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, dict) else []
        if unknown:
            raise serializers.ValidationError({name: [_("There is no such field.")] for name in unknown}, code="unknown_field")
        return super().to_internal_value(data)


class _Named(serializers.RelatedField[Any, Any, Any]):
    """A row that the caller names: a name or number that the database cannot even look up is wrong like one that nobody has."""

    default_error_messages: ClassVar[Any] = {"invalid": gettext_lazy("Nothing can have this name or number.")}

    def to_internal_value(self, data: Any) -> Any:
        try:
            return super().to_internal_value(data)
        except (ValueError, OverflowError, DataError):
            self.fail("invalid")


class NumberedField(_Named, serializers.PrimaryKeyRelatedField[Any]):
    """By its id."""


class SpeakerField(NumberedField):
    """A speaker who is not merged into another, of those that the caller may see: any other does not exist."""

    def get_queryset(self) -> Any:
        return Speaker.objects.visible_to(self.context["request"].user).filter(merged_into=None)


class SlugField(_Named, serializers.SlugRelatedField[Any]):
    """By its name."""


class DecidingSerializer(StrictSerializer):
    """`version` is the one that the caller saw; it may also stand in the header If-Match. Somebody else's later decision answers 409."""

    version = serializers.IntegerField(min_value=0, max_value=2**31 - 2, required=False)
    reason = serializers.CharField(max_length=LONGEST_REASON, help_text="Why; kept for ever.")


class StatusWriteSerializer(DecidingSerializer):
    status = serializers.ChoiceField(choices=Claim.Status.choices)


class VerdictWriteSerializer(DecidingSerializer):
    """The version is that of the fact check, 0 where there is none yet."""

    verdict = serializers.ChoiceField(choices=FactCheck.Verdict.choices)
    summary = serializers.CharField(max_length=LONGEST_SUMMARY, help_text="What was found, for readers.")


class EvidenceWriteSerializer(DecidingSerializer):
    """The version is that of the fact check."""

    address = serializers.CharField(max_length=2000)
    title = serializers.CharField(max_length=LONGEST_TITLE, required=False, allow_blank=True, default="")
    stance = serializers.ChoiceField(choices=Evidence.Stance.choices)
    snapshot = serializers.CharField(max_length=LONGEST_SNAPSHOT, help_text="The words relied on, as they stood.")


class ApprovalWriteSerializer(DecidingSerializer):
    """The version is that of the fact check. A claim that has changed since it was read answers 409."""

    claim_fingerprint = serializers.CharField(
        max_length=64, help_text="That of the fact check's record as you read it: what you approve the verdict of."
    )
    origins_override = serializers.CharField(
        max_length=LONGEST_SUMMARY, required=False, allow_blank=True, default="", help_text="Why one origin is enough for true or false."
    )


class MatchWriteSerializer(DecidingSerializer):
    relation = serializers.ChoiceField(choices=Match.MatchRelation.choices, required=False, help_text="Left out: as the machine says.")
    direction = serializers.ChoiceField(choices=Match.MatchDirection.choices, required=False, help_text="Of an update.")


class AssignmentWriteSerializer(DecidingSerializer):
    desk = NumberedField(queryset=Desk.objects.all(), allow_null=True)
    assignee = SlugField(slug_field="username", queryset=User.objects.filter(is_active=True), allow_null=True)


class AmountWriteSerializer(StrictSerializer):
    text = serializers.CharField(max_length=500, required=False, allow_blank=True)
    low = serializers.DecimalField(max_digits=36, decimal_places=6, required=False, allow_null=True)
    high = serializers.DecimalField(max_digits=36, decimal_places=6, required=False, allow_null=True)
    qualifier = serializers.CharField(max_length=10, required=False)
    unit = serializers.CharField(max_length=100, required=False, allow_blank=True)
    thing = serializers.CharField(max_length=500, required=False, allow_blank=True)
    change = serializers.CharField(max_length=4, required=False, allow_blank=True)


class DaysWriteSerializer(StrictSerializer):
    first = serializers.DateField()
    last = serializers.DateField()


class SpanWriteSerializer(StrictSerializer):
    """In Unicode code points of the article version's text, half-open."""

    start = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    end = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class PlaceWriteSerializer(SpanWriteSerializer):
    appearance = serializers.IntegerField(min_value=1, max_value=LARGEST, help_text="Which of the claim's appearances, by its id.")


class OneAtATimeSerializer(DecidingSerializer):
    """Of `corrected` exactly one is given."""

    corrected: ClassVar[tuple[str, ...]]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(set(self.corrected) & attrs.keys()) != 1:
            names = ", ".join(self.corrected)
            raise serializers.ValidationError(_("Correct one thing at a time: {names}.").format(names=names), code="one_at_a_time")
        return attrs


class CorrectionWriteSerializer(OneAtATimeSerializer):
    """One of `speaker`, `said`, `as_of`, `words`, or an amount: `position` names one that is there, none adds one, `amount` null takes it
    away. A claim that was the very words of its place follows them."""

    corrected = ("speaker", "said", "as_of", "words", "amount")
    speaker = SpeakerField(queryset=Speaker.objects.none(), required=False)
    said = DaysWriteSerializer(required=False, allow_null=True)
    as_of = DaysWriteSerializer(required=False, allow_null=True)
    words = PlaceWriteSerializer(required=False)
    position = serializers.IntegerField(min_value=0, required=False, allow_null=True)
    amount = AmountWriteSerializer(required=False, allow_null=True)


class QuoteCorrectionWriteSerializer(OneAtATimeSerializer):
    """One of `speaker`, `stated_on`, and `words`. The version is that of the quote."""

    corrected = ("speaker", "stated_on", "words")
    speaker = SpeakerField(queryset=Speaker.objects.none(), required=False)
    stated_on = DaysWriteSerializer(required=False, allow_null=True)
    words = SpanWriteSerializer(required=False)


class EvidenceSerializer(RecordSerializer[Evidence]):
    added_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True)

    class Meta:
        model = Evidence
        fields = ("id", "address", "title", "stance", "snapshot", "sha256", "origin", "added_by", "added_at")


class SnapshotSerializer(RecordSerializer[Snapshot]):
    """What stood at the address when it was fetched, or why it could not be. `sha256` is of all that came, `text` of its words."""

    class Meta:
        model = Snapshot
        fields = ("state", "attempts", "next_try_at", "error_code", "error_params", "address", "text", "sha256", "fetched_at")


class PieceSerializer(EvidenceSerializer):
    """A piece of evidence by itself. `page` is null where it was never to be fetched."""

    claim = serializers.IntegerField(source="fact_check.claim_id", read_only=True)
    page = SnapshotSerializer(source="kept_page", read_only=True, allow_null=True)

    class Meta:
        model = Evidence
        fields = ("id", "fact_check", "claim", *EvidenceSerializer.Meta.fields[1:], "page")


@extend_schema_field({"type": ["object", "null"], "additionalProperties": {}})
class ContentField(serializers.JSONField):
    """Verdict, summary and evidence as they were approved, with the claim's words, its `speaker` (`kind`, `name`, `outlet`), and the days
    `said` and `published`, each as [first, last]. Older approvals may lack the speaker and the days."""


class FactCheckSerializer(RecordSerializer[FactCheck]):
    """`stand` is draft, approved, published, void or withdrawn; `approved_content` is what was approved last, and what is published.

    `claim_fingerprint` changes with all that a verdict is of: the claim's words, amounts, days and speaker, and its words at the source.
    """

    stand = serializers.CharField(read_only=True)
    author = serializers.SlugRelatedField[Any](slug_field="username", read_only=True)
    approved_content = ContentField(read_only=True, allow_null=True)
    claim_fingerprint = serializers.CharField(read_only=True)
    evidence = EvidenceSerializer(source="standing_evidence", many=True, read_only=True)

    class Meta:
        model = FactCheck
        fields = (
            "id", "claim", "verdict", "summary", "stand", "version", "author", "origins_override", "approved_content", "published_at",
            "withdrawn_at", "claim_fingerprint", "evidence",
        )  # fmt: skip


class DecisionSerializer(RecordSerializer[Decision]):
    actor = serializers.SlugRelatedField[Any](slug_field="username", read_only=True)

    class Meta:
        model = Decision
        fields = ("id", "subject", "subject_id", "seq", "from_state", "to_state", "actor", "reason", "changes", "at", "prev", "hash")
