"""Desks, and the verdicts that each chooses from."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema

from claims.api.records import RecordSerializer
from claims.api.rows import RowsAndRow
from claims.models import Desk, DeskVerdict


class DeskVerdictSerializer(RecordSerializer[DeskVerdict]):
    class Meta:
        model = DeskVerdict
        fields = ("verdict", "arabic", "english")


class DeskSerializer(RecordSerializer[Desk]):
    """`verdicts` is the desk's own scale, in its order; none: all verdicts in their common words. An empty word is the common one."""

    verdicts = DeskVerdictSerializer(many=True, read_only=True)

    class Meta:
        model = Desk
        fields = ("id", "name", "verdicts")


@extend_schema(tags=["desks"])
class DeskViewSet(RowsAndRow):
    """Desks, by which claims are assigned and kept confidential. Administrators add and change them in the admin."""

    serializer_class = DeskSerializer
    queryset = Desk.objects.none()

    def get_queryset(self) -> QuerySet[Desk]:
        return Desk.objects.prefetch_related("verdicts")
