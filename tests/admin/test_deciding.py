"""Deciding in the admin: what will change is shown first, the reason is asked for, and nobody's later decision is lost."""

from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from claims.admin.counting import COUNTED_UP_TO
from claims.models import Claim, Decision, Desk, DeskVerdict, Match, Speaker, User
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.correct import correct_amount, correct_days
from claims.pipeline.decide import check_seen
from claims.pipeline.merge import merge_speakers
from claims.pipeline.review import add_evidence, change_status, remove_evidence
from tests.admin.conftest import client_of
from tests.desk_rows import WORDS, approved, article, checked, claim, match, person, quote, speaker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rights() -> None:
    grant_admin_permissions()


def sent(rows: list[Any], **fields: Any) -> dict[str, Any]:
    return {"row": [f"{row.pk}:{row.version}" for row in rows], "reason": "because", **fields}


def confirmed(client: Client, address: str, fields: dict[str, Any]) -> Any:
    shown = client.post(address, fields)
    return client.post(address, {**fields, "confirm": shown.context["confirm"]})


def test_a_claim_offers_what_its_reader_may_decide_now() -> None:
    one = claim(version=article())
    offered = {
        role: [
            address.split("/")[5]
            for address, _ in client_of(person(role)).get(f"/admin/claims/claim/{one.pk}/change/").context["operations"]
        ]
        for role in ("reader", "editor", "reviewer")
    }
    assert offered == {
        "reader": ["undo"],
        "editor": ["assign", "correct-span", "correct-speaker", "correct-said", "correct-as-of", "correct-amount", "undo"],
        "reviewer": ["move-in-review", "move-dismissed", "undo"],
    }


@pytest.mark.parametrize("role", ["editor", "reviewer", "approver"])
def test_every_operation_has_a_page_of_its_own(role: str) -> None:
    one = claim(version=article())
    rows = [one, quote(article()), match(one, claim("2")), checked(claim("3"), person("reviewer", "author"))]
    rows.append(approved(claim("4"), User.objects.get(username="author"), person("approver", "second")))
    client = client_of(person(role, "reads"))
    for row in rows:
        page = client.get(f"/admin/claims/{row._meta.model_name}/{row.pk}/change/")
        for address, label in page.context["operations"]:
            answer = client.get(address)
            assert (answer.status_code, str(label) in answer.content.decode()) == (200, True), address


def test_what_will_change_is_shown_before_it_is_done() -> None:
    one, client = claim(), client_of(person("editor"))
    address = "/admin/claims/claim/decide/correct-amount/"
    fields = sent([one], position="0", low="3000", high="3000", qualifier="exact", unit="person")
    shown = client.post(address, fields)
    changes = [(before, after) for _, before, after in shown.context["shown"][0].changes]
    assert changes == [("300 عامل (exactly 300 person)", "(exactly 3000 person)")]
    assert Decision.objects.filter(subject="claim").count() == 0
    # Other fields than were shown are shown first.
    again = client.post(address, {**fields, "low": "1", "confirm": shown.context["confirm"]})
    assert (again.status_code, Decision.objects.filter(subject="claim").count()) == (200, 0)
    done = client.post(address, {**fields, "confirm": shown.context["confirm"]})
    assert done.status_code == 302
    assert one.quantities.get().low == 3000


def test_what_is_taken_back_is_shown_from_what_to_what() -> None:
    one, editor, reviewer = claim(version=article()), person("editor"), person("reviewer")
    client = client_of(editor)

    def shown() -> tuple[list[tuple[str, ...]], str, bool]:
        page = client.get(f"/admin/claims/claim/decide/undo/?row={one.pk}:{one.version}")
        (row,) = page.context["shown"]
        return [tuple(map(str, change)) for change in row.changes], row.error, bool(page.context["confirm"])

    refused = "Only your own last decision can be taken back, and only while nothing else was decided."
    assert shown() == ([], refused, False)
    correct_days(one, field="said", days=None, by=editor, reason="unknown")
    assert shown() == ([("Said", "–", "10 March 2026")], "", True)
    change_status(one, to="in_review", by=reviewer, reason="mine")
    told = [("state", "in review", "unreviewed")]
    assert shown() == (told, refused, False)
    client = client_of(reviewer)
    assert shown() == (told, "", True)


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_is_decided(reason: str) -> None:
    one = claim()
    answer = client_of(person("reviewer")).post(
        "/admin/claims/claim/decide/move-dismissed/", {**sent([one]), "reason": reason, "confirm": "yes"}
    )
    assert (answer.status_code, list(answer.context["form"].errors), Decision.objects.filter(subject="claim").count()) == (
        200,
        ["reason"],
        0,
    )


def test_the_second_of_two_tabs_is_told_who_was_first_and_decides_anew() -> None:
    one, first, second = claim(), person("reviewer", "first"), person("reviewer", "second")
    fields = sent([one])
    change_status(one, to="in_review", by=first, reason="mine")
    client, address = client_of(second), "/admin/claims/claim/decide/move-dismissed/"
    answer = confirmed(client, address, fields)
    assert "first was first and decided: in review" in answer.content.decode()
    one.refresh_from_db()
    assert one.status == "in_review"
    assert confirmed(client, address, {**fields, "row": f"{one.pk}:{answer.context['shown'][0].version}"}).status_code == 302


def test_many_at_once_are_shown_one_by_one_and_each_has_its_decision() -> None:
    rows, reviewer = [claim(str(number)) for number in range(3)], person("reviewer")
    client = client_of(reviewer)
    menu = {"action": "move-dismissed", "_selected_action": [row.pk for row in rows], "index": 0}
    shown = client.post("/admin/claims/claim/", menu)
    assert [[(str(b), str(a)) for _, b, a in one.changes] for one in shown.context["shown"]] == [[("unreviewed", "not worth checking")]] * 3
    assert Decision.objects.filter(subject="claim").count() == 0
    # One of them is decided on by somebody else meanwhile: the others are done, and it is shown again.
    change_status(rows[1], to="in_review", by=person("reviewer", "other"), reason="mine")
    fields = {"row": [f"{row.pk}:0" for row in rows], "reason": "old news"}
    answer = client.post("/admin/claims/claim/decide/move-dismissed/", {**fields, "confirm": shown.context["confirm"]})
    assert [one.row.pk for one in answer.context["shown"]] == [rows[1].pk]
    assert list(Claim.objects.order_by("pk").values_list("status", flat=True)) == ["dismissed", "in_review", "dismissed"]
    assert set(Decision.objects.filter(to_state="dismissed").values_list("reason", "actor__username")) == {("old news", "reviewer")}


def test_the_menu_passes_over_what_does_not_fit_and_takes_no_more_than_a_page() -> None:
    one, other, client = claim("1"), claim("2"), client_of(person("reviewer"))
    change_status(other, to="dismissed", by=person("reviewer", "other"), reason="r")
    menu = {"action": "move-dismissed", "_selected_action": [one.pk, other.pk], "index": 0}
    assert [shown.row.pk for shown in client.post("/admin/claims/claim/", menu).context["shown"]] == [one.pk]
    menu = {"action": "move-in-approval", "_selected_action": [one.pk, other.pk], "index": 0}
    assert client.post("/admin/claims/claim/", menu).status_code == 302


@pytest.mark.parametrize(
    "rows", [[], ["x:1"], ["1"], ["1:x"], ["0:0"], ["١:0"], ["9" * 40 + ":0"], [f"{number}:0" for number in range(300)]]
)
def test_rows_that_are_none_lead_nowhere(rows: list[str]) -> None:
    answer = client_of(person("reviewer")).post("/admin/claims/claim/decide/move-dismissed/", {"row": rows, "reason": "r", "confirm": "x"})
    assert answer.status_code == 404


@pytest.mark.parametrize("operation", ["move-dismissed", "verdict", "correct-said", "undo"])
def test_rows_of_another_desk_lead_nowhere(operation: str) -> None:
    desk = Desk.objects.create(name="investigations")
    one = claim(confidential_to=desk)
    far = person("reviewer", desk=Desk.objects.create(name="sport"))
    far.groups.add(*person("editor").groups.all())
    client = client_of(far)
    address = f"/admin/claims/claim/decide/{operation}/"
    assert [client.get(f"{address}?row={one.pk}:").status_code, client.post(address, sent([one])).status_code] == [404, 404]
    assert client.get(f"/admin/claims/claim/{one.pk}/history/").status_code == 404
    assert WORDS not in client.get("/admin/claims/claim/").content.decode()


def test_the_history_of_a_row_is_its_decisions() -> None:
    one, reviewer = claim(), person("reviewer")
    change_status(one, to="in_review", by=reviewer, reason="سبب <b>")
    page = client_of(person("reader")).get(f"/admin/claims/claim/{one.pk}/history/").content.decode()
    assert 'سبب &lt;<bdi dir="ltr">b</bdi>&gt;' in page
    assert page.count("<tbody>") == 1


@pytest.mark.parametrize("model", ["claim", "quote", "match", "factcheck", "decision"])
def test_lists_ask_as_often_for_three_rows_as_for_one(model: str, django_assert_max_num_queries: Any) -> None:
    author, second, client = person("reviewer", "author"), person("approver", "second"), client_of(person("approver"))

    def add(number: int) -> None:
        one = claim(f"a{number}")
        approved(one, author, second)
        match(one, claim(f"b{number}"))
        version = article(text=f"سد {number}\n\nقال مدير السد سامر الحلواني إن {WORDS}.")
        quote(version)

    def asked() -> int:
        with django_assert_max_num_queries(30) as queries:
            assert client.get(f"/admin/claims/{model}/").status_code == 200
        return len(queries)

    add(1)
    asked()
    one = asked()
    add(2)
    add(3)
    assert asked() == one
    # No list is counted to the last row.
    with django_assert_max_num_queries(30) as queries:
        client.get(f"/admin/claims/{model}/")
    counts = [query["sql"] for query in queries if "COUNT(" in query["sql"]]
    assert counts
    assert [sql for sql in counts if f"LIMIT {COUNTED_UP_TO}" not in sql] == []


def test_the_second_of_two_who_write_a_verdict_is_refused_and_decides_on_what_stands() -> None:
    first, second = (client_of(person("reviewer", name)) for name in ("first", "second"))
    one = claim()
    change_status(one, to="in_review", by=User.objects.get(username="first"), reason="mine")
    address = "/admin/claims/claim/decide/verdict/"
    opened = [client.get(f"{address}?row={one.pk}:").context["form"] for client in (first, second)]
    assert [str(form["seen"].value()) for form in opened] == ["0", "0"]
    fields = {**sent([one]), "verdict": "false", "summary": "first", "seen": opened[0]["seen"].value()}
    assert confirmed(first, address, fields).status_code == 302
    begun = one.fact_checks.get()
    refused = confirmed(second, address, {**fields, "verdict": "true", "summary": "second"})
    assert "first was first and decided: draft" in refused.content.decode()
    assert list(one.fact_checks.values_list("verdict", "summary")) == [("false", "first")]
    # Shown beside what the first wrote, it may be decided anew.
    assert ("first", "second") in [(before, after) for _, before, after in refused.context["shown"][0].changes]
    assert refused.context["form"]["seen"].value() == str(begun.version)
    again = {**fields, "verdict": "true", "summary": "second", "seen": begun.version, "confirm": refused.context["confirm"]}
    assert second.post(address, again).status_code == 302
    assert list(one.fact_checks.values_list("verdict", "summary")) == [("true", "second")]


@pytest.mark.parametrize("works", [True, False])
def test_the_scale_is_that_of_the_desk_that_works_on_the_claim_or_else_of_who_writes(works: bool) -> None:
    desk = Desk.objects.create(name="التحقيقات")
    DeskVerdict.objects.create(desk=desk, verdict="misleading", arabic="مضلل جزئيا", english="rather misleading")
    writer, one = person("reviewer", desk=desk), claim(desk=desk if works else None)
    change_status(one, to="in_review", by=writer, reason="mine")
    client, address = client_of(writer), "/admin/claims/claim/decide/verdict/"
    form = client.get(f"{address}?row={one.pk}:").context["form"]
    assert list(form.fields["verdict"].choices) == [("misleading", "rather misleading")]
    fields = {**sent([one]), "verdict": "misleading", "summary": "s", "seen": 0}
    assert confirmed(client, address, fields).status_code == 302


def test_a_claim_that_changed_since_its_approval_was_opened_is_shown_before_it_is_approved() -> None:
    one = claim()
    check, client = checked(one, person("reviewer")), client_of(person("approver"))
    address = "/admin/claims/factcheck/decide/approve/"
    (link,) = (link for link, _ in client.get(f"/admin/claims/factcheck/{check.pk}/change/").context["operations"] if "/approve/" in link)
    opened = client.get(link)
    fields = {**sent([check]), **{name: opened.context["form"][name].value() for name in ("claim_fingerprint", "read")}}
    correct_amount(one, position=0, amount={"low": 3000, "high": 3000}, by=person("editor"), reason="the article says 3,000")
    refused = confirmed(client, address, fields)
    assert [one.error for one in refused.context["shown"]] == ["The claim has changed since it was looked at: load it again."]
    before, after = (page.context["shown"][0].changes for page in (opened, refused))
    assert [str(what) for what, *_ in after if what not in {what for what, *_ in before}] == ["amounts (has changed since you read it)"]
    assert "3,000" in after[2][2]
    check.refresh_from_db()
    assert check.state == "draft"
    noted = {name: refused.context["form"][name].value() for name in ("claim_fingerprint", "read")}
    again = {**fields, **noted, "confirm": refused.context["confirm"]}
    assert client.post(address, again).status_code == 302
    check.refresh_from_db()
    assert check.state == "approved"


def test_what_is_approved_is_shown_whole() -> None:
    check = checked(claim(version=article()), person("reviewer"))
    shown = client_of(person("approver")).get(f"/admin/claims/factcheck/decide/approve/?row={check.pk}:{check.version}")
    assert [(str(what), str(now)) for what, _before, now in shown.context["shown"][0].changes] == [
        ("claim", WORDS),
        ("speaker", "سامر الحلواني"),
        ("amounts", "300 عامل (exactly 300 person)"),
        ("said", "10 March 2026"),
        ("published", "–"),
        ("as of", "–"),
        ("words in the article", WORDS),
        ("verdict", "False"),
        ("summary", "The roll names 120."),
        ("evidence", "\n".join(f"Roll – https://{host}.example/1 (refutes): 120 names" for host in ("roll", "audit"))),
        ("state", "approved"),
    ]


def test_what_was_added_since_the_page_was_read_is_not_approved_unread() -> None:
    check, author, client = checked(claim(), person("reviewer")), User.objects.get(username="reviewer"), client_of(person("approver"))
    (link,) = (link for link, _ in client.get(f"/admin/claims/factcheck/{check.pk}/change/").context["operations"] if "/approve/" in link)
    add_evidence(check, address="https://late.example/", title="", stance="context", snapshot="x", by=author, reason="found since")
    opened = client.get(link)
    fields = {name: opened.context["form"][name].value() for name in ("claim_fingerprint", "read")}
    shown = opened.context["shown"][0]
    refused = confirmed(client, link.partition("?")[0], {"row": f"{check.pk}:{shown.version}", "reason": "r", **fields})
    assert "reviewer was first" in refused.context["shown"][0].error
    check.refresh_from_db()
    assert check.state == "draft"


@pytest.mark.parametrize("whose", ["another desk's", "merged", "nobody's"])
def test_a_name_that_is_not_for_the_editor_is_not_told_by_its_number(whose: str) -> None:
    desk = Desk.objects.create(name="التحقيقات")
    source = Speaker.objects.create(kind="unnamed", name="مصدر في الشرطة", key="مصدر", article=article(desk).article)
    merged = speaker("مصدر في الشرطة")
    merge_speakers(merged, into=speaker(), by=person("editor", "the merger"), reason="r")
    number = {"another desk's": source.pk, "merged": merged.pk, "nobody's": 0}[whose]
    for row in (claim(), quote(article())):
        sends = {"row": f"{row.pk}:0", "reason": "misread", "speaker": number}
        answer = client_of(person("editor", str(row._meta.model_name))).post(
            f"/admin/claims/{row._meta.model_name}/decide/correct-speaker/", sends
        )
        said = ["Select a valid choice. That choice is not one of the available choices."]
        assert (answer.context["form"].errors, "مصدر في الشرطة" in answer.content.decode()) == ({"speaker": said}, False)


@pytest.mark.parametrize(("language", "words"), [("en", ["unreviewed", "in review"]), ("ar", ["لم يُراجَع", "قيد المراجعة"])])
def test_states_are_shown_in_words(language: str, words: list[str]) -> None:
    one, reader = claim(), person("approver")
    change_status(one, to="in_review", by=person("reviewer"), reason="because")
    User.objects.filter(pk=reader.pk).update(language=language)
    client = Client(headers={"Accept-Language": language})
    client.force_login(reader)
    decision = Decision.objects.get(subject="claim")
    for address in (f"claim/{one.pk}/history/", "decision/", f"decision/{decision.pk}/change/"):
        page = client.get(f"/admin/claims/{address}").content.decode()
        assert [word for word in words if word not in page] == []
        assert "in_review<" not in page


def test_evidence_that_was_taken_out_while_the_second_decides_is_told() -> None:
    check = checked(claim(), person("reviewer"))
    author, piece = User.objects.get(username="reviewer"), check.evidence.all()[0]
    client, fields = client_of(author), {**sent([check]), "evidence": piece.pk}
    address = "/admin/claims/factcheck/decide/remove-evidence/"

    def first(row: Any, version: int) -> None:
        remove_evidence(row.evidence.get(pk=piece.pk), by=author, reason="mine")
        row.refresh_from_db()
        check_seen(row, version)

    shown = client.post(address, fields)
    with patch("claims.admin.deciding.check_seen", first):
        answer = client.post(address, {**fields, "confirm": shown.context["confirm"]})
    assert (answer.status_code, bool(answer.context["shown"][0].error)) == (200, True)
    assert list(check.evidence.standing().values_list("pk", flat=True)) == [one.pk for one in check.evidence.all() if one != piece]


def test_a_match_of_which_the_machine_says_something_else_by_now_is_shown_anew() -> None:
    pair, client = match(claim("1"), claim("2")), client_of(person("reviewer"))
    address, fields = "/admin/claims/match/decide/confirm/", sent([pair])
    shown = client.post(address, fields)
    Match.objects.filter(pk=pair.pk).update(machine_relation="updates", machine_direction="low_updates_high")
    again = client.post(address, {**fields, "confirm": shown.context["confirm"]})
    pair.refresh_from_db()
    assert (again.status_code, pair.state) == (200, "suggested")
    ((_what, _was, becomes),) = again.context["shown"][0].changes
    assert str(becomes) == "updates (the first is newer)"
    assert client.post(address, {**fields, "confirm": again.context["confirm"]}).status_code == 302
    pair.refresh_from_db()
    assert (pair.state, pair.relation, pair.direction) == ("confirmed", "updates", "low_updates_high")
