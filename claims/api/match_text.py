"""What editors paste while they write: which claims does this sentence repeat, contradict or update?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.permissions import MayCall
from claims.api.records import kept
from claims.api.review_serializers import StrictSerializer
from claims.api.serializers import ClaimSerializer
from claims.models import Claim, FactCheck, Match
from claims.pipeline.match_text import LONGEST_TEXT, Answer, match_text
from claims.templatetags.reasons import sentence


class TextSerializer(StrictSerializer):
    text = serializers.CharField(max_length=LONGEST_TEXT, help_text="One sentence, as it would be printed.")
    language = serializers.CharField(required=False, default="", max_length=8, allow_blank=True, help_text="Detected where left out.")
    published = serializers.DateField(required=False, allow_null=True, default=None, help_text="The day of its words.")
    speaker = serializers.CharField(required=False, allow_null=True, default=None, max_length=500, help_text="Who says it.")


class ReasonSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    params = serializers.DictField(child=serializers.CharField())
    sentence = serializers.CharField(help_text="In the caller's language.")


class MatchedSerializer(serializers.Serializer[Any]):
    """`text` stands in `relation` to the claim; `updates` says whether it is the newer one. `verdict` where a fact check is approved."""

    claim = ClaimSerializer()
    relation = serializers.ChoiceField(choices=Match.MatchRelation.choices)
    updates = serializers.BooleanField(allow_null=True, help_text="Whether the text is the newer; null where nothing is updated.")
    score = serializers.FloatField(help_text="From 0 to 1; higher is surer.")
    reasons = ReasonSerializer(many=True)
    verdict = serializers.ChoiceField(choices=FactCheck.Verdict.choices, allow_null=True)


class MatchTextView(APIView):
    permission_classes = (MayCall,)

    @extend_schema(tags=["claims"], summary="Match a text", request=TextSerializer, responses=MatchedSerializer(many=True))
    def post(self, request: Request) -> Response:
        """At most 20 claims, surest first. Nothing is stored, and no verdict passes to the text: it is shown with what it was given for."""
        form = TextSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        answers = match_text(by=request.user, **form.validated_data)  # type: ignore[arg-type]  # signed in: a permission
        approved = FactCheck.objects.live().filter(claim__in=[one.claim for one in answers], state=FactCheck.State.APPROVED)
        verdicts = dict(approved.values_list("claim_id", "verdict"))
        claim_record = kept(ClaimSerializer).to_representation
        return Response([_record(one, claim_record, verdicts.get(one.claim.pk)) for one in answers])


def _record(one: Answer, claim_record: Callable[[Claim], dict[str, Any]], verdict: str | None) -> dict[str, Any]:
    direction = one.judgement.direction
    return {
        "claim": claim_record(one.claim),
        "relation": one.judgement.relation.value,
        "updates": None if direction is None else direction.value == "a_updates_b",
        "score": round(one.judgement.score, 4),
        "reasons": [{"code": why.code, "params": dict(why.params), "sentence": sentence(why)} for why in one.judgement.reasons],
        "verdict": verdict,
    }
