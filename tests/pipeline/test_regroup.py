"""Origins by hand: a person's word is kept by the machine, moves only by decisions, and can be taken back."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from claims.errors import AlreadyDecided, InputRefused, MoveRefused, NotAllowed
from claims.models import Appearance, Article, Claim, Decision, Desk, Outlet, User
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.regroup import put_into_origin, set_apart
from claims.pipeline.trace import trace_article
from claims.pipeline.undo import undo
from claims.pipeline.verify import verify_audit
from tests.desk_rows import claim, match, person

pytestmark = pytest.mark.django_db

WIRE = """أعلنت إدارة ميناء الرمانة صباح اليوم أن رافعتين من أربع رافعات في الرصيف الشرقي خرجتا من الخدمة بعد عاصفة رملية قوية.
وقال مدير الميناء نبيل الزعتري إن تفريغ السفن سيجري على مدار الساعة حتى نهاية الأسبوع لتعويض التأخير الذي لحق بشحنات القمح.
وأضاف أن فريقا من المهندسين وصل من العاصمة لفحص الأعمدة والكوابل، وأن نتائج الفحص ستعلن يوم الخميس في مؤتمر صحفي."""
RETOLD = "تعطل نصف رافعات ميناء الرمانة بفعل الرمال، ويعد مديره نبيل الزعتري بتفريغ السفن ليلا ونهارا ريثما يصدر تقرير المهندسين."


def article(text: str, outlet: str, *, desk: Desk | None = None) -> Article:
    one, _ = Outlet.objects.get_or_create(name=outlet)
    submission = Submission(text=text, outlet=one, published=date(2026, 3, 10), language="ar", confidential_to=desk)
    row = ingest(submission, by=User.objects.system())[0].article
    trace_article(row.pk)
    row.refresh_from_db()
    return row


@pytest.fixture
def editor() -> User:
    return person("editor")


def test_a_retold_copy_is_put_into_the_origin_and_stays_there(editor: User) -> None:
    wire, retold = article(WIRE, "وكالة الرمانة"), article(RETOLD, "صحيفة الساحل")
    before = retold.origin_id
    assert before != wire.origin_id
    decision = put_into_origin(retold, of=wire, by=editor, reason="أعيدت صياغة مطلعه")
    trace_article(retold.pk)
    retold.refresh_from_db()
    assert (retold.origin_id, retold.origin_by_hand, retold.revision) == (wire.origin_id, True, 1)
    assert decision.changes == {"origin": [before, wire.origin_id], "held_origin": [None, wire.origin_id]}


def test_what_is_said_to_be_no_copy_stays_apart_and_its_claims_are_compared_again(editor: User) -> None:
    wire, copy = article(WIRE, "وكالة الرمانة"), article(WIRE.replace("صباح اليوم", "اليوم"), "صحيفة الساحل")
    told = claim("a")
    Appearance.objects.create(claim=told, version=copy.newest, start=0, end=10, text="نص")
    Claim.objects.filter(pk=told.pk).update(match_state=Claim.MatchState.DONE)
    assert copy.origin_id == wire.origin_id
    set_apart(copy, by=editor, reason="مراسلهم كان هناك")
    trace_article(copy.pk)
    copy.refresh_from_db()
    assert copy.origin_id != wire.origin_id
    told.refresh_from_db()
    assert told.match_state == Claim.MatchState.PENDING


def test_what_was_suggested_between_the_two_expires(editor: User) -> None:
    wire, retold = article(WIRE, "وكالة الرمانة"), article(RETOLD, "صحيفة الساحل")
    one, other = claim("a"), claim("b")
    for row, found in ((wire, one), (retold, other)):
        Appearance.objects.create(claim=found, version=row.newest, start=0, end=10, text="نص")
    pair = match(one, other)
    put_into_origin(retold, of=wire, by=editor, reason="نسخة")
    pair.refresh_from_db()
    assert pair.state == "expired"


def test_it_can_be_taken_back_and_is_the_machines_again(editor: User) -> None:
    wire, retold = article(WIRE, "وكالة الرمانة"), article(RETOLD, "صحيفة الساحل")
    before = retold.origin_id
    put_into_origin(retold, of=wire, by=editor, reason="نسخة")
    undo(retold, by=editor, reason="أخطأت")
    assert (retold.origin_id, retold.origin_by_hand, retold.revision) == (before, False, 2)
    with pytest.raises(MoveRefused):
        undo(retold, by=editor, reason="مرة أخرى")
    assert verify_audit().findings == []


def test_who_comes_second_is_told_so(editor: User) -> None:
    wire, retold = article(WIRE, "وكالة الرمانة"), article(RETOLD, "صحيفة الساحل")
    seen = Article.objects.get(pk=retold.pk)
    set_apart(retold, by=editor, reason="لا يشبهه")
    with pytest.raises(AlreadyDecided):
        put_into_origin(seen, of=wire, by=editor, reason="نسخة")


def test_what_is_refused(editor: User) -> None:
    wire, retold = article(WIRE, "وكالة الرمانة"), article(RETOLD, "صحيفة الساحل")
    with pytest.raises(NotAllowed):
        set_apart(retold, by=person("reviewer"), reason="لا")
    with pytest.raises(InputRefused):
        set_apart(retold, by=editor, reason=" ")
    desk = Desk.objects.create(name="تحقيقات")
    User.objects.filter(pk=editor.pk).update(desk=desk)
    with pytest.raises(InputRefused):
        put_into_origin(article(RETOLD, "صحيفة المرفأ", desk=desk), of=wire, by=User.objects.get(pk=editor.pk), reason="نسخة")
    put_into_origin(retold, of=wire, by=editor, reason="نسخة")
    with pytest.raises(MoveRefused):
        put_into_origin(retold, of=wire, by=editor, reason="نسخة")
    assert Decision.objects.filter(subject="article").count() == 1


@pytest.mark.parametrize("change", ["origin_id = NULL", "origin_by_hand = false", "revision = 7"])
def test_the_database_refuses_what_no_decision_says(editor: User, change: str) -> None:
    wire, retold = article(WIRE, "وكالة الرمانة"), article(RETOLD, "صحيفة الساحل")
    put_into_origin(retold, of=wire, by=editor, reason="نسخة")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE claims_article SET {change} WHERE id = %s", [retold.pk])


def test_the_audit_finds_an_origin_that_was_moved_past_the_guard(editor: User) -> None:
    wire, retold = article(WIRE, "وكالة الرمانة"), article(RETOLD, "صحيفة الساحل")
    before = retold.origin_id
    put_into_origin(retold, of=wire, by=editor, reason="نسخة")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE claims_article DISABLE TRIGGER article_guard")
        cursor.execute("UPDATE claims_article SET origin_id = %s WHERE id = %s", [before, retold.pk])
    assert {finding.code for finding in verify_audit().findings} == {"row_changed", "guard_off"}
