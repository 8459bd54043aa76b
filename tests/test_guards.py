"""What the database refuses, whoever writes: raw SQL as the serving role, every way round that we could think of."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from claims.models import Article, Decision, Desk, Origin, Outlet, SpeakerName, User
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.correct import correct_amount
from claims.pipeline.keys import issue_key
from claims.pipeline.publish import publish
from claims.pipeline.relate import reject_match
from claims.rights import Action
from tests.desk_rows import approved, article, checked, claim, match, person, quote, speaker

REFUSALS = (
    psycopg.errors.CheckViolation,
    psycopg.errors.UniqueViolation,
    psycopg.errors.ForeignKeyViolation,
    psycopg.errors.InsufficientPrivilege,
)
NEXT = """INSERT INTO claims_decision (subject, subject_id, seq, from_state, to_state, actor_id, reason, changes, prev, hash)
    VALUES ('{subject}', {id}, {seq}, '{was}', '{to}', {actor}, 'r', '{changes}', '', '');"""


@contextmanager
def as_app() -> Iterator[None]:
    """The rest of the block runs as the role that serves, in a savepoint that is rolled back where it fails."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE app")
    try:
        with transaction.atomic():
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def decision(subject: str, row: int, seq: int, was: str, to: str, actor: User, changes: str = "{}") -> str:
    return NEXT.format(subject=subject, id=row, seq=seq, was=was, to=to, actor=actor.pk, changes=changes)


def ours(address: str, agency: str = "") -> Article:
    """An article at the address, with an origin of its own."""
    row = article(text=f"سد الوردة\n\nقال مدير السد سامر الحلواني إن المياه تكفي. {address}").article
    row.address, row.origin = address, Origin.objects.create(agency=agency, trace_version="1")
    row.save(update_fields=["address", "origin"])
    return row


@pytest.fixture(scope="module")
def case(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, object]]:
    """A published check of claim `one`; claim `two` awaits approval; claim `new` untouched; a rejected match; a confidential article.

    Committed step by step.
    """
    with django_db_blocker.unblock():
        if not User.objects.exists():
            # Tests with transactions of their own leave nothing behind, not even what the migrations made.
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)  # type: ignore[attr-defined]  # Django's own
        author, approver = person("reviewer"), person("approver")
        one, two, new = claim("1", version=article()), claim("2"), claim("3")
        check, draft = approved(one, author, approver), checked(two, author)
        publish(check, by=approver, reason="out")
        pair = match(one, two)
        reject_match(pair, by=author, reason="other dams")
        names = {"one": one.pk, "two": two.pk, "new": new.pk, "check": check.pk, "draft": draft.pk, "pair": pair.pk}
        people = {"author": author.pk, "approver": approver.pk, "system": User.objects.system().pk}
        grant_admin_permissions()
        copies = [ours("https://wire.example/1"), ours("https://copy.example/2")]
        copies[1].origin = copies[0].origin
        copies[1].save(update_fields=["origin"])
        for number, agency in enumerate(("reuters", "afp"), 1):
            ours(f"https://wires.example/{number}", agency)
        desk = Desk.objects.create(name="desk of secrets")
        secret, stranger = article(desk, "قال مدير السد إن المياه لا تكفي."), speaker("سميرة الطحان")
        spelling = SpeakerName.objects.create(speaker=stranger, name="Samira Tahhan", key="samira tahhan")
        others = {"stranger": stranger.pk, "secret": secret.article_id, "spelling": spelling.pk, "desk": desk.pk}
        outlets = {"outlet": secret.article.outlet_id, "spare": Outlet.objects.create(name="صحيفة الوادي", domain="wadi.example").pk}
        # `fresh` is a number that no key has.
        keys = {"key": issue_key(name="k", scopes=[Action.READ], by=author)[0].pk, "fresh": 900000}
        rest = {"origin": copies[0].origin_id, "idle": person("reader", "idle").pk, "quote": quote(one.appearances.get().version).pk}
        yield {**names, **people, **others, **outlets, **keys, **rest}
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM claims_user_groups")
            cursor.execute("DELETE FROM auth_group_permissions")
            filled = "claims_decision, claims_history, claims_claim, claims_article, claims_origin, claims_speaker, claims_apikey"
            cursor.execute(f"TRUNCATE {filled} CASCADE")
            cursor.execute("DELETE FROM claims_user WHERE username <> 'system'")
            cursor.execute("DELETE FROM claims_outlet WHERE NOT is_placeholder")
            cursor.execute("DELETE FROM claims_desk WHERE name = 'desk of secrets'")
        connection.close()


@pytest.fixture
def app() -> Iterator[psycopg.Connection]:
    """A session of the serving role itself, rolled back at the end."""
    settings_ = {**connection.get_connection_params(), "user": settings.DATABASE_APP_ROLE}
    known = {name: settings_[name] for name in ("host", "port", "dbname", "user") if name in settings_}
    with psycopg.connect(**known) as session:
        yield session
        session.rollback()


def execute(session: psycopg.Connection, statement: str) -> None:
    session.execute("SET CONSTRAINTS ALL DEFERRED")
    session.execute(statement.encode())
    session.execute("SET CONSTRAINTS ALL IMMEDIATE")


def dec(subject: str, row: str, was: str, to: str, actor: str, changes: str = "{{}}", step: str = "+ 1") -> str:
    """The decision after the last one of a row of the case, as a template."""
    return (
        "INSERT INTO claims_decision (subject, subject_id, seq, from_state, to_state, actor_id, reason, changes, prev, hash) "
        f"SELECT '{subject}', {{{row}}}, (SELECT coalesce(max(seq), 0) {step} FROM claims_decision WHERE subject = '{subject}' "
        f"AND subject_id = {{{row}}}), '{was}', '{to}', {{{actor}}}, 'r', '{changes}', '', '';"
    )


def move(row: str, to: str) -> str:
    return f"UPDATE claims_claim SET status = '{to}', version = version + 1 WHERE id = {{{row}}};"


def check(row: str, sets: str) -> str:
    return f"UPDATE claims_factcheck SET version = version + 1, {sets} WHERE id = {{{row}}};"


APPROVE = check("draft", "state = 'approved', fingerprint = claims_fingerprint({two})")
FETCHED = "UPDATE claims_snapshot SET state = 'fetched', text = 'words', sha256 = 'a', fetched_at = now();"
EVIDENCE = """INSERT INTO claims_evidence (fact_check_id, address, title, stance, snapshot, sha256, origin, added_by_id, added_at)
    VALUES ({{{row}}}, '{address}', 't', '{stance}', '{snapshot}', '', '{origin}', {{{who}}}, now());"""


def evidence(
    row: str, who: str, address: str = "https://x.example/", snapshot: str = "words", stance: str = "refutes", origin: str = "x.example"
) -> str:
    return EVIDENCE.format(row=row, who=who, address=address, snapshot=snapshot, stance=stance, origin=origin)


APPROVAL = (
    dec("factcheck", "draft", "draft", "approved", "approver", '{{"approved": "x"}}')
    + APPROVE
    + dec("claim", "two", "in_approval", "reviewed", "approver")
    + move("two", "reviewed")
)


def approved_on(*addresses: str) -> str:
    """The draft approved on other evidence, each piece of which is said to be of an origin of its own."""
    return (
        dec("factcheck", "draft", "draft", "draft", "author")
        + check("draft", "state = 'draft'")
        + "UPDATE claims_evidence SET removed_at = now() WHERE fact_check_id = {draft};"
        + "".join(evidence("draft", "author", address, origin=f"said {number}") for number, address in enumerate(addresses))
        + APPROVAL
    )


def approved_again(who: str) -> str:
    """The draft approved, its claim corrected to 3,000, which makes that void, and approved anew by `who`, nobody having written at it."""
    return (
        APPROVAL
        + dec("claim", "two", "reviewed", "reviewed", "author")
        + "UPDATE claims_claim SET version = version + 1 WHERE id = {two};"
        + "UPDATE claims_quantity SET low = 3000, high = 3000 WHERE claim_id = {two};"
        + dec("claim", "two", "in_review", "in_approval", "author")
        + move("two", "in_approval")
        + dec("factcheck", "draft", "void", "approved", who, '{{"approved": "x"}}')
        + APPROVE
        + dec("claim", "two", "in_approval", "reviewed", who)
        + move("two", "reviewed")
    )


# A permission that one person has beside their roles.
GIVEN = (
    "INSERT INTO claims_user_user_permissions (user_id, permission_id) "
    "SELECT {author}, id FROM auth_permission WHERE codename = 'add_user';"
)


def outlet(row: str, sets: str) -> str:
    """An outlet described anew, with its decision."""
    return dec("outlet", row, "", "", "author") + f"UPDATE claims_outlet SET version = version + 1, {sets} WHERE id = {{{row}}};"


NEW_KEY = (
    "INSERT INTO claims_apikey (id, name, user_id, scopes, prefix, digest, created_at, revoked_at) "
    "VALUES ({{fresh}}, 'x', {{author}}, ARRAY['read'], 'fck_x', 'x', now(), {revoked});"
)


def key(row: str, was: str, to: str, revoked: str) -> str:
    """A key made or revoked, with its decision."""
    moved = f"UPDATE claims_apikey SET version = version + 1, revoked_at = {revoked} WHERE id = {{{row}}};"
    return dec("key", row, was, to, "author") + moved


# Under a decision on the speaker whose spelling it is.
SPELLED = dec("speaker", "stranger", "open", "open", "author") + "UPDATE claims_speaker SET version = version + 1 WHERE id = {stranger};"
WAYS = {
    # The audit itself
    "change a decision": "UPDATE claims_decision SET reason = 'other'",
    "remove a decision": "DELETE FROM claims_decision",
    "remove them all": "TRUNCATE claims_decision",
    "switch the triggers off": "ALTER TABLE claims_decision DISABLE TRIGGER ALL",
    "switch the session's triggers off": "SET session_replication_role = replica",
    "become the owner": "SET ROLE owner",
    "replace a guard": "CREATE OR REPLACE FUNCTION claims_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "replace a decision on conflict": dec("claim", "new", "unreviewed", "in_review", "author", step="").rstrip(";")
    + " ON CONFLICT (subject, subject_id, seq) DO UPDATE SET reason = 'x'",
    "skip a number": dec("claim", "new", "unreviewed", "in_review", "author", step="+ 2") + move("new", "in_review"),
    "a second branch": dec("claim", "one", "reviewed", "in_review", "author", step="") + move("one", "in_review"),
    "a decision that moves nothing": dec("claim", "new", "unreviewed", "in_review", "author"),
    "a decision without a reason": dec("claim", "new", "unreviewed", "in_review", "author").replace("'r'", "E' \\n'") + move("new", "in_review"),  # noqa: E501
    "write the history": "INSERT INTO claims_history (subject, subject_id, \"table\", row_id, at) VALUES ('claim', {one}, 'x', 1, now())",
    "rub the history out": "DELETE FROM claims_history",
    "hang the history's writer on a table of one's own": "CREATE TEMP TABLE claims_claim (id bigint); CREATE TRIGGER t AFTER INSERT "
    "ON pg_temp.claims_claim FOR EACH ROW EXECUTE FUNCTION public.claims_keep_history('claim', 'id')",
    # A decisions table of one's own, in which a guard would look first
    "believe a temporary audit": "CREATE TEMP TABLE claims_decision (LIKE public.claims_decision);"
    "INSERT INTO pg_temp.claims_decision SELECT 1, 'claim', {new}, 1, 'unreviewed', 'in_review', 'r', now(), '', '', {author}, '{{}}', 1;"
    "UPDATE public.claims_claim SET status = 'in_review', version = 1 WHERE id = {new}",
    "believe a temporary path": "SET LOCAL search_path = pg_temp, public; CREATE TEMP TABLE claims_evidence AS SELECT * FROM "
    "public.claims_evidence; UPDATE public.claims_factcheck SET state = 'approved' WHERE id = {draft}",
    # Claims
    "a status without a decision": "UPDATE claims_claim SET status = 'reviewed' WHERE id = {new}",
    "a version without a decision": "UPDATE claims_claim SET version = version + 1 WHERE id = {new}",
    "a claim born reviewed": "INSERT INTO claims_claim (speaker_id, speaker_root_id, text, text_key, language, said_precision, as_of_precision,"  # noqa: E501
    " polarity, modality, checkworthiness, checkworthiness_reasons, status, version, match_state, extraction_version, created_at) SELECT"
    " speaker_id, speaker_root_id, 'x', 'x', 'ar', 'day', '', 'positive', 'fact', 0, '[]', 'reviewed', 0, 'done', '1', now()"
    " FROM claims_claim WHERE id = {one}",
    "no such move": dec("claim", "new", "unreviewed", "in_approval", "author") + move("new", "in_approval"),
    "reviewed without an approval": dec("claim", "two", "in_approval", "reviewed", "approver") + move("two", "reviewed"),
    "another move than decided": dec("claim", "new", "unreviewed", "dismissed", "author") + move("new", "in_review"),
    "undo what somebody else did": dec("claim", "two", "in_approval", "unreviewed", "approver", '{{"undoes": 2}}') + move("two", "unreviewed"),  # noqa: E501
    "dismiss while published": dec("claim", "one", "reviewed", "in_review", "author") + move("one", "in_review")
    + dec("claim", "one", "in_review", "dismissed", "author") + move("one", "dismissed"),
    "the machine reviews": dec("claim", "two", "in_approval", "reviewed", "system") + move("two", "reviewed"),
    "delete a decided claim": "DELETE FROM claims_quantity WHERE claim_id = {two}; DELETE FROM claims_claim WHERE id = {two}",
    "give a claim another number": "UPDATE claims_claim SET id = 999999 WHERE id = {new}",
    "open what is confidential": "UPDATE claims_claim SET confidential_to_id = 1 WHERE id = {new}",
    "other words for a touched claim": "UPDATE claims_claim SET text = 'x' WHERE id = {one}",
    "another day for a touched claim": "UPDATE claims_claim SET said = '[2020-01-01,2020-01-02)' WHERE id = {one}",
    "another amount for a touched claim": "UPDATE claims_quantity SET low = 1 WHERE claim_id = {one}",
    "one more amount for a touched claim": "INSERT INTO claims_quantity (claim_id, position, text, low, qualifier, unit, thing, change)"
    " VALUES ({one}, 9, 'x', 1, 'exact', '', '', '')",
    "a touched claim's amount away": "DELETE FROM claims_quantity WHERE claim_id = {one}",
    "a touched claim's amount elsewhere": "UPDATE claims_quantity SET claim_id = {new} WHERE claim_id = {one}",
    "other words at the source": "UPDATE claims_appearance SET text = 'x' WHERE claim_id = {one}",
    "another speaker's root for a touched claim": "UPDATE claims_claim SET speaker_root_id = {stranger} WHERE id = {one}",
    "another speaker's root for an untouched claim": "UPDATE claims_claim SET speaker_root_id = {stranger} WHERE id = {new}",
    "open a confidential article": "UPDATE claims_article SET confidential_to_id = NULL WHERE id = {secret}",
    # Speakers
    "another name for who said it": "UPDATE claims_speaker SET name = 'x' WHERE id = {stranger}",
    "another key for who said it": "UPDATE claims_speaker SET key = 'x' WHERE id = {stranger}",
    "a group of a person": "UPDATE claims_speaker SET kind = 'group' WHERE id = {stranger}",
    "a namesake told apart otherwise": "UPDATE claims_speaker SET distinction = 'x' WHERE id = {stranger}",
    "known in one article alone": "UPDATE claims_speaker SET article_id = {secret} WHERE id = {stranger}",
    "another spelling": "UPDATE claims_speakername SET name = 'x' WHERE id = {spelling}",
    "another key of a spelling": "UPDATE claims_speakername SET key = 'x' WHERE id = {spelling}",
    "a spelling of somebody else": "UPDATE claims_speakername SET speaker_id = (SELECT speaker_id FROM claims_claim WHERE id = {one})"
    " WHERE id = {spelling}",
    "a spelling away": "DELETE FROM claims_speakername WHERE id = {spelling}",
    "an assignment without a decision": "UPDATE claims_claim SET assignee_id = {author} WHERE id = {new}",
    # Outlets and origins
    "another name for an outlet": "UPDATE claims_outlet SET name = 'x' WHERE id = {outlet}",
    "another domain for an outlet": "UPDATE claims_outlet SET domain = 'x.example' WHERE id = {outlet}",
    "another language for an outlet": "UPDATE claims_outlet SET language = 'en' WHERE id = {outlet}",
    "another clock for an outlet": "UPDATE claims_outlet SET time_zone = 'Africa/Cairo' WHERE id = {outlet}",
    "a version of an outlet without a decision": "UPDATE claims_outlet SET version = version + 1 WHERE id = {outlet}",
    "an outlet that stands for unknown ones": outlet("outlet", "is_placeholder = true"),
    "an outlet born decided": "INSERT INTO claims_outlet (name, domain, language, time_zone, is_placeholder, version)"
    " VALUES ('x', '', '', 'UTC', false, 1)",
    "a decision on an outlet that moves nothing": dec("outlet", "outlet", "", "", "author"),
    "delete a decided outlet": outlet("spare", "language = 'ar'") + "DELETE FROM claims_outlet WHERE id = {spare}",
    "keep an origin to a desk": "UPDATE claims_origin SET confidential_to_id = {desk} WHERE id = {origin}",
    "open a desk's origin": "INSERT INTO claims_origin (id, agency, confidential_to_id, trace_version, created_at)"
    " VALUES (900000, '', {desk}, '1', now()); UPDATE claims_origin SET confidential_to_id = NULL WHERE id = 900000",
    # Keys
    "a key without a decision": NEW_KEY.format(revoked="NULL"),
    "a key born revoked": NEW_KEY.format(revoked="now()"),
    "a key that is somebody else's": "UPDATE claims_apikey SET user_id = {approver} WHERE id = {key}",
    "a key that may more": "UPDATE claims_apikey SET scopes = ARRAY['read', 'approve'] WHERE id = {key}",
    "a key of another name": "UPDATE claims_apikey SET name = 'x' WHERE id = {key}",
    "a key with another secret": "UPDATE claims_apikey SET digest = 'x' WHERE id = {key}",
    "a key that ends at another time": "UPDATE claims_apikey SET expires_at = now() + interval '9 years' WHERE id = {key}",
    "a key revoked without a decision": "UPDATE claims_apikey SET revoked_at = now() WHERE id = {key}",
    "a key that opens again": key("key", "valid", "revoked", "now()") + key("key", "revoked", "valid", "NULL"),
    "a decision on a key that moves nothing": dec("key", "key", "valid", "revoked", "author"),
    "delete a key": "DELETE FROM claims_apikey WHERE id = {key}",
    # Fact checks
    "a check without its beginning": dec("claim", "new", "unreviewed", "in_review", "author") + move("new", "in_review")
    + "INSERT INTO claims_factcheck (claim_id, verdict, summary, origins_override, author_id, state, fingerprint, version)"
    " VALUES ({new}, 'false', 's', '', {author}, 'draft', '', 0)",
    "a check born approved": "INSERT INTO claims_factcheck (claim_id, verdict, summary, origins_override, author_id, state, fingerprint, version)"  # noqa: E501
    " VALUES ({new}, 'false', 's', '', {author}, 'approved', 'x', 0)",
    "a check of a claim not in review": "INSERT INTO claims_factcheck (claim_id, verdict, summary, origins_override, author_id, state, "
    "fingerprint, version) VALUES ({new}, 'false', 's', '', {author}, 'draft', '', 0)",
    "approve one's own": dec("factcheck", "draft", "draft", "approved", "author", '{{"approved": "x"}}') + APPROVE,
    "approve one's own once the approval by another is void": approved_again("author"),
    "the machine approves": dec("factcheck", "draft", "draft", "approved", "system", '{{"approved": "x"}}') + APPROVE,
    "approve without saying so": dec("factcheck", "draft", "draft", "approved", "approver") + APPROVE,
    "approve something else": dec("factcheck", "draft", "draft", "approved", "approver", '{{"approved": "x"}}')
    + check("draft", "state = 'approved', fingerprint = 'x'"),
    "approve and rewrite": dec("factcheck", "draft", "draft", "approved", "approver", '{{"approved": "x"}}')
    + check("draft", "state = 'approved', summary = 'mine', fingerprint = claims_fingerprint({two})"),
    "approve what nobody asked to approve": dec("claim", "two", "in_approval", "in_review", "author") + move("two", "in_review")
    + dec("factcheck", "draft", "draft", "approved", "approver", '{{"approved": "x"}}') + APPROVE,
    "publish a draft": dec("factcheck", "draft", "draft", "draft", "approver") + check("draft", "published_at = now()"),
    "publish again": dec("factcheck", "check", "published", "published", "approver") + check("check", "published_at = now()"),
    "rewrite what is published": dec("factcheck", "check", "published", "published", "author") + check("check", "summary = 'x'"),
    "draft over a reviewed claim": dec("factcheck", "check", "published", "draft", "author") + check("check", "state = 'draft', summary = 'x'"),  # noqa: E501
    "rewrite what was approved": dec("factcheck", "check", "published", "published", "approver")
    + check("check", "approved_content = jsonb_build_object()"),
    "an override without an approval": dec("factcheck", "draft", "draft", "draft", "author") + check("draft", "origins_override = 'x'"),
    "withdraw and leave the claim reviewed": dec("factcheck", "check", "published", "withdrawn", "approver")
    + check("check", "withdrawn_at = now()"),
    "void what has not changed": dec("factcheck", "check", "published", "void", "system") + check("check", "state = 'void'"),
    "take back an approval and rewrite": dec("factcheck", "check", "published", "draft", "approver", '{{"unapproves": 1, "undoes": 4}}')
    + check("check", "state = 'draft', verdict = 'true'"),
    "delete a check": "DELETE FROM claims_evidence WHERE fact_check_id = {draft}; DELETE FROM claims_factcheck WHERE id = {draft}",
    "move a check to another claim": dec("factcheck", "draft", "draft", "draft", "author") + check("draft", "claim_id = {new}"),
    "another first author": dec("factcheck", "draft", "draft", "draft", "author") + check("draft", "author_id = {approver}"),
    "a verdict that is none": dec("factcheck", "draft", "draft", "draft", "author") + check("draft", "verdict = 'False'"),
    "a state that is none": dec("factcheck", "check", "published", "x", "author") + check("check", "state = 'x'")
    + dec("claim", "one", "reviewed", "in_review", "author") + move("one", "in_review"),
    "two origins at one address": approved_on("https://x.example/1", "https://x.example/1"),
    "two origins at one host": approved_on("https://x.example/1", "http://reader:word@X.example.:8080?2"),
    "two origins in copies of one text": approved_on("https://wire.example/1", "https://copy.example/2"),
    # Evidence
    "evidence of no known stance": dec("factcheck", "draft", "draft", "draft", "author") + check("draft", "state = 'draft'")
    + evidence("draft", "author", stance="Refutes"),
    "evidence without a decision": evidence("draft", "author"),
    "evidence in another's name": dec("factcheck", "draft", "draft", "draft", "author") + check("draft", "state = 'draft'")
    + evidence("draft", "approver"),
    "evidence under an approval": evidence("check", "author"),
    "evidence without words": dec("factcheck", "draft", "draft", "draft", "author") + check("draft", "state = 'draft'")
    + evidence("draft", "author", snapshot=" "),
    "evidence at no address": dec("factcheck", "draft", "draft", "draft", "author") + check("draft", "state = 'draft'")
    + evidence("draft", "author", address="javascript:x"),
    "rewrite evidence": "UPDATE claims_evidence SET snapshot = 'x' WHERE fact_check_id = {draft}",
    "evidence of another origin": "UPDATE claims_evidence SET origin = 'x' || id WHERE fact_check_id = {draft}",
    "evidence out without a decision": "UPDATE claims_evidence SET removed_at = now() WHERE fact_check_id = {draft}",
    "delete evidence": "DELETE FROM claims_evidence WHERE fact_check_id = {draft}",
    "rewrite a page of evidence": FETCHED + "UPDATE claims_snapshot SET text = 'x'",
    "fetch a page of evidence anew": FETCHED + "UPDATE claims_snapshot SET state = 'waiting'",
    "delete a page of evidence": FETCHED + "DELETE FROM claims_snapshot",
    "a page of evidence without its hash": "UPDATE claims_snapshot SET state = 'fetched', fetched_at = now()",
    # Matches
    "confirm without a decision": "UPDATE claims_match SET state = 'confirmed', relation = 'same' WHERE id = {pair}",
    "suggest what was rejected": dec("match", "pair", "rejected", "suggested", "system")
    + "UPDATE claims_match SET state = 'suggested', version = version + 1 WHERE id = {pair}",
    "forget what was rejected": dec("match", "pair", "rejected", "confirmed", "author")
    + "UPDATE claims_match SET state = 'confirmed', version = version + 1 WHERE id = {pair}",  # and no relation
    "rewrite what the machine said": "UPDATE claims_match SET machine_relation = 'same' WHERE id = {pair}",
    "another pair": "UPDATE claims_match SET claim_low_id = {new} WHERE id = {pair}",
    "delete a decided match": "DELETE FROM claims_match WHERE id = {pair}",
    # Actors and texts
    "wake the machine up": "UPDATE claims_user SET is_active = true WHERE id = {system}",
    "rename the machine": "UPDATE claims_user SET username = 'x' WHERE id = {system}",
    "delete an account that was decided on": "DELETE FROM claims_user_groups WHERE user_id = {idle}; DELETE FROM claims_user WHERE id = {idle}",  # noqa: E501
    "exchange a permission of a role": "UPDATE auth_group_permissions SET permission_id = (SELECT max(id) FROM auth_permission)",
    "exchange a permission of a person": GIVEN
    + "UPDATE claims_user_user_permissions SET permission_id = (SELECT max(id) FROM auth_permission)",
    "rewrite an article": "UPDATE claims_articleversion SET text = 'x'",
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_no_way_round_for_the_serving_role(way: str, case: dict[str, object], app: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.DatabaseError) as caught:
        execute(app, WAYS[way].format(**case))
    # Refused by a rule, a right or a constraint: a misspelt statement would be refused too.
    assert type(caught.value) in REFUSALS, caught.value


# The same, where the same steps are allowed to somebody else: else a misspelt statement would pass for a refusal.
ALLOWED = {
    "a move with its decision": dec("claim", "new", "unreviewed", "in_review", "author") + move("new", "in_review"),
    "an approval by another": APPROVAL,
    "an approval once more by who approved what is void": approved_again("approver"),
    "a speaker's name with its decision": dec("speaker", "stranger", "open", "open", "author")
    + "UPDATE claims_speaker SET name = 'x', key = 'x', version = version + 1 WHERE id = {stranger}",
    "another address for an article": "UPDATE claims_article SET address = 'https://x.example/' WHERE id = {secret}",
    "an approval on evidence of two hosts": approved_on("https://x.example/1", "https://y.example/1"),
    "an approval on two agencies at one host": approved_on("https://wires.example/1", "https://wires.example/2"),
    "evidence with its decision": dec("factcheck", "draft", "draft", "draft", "author") + check("draft", "state = 'draft'")
    + evidence("draft", "author"),
    "a draft rewritten": dec("factcheck", "draft", "draft", "draft", "author") + check("draft", "summary = 'x'"),
    "a withdrawal with its claim": dec("factcheck", "check", "published", "withdrawn", "approver") + check("check", "withdrawn_at = now()")
    + dec("claim", "one", "reviewed", "in_review", "approver") + move("one", "in_review"),
    "a rejected pair confirmed by a person": dec("match", "pair", "rejected", "confirmed", "author")
    + "UPDATE claims_match SET state = 'confirmed', relation = 'same', version = version + 1 WHERE id = {pair}",
    "other words for an untouched claim": "UPDATE claims_claim SET text = 'x' WHERE id = {new}",
    "another amount for an untouched claim": "UPDATE claims_quantity SET low = 1 WHERE claim_id = {new}",
    "another root for a speaker": "UPDATE claims_claim SET speaker_root_id = speaker_id WHERE id = {one}",
    "another spelling with its decision": SPELLED + "UPDATE claims_speakername SET name = 'x', key = 'x' WHERE id = {spelling}",
    "a spelling away with its decision": SPELLED + "DELETE FROM claims_speakername WHERE id = {spelling}",
    "under what a spelling is looked up": "UPDATE claims_speakername SET keys = ARRAY['x'] WHERE id = {spelling}",
    "an outlet with its decision": outlet("outlet", "name = 'x', domain = 'x.example', language = 'en', time_zone = 'Africa/Cairo'"),
    "an undecided outlet away": "DELETE FROM claims_outlet WHERE id = {spare}",
    "another agency for an origin": "UPDATE claims_origin SET agency = 'afp' WHERE id = {origin}",
    "a key made with its decision": NEW_KEY.format(revoked="NULL") + key("fresh", "", "valid", "NULL"),
    "a key revoked with its decision": key("key", "valid", "revoked", "now()"),
    "a key used": "UPDATE claims_apikey SET last_used_at = now() WHERE id = {key}",
}  # fmt: skip


@pytest.mark.parametrize("way", ALLOWED)
def test_the_same_statements_as_they_should_be(way: str, case: dict[str, object], app: psycopg.Connection) -> None:
    execute(app, ALLOWED[way].format(**case))


def test_a_quote_that_a_person_touched_changes_by_decisions_alone(case: dict[str, object], app: psycopg.Connection) -> None:
    execute(app, "UPDATE claims_quote SET stated_on = '[2020-01-01,2020-01-02)'")
    execute(app, dec("quote", "quote", "", "corrected", "author").format(**case) + "UPDATE claims_quote SET revision = 1")
    with pytest.raises(psycopg.errors.CheckViolation):
        execute(app, "UPDATE claims_quote SET stated_on = NULL")


def test_an_account_that_is_switched_off_decides_nothing(case: dict[str, object], app: psycopg.Connection) -> None:
    execute(app, "UPDATE claims_user SET is_active = false WHERE id = {author}".format(**case))
    with pytest.raises(psycopg.errors.CheckViolation, match="switched off"):
        execute(app, ALLOWED["a move with its decision"].format(**case))


# What is written of an account, where none of it changes.
STANDS: dict[str, list[object]] = {
    "desk": [None, None],
    "username": ["reviewer", "reviewer"],
    "is_active": [True, True],
    "is_superuser": [False, False],
    "is_staff": [True, True],
    "email": ["", ""],
}


@pytest.mark.parametrize(
    ("statement", "changes"),
    [
        (
            "INSERT INTO claims_user_groups (user_id, group_id) SELECT {author}, id FROM auth_group WHERE name = 'approver'",
            {"role": [None, "approver"]},
        ),
        ("DELETE FROM claims_user_groups WHERE user_id = {author}", {"role": ["reviewer", None]}),
        (
            "UPDATE claims_user SET is_superuser = true WHERE id = {author}",
            {**STANDS, "is_superuser": [False, True]},
        ),
        # the address that single sign-on goes by, and the door to the admin
        ("UPDATE claims_user SET email = 'else@x.example' WHERE id = {author}", {**STANDS, "email": ["", "else@x.example"]}),
        ("UPDATE claims_user SET is_staff = false WHERE id = {author}", {**STANDS, "is_staff": [True, False]}),
        (
            "UPDATE claims_user_groups SET group_id = (SELECT id FROM auth_group WHERE name = 'approver') WHERE user_id = {author}",
            {"role": ["reviewer", "approver"]},
        ),
        # a second change in the wake of the first
        (
            "UPDATE claims_user SET desk_id = NULL, is_superuser = true WHERE id = {author};"
            "INSERT INTO claims_user_groups (user_id, group_id) SELECT {author}, id FROM auth_group WHERE name = 'approver'",
            {"role": [None, "approver"]},
        ),
        # somebody else's role
        ("UPDATE claims_user_groups SET user_id = {author} WHERE user_id = {approver}", {"role": [None, "approver"]}),
        ("UPDATE claims_user_groups SET user_id = {system} WHERE user_id = {author}", {"role": ["reviewer", None]}),
        # the role itself
        ("UPDATE auth_group SET name = name || 's' WHERE name = 'reviewer'", {"role": ["reviewer", "reviewers"]}),
        (
            "INSERT INTO auth_group_permissions (group_id, permission_id) SELECT g.id, p.id FROM auth_group g, auth_permission p "
            "WHERE g.name = 'reviewer' AND p.codename IN ('change_user', 'add_user')",
            {"permissions": [None, ["add_user", "change_user"]]},
        ),
        (
            "DELETE FROM auth_group_permissions WHERE permission_id = (SELECT id FROM auth_permission WHERE codename = 'view_claim')",
            {"permissions": [["view_claim"], None]},
        ),
        # a right beside the roles
        (GIVEN, {"permissions": [None, ["add_user"]]}),
        (GIVEN + "DELETE FROM claims_user_user_permissions", {"permissions": [["add_user"], None]}),
    ],
)
def test_a_change_of_rights_is_audited_even_in_raw_sql(
    statement: str, changes: dict[str, object], case: dict[str, object], app: psycopg.Connection
) -> None:
    execute(app, statement.format(**case))
    last = app.execute(
        "SELECT actor_id, reason, changes FROM claims_decision WHERE subject = 'user' AND subject_id = %s ORDER BY seq DESC",
        [case["author"]],
    ).fetchone()
    assert last == (case["system"], "rights_changed_directly", changes)


def test_an_account_made_in_raw_sql_is_audited_as_it_stands_in_the_end(case: dict[str, object], app: psycopg.Connection) -> None:
    made = (
        "INSERT INTO claims_user (username, password, is_superuser, is_staff, is_active, first_name, last_name, email, date_joined, "
        "language, time_zone) VALUES ('late', '', true, false, true, '', '', 'late@x.example', now(), '', '');"
    )
    execute(app, made + "UPDATE claims_user SET is_staff = true WHERE username = 'late'")
    last = app.execute(
        "SELECT d.actor_id, d.reason, d.changes FROM claims_decision d JOIN claims_user u ON d.subject = 'user' AND u.id = d.subject_id "
        "WHERE u.username = 'late' ORDER BY d.seq DESC"
    ).fetchone()
    stands = {"username": "late", "desk": None, "is_active": True, "is_superuser": True, "is_staff": True, "email": "late@x.example"}
    assert last == (case["system"], "rights_changed_directly", {field: [None, value] for field, value in stands.items()})


@pytest.mark.django_db
def test_what_is_sent_as_moment_number_and_hash_is_overwritten() -> None:
    one, author = claim(), person("reviewer")
    sent = decision("claim", one.pk, 1, "unreviewed", "in_review", author).replace("hash)", "hash, at, xact, id)")
    with as_app():
        run(sent.replace("'', '');", "'false', 'false', '2000-01-01', 1, 12345);") + move("one", "in_review").format(one=one.pk))
    written = Decision.objects.get(subject="claim")
    assert written.at is not None
    assert (written.at.year > 2000, written.xact != 1, written.pk != 12345, written.prev, len(written.hash)) == (True, True, True, "", 64)


@pytest.mark.django_db
def test_every_function_that_writes_names_its_search_path() -> None:
    """Else a temporary table of the same name would be believed, as pg_temp comes first where nothing is said."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE starts_with(proname, 'claims_') AND provolatile = 'v' AND proconfig IS NULL")
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_a_session_in_another_calendar_voids_nothing() -> None:
    one = claim()
    check = approved(one, person("reviewer"), person("approver"))
    with as_app():
        run(
            "SET LOCAL DateStyle = 'SQL, DMY'; SET LOCAL TimeZone = 'Asia/Tokyo'; UPDATE claims_claim SET speaker_root_id = speaker_root_id"
        )
    check.refresh_from_db()
    assert check.state == "approved"


@pytest.mark.django_db
def test_an_amount_that_is_corrected_voids_the_approval_and_says_who_did() -> None:
    one = claim()
    check = approved(one, person("reviewer"), person("approver"))
    correct_amount(one, position=0, amount={"low": 3000, "high": 3000}, by=person("editor"), reason="the article says 3,000")
    check.refresh_from_db()
    one.refresh_from_db()
    assert (one.status, check.state) == ("in_review", "void")
    last = Decision.objects.filter(subject="claim").values_list("actor__username", "from_state", "to_state")
    assert list(last)[-2:] == [("editor", "reviewed", "reviewed"), ("system", "reviewed", "in_review")]
