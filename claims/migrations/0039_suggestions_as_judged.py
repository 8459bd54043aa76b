"""What became of the machine's suggestions is counted beside the matches: by what it had said, and only where a person decided."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION claims_count_judged(m claims_match, n integer) RETURNS void LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n)
    SELECT 'judged', m.machine_relation, CASE WHEN m.relation NOT IN ('', m.machine_relation) THEN 'corrected' ELSE m.state END, '',
        m.created_at::date, c.confidential_to_id, n
    FROM claims_claim c WHERE c.id = m.claim_low_id AND m.state IN ('confirmed', 'rejected') AND EXISTS (
        SELECT 1 FROM claims_decision d JOIN claims_user u ON u.id = d.actor_id
        WHERE d.subject = 'match' AND d.subject_id = m.id AND d.seq = m.version AND u.username <> 'system')
$$;
CREATE OR REPLACE FUNCTION claims_count_matches() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM claims_count_match(OLD, -1), claims_count_judged(OLD, -1); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM claims_count_match(NEW, 1), claims_count_judged(NEW, 1); END IF;
    RETURN NULL;
END $$;
-- The version too: who decided last may change while nothing else does.
DROP TRIGGER match_recounted ON claims_match;
CREATE TRIGGER match_recounted AFTER UPDATE OF relation, machine_relation, state, version ON claims_match FOR EACH ROW
    WHEN ((OLD.relation, OLD.machine_relation, OLD.state, OLD.version) IS DISTINCT FROM (NEW.relation, NEW.machine_relation, NEW.state, NEW.version))
    EXECUTE FUNCTION claims_count_matches();

-- What is there already.
INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n, is_fresh)
    SELECT 'judged', m.machine_relation, CASE WHEN m.relation NOT IN ('', m.machine_relation) THEN 'corrected' ELSE m.state END, '',
        m.created_at::date, c.confidential_to_id, count(*), false
    FROM claims_match m JOIN claims_claim c ON c.id = m.claim_low_id
        JOIN claims_decision d ON d.subject = 'match' AND d.subject_id = m.id AND d.seq = m.version
        JOIN claims_user u ON u.id = d.actor_id
    WHERE m.state IN ('confirmed', 'rejected') AND u.username <> 'system' GROUP BY 2, 3, 5, 6;
"""

BACKWARD = """
DROP TRIGGER match_recounted ON claims_match;
CREATE TRIGGER match_recounted AFTER UPDATE OF relation, machine_relation, state ON claims_match FOR EACH ROW
    WHEN ((OLD.relation, OLD.machine_relation, OLD.state) IS DISTINCT FROM (NEW.relation, NEW.machine_relation, NEW.state))
    EXECUTE FUNCTION claims_count_matches();
CREATE OR REPLACE FUNCTION claims_count_matches() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM claims_count_match(OLD, -1); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM claims_count_match(NEW, 1); END IF;
    RETURN NULL;
END $$;
DROP FUNCTION claims_count_judged;
DELETE FROM claims_tally WHERE "of" = 'judged';
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0038_review_checks")]

    operations = [
        migrations.AlterField(
            model_name="tally",
            name="of",
            field=models.CharField(
                choices=[
                    ("claim", "Claim"),
                    ("speaker", "Speaker"),
                    ("yearly", "Speaker Year"),
                    ("ever", "Speaker Ever"),
                    ("origins", "Origins"),
                    ("outlet", "Outlet"),
                    ("match", "Match"),
                    ("judged", "Judged"),
                ],
                max_length=8,
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
