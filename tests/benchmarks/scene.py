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
    "claimrelation",
    "queuerank",
    "articleversion",
    "factcheck",
)
# From 0 to 1, from a number and a salt.
_CHANCE = "((hashint8extended({n}, {salt}) & 2147483647) / 2147483648.0)"

BEFORE = (
    # Two who decide, as everybody of the base is but for these fields.
    """INSERT INTO claims_user SELECT made.* FROM claims_user u, generate_series(0, 1) n, LATERAL jsonb_populate_record(u, jsonb_build_object('id', {first} + n, 'username', 'reviewer ' || n, 'is_active', true)) made
       WHERE u.username = 'system'""",
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
           given, CASE given WHEN 'updates' THEN 'high_updates_low' ELSE '' END, CASE state WHEN 'rejected' THEN kind ELSE '' END, '',
           CASE WHEN state = 'suggested' THEN 0 WHEN state <> 'expired' AND low % 10 = 0 THEN 3 ELSE 1 END, now() - make_interval(days => {days} - (low * {days}::bigint / {claims})::int)
       FROM generate_series(1, {claims}) low, unnest(ARRAY[1, 17, 1000]) step, LATERAL (SELECT {chance_kind} AS k, {chance_state} AS s) c,
           LATERAL (SELECT CASE WHEN k < .2 THEN 'same' WHEN k < .7 THEN 'agrees' WHEN k < .75 THEN 'contradicts' ELSE 'updates' END AS kind, CASE WHEN s < .9 THEN 'suggested' WHEN s < .95 THEN 'confirmed' WHEN s < .99 THEN 'rejected' ELSE 'expired' END AS state) d,
           LATERAL (SELECT CASE WHEN state <> 'confirmed' THEN '' WHEN low % 7 = 0 THEN 'same' ELSE kind END AS given) e
       WHERE low + step <= {claims}""",
    """INSERT INTO claims_matchedquantity (match_id, quantity_low_id, quantity_high_id, relation)
       SELECT m.id, l.id, h.id, m.relation FROM claims_match m JOIN claims_quantity l ON l.claim_id = m.claim_low_id JOIN claims_quantity h ON h.claim_id = m.claim_high_id
       WHERE m.state = 'confirmed' AND l.position = 0 AND h.position = 0""",
    """INSERT INTO claims_supported (claim_id, origins, language, day)
       SELECT c.id, 1 + coalesce(s.others, 0), c.language, lower(c.published) FROM claims_claim c LEFT JOIN (
           SELECT one, count(DISTINCT (other - 1) / {claims_an_article}) FILTER (WHERE (other - 1) / {claims_an_article} <> (one - 1) / {claims_an_article}) AS others
           FROM claims_match, LATERAL (VALUES (claim_low_id, claim_high_id), (claim_high_id, claim_low_id)) AS pair (one, other) WHERE state = 'confirmed' AND relation = 'same' GROUP BY one) s ON s.one = c.id""",
    """INSERT INTO claims_claimrelation (claim_id, relation) SELECT claim_low_id, claims_relation_given(m) FROM claims_match m WHERE state IN ('suggested', 'confirmed')
       UNION SELECT claim_high_id, claims_relation_given(m) FROM claims_match m WHERE state IN ('suggested', 'confirmed')""",
    """INSERT INTO claims_queuerank (claim_id, status, worth, day, origins, is_contradicted, is_updated, moved_at)
       SELECT c.id, c.status, c.checkworthiness, claims_queue_day(c.published, c.created_at), 1, coalesce(r.is_contradicted, false), coalesce(r.is_updated, false), c.created_at
       FROM claims_claim c LEFT JOIN (SELECT claim_id, bool_or(relation = 'contradicts') AS is_contradicted, bool_or(relation = 'updates') AS is_updated
           FROM claims_claimrelation GROUP BY claim_id) r ON r.claim_id = c.id""",
    "UPDATE claims_queuerank q SET origins = s.origins FROM claims_supported s WHERE s.claim_id = q.claim_id AND s.origins > 1",
    """INSERT INTO claims_factcheck (claim_id, verdict, summary, origins_override, author_id, state, fingerprint, published_at, moved_at, version, approved_content)
       SELECT c.id, (ARRAY['true', 'false', 'false', 'misleading', 'unproven', 'satire'])[1 + c.id % 6], 'ما وجدناه', '', u.id, 'approved', md5(c.id::text) || md5('f' || c.id), c.created_at + interval '9 hours', c.created_at + interval '9 hours', 2, jsonb_build_object('verdict', 'false', 'summary', 'ما وجدناه', 'evidence', '[]'::jsonb)
       FROM claims_claim c, (SELECT id FROM claims_user WHERE username = 'system') u WHERE c.status = 'reviewed'""",
    """INSERT INTO claims_decision (subject, subject_id, seq, from_state, to_state, actor_id, reason, changes, at, xact, prev, hash)
       SELECT 'claim', c.id, 1, 'unreviewed', c.status, u.id, 'measured', '{{}}', c.created_at + interval '3 hours', 0, '', '' FROM claims_claim c, (SELECT id FROM claims_user WHERE username = 'system') u WHERE c.version = 1""",
    """INSERT INTO claims_decision (subject, subject_id, seq, from_state, to_state, actor_id, reason, changes, at, xact, prev, hash)
       SELECT 'factcheck', f.id, step, CASE step WHEN 1 THEN '' ELSE 'draft' END, CASE step WHEN 1 THEN 'draft' ELSE 'approved' END, f.author_id, 'measured', '{{}}', f.published_at - make_interval(hours => 2 - step), 0, '', '' FROM claims_factcheck f, generate_series(1, 2) step""",
    # Decided once, or decided by the one, taken back, and decided by the other.
    """INSERT INTO claims_decision (subject, subject_id, seq, from_state, to_state, actor_id, reason, changes, at, xact, prev, hash)
       SELECT 'match', m.id, step, CASE step WHEN 2 THEN m.state ELSE 'suggested' END, CASE step WHEN 2 THEN 'suggested' ELSE m.state END, CASE m.state WHEN 'expired' THEN u.id ELSE {first} + step / 3 END, 'measured',
           CASE WHEN m.state = 'confirmed' AND step <> 2 THEN jsonb_build_object('relation', jsonb_build_array('', m.relation)) ELSE '{{}}' END, m.created_at + make_interval(hours => 5 + step), 0, '', ''
       FROM claims_match m, generate_series(1, m.version) step, (SELECT id FROM claims_user WHERE username = 'system') u""",
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
    """INSERT INTO claims_tally ("of", key, state, language, day, n) SELECT 'judged', machine_relation, CASE WHEN relation NOT IN ('', machine_relation) THEN 'corrected' ELSE state END, '', created_at::date, count(*)
       FROM claims_match WHERE state IN ('confirmed', 'rejected') GROUP BY 2, 3, 5""",
    """INSERT INTO claims_tally ("of", key, state, language, day, n) SELECT 'origins', origins::text, '', language, day, count(*) FROM claims_supported GROUP BY 2, 4, 5""",
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
