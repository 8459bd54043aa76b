"""The rules of the data that the database itself keeps, whoever writes: chained decisions, allowed moves, approvals, immutable texts."""

from django.db import migrations

FORWARD = r"""
CREATE FUNCTION claims_decision_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record;
BEGIN
    SELECT seq, hash INTO last FROM claims_decision
        WHERE subject = NEW.subject AND subject_id = NEW.subject_id ORDER BY seq DESC LIMIT 1;
    IF NEW.seq <> coalesce(last.seq, 0) + 1 THEN
        RAISE EXCEPTION 'decision % of % % is not the next', NEW.seq, NEW.subject, NEW.subject_id USING ERRCODE = 'unique_violation';
    END IF;
    NEW.at := clock_timestamp();
    NEW.prev := coalesce(last.hash, '');
    NEW.hash := claims_decision_hash(NEW);
    RETURN NEW;
END $$;

-- Times enter the hash as microseconds, never as text, so that no session's time zone changes it.
CREATE FUNCTION claims_decision_hash(d claims_decision) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(d.prev || jsonb_build_array(d.subject, d.subject_id, d.seq, d.from_state, d.to_state, d.actor_id,
        d.reason, (extract(epoch FROM d.at) * 1000000)::bigint)::text, 'UTF8')), 'hex')
$$;

CREATE TRIGGER decision_chain BEFORE INSERT ON claims_decision FOR EACH ROW EXECUTE FUNCTION claims_decision_chain();

CREATE FUNCTION claims_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: its rows never change', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON claims_decision FOR EACH ROW EXECUTE FUNCTION claims_refuse();
CREATE TRIGGER version_text_immutable BEFORE UPDATE OF article_id, number, title, byline, published, text, sha256 ON claims_articleversion
    FOR EACH ROW WHEN ((OLD.article_id, OLD.number, OLD.title, OLD.byline, OLD.published, OLD.text, OLD.sha256)
        IS DISTINCT FROM (NEW.article_id, NEW.number, NEW.title, NEW.byline, NEW.published, NEW.text, NEW.sha256))
    EXECUTE FUNCTION claims_refuse();

-- The decision that moves a row from its version to the next one; none is an error.
CREATE FUNCTION claims_require_decision(what text, whose bigint, number integer, was text, becomes text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM claims_decision d
        WHERE d.subject = what AND d.subject_id = whose AND d.seq = number AND d.from_state = was AND d.to_state = becomes;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% % cannot go from % to % without its decision', what, whose, was, becomes USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION claims_claim_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'unreviewed' OR NEW.version <> 0 THEN
            RAISE EXCEPTION 'a claim begins unreviewed' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.status = OLD.status AND NEW.version = OLD.version THEN RETURN NEW; END IF;
    IF NEW.version <> OLD.version + 1 OR NOT (OLD.status, NEW.status) IN (
        ('unreviewed', 'in_review'), ('unreviewed', 'dismissed'), ('in_review', 'unreviewed'), ('in_review', 'dismissed'),
        ('in_review', 'in_approval'), ('in_approval', 'in_review'), ('in_approval', 'reviewed'), ('reviewed', 'in_review'),
        ('dismissed', 'unreviewed')) THEN
        RAISE EXCEPTION 'a claim does not go from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
    END IF;
    PERFORM claims_require_decision('claim', NEW.id, NEW.version, OLD.status, NEW.status);
    IF NEW.status = 'reviewed' AND NOT EXISTS (
        SELECT 1 FROM claims_factcheck f WHERE f.claim_id = NEW.id AND f.withdrawn_at IS NULL AND f.state = 'approved') THEN
        RAISE EXCEPTION 'a reviewed claim has an approved fact check' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_guard BEFORE INSERT OR UPDATE OF status, version ON claims_claim FOR EACH ROW EXECUTE FUNCTION claims_claim_guard();

CREATE FUNCTION claims_match_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'suggested' OR NEW.version <> 0 THEN
            RAISE EXCEPTION 'a match begins as a suggestion' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.state = OLD.state AND NEW.version = OLD.version AND NEW.relation = OLD.relation AND NEW.direction = OLD.direction THEN
        RETURN NEW;
    END IF;
    IF NEW.version <> OLD.version + 1 THEN
        RAISE EXCEPTION 'match % has another version', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    PERFORM claims_require_decision('match', NEW.id, NEW.version, OLD.state, NEW.state);
    RETURN NEW;
END $$;
CREATE TRIGGER match_guard BEFORE INSERT OR UPDATE OF state, version, relation, direction ON claims_match
    FOR EACH ROW EXECUTE FUNCTION claims_match_guard();

-- The one word for where a fact check stands.
CREATE FUNCTION claims_factcheck_stand(f claims_factcheck) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN f.withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN f.published_at IS NOT NULL AND f.state = 'approved' THEN 'published' ELSE f.state END
$$;

CREATE FUNCTION claims_factcheck_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE approver bigint; last_approval integer;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' OR NEW.version <> 0 OR NEW.published_at IS NOT NULL THEN
            RAISE EXCEPTION 'a fact check begins as a draft' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
    IF NEW.version <> OLD.version + 1 THEN
        RAISE EXCEPTION 'fact check % has another version', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    PERFORM claims_require_decision('factcheck', NEW.id, NEW.version, claims_factcheck_stand(OLD), claims_factcheck_stand(NEW));
    IF (NEW.verdict, NEW.summary, NEW.origins_override) IS DISTINCT FROM (OLD.verdict, OLD.summary, OLD.origins_override) AND NEW.state <> 'draft' THEN
        RAISE EXCEPTION 'a changed verdict is a draft again' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'approved' AND OLD.state <> 'approved' THEN
        IF NEW.fingerprint <> claims_fingerprint(NEW.claim_id) THEN
            RAISE EXCEPTION 'the claim has changed since it was looked at' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM claims_evidence e WHERE e.fact_check_id = NEW.id) THEN
            RAISE EXCEPTION 'a verdict needs evidence' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.verdict IN ('true', 'false') AND NEW.origins_override = ''
            AND (SELECT count(DISTINCT e.origin) FROM claims_evidence e WHERE e.fact_check_id = NEW.id) < 2 THEN
            RAISE EXCEPTION 'true and false need two independent origins, or a written reason' USING ERRCODE = 'check_violation';
        END IF;
        SELECT actor_id INTO approver FROM claims_decision WHERE subject = 'factcheck' AND subject_id = NEW.id AND seq = NEW.version;
        SELECT coalesce(max(seq), 0) INTO last_approval FROM claims_decision
            WHERE subject = 'factcheck' AND subject_id = NEW.id AND to_state = 'approved' AND seq < NEW.version;
        IF approver = NEW.author_id OR EXISTS (SELECT 1 FROM claims_evidence e WHERE e.fact_check_id = NEW.id AND e.added_by_id = approver)
            OR EXISTS (SELECT 1 FROM claims_decision d WHERE d.subject = 'factcheck' AND d.subject_id = NEW.id
                AND d.seq > last_approval AND d.seq < NEW.version AND d.to_state = 'draft' AND d.actor_id = approver) THEN
            RAISE EXCEPTION 'the approver is not an author' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NEW.published_at IS DISTINCT FROM OLD.published_at AND NEW.state <> 'approved' THEN
        RAISE EXCEPTION 'only an approved fact check is published' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER factcheck_guard BEFORE INSERT OR UPDATE ON claims_factcheck FOR EACH ROW EXECUTE FUNCTION claims_factcheck_guard();

-- What an approval is of: the words, the amounts, the three times, the speaker, and the words at the source.
CREATE FUNCTION claims_fingerprint(claim bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(c.text, c.said, c.published, c.as_of, c.speaker_root_id,
        (SELECT jsonb_agg(jsonb_build_array(q.low, q.high, q.qualifier, q.unit, q.change) ORDER BY q.position)
            FROM claims_quantity q WHERE q.claim_id = c.id),
        (SELECT a.text FROM claims_appearance a WHERE a.claim_id = c.id ORDER BY a.id LIMIT 1))::text, 'UTF8')), 'hex')
    FROM claims_claim c WHERE c.id = claim
$$;

CREATE FUNCTION claims_void_approval(changed bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE f claims_factcheck; c claims_claim; machine bigint;
BEGIN
    SELECT * INTO f FROM claims_factcheck WHERE claim_id = changed AND withdrawn_at IS NULL AND state = 'approved' FOR UPDATE;
    IF NOT FOUND OR f.fingerprint = claims_fingerprint(changed) THEN RETURN; END IF;
    SELECT id INTO machine FROM claims_user WHERE username = 'system';
    INSERT INTO claims_decision (subject, subject_id, seq, from_state, to_state, actor_id, reason, prev, hash)
        VALUES ('factcheck', f.id, f.version + 1, claims_factcheck_stand(f), 'void', machine, 'the approved claim has changed', '', '');
    UPDATE claims_factcheck SET state = 'void', version = f.version + 1 WHERE id = f.id;
    SELECT * INTO c FROM claims_claim WHERE id = changed;
    IF c.status = 'reviewed' THEN
        INSERT INTO claims_decision (subject, subject_id, seq, from_state, to_state, actor_id, reason, prev, hash)
            VALUES ('claim', c.id, c.version + 1, 'reviewed', 'in_review', machine, 'the approved claim has changed', '', '');
        UPDATE claims_claim SET status = 'in_review', version = c.version + 1 WHERE id = c.id;
    END IF;
END $$;

CREATE FUNCTION claims_claim_changed() RETURNS trigger LANGUAGE plpgsql AS $$
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
DROP TRIGGER factcheck_guard ON claims_factcheck;
DROP TRIGGER match_guard ON claims_match;
DROP TRIGGER claim_guard ON claims_claim;
DROP TRIGGER version_text_immutable ON claims_articleversion;
DROP TRIGGER decision_append_only ON claims_decision;
DROP TRIGGER decision_chain ON claims_decision;
DROP FUNCTION claims_claim_changed, claims_void_approval, claims_fingerprint, claims_factcheck_guard, claims_factcheck_stand, claims_match_guard,
    claims_claim_guard, claims_require_decision, claims_refuse, claims_decision_chain, claims_decision_hash;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
