"""What an editor corrects stands, is audited, can be taken back, and voids the approval of what it changes."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from claims.errors import AlreadyDecided, InputRefused, MoveRefused, NotAllowed
from claims.models import Claim, Decision, MatchedQuantity, Proposal, User
from claims.pipeline.correct import accept_proposal, correct_amount, correct_days, correct_span, correct_speaker
from claims.pipeline.kept_values import amount_in_words
from claims.pipeline.relate import confirm_match
from claims.pipeline.undo import undo
from tests.desk_rows import WORDS, article, claim, match, person, quote, speaker

pytestmark = pytest.mark.django_db
SHORTER = "عدد العاملين في السد 300"


def stands(one: Claim) -> dict[str, Any]:
    one = Claim.objects.get(pk=one.pk)
    amounts = [(q.position, q.low, q.high, q.unit) for q in one.quantities.all()]
    place = one.appearances.get()
    days = [None if span is None else (span.lower, span.upper) for span in (one.said, one.as_of)]
    return {"text": one.text, "speaker": one.speaker.name, "days": days, "amounts": amounts, "span": (place.start, place.end, place.text)}


def span(one: Claim, by: User, reason: str) -> Decision:
    place = one.appearances.get()
    return correct_span(place, start=place.start, end=place.start + len(SHORTER), by=by, reason=reason, claim=one)


CORRECTIONS: dict[str, Callable[[Claim, User, str], Decision]] = {
    "speaker": lambda one, by, reason: correct_speaker(one, speaker=speaker("سميرة الطحان"), by=by, reason=reason),
    "said": lambda one, by, reason: correct_days(one, field="said", days=(date(2026, 3, 1), date(2026, 3, 2)), by=by, reason=reason),
    "unknown day": lambda one, by, reason: correct_days(one, field="said", days=None, by=by, reason=reason),
    "as of": lambda one, by, reason: correct_days(one, field="as_of", days=(date(2025, 1, 1), date(2025, 12, 31)), by=by, reason=reason),
    "span": span,
    "amount": lambda one, by, reason: correct_amount(one, position=0, amount={"low": "3000.50", "high": None}, by=by, reason=reason),
    "one more amount": lambda one, by, reason: correct_amount(one, position=None, amount={"low": 5, "unit": "dam"}, by=by, reason=reason),
    "one amount less": lambda one, by, reason: correct_amount(one, position=0, amount=None, by=by, reason=reason),
}


@pytest.mark.parametrize("kind", CORRECTIONS)
def test_a_correction_is_a_decision_that_can_be_taken_back(kind: str) -> None:
    one, editor = claim(version=article()), person("editor")
    before = stands(one)
    CORRECTIONS[kind](one, editor, "the article says so")
    after = stands(one)
    assert after != before
    assert (one.status, one.version, one.match_state) == ("unreviewed", 1, "pending")
    undo(one, by=editor, reason="I misread")
    assert stands(one) == before
    with pytest.raises(MoveRefused):
        undo(one, by=editor, reason="once more")
    assert [decision.from_state == decision.to_state for decision in Decision.objects.filter(subject="claim")] == [True, True]


def test_what_was_corrected_says_before_and_after() -> None:
    one, editor = claim(version=article()), person("editor")
    span(one, editor, "the unit is not part of it")
    changes = Decision.objects.get(subject="claim").changes
    assert changes["text"] == [WORDS, SHORTER]
    assert [side["text"] for side in changes["appearance"]] == [WORDS, SHORTER]


def test_a_quote_is_corrected_and_taken_back() -> None:
    found, editor = quote(article()), person("editor")
    correct_span(found, start=found.start, end=found.end - 5, by=editor, reason="r")
    correct_days(found, field="stated_on", days=(date(2026, 3, 9), date(2026, 3, 9)), by=editor, reason="r")
    correct_speaker(found, speaker=speaker("سميرة الطحان"), by=editor, reason="r")
    assert (found.text, found.revision, found.speaker.name) == (SHORTER, 3, "سميرة الطحان")
    undo(found, by=editor, reason="r")
    found.refresh_from_db()
    assert (found.speaker.name, found.revision) == ("سامر الحلواني", 4)


@pytest.mark.parametrize(
    ("position", "amount", "code", "field"),
    [
        (0, {"low": "NaN"}, "number_wrong", "low"),
        (0, {"high": "1e40"}, "number_wrong", "high"),
        (0, {"low": "ثلاثمئة"}, "number_wrong", "low"),
        (0, {"low": None, "high": None}, "quantity_bounded", "low"),
        (0, {"low": 9, "high": 3}, "quantity_interval", ""),
        (0, {"qualifier": "some"}, "value_unknown", "qualifier"),
        (0, {"text": "x\x00"}, "text_broken", "text"),
        (0, {"text": "3000 عامل"}, "amount_not_written", "text"),
        (None, {"text": "3000 عامل", "low": 3000}, "amount_not_written", "text"),
        (7, {"low": 1}, "amount_unknown", "position"),
        (0, {}, "nothing_changes", ""),
    ],
)
def test_an_amount_that_is_none_is_refused(position: int | None, amount: dict[str, Any], code: str, field: str) -> None:
    one = claim()
    with pytest.raises((InputRefused, MoveRefused)) as caught:
        correct_amount(one, position=position, amount=amount, by=person("editor"), reason="r")
    assert (caught.value.code, caught.value.field, Decision.objects.filter(subject="claim").count()) == (code, field, 0)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("300 عامل", "300"),  # in the claim
        ("300 عامل", "المياه"),  # beside it in its article
        ("نحو 300", "نحو 300"),  # as it stood, wherever that was
        ("300 عامل", ""),
    ],
)
def test_an_amount_is_written_as_the_claim_or_its_article_has_it(written: str, text: str) -> None:
    one = claim(version=article())
    one.quantities.update(text=written)
    correct_amount(one, position=0, amount={"text": text, "low": 5}, by=person("editor"), reason="r")
    assert one.quantities.values_list("text", "low").get() == (text, Decimal(5))


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (9, 5), (0, 10_000), (9, 11)])
def test_a_span_lies_in_the_text_and_holds_words(start: int, end: int) -> None:
    version = article()
    assert version.text[9:11] == "\n\n"
    one = claim(version=version)
    with pytest.raises(InputRefused):
        correct_span(one.appearances.get(), start=start, end=end, by=person("editor"), reason="r")


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(InputRefused):
        correct_days(claim(), field="said", days=(date(2026, 3, 2), date(2026, 3, 1)), by=person("editor"), reason="r")


def test_a_correction_that_makes_a_claim_equal_to_another_is_refused_with_a_reason() -> None:
    one, other = claim("k"), claim("k", speaker=speaker("سميرة الطحان"), speaker_root=speaker("سميرة الطحان"))
    with pytest.raises(MoveRefused) as caught:
        correct_speaker(one, speaker=other.speaker, by=person("editor"), reason="r")
    assert caught.value.code == "claim_identity"


def test_of_two_who_correct_the_second_is_told() -> None:
    one, editor = claim(), person("editor")
    seen = Claim.objects.get(pk=one.pk)
    correct_amount(one, position=0, amount={"low": 5}, by=editor, reason="r")
    with pytest.raises(AlreadyDecided):
        correct_amount(seen, position=0, amount={"low": 6}, by=editor, reason="r")


@pytest.mark.parametrize("role", ["reader", "reviewer", "approver", "administrator"])
def test_only_an_editor_corrects(role: str) -> None:
    with pytest.raises(NotAllowed):
        correct_amount(claim(), position=0, amount={"low": 5}, by=person(role), reason="r")


@pytest.mark.parametrize("way", ["corrected", "proposed"])
def test_what_a_confirmed_match_compares_follows_the_correction(way: str) -> None:
    one, editor = claim("1"), person("editor")
    confirm_match(match(one, claim("2"), "same"), by=person("reviewer"), reason="الخبر نفسه")

    def compared() -> list[tuple[Any, Any, str]]:
        return list(MatchedQuantity.objects.values_list("quantity_low__low", "quantity_high__low", "relation"))

    assert compared() == [(300, 300, "same")]
    if way == "corrected":
        correct_amount(one, position=0, amount={"low": 900, "high": 900}, by=editor, reason="خطأ في القراءة")
    else:
        old = [amount_in_words(amount) for amount in one.quantities.all()]
        new = [{**old[0], "low": "900", "high": "900"}]
        proposal = Proposal.objects.create(claim=one, field="amounts", old=old, new=new, extraction_version="2")
        accept_proposal(proposal, by=editor, reason="قرئ من جديد")
        one.refresh_from_db()
    # Amounts apart are no figure of two claims that say the same.
    assert compared() == []
    undo(one, by=editor, reason="كان صحيحا")
    assert compared() == [(300, 300, "same")]
