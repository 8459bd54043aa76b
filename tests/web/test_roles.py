"""Pages open to who has a role, and to nobody else."""

import pytest
from django.test import Client

from claims.models import User
from claims.rights import Action, may
from tests.desk_rows import article, person

pytestmark = pytest.mark.django_db


def test_an_account_without_a_role_reads_nothing(client: Client) -> None:
    client.force_login(User.objects.create_user(username="new"))
    number = article().article_id
    for path in ("/", f"/articles/{number}/", "/desk/", "/dashboard/"):
        assert client.get(path).status_code == 403, path


@pytest.mark.parametrize("role", ["reader", "editor", "reviewer", "approver", "administrator"])
def test_every_role_reads_after_logging_in(client: Client, role: str) -> None:
    assert may(person(role), Action.READ)
    title = article().title
    page = client.post("/login/", {"username": role, "password": "a long password"}, follow=True)
    assert (page.status_code, page.redirect_chain, title in page.content.decode()) == (200, [("/", 302)], True)
