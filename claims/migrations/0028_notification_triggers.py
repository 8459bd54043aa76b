"""Whoever causes it – page, API, task or raw SQL – the people concerned are told in the same transaction, or not at all."""

from django.db import migrations

FORWARD = r"""
-- Tells one person one thing, once; nobody is told what they did themselves, or of what they may not see.
CREATE FUNCTION claims_notify(whom bigint, what text, about bigint, pair bigint, who bigint, why text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO claims_notification (person_id, kind, claim_id, match_id, actor_id, cause)
    SELECT u.id, what, about, pair, who, why FROM claims_user u
    WHERE u.id = whom AND u.id IS DISTINCT FROM who AND u.is_active AND u.username <> 'system' AND NOT EXISTS (
        SELECT 1 FROM claims_claim c WHERE c.confidential_to_id IS NOT NULL AND c.confidential_to_id IS DISTINCT FROM u.desk_id
            AND c.id IN (SELECT about UNION ALL SELECT unnest(ARRAY[m.claim_low_id, m.claim_high_id]) FROM claims_match m WHERE m.id = pair))
    ON CONFLICT (person_id, kind, claim_id, cause) DO NOTHING
$$;

-- Whose work an approval rests on: everybody who decided on the fact check.
CREATE FUNCTION claims_notify_verifiers(what text, about bigint, pair bigint, who bigint, why text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM claims_notify(v.actor_id, what, about, pair, who, why) FROM (
        SELECT DISTINCT d.actor_id FROM claims_factcheck f JOIN claims_decision d ON d.subject = 'factcheck' AND d.subject_id = f.id
        WHERE f.claim_id = about AND f.withdrawn_at IS NULL AND f.approved_content IS NOT NULL) v;
END $$;

CREATE FUNCTION claims_actor(what text, whose bigint, number integer) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT actor_id FROM claims_decision WHERE subject = what AND subject_id = whose AND seq = number
$$;

CREATE FUNCTION claims_notify_assignee() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM claims_notify(NEW.assignee_id, 'assigned', NEW.id, NULL, claims_actor('claim', NEW.id, NEW.version), format('claim %s', NEW.version));
    RETURN NULL;
END $$;
CREATE TRIGGER assignee_notified AFTER UPDATE OF assignee_id ON claims_claim FOR EACH ROW
    WHEN (NEW.assignee_id IS NOT NULL AND NEW.assignee_id IS DISTINCT FROM OLD.assignee_id) EXECUTE FUNCTION claims_notify_assignee();

-- The approvers who may approve it: of the desk that works on it, and not those who have written at it since the last approval.
CREATE FUNCTION claims_notify_approvers() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE checked bigint; last_approval integer;
BEGIN
    SELECT id INTO checked FROM claims_factcheck WHERE claim_id = NEW.id AND withdrawn_at IS NULL;
    SELECT coalesce(max(a.seq), 0) INTO last_approval FROM claims_decision a
        WHERE a.subject = 'factcheck' AND a.subject_id = checked AND a.changes ? 'approved' AND NOT EXISTS (
            SELECT 1 FROM claims_decision u WHERE u.subject = 'factcheck' AND u.subject_id = checked AND u.seq = a.seq + 1 AND u.changes ? 'unapproves');
    PERFORM claims_notify(u.id, 'approval', NEW.id, NULL, claims_actor('claim', NEW.id, NEW.version), format('claim %s', NEW.version))
    FROM claims_user u JOIN claims_user_groups g ON g.user_id = u.id JOIN auth_group r ON r.id = g.group_id AND r.name = 'approver'
    WHERE (NEW.desk_id IS NULL OR NEW.desk_id = u.desk_id) AND NOT EXISTS (
        SELECT 1 FROM claims_decision d WHERE d.subject = 'factcheck' AND d.subject_id = checked AND d.seq > last_approval
            AND d.to_state = 'draft' AND NOT d.changes ? 'unapproves' AND d.actor_id = u.id);
    RETURN NULL;
END $$;
CREATE TRIGGER approvers_notified AFTER UPDATE OF status ON claims_claim FOR EACH ROW
    WHEN (NEW.status = 'in_approval' AND OLD.status <> 'in_approval') EXECUTE FUNCTION claims_notify_approvers();

CREATE FUNCTION claims_notify_void() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM claims_notify_verifiers('void', NEW.claim_id, NULL, NULL, format('factcheck %s %s', NEW.id, NEW.version));
    RETURN NULL;
END $$;
CREATE TRIGGER void_notified AFTER UPDATE OF state ON claims_factcheck FOR EACH ROW
    WHEN (NEW.state = 'void' AND OLD.state <> 'void') EXECUTE FUNCTION claims_notify_void();

-- A contradiction concerns both claims, an update the older one. Told when it is suggested, and again when a person confirms it.
CREATE FUNCTION claims_notify_match() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE says text; direction text; who bigint; why text;
BEGIN
    says := CASE NEW.state WHEN 'confirmed' THEN NEW.relation WHEN 'suggested' THEN NEW.machine_relation ELSE '' END;
    IF says NOT IN ('contradicts', 'updates') THEN RETURN NULL; END IF;
    direction := CASE NEW.state WHEN 'confirmed' THEN NEW.direction ELSE NEW.machine_direction END;
    who := CASE NEW.state WHEN 'confirmed' THEN claims_actor('match', NEW.id, NEW.version) END;
    why := format('match %s %s', NEW.id, NEW.version);
    IF says = 'contradicts' THEN
        PERFORM claims_notify_verifiers('contradicted', NEW.claim_low_id, NEW.id, who, why);
        PERFORM claims_notify_verifiers('contradicted', NEW.claim_high_id, NEW.id, who, why);
    ELSE
        PERFORM claims_notify_verifiers('updated',
            CASE direction WHEN 'low_updates_high' THEN NEW.claim_high_id ELSE NEW.claim_low_id END, NEW.id, who, why);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER match_found_notified AFTER INSERT ON claims_match FOR EACH ROW EXECUTE FUNCTION claims_notify_match();
CREATE TRIGGER match_notified AFTER UPDATE OF state, relation, direction, machine_relation, machine_direction ON claims_match FOR EACH ROW
    WHEN ((NEW.state, NEW.relation, NEW.direction, NEW.machine_relation, NEW.machine_direction)
        IS DISTINCT FROM (OLD.state, OLD.relation, OLD.direction, OLD.machine_relation, OLD.machine_direction))
    EXECUTE FUNCTION claims_notify_match();
"""

BACKWARD = """
DROP TRIGGER match_notified ON claims_match;
DROP TRIGGER match_found_notified ON claims_match;
DROP TRIGGER void_notified ON claims_factcheck;
DROP TRIGGER approvers_notified ON claims_claim;
DROP TRIGGER assignee_notified ON claims_claim;
DROP FUNCTION claims_notify_match, claims_notify_void, claims_notify_approvers, claims_notify_assignee, claims_actor, claims_notify_verifiers,
    claims_notify;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0027_notifications")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
