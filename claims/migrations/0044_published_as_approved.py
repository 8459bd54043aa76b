"""An approval keeps whose words they were and of which days; what moved last is found at once; days of tallies are those of UTC."""

import django.db.models.functions.datetime
from django.db import migrations, models

_CONTENT = """
CREATE OR REPLACE FUNCTION claims_factcheck_content(f claims_factcheck) RETURNS jsonb LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object('verdict', f.verdict, 'summary', f.summary, 'claim', c.text,-- said by
        'evidence', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'address', e.address, 'title', e.title, 'stance', e.stance, 'origin', e.origin,
            'snapshot', e.snapshot, 'sha256', e.sha256) ORDER BY e.id), '[]'::jsonb)
        FROM claims_evidence e WHERE e.fact_check_id = f.id AND e.removed_at IS NULL))
    FROM claims_claim c-- whose
    WHERE c.id = f.claim_id
$$;
"""
_SAID_BY = """
        'speaker', jsonb_build_object('kind', s.kind, 'name', s.name, 'outlet', s.outlet_id), 'said', claims_days(c.said), 'published', claims_days(c.published),"""

CONTENT = (
    """
-- Both days within it, null where it is open.
CREATE FUNCTION claims_days(span daterange) RETURNS jsonb LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN span IS NOT NULL THEN jsonb_build_array(lower(span), upper(span) - 1) END
$$;
"""
    + _CONTENT.replace("-- said by", _SAID_BY).replace("-- whose", " JOIN claims_speaker s ON s.id = c.speaker_root_id")
    + """
-- Of what was approved before, only where the claim is still what was approved. No decision: nothing is published that was not before.
ALTER TABLE claims_factcheck DISABLE TRIGGER USER;
UPDATE claims_factcheck f SET approved_content = f.approved_content || (claims_factcheck_content(f) - ARRAY['verdict', 'summary', 'claim', 'evidence'])
    WHERE f.state = 'approved' AND f.approved_content IS NOT NULL AND f.fingerprint = claims_fingerprint(f.claim_id);
ALTER TABLE claims_factcheck ENABLE TRIGGER USER;
"""
)
CONTENT_BEFORE = (
    _CONTENT.replace("-- said by", "").replace("-- whose", "")
    + """
ALTER TABLE claims_factcheck DISABLE TRIGGER USER;
UPDATE claims_factcheck SET approved_content = approved_content - ARRAY['speaker', 'said', 'published'] WHERE approved_content ? 'speaker';
ALTER TABLE claims_factcheck ENABLE TRIGGER USER;
DROP FUNCTION claims_days;
"""
)

MOVED = """
-- After the guard, which gives the time of publication.
CREATE FUNCTION claims_factcheck_moved() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.moved_at := CASE WHEN NEW.published_at IS NOT NULL THEN greatest(NEW.published_at, NEW.withdrawn_at,
        (SELECT d.at FROM claims_decision d WHERE d.subject = 'factcheck' AND d.subject_id = NEW.id AND d.seq = NEW.version)) END;
    RETURN NEW;
END $$;
ALTER TABLE claims_factcheck DISABLE TRIGGER USER;
UPDATE claims_factcheck f SET moved_at = greatest(f.published_at, f.withdrawn_at,
    (SELECT d.at FROM claims_decision d WHERE d.subject = 'factcheck' AND d.subject_id = f.id AND d.seq = f.version)) WHERE f.published_at IS NOT NULL;
-- Rows that this transaction has written twice wait to have their keys checked, and hold the table.
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE claims_factcheck ENABLE TRIGGER USER;
CREATE TRIGGER factcheck_moved BEFORE INSERT OR UPDATE ON claims_factcheck FOR EACH ROW EXECUTE FUNCTION claims_factcheck_moved();

CREATE FUNCTION claims_queuerank_moved() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.moved_at := clock_timestamp();
    RETURN NEW;
END $$;
UPDATE claims_queuerank q SET moved_at = greatest(c.created_at,
        (SELECT max(d.at) FROM claims_decision d WHERE d.subject = 'claim' AND d.subject_id = c.id AND d.from_state <> d.to_state),
        CASE WHEN q.is_contradicted OR q.is_updated THEN (SELECT max(m.created_at) FROM claims_match m WHERE (m.claim_low_id = c.id OR m.claim_high_id = c.id)
            AND m.state IN ('suggested', 'confirmed') AND coalesce(nullif(m.relation, ''), m.machine_relation) IN ('contradicts', 'updates')) END)
    FROM claims_claim c WHERE c.id = q.claim_id;
CREATE TRIGGER queuerank_moved BEFORE UPDATE ON claims_queuerank FOR EACH ROW
    WHEN ((OLD.status, OLD.is_contradicted, OLD.is_updated) IS DISTINCT FROM (NEW.status, NEW.is_contradicted, NEW.is_updated))
    EXECUTE FUNCTION claims_queuerank_moved();
"""
MOVED_BEFORE = """
DROP TRIGGER queuerank_moved ON claims_queuerank;
DROP TRIGGER factcheck_moved ON claims_factcheck;
DROP FUNCTION claims_queuerank_moved, claims_factcheck_moved;
"""

# Somebody else may reject again what is rejected, as they may confirm again: a second opinion. The rest of the guard is left as it is.
_REJECTED = "('confirmed', 'rejected'), ('rejected', 'confirmed'))"
_REJECTED_AGAIN = "('confirmed', 'rejected'), ('rejected', 'confirmed'), ('rejected', 'rejected'))"


def _guard(was: str, becomes: str) -> str:
    return f"DO $$ BEGIN EXECUTE replace(pg_get_functiondef('claims_match_guard'::regproc), $old${was}$old$, $new${becomes}$new$); END $$;"


# What counts by day. The day of a moment is that of the session's time zone else: what one session adds another takes from another day.
_COUNTING = (
    "claims_count_claim(claims_claim, integer)",
    "claims_count_speaker(claims_claim, integer)",
    "claims_count_appearance(claims_appearance, integer)",
    "claims_count_match(claims_match, integer)",
    "claims_count_judged(claims_match, integer)",
    "claims_keep_checked(bigint[])",
)
DAYS = "\n".join(f"ALTER FUNCTION {name} SET timezone = 'UTC';" for name in _COUNTING)
DAYS_BEFORE = "\n".join(f"ALTER FUNCTION {name} RESET timezone;" for name in _COUNTING)


class Migration(migrations.Migration):
    dependencies = [("claims", "0043_guards_of_names")]

    operations = [
        migrations.RunSQL(CONTENT, CONTENT_BEFORE),
        migrations.AddField(
            model_name="factcheck",
            name="moved_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="queuerank",
            name="moved_at",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
        ),
        migrations.RunSQL(MOVED, MOVED_BEFORE),
        migrations.AddIndex(
            model_name="factcheck",
            index=models.Index(
                models.OrderBy(models.F("moved_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("published_at__isnull", False)),
                name="factcheck_moved",
            ),
        ),
        migrations.AddIndex(
            model_name="queuerank",
            index=models.Index(
                models.OrderBy(models.F("moved_at"), descending=True),
                models.OrderBy(models.F("claim"), descending=True),
                condition=models.Q(("status__in", ["unreviewed", "in_review"])),
                name="queuerank_moved_open",
            ),
        ),
        migrations.AddIndex(
            model_name="queuerank",
            index=models.Index(
                models.F("status"),
                models.OrderBy(models.F("moved_at"), descending=True),
                models.OrderBy(models.F("claim"), descending=True),
                name="queuerank_moved",
            ),
        ),
        migrations.RunSQL(_guard(_REJECTED, _REJECTED_AGAIN), _guard(_REJECTED_AGAIN, _REJECTED)),
        migrations.RunSQL(DAYS, DAYS_BEFORE),
    ]
