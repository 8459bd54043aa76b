"""Reading a text again, and a new text of an article: what people touched is kept, what differs is proposed, what is gone is seen."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from claims.errors import AlreadyDecided, NotAllowed
from claims.models import Appearance, ArticleVersion, Claim, Decision, FactCheck, Outlet, Proposal, Quantity, Quote, User
from claims.pipeline.correct import accept_proposal, correct_amount, correct_speaker, decline_proposal
from claims.pipeline.extract import extract_findings
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.reading import read_again
from claims.pipeline.reread import anchor_of, pair_spans, see_again
from claims.pipeline.store import store_findings
from claims.records import Extraction
from tests.desk_rows import approved, in_review, person, speaker

pytestmark = pytest.mark.django_db
TEXT = 'سد الوردة\n\nقال مدير السد سامر الحلواني، الثلاثاء، إن "عدد العاملين في السد أكثر من 300 عامل".'
ADDRESS = "https://sunbula.example/1"


def handed_in(text: str) -> ArticleVersion:
    outlet, _ = Outlet.objects.get_or_create(name="صحيفة السنبلة", defaults={"domain": "sunbula.example"})
    submission = Submission(text=text, outlet=outlet, published=date(2026, 3, 11), language="ar", address=ADDRESS)
    return ingest(submission, by=User.objects.system())[0]


def taken_in(text: str = TEXT) -> ArticleVersion:
    version = handed_in(text)
    store_findings(version.pk, extract_findings(version))
    return version


def read(version: ArticleVersion, **changes: Any) -> Extraction:
    """Read it again; `changes` are what the reading engine finds otherwise in the first quote or claim."""
    ArticleVersion.objects.filter(pk=version.pk).update(state=ArticleVersion.State.DONE)
    assert read_again(version.pk)
    found = extract_findings(version)
    quote, claim = found.quotes[0], found.claims[0]
    if "name" in changes:
        quote = replace(quote, speaker_name=changes["name"])
    if "shorter" in changes:
        end = claim.end - changes["shorter"]
        claim = replace(claim, end=end, text=version.text[claim.start : end])
        quote = replace(quote, end=quote.end - changes["shorter"], text=version.text[quote.start : quote.end - changes["shorter"]])
    if "low" in changes:
        claim = replace(claim, quantities=(replace(claim.quantities[0], low=changes["low"]),))
    if "nothing" in changes:
        found = replace(found, quotes=(), claims=())
    else:
        found = replace(found, quotes=(quote, *found.quotes[1:]), claims=(claim, *found.claims[1:]))
    store_findings(version.pk, found)
    return found


def rows() -> list[Any]:
    return [list(model._default_manager.order_by("pk").values()) for model in (Claim, Quote, Appearance, Quantity)]


def test_the_same_reading_again_gives_the_same_rows() -> None:
    version = taken_in()
    before = rows()
    read(version)
    assert rows() == before
    assert Proposal.objects.count() == 0


def test_an_untouched_quote_that_is_read_differently_is_the_same_row() -> None:
    version = taken_in()
    quote = Quote.objects.get()
    read(version, shorter=5)
    again = Quote.objects.get(retired_by="")
    assert (again.pk, again.end) == (quote.pk, quote.end - 5)


@pytest.mark.parametrize(
    ("changes", "field"), [({"name": "سميرة الطحان"}, "speaker"), ({"shorter": 5}, "appearance"), ({"low": 350.0}, "amounts")]
)
def test_a_claim_that_a_person_touched_is_kept_and_the_difference_proposed_once(changes: dict[str, Any], field: str) -> None:
    version = taken_in()
    claim = Claim.objects.get()
    in_review(claim, person("reviewer"))
    quantities, places = list(Quantity.objects.values()), list(Appearance.objects.values())
    before = Claim.objects.filter(pk=claim.pk).values("text", "speaker_id", "said", "status", "version").get()
    for _ in range(2):
        read(version, **changes)
    assert Claim.objects.filter(pk=claim.pk).values("text", "speaker_id", "said", "status", "version").get() == before
    assert (list(Quantity.objects.values()), list(Appearance.objects.values())) == (quantities, places)
    assert list(Proposal.objects.filter(claim=claim).values_list("field", "state")) == [(field, "open")]


def test_what_an_editor_corrected_outlasts_the_next_reading_and_is_not_proposed_away() -> None:
    version, editor = taken_in(), person("editor")
    claim, quote, other = Claim.objects.get(), Quote.objects.get(), speaker("سميرة الطحان")
    correct_speaker(claim, speaker=other, by=editor, reason="the caption says so")
    correct_speaker(quote, speaker=other, by=editor, reason="the caption says so")
    read(version)
    claim.refresh_from_db()
    quote.refresh_from_db()
    assert (claim.speaker, quote.speaker, Quote.objects.count(), Claim.objects.count()) == (other, other, 1, 1)
    assert Proposal.objects.count() == 0


def test_an_amount_taken_away_by_a_person_does_not_come_back() -> None:
    version = taken_in()
    claim = Claim.objects.get()
    correct_amount(claim, position=0, amount=None, by=person("editor"), reason="a year, not an amount")
    read(version)
    assert claim.quantities.count() == 0


@pytest.mark.parametrize("changes", [{"name": "سميرة الطحان"}, {"shorter": 5}, {"low": 350.0}])
def test_a_proposal_is_accepted_as_a_correction(changes: dict[str, Any]) -> None:
    version, editor = taken_in(), person("editor")
    claim = Claim.objects.get()
    in_review(claim, person("reviewer"))
    read(version, **changes)
    proposal = Proposal.objects.get(claim=claim)
    with pytest.raises(NotAllowed):
        accept_proposal(proposal, by=person("approver"), reason="r")
    accept_proposal(proposal, by=editor, reason="read better")
    claim.refresh_from_db()
    found = {"name": claim.speaker.name == "سميرة الطحان", "shorter": claim.text.endswith("300"), "low": claim.quantities.get().low == 350}
    assert [name for name, holds in found.items() if holds] == list(changes)
    with pytest.raises(AlreadyDecided):
        accept_proposal(proposal, by=editor, reason="again")


def test_what_was_declined_is_not_proposed_again() -> None:
    version, editor = taken_in(), person("editor")
    claim = Claim.objects.get()
    in_review(claim, person("reviewer"))
    read(version, low=350.0)
    decline_proposal(Proposal.objects.get(), by=editor, reason="300 is right")
    read(version, low=350.0)
    assert list(Proposal.objects.values_list("state", flat=True)) == ["declined"]
    assert Decision.objects.filter(subject="claim").latest("seq").reason == "300 is right"


def test_a_reviewed_claim_that_is_no_longer_found_goes_to_a_person_and_keeps_its_check() -> None:
    version = taken_in()
    claim = Claim.objects.get()
    check = approved(claim, person("reviewer"), person("approver"))
    read(version, nothing=True)
    claim.refresh_from_db()
    check.refresh_from_db()
    assert (claim.status, check.state, Claim.objects.live().count()) == ("in_review", "approved", 0)
    last = Decision.objects.filter(subject="claim").select_related("actor").latest("seq")
    assert (last.actor.username, last.reason) == ("system", "no_longer_found")


@pytest.mark.parametrize(
    ("text", "anchor", "state"),
    [
        (TEXT + "\n\nإعلان جديد.", "standing", "approved"),  # an advert
        ("إعلان جديد.\n\n" + TEXT, "standing", "approved"),  # and one that moves every offset
        (TEXT.replace("300", "400"), "changed", "void"),
        ('سد الوردة\n\nقال مدير السد سامر الحلواني، الثلاثاء، إن "المياه تكفي المدينة سنتين".', "orphaned", "void"),
    ],
)
def test_an_approval_outlasts_a_new_text_in_which_its_source_stands(text: str, anchor: str, state: str) -> None:
    version = taken_in()
    claim = Claim.objects.get()
    check = approved(claim, person("reviewer"), person("approver"))
    newer = taken_in(text)
    assert newer.number == version.number + 1
    check.refresh_from_db()
    claim.refresh_from_db()
    assert (Appearance.objects.get(version=version).anchor, check.state) == (anchor, state)
    assert claim.status == ("reviewed" if state == "approved" else "in_review")
    assert FactCheck.objects.count() == 1


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1), (3, 1, 2)])
def test_places_are_measured_by_the_newest_text_whichever_is_read_first(order: tuple[int, ...]) -> None:
    texts = {1: TEXT, 2: TEXT.replace("300", "400"), 3: f"إعلان.\n\n{TEXT.replace('300', '400')}"}
    versions = {number: handed_in(text) for number, text in texts.items()}
    for number in order:
        store_findings(versions[number].pk, extract_findings(versions[number]))
    places = Appearance.objects.order_by("version__number").values_list("version__number", "anchor")
    assert list(places) == [(1, "changed"), (2, "standing"), (3, "standing")]


def test_a_text_to_which_the_outlet_went_back_is_the_newest() -> None:
    first, second = taken_in(), taken_in(TEXT.replace("300", "400"))
    article = first.article
    assert handed_in(TEXT) == first  # a file that is handed in again changes nothing
    assert article.newest == second
    see_again(second)
    assert article.newest == second
    see_again(first)
    assert article.newest == first
    places = Appearance.objects.order_by("version__number").values_list("version__number", "anchor")
    assert list(places) == [(1, "standing"), (2, "changed")]
    third = taken_in(TEXT.replace("300", "500"))
    assert article.newest == third
    assert set(Appearance.objects.exclude(version=third).values_list("anchor", flat=True)) == {"changed"}


@pytest.mark.parametrize(
    ("before", "after", "anchor"),
    [
        ("أ ب. أ ب.", "س. أ ب. أ ب.", "standing"),  # as often as before
        ("أ ب. أ ب.", "أ ب.", "orphaned"),  # one of the two is gone, and nobody knows which
        ("أ ب.", "أ ب. أ ب.", "orphaned"),
        ("أ ب.", "س.", "orphaned"),
    ],
)
def test_the_same_words_stand_where_they_occur_as_often(before: str, after: str, anchor: str) -> None:
    assert anchor_of("أ ب", before, after, []) == anchor


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ([(0, 10)], [(0, 10)], {0: 0}),
        ([(0, 10)], [(0, 11)], {0: 0}),
        ([(0, 10)], [(5, 15)], {}),  # a third
        ([(0, 10), (0, 12)], [(0, 12)], {0: 1}),  # the better one
        ([(0, 10)], [(0, 10), (0, 9)], {0: 0}),  # each once
        ([(0, 10), (20, 30)], [(21, 30), (1, 10)], {0: 1, 1: 0}),
        ([], [(0, 1)], {}),
    ],
)
def test_old_and_new_are_paired_by_their_best_overlap(
    old: list[tuple[int, int]], new: list[tuple[int, int]], pairs: dict[int, int]
) -> None:
    assert pair_spans(old, new) == pairs
