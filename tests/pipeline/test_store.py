"""What is one claim and what is two, and that reading again changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from claims.models import Appearance, ArticleVersion, Claim, Desk, Outlet, Quantity, Quote, Speaker, User
from claims.pipeline.embed import close_version
from claims.pipeline.extract import extract_findings
from claims.pipeline.ingest import Submission, find_outlet, ingest
from claims.pipeline.reading import read_again
from claims.pipeline.store import lock_version, store_findings
from claims.records import SpeakerKind
from tests.pipeline.read_lines import Line, read, submitted

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


DAY, MONTH_BEFORE = date(2026, 3, 10), date(2026, 2, 10)
WORDS = {
    "ar": ("سامر الحلواني", "مصدر أمني", "عدد العاملين في القسم {} أكثر من 300 عامل", "لم يصل أحد إلى القسم {}"),
    "en": ("Samer Hallow", "a security source", "Section {} has more than 300 workers", "Nobody has come to section {}"),
}


def lines(language: str, sections: range) -> list[Line]:
    """Of each section what somebody says with an amount, what another source says within that, and what the outlet tells."""
    person, source, said, told = WORDS[language]
    found: list[Line] = []
    for number in sections:
        found.append(Line(said.format(number), person, amounts=(300.0,)))
        found.append(Line(told.format(number), f"{source} {number}", SpeakerKind.UNNAMED, within=len(found) - 1))
        found.append(Line(said.format(-number), amounts=(300.0, 4.5)))
    return found


def statements(version: ArticleVersion, found: list[Line], language: str) -> int:
    """How many statements storing takes."""
    with CaptureQueriesContext(connection) as captured:
        claims = store_findings(version.pk, read(found, language))
    assert len(claims) == len(found)
    return len(captured)


@pytest.mark.parametrize(("published", "cost"), [(DAY, [28, 28, 20]), (None, [27, 27, 20])])
@pytest.mark.parametrize("language", list(WORDS))
def test_storing_takes_as_many_statements_however_much_was_read(language: str, published: date | None, cost: list[int]) -> None:
    """At first, of a copy in another outlet, and when it is read again."""
    outlets = ("صحيفة الوادي", "Eastvale Post")
    costs: dict[int, list[int]] = {}
    for sections in (range(1, 2), range(10, 11), range(20, 23), range(30, 60)):  # at first the person and the outlets are new
        found = lines(language, sections)
        one, copy = (submitted(found, outlet=outlet, language=language, published=published) for outlet in outlets)
        costs[len(sections)] = [statements(one, found, language), statements(copy, found, language)]
        close_version(one.pk)
        assert read_again(one.pk)
        costs[len(sections)].append(statements(one, found, language))
    assert costs == dict.fromkeys((1, 3, 30), cost)


def rows() -> list[Any]:
    """Each claim with who says it, the days, its amounts, and where it stands: in which outlet, words, quote, and quote around that."""
    found = []
    for claim in Claim.objects.order_by("pk").select_related("speaker"):
        places = claim.appearances.order_by("pk").values_list("version__article__outlet__name", "text", "quote__text", "quote__outer__text")
        amounts = claim.quantities.values_list("position", "text")
        said = claim.said and (claim.said.lower, claim.said.upper)
        found.append((claim.text, claim.speaker.name, said, list(amounts), list(places)))
    return sorted(found, key=str)


@pytest.mark.parametrize("language", list(WORDS))
def test_what_is_stored_of_three_articles(language: str) -> None:
    person, source, said, told = WORDS[language]
    much, nobody, little = said.format(7), told.format(7), told.format(8)
    written_otherwise = much.replace("أ", "ا").upper()
    first = [
        Line(much, person, amounts=(1e30, 300.0)),  # the first is more than a column holds
        Line(nobody, source, SpeakerKind.UNNAMED, within=0),
        Line(much, amounts=(300.0,)),  # the outlet says so itself
        Line(written_otherwise, person, amounts=(299.0,)),  # the same claim, with the amounts of its first reading
        Line(much, person, said=MONTH_BEFORE, amounts=(300.0,)),  # at another time: another claim
        Line(little, person),
    ]
    copy = [Line(little, person, amounts=(8.0,)), Line(nobody, source, SpeakerKind.UNNAMED), Line(much, person, amounts=(300.0,))]
    undated = [Line(much, person, amounts=(300.0,)), Line(much, person)]  # who knows whether it was at one time
    told_in_order = []
    for outlet, found, published in (("أولى", first, DAY), ("ثانية", copy, DAY), ("ثالثة", undated, None)):
        version = submitted(found, outlet=outlet, language=language, published=published)
        ids = store_findings(version.pk, read(found, language))
        told_in_order.append([Claim.objects.get(pk=pk).text for pk in ids])
    assert told_in_order == [[much, nobody, much, much, little], [little, nobody, much], [much, much]]
    days, then = (date(2026, 3, 8), date(2026, 3, 11)), (MONTH_BEFORE, date(2026, 2, 11))
    here, there, elsewhere = "أولى", "ثانية", "ثالثة"
    twice = [(here, much, much, None), (here, written_otherwise, written_otherwise, None), (there, much, much, None)]
    expected = [
        (much, person, days, [(1, "300")], twice),
        (much, person, then, [(0, "300")], [(here, much, much, None)]),
        (much, here, days, [(0, "300")], [(here, much, None, None)]),
        (nobody, source, days, [], [(here, nobody, nobody, much)]),
        (nobody, source, days, [], [(there, nobody, nobody, None)]),
        # It had no amounts when it was stored first; another reading of it has.
        (little, person, days, [(0, "8")], [(here, little, little, None), (there, little, little, None)]),
        (much, person, None, [(0, "300")], [(elsewhere, much, much, None)]),
        (much, person, None, [], [(elsewhere, much, much, None)]),
    ]
    assert rows() == sorted(expected, key=str)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_articles_that_share_claims_in_another_order_are_stored_at_once() -> None:
    person, _source, said, _told = WORDS["ar"]
    # The same words of two people: their order is told by neither text.
    found = [Line(said.format(number), speaker) for number in range(10) for speaker in (person, "ليلى حمدان")]
    versions = [
        submitted(order, outlet=outlet, language="ar", published=DAY).pk
        for outlet, order in (("أولى", found), ("ثانية", found[::-1]), ("ثالثة", found[1:] + found[:1]))
    ]

    def store(version: int, order: list[Line]) -> int:
        try:
            return len(store_findings(version, read(order, "ar")))
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        stored = list(pool.map(store, versions, (found, found[::-1], found[1:] + found[:1])))
    assert (stored, Claim.objects.count(), Appearance.objects.count()) == ([20, 20, 20], 20, 60)
