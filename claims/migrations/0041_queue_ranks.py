# SQL is read more easily in long lines
"""Where a claim stands in the queue is kept beside it by triggers: by its worth, its day, its origins and what contradicts it."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.math
from django.db import migrations, models

_OPEN = models.Q(("status__in", ["unreviewed", "in_review"]))

# One statement. The keys are looked up at once: a table with checks to come gets no index.
FILL = """
CREATE FUNCTION claims_queue_day(published daterange, seen timestamptz) RETURNS date LANGUAGE sql IMMUTABLE AS $$
    SELECT least(lower(published), (seen AT TIME ZONE 'UTC')::date)
$$;
INSERT INTO claims_queuerank (claim_id, status, worth, day, origins, is_contradicted, is_updated)
    SELECT c.id, c.status, c.checkworthiness, claims_queue_day(c.published, c.created_at), greatest(s.origins, 1),
        coalesce(r.is_contradicted, false), coalesce(r.is_updated, false)
    FROM claims_claim c LEFT JOIN claims_supported s ON s.claim_id = c.id LEFT JOIN (
        SELECT claim_id, bool_or(relation = 'contradicts') AS is_contradicted, bool_or(relation = 'updates') AS is_updated
        FROM claims_claimrelation GROUP BY claim_id) r ON r.claim_id = c.id;
SET CONSTRAINTS ALL IMMEDIATE;
"""
EMPTY = "DROP FUNCTION claims_queue_day;"

FORWARD = """
CREATE FUNCTION claims_rank_claim() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO claims_queuerank (claim_id, status, worth, day, origins, is_contradicted, is_updated)
        VALUES (NEW.id, NEW.status, NEW.checkworthiness, public.claims_queue_day(NEW.published, NEW.created_at), 1, false, false);
    ELSE
        UPDATE claims_queuerank SET status = NEW.status, worth = NEW.checkworthiness, day = public.claims_queue_day(NEW.published, NEW.created_at)
        WHERE claim_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER claim_followed ON claims_claim;
DROP FUNCTION claims_follow_claim;
CREATE TRIGGER claim_ranked AFTER INSERT ON claims_claim FOR EACH ROW EXECUTE FUNCTION claims_rank_claim();
CREATE TRIGGER claim_ranked_again AFTER UPDATE OF status, checkworthiness, published, created_at ON claims_claim FOR EACH ROW
    WHEN ((OLD.status, OLD.checkworthiness, OLD.published, OLD.created_at) IS DISTINCT FROM (NEW.status, NEW.checkworthiness, NEW.published, NEW.created_at))
    EXECUTE FUNCTION claims_rank_claim();

CREATE OR REPLACE FUNCTION claims_give_relation(claim bigint, given text) RETURNS void LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO claims_claimrelation (claim_id, relation) VALUES (claim, given) ON CONFLICT (claim_id, relation) DO NOTHING
$$;

-- Claims are compared many at once, each with many others in its own order: whoever waited here could wait in a circle. Where another
-- has the row it stays as it is, and is set when the change of the match is counted.
CREATE FUNCTION claims_rank_relation() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE r claims_claimrelation;
BEGIN
    IF TG_OP = 'INSERT' THEN r := NEW; ELSE r := OLD; END IF;
    PERFORM 1 FROM claims_queuerank q WHERE q.claim_id = r.claim_id FOR NO KEY UPDATE SKIP LOCKED;
    IF NOT FOUND THEN RETURN NULL; END IF;
    IF r.relation = 'contradicts' THEN
        UPDATE claims_queuerank SET is_contradicted = TG_OP = 'INSERT' WHERE claim_id = r.claim_id;
    ELSE
        UPDATE claims_queuerank SET is_updated = TG_OP = 'INSERT' WHERE claim_id = r.claim_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER relation_ranked AFTER INSERT ON claims_claimrelation FOR EACH ROW
    WHEN (NEW.relation IN ('contradicts', 'updates')) EXECUTE FUNCTION claims_rank_relation();
CREATE TRIGGER relation_ranked_again AFTER DELETE ON claims_claimrelation FOR EACH ROW
    WHEN (OLD.relation IN ('contradicts', 'updates')) EXECUTE FUNCTION claims_rank_relation();
"""

BACKWARD = """
DROP TRIGGER relation_ranked_again ON claims_claimrelation;
DROP TRIGGER relation_ranked ON claims_claimrelation;
DROP TRIGGER claim_ranked_again ON claims_claim;
DROP TRIGGER claim_ranked ON claims_claim;
DROP FUNCTION claims_rank_relation, claims_rank_claim;
CREATE OR REPLACE FUNCTION claims_give_relation(claim bigint, given text) RETURNS void LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO claims_claimrelation (claim_id, relation, worth, is_open)
    SELECT c.id, given, c.checkworthiness, c.status IN ('unreviewed', 'in_review') FROM claims_claim c WHERE c.id = claim
    ON CONFLICT (claim_id, relation) DO NOTHING
$$;
CREATE FUNCTION claims_follow_claim() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE claims_claimrelation SET worth = NEW.checkworthiness, is_open = NEW.status IN ('unreviewed', 'in_review') WHERE claim_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER claim_followed AFTER UPDATE OF status, checkworthiness ON claims_claim FOR EACH ROW
    WHEN ((OLD.status, OLD.checkworthiness) IS DISTINCT FROM (NEW.status, NEW.checkworthiness)) EXECUTE FUNCTION claims_follow_claim();
"""

FILL_RELATIONS = """
UPDATE claims_claimrelation r SET worth = c.checkworthiness, is_open = c.status IN ('unreviewed', 'in_review') FROM claims_claim c WHERE c.id = r.claim_id;
"""


def _index(name: str, *first: str, condition: models.Q | None = None) -> migrations.AddIndex:
    columns = [models.F(column) for column in first]
    downwards = [models.OrderBy(models.F(column), descending=True) for column in ("rank", "claim")]
    return migrations.AddIndex(model_name="queuerank", index=models.Index(*columns, *downwards, condition=condition, name=name))


class Migration(migrations.Migration):
    dependencies = [("claims", "0040_versions_last_seen")]

    operations = [
        migrations.CreateModel(
            name="QueueRank",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="queue_rank",
                        serialize=False,
                        to="claims.claim",
                    ),
                ),
                ("status", models.CharField(max_length=12)),
                ("worth", models.FloatField()),
                ("day", models.DateField()),
                (
                    "origins",
                    models.PositiveIntegerField(help_text="At least 1, also where the claim no longer stands in any article."),
                ),
                ("is_contradicted", models.BooleanField()),
                ("is_updated", models.BooleanField()),
                (
                    "rank",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.F("worth")
                        + django.db.models.functions.comparison.Cast(
                            models.Func(
                                models.F("day"),
                                output_field=models.IntegerField(),
                                template="(%(expressions)s - DATE '2000-01-01')",
                            ),
                            models.FloatField(),
                        )
                        / models.Value(14.0)
                        + models.Value(0.15) * django.db.models.functions.math.Ln(models.F("origins"))
                        + models.Case(models.When(is_contradicted=True, then=models.Value(0.25)), default=models.Value(0.0)),
                        output_field=models.FloatField(),
                    ),
                ),
            ],
        ),
        migrations.RunSQL(FILL, EMPTY),
        _index("queuerank_open", condition=_OPEN),
        _index("queuerank_contradicted", condition=_OPEN & models.Q(("is_contradicted", True))),
        _index("queuerank_updated", condition=_OPEN & models.Q(("is_updated", True))),
        _index("queuerank_of_status", "status"),
        _index("queuerank_all"),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RemoveIndex(model_name="claim", name="claim_desk"),
        migrations.RemoveIndex(model_name="claimrelation", name="claimrelation_desk"),
        # Backwards they are filled before they must be.
        migrations.AlterField(model_name="claimrelation", name="worth", field=models.FloatField(null=True)),
        migrations.AlterField(model_name="claimrelation", name="is_open", field=models.BooleanField(null=True)),
        migrations.RunSQL(migrations.RunSQL.noop, FILL_RELATIONS),
        migrations.RemoveField(model_name="claimrelation", name="worth"),
        migrations.RemoveField(model_name="claimrelation", name="is_open"),
    ]
