"""Copies come together whatever the order, what is confidential stays with its desk, and origins are what support is counted in."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import permutations
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Appearance, Article, ArticleVersion, Candidate, Claim, Decision, Desk, Match, Origin, OriginMark, Outlet, User
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.match import match_claim
from claims.pipeline.suggest import keep_judgements
from claims.pipeline.trace import MOST_HOLDERS, trace_article
from tests.desk_rows import claim, match
from tests.pipeline.claim_rows import claim_row, searchable

pytestmark = pytest.mark.django_db

WIRE = """أعلنت إدارة ميناء الرمانة صباح اليوم أن رافعتين من أربع رافعات في الرصيف الشرقي خرجتا من الخدمة بعد عاصفة رملية قوية.
وقال مدير الميناء نبيل الزعتري إن تفريغ السفن سيجري على مدار الساعة حتى نهاية الأسبوع لتعويض التأخير الذي لحق بشحنات القمح.
وأضاف أن فريقا من المهندسين وصل من العاصمة لفحص الأعمدة والكوابل، وأن نتائج الفحص ستعلن يوم الخميس في مؤتمر صحفي.
ويستقبل الميناء نحو ستين سفينة كل شهر، وتمر عبره معظم واردات البلاد من الحبوب والسكر والزيوت منذ افتتاحه قبل ثلاثين عاما."""
COPY = "ميناء بلا رافعات\n\n" + "\n".join(WIRE.split("\n")[:3]).replace("أعلنت", "أعلنَت") + "\nوتابع مراسلنا الأعمال من رصيف قريب."
OWN = """شلت عاصفة رملية ضربت الساحل فجرا نصف طاقة ميناء الرمانة، حيث تعطلت رافعتان وتكدست السفن المحملة بالقمح قبالة الشاطئ.
ووعد نبيل الزعتري، الذي يدير الميناء، بأن يعمل رجاله ليلا ونهارا إلى أن تفرغ الحمولات كلها، فيما ينتظر تقرير مهندسين أوفدتهم العاصمة.
ويخشى تجار الحبوب من أن ترتفع الأسعار إذا طال الانتظار، فالميناء باب البلاد الأول على البحر وأقدم مرافئها العاملة."""


def article(text: str, outlet: str = "صحيفة الوادي", *, title: str = "", desk: Desk | None = None, byline: str = "") -> Article:
    """An article with its own words, not traced yet."""
    one, _ = Outlet.objects.get_or_create(name=outlet)
    submission = Submission(
        text=text, title=title, outlet=one, published=date(2026, 3, 10), language="ar", confidential_to=desk, byline=byline
    )
    return ingest(submission, by=User.objects.system())[0].article


def groups() -> set[frozenset[int]]:
    found: dict[int | None, set[int]] = {}
    for pk, origin in Article.objects.values_list("pk", "origin"):
        found.setdefault(origin, set()).add(pk)
    return {frozenset(group) for group in found.values()}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_copy_joins_in_any_order_and_twice(order: tuple[int, ...]) -> None:
    wire, copy, own = articles = [article(WIRE, "وكالة الرمانة"), article(COPY, "صحيفة الساحل"), article(OWN, "صحيفة المرفأ")]
    for at in (*order, *order):
        trace_article(articles[at].pk)
    assert groups() == {frozenset({wire.pk, copy.pk}), frozenset({own.pk})}
    assert Origin.objects.count() == 2


def test_a_confidential_copy_stays_with_its_desk() -> None:
    one, other = Desk.objects.create(name="تحقيقات"), Desk.objects.create(name="اقتصاد")
    rows = [article(WIRE, desk=desk) for desk in (None, one, other)] + [article(COPY, desk=one)]
    for row in rows:
        trace_article(row.pk)
    assert groups() == {frozenset({rows[0].pk}), frozenset({rows[1].pk, rows[3].pk}), frozenset({rows[2].pk})}
    assert [row.origin and row.origin.confidential_to_id for row in Article.objects.order_by("pk")] == [None, one.pk, other.pk, one.pk]


def test_a_credit_names_the_agency() -> None:
    trace_article(article(f"ميناء\n\nالرمانة (رويترز) - {WIRE}").pk)
    trace_article(article(OWN, "صحيفة الساحل").pk)
    assert list(Origin.objects.order_by("pk").values_list("agency", flat=True)) == ["reuters", ""]


def test_a_new_text_is_traced_anew() -> None:
    wire, copy = article(WIRE), article(COPY, "صحيفة الساحل")
    for row in (wire, copy):
        trace_article(row.pk)
    ArticleVersion.objects.create(article=copy, number=2, title="", language="ar", text=OWN, sha256="0" * 64)
    trace_article(copy.pk)
    assert groups() == {frozenset({wire.pk}), frozenset({copy.pk})}
    # The marks are those of the newest text.
    trace_article(article(OWN.replace("\n", "\nو"), "صحيفة المرفأ").pk)
    assert frozenset({copy.pk, Article.objects.latest("pk").pk}) in groups()


def test_the_sample_story_has_its_wire_copy() -> None:
    rows = []
    for path in sorted(Path("claims/sample").glob("*.json")):
        one = json.loads(path.read_text(encoding="utf-8"))
        outlet, _ = Outlet.objects.get_or_create(name=one["outlet"]["name"], defaults={"domain": one["outlet"]["domain"]})
        submission = Submission(text=one["text"], outlet=outlet, title=one["title"], byline=one["byline"], language=one["language"])
        rows.append(ingest(submission, by=User.objects.system())[0].article)
        trace_article(rows[-1].pk)
    assert [len(group) for group in groups() if len(group) > 1] == [2]
    assert frozenset({rows[0].pk, rows[1].pk}) in groups()


def test_claims_of_one_origin_are_not_compared() -> None:
    dam, again = "سيفتتح سد الوادي الشرقي في نيسان المقبل", "سد الوادي الشرقي سيفتتح في نيسان المقبل"
    wire, copy = article(WIRE), article(COPY, "صحيفة الساحل")
    for row in (wire, copy):
        trace_article(row.pk)
    claims = [claim_row(text, version=row.newest) for text, row in ((dam, wire), (again, copy))]
    searchable(*claims)
    for one in claims:
        match_claim(one.pk)
    assert (Match.objects.count(), Candidate.objects.count()) == (0, 0)


def test_what_was_suggested_inside_one_origin_expires_and_stays_so() -> None:
    wire, copy = article(WIRE), article(COPY, "صحيفة الساحل")
    one, other = claim("a"), claim("b")
    for row, found in ((wire, one), (copy, other)):
        Appearance.objects.create(claim=found, version=row.newest, start=0, end=10, text="نص")
    pair = match(one, other)
    for row in (wire, copy):
        trace_article(row.pk)
    pair.refresh_from_db()
    assert pair.state == "expired"
    assert Decision.objects.get(subject="match", subject_id=pair.pk).reason == "one_origin"
    keep_judgements([])
    assert Match.objects.get().state == "expired"


def test_a_suggestion_expires_when_a_new_text_brings_its_claim_into_the_origin() -> None:
    wire, copy = article(WIRE), article(COPY, "صحيفة الساحل")
    one, other = claim("a"), claim("b")
    Appearance.objects.create(claim=other, version=copy.newest, start=0, end=10, text="نص")
    for row in (wire, copy):
        trace_article(row.pk)
    pair = match(one, other)
    text = f"{WIRE}\nوسيعاد تشغيل الرافعتين قريبا."
    newer = ArticleVersion.objects.create(article=wire, number=2, title="", language="ar", text=text, sha256="0" * 64)
    Appearance.objects.create(claim=one, version=newer, start=0, end=10, text="نص")
    trace_article(wire.pk)
    pair.refresh_from_db()
    assert (len(groups()), pair.state) == (1, "expired")


def test_what_an_article_tells_is_compared_again_when_it_leaves_its_origin() -> None:
    wire, copy = article(WIRE), article(COPY, "صحيفة الساحل")
    claims = [claim("a"), claim("b")]
    for row, found in ((wire, claims[0]), (copy, claims[1])):
        Appearance.objects.create(claim=found, version=row.newest, start=0, end=10, text="نص")
        trace_article(row.pk)
    Claim.objects.update(match_state="done")
    trace_article(copy.pk)
    stays = list(Claim.objects.order_by("pk").values_list("match_state", flat=True))
    ArticleVersion.objects.create(article=copy, number=2, title="", language="ar", text=OWN, sha256="0" * 64)
    trace_article(copy.pk)
    assert (stays, list(Claim.objects.order_by("pk").values_list("match_state", flat=True))) == (["done", "done"], ["done", "pending"])


def test_the_cost_is_bounded_however_many_articles_hold_the_same_words() -> None:
    for number in range(MOST_HOLDERS + 10):
        trace_article(article(f"{WIRE}\nالعدد {number}", f"صحيفة {number}").pk)
    last = article(COPY, "صحيفة الساحل")
    with CaptureQueriesContext(connection) as queries:
        trace_article(last.pk)
    assert len(queries) <= 16
    assert Origin.objects.count() == 1
    assert OriginMark.objects.filter(article=last).count() <= 48


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_copies_at_once_begin_one_origin() -> None:
    User.objects.get_or_create(username="system", defaults={"password": "!", "is_active": False})
    rows = [article(WIRE), article(COPY, "صحيفة الساحل")]
    barrier = Barrier(2)

    def trace(pk: int) -> None:
        barrier.wait(10)
        try:
            trace_article(pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(trace, [row.pk for row in rows]))
    assert groups() == {frozenset(row.pk for row in rows)}
