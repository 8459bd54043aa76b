"""Whoever changes, removes, inserts or cuts off decisions, with the guards switched off, is found; what is whole is found whole."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Decision, Outlet, Speaker
from claims.pipeline.assign import assign
from claims.pipeline.audit import close_ledger, ledger_lines
from claims.pipeline.describe import describe_outlet
from claims.pipeline.merge import merge_speakers, undo_change
from claims.pipeline.publish import publish
from claims.pipeline.relate import confirm_match
from claims.pipeline.review import change_status
from claims.pipeline.split import split_speaker
from claims.pipeline.verify import verify_audit
from tests.desk_rows import approved, claim, in_review, match, person
from tests.pipeline.speaking import KEPT, OTHER, editor, say, speaker_of

pytestmark = pytest.mark.django_db
# With marks of every kind that JSON writes in its own way.
REASON = 'قال "لا"\\ \t ثم\n\x01 \x7f – 😀 \u2028'


@pytest.fixture
def one() -> Claim:
    """A claim with eight decisions of its own, beside others; all chains are closed into a ledger."""
    author, approver, editor = person("reviewer"), person("approver"), person("editor")
    one, other = claim("1"), claim("2")
    publish(approved(one, author, approver), by=approver, reason="out")
    confirm_match(match(one, other), by=author, reason=REASON)
    assign(one, desk=None, assignee=author, by=editor, reason="yours")
    for status in ("in_review", "unreviewed", "in_review", "unreviewed"):
        change_status(one, to=status, by=author, reason=REASON)
    close_ledger()
    in_review(other, author)
    return one


@contextmanager
def guards_off() -> Iterator[None]:
    """The owner's hand, as it would go about it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def tamper(statement: str, one: Claim) -> list[str]:
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(statement.format(one=one.pk))
    return [finding.code for finding in verify_audit().findings]


CHAIN = "subject = 'claim' AND subject_id = {one}"
REHASH = (
    # Whoever can write can also hash: row by row, from `seq` on, as the database itself would.
    "DO $$ DECLARE d claims_decision; before text := ''; BEGIN FOR d IN SELECT * FROM claims_decision WHERE "
    + CHAIN
    + " ORDER BY seq LOOP "
    "d.prev := before; before := claims_decision_hash(d); "
    "UPDATE claims_decision SET prev = d.prev, hash = before WHERE id = d.id; END LOOP; END $$;"
)


def test_what_is_whole_is_found_whole(one: Claim) -> None:
    report = verify_audit()
    assert (report.findings, report.decisions, report.ledger) == ([], Decision.objects.count(), 1)
    assert report.chains == Decision.objects.values("subject", "subject_id").distinct().count()


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        # a reason written anew
        (f"UPDATE claims_decision SET reason = 'x' WHERE {CHAIN} AND seq = 3", ["changed"]),
        # an actor, a moment, and what was changed
        (f"UPDATE claims_decision SET actor_id = actor_id + 1 WHERE {CHAIN} AND seq = 3", ["changed"]),
        (f"UPDATE claims_decision SET at = at + interval '1 microsecond' WHERE {CHAIN} AND seq = 3", ["changed"]),
        (f"UPDATE claims_decision SET changes = '{{{{}}}}' WHERE {CHAIN} AND changes ? 'assignee'", ["changed"]),
        # one taken out of the middle, and the first
        (f"DELETE FROM claims_decision WHERE {CHAIN} AND seq = 3", ["removed"]),
        (f"DELETE FROM claims_decision WHERE {CHAIN} AND seq = 1", ["removed"]),
        # taken out, and the rest numbered anew
        (f"DELETE FROM claims_decision WHERE {CHAIN} AND seq = 6; UPDATE claims_decision SET seq = 6 WHERE {CHAIN} AND seq = 7;"
         f"UPDATE claims_decision SET seq = 7 WHERE {CHAIN} AND seq = 8",
         ["inserted", "changed", "changed", "tail_cut", "ledger_differs"]),
        # the same, hashed anew, and the row set back: the chain is sound in itself, and the ledger knows it longer
        (f"DELETE FROM claims_decision WHERE {CHAIN} AND seq = 8;" + REHASH
         + "UPDATE claims_claim SET version = 7, status = 'in_review' WHERE id = {one}", ["ledger_differs"]),
        # one changed and all hashed anew
        (f"UPDATE claims_decision SET reason = 'x' WHERE {CHAIN} AND seq = 3;" + REHASH, ["ledger_differs"]),
        # the tail, and the whole chain
        (f"DELETE FROM claims_decision WHERE {CHAIN} AND seq > 6", ["tail_cut", "ledger_differs"]),
        (f"DELETE FROM claims_decision WHERE {CHAIN}", ["tail_cut", "ledger_differs"]),
        # one put in at the end with a sound hash, and one between two others
        ("INSERT INTO claims_decision SELECT 900000, subject, subject_id, 9, to_state, 'in_review', reason, now(), hash, '', actor_id, '{{}}', 0 "  # noqa: E501
         f"FROM claims_decision WHERE {CHAIN} AND seq = 8;" + REHASH, ["inserted", "row_changed"]),
        (f"ALTER TABLE claims_decision DROP CONSTRAINT decision_seq_unique; INSERT INTO claims_decision SELECT 900000, subject, subject_id, seq, "  # noqa: E501
         f"from_state, to_state, 'x', at, prev, hash, actor_id, changes, 0 FROM claims_decision WHERE {CHAIN} AND seq = 3",
         ["inserted", "changed"]),
        # rows behind the audit's back
        ("UPDATE claims_claim SET status = 'dismissed' WHERE id = {one}", ["row_changed"]),
        ("UPDATE claims_claim SET assignee_id = NULL WHERE id = {one}", ["row_changed"]),
        ("UPDATE claims_factcheck SET summary = 'x'", ["row_changed"]),
        ("UPDATE claims_factcheck SET verdict = 'true'", ["row_changed"]),
        ("UPDATE claims_match SET relation = 'same'", ["row_changed"]),
        ("DELETE FROM claims_matchedquantity; DELETE FROM claims_match", ["row_gone"]),
        # the ledger itself
        ("UPDATE claims_decision SET changes = changes || '{{\"chains\": 1}}' WHERE subject = 'ledger'", ["changed"]),
        # guards
        ("ALTER TABLE claims_decision DISABLE TRIGGER decision_append_only", ["guard_off"]),
        ("ALTER TABLE claims_speaker DISABLE TRIGGER speaker_guard", ["guard_off"]),
        ("ALTER TABLE claims_user DISABLE TRIGGER account_made", ["guard_off"]),
        ("ALTER TABLE claims_user_user_permissions DISABLE TRIGGER own_permissions_given", ["guard_off"]),
        ("ALTER TABLE claims_speakerchange DISABLE TRIGGER speakerchange_append_only", ["guard_off"]),
        ("ALTER TABLE claims_outlet DISABLE TRIGGER outlet_guard", ["guard_off"]),
        ("ALTER TABLE claims_apikey DISABLE TRIGGER USER", ["guard_off", "guard_off"]),
        ("ALTER TABLE claims_speakername DISABLE TRIGGER USER", ["guard_off", "guard_off"]),
        ("ALTER TABLE claims_origin DISABLE TRIGGER origin_stays", ["guard_off"]),
        ("GRANT UPDATE ON claims_decision TO app", ["role_too_strong"]),
    ],
)  # fmt: skip
def test_what_was_done_to_it_is_found(statement: str, codes: list[str], one: Claim) -> None:
    assert tamper(statement, one) == codes


@pytest.fixture
def speakers() -> tuple[Speaker, Speaker]:
    """Two of whom nothing was decided."""
    return speaker_of(KEPT), speaker_of(OTHER, words="لن نغادر")


def test_an_honest_merge_and_its_undoing_are_found_whole(speakers: tuple[Speaker, Speaker]) -> None:
    kept, other = speakers
    change = merge_speakers(other, into=kept, by=editor(), reason="one man")
    assert verify_audit().findings == []
    undo_change(change, by=editor(), reason="two after all")
    assert verify_audit().findings == []


def merged_behind_the_guard(speaker: Speaker, *, into: Speaker) -> list[str]:
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE claims_speaker SET merged_into_id = %s WHERE id = %s", [into.pk, speaker.pk])
    return [finding.code for finding in verify_audit().findings]


def test_a_speaker_merged_behind_the_guard_is_found(speakers: tuple[Speaker, Speaker]) -> None:
    kept, other = speakers
    assert merged_behind_the_guard(other, into=kept) == ["tail_cut"]


def test_a_speaker_merged_behind_the_guard_after_decisions_is_found(speakers: tuple[Speaker, Speaker]) -> None:
    kept, other = speakers
    undo_change(merge_speakers(other, into=kept, by=editor(), reason="one man"), by=editor(), reason="two after all")
    # That it is merged, and into whom.
    assert merged_behind_the_guard(other, into=kept) == ["row_changed", "row_changed"]


def test_a_merged_speaker_pointed_elsewhere_behind_the_guard_is_found(speakers: tuple[Speaker, Speaker]) -> None:
    kept, other = speakers
    merge_speakers(other, into=kept, by=editor(), reason="one man")
    third = speaker_of("سامي عادل الحداد", words="سنعود")
    assert merged_behind_the_guard(other, into=third) == ["row_changed"]


def test_a_speaker_renamed_behind_the_guard_after_a_split_is_found() -> None:
    for name in ("قاسم الأعرجي", "Qasim al-Araji"):
        say(name, words=name)
    old = Speaker.objects.get(kind="person")
    split_speaker(old, names=list(old.names.filter(name="قاسم الأعرجي")), by=editor(), reason="another man")
    assert verify_audit().findings == []
    with guards_off():
        Speaker.objects.filter(pk=old.pk).update(name="قاسم الأعرجي")
    assert [finding.code for finding in verify_audit().findings] == ["row_changed"]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"name": "صحيفة الوادي"}, ["row_changed"]),
        ({"domain": "wadi.example", "time_zone": "Africa/Cairo"}, ["row_changed", "row_changed"]),
        ({"version": 2}, ["tail_cut"]),
    ],
)
def test_an_outlet_described_behind_the_guard_is_found(fields: dict[str, object], codes: list[str]) -> None:
    outlet, silent = Outlet.objects.create(name="السنبلة"), Outlet.objects.create(name="النهر")
    anew = {"name": "صحيفة السنبلة", "domain": "sunbula.example", "time_zone": "Asia/Amman"}
    describe_outlet(outlet, anew, by=editor(), reason="as its masthead says")
    assert verify_audit().findings == []
    with guards_off():
        Outlet.objects.filter(pk=outlet.pk).update(**fields)
    assert [finding.code for finding in verify_audit().findings] == codes
    with guards_off():
        Outlet.objects.filter(pk=silent.pk).update(version=1)
    assert verify_audit().findings[-1].sentence == f"outlet {silent.pk} has moved, and its whole chain is gone."


def test_rows_without_a_chain_are_found_by_one_join_a_kind_and_not_by_a_list_of_all_decisions(one: Claim) -> None:
    with CaptureQueriesContext(connection) as captured:
        verify_audit()
    joined = []
    with connection.cursor() as cursor:
        for query in captured:
            if re.search("SELECT .*claims_decision", query["sql"]):
                cursor.execute("EXPLAIN " + query["sql"][query["sql"].index("SELECT ") :])
                plan = "\n".join(line for (line,) in cursor.fetchall())
                joined += re.findall(r"Anti Join(?s:.*?)Scan\b.* on (claims_(?!decision)\w+)", plan)
    with_versions = ["apikey", "article", "claim", "factcheck", "match", "outlet", "quote", "speaker"]
    assert sorted(joined) == [f"claims_{name}" for name in with_versions]


def test_decisions_after_the_ledger_leave_it_sound(one: Claim) -> None:
    in_review(one, person("reviewer", "second"))
    close_ledger()
    assert verify_audit().findings == []


def test_a_kept_ledger_names_the_chain_and_shows_that_the_ledger_is_gone_too(one: Claim, tmp_path: Path) -> None:
    kept = tmp_path / "ledger.jsonl"
    kept.write_text("".join(ledger_lines(Decision.objects.get(subject="ledger"))), "utf-8")
    assert verify_audit(kept.read_text("utf-8").splitlines()).findings == []
    tamper("DELETE FROM claims_decision WHERE subject = 'ledger' OR " + CHAIN + " AND seq = 8; UPDATE claims_claim SET version = 7, status = 'in_review'"  # noqa: E501
           " WHERE id = {one}", one)  # fmt: skip
    assert verify_audit().findings == []
    found = verify_audit(kept.read_text("utf-8").splitlines()).findings
    assert [finding.code for finding in found] == ["ledger_gone", "tail_cut"]
    assert f"claim {one.pk}: decision 8" in found[1].sentence


def test_the_command_says_what_it_found_and_ends_accordingly(one: Claim, tmp_path: Path) -> None:
    said = StringIO()
    call_command("verify-audit", stdout=said)
    assert said.getvalue() == f"All as it was decided: {Decision.objects.count()} decisions in {verify_audit().chains} chains, ledger 1.\n"
    with pytest.raises(CommandError) as wrong:
        call_command("verify-audit", "--ledger", str(tmp_path / "none"), stdout=said)
    assert wrong.value.returncode == 2
    (tmp_path / "empty").touch()
    with pytest.raises(CommandError) as wrong:
        call_command("verify-audit", "--ledger", str(tmp_path / "empty"), stdout=said)
    assert wrong.value.returncode == 2
    tamper(f"UPDATE claims_decision SET reason = 'x' WHERE {CHAIN} AND seq = 3", one)
    said = StringIO()
    with pytest.raises(CommandError) as found:
        call_command("verify-audit", stdout=said)
    assert found.value.returncode == 1
    assert said.getvalue() == f"changed: decision 3 of claim {one.pk} was changed: it no longer has the hash that it was given.\n"
