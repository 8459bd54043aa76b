"""A new text of an article: its claims are those of its other texts, as people left them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from claims.models import Appearance, ArticleVersion, Claim, Outlet, Proposal, Quantity, User
from claims.pipeline.correct import correct_amount, correct_days, correct_span, correct_speaker
from claims.pipeline.extract import extract_findings
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.reading import read_again
from claims.pipeline.reread import anchored_span
from claims.pipeline.review import change_status
from claims.pipeline.store import store_findings
from tests.desk_rows import in_review, person, speaker

pytestmark = pytest.mark.django_db
WORDS = "عدد العاملين في السد أكثر من 300 عامل"
TEXT = f'سد الوردة\n\nقال مدير السد سامر الحلواني، الثلاثاء، إن "{WORDS}".'
UNDATED = f'سد الوردة\n\nقال مدير السد سامر الحلواني إن "{WORDS}".'
DAY = date(2026, 3, 11)
ADVERTS = ["{}\n\nإعلان: خصم على المضخات.", "إعلان: خصم على المضخات.\n\n{}"]


def taken_in(text: str, published: date | None = DAY) -> ArticleVersion:
    outlet, _ = Outlet.objects.get_or_create(name="صحيفة السنبلة", defaults={"domain": "sunbula.example"})
    submission = Submission(text=text, outlet=outlet, published=published, language="ar", address="https://sunbula.example/1")
    return ingest(submission, by=User.objects.system())[0]


def read(text: str, published: date | None = DAY, /, **changes: Any) -> ArticleVersion:
    """Take the text in and read it; `changes` are what the reading engine finds otherwise in the first claim or its quote."""
    version = taken_in(text, published)
    found = extract_findings(version)
    if "name" in changes:
        found = replace(found, quotes=(replace(found.quotes[0], speaker_name=changes.pop("name")), *found.quotes[1:]))
    if changes:
        found = replace(found, claims=(replace(found.claims[0], **changes), *found.claims[1:]))
    store_findings(version.pk, found)
    return version


def rows() -> list[Any]:
    return [list(model._default_manager.order_by("pk").values()) for model in (Claim, Quantity, Proposal)]


def to_words(words: str) -> Callable[[Claim, User], object]:
    def correct(claim: Claim, by: User) -> object:
        place = claim.appearances.get()
        start = place.start + place.text.index(words)
        return correct_span(place, start=start, end=start + len(words), by=by, reason="these words alone")

    return correct


CORRECTIONS: dict[str, Callable[[Claim, User], object]] = {
    "fewer words": to_words("العاملين في السد أكثر من 300 عامل"),
    "words that are less than half of what was read": to_words("300 عامل"),
    "speaker": lambda claim, by: correct_speaker(claim, speaker=speaker("سميرة الطحان"), by=by, reason="the caption says so"),
    "amount": lambda claim, by: correct_amount(claim, position=0, amount=None, by=by, reason="a number of the gate"),
    "days": lambda claim, by: correct_days(claim, field="said", days=(date(2025, 1, 2), date(2025, 1, 2)), by=by, reason="an old tape"),
    "not worth checking": lambda claim, by: change_status(claim, to="dismissed", by=by, reason="a greeting"),
}


@pytest.mark.parametrize("advert", ADVERTS)
@pytest.mark.parametrize(("text", "published"), [(TEXT, DAY), (UNDATED, None)])
@pytest.mark.parametrize("correction", CORRECTIONS)
def test_what_people_decided_outlasts_a_new_text(correction: str, text: str, published: date | None, advert: str) -> None:
    read(text, published)
    claim = Claim.objects.get()
    CORRECTIONS[correction](claim, person("reviewer" if correction == "not worth checking" else "editor"))
    before, words = rows(), claim.appearances.get().text
    newer = read(advert.format(text), published)
    assert rows() == before
    assert list(claim.appearances.values_list("version__number", "text", "anchor")) == [(1, words, "standing"), (2, words, "standing")]
    for version in (newer, ArticleVersion.objects.get(number=1)):
        ArticleVersion.objects.filter(pk=version.pk).update(state=ArticleVersion.State.DONE)
        assert read_again(version.pk)
        store_findings(version.pk, extract_findings(version))
    assert (rows(), claim.appearances.filter(retired_by="").count()) == (before, 2)


@pytest.mark.parametrize("published", [DAY, None])
@pytest.mark.parametrize(
    ("after", "claims"),
    [
        (UNDATED, 1),
        (UNDATED + "\n\nإعلان: خصم على المضخات.", 1),
        (UNDATED + f'\n\nوقال مدير السد سامر الحلواني إن "{WORDS}".', 1),  # he is quoted twice
        (UNDATED.replace("300", "3000"), 2),
        (UNDATED.replace("سامر الحلواني", "سميرة الطحان"), 2),  # somebody else says it
    ],
)
def test_the_same_words_of_the_same_speaker_are_one_claim_in_every_text(after: str, claims: int, published: date | None) -> None:
    read(UNDATED, published)
    read(after + "\n\nيتبع.", published)
    assert Claim.objects.count() == claims
    assert set(Appearance.objects.filter(claim=Claim.objects.earliest("pk")).values_list("version__number", flat=True)) == (
        {1, 2} if claims == 1 else {1}
    )


@pytest.mark.parametrize(
    ("first", "second", "claims"),
    [
        (DAY, date(2026, 3, 12), 1),
        (DAY, date(2026, 4, 20), 2),  # a page whose words come back every month
        (None, DAY, 1),  # it is the same article, and nothing says that it was another day
        (DAY, None, 1),
    ],
)
def test_words_of_another_time_are_another_claim(first: date | None, second: date | None, claims: int) -> None:
    read(UNDATED, first)
    read(UNDATED, second)
    assert Claim.objects.count() == claims


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name": "سميرة الطحان"}, ["speaker"]),
        ({"quantities": ()}, ["amounts"]),
        ({"end": TEXT.index(WORDS) + 30, "text": TEXT[TEXT.index(WORDS) : TEXT.index(WORDS) + 30]}, ["appearance"]),
    ],
)
def test_what_the_machine_reads_otherwise_in_a_new_text_is_proposed_once(changes: dict[str, Any], fields: list[str]) -> None:
    read(TEXT)
    claim = in_review(Claim.objects.get(), person("reviewer"))
    before = rows()[:2]
    for number in range(2):
        read(f"{TEXT}\n\nإعلان {number}.", **changes)
    assert rows()[:2] == before
    assert list(Proposal.objects.values_list("claim", "field", "state")) == [(claim.pk, field, "open") for field in fields]
    assert set(claim.appearances.values_list("text", flat=True)) == {WORDS}


def test_of_two_claims_with_the_same_words_the_one_that_a_person_touched_is_adopted() -> None:
    read(UNDATED, None)
    claim = Claim.objects.get()
    to_words("300 عامل")(claim, person("editor"))
    other = Claim.objects.create(
        **{field.attname: getattr(claim, field.attname) for field in Claim._meta.concrete_fields if field.attname not in {"id", "version"}}
        | {"text": WORDS, "text_key": "other"}
    )
    version = taken_in(UNDATED + "\n\nإعلان.", None)
    start = version.text.index(WORDS)
    Appearance.objects.create(claim=other, version=version, start=start + 1, end=start + len(WORDS), text=WORDS[1:])
    read(UNDATED + "\n\nإعلان آخر.", None)
    assert list(Appearance.objects.filter(version__number=3).values_list("claim", flat=True)) == [claim.pk]


@pytest.mark.parametrize(
    ("before", "start", "after", "span"),
    [
        ("س. أ ب.", 3, "أ ب. س.", (0, 3)),
        ("أ ب. أ ب.", 5, "س. أ ب. أ ب.", (8, 11)),  # the second of two
        ("أ ب. أ ب.", 0, "س. أ ب. أ ب.", (3, 6)),
        ("أ ب. أ ب.", 0, "أ ب.", None),  # one of the two is gone, and nobody knows which
        ("أ ب.", 0, "س.", None),
    ],
)
def test_words_stand_in_another_text_at_the_same_turn(before: str, start: int, after: str, span: tuple[int, int] | None) -> None:
    assert anchored_span("أ ب", start, before, after) == span
