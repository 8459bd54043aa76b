"""Matches: what the machine suggests and what people decide of it."""

FORWARD = r"""
CREATE FUNCTION claims_pair_fingerprint(low bigint, high bigint) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT encode(sha256(convert_to(claims_fingerprint(low) || claims_fingerprint(high), 'UTF8')), 'hex')
$$;

CREATE FUNCTION claims_match_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.version > 0 THEN PERFORM claims_refused('decided_stays', 'a match with decisions is not deleted'); END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'suggested' OR NEW.version <> 0 OR NEW.rejected_relation <> '' OR NEW.rejected_fingerprint <> '' THEN
            PERFORM claims_refused('match_begins_suggested', 'a match begins as a suggestion');
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.claim_low_id, NEW.claim_high_id) IS DISTINCT FROM (OLD.id, OLD.claim_low_id, OLD.claim_high_id) THEN
        PERFORM claims_refused('identity_fixed', 'a match keeps its pair');
    END IF;
    IF NEW.version = OLD.version THEN
        IF (NEW.state, NEW.relation, NEW.direction, NEW.rejected_relation, NEW.rejected_fingerprint)
            IS DISTINCT FROM (OLD.state, OLD.relation, OLD.direction, OLD.rejected_relation, OLD.rejected_fingerprint) THEN
            PERFORM claims_refused('decision_missing', format('match %s changes by decisions alone', OLD.id));
        END IF;
        -- What the machine had said is kept beside what people made of it.
        IF OLD.state IN ('confirmed', 'rejected') AND (NEW.machine_relation, NEW.machine_direction, NEW.score, NEW.reasons)
            IS DISTINCT FROM (OLD.machine_relation, OLD.machine_direction, OLD.score, OLD.reasons) THEN
            PERFORM claims_refused('match_decided', format('what was said of match %s was decided on and stays', OLD.id));
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.version <> OLD.version + 1 THEN
        PERFORM claims_refused('decision_missing', format('match %s has another version', OLD.id));
    END IF;
    PERFORM claims_require_decision('match', NEW.id, NEW.version, OLD.state, NEW.state);
    IF NOT (OLD.state, NEW.state) IN (('suggested', 'confirmed'), ('suggested', 'rejected'), ('suggested', 'expired'), ('expired', 'suggested'),
        ('confirmed', 'confirmed'), ('confirmed', 'rejected'), ('rejected', 'confirmed'))
        AND NOT (OLD.state, NEW.state) = ('rejected', 'suggested') AND NOT claims_undoes('match', NEW.id, NEW.version) THEN
        PERFORM claims_refused('move_refused', format('a match does not go from %s to %s', OLD.state, NEW.state));
    END IF;
    IF (OLD.state, NEW.state) = ('rejected', 'suggested') AND NOT claims_undoes('match', NEW.id, NEW.version)
        AND NEW.machine_relation = OLD.rejected_relation
        AND OLD.rejected_fingerprint = claims_pair_fingerprint(OLD.claim_low_id, OLD.claim_high_id) THEN
        PERFORM claims_refused('rejected_stays', 'a rejected pair comes back only if a claim or the relation has changed');
    END IF;
    IF NEW.state = 'rejected' AND OLD.state <> 'rejected' THEN
        NEW.rejected_relation := OLD.machine_relation;
        NEW.rejected_fingerprint := claims_pair_fingerprint(NEW.claim_low_id, NEW.claim_high_id);
    ELSE
        -- Kept for good: a pair that comes back is shown with its earlier rejection.
        NEW.rejected_relation := OLD.rejected_relation;
        NEW.rejected_fingerprint := OLD.rejected_fingerprint;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER match_guard BEFORE INSERT OR UPDATE OR DELETE ON claims_match FOR EACH ROW EXECUTE FUNCTION claims_match_guard();

CREATE FUNCTION claims_matched_quantity_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE pair claims_match;
BEGIN
    SELECT * INTO pair FROM claims_match WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.match_id ELSE NEW.match_id END;
    IF pair.state = 'confirmed' AND NOT claims_deciding('match', pair.id) AND NOT claims_deciding('claim', pair.claim_low_id)
        AND NOT claims_deciding('claim', pair.claim_high_id) THEN
        PERFORM claims_refused('decision_missing', format('match %s changes by decisions alone', pair.id));
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF NOT EXISTS (SELECT 1 FROM claims_quantity WHERE id = NEW.quantity_low_id AND claim_id = pair.claim_low_id)
        OR NOT EXISTS (SELECT 1 FROM claims_quantity WHERE id = NEW.quantity_high_id AND claim_id = pair.claim_high_id) THEN
        PERFORM claims_refused('amount_of_another_claim', 'matched amounts are of the two claims of their match');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER matched_quantity_guard BEFORE INSERT OR UPDATE OR DELETE ON claims_matchedquantity
    FOR EACH ROW EXECUTE FUNCTION claims_matched_quantity_guard();
"""

BACKWARD = """
DROP TRIGGER matched_quantity_guard ON claims_matchedquantity;
DROP TRIGGER match_guard ON claims_match;
DROP FUNCTION claims_matched_quantity_guard, claims_match_guard, claims_pair_fingerprint;
"""
