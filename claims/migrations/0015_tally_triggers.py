"""Every claim, appearance and match that comes, goes or changes leaves its difference in the tallies, whoever makes it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION claims_count_claim(c claims_claim, n integer) RETURNS void LANGUAGE sql AS $$
    INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n)
    SELECT kind, key, c.status, c.language, coalesce(lower(c.published), c.created_at::date), c.confidential_to_id, n
    FROM (VALUES ('claim', ''), ('speaker', c.speaker_root_id::text)) AS kinds (kind, key)
$$;
CREATE FUNCTION claims_count_claims() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM claims_count_claim(OLD, -1); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM claims_count_claim(NEW, 1); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER claim_counted AFTER INSERT OR DELETE ON claims_claim FOR EACH ROW EXECUTE FUNCTION claims_count_claims();
CREATE TRIGGER claim_recounted AFTER UPDATE OF status, language, published, speaker_root_id, confidential_to_id ON claims_claim FOR EACH ROW
    WHEN ((OLD.status, OLD.language, OLD.published, OLD.speaker_root_id, OLD.confidential_to_id)
        IS DISTINCT FROM (NEW.status, NEW.language, NEW.published, NEW.speaker_root_id, NEW.confidential_to_id))
    EXECUTE FUNCTION claims_count_claims();

CREATE FUNCTION claims_count_appearance(a claims_appearance, n integer) RETURNS void LANGUAGE sql AS $$
    INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n)
    SELECT 'outlet', r.outlet_id::text, '', v.language, coalesce(v.published, v.fetched_at::date), r.confidential_to_id, n
    FROM claims_articleversion v JOIN claims_article r ON r.id = v.article_id WHERE v.id = a.version_id AND a.retired_by = ''
$$;
CREATE FUNCTION claims_count_appearances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM claims_count_appearance(OLD, -1); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM claims_count_appearance(NEW, 1); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER appearance_counted AFTER INSERT OR DELETE ON claims_appearance FOR EACH ROW EXECUTE FUNCTION claims_count_appearances();
CREATE TRIGGER appearance_recounted AFTER UPDATE OF version_id, retired_by ON claims_appearance FOR EACH ROW
    WHEN ((OLD.version_id, OLD.retired_by) IS DISTINCT FROM (NEW.version_id, NEW.retired_by)) EXECUTE FUNCTION claims_count_appearances();

CREATE FUNCTION claims_count_match(m claims_match, n integer) RETURNS void LANGUAGE sql AS $$
    INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n)
    SELECT 'match', CASE m.relation WHEN '' THEN m.machine_relation ELSE m.relation END, m.state, '', m.created_at::date, c.confidential_to_id, n
    FROM claims_claim c WHERE c.id = m.claim_low_id
$$;
CREATE FUNCTION claims_count_matches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM claims_count_match(OLD, -1); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM claims_count_match(NEW, 1); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER match_counted AFTER INSERT OR DELETE ON claims_match FOR EACH ROW EXECUTE FUNCTION claims_count_matches();
CREATE TRIGGER match_recounted AFTER UPDATE OF relation, machine_relation, state ON claims_match FOR EACH ROW
    WHEN ((OLD.relation, OLD.machine_relation, OLD.state) IS DISTINCT FROM (NEW.relation, NEW.machine_relation, NEW.state))
    EXECUTE FUNCTION claims_count_matches();

-- What is there already.
INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n)
    SELECT kind, CASE kind WHEN 'claim' THEN '' ELSE c.speaker_root_id::text END, c.status, c.language,
        coalesce(lower(c.published), c.created_at::date), c.confidential_to_id, count(*)
    FROM claims_claim c CROSS JOIN (VALUES ('claim'), ('speaker')) AS kinds (kind) GROUP BY 1, 2, 3, 4, 5, 6;
INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n)
    SELECT 'outlet', r.outlet_id::text, '', v.language, coalesce(v.published, v.fetched_at::date), r.confidential_to_id, count(*)
    FROM claims_appearance a JOIN claims_articleversion v ON v.id = a.version_id JOIN claims_article r ON r.id = v.article_id
    WHERE a.retired_by = '' GROUP BY 2, 4, 5, 6;
INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n)
    SELECT 'match', CASE m.relation WHEN '' THEN m.machine_relation ELSE m.relation END, m.state, '', m.created_at::date, c.confidential_to_id, count(*)
    FROM claims_match m JOIN claims_claim c ON c.id = m.claim_low_id GROUP BY 2, 3, 5, 6;
"""

BACKWARD = """
DROP TRIGGER match_recounted ON claims_match;
DROP TRIGGER match_counted ON claims_match;
DROP TRIGGER appearance_recounted ON claims_appearance;
DROP TRIGGER appearance_counted ON claims_appearance;
DROP TRIGGER claim_recounted ON claims_claim;
DROP TRIGGER claim_counted ON claims_claim;
DROP FUNCTION claims_count_matches, claims_count_match, claims_count_appearances, claims_count_appearance, claims_count_claims, claims_count_claim;
TRUNCATE claims_tally;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0014_tallies")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
