"""Every change of what the API shows leaves a row in the change feed, whoever makes it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION claims_note_change(subject text, id bigint, kind text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO claims_change (subject, subject_id, kind, transaction) VALUES (subject, id, kind, pg_current_xact_id()::text::bigint)
    ON CONFLICT (transaction, subject, subject_id) DO NOTHING
$$;

-- The row itself: TG_ARGV[0] is the subject.
CREATE FUNCTION claims_note_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM claims_note_change(TG_ARGV[0], NEW.id, CASE TG_OP WHEN 'INSERT' THEN 'created' ELSE 'changed' END);
    RETURN NULL;
END $$;

-- A part of the row: TG_ARGV[1] names the column that leads to it.
CREATE FUNCTION claims_note_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN PERFORM claims_note_change(TG_ARGV[0], (to_jsonb(OLD) ->> TG_ARGV[1])::bigint, 'changed');
    ELSE PERFORM claims_note_change(TG_ARGV[0], (to_jsonb(NEW) ->> TG_ARGV[1])::bigint, 'changed');
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER article_noted AFTER INSERT OR UPDATE ON claims_article FOR EACH ROW EXECUTE FUNCTION claims_note_row('article');
CREATE TRIGGER version_noted AFTER INSERT OR UPDATE OF state ON claims_articleversion FOR EACH ROW EXECUTE FUNCTION claims_note_owner('article', 'article_id');
-- Whether it has been compared is the pipeline's own business.
CREATE TRIGGER claim_noted AFTER INSERT OR UPDATE OF text, speaker_root_id, said, published, as_of, polarity, modality, checkworthiness, status, version, desk_id
    ON claims_claim FOR EACH ROW EXECUTE FUNCTION claims_note_row('claim');
CREATE TRIGGER appearance_noted AFTER INSERT OR UPDATE ON claims_appearance FOR EACH ROW EXECUTE FUNCTION claims_note_owner('claim', 'claim_id');
CREATE TRIGGER quantity_noted AFTER INSERT OR UPDATE OR DELETE ON claims_quantity FOR EACH ROW EXECUTE FUNCTION claims_note_owner('claim', 'claim_id');
CREATE TRIGGER match_noted AFTER INSERT OR UPDATE ON claims_match FOR EACH ROW EXECUTE FUNCTION claims_note_row('match');
CREATE TRIGGER factcheck_noted AFTER INSERT OR UPDATE ON claims_factcheck FOR EACH ROW EXECUTE FUNCTION claims_note_row('factcheck');
CREATE TRIGGER evidence_noted AFTER INSERT OR UPDATE OR DELETE ON claims_evidence FOR EACH ROW EXECUTE FUNCTION claims_note_owner('factcheck', 'fact_check_id');
"""

BACKWARD = """
DROP TRIGGER evidence_noted ON claims_evidence;
DROP TRIGGER factcheck_noted ON claims_factcheck;
DROP TRIGGER match_noted ON claims_match;
DROP TRIGGER quantity_noted ON claims_quantity;
DROP TRIGGER appearance_noted ON claims_appearance;
DROP TRIGGER claim_noted ON claims_claim;
DROP TRIGGER version_noted ON claims_articleversion;
DROP TRIGGER article_noted ON claims_article;
DROP FUNCTION claims_note_owner, claims_note_row, claims_note_change;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0011_keys_and_changes")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
