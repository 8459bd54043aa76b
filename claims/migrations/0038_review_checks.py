"""What raw SQL walked past: unknown verdicts and stances, origins that are only said, roots of other speakers, and rights by other ways."""

from django.db import migrations, models

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
    SELECT count(*), -- origins INTO pieces, origins FROM claims_evidence e WHERE e.fact_check_id = f.id AND e.removed_at IS NULL;
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
"""
_SAID = "count(DISTINCT e.origin)"
_SEEN = "least(count(DISTINCT e.origin), count(DISTINCT claims_evidence_source(e)))"

_RIGHTS = """
CREATE OR REPLACE FUNCTION claims_record_rights(whose bigint, what jsonb) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF -- announced OR NOT EXISTS (SELECT 1 FROM claims_user WHERE id = whose) THEN RETURN; END IF;
    INSERT INTO claims_decision (subject, subject_id, seq, from_state, to_state, actor_id, reason, changes, prev, hash)
        SELECT 'user', whose, coalesce((SELECT max(seq) FROM claims_decision WHERE subject = 'user' AND subject_id = whose), 0) + 1,
            '', 'rights', id, 'rights_changed_directly', what, '', '' FROM claims_user WHERE username = 'system';
END $$;
"""
_ANY = "claims_deciding('user', whose)"
# What was noted of one change announces no other.
_ANNOUNCED = """EXISTS (SELECT 1 FROM claims_decision d WHERE d.subject = 'user' AND d.subject_id = whose
        AND d.xact = pg_current_xact_id()::text::bigint AND d.reason <> 'rights_changed_directly')"""

FORWARD = [
    r"""
CREATE FUNCTION claims_host(address text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT rtrim(lower(regexp_replace(regexp_replace(substring(address FROM '^https?://([^/?#]*)'), '^.*@', ''), ':\d*$', '')), '.')
$$;

-- Where a piece of evidence is seen to come from, whatever is said of it: the agency or the first host of an article of ours, else its host.
-- It tells apart no less than its origin does: that is made of it.
CREATE FUNCTION claims_evidence_source(e claims_evidence) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce((
        SELECT coalesce(nullif(o.agency, ''), (
            SELECT claims_host(first.address) FROM claims_article first WHERE first.origin_id = o.id AND first.address <> '' ORDER BY first.id LIMIT 1))
        FROM claims_article a JOIN claims_origin o ON o.id = a.origin_id
        WHERE a.address = e.address AND (a.confidential_to_id IS NULL OR a.confidential_to_id = (
            SELECT c.confidential_to_id FROM claims_factcheck f JOIN claims_claim c ON c.id = f.claim_id WHERE f.id = e.fact_check_id))
        ORDER BY a.id LIMIT 1), claims_host(e.address))
$$;
""",
    _APPROVAL.replace("-- origins", _SEEN),
    """
CREATE FUNCTION claims_root_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.speaker_root_id IS DISTINCT FROM (SELECT coalesce(s.merged_into_id, s.id) FROM claims_speaker s WHERE s.id = NEW.speaker_id) THEN
        PERFORM claims_refused('root_of_speaker', 'a claim goes where the speaker goes that it was read with');
    END IF;
    RETURN NEW;
END $$;
-- By its name after claim_root, which gives a claim its root with its speaker.
CREATE TRIGGER claim_root_guard BEFORE UPDATE OF speaker_root_id ON claims_claim FOR EACH ROW
    WHEN (NEW.speaker_root_id IS DISTINCT FROM OLD.speaker_root_id) EXECUTE FUNCTION claims_root_guard();
""",
    _RIGHTS.replace("-- announced", _ANNOUNCED),
    """
CREATE FUNCTION claims_role_moved() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE was text := (SELECT name FROM auth_group WHERE id = OLD.group_id); becomes text := (SELECT name FROM auth_group WHERE id = NEW.group_id);
BEGIN
    IF NEW.user_id = OLD.user_id THEN
        PERFORM claims_record_rights(NEW.user_id, jsonb_build_object('role', jsonb_build_array(was, becomes)));
    ELSE
        PERFORM claims_record_rights(OLD.user_id, jsonb_build_object('role', jsonb_build_array(was, NULL)));
        PERFORM claims_record_rights(NEW.user_id, jsonb_build_object('role', jsonb_build_array(NULL, becomes)));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER role_moved AFTER UPDATE ON claims_user_groups FOR EACH ROW EXECUTE FUNCTION claims_role_moved();

-- What becomes of a role becomes of everybody who has it.
CREATE FUNCTION claims_role_renamed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM claims_record_rights(m.user_id, jsonb_build_object('role', jsonb_build_array(OLD.name, NEW.name)))
        FROM claims_user_groups m WHERE m.group_id = NEW.id ORDER BY m.user_id;
    RETURN NULL;
END $$;
CREATE TRIGGER role_renamed AFTER UPDATE ON auth_group FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name)
    EXECUTE FUNCTION claims_role_renamed();

CREATE FUNCTION claims_permissions_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM claims_record_rights(m.user_id, jsonb_build_object('permissions',
            CASE TG_OP WHEN 'INSERT' THEN jsonb_build_array(NULL, c.names) ELSE jsonb_build_array(c.names, NULL) END))
        FROM (SELECT g.group_id, jsonb_agg(p.codename ORDER BY p.codename) AS names
            FROM moved g JOIN auth_permission p ON p.id = g.permission_id GROUP BY g.group_id) c
        JOIN claims_user_groups m ON m.group_id = c.group_id ORDER BY m.user_id;
    RETURN NULL;
END $$;
CREATE TRIGGER permissions_given AFTER INSERT ON auth_group_permissions REFERENCING NEW TABLE AS moved
    FOR EACH STATEMENT EXECUTE FUNCTION claims_permissions_changed();
CREATE TRIGGER permissions_taken AFTER DELETE ON auth_group_permissions REFERENCING OLD TABLE AS moved
    FOR EACH STATEMENT EXECUTE FUNCTION claims_permissions_changed();
CREATE TRIGGER permissions_stay BEFORE UPDATE ON auth_group_permissions FOR EACH ROW EXECUTE FUNCTION claims_refuse();
""",
]

BACKWARD = [
    """
DROP TRIGGER permissions_stay ON auth_group_permissions;
DROP TRIGGER permissions_taken ON auth_group_permissions;
DROP TRIGGER permissions_given ON auth_group_permissions;
DROP TRIGGER role_renamed ON auth_group;
DROP TRIGGER role_moved ON claims_user_groups;
DROP TRIGGER claim_root_guard ON claims_claim;
DROP FUNCTION claims_permissions_changed, claims_role_renamed, claims_role_moved, claims_root_guard;
""",
    _RIGHTS.replace("-- announced", _ANY),
    _APPROVAL.replace("-- origins", _SAID),
    "DROP FUNCTION claims_evidence_source, claims_host;",
]


class Migration(migrations.Migration):
    dependencies = [("claims", "0037_identity_by_words"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [
        migrations.AddConstraint(
            model_name="factcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "verdict__in",
                        [
                            "true",
                            "mostly_true",
                            "partly_false",
                            "misleading",
                            "missing_context",
                            "misleading_headline",
                            "false",
                            "fabricated",
                            "unproven",
                            "satire",
                            "opinion",
                        ],
                    )
                ),
                name="factcheck_verdict",
            ),
        ),
        migrations.AddConstraint(
            model_name="factcheck",
            constraint=models.CheckConstraint(condition=models.Q(("state__in", ["draft", "approved", "void"])), name="factcheck_state"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("stance__in", ["supports", "refutes", "context"])), name="evidence_stance"
            ),
        ),
        migrations.RunSQL("\n".join(FORWARD), "\n".join(BACKWARD)),
    ]
