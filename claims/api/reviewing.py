"""The endpoints of reviewing. Each names the version that its caller saw, calls one stage, and answers with the row as it is then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import F, Model, Prefetch, QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import exceptions, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api import filters, seen
from claims.api import review_serializers as forms
from claims.api.columns import Columns
from claims.api.correcting import correct_claim
from claims.api.exports import EXPORTING, Exporting
from claims.api.pages import BY_ID, Order
from claims.api.permissions import deciding
from claims.api.records import kept
from claims.api.rows import RowsAndRow, answered, expand_parameter, refuse_unknown
from claims.api.serializers import ClaimSerializer, MatchSerializer
from claims.errors import InputRefused
from claims.exchange.finding_lines import FACT_CHECKS, MATCHES
from claims.exchange.known import claim_known_at, fact_check_known_at, match_known_at
from claims.models import Claim, Decision, Evidence, FactCheck, Match, User
from claims.models.factcheck import FactCheckQuerySet, publication
from claims.pipeline.assign import assign
from claims.pipeline.audit import ledger_lines
from claims.pipeline.publish import publish, withdraw
from claims.pipeline.relate import confirm_match, reject_match
from claims.pipeline.review import add_evidence, approve, change_status, remove_evidence, write_fact_check
from claims.pipeline.snapshot import fetch_again
from claims.pipeline.undo import undo
from claims.rights import Action, readable_decisions

KNOWN_AT = OpenApiParameter("known_at", OpenApiTypes.DATETIME, description="As it was known at that moment, with its time zone.")
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description='The ETag of the record that you saw, or its version alone, as in "3"; one of several, or * for whatever stands there.',
)


class Seeing:
    """Reads what a decision needs from a request, for a viewset."""

    def form(
        self, request: Request, kind: type[forms.DecidingSerializer], row: Model | None, record: type[Any] | None = None
    ) -> dict[str, Any]:
        """The checked fields, less the version, which is checked against `row`; None: nothing is there yet, so the version is 0.

        `record` writes the row where that is not the viewset's own serializer.
        """
        form = kind(data=request.data, context={"request": request})
        form.is_valid(raise_exception=True)
        fields = dict(form.validated_data)
        seen.check(request, fields.pop("version", None), row, record or self.serializer_class)  # type: ignore[attr-defined]  # a viewset's
        return {**fields, "by": request.user}

    def decided(
        self, request: Request, kind: type[forms.DecidingSerializer], stage: Callable[..., object], record: type[Any] | None = None
    ) -> HttpResponse:
        """The row of the address after `stage` has decided about it, as `record`, or the viewset's own serializer, writes it."""
        row: Model = self.get_object()  # type: ignore[attr-defined]  # a viewset's
        stage(row, **self.form(request, kind, row, record))
        return _answer(self.get_object(), record or self.serializer_class)  # type: ignore[attr-defined]  # a viewset's


class Deciding(Seeing):
    """The same, and reads the past of a single row."""

    # Of the row and the moment, the record or None; a static method.
    known: ClassVar[Any]

    own_parameters: ClassVar[Any] = {"list": ("known_at",), "retrieve": ("known_at",)}

    @extend_schema(parameters=[KNOWN_AT])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.query_params.get("known_at")
        if asked is None:
            answer: HttpResponse = super().retrieve(request, *args, **kwargs)  # type: ignore[misc]
            return answer
        refuse_unknown(request, {"known_at"})
        record = type(self).known(self.get_object(), _moment(asked))  # type: ignore[attr-defined]  # a viewset's
        if record is None:
            raise exceptions.NotFound
        return Response(record)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if "known_at" in request.query_params:
            raise InputRefused(
                "known_at_of_one", "A past moment is read of one record at a time; for lists keep an export.", field="known_at"
            )
        answer: HttpResponse = super().list(request, *args, **kwargs)  # type: ignore[misc]
        return answer


class ClaimReviewing(Deciding):
    """What people decide on a claim, for the viewset of claims."""

    known = staticmethod(claim_known_at)
    needs: ClassVar[Any] = {
        "status": deciding(Action.CHANGE_STATUS),
        "fact_check": deciding(Action.WRITE_FACT_CHECK),
        # A reviewer may take a claim that nobody has.
        "assignment": deciding(Action.ASSIGN, Action.CHANGE_STATUS),
        "correction": deciding(Action.CORRECT),
        # Whoever might have taken the decision; the stage looks at which it was.
        "undo": deciding(Action.CHANGE_STATUS, Action.ASSIGN, Action.CORRECT, Action.APPROVE),
    }

    def _changed(self) -> HttpResponse:
        claim = self.get_object()  # type: ignore[attr-defined]
        return _answer(claim, ClaimSerializer)

    @extend_schema(
        summary="Change a claim's status", parameters=[IF_MATCH], request=forms.StatusWriteSerializer, responses={200: ClaimSerializer}
    )
    @action(detail=True, methods=["post"])
    def status(self, request: Request, pk: str) -> HttpResponse:
        """409 where somebody else has decided since the version that is named."""
        claim: Claim = self.get_object()  # type: ignore[attr-defined]
        fields = self.form(request, forms.StatusWriteSerializer, claim)
        change_status(claim, to=fields.pop("status"), **fields)
        return self._changed()

    @extend_schema(
        summary="Write the claim's verdict",
        parameters=[IF_MATCH],
        request=forms.VerdictWriteSerializer,
        responses={200: forms.FactCheckSerializer},
    )
    @action(detail=True, methods=["put"], url_path="fact-check")
    def fact_check(self, request: Request, pk: str) -> HttpResponse:
        """Begins the fact check where there is none (version 0), and else writes its draft anew."""
        claim: Claim = self.get_object()  # type: ignore[attr-defined]
        live = _fact_checks(request).live().filter(claim=claim).first()
        fields = self.form(request, forms.VerdictWriteSerializer, live, forms.FactCheckSerializer)
        check = write_fact_check(claim, seen=live.version if live else 0, **fields)
        return _answer(_fact_checks(request).get(pk=check.pk), forms.FactCheckSerializer)

    @extend_schema(
        summary="Assign a claim", parameters=[IF_MATCH], request=forms.AssignmentWriteSerializer, responses={200: ClaimSerializer}
    )
    @action(detail=True, methods=["put"])
    def assignment(self, request: Request, pk: str) -> HttpResponse:
        claim: Claim = self.get_object()  # type: ignore[attr-defined]
        assign(claim, **self.form(request, forms.AssignmentWriteSerializer, claim))
        return self._changed()

    @extend_schema(
        summary="Correct what was read", parameters=[IF_MATCH], request=forms.CorrectionWriteSerializer, responses={200: ClaimSerializer}
    )
    @action(detail=True, methods=["post"])
    def correction(self, request: Request, pk: str) -> HttpResponse:
        """409 where somebody else has decided since the version that is named."""
        claim: Claim = self.get_object()  # type: ignore[attr-defined]
        correct_claim(claim, **self.form(request, forms.CorrectionWriteSerializer, claim))
        return self._changed()

    @extend_schema(
        summary="Take back your last decision", parameters=[IF_MATCH], request=forms.DecidingSerializer, responses={200: ClaimSerializer}
    )
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> HttpResponse:
        claim: Claim = self.get_object()  # type: ignore[attr-defined]
        undo(claim, **self.form(request, forms.DecidingSerializer, claim))
        return self._changed()


def _answer(row: Model, serializer: type[Any]) -> HttpResponse:
    return answered(kept(serializer).to_representation(row))


def _fact_checks(request: Request) -> FactCheckQuerySet:
    standing = Prefetch("evidence", Evidence.objects.standing().select_related("added_by"), to_attr="standing_evidence")
    checks = FactCheck.objects.visible_to(request.user).with_claim_fingerprint()
    return checks.select_related("author", "claim").prefetch_related(standing)


_ANSWER: Any = {"parameters": [IF_MATCH], "responses": {200: forms.FactCheckSerializer}}


@extend_schema(tags=["fact checks"])
class FactCheckViewSet(Deciding, Exporting, RowsAndRow):
    """Fact checks with their evidence: verdicts being written, approved, published and withdrawn."""

    known = staticmethod(fact_check_known_at)
    needs: ClassVar[Any] = {
        "approve": deciding(Action.APPROVE),
        "publish": deciding(Action.PUBLISH),
        "withdraw": deciding(Action.WITHDRAW),
        "undo": deciding(Action.WRITE_FACT_CHECK, Action.APPROVE),
        "evidence": deciding(Action.WRITE_FACT_CHECK),
        "remove_evidence": deciding(Action.WRITE_FACT_CHECK),
    }
    serializer_class = forms.FactCheckSerializer
    filterset_class = filters.FactCheckFilter
    orders: ClassVar[Any] = {"id": BY_ID, "published_at": Order(publication(), datetime.fromisoformat)}
    own_parameters: ClassVar[Any] = {**Deciding.own_parameters, **EXPORTING}
    exported_as = "fact-checks", FACT_CHECKS
    queryset = FactCheck.objects.none()

    def get_queryset(self) -> QuerySet[FactCheck]:
        return _fact_checks(self.request)

    def _decide(self, request: Request, kind: type[forms.DecidingSerializer], stage: Callable[..., object]) -> HttpResponse:
        check: FactCheck = self.get_object()
        stage(check, **self.form(request, kind, check))
        return _answer(self.get_object(), forms.FactCheckSerializer)

    @extend_schema(summary="Approve a verdict", request=forms.ApprovalWriteSerializer, **_ANSWER)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> HttpResponse:
        """The claim must await approval, and be as its approver read it; whoever wrote at the verdict or its evidence is refused."""
        return self._decide(request, forms.ApprovalWriteSerializer, approve)

    @extend_schema(summary="Publish an approved verdict", request=forms.DecidingSerializer, **_ANSWER)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> HttpResponse:
        return self._decide(request, forms.DecidingSerializer, publish)

    @extend_schema(summary="Withdraw a verdict", request=forms.DecidingSerializer, **_ANSWER)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> HttpResponse:
        return self._decide(request, forms.DecidingSerializer, withdraw)

    @extend_schema(summary="Take back your last decision", request=forms.DecidingSerializer, **_ANSWER)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> HttpResponse:
        return self._decide(request, forms.DecidingSerializer, undo)

    @extend_schema(summary="Add a piece of evidence", request=forms.EvidenceWriteSerializer, **_ANSWER)
    @action(detail=True, methods=["post"])
    def evidence(self, request: Request, pk: str) -> HttpResponse:
        return self._decide(request, forms.EvidenceWriteSerializer, add_evidence)

    @extend_schema(summary="Take a piece of evidence out", request=forms.DecidingSerializer, **_ANSWER)
    @action(detail=True, methods=["post"], url_path=r"evidence/(?P<number>\d{1,18})/remove")
    def remove_evidence(self, request: Request, pk: str, number: str) -> HttpResponse:
        def remove(check: FactCheck, by: User, reason: str) -> object:
            piece = Evidence.objects.filter(fact_check=check, pk=int(number)).select_related("fact_check__claim").first()
            if piece is None:
                raise exceptions.NotFound
            return remove_evidence(piece, by=by, reason=reason)

        return self._decide(request, forms.DecidingSerializer, remove)


@extend_schema(tags=["fact checks"])
class EvidenceViewSet(RowsAndRow):
    """Pieces of evidence that verdicts rest on now; what was taken out stands in the decisions."""

    needs: ClassVar[Any] = {"fetch": deciding(Action.WRITE_FACT_CHECK)}
    serializer_class = forms.PieceSerializer
    filterset_class = filters.EvidenceFilter
    queryset = Evidence.objects.none()

    def get_queryset(self) -> QuerySet[Evidence]:
        checks = FactCheck.objects.visible_to(self.request.user)
        return Evidence.objects.standing().filter(fact_check__in=checks).select_related("fact_check", "added_by", "page")

    @extend_schema(
        summary="Fetch the page at its address again",
        request=None,
        responses={
            202: OpenApiResponse(description="It is being fetched."),
            204: OpenApiResponse(description="It was fetched before, or is waiting to be."),
        },
    )
    @action(detail=True, methods=["post"])
    def fetch(self, request: Request, pk: str) -> Response:
        """Where that was given up. What was fetched once is kept as it stood. No decision: verdict and approval stay as they are."""
        is_fetched = fetch_again(self.get_object(), by=request.user)  # type: ignore[arg-type]  # signed in: a permission
        return Response(status=status.HTTP_202_ACCEPTED if is_fetched else status.HTTP_204_NO_CONTENT)


def live_fact_checks(request: Request) -> Prefetch[Any]:
    """The one of each claim that is not withdrawn."""
    return Prefetch("fact_checks", _fact_checks(request).live(), to_attr="live_fact_checks")


def _side(name: str) -> Callable[[Request], Prefetch[Any]]:
    # The match is visible, so both of its claims are.
    return lambda request: Prefetch(f"claim_{name}", Claim.objects.for_records(), to_attr=name)


EXPAND_MATCH = expand_parameter("low", "high")


@extend_schema_view(list=extend_schema(parameters=[EXPAND_MATCH]), retrieve=extend_schema(parameters=[EXPAND_MATCH]))
@extend_schema(tags=["matches"])
class MatchViewSet(Deciding, Exporting, RowsAndRow):
    """How claims relate, as the machine suggests and people decided."""

    known = staticmethod(match_known_at)
    needs: ClassVar[Any] = dict.fromkeys(("confirm", "reject", "undo"), deciding(Action.DECIDE_MATCH))
    serializer_class = MatchSerializer
    filterset_class = filters.MatchFilter
    orders: ClassVar[Any] = {"id": BY_ID, "score": Order(F("score"), float)}
    own_parameters: ClassVar[Any] = {**Deciding.own_parameters, **EXPORTING}
    exported_as = "matches", MATCHES
    expansions: ClassVar[Any] = {"low": _side("low"), "high": _side("high")}
    columns: ClassVar[Any] = Columns(MatchSerializer, Match.objects.all)
    queryset = Match.objects.none()

    def seen(self) -> QuerySet[Match]:
        return Match.objects.visible_to(self.request.user)

    def get_queryset(self) -> QuerySet[Match]:
        seen = self.seen().select_related("claim_low", "claim_high")
        return seen.select_related("claim_low__speaker_root", "claim_high__speaker_root") if self.action == "export" else seen

    def _decide(self, request: Request, kind: type[forms.DecidingSerializer], stage: Callable[..., object]) -> HttpResponse:
        match: Match = self.get_object()
        stage(match, **self.form(request, kind, match))
        return _answer(match, MatchSerializer)

    @extend_schema(summary="Confirm a match", parameters=[IF_MATCH], request=forms.MatchWriteSerializer, responses={200: MatchSerializer})
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> HttpResponse:
        """With another relation where the machine's is wrong."""
        return self._decide(request, forms.MatchWriteSerializer, confirm_match)

    @extend_schema(summary="Reject a match", parameters=[IF_MATCH], request=forms.DecidingSerializer, responses={200: MatchSerializer})
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: str) -> HttpResponse:
        return self._decide(request, forms.DecidingSerializer, reject_match)

    @extend_schema(
        summary="Take back your last decision", parameters=[IF_MATCH], request=forms.DecidingSerializer, responses={200: MatchSerializer}
    )
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> HttpResponse:
        return self._decide(request, forms.DecidingSerializer, undo)


@extend_schema(tags=["decisions"])
class DecisionViewSet(RowsAndRow):
    """The audit: who decided what, why and when, with the hash that chains it.

    Decisions on other people's accounts, and ledgers, are there for whoever may `read_ledger`.
    """

    serializer_class = forms.DecisionSerializer
    filterset_class = filters.DecisionFilter
    needs: ClassVar[Any] = {"ledger": ((Action.READ_LEDGER,),)}
    columns: ClassVar[Any] = Columns(forms.DecisionSerializer, Decision.objects.all)
    queryset = Decision.objects.none()

    def seen(self) -> QuerySet[Decision]:
        return readable_decisions(self.request.user)

    def get_queryset(self) -> QuerySet[Decision]:
        return self.seen().select_related("actor")

    @extend_schema(summary="The newest ledger, for keeping elsewhere", responses={(200, "application/x-ndjson"): OpenApiTypes.STR})
    @action(detail=False, methods=["get"], pagination_class=None, filterset_class=None)
    def ledger(self, request: Request) -> StreamingHttpResponse:
        """What it says of itself, then the head of each chain, one JSON record a line. `verify-audit --ledger FILE` compares with it."""
        ledger = Decision.objects.filter(subject=Decision.Subject.LEDGER).order_by("seq").last()
        if ledger is None:
            raise exceptions.NotFound
        name = f'attachment; filename="ledger-{ledger.seq}.jsonl"'
        return StreamingHttpResponse(ledger_lines(ledger), content_type="application/x-ndjson", headers={"Content-Disposition": name})


def _moment(asked: str) -> datetime:
    try:
        moment = parse_datetime(asked.replace(" ", "+"))
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment) or moment > timezone.now():
        raise InputRefused("moment_wrong", "Give a past moment with its time zone, as 2026-03-10T12:00:00Z.", field="known_at")
    return moment
