"""Claims and quotes: the moves of a claim, what a person has touched, and the digest of what an approval is of."""

FORWARD = r"""
CREATE FUNCTION claims_claim_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'unreviewed' OR NEW.version <> 0 THEN
            PERFORM claims_refused('claim_begins_unreviewed', 'a claim begins unreviewed');
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.version > 0 THEN PERFORM claims_refused('decided_stays', 'a claim with decisions is not deleted'); END IF;
        RETURN OLD;
    END IF;
    IF NEW.id <> OLD.id OR NEW.confidential_to_id IS DISTINCT FROM OLD.confidential_to_id THEN
        PERFORM claims_refused('identity_fixed', 'a claim keeps its number and whom it is confidential to');
    END IF;
    IF (NEW.status, NEW.version, NEW.desk_id, NEW.assignee_id) IS NOT DISTINCT FROM (OLD.status, OLD.version, OLD.desk_id, OLD.assignee_id)
        AND ((NEW.text, NEW.text_key, NEW.language, NEW.said, NEW.published, NEW.as_of, NEW.polarity, NEW.modality, NEW.speaker_id)
            IS NOT DISTINCT FROM (OLD.text, OLD.text_key, OLD.language, OLD.said, OLD.published, OLD.as_of, OLD.polarity, OLD.modality, OLD.speaker_id)
            OR NOT claims_touched('claim', OLD.id)) THEN
        RETURN NEW;
    END IF;
    IF NEW.version <> OLD.version + 1 THEN
        PERFORM claims_refused('decision_missing', format('claim %s changes by decisions alone', OLD.id));
    END IF;
    PERFORM claims_require_decision('claim', NEW.id, NEW.version, OLD.status, NEW.status);
    IF NEW.status = OLD.status THEN RETURN NEW; END IF;
    IF NOT (OLD.status, NEW.status) IN (
        ('unreviewed', 'in_review'), ('unreviewed', 'dismissed'), ('in_review', 'unreviewed'), ('in_review', 'dismissed'),
        ('in_review', 'in_approval'), ('in_approval', 'in_review'), ('in_approval', 'reviewed'), ('reviewed', 'in_review'),
        ('dismissed', 'unreviewed')) AND NOT (NEW.status <> 'reviewed' AND claims_undoes('claim', NEW.id, NEW.version)) THEN
        PERFORM claims_refused('move_refused', format('a claim does not go from %s to %s', OLD.status, NEW.status));
    END IF;
    IF NEW.status = 'in_approval' AND NOT EXISTS (SELECT 1 FROM claims_factcheck f JOIN claims_evidence e ON e.fact_check_id = f.id
        WHERE f.claim_id = NEW.id AND f.withdrawn_at IS NULL AND e.removed_at IS NULL) THEN
        PERFORM claims_refused('evidence_missing', 'approval is asked for a verdict with evidence');
    END IF;
    IF NEW.status = 'reviewed' AND NOT EXISTS (SELECT 1 FROM claims_factcheck f JOIN claims_decision d
        ON d.subject = 'factcheck' AND d.subject_id = f.id AND d.seq = f.version
        WHERE f.claim_id = NEW.id AND f.withdrawn_at IS NULL AND f.state = 'approved' AND d.changes ? 'approved'
            AND d.xact = pg_current_xact_id()::text::bigint) THEN
        PERFORM claims_refused('reviewed_is_approved', 'a claim becomes reviewed by the approval of its fact check');
    END IF;
    IF NEW.status = 'dismissed' AND EXISTS (
        SELECT 1 FROM claims_factcheck f WHERE f.claim_id = NEW.id AND f.withdrawn_at IS NULL AND f.published_at IS NOT NULL) THEN
        PERFORM claims_refused('dismissed_while_published', 'what is published is withdrawn before its claim is dismissed');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_guard BEFORE INSERT OR DELETE OR UPDATE ON claims_claim FOR EACH ROW EXECUTE FUNCTION claims_claim_guard();

-- At the end of the transaction a reviewed claim has an approved fact check, whichever of the two was changed.
CREATE FUNCTION claims_reviewed_is_approved() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE whose bigint;
BEGIN
    whose := CASE WHEN TG_TABLE_NAME = 'claims_claim' THEN (to_jsonb(NEW) ->> 'id')::bigint ELSE (to_jsonb(NEW) ->> 'claim_id')::bigint END;
    IF EXISTS (SELECT 1 FROM claims_claim WHERE id = whose AND status = 'reviewed') AND NOT EXISTS (
        SELECT 1 FROM claims_factcheck WHERE claim_id = whose AND withdrawn_at IS NULL AND state = 'approved') THEN
        PERFORM claims_refused('reviewed_is_approved', 'a reviewed claim has an approved fact check');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reviewed_is_approved AFTER UPDATE OF status ON claims_claim DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status = 'reviewed') EXECUTE FUNCTION claims_reviewed_is_approved();
CREATE CONSTRAINT TRIGGER reviewed_is_approved AFTER UPDATE ON claims_factcheck DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION claims_reviewed_is_approved();

-- The amounts and the places of a claim that a person has touched change with a decision on that claim.
CREATE FUNCTION claims_part_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE whose bigint;
BEGIN
    whose := CASE WHEN TG_OP = 'INSERT' THEN NEW.claim_id ELSE OLD.claim_id END;
    IF TG_OP = 'UPDATE' AND (NEW.id, NEW.claim_id) IS DISTINCT FROM (OLD.id, OLD.claim_id) THEN
        PERFORM claims_refused('identity_fixed', 'an amount or appearance stays with its claim');
    END IF;
    IF claims_touched('claim', whose) AND NOT claims_deciding('claim', whose) THEN
        PERFORM claims_refused('decision_missing', format('claim %s changes by decisions alone', whose));
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER quantity_guard BEFORE INSERT OR UPDATE OR DELETE ON claims_quantity FOR EACH ROW EXECUTE FUNCTION claims_part_guard();
CREATE TRIGGER appearance_guard BEFORE UPDATE ON claims_appearance FOR EACH ROW
    WHEN ((OLD.id, OLD.claim_id, OLD.start, OLD."end", OLD.text) IS DISTINCT FROM (NEW.id, NEW.claim_id, NEW.start, NEW."end", NEW.text))
    EXECUTE FUNCTION claims_part_guard();
CREATE TRIGGER appearance_stays BEFORE DELETE ON claims_appearance FOR EACH ROW EXECUTE FUNCTION claims_part_guard();

CREATE FUNCTION claims_quote_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.revision > 0 THEN PERFORM claims_refused('decided_stays', 'a quote with decisions is not deleted'); END IF;
        RETURN OLD;
    END IF;
    IF NEW.revision = OLD.revision AND NEW.id = OLD.id AND ((NEW.version_id, NEW.start, NEW."end", NEW.text, NEW.kind, NEW.speaker_id, NEW.stated_on)
        IS NOT DISTINCT FROM (OLD.version_id, OLD.start, OLD."end", OLD.text, OLD.kind, OLD.speaker_id, OLD.stated_on)
        OR NOT claims_touched('quote', OLD.id)) THEN
        RETURN NEW;
    END IF;
    IF NEW.revision <> OLD.revision + 1 OR NEW.id <> OLD.id THEN
        PERFORM claims_refused('decision_missing', format('quote %s changes by decisions alone', OLD.id));
    END IF;
    PERFORM claims_require_decision('quote', NEW.id, NEW.revision, '', 'corrected');
    RETURN NEW;
END $$;
CREATE TRIGGER quote_guard BEFORE UPDATE OR DELETE ON claims_quote FOR EACH ROW EXECUTE FUNCTION claims_quote_guard();

-- What an approval is of: the words, the amounts, the three times, the speaker, and the words at the source while they stand there.
-- Days are taken apart, since a range as text depends on the session's DateStyle.
CREATE FUNCTION claims_fingerprint(claim bigint) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(c.text, lower(c.said), upper(c.said), lower(c.published), upper(c.published),
        lower(c.as_of), upper(c.as_of), c.speaker_root_id,
        (SELECT jsonb_agg(jsonb_build_array(q.low, q.high, q.qualifier, q.unit, q.thing, q.change) ORDER BY q.position)
            FROM claims_quantity q WHERE q.claim_id = c.id),
        (SELECT CASE a.anchor WHEN 'standing' THEN a.text ELSE a.anchor END FROM claims_appearance a WHERE a.claim_id = c.id ORDER BY a.id LIMIT 1)
        )::text, 'UTF8')), 'hex')
    FROM claims_claim c WHERE c.id = claim
$$;

CREATE FUNCTION claims_void_approval(changed bigint) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE f claims_factcheck; c claims_claim; machine bigint;
BEGIN
    SELECT * INTO f FROM claims_factcheck WHERE claim_id = changed AND withdrawn_at IS NULL AND state = 'approved' FOR UPDATE;
    IF NOT FOUND OR f.fingerprint = claims_fingerprint(changed) THEN RETURN; END IF;
    SELECT id INTO machine FROM claims_user WHERE username = 'system';
    INSERT INTO claims_decision (subject, subject_id, seq, from_state, to_state, actor_id, reason, changes, prev, hash)
        VALUES ('factcheck', f.id, f.version + 1, claims_factcheck_stand(f), 'void', machine, 'approved_claim_changed', '{}', '', '');
    UPDATE claims_factcheck SET state = 'void', version = f.version + 1 WHERE id = f.id;
    SELECT * INTO c FROM claims_claim WHERE id = changed;
    IF c.status = 'reviewed' THEN
        INSERT INTO claims_decision (subject, subject_id, seq, from_state, to_state, actor_id, reason, changes, prev, hash)
            VALUES ('claim', c.id, c.version + 1, 'reviewed', 'in_review', machine, 'approved_claim_changed', '{}', '', '');
        UPDATE claims_claim SET status = 'in_review', version = c.version + 1 WHERE id = c.id;
    END IF;
END $$;

CREATE FUNCTION claims_claim_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'claims_claim' THEN PERFORM claims_void_approval(NEW.id);
    ELSIF TG_OP = 'DELETE' THEN PERFORM claims_void_approval(OLD.claim_id);
    ELSE PERFORM claims_void_approval(NEW.claim_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER claim_changed AFTER UPDATE OF text, said, published, as_of, speaker_root_id ON claims_claim
    FOR EACH ROW EXECUTE FUNCTION claims_claim_changed();
CREATE TRIGGER quantity_changed AFTER INSERT OR UPDATE OR DELETE ON claims_quantity FOR EACH ROW EXECUTE FUNCTION claims_claim_changed();
CREATE TRIGGER appearance_changed AFTER UPDATE OR DELETE ON claims_appearance FOR EACH ROW EXECUTE FUNCTION claims_claim_changed();
"""

BACKWARD = """
DROP TRIGGER appearance_changed ON claims_appearance;
DROP TRIGGER quantity_changed ON claims_quantity;
DROP TRIGGER claim_changed ON claims_claim;
DROP TRIGGER quote_guard ON claims_quote;
DROP TRIGGER appearance_stays ON claims_appearance;
DROP TRIGGER appearance_guard ON claims_appearance;
DROP TRIGGER quantity_guard ON claims_quantity;
DROP TRIGGER reviewed_is_approved ON claims_factcheck;
DROP TRIGGER reviewed_is_approved ON claims_claim;
DROP TRIGGER claim_guard ON claims_claim;
DROP FUNCTION claims_claim_changed, claims_void_approval, claims_fingerprint, claims_quote_guard, claims_part_guard, claims_reviewed_is_approved,
    claims_claim_guard;
"""
