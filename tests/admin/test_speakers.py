"""Merging, splitting, undoing and deciding proposals in the admin: explained first, confirmed with a reason, by editors alone."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from claims.models import Claim, Desk, Speaker, SpeakerChange, SpeakerName, SpeakerProposal, User
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.decide import decide
from tests.pipeline.speaking import KEPT, OTHER, approved, say, speaker_of

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


def test_merging_shows_the_approvals_that_it_voids_and_waits(client: Client) -> None:
    signed_in(client, "editor")
    kept, other = speaker_of(KEPT), speaker_of(OTHER, words="لن نغادر")
    approved(Claim.objects.get(speaker=other))
    page = client.post(SPEAKERS, chosen("merge", kept, other)).content.decode()
    assert "لن نغادر" in page
    assert not SpeakerChange.objects.exists()
    answer = client.post(SPEAKERS, chosen("merge", kept, other, into=kept.pk, reason="one man", confirmed="yes"))
    assert (answer.status_code, answer["Location"]) == (302, SPEAKERS)
    assert {claim.speaker_root for claim in Claim.objects.all()} == {kept}


def test_a_merge_without_a_reason_is_asked_for_one(client: Client) -> None:
    signed_in(client, "editor")
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    page = client.post(SPEAKERS, chosen("merge", kept, other, into=kept.pk, reason="", confirmed="yes"))
    assert page.context["form"].errors == {"reason": ["This field is required."]}
    assert not SpeakerChange.objects.exists()


def test_a_refused_merge_says_why_and_changes_nothing(client: Client) -> None:
    signed_in(client, "editor")
    kept, own = speaker_of(KEPT), speaker_of("الحلواني")
    page = client.post(SPEAKERS, chosen("merge", kept, own, into=own.pk, reason="one", confirmed="yes"), follow=True)
    assert "known in one article only" in page.content.decode()
    assert not SpeakerChange.objects.exists()


@pytest.mark.parametrize("role", ["reviewer", "approver", "administrator"])
def test_only_editors_are_offered_and_allowed_it(client: Client, role: str) -> None:
    signed_in(client, role)
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    assert 'value="merge"' not in client.get(SPEAKERS).content.decode()
    client.post(SPEAKERS, chosen("merge", kept, other, into=kept.pk, reason="one", confirmed="yes"))
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
    assert client.post(address, {**asked, "confirmed": "yes"}).status_code == 302
    assert Claim.objects.get(text="الثانية").speaker_root.name == "Qasim al-Araji"


def test_undoing(client: Client) -> None:
    editor = signed_in(client, "editor")
    kept, other = speaker_of(KEPT), speaker_of(OTHER, words="لن نغادر")
    client.post(SPEAKERS, chosen("merge", kept, other, into=kept.pk, reason="one man", confirmed="yes"))
    change = SpeakerChange.objects.get()
    assert client.post(CHANGES, chosen("undo", change)).context["foreseen"].claims == 1
    assert client.post(CHANGES, chosen("undo", change, reason="two men", confirmed="yes")).status_code == 302
    assert Claim.objects.get(text="لن نغادر").speaker_root == other
    assert SpeakerChange.objects.get(undoes=change).decision.actor == editor


def test_proposals_wait_and_are_decided(client: Client) -> None:
    signed_in(client, "editor")
    for name, outlet in ((KEPT, "أ"), (OTHER, "ب"), ("سامر الحلواني", "ج"), ("سامي الحلواني", "د")):
        say(name, words=name, outlet=outlet)
    one, two = SpeakerProposal.objects.order_by("speaker_id")
    client.post(PROPOSALS, chosen("merge", one, reason="one man", confirmed="yes"))
    client.post(PROPOSALS, chosen("keep_apart", two, reason="brothers", confirmed="yes"))
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
    page = client.post(SPEAKERS, chosen("merge", kept, own, into=own.pk, reason="one", confirmed="yes"), follow=True, headers=ARABIC)
    assert "معروف في مقال واحد فقط" in page.content.decode()
