"""`rematch` says what it does, does what is left, and has nothing to do the second time."""

from io import StringIO

import pytest
from django.core.management import call_command

from claims.models import Match
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
