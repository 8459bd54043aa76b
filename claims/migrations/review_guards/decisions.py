"""The chain of decisions: numbered, timed and hashed by the database, append-only, and never without the move that they decide."""

# Every function names its search path, with the session's temporary tables last: else a temporary claims_decision would be believed.
FORWARD = r"""
CREATE FUNCTION claims_refused(code text, sentence text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = sentence, ERRCODE = 'check_violation', CONSTRAINT = code;
END $$;

-- Times enter the hash as microseconds, never as text, so that no session's time zone changes it.
-- `changes` enters where there are any, so that a chain from before it was kept still holds.
CREATE FUNCTION claims_decision_hash(d claims_decision) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT encode(sha256(convert_to(d.prev || (jsonb_build_array(d.subject, d.subject_id, d.seq, d.from_state, d.to_state, d.actor_id,
        d.reason, (extract(epoch FROM d.at) * 1000000)::bigint)
        || CASE WHEN d.changes = '{}' THEN '[]'::jsonb ELSE jsonb_build_array(d.changes) END)::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION claims_decision_chain() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE last record; who record;
BEGIN
    -- A ledger waits for the decisions in flight, so that none with a lower number than its own comes after it.
    IF NEW.subject = 'ledger' THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('claims.ledger', 0));
    ELSE
        PERFORM pg_advisory_xact_lock_shared(hashtextextended('claims.ledger', 0));
    END IF;
    NEW.id := nextval(pg_get_serial_sequence('public.claims_decision', 'id'));
    SELECT username, is_active INTO who FROM claims_user WHERE id = NEW.actor_id;
    IF who.username <> 'system' AND NOT who.is_active THEN
        PERFORM claims_refused('actor_inactive', 'an account that is switched off decides nothing');
    END IF;
    IF who.username = 'system' AND (NEW.subject, NEW.to_state) IN (
        ('claim', 'reviewed'), ('factcheck', 'approved'), ('factcheck', 'published'), ('factcheck', 'withdrawn')) THEN
        PERFORM claims_refused('machine_approves_nothing', 'a machine neither approves nor publishes');
    END IF;
    SELECT seq, hash, at INTO last FROM claims_decision
        WHERE subject = NEW.subject AND subject_id = NEW.subject_id ORDER BY seq DESC LIMIT 1;
    IF NEW.seq <> coalesce(last.seq, 0) + 1 THEN
        RAISE EXCEPTION 'decision % of % % is not the next', NEW.seq, NEW.subject, NEW.subject_id USING ERRCODE = 'unique_violation';
    END IF;
    NEW.at := greatest(clock_timestamp(), last.at + interval '1 microsecond');
    NEW.xact := pg_current_xact_id()::text::bigint;
    NEW.prev := coalesce(last.hash, '');
    NEW.hash := claims_decision_hash(NEW);
    RETURN NEW;
END $$;
CREATE TRIGGER decision_chain BEFORE INSERT ON claims_decision FOR EACH ROW EXECUTE FUNCTION claims_decision_chain();

CREATE FUNCTION claims_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: its rows never change', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON claims_decision FOR EACH ROW EXECUTE FUNCTION claims_refuse();
CREATE TRIGGER version_text_immutable BEFORE UPDATE OF article_id, number, title, byline, published, text, sha256 ON claims_articleversion
    FOR EACH ROW WHEN ((OLD.article_id, OLD.number, OLD.title, OLD.byline, OLD.published, OLD.text, OLD.sha256)
        IS DISTINCT FROM (NEW.article_id, NEW.number, NEW.title, NEW.byline, NEW.published, NEW.text, NEW.sha256))
    EXECUTE FUNCTION claims_refuse();

-- At the end of the transaction every decision has moved its row: one that moves nothing would block its chain for ever.
CREATE FUNCTION claims_decision_moved() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE reached integer;
BEGIN
    CASE NEW.subject
        WHEN 'claim' THEN SELECT version INTO reached FROM claims_claim WHERE id = NEW.subject_id;
        WHEN 'match' THEN SELECT version INTO reached FROM claims_match WHERE id = NEW.subject_id;
        WHEN 'factcheck' THEN SELECT version INTO reached FROM claims_factcheck WHERE id = NEW.subject_id;
        WHEN 'quote' THEN SELECT revision INTO reached FROM claims_quote WHERE id = NEW.subject_id;
        ELSE RETURN NULL;
    END CASE;
    IF reached IS NULL OR reached < NEW.seq THEN
        PERFORM claims_refused('decision_without_move', format('decision %s of %s %s moves nothing', NEW.seq, NEW.subject, NEW.subject_id));
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER decision_moved AFTER INSERT ON claims_decision DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION claims_decision_moved();

-- The decision that moves a row from its version to the next one; none is an error.
CREATE FUNCTION claims_require_decision(what text, whose bigint, number integer, was text, becomes text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM claims_decision d
        WHERE d.subject = what AND d.subject_id = whose AND d.seq = number AND d.from_state = was AND d.to_state = becomes;
    IF NOT FOUND THEN
        PERFORM claims_refused('decision_missing', format('%s %s cannot go from %s to %s without its decision', what, whose, was, becomes));
    END IF;
END $$;

-- Whether this very transaction has decided on a row.
CREATE FUNCTION claims_deciding(what text, whose bigint) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM claims_decision d
        WHERE d.subject = what AND d.subject_id = whose AND d.xact = pg_current_xact_id()::text::bigint)
$$;

-- Whether a person, and not the machine alone, has decided on a row.
CREATE FUNCTION claims_touched(what text, whose bigint) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM claims_decision d JOIN claims_user u ON u.id = d.actor_id
        WHERE d.subject = what AND d.subject_id = whose AND u.username <> 'system')
$$;

-- Whether decision `number` takes back the one before it: the same person, back to where that one came from, and not an undo itself.
CREATE FUNCTION claims_undoes(what text, whose bigint, number integer) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM claims_decision now JOIN claims_decision before
        ON before.subject = now.subject AND before.subject_id = now.subject_id AND before.seq = now.seq - 1
        WHERE now.subject = what AND now.subject_id = whose AND now.seq = number AND (now.changes ->> 'undoes')::integer = before.seq
            AND before.actor_id = now.actor_id AND before.from_state = now.to_state AND NOT before.changes ? 'undoes')
$$;

-- Rights are audited too: a change of somebody's roles that no decision announces becomes one of the machine's.
CREATE FUNCTION claims_record_rights(whose bigint, what jsonb) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF claims_deciding('user', whose) OR NOT EXISTS (SELECT 1 FROM claims_user WHERE id = whose) THEN RETURN; END IF;
    INSERT INTO claims_decision (subject, subject_id, seq, from_state, to_state, actor_id, reason, changes, prev, hash)
        SELECT 'user', whose, coalesce((SELECT max(seq) FROM claims_decision WHERE subject = 'user' AND subject_id = whose), 0) + 1,
            '', 'rights', id, 'rights_changed_directly', what, '', '' FROM claims_user WHERE username = 'system';
END $$;

CREATE FUNCTION claims_roles_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM claims_record_rights(NEW.user_id, jsonb_build_object('role', jsonb_build_array(NULL, (SELECT name FROM auth_group WHERE id = NEW.group_id))));
    ELSE
        PERFORM claims_record_rights(OLD.user_id, jsonb_build_object('role', jsonb_build_array((SELECT name FROM auth_group WHERE id = OLD.group_id), NULL)));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER roles_changed AFTER INSERT OR DELETE ON claims_user_groups FOR EACH ROW EXECUTE FUNCTION claims_roles_changed();

CREATE FUNCTION claims_user_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.username = 'system' AND (TG_OP = 'DELETE' OR (NEW.id, NEW.username, NEW.is_active, NEW.is_superuser, NEW.password)
        IS DISTINCT FROM (OLD.id, OLD.username, OLD.is_active, OLD.is_superuser, OLD.password)) THEN
        PERFORM claims_refused('system_actor_fixed', 'the machine as an actor stays as it is');
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF (NEW.username, NEW.is_active, NEW.is_superuser, NEW.desk_id) IS DISTINCT FROM (OLD.username, OLD.is_active, OLD.is_superuser, OLD.desk_id) THEN
        PERFORM claims_record_rights(NEW.id, jsonb_build_object('username', jsonb_build_array(OLD.username, NEW.username),
            'is_active', jsonb_build_array(OLD.is_active, NEW.is_active), 'is_superuser', jsonb_build_array(OLD.is_superuser, NEW.is_superuser),
            'desk', jsonb_build_array(OLD.desk_id, NEW.desk_id)));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER user_guard BEFORE UPDATE OR DELETE ON claims_user FOR EACH ROW EXECUTE FUNCTION claims_user_guard();
"""

BACKWARD = """
DROP TRIGGER user_guard ON claims_user;
DROP TRIGGER roles_changed ON claims_user_groups;
DROP TRIGGER decision_moved ON claims_decision;
DROP TRIGGER version_text_immutable ON claims_articleversion;
DROP TRIGGER decision_append_only ON claims_decision;
DROP TRIGGER decision_chain ON claims_decision;
DROP FUNCTION claims_user_guard, claims_roles_changed, claims_record_rights, claims_undoes, claims_touched, claims_deciding,
    claims_require_decision, claims_decision_moved, claims_refuse, claims_decision_chain, claims_decision_hash, claims_refused;
"""
