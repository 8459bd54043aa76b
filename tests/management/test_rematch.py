"""`rematch` says what it does, does what is left, and has nothing to do the second time."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from claims.models import Claim, Match
from tests.pipeline.claim_rows import claim_row

pytestmark = pytest.mark.django_db


def rematch(*options: str) -> list[str]:
    out = StringIO()
    call_command("rematch", *options, stdout=out)
    return out.getvalue().splitlines()


def test_everything_then_nothing_then_a_new_search() -> None:
    claim_row("سيفتتح سد الوادي الشرقي في نيسان المقبل")
    claim_row("سد الوادي الشرقي سيفتتح في نيسان المقبل")
    assert rematch() == ["2 claims given words and vectors", "0 pairs judged again", "2 claims compared"]
    Match.objects.update(judgement_version="0")
    assert rematch() == ["0 claims given words and vectors", "1 pairs judged again", "0 claims compared"]
    assert rematch("--search") == [
        "0 claims given words and vectors",
        "0 pairs judged again",
        "2 claims wait to be compared anew",
        "2 claims compared",
    ]
    assert Match.objects.count() == 1


def test_a_search_that_was_broken_off_goes_on_and_tells_what_failed() -> None:
    done = claim_row("سيفتتح سد الوادي الشرقي في نيسان المقبل")
    poison = claim_row("وزارة التجارة تستورد قمحا من الخارج")
    rematch()
    Claim.objects.filter(pk=poison.pk).update(match_state="again")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.ends() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poison'; END $$;"
            "CREATE TRIGGER ends BEFORE UPDATE ON claims_claim FOR EACH ROW "
            f"WHEN (OLD.id = {done.pk} OR NEW.match_state = 'done') EXECUTE FUNCTION pg_temp.ends()"
        )
    with pytest.raises(CommandError, match="1 claims could not be compared"):
        rematch("--search")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ends ON claims_claim")
    assert rematch()[-1] == "1 claims compared"
