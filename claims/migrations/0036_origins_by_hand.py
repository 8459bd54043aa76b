"""The origin that a person gave an article: by its decision alone, and kept by the machine."""

from django.db import migrations, models

_MOVED = """
CREATE OR REPLACE FUNCTION claims_decision_moved() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE reached integer;
BEGIN
    CASE NEW.subject
        WHEN 'claim' THEN SELECT version INTO reached FROM claims_claim WHERE id = NEW.subject_id;
        WHEN 'match' THEN SELECT version INTO reached FROM claims_match WHERE id = NEW.subject_id;
        WHEN 'factcheck' THEN SELECT version INTO reached FROM claims_factcheck WHERE id = NEW.subject_id;
        WHEN 'speaker' THEN SELECT version INTO reached FROM claims_speaker WHERE id = NEW.subject_id;
        WHEN 'quote' THEN SELECT revision INTO reached FROM claims_quote WHERE id = NEW.subject_id;-- article
        ELSE RETURN NULL;
    END CASE;
    IF reached IS NULL OR reached < NEW.seq THEN
        PERFORM claims_refused('decision_without_move', format('decision %s of %s %s moves nothing', NEW.seq, NEW.subject, NEW.subject_id));
    END IF;
    RETURN NULL;
END $$;
"""
_ARTICLE = """
        WHEN 'article' THEN SELECT revision INTO reached FROM claims_article WHERE id = NEW.subject_id;"""

FORWARD = (
    _MOVED.replace("-- article", _ARTICLE)
    + """
CREATE FUNCTION claims_article_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.revision <> 0 OR NEW.origin_by_hand THEN
            PERFORM claims_refused('article_begins_undecided', 'an article begins undecided');
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.revision <> OLD.revision OR NEW.origin_by_hand <> OLD.origin_by_hand
        OR (OLD.origin_by_hand AND NEW.origin_id IS DISTINCT FROM OLD.origin_id) THEN
        IF NEW.revision <> OLD.revision + 1 THEN
            PERFORM claims_refused('decision_missing', 'the origin that a person gave an article changes by a decision alone');
        END IF;
        PERFORM claims_require_decision('article', NEW.id, NEW.revision, '', '');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER article_guard BEFORE INSERT OR UPDATE OF origin_id, origin_by_hand, revision ON claims_article
    FOR EACH ROW EXECUTE FUNCTION claims_article_guard();
"""
)
BACKWARD = """
DROP TRIGGER article_guard ON claims_article;
DROP FUNCTION claims_article_guard;
""" + _MOVED.replace("-- article", "")


class Migration(migrations.Migration):
    dependencies = [("claims", "0035_transaction_numbers")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="origin_by_hand",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                help_text="A person said which origin it has; the machine keeps to that.",
                verbose_name="origin set by hand",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="revision",
            field=models.PositiveIntegerField(
                db_default=0, default=0, editable=False, help_text="Number of decisions on it.", verbose_name="decisions"
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
