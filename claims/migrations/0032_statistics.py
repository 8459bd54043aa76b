"""What dashboards count is summed up by years too, verdicts are counted by triggers, and only fresh tallies are folded."""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE OR REPLACE FUNCTION claims_count_claim(c claims_claim, n integer) RETURNS void LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n)
    VALUES ('claim', '', c.status, c.language, coalesce(lower(c.published), c.created_at::date), c.confidential_to_id, n)
$$;
CREATE FUNCTION claims_count_speaker(c claims_claim, n integer) RETURNS void LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n)
    SELECT kind, c.speaker_root_id::text, '', c.language, day, c.confidential_to_id, n
    FROM (SELECT coalesce(lower(c.published), c.created_at::date)) AS own (first), LATERAL (VALUES
        ('speaker', own.first), ('yearly', date_trunc('year', own.first)::date), ('ever', '0001-01-01'::date)) AS kinds (kind, day)
$$;
CREATE OR REPLACE FUNCTION claims_count_claims() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM claims_count_claim(OLD, -1), claims_count_speaker(OLD, -1);
    ELSIF TG_OP = 'INSERT' THEN
        PERFORM claims_count_claim(NEW, 1), claims_count_speaker(NEW, 1);
    ELSE
        IF (OLD.status, OLD.language, OLD.published, OLD.confidential_to_id) IS DISTINCT FROM (NEW.status, NEW.language, NEW.published, NEW.confidential_to_id) THEN
            PERFORM claims_count_claim(OLD, -1), claims_count_claim(NEW, 1);
        END IF;
        IF (OLD.speaker_root_id, OLD.language, OLD.published, OLD.confidential_to_id) IS DISTINCT FROM (NEW.speaker_root_id, NEW.language, NEW.published, NEW.confidential_to_id) THEN
            PERFORM claims_count_speaker(OLD, -1), claims_count_speaker(NEW, 1);
        END IF;
    END IF;
    RETURN NULL;
END $$;
WITH gone AS (DELETE FROM claims_tally WHERE "of" = 'speaker' RETURNING *)
INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n, is_fresh)
    SELECT 'speaker', key, '', language, day, confidential_to_id, sum(n), false FROM gone GROUP BY key, language, day, confidential_to_id HAVING sum(n) <> 0;
INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n, is_fresh)
    SELECT 'yearly', key, '', language, date_trunc('year', day)::date, confidential_to_id, sum(n), false FROM claims_tally WHERE "of" = 'speaker' GROUP BY 2, 4, 5, 6;
INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n, is_fresh)
    SELECT 'ever', key, '', language, '0001-01-01', confidential_to_id, sum(n), false FROM claims_tally WHERE "of" = 'yearly' GROUP BY 2, 4, 6;

CREATE FUNCTION claims_keep_checked(checks bigint[]) RETURNS void LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO claims_checked (fact_check_id, verdict, is_approved, seconds, language, day, confidential_to_id)
    SELECT f.id, f.verdict, f.state = 'approved', extract(epoch FROM (SELECT min(d.at) FROM claims_decision d
            WHERE d.subject = 'factcheck' AND d.subject_id = f.id AND d.to_state = 'approved') - c.created_at),
        c.language, coalesce(lower(c.published), c.created_at::date), c.confidential_to_id
    FROM claims_factcheck f JOIN claims_claim c ON c.id = f.claim_id WHERE f.id = ANY (checks) AND f.withdrawn_at IS NULL
    ON CONFLICT (fact_check_id) DO UPDATE SET verdict = excluded.verdict, is_approved = excluded.is_approved, seconds = excluded.seconds,
        language = excluded.language, day = excluded.day, confidential_to_id = excluded.confidential_to_id
$$;
CREATE FUNCTION claims_check_counted() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM claims_checked WHERE fact_check_id = OLD.id;
    ELSIF NEW.withdrawn_at IS NOT NULL THEN
        DELETE FROM claims_checked WHERE fact_check_id = NEW.id;
    ELSE
        PERFORM claims_keep_checked(ARRAY[NEW.id]);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER factcheck_counted AFTER INSERT OR DELETE OR UPDATE OF verdict, state, withdrawn_at ON claims_factcheck FOR EACH ROW EXECUTE FUNCTION claims_check_counted();
CREATE FUNCTION claims_checks_recounted() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM claims_keep_checked(ARRAY(SELECT f.id FROM claims_factcheck f WHERE f.claim_id = NEW.id AND f.withdrawn_at IS NULL));
    RETURN NULL;
END $$;
CREATE TRIGGER claim_checks_recounted AFTER UPDATE OF language, published, confidential_to_id ON claims_claim FOR EACH ROW
    WHEN ((OLD.language, OLD.published, OLD.confidential_to_id) IS DISTINCT FROM (NEW.language, NEW.published, NEW.confidential_to_id))
    EXECUTE FUNCTION claims_checks_recounted();
SELECT claims_keep_checked(ARRAY(SELECT id FROM claims_factcheck WHERE withdrawn_at IS NULL));
"""

BACKWARD = """
DROP TRIGGER claim_checks_recounted ON claims_claim;
DROP TRIGGER factcheck_counted ON claims_factcheck;
DROP FUNCTION claims_checks_recounted, claims_check_counted, claims_keep_checked;
DELETE FROM claims_tally WHERE "of" IN ('speaker', 'yearly', 'ever', 'origins');
CREATE OR REPLACE FUNCTION claims_count_claim(c claims_claim, n integer) RETURNS void LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n)
    SELECT kind, key, c.status, c.language, coalesce(lower(c.published), c.created_at::date), c.confidential_to_id, n
    FROM (VALUES ('claim', ''), ('speaker', c.speaker_root_id::text)) AS kinds (kind, key)
$$;
CREATE OR REPLACE FUNCTION claims_count_claims() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM claims_count_claim(OLD, -1); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM claims_count_claim(NEW, 1); END IF;
    RETURN NULL;
END $$;
DROP FUNCTION claims_count_speaker;
INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n)
    SELECT 'speaker', c.speaker_root_id::text, c.status, c.language, coalesce(lower(c.published), c.created_at::date), c.confidential_to_id, count(*)
    FROM claims_claim c GROUP BY 2, 3, 4, 5, 6;
-- What was put in is checked now: a table with checks to come cannot be altered.
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0031_imported_reviews"),
    ]

    operations = [
        migrations.CreateModel(
            name="Checked",
            fields=[
                (
                    "fact_check",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="claims.factcheck",
                    ),
                ),
                ("verdict", models.CharField(max_length=20)),
                ("is_approved", models.BooleanField()),
                (
                    "seconds",
                    models.FloatField(help_text="From the first sight of the claim to the first approval; null before it.", null=True),
                ),
                ("language", models.CharField(max_length=8)),
                ("day", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Supported",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="claims.claim",
                    ),
                ),
                ("origins", models.IntegerField()),
                ("language", models.CharField(max_length=8)),
                ("day", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="SupportPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("transaction", models.BigIntegerField(default=0)),
                ("change", models.BigIntegerField(default=0)),
                ("claim", models.BigIntegerField(default=0)),
                ("until", models.BigIntegerField(default=0, help_text="The newest claim when the counting began.")),
            ],
        ),
        migrations.AddField(
            model_name="tally",
            name="is_fresh",
            field=models.BooleanField(db_default=False, default=True),
        ),
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
                ],
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(models.F("id"), condition=models.Q(("is_fresh", True)), name="tally_fresh"),
        ),
        migrations.AddField(
            model_name="checked",
            name="confidential_to",
            field=models.ForeignKey(
                db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="claims.desk"
            ),
        ),
        migrations.AddField(
            model_name="supported",
            name="confidential_to",
            field=models.ForeignKey(
                db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="claims.desk"
            ),
        ),
        migrations.AddIndex(
            model_name="checked",
            index=models.Index(
                models.F("day"),
                models.F("language"),
                models.F("confidential_to"),
                models.F("verdict"),
                models.F("is_approved"),
                models.F("seconds"),
                name="checked_sums",
            ),
        ),
        migrations.AlterField(
            model_name="tally",
            name="is_fresh",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
