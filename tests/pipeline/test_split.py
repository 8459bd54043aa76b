"""Splitting: spellings or articles go to a new speaker with the claims read there alone."""

import pytest

from claims.errors import InputRefused, MoveRefused
from claims.models import Claim, Decision, Quote, Speaker, SpeakerName, SpeakerProposal
from claims.pipeline.correct import correct_days
from claims.pipeline.merge import foresee_undoing, undo_change
from claims.pipeline.split import foresee_split, split_speaker
from claims.pipeline.verify import verify_audit
from tests.pipeline.speaking import DAY, KEPT, approved, editor, say, speaker_of

pytestmark = pytest.mark.django_db


def test_splitting_spellings_off_takes_the_claims_read_through_them_alone() -> None:
    say("قاسم الأعرجي", words="الأولى")
    say("Qasim al-Araji", words="الثانية")
    say("قاسم الأعرجي", words="معا", outlet="أ")
    say("Qasim al-Araji", words="معا", outlet="ب")
    old = Speaker.objects.get(kind="person")
    name = SpeakerName.objects.get(name="Qasim al-Araji")
    foreseen = foresee_split(old, names=[name], by=editor())
    assert (foreseen.claims, foreseen.quotes) == (1, 2)
    change = split_speaker(old, names=[name], by=editor(), reason="another man")
    new = change.speaker
    assert (new.name, new.merged_into) == ("Qasim al-Araji", None)
    assert {claim.text: claim.speaker_root for claim in Claim.objects.all()} == {"الأولى": old, "الثانية": new, "معا": old}
    assert {quote.spelling.name if quote.spelling else "": quote.speaker for quote in Quote.objects.all()} == {
        "قاسم الأعرجي": old,
        "Qasim al-Araji": new,
    }


def test_what_people_have_decided_on_is_split_off_by_a_decision_of_its_own() -> None:
    (first,) = say("قاسم الأعرجي", words="الأولى")
    (second,) = say("Qasim al-Araji", words="الثانية")
    old, claim, by = first.speaker, second.appearances.get().claim, editor()
    check = approved(claim)
    correct_days(second, field="stated_on", days=(DAY, DAY), by=by, reason="misread")
    change = split_speaker(old, names=[SpeakerName.objects.get(name="Qasim al-Araji")], by=by, reason="another man")
    for row in (claim, second, check):
        row.refresh_from_db()
    assert (claim.speaker, claim.speaker_root, second.speaker, check.state) == (*[change.speaker] * 3, "void")
    moved = {"speaker": [old.pk, change.speaker.pk]}
    told = Decision.objects.filter(subject__in=["claim", "quote"], actor=by, changes=moved)
    assert [(one.subject, one.subject_id, one.reason) for one in told] == [
        ("claim", claim.pk, "another man"),
        ("quote", second.pk, "another man"),
    ]
    assert verify_audit().findings == []


def test_undoing_a_split_merges_and_undoes_once() -> None:
    say("قاسم الأعرجي", words="الأولى")
    say("Qasim al-Araji", words="الثانية")
    old = Speaker.objects.get(kind="person")
    change = split_speaker(old, names=[SpeakerName.objects.get(name="Qasim al-Araji")], by=editor(), reason="another")
    assert foresee_undoing(change, by=editor()).claims == 1
    undo_change(change, by=editor(), reason="one after all")
    assert {claim.speaker_root.name for claim in Claim.objects.all()} == {"قاسم الأعرجي"}
    with pytest.raises(MoveRefused, match="undone before"):
        undo_change(change, by=editor(), reason="again")


def test_the_name_that_is_split_off_leaves_another() -> None:
    say("قاسم الأعرجي", words="الأولى")
    say("Qasim al-Araji", words="الثانية")
    old = Speaker.objects.get(kind="person")
    split_speaker(old, names=[SpeakerName.objects.get(name="قاسم الأعرجي")], by=editor(), reason="another")
    old.refresh_from_db()
    assert (old.name, old.key) == ("Qasim al-Araji", "qasim al araji")
    assert Decision.objects.get(subject="speaker").changes == {"name": ["قاسم الأعرجي", "Qasim al-Araji"]}
    assert Speaker.objects.exclude(pk=old.pk).get(kind="person").name == "قاسم الأعرجي"


def test_two_people_of_one_name_are_split_by_article_and_asked_about_from_then_on() -> None:
    say(KEPT, words="الأولى", outlet="أ")
    (second,) = say(KEPT, words="الثانية", outlet="ب")
    old = second.speaker
    article = second.version.article_id
    with pytest.raises(InputRefused, match="tells the new one apart"):
        split_speaker(old, articles=[article], by=editor(), reason="a namesake")
    new = split_speaker(old, articles=[article], distinction="الطبيب", by=editor(), reason="a namesake").speaker
    assert {claim.text: claim.speaker_root for claim in Claim.objects.all()} == {"الأولى": old, "الثانية": new}
    assert list(new.names.values_list("name", flat=True)) == [KEPT]
    third = speaker_of(KEPT, words="الثالثة", outlet="ج")
    assert third.article is not None
    assert {proposal.candidate for proposal in SpeakerProposal.objects.filter(speaker=third)} == {old, new}


def test_all_spellings_cannot_go() -> None:
    old = speaker_of(KEPT)
    with pytest.raises(InputRefused, match="must stay"):
        split_speaker(old, names=list(old.names.all()), by=editor(), reason="another")
    with pytest.raises(InputRefused, match="Choose spellings"):
        split_speaker(old, by=editor(), reason="another")
    assert Speaker.objects.filter(kind="person").count() == 1
