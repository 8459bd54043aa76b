"""What claims, amounts, fact checks and matches said before, kept by the database where no role but the owner can write."""

FORWARD = r"""
-- As its owner, since the serving role may only read the history.
CREATE FUNCTION claims_keep_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    before jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
    alive jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
    INSERT INTO claims_history (subject, subject_id, "table", row_id, "row", at)
        VALUES (TG_ARGV[0], (alive ->> TG_ARGV[1])::bigint, TG_TABLE_NAME, (alive ->> 'id')::bigint, before, clock_timestamp());
    RETURN NULL;
END $$;

CREATE TRIGGER claim_history AFTER UPDATE ON claims_claim FOR EACH ROW
    WHEN ((OLD.text, OLD.said, OLD.published, OLD.as_of, OLD.polarity, OLD.modality, OLD.speaker_id, OLD.speaker_root_id, OLD.desk_id, OLD.assignee_id)
        IS DISTINCT FROM (NEW.text, NEW.said, NEW.published, NEW.as_of, NEW.polarity, NEW.modality, NEW.speaker_id, NEW.speaker_root_id, NEW.desk_id,
            NEW.assignee_id))
    EXECUTE FUNCTION claims_keep_history('claim', 'id');
CREATE TRIGGER quantity_history AFTER UPDATE OR DELETE ON claims_quantity FOR EACH ROW EXECUTE FUNCTION claims_keep_history('claim', 'claim_id');
CREATE TRIGGER factcheck_history AFTER UPDATE ON claims_factcheck FOR EACH ROW EXECUTE FUNCTION claims_keep_history('factcheck', 'id');
CREATE TRIGGER evidence_history AFTER UPDATE ON claims_evidence FOR EACH ROW EXECUTE FUNCTION claims_keep_history('factcheck', 'fact_check_id');
CREATE TRIGGER match_history AFTER UPDATE ON claims_match FOR EACH ROW EXECUTE FUNCTION claims_keep_history('match', 'id');

-- An amount that comes in with its claim was there from the beginning; one that comes later was not, and that is kept.
CREATE FUNCTION claims_keep_arrival() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM claims_claim WHERE id = NEW.claim_id AND (version > 0 OR created_at < transaction_timestamp())) THEN
        INSERT INTO claims_history (subject, subject_id, "table", row_id, "row", at)
            VALUES ('claim', NEW.claim_id, TG_TABLE_NAME, NEW.id, NULL, clock_timestamp());
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER quantity_arrival AFTER INSERT ON claims_quantity FOR EACH ROW EXECUTE FUNCTION claims_keep_arrival();

-- Else the serving role could hang them on a temporary table and write a past of its own.
REVOKE EXECUTE ON FUNCTION claims_keep_history, claims_keep_arrival FROM PUBLIC;
CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE ON claims_history FOR EACH ROW EXECUTE FUNCTION claims_refuse();
"""

BACKWARD = """
DROP TRIGGER history_append_only ON claims_history;
DROP TRIGGER quantity_arrival ON claims_quantity;
DROP TRIGGER evidence_history ON claims_evidence;
DROP TRIGGER match_history ON claims_match;
DROP TRIGGER factcheck_history ON claims_factcheck;
DROP TRIGGER quantity_history ON claims_quantity;
DROP TRIGGER claim_history ON claims_claim;
DROP FUNCTION claims_keep_arrival, claims_keep_history;
"""
