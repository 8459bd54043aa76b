"""Many articles at once are stored as each would be by itself, at a few statements, and twice by nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from claims.errors import InputRefused, NotAllowed
from claims.models import Article, ArticleVersion, Desk, Outlet, User
from claims.pipeline.ingest import Checked, Submission, check, ingest
from claims.pipeline.ingest_many import ingest_many

DAY = date(2026, 3, 10)


def submission(number: int, **fields: Any) -> Submission:
    outlet, _ = Outlet.objects.get_or_create(name="صحيفة الوادي")
    said = {"text": f'قال مدير السد إن "العدد {number} عامل".', "title": f"سد الوردة {number}", "published": DAY, "outlet": outlet}
    return Submission(**said | fields)  # type: ignore[arg-type]  # a table of fields


def batch(*submissions: Submission) -> list[Checked]:
    return [check(one) for one in submissions]


def stored(checked: list[Checked], *, is_bulk: bool = True) -> list[tuple[int, int, bool]]:
    """Article, number of the version and whether it is new, of each."""
    became = ingest_many(checked, by=User.objects.system(), is_bulk=is_bulk)
    return [(one[0].article_id, one[0].number, one[1]) for one in became if not isinstance(one, InputRefused)]


def rows() -> list[dict[str, Any]]:
    """All that was stored, without numbers and times."""
    fields = ("title", "text", "sha256", "byline", "published", "language", "number", "state", "article__identity", "article__address")
    return list(
        ArticleVersion.objects.order_by("article__identity", "number").values(*fields, "article__outlet__name", "article__confidential_to")
    )


def mixed() -> list[Submission]:
    address = "https://valley.example/1"
    return [
        submission(1, byline="ليلى الحسن"),
        submission(2, address=address),
        submission(1, byline="ليلى الحسن"),  # the same again
        submission(3, address=address + "#top"),  # the same address with another text
        submission(4, published=None, language="ar-IQ"),
        submission(5, text="The dam holds more than 300 workers, the director said on Tuesday.", title=""),
    ]


@pytest.mark.django_db
def test_together_and_one_by_one_give_the_same_rows() -> None:
    for one in mixed():
        ingest(one, by=User.objects.system())
    alone = rows()
    ArticleVersion.objects.all().delete()
    Article.objects.all().delete()
    became = stored(batch(*mixed()))
    assert rows() == alone
    first, second = became[0][0], became[1][0]
    assert [(number, is_new) for _, number, is_new in became] == [(1, True), (1, True), (1, False), (2, True), (1, True), (1, True)]
    assert (became[2][0], became[3][0]) == (first, second)


@pytest.mark.django_db
def test_again_changes_nothing_and_says_so() -> None:
    stored(batch(*mixed()))
    before = rows()
    assert {is_new for _, _, is_new in stored(batch(*mixed()))} == {False}
    assert rows() == before


@pytest.mark.django_db
def test_a_confidential_article_is_another_than_the_open_one() -> None:
    desk = Desk.objects.create(name="تحقيقات")
    became = stored(batch(submission(1), submission(1, confidential_to=desk), submission(1)))
    assert [is_new for _, _, is_new in became] == [True, True, False]
    assert became[0][0] == became[2][0] != became[1][0]


@pytest.mark.django_db
def test_only_what_comes_in_bulk_waits_behind_people() -> None:
    stored(batch(submission(1)), is_bulk=False)
    stored(batch(submission(2)), is_bulk=True)
    assert list(ArticleVersion.objects.order_by("pk").values_list("is_bulk", flat=True)) == [False, True]


@pytest.mark.django_db
@pytest.mark.parametrize("articles", [1, 40])
def test_any_number_costs_the_same(articles: int, django_assert_max_num_queries: Any) -> None:
    checked, system = batch(*(submission(number) for number in range(articles))), User.objects.system()
    with django_assert_max_num_queries(8):
        ingest_many(checked, by=system, is_bulk=True)
    with django_assert_max_num_queries(2):
        ingest_many(checked, by=system, is_bulk=True)
    assert Article.objects.count() == articles


@pytest.mark.django_db
def test_what_the_database_refuses_is_told_and_the_rest_stored() -> None:
    system = User.objects.system()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_articleversion ADD CONSTRAINT nothing_of_seven CHECK (title <> 'سد الوردة 7')")
    became = ingest_many(batch(submission(6), submission(7), submission(8)), by=system, is_bulk=True)
    assert [one.code if isinstance(one, InputRefused) else one[1] for one in became] == [True, "not_stored", True]
    assert Article.objects.count() == 2


@pytest.mark.django_db
def test_who_may_not_add_articles_adds_none() -> None:
    with pytest.raises(NotAllowed):
        ingest_many(batch(submission(1)), by=User.objects.create_user(username="nobody"), is_bulk=True)
    assert Article.objects.count() == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_deliveries_of_the_same_articles_at_once_store_each_once() -> None:
    submissions = [submission(number) for number in range(30)]
    barrier = Barrier(4)

    def deliver(turn: int) -> int:
        # Each in another order: whoever waited for single rows would wait in a circle.
        turned = submissions[turn * 7 :] + submissions[: turn * 7]
        barrier.wait()
        try:
            return sum(is_new for _, _, is_new in stored(batch(*(turned if turn % 2 else turned[::-1]))))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(deliver, range(4))) == 30
    assert (Article.objects.count(), ArticleVersion.objects.count()) == (30, 30)
