"""What an outlet is called, where it stands, and its language and clock change by a decision alone."""

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
    ("ledger", "ledger"),
]


def _moved(was: str, becomes: str) -> str:
    """Which decisions must move a row, written anew; the rest of the function is left as it is."""
    return (
        f"DO $$ BEGIN EXECUTE replace(pg_get_functiondef('claims_decision_moved'::regproc), $old${was}$old$, $new${becomes}$new$); END $$;"
    )


_REST = "ELSE RETURN NULL;"
_OUTLET = """WHEN 'outlet' THEN SELECT version INTO reached FROM claims_outlet WHERE id = NEW.subject_id;
        ELSE RETURN NULL;"""

# Nothing, unless this was taken back and is done again.
AGAIN = """
UPDATE claims_outlet o SET version = d.last FROM (SELECT subject_id, max(seq) AS last FROM claims_decision WHERE subject = 'outlet' GROUP BY subject_id) d
    WHERE d.subject_id = o.id;
"""
FORWARD = """
CREATE FUNCTION claims_outlet_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.version <> 0 THEN
            PERFORM claims_refused('outlet_begins_undecided', 'an outlet begins undecided');
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.version > 0 THEN PERFORM claims_refused('decided_stays', 'an outlet with decisions is not deleted'); END IF;
        RETURN OLD;
    END IF;
    IF (NEW.id, NEW.is_placeholder) IS DISTINCT FROM (OLD.id, OLD.is_placeholder) THEN
        PERFORM claims_refused('identity_fixed', 'an outlet keeps its number, and whether it stands for unknown ones');
    END IF;
    IF (NEW.name, NEW.domain, NEW.language, NEW.time_zone, NEW.version)
        IS NOT DISTINCT FROM (OLD.name, OLD.domain, OLD.language, OLD.time_zone, OLD.version) THEN
        RETURN NEW;
    END IF;
    IF NEW.version <> OLD.version + 1 THEN
        PERFORM claims_refused('decision_missing', format('outlet %s changes by decisions alone', OLD.id));
    END IF;
    PERFORM claims_require_decision('outlet', NEW.id, NEW.version, '', '');
    RETURN NEW;
END $$;
CREATE TRIGGER outlet_guard BEFORE INSERT OR UPDATE OR DELETE ON claims_outlet FOR EACH ROW EXECUTE FUNCTION claims_outlet_guard();
"""
BACKWARD = """
DROP TRIGGER outlet_guard ON claims_outlet;
DROP FUNCTION claims_outlet_guard;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0045_matches_held")]

    operations = [
        migrations.AddField(
            model_name="outlet",
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
        migrations.RunSQL(_moved(_REST, _OUTLET), _moved(_OUTLET, _REST)),
    ]
