"""Who is told what, and by whose act: written by the database in the transaction that causes it, whichever way it is caused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from claims.models import Appearance, Claim, Desk, FactCheck, Match, Notification, User
from claims.pipeline.assign import assign
from claims.pipeline.correct import correct_days
from claims.pipeline.relate import confirm_match, reject_match
from claims.pipeline.reread import see_again
from claims.pipeline.review import change_status, write_fact_check
from claims.pipeline.undo import undo
from claims.rights import Action, may
from tests.desk_rows import approve, approved, article, checked, claim, in_review, match, person
from tests.pipeline.test_adopt import TEXT, read

pytestmark = pytest.mark.django_db


def told(**wanted: Any) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(**wanted).order_by("pk")
    return [(row.person.username, row.kind) for row in rows.select_related("person")]


def test_who_is_given_a_claim_is_told_and_who_takes_one_is_not() -> None:
    editor, reviewer = person("editor"), person("reviewer")
    one = claim("a", version=article())
    assign(one, desk=None, assignee=reviewer, by=editor, reason="for you")
    assert told() == [("reviewer", "assigned")]
    row = Notification.objects.get()
    assert (row.actor, row.claim_id, row.read_at) == (editor, one.pk, None)
    assign(one, desk=None, assignee=None, by=reviewer, reason="not mine")
    assign(one, desk=None, assignee=reviewer, by=reviewer, reason="mine after all")
    assert len(told()) == 1
    assign(one, desk=None, assignee=None, by=reviewer, reason="not mine")
    assign(one, desk=None, assignee=reviewer, by=editor, reason="please")
    assert told() == [("reviewer", "assigned")] * 2, "given again, told again"


@pytest.mark.parametrize("desk_works", [False, True])
def test_those_who_may_approve_are_told_and_nobody_else(desk_works: bool) -> None:
    """The rights in the table and those in the trigger are the same."""
    ours, theirs = Desk.objects.create(name="تحقيقات"), Desk.objects.create(name="اقتصاد")
    author = person("approver", "author", ours)
    for role in ("reader", "editor", "reviewer", "approver", "administrator"):
        for desk in (ours, theirs, None):
            person(role, f"{role} {desk}", desk)
    gone = person("approver", "gone", ours)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    one = claim("a", version=article())
    if desk_works:
        assign(one, desk=ours, assignee=None, by=User.objects.get(username=f"editor {ours}"), reason="ours")
    check = checked(one, author)
    may_approve = {user.username for user in User.objects.exclude(pk=author.pk) if may(user, Action.APPROVE, check)}
    assert {name for name, _ in told(kind="approval")} == may_approve
    assert len(may_approve) == (1 if desk_works else 3)


def test_an_approver_who_wrote_before_the_last_approval_is_told() -> None:
    author, approver = person("approver", "author"), person("approver", "other")
    one = claim("a", version=article())
    approved(one, author, approver)
    change_status(one, to="in_review", by=approver, reason="again")
    write_fact_check(one, verdict="misleading", summary="Not so.", by=approver, reason="looked again")
    change_status(one, to="in_approval", by=approver, reason="ready")
    assert told(kind="approval") == [("other", "approval"), ("author", "approval")]


@pytest.mark.parametrize(
    ("relation", "direction", "claims"),
    [
        ("contradicts", "", ["low", "high"]),  # both are in question
        ("updates", "high_updates_low", ["low"]),  # the older one is updated
        ("updates", "low_updates_high", ["high"]),
        ("same", "", []),
        ("agrees", "", []),
    ],
)
def test_who_verified_a_claim_is_told_what_speaks_against_it(relation: str, direction: str, claims: list[str]) -> None:
    author, approver = person("reviewer"), person("approver")
    version = article()
    low, high = claim("low", version=version), claim("high", version=version)
    for one in (low, high):
        approved(one, author, approver)
    Notification.objects.all().delete()
    match(low, high, relation, direction)
    expected = [(name, key) for key in claims for name in ("approver", "reviewer")]
    rows = Notification.objects.order_by("claim__text_key", "person__username").values_list("person__username", "claim__text_key")
    assert sorted(rows) == sorted(expected)


def test_an_unverified_claim_tells_nobody_and_a_draft_neither() -> None:
    reviewer = person("reviewer")
    one, other = claim("a", version=article()), claim("b")
    checked(one, reviewer)
    Notification.objects.all().delete()
    match(one, other)
    assert told() == []


def test_a_confirmed_contradiction_is_told_again_but_not_to_who_confirmed_it() -> None:
    author, approver = person("reviewer"), person("approver")
    one, other = claim("a", version=article()), claim("b")
    approved(one, author, approver)
    Notification.objects.all().delete()
    pair = match(one, other, "agrees")
    assert told() == []
    Match.objects.filter(pk=pair.pk).update(machine_relation="contradicts")  # judged again by a newer engine
    assert sorted(told()) == [("approver", "contradicted"), ("reviewer", "contradicted")]
    pair.refresh_from_db()
    confirm_match(pair, by=approver, reason="so it is")
    assert sorted(told()) == [("approver", "contradicted"), ("reviewer", "contradicted"), ("reviewer", "contradicted")]
    undo(pair, by=approver, reason="no")
    reject_match(pair, by=approver, reason="no")
    assert Notification.objects.standing().count() == 0, "what was rejected is settled"


def test_a_void_approval_is_told() -> None:
    author, approver, editor = person("reviewer"), person("approver"), person("editor")
    one = claim("a", version=article())
    approved(one, author, approver)
    Notification.objects.all().delete()
    correct_days(one, field="said", days=None, by=editor, reason="no day is named")
    assert sorted(told()) == [("approver", "void"), ("reviewer", "void")]


def test_another_desks_secret_is_told_to_nobody() -> None:
    desk = Desk.objects.create(name="تحقيقات")
    author, approver = person("reviewer", desk=desk), person("approver")
    one, secret = claim("a", version=article()), claim("b", confidential_to=desk)
    approved(one, author, approver)
    Notification.objects.all().delete()
    match(one, secret)
    assert told() == [("reviewer", "contradicted")], "the approver is of no desk"
    User.objects.filter(pk=author.pk).update(desk=None)
    author.refresh_from_db()
    assert Notification.objects.visible_to(author).count() == 0, "nor to who has left it"


def test_nothing_is_told_of_what_is_rolled_back() -> None:
    editor, reviewer = person("editor"), person("reviewer")
    one = claim("a", version=article())
    with transaction.atomic():
        assign(one, desk=None, assignee=reviewer, by=editor, reason="for you")
        assert len(told()) == 1
        transaction.set_rollback(True)
    assert told() == []


def test_raw_sql_tells_too_and_once() -> None:
    author, approver = person("reviewer"), person("approver")
    one, other = claim("a", version=article()), claim("b")
    approved(one, author, approver)
    Notification.objects.all().delete()
    pair = match(one, other, "same")
    with connection.cursor() as cursor:
        for relation in ("contradicts", "same", "contradicts"):
            cursor.execute("UPDATE claims_match SET machine_relation = %s WHERE id = %s", [relation, pair.pk])
    assert sorted(told()) == [("approver", "contradicted"), ("reviewer", "contradicted")]


def test_what_is_settled_waits_no_longer() -> None:
    author, approver, editor = person("reviewer"), person("approver"), person("editor")
    one = claim("a", version=article())
    assign(one, desk=None, assignee=author, by=editor, reason="for you")
    check = checked(one, author)
    assert Notification.objects.standing().count() == 2
    approve(FactCheck.objects.get(pk=check.pk), by=approver, reason="plain")
    one.refresh_from_db()
    assert [row.kind for row in Notification.objects.standing()] == ["assigned"]
    assign(one, desk=None, assignee=None, by=editor, reason="done")
    assert Notification.objects.standing().count() == 0
    assert Claim.objects.get().assignee is None


def given(one: Claim) -> None:
    assign(one, desk=None, assignee=person("reviewer", "huda"), by=person("editor"), reason="for you")


def begun(one: Claim) -> None:
    in_review(one, person("reviewer", "huda"))


def written_at(one: Claim) -> None:
    begun(one)
    write_fact_check(one, verdict="false", summary="في السجل 120.", by=person("reviewer", "samir"), reason="counted")


def approved_and_given(one: Claim) -> None:
    approved(one, person("reviewer", "samir"), person("approver", "nada"))
    given(one)


def corrected(one: Claim) -> None:
    correct_days(one, field="said", days=None, by=person("editor"), reason="no day is named")


def dismissed(one: Claim) -> None:
    begun(one)
    change_status(one, to="dismissed", by=User.objects.get(username="huda"), reason="a greeting")


@pytest.mark.parametrize("after", [TEXT.replace("300", "400"), TEXT[: TEXT.index("إن")] + "إن المياه تكفي المدينة سنتين."])
@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (given, [("huda", "gone")]),
        (begun, [("huda", "gone")]),
        (written_at, [("huda", "gone"), ("samir", "gone")]),
        # who is told that their approval is void is told once
        (approved_and_given, [("huda", "gone"), ("nada", "void"), ("samir", "void")]),
        (corrected, []),
        (dismissed, []),  # nobody works on it
    ],
)
def test_who_worked_on_a_claim_is_told_that_its_article_has_it_no_more(
    work: Callable[[Claim], None], expected: list[tuple[str, str]], after: str
) -> None:
    read(TEXT)
    one = Claim.objects.get()
    work(one)
    Notification.objects.all().delete()
    read(TEXT + "\n\nإعلان: خصم على المضخات.")
    assert told() == []
    read(after)
    assert sorted(told(claim=one)) == expected == sorted(told())
    assert {row.actor for row in Notification.objects.standing()} == ({None} if expected else set())


def lose(place: Appearance, anchor: str = "orphaned") -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_appearance SET anchor = %s WHERE id = %s", [anchor, place.pk])


def test_a_claim_is_gone_with_its_last_place_and_told_again_where_somebody_has_decided_since() -> None:
    one = claim("a", version=article())
    given(one)
    start, end, text = Appearance.objects.values_list("start", "end", "text").get()
    elsewhere = article(text=f"{article().text}\n\nإعلان.")
    Appearance.objects.create(claim=one, version=elsewhere, start=start, end=end, text=text)
    first, second = Appearance.objects.order_by("pk")
    lose(first)
    assert told(kind="gone") == [], "it stands in another article"
    lose(second, "changed")
    assert told(kind="gone") == [("huda", "gone")]
    assert Notification.objects.standing().filter(kind="gone").count() == 1
    lose(second, "standing")
    assert Notification.objects.standing().filter(kind="gone").count() == 0, "it is found again"
    lose(second)
    assert len(told(kind="gone")) == 1, "an article that goes to and fro is told once"
    lose(second, "standing")
    in_review(one, User.objects.get(username="huda"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_appearance SET retired_by = '2' WHERE id = %s", [second.pk])
    assert told(kind="gone") == [("huda", "gone")] * 2, "an engine that does not find it any more tells too"
    change_status(one, to="dismissed", by=User.objects.get(username="huda"), reason="nothing is left of it")
    assert Notification.objects.standing().filter(kind="gone").count() == 0


def test_a_claim_that_stands_elsewhere_in_the_text_that_came_back_was_never_gone() -> None:
    before, after = read(TEXT), read(TEXT.replace("300", "400"))
    see_again(before)
    one = Claim.objects.get(appearances__version=before)
    given(one)
    (other,) = Appearance.objects.filter(version=after)
    Appearance.objects.create(claim=one, version=after, start=other.start, end=other.end, text=other.text, anchor="changed")
    see_again(after)
    assert list(one.appearances.order_by("pk").values_list("anchor", flat=True)) == ["changed", "standing"]
    assert told(kind="gone") == []


def test_nobody_is_told_of_what_is_confidential_to_another_desk() -> None:
    desk = Desk.objects.create(name="تحقيقات")
    one = claim("a", version=article(desk), confidential_to=desk)
    for name in ("huda", "samir"):
        in_review(one, person("reviewer", name, desk))
        change_status(one, to="unreviewed", by=User.objects.get(username=name), reason="back")
    User.objects.filter(username="samir").update(desk=None)
    lose(Appearance.objects.get())
    assert told() == [("huda", "gone")]
