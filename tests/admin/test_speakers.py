"""Merging, splitting, undoing and deciding proposals in the admin: explained first, confirmed with a reason, by editors alone."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import ArticleVersion, Claim, Decision, Desk, Outlet, Quote, Speaker, SpeakerChange, SpeakerName, SpeakerProposal, User
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.decide import decide
from claims.pipeline.merge import merge_speakers, reject_proposal
from tests import desk_rows
from tests.desk_rows import claim, person
from tests.pipeline.speaking import KEPT, OTHER, approved, say, speaker_of
from tests.pipeline.speaking import editor as editor_at_work

pytestmark = pytest.mark.django_db

SPEAKERS, PROPOSALS, CHANGES = (reverse(f"admin:claims_{model}_changelist") for model in ("speaker", "speakerproposal", "speakerchange"))
ARABIC = {"Accept-Language": "ar"}


def signed_in(client: Client, role: str) -> User:
    grant_admin_permissions()
    user = User.objects.create_user(username=f"{role} at work", is_staff=True, language="en")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


def chosen(action: str, *rows: object, **more: object) -> dict[str, object]:
    return {"action": action, "_selected_action": [getattr(row, "pk", row) for row in rows], **more}


def confirm(client: Client, address: str, sent: Mapping[str, object], **how: Any) -> Any:
    """See what it does, and confirm that."""
    return client.post(address, {**sent, **seal(client.post(address, sent)), "confirmed": "yes"}, **how)


def seal(page: Any) -> dict[str, str]:
    """What the confirmation page sends back of what it showed."""
    return {name: value for name, value in (page.context or {}).get("hidden") or () if name == "seal"}


def test_merging_shows_the_approvals_that_it_voids_and_waits(client: Client) -> None:
    signed_in(client, "editor")
    kept, other = speaker_of(KEPT), speaker_of(OTHER, words="لن نغادر")
    approved(Claim.objects.get(speaker=other))
    page = client.post(SPEAKERS, chosen("merge", kept, other)).content.decode()
    assert "لن نغادر" in page
    assert not SpeakerChange.objects.exists()
    answer = confirm(client, SPEAKERS, chosen("merge", kept, other, into=kept.pk, reason="one man"))
    assert (answer.status_code, answer["Location"]) == (302, SPEAKERS)
    assert {claim.speaker_root for claim in Claim.objects.all()} == {kept}


def test_merging_says_of_what_is_confidential_only_how_many_approvals_it_voids(client: Client) -> None:
    signed_in(client, "editor")
    kept, other, desk = speaker_of(KEPT), speaker_of(OTHER), Desk.objects.create(name="investigations")
    secret = claim("secret", text="سر المكتب الآخر", confidential_to=desk, speaker=other, speaker_root=other)
    desk_rows.approved(secret, person("reviewer", "r", desk), person("approver", "a", desk))
    page = client.post(SPEAKERS, chosen("merge", kept, other)).content.decode()
    said = "Approvals of what is confidential to another desk that become void too: 1"
    assert ("سر المكتب الآخر" in page, said in page, "No approval becomes void." in page) == (False, True, False)


def test_a_merge_without_a_reason_is_asked_for_one(client: Client) -> None:
    signed_in(client, "editor")
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    page = confirm(client, SPEAKERS, chosen("merge", kept, other, into=kept.pk, reason=""))
    assert page.context["form"].errors == {"reason": ["This field is required."]}
    assert not SpeakerChange.objects.exists()


def test_a_refused_merge_says_why_and_changes_nothing(client: Client) -> None:
    signed_in(client, "editor")
    kept, own = speaker_of(KEPT), speaker_of("الحلواني")
    page = client.post(SPEAKERS, chosen("merge", kept, own))
    assert [choice[1] for choice in page.context["form"]["into"].field.choices] == [KEPT]
    assert page.context["lines"][1:] == ["الحلواني: The one that is kept is known in one article only: merge it the other way round."]
    confirm(client, SPEAKERS, chosen("merge", kept, own, into=own.pk, reason="one"))
    assert not SpeakerChange.objects.exists()


def test_what_cannot_be_merged_at_all_is_refused_before_anything_is_asked(client: Client) -> None:
    signed_in(client, "editor")
    voice = Speaker.objects.create(kind="outlet", name="صحيفة", key="صحيفه", outlet=Outlet.objects.create(name="صحيفة"))
    page = client.post(SPEAKERS, chosen("merge", speaker_of(KEPT), voice), follow=True)
    assert [str(one) for one in page.context["messages"]] == ["Choose two different speakers, neither an outlet."]


@pytest.mark.parametrize("role", ["reviewer", "approver", "administrator"])
def test_only_editors_are_offered_and_allowed_it(client: Client, role: str) -> None:
    signed_in(client, role)
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    assert 'value="merge"' not in client.get(SPEAKERS).content.decode()
    confirm(client, SPEAKERS, chosen("merge", kept, other, into=kept.pk, reason="one"))
    assert client.get(reverse("admin:claims_speaker_split", args=[kept.pk])).status_code == 403
    assert not SpeakerChange.objects.exists()


def test_splitting_shows_what_it_moves_then_does_it(client: Client) -> None:
    signed_in(client, "editor")
    say("قاسم الأعرجي", words="الأولى")
    say("Qasim al-Araji", words="الثانية")
    old = Speaker.objects.get(kind="person")
    address = reverse("admin:claims_speaker_split", args=[old.pk])
    asked = {"names": [SpeakerName.objects.get(name="Qasim al-Araji").pk], "reason": "another man"}
    page = client.post(address, asked)
    assert (page.context["foreseen"].claims, page.context["ready"], SpeakerChange.objects.count()) == (1, True, 0)
    assert confirm(client, address, asked).status_code == 302
    assert Claim.objects.get(text="الثانية").speaker_root.name == "Qasim al-Araji"


def _merging(client: Client) -> tuple[str, dict[str, object], Claim]:
    kept, other = speaker_of(KEPT), speaker_of(OTHER, words="لن نغادر")
    return SPEAKERS, chosen("merge", kept, other, into=kept.pk, reason="one man"), Claim.objects.get(speaker=other)


def _merging_a_proposal(client: Client) -> tuple[str, dict[str, object], Claim]:
    speaker_of(KEPT)
    other = speaker_of(OTHER, words="لن نغادر")
    return PROPOSALS, chosen("merge", SpeakerProposal.objects.get(), reason="one man"), Claim.objects.get(speaker=other)


def _undoing(client: Client) -> tuple[str, dict[str, object], Claim]:
    address, sent, claim = _merging(client)
    confirm(client, address, sent)
    return CHANGES, chosen("undo", SpeakerChange.objects.get(), reason="two men"), claim


def _splitting(client: Client) -> tuple[str, dict[str, object], Claim]:
    say("قاسم الأعرجي", words="الأولى")
    say("Qasim al-Araji", words="الثانية")
    name, old = SpeakerName.objects.get(name="Qasim al-Araji"), Speaker.objects.get(kind="person")
    sent: dict[str, object] = {"names": [name.pk], "reason": "another man"}
    return reverse("admin:claims_speaker_split", args=[old.pk]), sent, Claim.objects.get(text="الثانية")


@pytest.mark.parametrize("begin", [_merging, _merging_a_proposal, _undoing, _splitting])
def test_an_approval_given_since_the_page_was_opened_is_shown_before_it_is_voided(
    client: Client, begin: Callable[[Client], tuple[str, dict[str, object], Claim]]
) -> None:
    signed_in(client, "editor")
    address, sent, claim = begin(client)
    opened = client.post(address, sent)
    check = approved(claim)
    changes = SpeakerChange.objects.count()
    again = client.post(address, {**sent, **seal(opened), "confirmed": "yes"})
    assert "What it moves has changed since it was shown: look at it again." in again.content.decode()
    assert (again.context["foreseen"].approvals, SpeakerChange.objects.count()) == ([check], changes)
    assert client.post(address, {**sent, **seal(again), "confirmed": "yes"}).status_code == 302
    check.refresh_from_db()
    assert check.state == "void"


def test_a_speaker_decided_on_since_the_page_was_opened_is_shown_anew(client: Client) -> None:
    editor = signed_in(client, "editor")
    address, sent, claim = _merging(client)
    opened = client.post(address, sent)
    decide(claim.speaker, becomes="open", by=editor, reason="looked at")
    assert client.post(address, {**sent, **seal(opened), "confirmed": "yes"}).status_code == 200
    assert not SpeakerChange.objects.exists()


@pytest.mark.parametrize("action", ["merge", "keep_apart"])
def test_a_proposal_decided_from_another_list_stays_as_decided(client: Client, action: str) -> None:
    signed_in(client, "editor")
    speaker_of(KEPT)
    speaker_of(OTHER)
    proposal = SpeakerProposal.objects.get()
    sent = chosen(action, proposal, reason="from an old list")
    opened = client.post(PROPOSALS, sent)
    reject_proposal(proposal, by=editor_at_work("first"), reason="father and son")
    late = client.post(PROPOSALS, {**sent, **seal(opened), "confirmed": "yes"}, follow=True)
    assert "look at it again" in late.content.decode()
    assert (SpeakerProposal.objects.get().state, SpeakerChange.objects.exists()) == ("rejected", False)


@pytest.mark.parametrize("action", ["merge", "keep_apart"])
def test_no_more_pairs_are_decided_at_once_than_are_read(client: Client, action: str, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(client, "editor")
    monkeypatch.setattr("claims.admin.speakers.MOST_AT_ONCE", 1)
    for name, outlet in ((KEPT, "أ"), (OTHER, "ب"), ("سامر الحلواني", "ج"), ("سامي الحلواني", "د")):
        say(name, words=name, outlet=outlet)
    answer = client.post(PROPOSALS, chosen(action, *SpeakerProposal.objects.all(), reason="r", confirmed="yes"), follow=True)
    assert "Choose at most 1 at once." in answer.content.decode()
    assert set(SpeakerProposal.objects.values_list("state", flat=True)) == {"suggested"}


def test_a_pair_of_which_one_is_of_another_desk_is_not_listed(client: Client) -> None:
    editor = signed_in(client, "editor")
    desk = Desk.objects.create(name="التحقيقات")
    hidden, known = speaker_of("مصدر في الوزارة", desk=desk), speaker_of(KEPT)
    SpeakerProposal.objects.create(speaker=known, candidate=hidden, score=0.5, names_version="1")
    assert client.get(PROPOSALS).context["cl"].result_count == 0
    User.objects.filter(pk=editor.pk).update(desk=desk)
    assert client.get(PROPOSALS).context["cl"].result_count == 1


def test_only_the_newest_articles_are_offered_to_be_split_off(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(client, "editor")
    monkeypatch.setattr("claims.admin.speakers.MOST_OFFERED", 2)
    for outlet in "أبج":
        say("قاسم الأعرجي", outlet=outlet)
    address = reverse("admin:claims_speaker_split", args=[Speaker.objects.get(kind="person").pk])
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address)
    newest = list(ArticleVersion.objects.order_by("-published", "-pk")[:2])
    assert list(page.context["form"].fields["articles"].queryset) == newest
    assert page.context["lines"][1:] == ["Only the newest 2 articles are offered: split these off first, or choose a spelling."]
    assert [query["sql"] for query in captured if '"claims_articleversion"."text"' in query["sql"]] == []


def test_roles_are_shown_as_far_as_the_reader_may_see_what_was_said(client: Client) -> None:
    editor = signed_in(client, "editor")
    desk = Desk.objects.create(name="التحقيقات")
    for title, of in (("مدير السد", None), ("المستشار", desk)):
        version = desk_rows.article(of, desk_rows.TEXT.replace("مدير السد", title))
        row = desk_rows.quote(version)
        Quote.objects.filter(pk=row.pk).update(mention_start=version.text.index(row.mention))
        claim(title, version=version, confidential_to=of).appearances.update(quote=row)
    address = reverse("admin:claims_speaker_change", args=[desk_rows.speaker().pk])
    page = client.get(address).content.decode()
    assert ("<bdi>مدير السد</bdi> (1; 11 March 2026)" in page, "المستشار" in page) == (True, False)
    User.objects.filter(pk=editor.pk).update(desk=desk)
    assert "<bdi>المستشار</bdi>" in client.get(address).content.decode()


def test_undoing(client: Client) -> None:
    editor = signed_in(client, "editor")
    kept, other = speaker_of(KEPT), speaker_of(OTHER, words="لن نغادر")
    confirm(client, SPEAKERS, chosen("merge", kept, other, into=kept.pk, reason="one man"))
    change = SpeakerChange.objects.get()
    assert client.post(CHANGES, chosen("undo", change)).context["foreseen"].claims == 1
    assert confirm(client, CHANGES, chosen("undo", change, reason="two men")).status_code == 302
    assert Claim.objects.get(text="لن نغادر").speaker_root == other
    assert SpeakerChange.objects.get(undoes=change).decision.actor == editor


def test_proposals_wait_and_are_decided(client: Client) -> None:
    signed_in(client, "editor")
    for name, outlet in ((KEPT, "أ"), (OTHER, "ب"), ("سامر الحلواني", "ج"), ("سامي الحلواني", "د")):
        say(name, words=name, outlet=outlet)
    one, two = SpeakerProposal.objects.order_by("speaker_id")
    confirm(client, PROPOSALS, chosen("merge", one, reason="one man"))
    confirm(client, PROPOSALS, chosen("keep_apart", two, reason="brothers"))
    assert list(SpeakerProposal.objects.order_by("speaker_id").values_list("state", flat=True)) == ["merged", "rejected"]
    assert Speaker.objects.get(name=OTHER).merged_into == Speaker.objects.get(name=KEPT)
    assert client.get(PROPOSALS).context["cl"].result_count == 0
    assert client.get(PROPOSALS, {"state": "all"}).context["cl"].result_count == 2


@pytest.mark.parametrize("asked", ["الأعرجى", "al-araji", "قاسم الاعرجي"])
def test_a_speaker_is_found_by_any_spelling(client: Client, asked: str) -> None:
    signed_in(client, "editor")
    say("قاسم الأعرجي")
    say("Qasim Al-Araji")
    speaker_of("نادر السالم")
    assert [row.name for row in client.get(SPEAKERS, {"q": asked}).context["cl"].result_list] == ["قاسم الأعرجي"]


def test_changes_of_speakers_of_a_confidential_article_are_seen_by_its_desk_alone(client: Client) -> None:
    editor = signed_in(client, "editor")
    desk = Desk.objects.create(name="investigations")
    hidden, end = speaker_of("الحلواني", desk=desk), speaker_of(KEPT)
    assert hidden.article is not None
    for speaker, root in ((hidden, end), (end, hidden)):
        SpeakerChange.objects.create(
            kind="merge", decision=decide(speaker, becomes="open", by=editor, reason="looked at"), speaker=speaker, root=root, moved={}
        )
    assert client.get(CHANGES).context["cl"].result_count == 0
    assert "الحلواني" not in client.get(CHANGES).content.decode()
    assert client.get(reverse("admin:claims_speakerchange_change", args=[SpeakerChange.objects.latest("pk").pk])).status_code == 302
    User.objects.filter(pk=editor.pk).update(desk=desk)
    assert client.get(CHANGES).context["cl"].result_count == 2


def test_a_refusal_is_said_in_the_language_of_the_page(client: Client) -> None:
    editor = signed_in(client, "editor")
    User.objects.filter(pk=editor.pk).update(language="ar")
    kept, own = speaker_of(KEPT), speaker_of("الحلواني")
    page = confirm(client, SPEAKERS, chosen("merge", kept, own, into=own.pk, reason="one"), follow=True, headers=ARABIC)
    assert "معروف في مقال واحد فقط" in page.content.decode()


def test_an_editor_adds_a_spelling_and_takes_it_back(client: Client) -> None:
    by = signed_in(client, "editor")
    known, namesake = speaker_of(KEPT), speaker_of("أبو الوليد الكرخي", words="قبل ذلك")
    page = client.get(reverse("admin:claims_speaker_change", args=[known.pk]))
    operations = {address.split("/")[5]: address for address, _ in page.context["operations"]}
    assert list(operations) == ["add-spelling", "undo"]
    sent = {"row": f"{known.pk}:0", "spelling": namesake.name, "reason": "كما يوقّع"}
    shown = client.post(operations["add-spelling"].partition("?")[0], sent)
    assert [str(after) for _, _, after in shown.context["shown"][0].changes] == [namesake.name, str(namesake)]
    assert known.names.count() == 1
    client.post(operations["add-spelling"].partition("?")[0], {**sent, "confirm": shown.context["confirm"]})
    assert sorted(known.names.values_list("name", flat=True)) == sorted([KEPT, namesake.name])
    last = Decision.objects.of("speaker", known.pk).get()
    assert (last.actor, last.reason) == (by, "كما يوقّع")
    taken = {"row": f"{known.pk}:1", "reason": "another man"}
    shown = client.post(operations["undo"].partition("?")[0], taken)
    assert client.post(operations["undo"].partition("?")[0], {**taken, "confirm": shown.context["confirm"]}).status_code == 302
    assert list(known.names.values_list("name", flat=True)) == [KEPT]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Only an added spelling is taken back here; merges and splits are undone in their own list."),
        ("ar", "لا يُتراجع هنا إلا عن صيغة أُضيفت؛ أما الدمج والفصل فيُتراجع عنهما في قائمتهما."),
    ],
)
def test_a_merge_is_undone_in_its_own_list(client: Client, language: str, said: str) -> None:
    by = signed_in(client, "editor")
    User.objects.filter(pk=by.pk).update(language=language)
    known, other = speaker_of(KEPT), speaker_of(OTHER, words="لن نغادر")
    merge_speakers(other, into=known, by=by, reason="one man")
    address = reverse("admin:claims_speaker_decide", args=["undo"])
    taken = {"row": f"{other.pk}:1", "reason": "two men"}
    page = client.post(address, {**taken, "confirm": client.post(address, taken).context["confirm"]})
    other.refresh_from_db()
    assert (page.context["shown"][0].error, other.merged_into) == (said, known)


def test_what_is_hidden_from_its_reader_is_in_no_list(client: Client) -> None:
    signed_in(client, "editor")
    secret = speaker_of("هند الكرخي", desk=Desk.objects.create(name="investigations"))
    open_to_all, own = speaker_of(KEPT), speaker_of("الكرخي", words="نعم")
    SpeakerProposal.objects.create(speaker=own, candidate=secret, score=0.5, names_version="1")
    asked = SpeakerProposal.objects.create(speaker=own, candidate=open_to_all, score=0.5, names_version="1")
    listed = set(client.get(SPEAKERS).context["cl"].queryset)
    assert ({secret, open_to_all, own} & listed, list(client.get(PROPOSALS).context["cl"].queryset)) == ({open_to_all, own}, [asked])
    assert client.get(reverse("admin:claims_speaker_change", args=[secret.pk])).status_code == 302
