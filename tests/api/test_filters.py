"""What lists are narrowed by: each filter finds its own rows and no others."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from claims.claim_filter import ClaimFilter
from claims.languages.folding import fold_key
from claims.models import Appearance, Article, ArticleVersion, Claim, Desk, Origin, Outlet, Quantity, Quote, Speaker, User
from claims.pipeline.assign import assign
from claims.pipeline.correct import correct_amount
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.publish import publish, withdraw
from claims.pipeline.relate import confirm_match
from claims.pipeline.review import write_fact_check
from claims.pipeline.words import keep_words
from tests.api.people import signed_in
from tests.desk_rows import approved, article, checked, claim, in_review, match, person, speaker

pytestmark = pytest.mark.django_db


def found(address: str) -> list[int]:
    return looked_up(signed_in(person("reader", "who looks")), address)


def looked_up(client: APIClient, address: str) -> list[int]:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


def on(number: int) -> DateRange:
    day = date(2026, 3, number)
    return DateRange(day, day + timedelta(days=1))


def two_claims() -> tuple[dict[str, Any], list[Claim]]:
    """Two claims that differ in everything that can be asked for; and the names of what is the first one's own."""
    desk, reviewer, version = Desk.objects.create(name="investigations"), person("reviewer"), article()
    origin = Origin.objects.create(trace_version="1")
    Article.objects.filter(pk=version.article_id).update(origin=origin)
    one, two = speaker("سميرة الطحان"), speaker("كريم الزيدي")
    own: dict[str, Any] = {"text": "تكفي المياه المدينة", "checkworthiness": 0.9, "said": on(10), "published": on(11), "as_of": on(9)}
    low = claim("1", version=version, speaker=one, speaker_root=one, **own)
    other: dict[str, Any] = {"text": "the road is shut", "checkworthiness": 0.2, "said": on(20), "published": on(21), "as_of": on(19)}
    high = claim("2", speaker=two, speaker_root=two, language="en", **other)
    Quantity.objects.filter(claim=high).update(low=900, high=900, unit="vehicle")
    keep_words([low.pk, high.pk])
    in_review(low, reviewer)
    write_fact_check(low, verdict="false", summary="s", by=reviewer, reason="r")
    low.refresh_from_db()
    assign(low, desk=desk, assignee=None, by=person("editor"), reason="r")
    # Related to a third, which nothing else is asked of.
    match(low, claim("3", checkworthiness=0.5), "contradicts")
    names = {
        "speaker": one.pk,
        "article": version.article_id,
        "outlet": version.article.outlet_id,
        "origin": origin.pk,
        "desk": desk.pk,
    }
    return names, [low, high]


# What is asked, and which of the two it finds.
ASKED = [
    ("q=المياه", 0),
    ("status=in_review", 0),
    ("verdict=false", 0),
    ("speaker={speaker}", 0),
    ("article={article}", 0),
    ("outlet={outlet}", 0),
    ("origin={origin}", 0),
    ("language=en", 1),
    ("assignee=who works", 1),
    ("unassigned=true", 0),
    ("unassigned=false", 1),
    ("desk={desk}", 0),
    ("relation=contradicts", 0),
    ("checkworthiness_min=0.9", 0),  # the bound itself
    ("unit=vehicle", 1),
    ("amount_min=301", 1),
    ("amount_max=300", 0),
    ("said_after=2026-03-20", 1),
    ("said_before=2026-03-10", 0),
    ("published_after=2026-03-21", 1),
    ("published_before=2026-03-11", 0),
    ("as_of_after=2026-03-19", 1),
    ("as_of_before=2026-03-09", 0),
]


@pytest.mark.parametrize(("asked", "which"), ASKED)
def test_each_filter_of_claims_finds_one_of_two(asked: str, which: int) -> None:
    names, pair = two_claims()
    assign(pair[1], desk=None, assignee=person("reviewer", "who works"), by=person("editor", "who assigns"), reason="r")
    ids = [one.pk for one in pair]
    assert [pk for pk in found(f"claims/?{asked.format(**names)}") if pk in ids] == [ids[which]]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("claims/?unassigned=yes", "Take one of: true, false."),  # would find all
        ("claims/?unassigned=", None),  # nothing is asked
        ("claims/?unassigned=True", None),
        ("ratings/?unmapped=1", "Take one of: true, false."),
        ("review-sources/?is_paused=no", "Take one of: true, false."),
        ("claims/?relation=likes", "Take one of: same, agrees, contradicts, updates."),
        ("claims/?status=open", "Take one of: unreviewed, in_review, in_approval, reviewed, dismissed."),
        ("claims/?said_after=10.3.2026", "Write the day as in 2026-03-10."),
        ("articles/?published_before=yesterday", "Write the day as in 2026-03-10."),
    ],
)
def test_what_is_refused_is_told_what_would_be_taken(asked: str, said: str | None) -> None:
    answer = signed_in(person("reader")).get(f"/api/v1/{asked}", HTTP_ACCEPT_LANGUAGE="en")
    wrong = asked.partition("?")[2].partition("=")[0]
    assert (answer.status_code, answer.json().get("fields")) == ((400, {wrong: [said]}) if said else (200, None))


def test_the_table_holds_every_filter_of_claims() -> None:
    assert sorted({asked.partition("=")[0] for asked, _ in ASKED}) == sorted(ClaimFilter.get_filters())


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("state=done", True),
        ("state=failed", False),  # of an earlier text
        ("language=ar", True),
        ("language=en", False),
        ("state=done&language=ar", True),
        ("state=done&language=en", False),
    ],
)
def test_articles_are_found_by_their_newest_version(asked: str, is_found: bool) -> None:
    first = article()
    ArticleVersion.objects.filter(pk=first.pk).update(state="failed", language="en")
    ArticleVersion.objects.create(article=first.article, number=2, title="سد", language="ar", text="سد", sha256="2", state="done")
    assert found(f"articles/?{asked}") == ([first.article_id] if is_found else [])


# What is asked, and which of two articles, or of their quotes, it finds: one of 10 March about water, and one of 20 March about a road.
DATED = [
    ("q=المياه", [0]),
    ("q=مياه", [0]),  # without the article
    ("q=الطريق+مغلق", [1]),
    ("q=سد+الوادي", [0]),  # of the headline
    ("q=المياه+مغلق", []),  # one stands here, the other there
    ("q=؟", []),
    ("{after}=2026-03-10", [1, 0]),
    ("{after}=2026-03-11", [1]),
    ("{before}=2026-03-20", [1, 0]),
    ("{before}=2026-03-19", [0]),
    ("{after}=2026-03-10&{before}=2026-03-10", [0]),
    ("{after}=2026-03-11&{before}=2026-03-19", []),
    ("{after}=2026-03-20&{before}=2026-03-10", []),  # the wrong way round
    ("{after}=2025-01-01&{before}=2026-12-31", [1, 0]),  # more days than are gathered first
    ("q=مغلق&{after}=2026-03-20", [1]),
]


def published(text: str, day: date | None) -> ArticleVersion:
    outlet, _ = Outlet.objects.get_or_create(name="صحيفة السنبلة")
    return ingest(Submission(text=text, outlet=outlet, published=day, language="ar"), by=User.objects.system())[0]


@pytest.mark.parametrize(("asked", "which"), DATED)
@pytest.mark.parametrize(("kind", "clock"), [("articles", "published"), ("quotes", "stated")])
def test_articles_and_quotes_are_found_by_words_and_days(kind: str, clock: str, asked: str, which: list[int]) -> None:
    told = [("سد الوادي", "تكفي المياه المدينة", 10), ("طريق الجبل", "الطريق مغلق اليوم", 20)]
    articles, quotes = [], []
    for headline, words, number in told:
        version = published(f"{headline}\n\nقال مدير السد: {words}", date(2026, 3, number))
        begin = version.text.index(words)
        span = {"version": version, "start": begin, "end": begin + len(words), "text": words}
        said = Quote.objects.create(
            **span, kind="indirect", cue="قال", cue_start=0, speaker=speaker(), stated_on=on(number), confidence=0.9, rule="test"
        )
        one = claim(headline, text=words)
        Appearance.objects.create(**span, claim=one, quote=said)
        keep_words([one.pk])
        articles.append(version.article_id)
        quotes.append(said.pk)
    # It has no day, and nothing is claimed in it.
    published("خبر بلا يوم", None)
    rows = {"articles": articles, "quotes": quotes}[kind]
    assert found(f"{kind}/?{asked.format(after=f'{clock}_after', before=f'{clock}_before')}") == [rows[one] for one in which]


def test_of_an_article_the_newest_day_counts_and_of_a_claim_where_it_still_stands() -> None:
    version = article()
    one = claim(version=version)
    keep_words([one.pk])
    asked = ["articles/?published_before=2026-03-11", "articles/?published_after=2026-04-01", "articles/?q=العاملين"]
    client = signed_in(person("reader"))
    before = [looked_up(client, address) for address in asked]
    fields = {"title": "سد", "language": "ar", "text": "سد", "sha256": "2", "state": "done"}
    ArticleVersion.objects.create(article=version.article, number=2, published=date(2026, 4, 2), **fields)
    Appearance.objects.filter(claim=one).update(retired_by="2")
    own = [version.article_id]
    assert (before, [looked_up(client, address) for address in asked]) == ([own, [], own], [[], own, []])


# A list that is narrowed, and the index that leads to its rows.
NARROWED = [
    ("quotes/?stated_after=2026-03-01&stated_before=2026-03-02", "quote_stated_on"),
    ("articles/?published_after=2026-03-01&published_before=2026-03-02", "version_by_day"),
    ("versions/?published_after=2026-03-01", "version_by_day"),
]


@pytest.mark.parametrize(("address", "index"), NARROWED)
def test_an_index_leads_to_the_rows_of_a_narrowed_list(address: str, index: str) -> None:
    known = article().article
    fields = {"title": "سد", "language": "ar", "text": "سد", "sha256": "2", "state": "done"}
    days = [date(2019, 1, 1) + timedelta(days=number) for number in range(2_000)]
    ArticleVersion.objects.bulk_create(ArticleVersion(article=known, number=2 + at, published=day, **fields) for at, day in enumerate(days))
    with CaptureQueriesContext(connection) as captured:
        found(address)
    (asked,) = [one["sql"] for one in captured if "LIMIT 51" in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_articleversion")
        # A few rows are read faster without: asked is whether it can be used.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {asked}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert index in plan, plan


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("الطحان", True),  # a part of the name
        ("سميره", True),  # folded
        ("samira tahhan", True),  # a spelling
        ("samira", False),  # a part of a spelling
        ("كريم", False),
        ("؟", False),
    ],
)
def test_speakers_are_found_by_their_names(asked: str, is_found: bool) -> None:
    one = Speaker.objects.create(kind="person", name="سميرة الطحان", key=fold_key("سميرة الطحان"))
    one.names.create(name="Samira Tahhan", key=fold_key("Samira Tahhan"))
    assert found(f"speakers/?q={asked}") == ([one.pk] if is_found else [])


def test_fact_checks_are_found_by_where_they_stand() -> None:
    author, second = person("reviewer"), person("approver")
    checks = {
        "draft": checked(claim("1"), author),
        "approved": approved(claim("2"), author, second),
        "published": approved(claim("3"), author, second),
        "void": approved(claim("4"), author, second),
        "withdrawn": approved(claim("5"), author, second),
    }
    publish(checks["published"], by=second, reason="out")
    correct_amount(checks["void"].claim, position=0, amount={"low": 400, "high": 400}, by=person("editor"), reason="misread")
    publish(checks["withdrawn"], by=second, reason="out")
    withdraw(checks["withdrawn"], by=second, reason="wrong")
    client = signed_in(person("reader"))
    standing = {stand: looked_up(client, f"fact-checks/?state={stand}") for stand in checks}
    assert standing == {stand: [check.pk] for stand, check in checks.items()}


@pytest.mark.parametrize(("asked", "which"), [("contradicts", [0]), ("same", []), ("agrees", [1, 2])])
def test_matches_are_found_by_the_relation_that_a_person_left(asked: str, which: list[int]) -> None:
    reviewer = person("reviewer")
    as_found = match(claim("1"), claim("2"), "contradicts")
    corrected, confirmed = match(claim("3"), claim("4"), "same"), match(claim("5"), claim("6"), "agrees")
    confirm_match(corrected, relation="agrees", direction="", by=reviewer, reason="r")
    confirm_match(confirmed, by=reviewer, reason="r")
    pairs = [as_found, corrected, confirmed]
    assert sorted(found(f"matches/?relation={asked}")) == [pairs[one].pk for one in which]
