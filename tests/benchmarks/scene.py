# ruff: noqa: E501  # SQL is read more easily in long lines
"""What stands around many claims: outlets, articles, speakers, amounts, matches, verdicts, decisions, and the counts of all of them.

Rows as the program would leave them, written past its guards, which would take hours. Everything follows from a row's number, so that
two bases of one size are equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

CLAIMS_AN_ARTICLE, OUTLETS, SPEAKERS = 20, 40, 20_000
# Ids of what the scene makes begin here, above those of the rows that every base has.
FIRST = 100_000
DAYS = 3_650
# Big tables of which the indexes are made after the rows.
_FILLED = (
    "claim",
    "claimwords",
    "appearance",
    "quantity",
    "quote",
    "match",
    "embedding",
    "decision",
    "change",
    "tally",
    "checked",
    "articleversion",
    "factcheck",
)
# From 0 to 1, from a number and a salt.
_CHANCE = "((hashint8extended({n}, {salt}) & 2147483647) / 2147483648.0)"

BEFORE = (
    "INSERT INTO claims_outlet (id, name, domain, language, time_zone, is_placeholder) SELECT {first} + n, 'منبر ' || n, 'outlet' || n || '.example', 'ar', 'Asia/Baghdad', false FROM generate_series(0, {outlets} - 1) n",
    "INSERT INTO claims_speaker (id, kind, name, key, distinction, version) SELECT {first} + n, 'person', 'متحدث ' || n, 'متحدث ' || n, '', 0 FROM generate_series(0, {speakers} - 1) n",
    "INSERT INTO claims_speaker (id, kind, name, key, distinction, outlet_id, version) SELECT {first} + {speakers} + n, 'outlet', 'منبر ' || n, 'منبر ' || n, '', {first} + n, 0 FROM generate_series(0, {outlets} - 1) n",
    "INSERT INTO claims_speakername (speaker_id, name, key, keys) SELECT id, name, key, ARRAY[key] FROM claims_speaker WHERE id >= {first}",
    """INSERT INTO claims_article (id, outlet_id, address, identity, added_by_id, added_at)
       SELECT {first} + n, {first} + (hashint8(n) & 2147483647) % {outlets}, 'https://outlet.example/' || n, md5(n::text) || md5('-' || n), u.id, now() - make_interval(days => {days} - (n * {days}::bigint / {articles})::int)
       FROM generate_series(0, {articles} - 1) n, (SELECT id FROM claims_user WHERE username = 'system') u""",
    """INSERT INTO claims_articleversion (id, article_id, number, title, byline, published, language, text, sha256, fetched_at, state, state_at, attempts, error_code, error_params, warnings, extraction_version, is_bulk)
       SELECT id, id, 1, 'عنوان الخبر ' || id, '', added_at::date, CASE WHEN {chance_en} < .1 THEN 'en' ELSE 'ar' END, 'عنوان الخبر ' || id || E'\n\n' || repeat('قال متحدث إن العدد ارتفع خلال الأسبوع. ', 20), md5(id::text) || md5('v' || id), added_at, 'done', added_at, 1, '', '{{}}', '[]', '1', false
       FROM claims_article WHERE id >= {first}""",
)
AFTER = (
    """INSERT INTO claims_quantity (claim_id, position, text, low, high, qualifier, unit, thing, change)
       SELECT n, place, value::text, value, value, 'exact', (ARRAY['person', 'person', 'percent', 'dollar', 'dinar', 'barrel', 'day', 'kilometre'])[1 + (hashint8(n + place) & 7)], '', ''
       FROM generate_series(1, {claims}) n, generate_series(0, 1) place, LATERAL (SELECT round((exp({chance_value} * 14))::numeric) AS value) v WHERE {chance_amount} < CASE place WHEN 0 THEN .6 ELSE .15 END""",
    """INSERT INTO claims_match (claim_low_id, claim_high_id, machine_relation, machine_direction, score, reasons, judgement_version, state, relation, direction, rejected_relation, rejected_fingerprint, version, created_at)
       SELECT low, low + step, kind, CASE kind WHEN 'updates' THEN 'high_updates_low' ELSE '' END, round({chance_score}::numeric, 4), '[]', '1', state,
           CASE state WHEN 'confirmed' THEN kind ELSE '' END, CASE WHEN state = 'confirmed' AND kind = 'updates' THEN 'high_updates_low' ELSE '' END, CASE state WHEN 'rejected' THEN kind ELSE '' END, '', (state <> 'suggested')::int, now() - make_interval(days => {days} - (low * {days}::bigint / {claims})::int)
       FROM generate_series(1, {claims}) low, unnest(ARRAY[1, 17, 1000]) step, LATERAL (SELECT {chance_kind} AS k, {chance_state} AS s) c,
           LATERAL (SELECT CASE WHEN k < .2 THEN 'same' WHEN k < .7 THEN 'agrees' WHEN k < .75 THEN 'contradicts' ELSE 'updates' END AS kind, CASE WHEN s < .9 THEN 'suggested' WHEN s < .95 THEN 'confirmed' WHEN s < .99 THEN 'rejected' ELSE 'expired' END AS state) d
       WHERE low + step <= {claims}""",
    """INSERT INTO claims_factcheck (claim_id, verdict, summary, origins_override, author_id, state, fingerprint, published_at, version, approved_content)
       SELECT c.id, (ARRAY['true', 'false', 'false', 'misleading', 'unproven', 'satire'])[1 + c.id % 6], 'ما وجدناه', '', u.id, 'approved', md5(c.id::text) || md5('f' || c.id), c.created_at + interval '9 hours', 2, jsonb_build_object('verdict', 'false', 'summary', 'ما وجدناه', 'evidence', '[]'::jsonb)
       FROM claims_claim c, (SELECT id FROM claims_user WHERE username = 'system') u WHERE c.status = 'reviewed'""",
    """INSERT INTO claims_decision (subject, subject_id, seq, from_state, to_state, actor_id, reason, changes, at, xact, prev, hash)
       SELECT 'claim', c.id, 1, 'unreviewed', c.status, u.id, 'measured', '{{}}', c.created_at + interval '3 hours', 0, '', '' FROM claims_claim c, (SELECT id FROM claims_user WHERE username = 'system') u WHERE c.version = 1""",
    """INSERT INTO claims_decision (subject, subject_id, seq, from_state, to_state, actor_id, reason, changes, at, xact, prev, hash)
       SELECT 'factcheck', f.id, step, CASE step WHEN 1 THEN '' ELSE 'draft' END, CASE step WHEN 1 THEN 'draft' ELSE 'approved' END, f.author_id, 'measured', '{{}}', f.published_at - make_interval(hours => 2 - step), 0, '', '' FROM claims_factcheck f, generate_series(1, 2) step""",
    "INSERT INTO claims_change (subject, subject_id, kind, at, transaction) SELECT 'claim', id, 'created', created_at, 0 FROM claims_claim",
    "UPDATE claims_claim c SET assignee_id = u.id FROM (SELECT id FROM claims_user WHERE username = 'system') u WHERE c.id % 1000 = 0",
    "TRUNCATE claims_tally",
    """INSERT INTO claims_tally ("of", key, state, language, day, n) SELECT 'claim', '', status, language, lower(published), count(*) FROM claims_claim GROUP BY 3, 4, 5""",
    """INSERT INTO claims_tally ("of", key, state, language, day, n) SELECT kind, c.speaker_root_id::text, '', c.language, day, count(*)
       FROM claims_claim c, LATERAL (VALUES ('speaker', lower(c.published)), ('yearly', date_trunc('year', lower(c.published))::date), ('ever', '0001-01-01'::date)) AS kinds (kind, day)
       GROUP BY 1, 2, 4, 5""",
    """INSERT INTO claims_tally ("of", key, state, language, day, n) SELECT 'outlet', r.outlet_id::text, '', v.language, v.published, count(*)
       FROM claims_appearance a JOIN claims_articleversion v ON v.id = a.version_id JOIN claims_article r ON r.id = v.article_id GROUP BY 2, 4, 5""",
    """INSERT INTO claims_tally ("of", key, state, language, day, n) SELECT 'match', CASE relation WHEN '' THEN machine_relation ELSE relation END, state, '', created_at::date, count(*) FROM claims_match GROUP BY 2, 3, 5""",
    "UPDATE claims_tally SET is_fresh = false",
    "TRUNCATE claims_checked",
    "SELECT claims_keep_checked(ARRAY(SELECT id FROM claims_factcheck WHERE withdrawn_at IS NULL))",
)  # fmt: skip
# Of a claim by its number: who speaks, when, how far the work is.
CLAIM = """
INSERT INTO claims_claim (id, speaker_id, speaker_root_id, text, text_key, language, said, said_precision, published, as_of_precision, polarity, modality,
    checkworthiness, checkworthiness_reasons, status, version, extraction_version, match_state, created_at)
SELECT l.n, who, who, l.text, l.key, v.language, daterange(v.published, v.published + 1), 'day', daterange(v.published, v.published + 1), '', 'positive', 'fact',
    round({chance_worth}::numeric, 3), '[]', status, (status <> 'unreviewed')::int, '1', 'done', v.fetched_at
FROM loaded l JOIN claims_articleversion v ON v.id = {first} + (l.n - 1) / {claims_an_article} JOIN claims_article a ON a.id = v.article_id,
    LATERAL (SELECT CASE WHEN {chance_voice} < .5 THEN {first} + {speakers} + a.outlet_id - {first} ELSE {first} + floor({speakers} * {chance_speaker} ^ 3)::int END AS who, {chance_status} AS s) w,
    LATERAL (SELECT CASE WHEN s < .7 THEN 'unreviewed' WHEN s < .8 THEN 'in_review' WHEN s < .81 THEN 'in_approval' WHEN s < .85 THEN 'reviewed' ELSE 'dismissed' END AS status) t
"""
QUOTE = """
INSERT INTO claims_quote (id, version_id, start, "end", text, kind, cue, cue_start, mention, speaker_id, confidence, rule, extraction_version, retired_by, revision)
SELECT c.id, {first} + (c.id - 1) / {claims_an_article}, 20 + (c.id - 1) % {claims_an_article}, 60 + (c.id - 1) % {claims_an_article}, left(c.text, 40), 'indirect', 'قال', 15, '', c.speaker_id, .9, 'verb', '1', '', 0
FROM claims_claim c JOIN loaded l ON l.n = c.id WHERE c.speaker_id < {first} + {speakers}
"""
APPEARANCE = """
INSERT INTO claims_appearance (claim_id, version_id, quote_id, start, "end", text, retired_by, anchor)
SELECT c.id, {first} + (c.id - 1) / {claims_an_article}, q.id, 20 + (c.id - 1) % {claims_an_article}, 60 + (c.id - 1) % {claims_an_article}, left(c.text, 40), '', 'standing'
FROM claims_claim c JOIN loaded l ON l.n = c.id LEFT JOIN claims_quote q ON q.id = c.id
"""


def place_claims(cursor: CursorWrapper, claims: int) -> None:
    """Give the rows of the temporary table `loaded` (n, text, key) their claims, quotes and appearances."""
    for statement in (CLAIM, QUOTE, APPEARANCE):
        cursor.execute(_filled(statement, claims))


def before_claims(cursor: CursorWrapper, claims: int) -> None:
    for statement in BEFORE:
        cursor.execute(_filled(statement, claims))


def after_claims(cursor: CursorWrapper, claims: int) -> None:
    for statement in AFTER:
        cursor.execute(_filled(statement, claims))
    for table in ("outlet", "speaker", "article", "articleversion", "claim", "quote"):
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('claims_{table}', 'id'), (SELECT max(id) FROM claims_{table}))")


@contextmanager
def indexes_made_after(cursor: CursorWrapper) -> Iterator[None]:
    """Without the indexes and guards of the big tables inside, with them again after."""
    cursor.execute("SET session_replication_role = replica")
    cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'claim_identity'")
    identity = cursor.fetchall()[0][0]
    cursor.execute("ALTER TABLE claims_claim DROP CONSTRAINT claim_identity")
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes i WHERE tablename = ANY(%s) AND indexdef NOT LIKE '%%hnsw%%' "
        "AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)",
        [[f"claims_{table}" for table in _FILLED]],
    )
    dropped = cursor.fetchall()
    for name, _ in dropped:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _, made in dropped:
        cursor.execute(made)
    cursor.execute(f"ALTER TABLE claims_claim ADD CONSTRAINT claim_identity {identity}")
    cursor.execute("SET session_replication_role = DEFAULT")


def _filled(statement: str, claims: int) -> str:
    salts = ("voice", "speaker", "status", "worth")
    chances: dict[str, Any] = {f"chance_{name}": _CHANCE.format(n="l.n", salt=salt) for salt, name in enumerate(salts)}
    chances["chance_en"] = _CHANCE.format(n="id", salt=10)
    chances["chance_value"], chances["chance_amount"] = (_CHANCE.format(n="n * 2 + place", salt=salt) for salt in (11, 12))
    chances["chance_score"], chances["chance_kind"], chances["chance_state"] = (
        _CHANCE.format(n="low * 1001 + step", salt=salt) for salt in (13, 14, 15)
    )
    articles = -(-claims // CLAIMS_AN_ARTICLE)
    scene = {
        "first": FIRST,
        "outlets": OUTLETS,
        "speakers": SPEAKERS,
        "days": DAYS,
        "articles": articles,
        "claims_an_article": CLAIMS_AN_ARTICLE,
    }
    return statement.format(claims=claims, **scene, **chances)
