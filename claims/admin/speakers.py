"""Speakers, pairs that may be one, and what was merged and split: each change shows first what it moves and which approvals it voids."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.admin.deciding import DecidingAdmin
from claims.admin.exporting import ExportingAdmin
from claims.admin.readonly import ReadOnlyAdmin
from claims.admin.searching import search_speakers
from claims.errors import FactcheckError
from claims.exchange.finding_lines import SPEAKERS
from claims.languages.folding import fold_key
from claims.models import Article, ArticleVersion, Quote, Speaker, SpeakerChange, SpeakerName, SpeakerProposal, User
from claims.pipeline.merge import (
    RIGHT,
    Foreseen,
    Outlook,
    carry_out,
    foresee_merge,
    merge_proposal,
    merge_speakers,
    outlook_of,
    outlook_of_undoing,
    refusals,
    reject_proposal,
    undo_change,
)
from claims.pipeline.split import outlook_of_split, split_speaker
from claims.rights import may
from claims.roles import roles_of
from claims.templatetags.numbers import count, day
from claims.templatetags.sentences import in_words

# Chosen at once in one merge; more would not be read before they are confirmed.
MOST_AT_ONCE = 20
# Articles that one page offers to split off, the newest.
MOST_OFFERED = 200


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class SpeakerChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    def label_from_instance(self, obj: Any) -> str:
        spellings = "، ".join(name.name for name in obj.names.all() if name.name != obj.name)
        return " – ".join(part for part in (obj.name, obj.distinction, spellings) if part)


class MergeForm(ReasonForm):
    into = SpeakerChoice(queryset=Speaker.objects.none(), label=_("Keep"), widget=forms.RadioSelect, empty_label=None)
    field_order = ("into", "reason")

    def __init__(self, speakers: QuerySet[Speaker], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        into = self.fields["into"]
        assert isinstance(into, forms.ModelChoiceField)
        into.queryset = speakers.prefetch_related("names")


class SplitForm(ReasonForm):
    names = forms.ModelMultipleChoiceField(
        SpeakerName.objects.none(), label=_("Spellings"), required=False, widget=forms.CheckboxSelectMultiple
    )
    articles = forms.ModelMultipleChoiceField(
        ArticleVersion.objects.none(),
        label=_("What was read in these articles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where two people bear one name."),
    )
    distinction = forms.CharField(
        label=_("Tells the new one apart"), required=False, max_length=200, help_text=_("As in: the engineer, born 1970.")
    )
    field_order = ("names", "articles", "distinction", "reason")

    def __init__(self, names: QuerySet[SpeakerName], versions: QuerySet[ArticleVersion], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field, rows in (("names", names), ("articles", versions)):
            choices = self.fields[field]
            assert isinstance(choices, forms.ModelMultipleChoiceField)
            choices.queryset = rows


# Reads it anew.
Look = Callable[[], Outlook]


class ConfirmedAdmin(ReadOnlyAdmin[Any]):
    """Admin pages whose actions are explained, and confirmed with a reason, on a page of their own."""

    def confirm(
        self,
        request: HttpRequest,
        *,
        title: str,
        form: forms.Form,
        foreseen: Foreseen,
        lines: Sequence[str] = (),
        hidden: Mapping[str, Sequence[object]] | None = None,
        seal: str = "",
        ready: bool = True,
    ) -> HttpResponse:
        """`seal` is that of what is shown, which the form sends back to `carry_out`."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": title,
            "form": form,
            "foreseen": foreseen,
            "lines": lines,
            "hidden": [(name, value) for name, values in {**(hidden or {}), "seal": [seal]}.items() for value in values],
            "ready": ready,
        }
        return TemplateResponse(request, "admin/claims/confirm.html", context)

    def carry_out(self, request: HttpRequest, change: Callable[[], object], done: str, *, look: Look) -> HttpResponse | None:
        """Do it whole or not at all, and say how it went; None where it was refused, as where it is not any more as it was shown."""
        try:
            carry_out(look, request.POST.get("seal"), change)
        except FactcheckError as error:
            self.message_user(request, in_words(error), messages.ERROR)
            return None
        self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(self.list_page())

    def list_page(self) -> str:
        return reverse(f"admin:claims_{self.model._meta.model_name}_changelist")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return super().get_actions(request) if may(request.user, RIGHT) else {}

    def chosen(self, name: str, rows: QuerySet[Any]) -> dict[str, Sequence[object]]:
        """What the confirming form sends so that the same action runs on the same rows."""
        return {"action": [name], ACTION_CHECKBOX_NAME: list(rows.values_list("pk", flat=True))}


class NameInline(admin.TabularInline[SpeakerName, Speaker]):
    model = SpeakerName
    extra = 0
    fields = readonly_fields = ("name",)
    can_delete = False


class IdentityFilter(admin.SimpleListFilter):
    title = _("identity")
    parameter_name = "identity"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("shared", _("known everywhere")), ("article", _("known in one article")), ("merged", _("merged into another"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Speaker]) -> QuerySet[Speaker]:
        match self.value():
            case "shared":
                return queryset.filter(article=None, merged_into=None)
            case "article":
                return queryset.exclude(article=None)
            case "merged":
                return queryset.exclude(merged_into=None)
        return queryset


@admin.register(Speaker)
class SpeakerAdmin(ExportingAdmin[Any], DecidingAdmin[Any], ConfirmedAdmin):
    shape = SPEAKERS
    list_display = ("name", "kind", "distinction", "merged_into", "article", "split_link")
    list_filter = ("kind", IdentityFilter)
    list_select_related = ("merged_into",)
    search_fields = ("names__key",)  # shows the box; `get_search_results` looks
    search_help_text = _("Any spelling; hamza, diacritics and case do not matter.")
    inlines = (NameInline,)
    fields = ("name", "kind", "distinction", "called", "article", "outlet", "merged_into", "split_link")
    readonly_fields = ("called", "split_link")
    actions = ("merge",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Speaker]:
        hidden = Article.objects.hidden_from(request.user)
        known_in = Prefetch("article__versions", ArticleVersion.objects.defer("text"))
        return super().get_queryset(request).exclude(article__in=hidden).prefetch_related(known_in)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """With `roles`, as far as the reader may see what was said."""
        speaker: Any = super().get_object(request, object_id, from_field)
        if speaker is not None:
            assert isinstance(request.user, User)
            speaker.roles = roles_of(speaker, request.user)
        return speaker

    def exported(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.prefetch_related("names")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        return search_speakers(queryset, search_term) if search_term.strip() else queryset, False

    def get_urls(self) -> list[URLPattern]:
        split = path("<int:pk>/split/", self.admin_site.admin_view(self.split), name="claims_speaker_split")
        return [split, *super().get_urls()]

    @admin.display(description=_("Roles, as printed"))
    def called(self, speaker: Any) -> str:
        """Each with how often, and in articles of which days."""
        told = ((role.words, count(role.n), " – ".join(dict.fromkeys((day(role.first), day(role.last))))) for role in speaker.roles)
        return format_html_join(mark_safe("<br>"), "<bdi>{}</bdi> ({}; {})", told) or "–"

    @admin.display(description=_("split"))
    def split_link(self, speaker: Speaker) -> str:
        if speaker.merged_into_id is not None or speaker.kind == Speaker.Kind.OUTLET:
            return ""
        return format_html('<a href="{}">{}</a>', reverse("admin:claims_speaker_split", args=[speaker.pk]), gettext("split"))

    @admin.action(description=_("Merge: they are one"))
    def merge(self, request: HttpRequest, queryset: QuerySet[Speaker]) -> HttpResponse | None:
        speakers = list(queryset.select_related("article").order_by("pk")[: MOST_AT_ONCE + 1])
        if not 2 <= len(speakers) <= MOST_AT_ONCE:
            self.message_user(request, gettext("Choose from 2 to %d speakers.") % MOST_AT_ONCE, messages.ERROR)
            return None

        refused = refusals(speakers)
        if len(refused) == len(speakers):
            for said in dict.fromkeys(in_words(error) for error in refused.values()):
                self.message_user(request, said, messages.ERROR)
            return None

        def look() -> Outlook:
            rows = list(queryset.order_by("pk"))
            return Outlook(rows, foresee_merge(rows, by=request.user))  # type: ignore[arg-type]  # signed in

        form = MergeForm(queryset.exclude(pk__in=refused), request.POST if "confirmed" in request.POST else None)
        if form.is_valid():
            into, reason = form.cleaned_data["into"], form.cleaned_data["reason"]

            def change() -> None:
                for speaker in speakers:
                    if speaker != into:
                        merge_speakers(speaker, into=into, by=request.user, reason=reason)  # type: ignore[arg-type]  # signed in

            done = self.carry_out(request, change, gettext("Merged into %s.") % into, look=look)
            if done is not None:
                return done
        outlook = look()
        return self.confirm(
            request,
            title=gettext("Merge speakers"),
            form=form,
            foreseen=outlook.foreseen,
            seal=outlook.seal(),
            lines=[
                gettext("The claims of all but the one that is kept move to it."),
                *(f"{one}: {in_words(refused[one.pk])}" for one in speakers if one.pk in refused),
            ],
            hidden=self.chosen("merge", queryset),
        )

    def split(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose, see what it moves, confirm."""
        if not may(request.user, RIGHT):
            raise PermissionDenied
        speaker = get_object_or_404(self.get_queryset(request), pk=pk)
        said = Quote.objects.filter(version=OuterRef("pk"), speaker=speaker)
        versions = ArticleVersion.objects.filter(Exists(said), article__in=Article.objects.visible_to(request.user))
        newest = list(versions.order_by("-published", "-pk").values_list("pk", flat=True)[: MOST_OFFERED + 1])
        offered = ArticleVersion.objects.filter(pk__in=newest[:MOST_OFFERED]).defer("text").order_by("-published", "-pk")
        lines = [gettext("A claim that was also read elsewhere stays.")]
        if len(newest) > MOST_OFFERED:
            lines.append(gettext("Only the newest %d articles are offered: split these off first, or choose a spelling.") % MOST_OFFERED)
        form = SplitForm(speaker.names.all(), offered, request.POST or None)
        outlook, ready = Outlook([speaker], Foreseen()), False
        if form.is_valid():
            names = list(form.cleaned_data["names"])
            articles = sorted({version.article_id for version in form.cleaned_data["articles"]})

            def look() -> Outlook:
                return outlook_of_split(speaker, names=names, articles=articles, by=request.user)  # type: ignore[arg-type]  # signed in

            if "confirmed" in request.POST:

                def change() -> None:
                    split_speaker(
                        speaker,
                        names=names,
                        articles=articles,
                        distinction=form.cleaned_data["distinction"],
                        by=request.user,  # type: ignore[arg-type]  # signed in
                        reason=form.cleaned_data["reason"],
                    )

                done = self.carry_out(request, change, gettext("Split off."), look=look)
                if done is not None:
                    return done
            outlook, ready = look(), True
        return self.confirm(
            request,
            title=gettext("Split %s") % speaker,
            form=form,
            foreseen=outlook.foreseen,
            seal=outlook.seal(),
            lines=lines,
            ready=ready,
        )


class WaitingFilter(admin.SimpleListFilter):
    """What waits for a person, unless somebody asks for the rest."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*SpeakerProposal.State.choices, ("all", _("all"))]

    def choices(self, changelist: Any) -> Any:
        chosen = self.value() or SpeakerProposal.State.SUGGESTED
        for value, label in self.lookup_choices:
            yield {"selected": value == chosen, "query_string": changelist.get_query_string({"state": value}), "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[SpeakerProposal]) -> QuerySet[SpeakerProposal]:
        state = self.value() or SpeakerProposal.State.SUGGESTED
        return queryset if state == "all" else queryset.filter(state=state)


@admin.register(SpeakerProposal)
class SpeakerProposalAdmin(ConfirmedAdmin):
    list_display = ("speaker", "candidate", "likeness", "state", "created_at")
    list_filter = (WaitingFilter,)
    list_select_related = ("speaker", "candidate")
    search_fields = ("speaker__names__key", "candidate__names__key")
    actions = ("merge", "keep_apart")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SpeakerProposal]:
        """Those of which the reader may know both."""
        hidden = Article.objects.hidden_from(request.user)
        return super().get_queryset(request).exclude(speaker__article__in=hidden).exclude(candidate__article__in=hidden)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, fold_key(search_term))

    @admin.display(description=_("score"), ordering="score")
    def likeness(self, proposal: SpeakerProposal) -> float:
        return round(proposal.score, 2)

    @admin.action(description=_("They are one: merge"))
    def merge(self, request: HttpRequest, queryset: QuerySet[SpeakerProposal]) -> HttpResponse | None:
        def foresee(roots: Sequence[Speaker]) -> Foreseen:
            return foresee_merge(roots, by=request.user)  # type: ignore[arg-type]  # signed in

        def change(reason: str) -> None:
            for proposal in queryset.order_by("pk"):
                merge_proposal(proposal, by=request.user, reason=reason)  # type: ignore[arg-type]  # signed in

        return self._decide(request, "merge", queryset, gettext("Merge speakers"), foresee, change)

    @admin.action(description=_("They are two: keep apart"))
    def keep_apart(self, request: HttpRequest, queryset: QuerySet[SpeakerProposal]) -> HttpResponse | None:
        def change(reason: str) -> None:
            for proposal in queryset.order_by("speaker_id", "pk"):
                reject_proposal(proposal, by=request.user, reason=reason)  # type: ignore[arg-type]  # signed in

        return self._decide(request, "keep_apart", queryset, gettext("Keep speakers apart"), lambda roots: Foreseen(), change)

    def _decide(
        self,
        request: HttpRequest,
        name: str,
        queryset: QuerySet[SpeakerProposal],
        title: str,
        foresee: Callable[[Sequence[Speaker]], Foreseen],
        change: Callable[[str], None],
    ) -> HttpResponse | None:
        if len(queryset.order_by("pk")[: MOST_AT_ONCE + 1]) > MOST_AT_ONCE:
            self.message_user(request, gettext("Choose at most %(most)d at once.") % {"most": MOST_AT_ONCE}, messages.ERROR)
            return None

        def look() -> Outlook:
            return outlook_of(queryset, foresee)

        form = ReasonForm(request.POST if "confirmed" in request.POST else None)
        if form.is_valid():
            done = self.carry_out(request, lambda: change(form.cleaned_data["reason"]), gettext("Decided."), look=look)
            # Where others have decided all of them, the list shows no more than that.
            if done is not None or not queryset.exists():
                return done
        outlook = look()
        return self.confirm(
            request,
            title=title,
            form=form,
            foreseen=outlook.foreseen,
            seal=outlook.seal(),
            lines=[f"{proposal.speaker} {gettext('←')} {proposal.candidate} ({proposal.score:.2f})" for proposal in queryset.all()],
            hidden=self.chosen(name, queryset),
        )


@admin.register(SpeakerChange)
class SpeakerChangeAdmin(ConfirmedAdmin):
    list_display = ("decision", "kind", "speaker", "root", "undoes", "undone")
    list_filter = ("kind",)
    list_select_related = ("decision", "speaker", "root", "undoes__speaker", "undoes__root", "undone_by")
    actions = ("undo",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SpeakerChange]:
        return SpeakerChange.objects.visible_to(request.user)

    @admin.display(description=_("undone"), boolean=True)
    def undone(self, change: SpeakerChange) -> bool:
        return hasattr(change, "undone_by")

    @admin.action(description=_("Undo"))
    def undo(self, request: HttpRequest, queryset: QuerySet[SpeakerChange]) -> HttpResponse | None:
        changes = list(queryset.order_by("pk")[:2])
        if len(changes) != 1:
            self.message_user(request, gettext("Undo one at a time."), messages.ERROR)
            return None

        def look() -> Outlook:
            return outlook_of_undoing(changes[0], by=request.user)  # type: ignore[arg-type]  # signed in

        form = ReasonForm(request.POST if "confirmed" in request.POST else None)
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            done = self.carry_out(
                request,
                lambda: undo_change(changes[0], by=request.user, reason=reason),  # type: ignore[arg-type]  # signed in
                gettext("Undone."),
                look=look,
            )
            if done is not None:
                return done
        outlook = look()
        return self.confirm(
            request,
            title=gettext("Undo"),
            form=form,
            foreseen=outlook.foreseen,
            seal=outlook.seal(),
            lines=[str(changes[0])],
            hidden=self.chosen("undo", queryset),
        )
