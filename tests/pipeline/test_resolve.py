"""Which names are one speaker, which are asked about, and which stay with their article."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from claims.models import Claim, Desk, Speaker, SpeakerName, SpeakerProposal
from claims.pipeline.resolve import resolve_speakers
from claims.records import SpeakerKind
from tests.pipeline.speaking import as_read, claim_of, say, speaker_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("سامر الحلواني", "سامر الحلوانى"),  # the final ya
        ("ينس ستولتنبرغ", "ينس ستولتنبيرغ"),  # a vowel more in a foreign name
        ("قاسم الأعرجي", "Qasim al-Araji"),  # the other script
        ("Qassem Al-Araji", "قاسم الأعرجي"),  # and back
        ("عبد الرحمن الزيدي", "عبدالرحمن الزيدي"),  # a compound as one word
    ],
)
def test_a_sure_spelling_joins(first: str, second: str) -> None:
    one, other = speaker_of(first), speaker_of(second)
    assert one == other
    assert sorted(one.names.values_list("name", flat=True)) == sorted([first, second])
    assert not SpeakerProposal.objects.exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("سامر الحلواني", "سامي الحلواني"),  # one letter: two people, or a slip
        ("نادر فهد السالم", "نادر السالم"),  # the middle name left out
    ],
)
def test_a_doubtful_spelling_is_proposed(first: str, second: str) -> None:
    one, other = speaker_of(first), speaker_of(second)
    assert one != other
    proposal = SpeakerProposal.objects.get()
    assert (proposal.speaker, proposal.candidate, proposal.state) == (other, one, "suggested")
    assert proposal.reasons == [{"code": "names_alike", "params": {"a": second, "b": first}}]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("سامر الحلواني", "نادر السالم"),  # nothing in common
        ("سامر الحلواني", "سامر السالم"),  # the given name alone
        ("سامر الحلواني", "Layla Hamdan"),
    ],
)
def test_other_names_are_nobody_s_business(first: str, second: str) -> None:
    assert speaker_of(first) != speaker_of(second)
    assert not SpeakerProposal.objects.exists()


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("حلف شمال الأطلسي", "الناتو", True),  # a long form and an acronym
        ("الناتو", "NATO", True),
        ("بغداد", "الحكومة العراقية", True),  # a capital and its government
        ("وزارة الدفاع العراقية", "Iraqi Defence Ministry", True),
        ("الشركة الوطنية للنقل", "شركة الوطنية للنقل", True),  # an article more
        ("الأزهر", "Al-Azhar", True),  # one word, and there is one
        ("الجيش العراقي", "الجيش العراقي", True),
        ("وزارة الدفاع العراقية", "وزارة الدفاع التركية", False),
        ("بغداد", "أنقرة", False),
        ("وزارة الدفاع", "وزارة الدفاع", False),  # whose ministry, its article knows
    ],
)
def test_groups(first: str, second: str, one: bool) -> None:
    speakers = [speaker_of(name, kind=SpeakerKind.GROUP, outlet=outlet) for name, outlet in ((first, "أولى"), (second, "ثانية"))]
    assert (speakers[0] == speakers[1]) is one


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("الحلواني", SpeakerKind.PERSON),  # a last name alone
        ("محمد", SpeakerKind.PERSON),  # a given name alone
        ("Smith", SpeakerKind.PERSON),
        ("عبد الله", SpeakerKind.PERSON),  # two words, one name
        ("الشيخ محمد", SpeakerKind.PERSON),  # how he is addressed is no second name
        ("Sheikh Mohammed", SpeakerKind.PERSON),
        ("J. Smith", SpeakerKind.PERSON),  # nor is an initial
        ("الجيش", SpeakerKind.GROUP),  # of which country
        ("the police", SpeakerKind.GROUP),
        ("مصدر أمني", SpeakerKind.UNNAMED),
    ],
)
def test_stays_with_its_article(name: str, kind: SpeakerKind) -> None:
    speakers = [speaker_of(name, kind=kind, outlet=outlet) for outlet in ("أولى", "ثانية")]
    assert speakers[0] != speakers[1]
    assert [speaker.article is not None for speaker in speakers] == [True, True]
    assert not SpeakerProposal.objects.exists()


def test_what_a_confidential_article_names_joins_nothing_and_is_not_proposed() -> None:
    speaker_of("قاسم الأعرجي")
    hidden = speaker_of("Qasim al-Araji", desk=Desk.objects.create(name="investigations"))
    assert hidden.article is not None
    assert speaker_of("Qassem al-Araji") != hidden
    assert not SpeakerProposal.objects.exists()


def test_two_names_that_one_article_tells_apart_are_not_joined() -> None:
    first, second = (quote.speaker for quote in say("Qasim al-Araji", "Qassem al-Araji"))
    assert first != second
    assert SpeakerProposal.objects.get().score >= 0.9


def test_a_name_that_two_people_bear_stays_with_its_article_and_is_asked_about() -> None:
    engineer = speaker_of("نادر السالم")
    doctor = Speaker.objects.create(kind="person", name="نادر السالم", key=engineer.key, distinction="الطبيب")
    SpeakerName.objects.create(speaker=doctor, name="نادر السالم", key=engineer.key)
    third = speaker_of("نادر السالم", outlet="أخرى")
    assert third.article is not None
    asked = SpeakerProposal.objects.order_by("candidate")
    assert [(one.speaker, one.candidate, one.reasons[0]["code"]) for one in asked] == [
        (third, engineer, "namesakes"),
        (third, doctor, "namesakes"),
    ]


def test_the_same_words_of_two_spellings_are_one_claim() -> None:
    (first,), (second,) = say("قاسم الأعرجي"), say("قاسم الاعرجى")
    assert claim_of(first) == claim_of(second)
    assert (first.spelling, second.spelling) == tuple(SpeakerName.objects.order_by("pk"))


def test_a_new_claim_follows_the_speaker_s_root() -> None:
    absorbed = speaker_of("سامي الحلواني")
    claim = Claim.objects.get()
    assert (claim.speaker, claim.speaker_root) == (absorbed, absorbed)


def test_a_proposal_is_made_once() -> None:
    speaker_of("سامر الحلواني")
    say("سامي الحلواني")
    SpeakerProposal.objects.update(state="rejected")
    say("سامي الحلواني", outlet="أخرى")
    assert [one.state for one in SpeakerProposal.objects.all()] == ["rejected"]


def test_names_of_one_group_in_one_article_are_one() -> None:
    assert len({quote.speaker for quote in say("الناتو", "حلف شمال الأطلسي", kind=SpeakerKind.GROUP)}) == 1


@pytest.mark.parametrize("known", [1, 3])
def test_known_names_cost_the_same_however_many(known: int, django_assert_num_queries: Any) -> None:
    names = ["سامر الحلواني", "نادر السالم", "ليلى حمدان"][:known]
    article = say(*names)[0].version.article
    found = [as_read(name) for name in names]
    with django_assert_num_queries(3):  # the names, the lock, the rows under it
        resolved = resolve_speakers(article, found)
    assert [resolved[name, "person"].speaker.name for name in names] == names


@pytest.mark.parametrize("new", [1, 3])
@pytest.mark.parametrize(
    ("names", "kind", "queries"),
    [
        # The names twice, who may be placing them too, those like them; speakers and spellings before and after; the lock, the rows.
        (["سامر الحلواني", "نادر السالم", "Layla Hamdan"], SpeakerKind.PERSON, 12),
        # Speakers and spellings before and after; the lock and the rows under it, of which there are none.
        (["مصدر أمني", "مصدر طبي", "a hospital source"], SpeakerKind.UNNAMED, 7),
    ],
)
def test_new_names_cost_the_same_however_many(
    names: list[str], kind: SpeakerKind, queries: int, new: int, django_assert_num_queries: Any
) -> None:
    article = say("هدى النجار")[0].version.article
    found = [as_read(name, kind) for name in names[:new]]
    with django_assert_num_queries(queries):
        resolved = resolve_speakers(article, found)
    speakers = [resolved[name, kind.value].speaker for name in names[:new]]
    assert [(one.name, one.article) for one in speakers] == [(name, None if queries == 12 else article) for name in names[:new]]
    spelled = SpeakerName.objects.exclude(name="هدى النجار").values_list("name", "speaker")
    assert sorted(spelled) == sorted((one.name, one.pk) for one in speakers)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_spellings_that_are_new_at_once_are_one_speaker() -> None:
    names = ["قاسم الأعرجي", "Qasim al-Araji", "Qassem Al-Araji", "قاسم الاعرجى"]

    def store(name: str) -> int:
        try:
            return speaker_of(name).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(len(names)) as pool:
        found = list(pool.map(store, names))
    assert len(set(found)) == 1
    assert SpeakerName.objects.filter(speaker=found[0]).count() == len(names)


def test_a_hashtag_names_who_is_named_elsewhere() -> None:
    one = speaker_of("سامر_الحلواني")
    assert one.name == "سامر الحلواني"
    assert speaker_of("سامر الحلواني", outlet="ثانية") == one
