"""The audit is verified: every chain link by link, every row against its chain, and all of it against the ledger."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef

from claims.models import ApiKey, Article, Claim, Decision, FactCheck, Match, Outlet, Quote, Speaker
from claims.pipeline.audit import LEDGER_ID, Head, hash_heads

Thing = TypeVar("Thing")
_AT_A_TIME = 2000
_COLUMNS = (
    "id, subject, subject_id, seq, from_state, to_state, actor_id, reason, changes::text, "
    "(extract(epoch FROM at) * 1000000)::bigint, prev, hash"
)
# Each guard with its table.
GUARDS = (
    "claims_decision.decision_chain", "claims_decision.decision_append_only", "claims_decision.decision_moved",
    "claims_claim.claim_guard", "claims_claim.reviewed_is_approved", "claims_claim.claim_changed", "claims_claim.claim_history",
    "claims_claim.claim_root", "claims_claim.claim_root_guard",
    "claims_quantity.quantity_guard", "claims_quantity.quantity_changed", "claims_quantity.quantity_history",
    "claims_quantity.quantity_arrival", "claims_appearance.appearance_guard", "claims_appearance.appearance_stays",
    "claims_appearance.appearance_changed", "claims_quote.quote_guard", "claims_factcheck.factcheck_guard",
    "claims_factcheck.factcheck_begun", "claims_factcheck.reviewed_is_approved", "claims_factcheck.factcheck_history",
    "claims_evidence.evidence_guard", "claims_evidence.evidence_history", "claims_match.match_guard", "claims_match.match_history",
    "claims_matchedquantity.matched_quantity_guard", "claims_history.history_append_only", "claims_user.user_guard",
    "claims_user.account_made", "claims_user_groups.roles_changed", "claims_user_groups.role_moved", "auth_group.role_renamed",
    "auth_group_permissions.permissions_given", "auth_group_permissions.permissions_taken", "auth_group_permissions.permissions_stay",
    "claims_user_user_permissions.own_permissions_given", "claims_user_user_permissions.own_permissions_taken",
    "claims_user_user_permissions.own_permissions_stay", "claims_articleversion.version_text_immutable", "claims_speaker.speaker_guard",
    "claims_speakerchange.speakerchange_append_only", "claims_article.article_guard", "claims_snapshot.snapshot_guard",
    "claims_outlet.outlet_guard", "claims_apikey.apikey_guard", "claims_apikey.apikey_begun", "claims_speakername.spelling_guard",
    "claims_speakername.spelling_stays", "claims_origin.origin_stays",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was decided. `code` is stable; `sentence` says what and where, in English."""

    code: str
    sentence: str


@dataclass(slots=True)
class Report:
    """What was verified and what was found, in the order of subject and number."""

    decisions: int = 0
    chains: int = 0
    ledger: int = 0
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Link:
    id: int
    subject: str
    subject_id: int
    seq: int
    from_state: str
    to_state: str
    actor_id: int
    reason: str
    changes: str
    at: int
    prev: str
    hash: str

    def computed(self) -> str:
        """The hash as it must be, made here and not by the database's own function, which its owner could have replaced."""
        said = (self.subject, self.subject_id, self.seq, self.from_state, self.to_state, self.actor_id, self.reason, self.at)
        # As PostgreSQL writes a jsonb array; what changed is taken over as it wrote it.
        parts = [json.dumps(one, ensure_ascii=False) for one in said] + ([self.changes] if self.changes != "{}" else [])
        return hashlib.sha256(f"{self.prev}[{', '.join(parts)}]".encode()).hexdigest()


def verify_audit(kept: Iterable[str] | None = None) -> Report:
    """Verify the whole audit. Reads every decision and every decided row once; memory stays small.

    `kept` are the lines of a ledger that was downloaded before: its heads are looked up one by one, which names the chain that was cut
    or written anew, and shows a ledger that is itself gone.
    """
    report = Report()
    for batch in _batches(_chains(report), _AT_A_TIME):
        for subject, chains in groupby(batch, key=lambda chain: chain[-1].subject):
            report.findings += _against_rows(subject, {chain[-1].subject_id: chain for chain in chains})
    report.findings += _undecided_rows()
    report.findings += _against_newest_ledger(report)
    if kept is not None:
        report.findings += _against_kept_ledger(kept)
    report.findings += _guards_off()
    return report


def _chains(report: Report) -> Iterator[list[_Link]]:
    """Each chain in its order; what is wrong inside it goes into the report."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(f'SELECT {_COLUMNS} FROM claims_decision ORDER BY subject COLLATE "C", subject_id, seq, id')  # noqa: S608
        links = (_Link(*row) for rows in iter(lambda: cursor.fetchmany(_AT_A_TIME), []) for row in rows)
        for _, chain in groupby(links, key=lambda link: (link.subject, link.subject_id)):
            whole = list(chain)
            report.chains += 1
            report.decisions += len(whole)
            report.findings += _inside(whole)
            yield whole


def _inside(chain: list[_Link]) -> Iterator[Finding]:
    before: _Link | None = None
    for link in chain:
        name = f"decision {link.seq} of {link.subject} {link.subject_id}"
        expected = before.seq + 1 if before else 1
        if link.seq > expected:
            gone = f"{expected}" if link.seq == expected + 1 else f"{expected} to {link.seq - 1}"
            yield Finding("removed", f"{link.subject} {link.subject_id}: decision {gone} is gone.")
        elif link.prev != (before.hash if before else "") or link.seq < expected:
            yield Finding("inserted", f"{name} does not follow the one before it: one of the two was put in later or written anew.")
        if link.hash != link.computed():
            yield Finding("changed", f"{name} was changed: it no longer has the hash that it was given.")
        before = link


def _against_rows(subject: str, chains: Mapping[int, list[_Link]]) -> Iterator[Finding]:
    """Whether the rows stand where their chains end; a subject without rows to check has its chain alone."""
    if subject not in _TABLES:
        return
    rows = {row["id"]: row for row in _rows(subject, list(chains))}
    for number, chain in chains.items():
        last, row = chain[-1], rows.get(number)
        name = f"{subject} {number}"
        if row is None:
            yield Finding("row_gone", f"{name} has {len(chain)} decisions and is gone.")
            continue
        if row["version"] > last.seq:
            yield Finding(
                "tail_cut", f"{name} has reached decision {row['version']}, and the chain ends at {last.seq}: its tail was cut off."
            )
        elif row["version"] < last.seq:
            yield Finding("inserted", f"{name} has reached decision {row['version']}, and the chain goes on to {last.seq}: put in later.")
        decided = _decided(chain)
        for column in _TABLES[subject][1]:
            if column in decided and row[column] != decided[column]:
                yield Finding("row_changed", f"{name}: {column} is {row[column]!r} and was decided to be {decided[column]!r}.")


def _decided(chain: list[_Link]) -> dict[str, Any]:
    """What the decisions of a chain say of their row's columns, the last word of each."""
    said: dict[str, Any] = {}
    for link in chain:
        changes = json.loads(link.changes)
        said |= {name: pair[1] for name, pair in changes.items() if isinstance(pair, list) and len(pair) == 2}
    said["state"] = chain[-1].to_state
    return {f"{name}_id" if name in _REFERENCES else name: value for name, value in said.items()}


# What decisions name as the row that a column refers to.
_REFERENCES = frozenset({"desk", "assignee", "merged_into", "held_origin", "user"})
# Of each subject its table and the columns whose last word is in its decisions.
_TABLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "claim": ("id, version, status AS state, desk_id, assignee_id, text FROM claims_claim", ("state", "desk_id", "assignee_id", "text")),
    "factcheck": (
        "id, version, claims_factcheck_stand(f) AS state, verdict, summary FROM claims_factcheck f", ("state", "verdict", "summary"),
    ),
    "match": ("id, version, state, relation, direction FROM claims_match", ("state", "relation", "direction")),
    "quote": ("id, revision AS version FROM claims_quote", ()),
    "speaker": (
        "id, version, CASE WHEN merged_into_id IS NULL THEN 'open' ELSE 'merged' END AS state, merged_into_id, name FROM claims_speaker",
        ("state", "merged_into_id", "name"),
    ),
    "outlet": ("id, version, name, domain, language, time_zone FROM claims_outlet", ("name", "domain", "language", "time_zone")),
    "key": (
        "id, version, CASE WHEN revoked_at IS NULL THEN 'valid' ELSE 'revoked' END AS state, user_id, scopes FROM claims_apikey",
        ("state", "user_id", "scopes"),
    ),
    "article": (
        "id, revision AS version, CASE WHEN origin_by_hand THEN origin_id END AS held_origin_id FROM claims_article", ("held_origin_id",),
    ),
}  # fmt: skip


def _rows(subject: str, numbers: list[int]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_TABLES[subject][0]} WHERE id = ANY(%s)", [numbers])
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _undecided_rows() -> Iterator[Finding]:
    """Rows that have moved and of which the audit knows nothing at all."""
    moved = {
        "claim": Claim.objects.exclude(version=0, status=Claim.Status.UNREVIEWED),
        "factcheck": FactCheck.objects.all(),
        "match": Match.objects.exclude(version=0, state=Match.State.SUGGESTED),
        "quote": Quote.objects.exclude(revision=0),
        "article": Article.objects.exclude(revision=0),
        "speaker": Speaker.objects.exclude(version=0, merged_into=None),
        "outlet": Outlet.objects.exclude(version=0),
        "key": ApiKey.objects.exclude(version=0),
    }
    for subject, rows in moved.items():
        chain = Decision.objects.filter(subject=subject, subject_id=OuterRef("pk"))
        for number in rows.filter(~Exists(chain)).order_by("pk").values_list("pk", flat=True).iterator(_AT_A_TIME):
            yield Finding("tail_cut", f"{subject} {number} has moved, and its whole chain is gone.")


def _against_newest_ledger(report: Report) -> Iterator[Finding]:
    """The newest ledger covers all that was decided before it, since each head covers its chain. Where it fails, the last one that holds."""  # noqa: E501
    ledgers = Decision.objects.of(Decision.Subject.LEDGER, LEDGER_ID).reverse()
    newest = ledgers.first()
    if newest is None:
        return
    report.ledger = newest.seq
    if _holds(newest):
        return
    sound = next((one for one in ledgers[1:].iterator(_AT_A_TIME) if _holds(one)), None)
    since = f"since ledger {sound.seq} of {sound.at:%Y-%m-%d %H:%M} UTC" if sound and sound.at else "before any ledger that still holds"
    yield Finding(
        "ledger_differs",
        f"ledger {newest.seq}: the heads of the chains are not those that it covers; decisions were cut off or written anew {since}. "
        "A ledger downloaded before, given with --ledger, names the chains.",
    )


def _holds(ledger: Decision) -> bool:
    digest, _ = hash_heads(int(ledger.changes["through"]))
    return bool(digest == ledger.changes["heads"])


def _against_kept_ledger(lines: Iterable[str]) -> Iterator[Finding]:
    kept = iter(lines)
    about = json.loads(next(kept, ""))
    if not Decision.objects.filter(subject=Decision.Subject.LEDGER, seq=about["ledger"], hash=about["hash"]).exists():
        yield Finding("ledger_gone", f"ledger {about['ledger']}, which was kept, is no longer in the audit, or says something else.")
    for batch in _batches((Head(**json.loads(line)) for line in kept if line.strip()), _AT_A_TIME):
        found = set(Decision.objects.filter(hash__in=[head.hash for head in batch]).values_list("subject", "subject_id", "seq", "hash"))
        for head in batch:
            if (head.subject, head.subject_id, head.seq, head.hash) not in found:
                yield Finding(
                    "tail_cut", f"{head.subject} {head.subject_id}: decision {head.seq}, covered by the kept ledger, is gone or changed."
                )


def _guards_off() -> Iterator[Finding]:
    """What keeps the audit from being changed, if it is not in force now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname || '.' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE c.relnamespace = 'public'::regnamespace AND t.tgenabled IN ('O', 'A')"
        )
        on = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT right_ FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) right_ JOIN pg_roles r ON r.rolname = %s "
            "WHERE has_table_privilege(r.oid, 'claims_decision', right_)",
            [settings.DATABASE_APP_ROLE],
        )
        rights = [name for (name,) in cursor.fetchall()]
    for name in GUARDS:
        if name not in on:
            yield Finding("guard_off", f"the guard {name} is missing or switched off.")
    if rights:
        yield Finding("role_too_strong", f"the serving role {settings.DATABASE_APP_ROLE} may {', '.join(rights)} decisions: revoke it.")


def _batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
