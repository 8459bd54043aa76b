"""Who works on a claim."""

import pytest

from claims.errors import InputRefused, MoveRefused, NotAllowed
from claims.models import Decision, Desk
from claims.pipeline.assign import assign
from claims.pipeline.undo import undo
from tests.desk_rows import claim, person

pytestmark = pytest.mark.django_db


def test_an_editor_gives_a_claim_to_a_desk_and_a_person_and_takes_it_back() -> None:
    desk = Desk.objects.create(name="politics")
    editor, reviewer, one = person("editor", desk=desk), person("reviewer", desk=desk), claim()
    assign(one, desk=desk, assignee=reviewer, by=editor, reason="yours")
    assert (one.desk, one.assignee, one.status, one.version) == (desk, reviewer, "unreviewed", 1)
    with pytest.raises(MoveRefused):
        assign(one, desk=desk, assignee=reviewer, by=editor, reason="again")
    undo(one, by=editor, reason="wrong one")
    assert (one.desk, one.assignee, one.version) == (None, None, 2)
    assert Decision.objects.filter(subject="claim").earliest("seq").changes == {"desk": [None, desk.pk], "assignee": [None, reviewer.pk]}


def test_a_reviewer_takes_a_free_claim_and_leaves_their_own_and_no_other() -> None:
    first, second, one = person("reviewer", "first"), person("reviewer", "second"), claim()
    assign(one, desk=None, assignee=first, by=first, reason="mine")
    for desired in (second, None):
        with pytest.raises(NotAllowed):
            assign(one, desk=None, assignee=desired, by=second, reason="mine")
    with pytest.raises(NotAllowed):
        assign(one, desk=Desk.objects.create(name="sport"), assignee=None, by=first, reason="theirs")
    assign(one, desk=None, assignee=None, by=first, reason="no time")
    assert one.assignee is None


@pytest.mark.parametrize(
    ("role", "code"),
    [("reader", "assignee_cannot_review"), ("editor", "assignee_cannot_review"), ("reviewer", "assignee_of_another_desk")],
)
def test_the_assignee_must_be_able_to_review_it(role: str, code: str) -> None:
    desk, other = Desk.objects.create(name="politics"), Desk.objects.create(name="sport")
    with pytest.raises(InputRefused) as caught:
        assign(claim(), desk=desk, assignee=person(role, "somebody", other), by=person("editor", "chief"), reason="yours")
    assert caught.value.code == code


def test_what_is_confidential_is_assigned_within_its_desk() -> None:
    desk, other = Desk.objects.create(name="investigations"), Desk.objects.create(name="sport")
    editor, one = person("editor", desk=desk), claim(confidential_to=desk)
    with pytest.raises(InputRefused):
        assign(one, desk=other, assignee=None, by=editor, reason="yours")
    with pytest.raises(InputRefused):
        assign(one, desk=None, assignee=person("reviewer", "far", other), by=editor, reason="yours")
    with pytest.raises(NotAllowed):
        assign(one, desk=None, assignee=None, by=person("editor", "far editor", other), reason="mine")
