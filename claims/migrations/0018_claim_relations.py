"""How a claim is related is kept beside it by triggers, so that the tabs of the desk and lists by relation follow an index."""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
-- The relation that a match gives its claims; null where it was rejected or has expired.
CREATE FUNCTION claims_relation_given(m claims_match) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN m.state IN ('suggested', 'confirmed') THEN coalesce(nullif(m.relation, ''), m.machine_relation) END
$$;

CREATE FUNCTION claims_give_relation(claim bigint, given text) RETURNS void LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO claims_claimrelation (claim_id, relation, worth, is_open)
    SELECT c.id, given, c.checkworthiness, c.status IN ('unreviewed', 'in_review') FROM claims_claim c WHERE c.id = claim
    ON CONFLICT (claim_id, relation) DO NOTHING
$$;

-- The lock lets two rejections follow each other: the second sees that the first has left nothing.
CREATE FUNCTION claims_take_relation(claim bigint, taken text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM claims_claimrelation r WHERE r.claim_id = claim AND r.relation = taken FOR UPDATE;
    IF NOT EXISTS (SELECT 1 FROM claims_match m WHERE m.claim_low_id = claim AND claims_relation_given(m) = taken)
        AND NOT EXISTS (SELECT 1 FROM claims_match m WHERE m.claim_high_id = claim AND claims_relation_given(m) = taken) THEN
        DELETE FROM claims_claimrelation r WHERE r.claim_id = claim AND r.relation = taken;
    END IF;
END $$;

CREATE FUNCTION claims_relate_claims() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE was text; becomes text;
BEGIN
    IF TG_OP <> 'INSERT' THEN was := claims_relation_given(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN becomes := claims_relation_given(NEW); END IF;
    IF was IS NOT DISTINCT FROM becomes THEN RETURN NULL; END IF;
    IF becomes IS NOT NULL THEN
        PERFORM claims_give_relation(NEW.claim_low_id, becomes);
        PERFORM claims_give_relation(NEW.claim_high_id, becomes);
    END IF;
    IF was IS NOT NULL THEN
        PERFORM claims_take_relation(OLD.claim_low_id, was);
        PERFORM claims_take_relation(OLD.claim_high_id, was);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER match_related AFTER INSERT OR DELETE OR UPDATE OF state, relation, machine_relation ON claims_match
    FOR EACH ROW EXECUTE FUNCTION claims_relate_claims();

CREATE FUNCTION claims_follow_claim() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE claims_claimrelation SET worth = NEW.checkworthiness, is_open = NEW.status IN ('unreviewed', 'in_review') WHERE claim_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER claim_followed AFTER UPDATE OF status, checkworthiness ON claims_claim FOR EACH ROW
    WHEN ((OLD.status, OLD.checkworthiness) IS DISTINCT FROM (NEW.status, NEW.checkworthiness)) EXECUTE FUNCTION claims_follow_claim();

-- What is there already.
INSERT INTO claims_claimrelation (claim_id, relation, worth, is_open)
    SELECT c.id, r.given, c.checkworthiness, c.status IN ('unreviewed', 'in_review')
    FROM (SELECT claim_low_id AS claim, claims_relation_given(m) AS given FROM claims_match m
          UNION SELECT claim_high_id, claims_relation_given(m) FROM claims_match m) r JOIN claims_claim c ON c.id = r.claim
    WHERE r.given IS NOT NULL;
"""

BACKWARD = """
DROP TRIGGER claim_followed ON claims_claim;
DROP TRIGGER match_related ON claims_match;
DROP FUNCTION claims_follow_claim, claims_relate_claims, claims_take_relation, claims_give_relation, claims_relation_given;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0017_desk_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClaimRelation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "relation",
                    models.CharField(
                        choices=[("same", "same"), ("agrees", "agrees"), ("contradicts", "contradicts"), ("updates", "updates")],
                        max_length=12,
                    ),
                ),
                ("worth", models.FloatField()),
                ("is_open", models.BooleanField()),
                ("claim", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="relations", to="claims.claim")),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("relation"),
                        models.OrderBy(models.F("worth"), descending=True),
                        models.OrderBy(models.F("claim"), descending=True),
                        condition=models.Q(("is_open", True)),
                        name="claimrelation_desk",
                    ),
                    models.Index(models.F("relation"), models.OrderBy(models.F("claim"), descending=True), name="claimrelation_newest"),
                ],
                "constraints": [models.UniqueConstraint(fields=("claim", "relation"), name="claimrelation_unique")],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
