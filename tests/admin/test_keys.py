"""Keys are made in the admin with no more scopes than their owner may lend."""

import re

import pytest
from django.test import Client

from claims.models import ApiKey
from claims.pipeline.accounts import grant_admin_permissions
from claims.rights import KEY_SCOPES
from tests.desk_rows import person
from tests.test_rights import ROLES, TABLE

pytestmark = pytest.mark.django_db


# Readers do not come into the admin: who manages users makes their keys.
@pytest.mark.parametrize("role", [role for role in ROLES if role != "reader"])
def test_the_page_offers_what_one_may_lend(role: str) -> None:
    grant_admin_permissions()
    client = Client()
    client.force_login(person(role))
    page = client.get("/admin/claims/apikey/add/").content.decode()
    offered = set(re.findall(r'name="scopes" value="(\w+)"', page))
    # Who manages users makes keys for people of every role.
    assert offered == {scope.value for scope in KEY_SCOPES if role == "administrator" or role in TABLE[scope]}


@pytest.mark.parametrize(
    ("scopes", "made"),
    [
        (["read", "decide_match"], 1),
        (["decide_match"], 0),  # it could not see what it decides on
        (["read", "approve"], 0),  # a reviewer may not
    ],
)
def test_a_key_is_made_or_refused(scopes: list[str], made: int) -> None:
    grant_admin_permissions()
    client, reviewer = Client(), person("reviewer")
    client.force_login(reviewer)
    client.post("/admin/claims/apikey/add/", {"name": "matcher", "user": reviewer.pk, "scopes": scopes})
    assert [key.scopes for key in ApiKey.objects.all()] == [sorted(scopes)] * made
