"""What lists can be narrowed by."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q

from claims import search
from claims.claim_filter import Filters, IdFilter, TrueOrFalseFilter, UserNameFilter
from claims.models import (
    Appearance,
    Article,
    ArticleVersion,
    Decision,
    Delivery,
    Event,
    Evidence,
    FactCheck,
    Feed,
    ImportedReview,
    Match,
    Outlet,
    Page,
    Proposal,
    Quote,
    RatingName,
    ReviewSource,
    SavedSearch,
    Speaker,
    SpeakerChange,
    SpeakerProposal,
)

STANDS = [(one, one) for one in ("draft", "approved", "published", "void", "withdrawn")]


class ArticleFilter(Filters):
    state = django_filters.ChoiceFilter(method="of_newest", choices=ArticleVersion.State.choices, help_text="Of the newest version.")
    language = django_filters.CharFilter(method="of_newest", help_text="Of the newest version.")
    outlet = IdFilter(field_name="outlet")
    origin = IdFilter(field_name="origin", help_text="Articles of this origin: copies of one text.")
    q = django_filters.CharFilter(method="by_words", help_text="Words of a claim in it, or of the headline above that, folded.")
    published_after = django_filters.DateFilter(method="by_days", help_text="Its newest version, on this day or later.")
    published_before = django_filters.DateFilter(method="by_days", help_text="Its newest version, on this day or earlier.")

    class Meta:
        model = Article
        fields = ("state", "language", "outlet", "origin")

    def of_newest(self, queryset: Any, name: str, value: Any) -> Any:
        return _whose_newest(queryset, **{name: value})

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        return search.articles_with_words(queryset, value)

    def by_days(self, queryset: Any, name: str, value: Any) -> Any:
        first, last = _both_ends(self, "published")
        if name.endswith("_before") and first:
            return queryset
        return _whose_newest(queryset, published__gte=first or date.min, published__lte=last or date.max)


def _whose_newest(articles: Any, **is_so: Any) -> Any:
    return articles.filter(Exists(ArticleVersion.objects.newest().filter(**is_so, article=OuterRef("pk"))))


def _both_ends(chosen: Filters, clock: str) -> tuple[date | None, date | None]:
    """The two days that are asked for together, so that the planner knows how few lie between them."""
    first, last = (chosen.form.cleaned_data.get(f"{clock}_{end}") for end in ("after", "before"))
    return first, last


class VersionFilter(Filters):
    article = IdFilter(field_name="article")
    outlet = IdFilter(field_name="article__outlet")
    state = django_filters.ChoiceFilter(choices=ArticleVersion.State.choices)
    language = django_filters.CharFilter()
    published_after = django_filters.DateFilter(field_name="published", lookup_expr="gte")
    published_before = django_filters.DateFilter(field_name="published", lookup_expr="lte")

    class Meta:
        model = ArticleVersion
        fields = ("article", "outlet", "state", "language")


class OutletFilter(Filters):
    class Meta:
        model = Outlet
        fields = ("domain", "language")


class AppearanceFilter(Filters):
    claim = IdFilter(field_name="claim")
    article = IdFilter(field_name="version__article")
    outlet = IdFilter(field_name="version__article__outlet")
    anchor = django_filters.ChoiceFilter(choices=Appearance.Anchor.choices)

    class Meta:
        model = Appearance
        fields = ("claim", "article", "outlet", "anchor")


class QuoteFilter(Filters):
    article = IdFilter(field_name="version__article")
    speaker = IdFilter(method="of_speaker", help_text="Quotes of this speaker, and of those merged into it.")
    kind = django_filters.ChoiceFilter(choices=Quote.QuoteKind.choices)
    q = django_filters.CharFilter(method="by_words", help_text="Words of a claim in it, or of the headline above that, folded.")
    stated_after = django_filters.DateFilter(method="by_days", help_text="Said, as its text has it, on this day or later.")
    stated_before = django_filters.DateFilter(method="by_days", help_text="Said, as its text has it, on this day or earlier.")

    class Meta:
        model = Quote
        fields = ("article", "speaker", "kind")

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        return search.quotes_with_words(queryset, value)

    def by_days(self, queryset: Any, name: str, value: Any) -> Any:
        first, last = _both_ends(self, "stated")
        return queryset if name.endswith("_before") and first else search.on_days(queryset, "stated_on", first, last)

    def of_speaker(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(Q(speaker=value) | Q(speaker__merged_into=value))


class SpeakerFilter(Filters):
    q = django_filters.CharFilter(
        method="by_name", help_text=f"A part of the name, or a whole spelling, folded; {search.MOST_SPEAKERS} speakers at most."
    )
    kind = django_filters.ChoiceFilter(choices=Speaker.Kind.choices)

    class Meta:
        model = Speaker
        fields = ("q", "kind")

    def by_name(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(pk__in=search.speakers_named(value))


class SpeakerChangeFilter(Filters):
    kind = django_filters.ChoiceFilter(choices=SpeakerChange.Kind.choices)
    speaker = IdFilter(method="of_speaker", help_text="Changes of this speaker, on either side.")

    class Meta:
        model = SpeakerChange
        fields = ("kind", "speaker")

    def of_speaker(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(Q(speaker=value) | Q(root=value))


class MatchFilter(Filters):
    claim = IdFilter(method="of_claim", help_text="Matches of this claim, on either side.")
    relation = django_filters.ChoiceFilter(
        choices=Match.MatchRelation.choices, method="of_relation", help_text="As a person left it, else as the machine says."
    )
    state = django_filters.ChoiceFilter(choices=Match.State.choices)

    class Meta:
        model = Match
        fields = ("claim", "relation", "state")

    def of_relation(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(Q(relation=value) | Q(relation="", machine_relation=value))

    def of_claim(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(Q(claim_low=value) | Q(claim_high=value))


class FactCheckFilter(Filters):
    claim = IdFilter(field_name="claim")
    verdict = django_filters.MultipleChoiceFilter(choices=FactCheck.Verdict.choices)
    state = django_filters.ChoiceFilter(choices=STANDS, method="by_stand", help_text="As `stand` in the record.")

    class Meta:
        model = FactCheck
        fields = ("claim", "verdict", "state")

    def by_stand(self, queryset: Any, name: str, value: str) -> Any:
        if value == "withdrawn":
            return queryset.exclude(withdrawn_at=None)
        if value in {"published", FactCheck.State.APPROVED}:
            return queryset.filter(withdrawn_at=None, state=FactCheck.State.APPROVED, published_at__isnull=value != "published")
        return queryset.filter(withdrawn_at=None, state=value)


class EvidenceFilter(Filters):
    fact_check = IdFilter(field_name="fact_check")
    claim = IdFilter(field_name="fact_check__claim")
    stance = django_filters.ChoiceFilter(choices=Evidence.Stance.choices)
    origin = django_filters.CharFilter(help_text="Where it comes from: a registrable domain, or an origin of ours.")

    class Meta:
        model = Evidence
        fields = ("fact_check", "claim", "stance", "origin")


class DecisionFilter(Filters):
    subject = django_filters.ChoiceFilter(choices=Decision.Subject.choices)
    subject_id = IdFilter()
    actor = UserNameFilter(field_name="actor")

    class Meta:
        model = Decision
        fields = ("subject", "subject_id", "actor")


class FeedFilter(Filters):
    outlet = IdFilter(field_name="outlet")

    class Meta:
        model = Feed
        fields = ("outlet", "is_paused", "error_code")


class PageFilter(Filters):
    """By ids: a choice among rows would tell which of them there are."""

    feed = IdFilter(field_name="feed")
    article = IdFilter(field_name="article")

    class Meta:
        model = Page
        fields = ("state", "feed", "article")


class ProposalFilter(Filters):
    state = django_filters.ChoiceFilter(choices=SpeakerProposal.State.choices)
    speaker = IdFilter(method="of_speaker", help_text="Proposals of this speaker, on either side.")

    class Meta:
        model = SpeakerProposal
        fields = ("state", "speaker")

    def of_speaker(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(Q(speaker=value) | Q(candidate=value))


class ReadingProposalFilter(Filters):
    """By ids: a choice among rows would tell which of them there are."""

    state = django_filters.ChoiceFilter(choices=Proposal.State.choices)
    claim = IdFilter(field_name="claim")
    quote = IdFilter(field_name="quote")

    class Meta:
        model = Proposal
        fields = ("state", "claim", "quote")


class DeliveryFilter(Filters):
    webhook = IdFilter(field_name="webhook")
    state = django_filters.ChoiceFilter(choices=Delivery.State.choices)
    event = django_filters.ChoiceFilter(choices=[*Event.choices, (Delivery.PING, Delivery.PING)])

    class Meta:
        model = Delivery
        fields = ("webhook", "state", "event")


class ReviewSourceFilter(Filters):
    is_paused = TrueOrFalseFilter()

    class Meta:
        model = ReviewSource
        fields = ("is_paused", "error_code")


class UnmappedFilter(TrueOrFalseFilter):
    """By the field of a verdict that is empty until somebody has mapped its rating."""

    def filter(self, qs: Any, value: bool | None) -> Any:
        if value is None:
            return qs
        unmapped = {self.field_name: ""}
        return qs.filter(**unmapped) if value else qs.exclude(**unmapped)


class RatingFilter(Filters):
    verdict = django_filters.ChoiceFilter(choices=FactCheck.Verdict.choices)
    unmapped = UnmappedFilter(field_name="verdict", help_text="true: waits to be mapped.")

    class Meta:
        model = RatingName
        fields = ("verdict", "unmapped")


class ImportedReviewFilter(Filters):
    claim = IdFilter(field_name="matches__claim", help_text="Reviews that speak of this claim.")
    verdict = django_filters.ChoiceFilter(field_name="rating__verdict", choices=FactCheck.Verdict.choices, help_text="As the map says.")
    unmapped = UnmappedFilter(field_name="rating__verdict", help_text="true: whose rating nobody has mapped.")
    site = django_filters.CharFilter(help_text="Host of its address, without www.")
    language = django_filters.CharFilter()
    source = IdFilter(field_name="source")

    class Meta:
        model = ImportedReview
        fields = ("claim", "verdict", "unmapped", "site", "language", "source")


class SavedSearchFilter(Filters):
    place = django_filters.ChoiceFilter(choices=[one for one in SavedSearch.Place.choices if one[0] != SavedSearch.Place.ADMIN])

    class Meta:
        model = SavedSearch
        fields = ("place",)
