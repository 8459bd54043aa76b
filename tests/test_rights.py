"""Who may do what, as one table."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from claims.models import User
from claims.rights import Action, may

#            reader editor reviewer approver administrator
TABLE = {
    Action.READ: (True, True, True, True, True),
    Action.READ_PUBLISHED: (True, True, True, True, True),
    Action.ADD_ARTICLE: (False, True, False, False, False),
    Action.CHANGE_STATUS: (False, False, True, True, False),
    Action.WRITE_FACT_CHECK: (False, False, True, True, False),
    Action.APPROVE: (False, False, False, True, False),
    Action.PUBLISH: (False, False, False, True, False),
    Action.MANAGE_USERS: (False, False, False, False, True),
}
ROLES = ("reader", "editor", "reviewer", "approver", "administrator")


@pytest.mark.django_db
def test_roles() -> None:
    people = {}
    for role in ROLES:
        people[role] = User.objects.create_user(username=role, is_superuser=role == "administrator")
        people[role].groups.add(Group.objects.get(name=role))
    assert {action: tuple(may(people[role], action) for role in ROLES) for action in Action} == TABLE


@pytest.mark.django_db
@pytest.mark.parametrize("action", list(Action))
def test_nobody_and_people_without_a_role_may_nothing(action: Action) -> None:
    gone = User.objects.create_user(username="gone", is_active=False)
    gone.groups.add(Group.objects.get(name="editor"))
    assert [may(one, action) for one in (AnonymousUser(), User.objects.create_user(username="new"), gone)] == [False, False, False]
