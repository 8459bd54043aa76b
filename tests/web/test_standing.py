"""The desk says of a claim why it stands where it stands in the queue."""

import re
from datetime import date
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from claims.models import QueueRank
from tests.desk_rows import article, claim, match, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "quiet", "loud"),
    [
        (
            "en",
            "Its place in the queue: worth checking 50 of 100. 1 origin carries it. It is of 1 March 2026; what is newer comes earlier.",
            "Its place in the queue: worth checking 90 of 100. It names an amount. It names a time. 9 origins carry it. "
            "Another claim contradicts it. It is of 10 March 2026; what is newer comes earlier.",
        ),
        (
            "ar",
            "موضعه في القائمة: أولوية التحقق ٥٠ من ١٠٠. يورده أصل واحد. تاريخه ١ مارس ٢٠٢٦، والأحدث يتقدّم.",
            "موضعه في القائمة: أولوية التحقق ٩٠ من ١٠٠. يذكر مقداراً. يذكر وقتاً. تورده ٩ أصول. "
            "يناقضه ادعاء آخر. تاريخه ١٠ مارس ٢٠٢٦، والأحدث يتقدّم.",
        ),
    ],
)
def test_worth_origins_contradictions_and_day_are_said_in_words(language: str, quiet: str, loud: str) -> None:
    version = article()
    plain = claim("plain", version=version, published=DateRange(date(2026, 3, 1), date(2026, 3, 2)))
    reasons: list[dict[str, Any]] = [{"code": code, "params": {}} for code in ("checkworthy_amount", "checkworthy_dated")]
    days = DateRange(date(2026, 3, 10), date(2026, 3, 12))
    one = claim("one", version=version, checkworthiness=0.9, checkworthiness_reasons=reasons, published=days)
    match(one, claim("against"), "contradicts")
    QueueRank.objects.filter(claim=one).update(origins=9)
    client = Client(headers={"Accept-Language": language})
    client.force_login(person("reviewer"))
    for row, words in ((plain, quiet), (one, loud)):
        page = client.get(f"/desk/claims/{row.pk}/").content.decode()
        assert re.findall(r'<p class="meta">([^<]*(?:queue:|القائمة:)[^<]*)</p>', page) == [words]
