"""Fact checks and their evidence: drafts, four eyes, two origins, approvals, publication."""

FORWARD = r"""
-- The one word for where a fact check stands.
CREATE FUNCTION claims_factcheck_stand(f claims_factcheck) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN f.withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN f.published_at IS NOT NULL AND f.state = 'approved' THEN 'published' ELSE f.state END
$$;

-- What an approval makes public: a copy, so that a draft written over it shows to nobody before it is approved.
CREATE FUNCTION claims_factcheck_content(f claims_factcheck) RETURNS jsonb LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object('verdict', f.verdict, 'summary', f.summary, 'claim', c.text, 'evidence', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'address', e.address, 'title', e.title, 'stance', e.stance, 'origin', e.origin,
            'snapshot', e.snapshot, 'sha256', e.sha256) ORDER BY e.id), '[]'::jsonb)
        FROM claims_evidence e WHERE e.fact_check_id = f.id AND e.removed_at IS NULL))
    FROM claims_claim c WHERE c.id = f.claim_id
$$;

CREATE FUNCTION claims_check_approval(f claims_factcheck) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE approver bigint; last_approval integer; origins integer; pieces integer;
BEGIN
    IF (SELECT status FROM claims_claim WHERE id = f.claim_id) <> 'in_approval' THEN
        PERFORM claims_refused('not_in_approval', 'the claim does not await approval');
    END IF;
    IF f.fingerprint <> claims_fingerprint(f.claim_id) THEN
        PERFORM claims_refused('fingerprint_differs', 'the claim has changed since it was looked at');
    END IF;
    SELECT count(*), count(DISTINCT e.origin) INTO pieces, origins FROM claims_evidence e WHERE e.fact_check_id = f.id AND e.removed_at IS NULL;
    IF pieces = 0 THEN
        PERFORM claims_refused('evidence_missing', 'a verdict needs evidence');
    END IF;
    IF f.verdict IN ('true', 'false') AND f.origins_override !~ '\S' AND origins < 2 THEN
        PERFORM claims_refused('one_origin', 'true and false need two independent origins, or a written reason');
    END IF;
    SELECT actor_id INTO approver FROM claims_decision WHERE subject = 'factcheck' AND subject_id = f.id AND seq = f.version;
    SELECT coalesce(max(a.seq), 0) INTO last_approval FROM claims_decision a
        WHERE a.subject = 'factcheck' AND a.subject_id = f.id AND a.changes ? 'approved' AND a.seq < f.version AND NOT EXISTS (
            SELECT 1 FROM claims_decision u WHERE u.subject = 'factcheck' AND u.subject_id = f.id AND u.seq = a.seq + 1 AND u.changes ? 'unapproves');
    -- Whoever made it a draft since then has written at it; to take one's own approval back is not writing.
    IF EXISTS (SELECT 1 FROM claims_decision d WHERE d.subject = 'factcheck' AND d.subject_id = f.id AND d.seq > last_approval
        AND d.seq < f.version AND d.to_state = 'draft' AND NOT d.changes ? 'unapproves' AND d.actor_id = approver) THEN
        PERFORM claims_refused('approver_is_author', 'the approver is not an author');
    END IF;
END $$;

CREATE FUNCTION claims_factcheck_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE decided jsonb;
BEGIN
    IF TG_OP = 'DELETE' THEN PERFORM claims_refused('decided_stays', 'a fact check is withdrawn, never deleted'); END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' OR NEW.version <> 0 OR NEW.published_at IS NOT NULL OR NEW.withdrawn_at IS NOT NULL
            OR NEW.approved_content IS NOT NULL OR NEW.fingerprint <> '' OR NEW.origins_override <> '' THEN
            PERFORM claims_refused('factcheck_begins_as_draft', 'a fact check begins as a draft');
        END IF;
        IF (SELECT status FROM claims_claim WHERE id = NEW.claim_id) NOT IN ('in_review', 'in_approval') THEN
            PERFORM claims_refused('claim_not_in_review', 'a verdict is written while its claim is in review');
        END IF;
        RETURN NEW;
    END IF;
    IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
    IF (NEW.id, NEW.claim_id, NEW.author_id) IS DISTINCT FROM (OLD.id, OLD.claim_id, OLD.author_id) THEN
        PERFORM claims_refused('identity_fixed', 'a fact check keeps its number, claim and first author');
    END IF;
    IF OLD.withdrawn_at IS NOT NULL THEN PERFORM claims_refused('withdrawn', 'a withdrawn fact check stays as it was'); END IF;
    IF NEW.version <> OLD.version + 1 THEN
        PERFORM claims_refused('decision_missing', format('fact check %s changes by decisions alone', NEW.id));
    END IF;
    IF NEW.published_at IS NOT NULL AND OLD.published_at IS NULL THEN NEW.published_at := clock_timestamp(); END IF;
    IF NEW.withdrawn_at IS NOT NULL THEN NEW.withdrawn_at := clock_timestamp(); END IF;
    PERFORM claims_require_decision('factcheck', NEW.id, NEW.version,
        CASE OLD.version WHEN 0 THEN '' ELSE claims_factcheck_stand(OLD) END, claims_factcheck_stand(NEW));
    SELECT changes INTO decided FROM claims_decision WHERE subject = 'factcheck' AND subject_id = NEW.id AND seq = NEW.version;
    -- Only an approval says so in its decision, and it does: the last one is found by it.
    IF decided ? 'approved' THEN
        IF NEW.state <> 'approved' OR (NEW.verdict, NEW.summary) IS DISTINCT FROM (OLD.verdict, OLD.summary) THEN
            PERFORM claims_refused('move_refused', 'an approval approves what is there');
        END IF;
        PERFORM claims_check_approval(NEW);
        NEW.approved_content := claims_factcheck_content(NEW);
    ELSIF NEW.state = 'approved' AND OLD.state <> 'approved' THEN
        PERFORM claims_refused('decision_missing', 'an approval is a decision that says so');
    ELSIF (NEW.approved_content, NEW.fingerprint, NEW.origins_override)
        IS DISTINCT FROM (OLD.approved_content, OLD.fingerprint, OLD.origins_override) THEN
        PERFORM claims_refused('approval_fixed', 'what was approved changes by another approval alone');
    END IF;
    IF decided ? 'unapproves' THEN
        IF NEW.state <> 'draft' OR OLD.published_at IS NOT NULL OR (NEW.verdict, NEW.summary) IS DISTINCT FROM (OLD.verdict, OLD.summary)
            OR NOT claims_undoes('factcheck', NEW.id, NEW.version) THEN
            PERFORM claims_refused('undo_refused', 'an approval is taken back by who gave it, and only while nothing else was done');
        END IF;
    ELSIF NEW.state = 'draft' THEN
        IF (SELECT status FROM claims_claim WHERE id = NEW.claim_id) NOT IN ('in_review', 'in_approval') THEN
            PERFORM claims_refused('claim_not_in_review', 'a verdict is written while its claim is in review');
        END IF;
    ELSIF (NEW.verdict, NEW.summary) IS DISTINCT FROM (OLD.verdict, OLD.summary) THEN
        PERFORM claims_refused('changed_is_draft', 'a changed verdict is a draft again');
    END IF;
    IF NEW.state = 'void' AND (OLD.state <> 'approved' OR OLD.fingerprint = claims_fingerprint(OLD.claim_id)) AND OLD.state <> 'void' THEN
        PERFORM claims_refused('move_refused', 'an approval is void only where its claim has changed');
    END IF;
    IF NEW.published_at IS DISTINCT FROM OLD.published_at AND (OLD.published_at IS NOT NULL OR OLD.state <> 'approved' OR NEW.state <> 'approved'
        OR (SELECT status FROM claims_claim WHERE id = NEW.claim_id) <> 'reviewed') THEN
        PERFORM claims_refused('not_approved', 'only an approved fact check of a reviewed claim is published, and once');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER factcheck_guard BEFORE INSERT OR UPDATE OR DELETE ON claims_factcheck FOR EACH ROW EXECUTE FUNCTION claims_factcheck_guard();

-- Its beginning is a decision too: who began it is an author.
CREATE FUNCTION claims_factcheck_begun() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM claims_decision d
        WHERE d.subject = 'factcheck' AND d.subject_id = NEW.id AND d.seq = 1 AND d.actor_id = NEW.author_id) THEN
        PERFORM claims_refused('decision_missing', 'a fact check begins with a decision of its author');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER factcheck_begun AFTER INSERT ON claims_factcheck DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION claims_factcheck_begun();

CREATE FUNCTION claims_evidence_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN PERFORM claims_refused('decided_stays', 'evidence is taken out, never deleted'); END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.removed_at IS NOT NULL OR NEW.snapshot !~ '\S' OR NEW.origin !~ '\S' OR NEW.address !~ '^https?://' THEN
            PERFORM claims_refused('evidence_incomplete', 'evidence has an address, an origin and the words relied on');
        END IF;
        NEW.added_at := clock_timestamp();
        NEW.sha256 := encode(sha256(convert_to(NEW.snapshot, 'UTF8')), 'hex');
    ELSIF (NEW.id, NEW.fact_check_id, NEW.address, NEW.title, NEW.stance, NEW.snapshot, NEW.sha256, NEW.origin, NEW.added_by_id, NEW.added_at)
        IS DISTINCT FROM (OLD.id, OLD.fact_check_id, OLD.address, OLD.title, OLD.stance, OLD.snapshot, OLD.sha256, OLD.origin, OLD.added_by_id, OLD.added_at) THEN
        PERFORM claims_refused('evidence_fixed', 'evidence is added and taken out, never rewritten');
    ELSIF NEW.removed_at IS NOT NULL THEN
        NEW.removed_at := clock_timestamp();
    END IF;
    IF NOT EXISTS (SELECT 1 FROM claims_decision d WHERE d.subject = 'factcheck' AND d.subject_id = NEW.fact_check_id
        AND d.xact = pg_current_xact_id()::text::bigint AND d.to_state = 'draft'
        AND NOT d.changes ? 'unapproves' AND (TG_OP = 'UPDATE' OR d.actor_id = NEW.added_by_id)) THEN
        PERFORM claims_refused('decision_missing', 'evidence changes by a decision of the one who adds it or takes it out');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_guard BEFORE INSERT OR UPDATE OR DELETE ON claims_evidence FOR EACH ROW EXECUTE FUNCTION claims_evidence_guard();
"""

BACKWARD = """
DROP TRIGGER evidence_guard ON claims_evidence;
DROP TRIGGER factcheck_begun ON claims_factcheck;
DROP TRIGGER factcheck_guard ON claims_factcheck;
DROP FUNCTION claims_evidence_guard, claims_factcheck_begun, claims_factcheck_guard, claims_check_approval, claims_factcheck_content,
    claims_factcheck_stand;
"""
