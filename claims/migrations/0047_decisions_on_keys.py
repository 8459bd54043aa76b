"""A key is made and revoked by decisions of its own, and is else what it was when it was made."""

from django.db import migrations, models

_SUBJECTS = [
    ("claim", "claim"),
    ("quote", "quote"),
    ("match", "match"),
    ("factcheck", "fact check"),
    ("article", "article"),
    ("speaker", "speaker"),
    ("outlet", "outlet"),
    ("user", "user"),
    ("key", "API key"),
    ("ledger", "ledger"),
]


def _moved(was: str, becomes: str) -> str:
    """Which decisions must move a row, written anew; the rest of the function is left as it is."""
    return (
        f"DO $$ BEGIN EXECUTE replace(pg_get_functiondef('claims_decision_moved'::regproc), $old${was}$old$, $new${becomes}$new$); END $$;"
    )


_REST = "ELSE RETURN NULL;"
_KEY = """WHEN 'key' THEN SELECT version INTO reached FROM claims_apikey WHERE id = NEW.subject_id;
        ELSE RETURN NULL;"""

# Nothing, unless this was taken back and is done again.
AGAIN = """
UPDATE claims_apikey k SET version = d.last FROM (SELECT subject_id, max(seq) AS last FROM claims_decision WHERE subject = 'key' GROUP BY subject_id) d
    WHERE d.subject_id = k.id;
"""
FORWARD = """
CREATE FUNCTION claims_apikey_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.version <> 0 OR NEW.revoked_at IS NOT NULL THEN
            PERFORM claims_refused('key_begins_undecided', 'a key begins undecided');
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.version > 0 THEN PERFORM claims_refused('decided_stays', 'a key with decisions is not deleted'); END IF;
        RETURN OLD;
    END IF;
    IF (NEW.id, NEW.name, NEW.user_id, NEW.scopes, NEW.prefix, NEW.digest, NEW.created_at, NEW.expires_at)
        IS DISTINCT FROM (OLD.id, OLD.name, OLD.user_id, OLD.scopes, OLD.prefix, OLD.digest, OLD.created_at, OLD.expires_at) THEN
        PERFORM claims_refused('identity_fixed', 'a key stays as it was made');
    END IF;
    IF (NEW.version, NEW.revoked_at) IS NOT DISTINCT FROM (OLD.version, OLD.revoked_at) THEN RETURN NEW; END IF;
    IF NEW.version <> OLD.version + 1 OR OLD.revoked_at IS NOT NULL THEN
        PERFORM claims_refused('decision_missing', format('key %s is made and revoked by decisions alone', OLD.id));
    END IF;
    PERFORM claims_require_decision('key', NEW.id, NEW.version, CASE OLD.version WHEN 0 THEN '' ELSE 'valid' END,
        CASE WHEN NEW.revoked_at IS NULL THEN 'valid' ELSE 'revoked' END);
    RETURN NEW;
END $$;
-- That it was used is no decision.
CREATE TRIGGER apikey_guard BEFORE INSERT OR DELETE OR UPDATE OF id, name, user_id, scopes, prefix, digest, created_at, expires_at, revoked_at, version
    ON claims_apikey FOR EACH ROW EXECUTE FUNCTION claims_apikey_guard();

-- At the end of the transaction, since a decision needs the key's number.
CREATE FUNCTION claims_apikey_begun() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM claims_apikey WHERE id = NEW.id AND version = 0) THEN
        PERFORM claims_refused('decision_missing', format('key %s was made without a decision', NEW.id));
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER apikey_begun AFTER INSERT ON claims_apikey DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION claims_apikey_begun();
"""
BACKWARD = """
DROP TRIGGER apikey_begun ON claims_apikey;
DROP TRIGGER apikey_guard ON claims_apikey;
DROP FUNCTION claims_apikey_begun, claims_apikey_guard;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0046_decisions_on_outlets")]

    operations = [
        migrations.AddField(
            model_name="apikey",
            name="version",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False, help_text="Number of decisions taken on it."),
        ),
        migrations.AlterField(
            model_name="decision",
            name="subject",
            field=models.CharField(choices=_SUBJECTS, max_length=10, verbose_name="subject"),
        ),
        migrations.AlterField(
            model_name="history",
            name="subject",
            field=models.CharField(choices=_SUBJECTS, help_text="Whose past it belongs to.", max_length=10),
        ),
        migrations.RunSQL(AGAIN, migrations.RunSQL.noop),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(_moved(_REST, _KEY), _moved(_KEY, _REST)),
    ]
