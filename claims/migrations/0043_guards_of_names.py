"""What was changed past the guards: approvals that became void, speakers' names, whom an article is confidential to, accounts and their rights."""

from django.db import migrations

_APPROVAL = r"""
CREATE OR REPLACE FUNCTION claims_check_approval(f claims_factcheck) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE approver bigint; last_approval integer; origins integer; pieces integer;
BEGIN
    IF (SELECT status FROM claims_claim WHERE id = f.claim_id) <> 'in_approval' THEN
        PERFORM claims_refused('not_in_approval', 'the claim does not await approval');
    END IF;
    IF f.fingerprint <> claims_fingerprint(f.claim_id) THEN
        PERFORM claims_refused('fingerprint_differs', 'the claim has changed since it was looked at');
    END IF;
    SELECT count(*), least(count(DISTINCT e.origin), count(DISTINCT claims_evidence_source(e))) INTO pieces, origins FROM claims_evidence e WHERE e.fact_check_id = f.id AND e.removed_at IS NULL;
    IF pieces = 0 THEN
        PERFORM claims_refused('evidence_missing', 'a verdict needs evidence');
    END IF;
    IF f.verdict IN ('true', 'false') AND f.origins_override !~ '\S' AND origins < 2 THEN
        PERFORM claims_refused('one_origin', 'true and false need two independent origins, or a written reason');
    END IF;
    SELECT actor_id INTO approver FROM claims_decision WHERE subject = 'factcheck' AND subject_id = f.id AND seq = f.version;
    SELECT coalesce(max(a.seq), 0) INTO last_approval FROM claims_decision a
        WHERE a.subject = 'factcheck' AND a.subject_id = f.id AND a.changes ? 'approved' AND a.seq < f.version AND NOT EXISTS (
            SELECT 1 FROM claims_decision u WHERE u.subject = 'factcheck' AND u.subject_id = f.id AND u.seq = a.seq + 1 AND u.changes ? 'unapproves')-- void;
    -- Whoever made it a draft since then has written at it; to take one's own approval back is not writing.
    IF EXISTS (SELECT 1 FROM claims_decision d WHERE d.subject = 'factcheck' AND d.subject_id = f.id AND d.seq > last_approval
        AND d.seq < f.version AND d.to_state = 'draft' AND NOT d.changes ? 'unapproves' AND d.actor_id = approver) THEN
        PERFORM claims_refused('approver_is_author', 'the approver is not an author');
    END IF;
END $$;
"""
# What was approved before it became void was another claim: whoever wrote at it then has no second pair of eyes for this one.
_VOID = """ AND NOT EXISTS (
            SELECT 1 FROM claims_decision v WHERE v.subject = 'factcheck' AND v.subject_id = f.id AND v.seq > a.seq AND v.to_state = 'void')"""

_SPEAKER = """
CREATE OR REPLACE FUNCTION claims_speaker_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE was text; becomes text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.merged_into_id IS NOT NULL OR NEW.version <> 0 THEN
            PERFORM claims_refused('speaker_begins_alone', 'a speaker begins as one of its own');
        END IF;
        RETURN NEW;
    END IF;-- named
    IF NEW.merged_into_id IS NOT DISTINCT FROM OLD.merged_into_id AND NEW.version = OLD.version THEN RETURN NEW; END IF;
    IF NEW.version <> OLD.version + 1 THEN
        PERFORM claims_refused('decision_missing', format('speaker %s has another version', NEW.id));
    END IF;
    IF NEW.merged_into_id IS NOT NULL AND (
        EXISTS (SELECT 1 FROM claims_speaker s WHERE s.id = NEW.merged_into_id AND s.merged_into_id IS NOT NULL)
        OR EXISTS (SELECT 1 FROM claims_speaker s WHERE s.merged_into_id = NEW.id)) THEN
        PERFORM claims_refused('speaker_one_level', 'speakers are merged one level deep');
    END IF;
    was := CASE WHEN OLD.merged_into_id IS NULL THEN 'open' ELSE 'merged' END;
    becomes := CASE WHEN NEW.merged_into_id IS NULL THEN 'open' ELSE 'merged' END;
    PERFORM claims_require_decision('speaker', NEW.id, NEW.version, was, becomes);
    RETURN NEW;
END $$;
DROP TRIGGER speaker_guard ON claims_speaker;
CREATE TRIGGER speaker_guard BEFORE INSERT OR UPDATE OF -- columns ON claims_speaker
    FOR EACH ROW EXECUTE FUNCTION claims_speaker_guard();
"""
_NAMED = """
    IF (NEW.kind, NEW.name, NEW.key, NEW.distinction, NEW.article_id, NEW.outlet_id)
        IS DISTINCT FROM (OLD.kind, OLD.name, OLD.key, OLD.distinction, OLD.article_id, OLD.outlet_id) AND NOT claims_deciding('speaker', NEW.id) THEN
        PERFORM claims_refused('decision_missing', format('what speaker %s is called changes by decisions alone', NEW.id));
    END IF;"""

_ARTICLE = """
CREATE OR REPLACE FUNCTION claims_article_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.revision <> 0 OR NEW.origin_by_hand THEN
            PERFORM claims_refused('article_begins_undecided', 'an article begins undecided');
        END IF;
        RETURN NEW;
    END IF;-- confidential
    IF NEW.revision <> OLD.revision OR NEW.origin_by_hand <> OLD.origin_by_hand
        OR (OLD.origin_by_hand AND NEW.origin_id IS DISTINCT FROM OLD.origin_id) THEN
        IF NEW.revision <> OLD.revision + 1 THEN
            PERFORM claims_refused('decision_missing', 'the origin that a person gave an article changes by a decision alone');
        END IF;
        PERFORM claims_require_decision('article', NEW.id, NEW.revision, '', '');
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER article_guard ON claims_article;
CREATE TRIGGER article_guard BEFORE INSERT OR UPDATE OF -- columns ON claims_article
    FOR EACH ROW EXECUTE FUNCTION claims_article_guard();
"""
_CONFIDENTIAL = """
    IF NEW.confidential_to_id IS DISTINCT FROM OLD.confidential_to_id THEN
        PERFORM claims_refused('identity_fixed', 'an article stays confidential to whom it came in for');
    END IF;"""

_USER = """
CREATE OR REPLACE FUNCTION claims_user_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.username = 'system' AND (TG_OP = 'DELETE' OR (NEW.id, NEW.username, NEW.is_active, NEW.is_superuser, NEW.password)
        IS DISTINCT FROM (OLD.id, OLD.username, OLD.is_active, OLD.is_superuser, OLD.password)) THEN
        PERFORM claims_refused('system_actor_fixed', 'the machine as an actor stays as it is');
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF (NEW.username, NEW.is_active, NEW.is_superuser, NEW.desk_id/* new */) IS DISTINCT FROM (OLD.username, OLD.is_active, OLD.is_superuser, OLD.desk_id/* old */) THEN
        PERFORM claims_record_rights(NEW.id, jsonb_build_object('username', jsonb_build_array(OLD.username, NEW.username),
            'is_active', jsonb_build_array(OLD.is_active, NEW.is_active), 'is_superuser', jsonb_build_array(OLD.is_superuser, NEW.is_superuser),
            'desk', jsonb_build_array(OLD.desk_id, NEW.desk_id)/* said */));
    END IF;
    RETURN NEW;
END $$;
"""
_SAID = ", 'is_staff', jsonb_build_array(OLD.is_staff, NEW.is_staff), 'email', jsonb_build_array(OLD.email, NEW.email)"

_ACCOUNTS = """
-- At the end of the transaction, so that whoever makes an account can say so once it has a number.
CREATE FUNCTION claims_account_made() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM claims_record_rights(u.id, jsonb_build_object('username', jsonb_build_array(NULL, u.username),
            'is_active', jsonb_build_array(NULL, u.is_active), 'is_superuser', jsonb_build_array(NULL, u.is_superuser),
            'desk', jsonb_build_array(NULL, u.desk_id), 'is_staff', jsonb_build_array(NULL, u.is_staff), 'email', jsonb_build_array(NULL, u.email)))
        FROM claims_user u WHERE u.id = NEW.id;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER account_made AFTER INSERT ON claims_user DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.username <> 'system') EXECUTE FUNCTION claims_account_made();

CREATE FUNCTION claims_own_permissions_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM claims_record_rights(c.user_id, jsonb_build_object('permissions',
            CASE TG_OP WHEN 'INSERT' THEN jsonb_build_array(NULL, c.names) ELSE jsonb_build_array(c.names, NULL) END))
        FROM (SELECT m.user_id, jsonb_agg(p.codename ORDER BY p.codename) AS names
            FROM moved m JOIN auth_permission p ON p.id = m.permission_id GROUP BY m.user_id) c ORDER BY c.user_id;
    RETURN NULL;
END $$;
CREATE TRIGGER own_permissions_given AFTER INSERT ON claims_user_user_permissions REFERENCING NEW TABLE AS moved
    FOR EACH STATEMENT EXECUTE FUNCTION claims_own_permissions_changed();
CREATE TRIGGER own_permissions_taken AFTER DELETE ON claims_user_user_permissions REFERENCING OLD TABLE AS moved
    FOR EACH STATEMENT EXECUTE FUNCTION claims_own_permissions_changed();
CREATE TRIGGER own_permissions_stay BEFORE UPDATE ON claims_user_user_permissions FOR EACH ROW EXECUTE FUNCTION claims_refuse();
"""
_NO_ACCOUNTS = """
DROP TRIGGER own_permissions_stay ON claims_user_user_permissions;
DROP TRIGGER own_permissions_taken ON claims_user_user_permissions;
DROP TRIGGER own_permissions_given ON claims_user_user_permissions;
DROP TRIGGER account_made ON claims_user;
DROP FUNCTION claims_own_permissions_changed, claims_account_made;
"""

FORWARD = (
    _APPROVAL.replace("-- void", _VOID)
    + _SPEAKER.replace("-- named", _NAMED).replace(
        "-- columns", "kind, name, key, distinction, article_id, outlet_id, merged_into_id, version"
    )
    + _ARTICLE.replace("-- confidential", _CONFIDENTIAL).replace("-- columns", "confidential_to_id, origin_id, origin_by_hand, revision")
    + _USER.replace("/* new */", ", NEW.is_staff, NEW.email").replace("/* old */", ", OLD.is_staff, OLD.email").replace("/* said */", _SAID)
    + _ACCOUNTS
)
BACKWARD = (
    _NO_ACCOUNTS
    + _USER.replace("/* new */", "").replace("/* old */", "").replace("/* said */", "")
    + _ARTICLE.replace("-- confidential", "").replace("-- columns", "origin_id, origin_by_hand, revision")
    + _SPEAKER.replace("-- named", "").replace("-- columns", "merged_into_id, version")
    + _APPROVAL.replace("-- void", "")
)


class Migration(migrations.Migration):
    dependencies = [("claims", "0042_feeds_and_filings")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
