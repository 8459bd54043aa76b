"""What is one claim and what is two, and that reading again changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import OperationalError, connection, transaction

from claims.models import Appearance, Claim, Desk, Outlet, Quantity, Quote, Speaker, User
from claims.pipeline.embed import close_version
from claims.pipeline.extract import extract_findings
from claims.pipeline.ingest import Submission, find_outlet, ingest
from claims.pipeline.reading import read_again
from claims.pipeline.store import lock_version, store_findings

pytestmark = pytest.mark.django_db

NAMED = 'قال مدير السد سامر الحلواني إن "عدد العاملين في السد أكثر من 300 عامل".'
UNNAMED = 'قال مصدر أمني إن "عدد العاملين في السد أكثر من 300 عامل".'


def stored(text: str, published: date, *, title: str, desk: Desk | None = None) -> int:
    """The version's id, its findings stored."""
    outlet = Outlet.objects.get_or_create(name=f"صحيفة {title}")[0]
    submission = Submission(text=text, title=title, outlet=outlet, published=published, language="ar", confidential_to=desk)
    version, _ = ingest(submission, by=User.objects.system())
    store_findings(version.pk, extract_findings(version))
    return version.pk


@pytest.mark.parametrize(
    ("text", "second", "claims"),
    [
        (NAMED, date(2026, 3, 11), 1),  # the same words of the same person on days that may be one
        (NAMED, date(2026, 4, 11), 2),  # a month later: another claim
        (UNNAMED, date(2026, 3, 10), 2),  # who knows whether it is the same source
    ],
)
def test_the_same_words_in_two_articles(text: str, second: date, claims: int) -> None:
    stored(text, date(2026, 3, 10), title="أولى")
    stored(text, second, title="ثانية")
    same = Claim.objects.filter(text="عدد العاملين في السد أكثر من 300 عامل")
    assert (same.count(), Appearance.objects.filter(claim__in=same).count(), Quantity.objects.filter(claim__in=same).count()) == (
        claims,
        2,
        claims,
    )


def test_a_confidential_article_joins_nothing_open() -> None:
    stored(NAMED, date(2026, 3, 10), title="أولى")
    stored(NAMED, date(2026, 3, 10), title="ثانية", desk=Desk.objects.create(name="investigations"))
    same = Claim.objects.filter(text="عدد العاملين في السد أكثر من 300 عامل")
    assert [claim.confidential_to is None for claim in same.order_by("pk")] == [True, False]
    assert Speaker.objects.filter(name="سامر الحلواني").count() == 2


def test_reading_again_changes_nothing() -> None:
    version = stored(NAMED, date(2026, 3, 10), title="أولى")
    before = [list(model.objects.order_by("pk").values()) for model in (Quote, Claim, Appearance, Quantity, Speaker)]
    close_version(version)
    assert read_again(version)
    newest = Quote.objects.select_related("version__article__outlet").first()
    assert newest is not None
    store_findings(version, extract_findings(newest.version))
    assert [list(model.objects.order_by("pk").values()) for model in (Quote, Claim, Appearance, Quantity, Speaker)] == before


def test_spans_are_of_the_stored_text() -> None:
    stored(NAMED, date(2026, 3, 10), title="أولى")
    spans = [(one.version.text[one.start : one.end], one.text) for one in Quote.objects.select_related("version")]
    spans += [(one.version.text[one.start : one.end], one.text) for one in Appearance.objects.select_related("version")]
    assert len(spans) == 2
    assert [found for found, _ in spans] == [text for _, text in spans]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_texts_of_an_article_are_stored_one_after_the_other() -> None:
    outlet, system = Outlet.objects.create(name="صحيفة السنبلة"), User.objects.system()
    address = "https://sunbula.example/1"
    one, other = (ingest(Submission(text=text, outlet=outlet, address=address), by=system)[0].pk for text in (NAMED, UNNAMED))
    with ThreadPoolExecutor(1) as somebody, transaction.atomic():
        lock_version(one)
        assert not somebody.submit(is_free, other).result()


def is_free(version: int) -> bool:
    """Whether a version can be locked without waiting."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
            lock_version(version)
        return True
    except OperationalError:
        return False
    finally:
        connection.close()


def test_the_same_article_twice_is_one() -> None:
    assert stored(NAMED, date(2026, 3, 10), title="أولى") == stored(NAMED + "\r\n", date(2026, 3, 10), title="أولى")


def test_the_outlet_of_no_name_is_the_placeholder() -> None:
    assert find_outlet("").is_placeholder
