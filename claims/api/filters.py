"""What lists can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q

from claims.models import Article, ArticleVersion, Claim, Decision, FactCheck, Match, Quote, Speaker, SpeakerProposal


class ArticleFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(field_name="versions__state", choices=ArticleVersion.State.choices, distinct=True)
    language = django_filters.CharFilter(field_name="versions__language", distinct=True)
    outlet = django_filters.NumberFilter(field_name="outlet")

    class Meta:
        model = Article
        fields = ("state", "language", "outlet")


class ClaimFilter(django_filters.FilterSet):
    status = django_filters.MultipleChoiceFilter(choices=Claim.Status.choices)
    speaker = django_filters.NumberFilter(field_name="speaker_root")
    article = django_filters.NumberFilter(method="in_article", help_text="Claims that appear in this article.")
    language = django_filters.CharFilter()
    unit = django_filters.CharFilter(field_name="quantities__unit", distinct=True)
    said_after = django_filters.DateFilter(
        field_name="said", lookup_expr="endswith__gt", help_text="May have been said on this day or later."
    )
    said_before = django_filters.DateFilter(
        field_name="said", lookup_expr="startswith__lte", help_text="May have been said on this day or earlier."
    )
    as_of_after = django_filters.DateFilter(field_name="as_of", lookup_expr="endswith__gt")
    as_of_before = django_filters.DateFilter(field_name="as_of", lookup_expr="startswith__lte")

    class Meta:
        model = Claim
        fields = ("status", "speaker", "article", "language", "unit")

    def in_article(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(appearances__version__article=value, appearances__retired_by="").distinct()


class QuoteFilter(django_filters.FilterSet):
    article = django_filters.NumberFilter(field_name="version__article")
    speaker = django_filters.NumberFilter(method="of_speaker", help_text="Quotes of this speaker, and of those merged into it.")
    kind = django_filters.ChoiceFilter(choices=Quote.QuoteKind.choices)

    class Meta:
        model = Quote
        fields = ("article", "speaker", "kind")

    def of_speaker(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(Q(speaker=value) | Q(speaker__merged_into=value))


class SpeakerFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(choices=Speaker.Kind.choices)

    class Meta:
        model = Speaker
        fields = ("kind",)


class MatchFilter(django_filters.FilterSet):
    claim = django_filters.NumberFilter(method="of_claim", help_text="Matches of this claim, on either side.")
    relation = django_filters.ChoiceFilter(field_name="machine_relation", choices=Match.MatchRelation.choices)
    state = django_filters.ChoiceFilter(choices=Match.State.choices)

    class Meta:
        model = Match
        fields = ("claim", "relation", "state")

    def of_claim(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(Q(claim_low=value) | Q(claim_high=value))


class FactCheckFilter(django_filters.FilterSet):
    claim = django_filters.NumberFilter(field_name="claim")
    verdict = django_filters.MultipleChoiceFilter(choices=FactCheck.Verdict.choices)
    state = django_filters.ChoiceFilter(choices=FactCheck.State.choices)

    class Meta:
        model = FactCheck
        fields = ("claim", "verdict", "state")


class DecisionFilter(django_filters.FilterSet):
    subject = django_filters.ChoiceFilter(choices=Decision.Subject.choices)
    subject_id = django_filters.NumberFilter()
    actor = django_filters.CharFilter(field_name="actor__username")

    class Meta:
        model = Decision
        fields = ("subject", "subject_id", "actor")


class ProposalFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=SpeakerProposal.State.choices)
    speaker = django_filters.NumberFilter(method="of_speaker", help_text="Proposals of this speaker, on either side.")

    class Meta:
        model = SpeakerProposal
        fields = ("state", "speaker")

    def of_speaker(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(Q(speaker=value) | Q(candidate=value))
