"""Spellings of a speaker change and go by a decision on the speaker; an origin stays with its desk; accounts with decisions stay."""

from django.db import migrations


def _user_guard(was: str, becomes: str) -> str:
    """What becomes of a deletion, written anew; the rest of the function is left as it is."""
    return f"DO $$ BEGIN EXECUTE replace(pg_get_functiondef('claims_user_guard'::regproc), $old${was}$old$, $new${becomes}$new$); END $$;"


_GOES = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;"
_STAYS = """IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM claims_decision d WHERE d.subject = 'user' AND d.subject_id = OLD.id)
            OR EXISTS (SELECT 1 FROM claims_decision d WHERE d.actor_id = OLD.id) THEN
            PERFORM claims_refused('decided_stays', 'an account with decisions is switched off, never deleted');
        END IF;
        RETURN OLD;
    END IF;"""

FORWARD = """
CREATE FUNCTION claims_spelling_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT claims_deciding('speaker', OLD.speaker_id) THEN
        PERFORM claims_refused('decision_missing', format('spellings of speaker %s change by decisions alone', OLD.speaker_id));
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
-- Under what a spelling is looked up is the program's own business.
CREATE TRIGGER spelling_guard BEFORE UPDATE ON claims_speakername FOR EACH ROW
    WHEN ((OLD.id, OLD.speaker_id, OLD.name, OLD.key) IS DISTINCT FROM (NEW.id, NEW.speaker_id, NEW.name, NEW.key))
    EXECUTE FUNCTION claims_spelling_guard();
CREATE TRIGGER spelling_stays BEFORE DELETE ON claims_speakername FOR EACH ROW EXECUTE FUNCTION claims_spelling_guard();

CREATE TRIGGER origin_stays BEFORE UPDATE ON claims_origin FOR EACH ROW
    WHEN ((OLD.id, OLD.confidential_to_id) IS DISTINCT FROM (NEW.id, NEW.confidential_to_id)) EXECUTE FUNCTION claims_refuse();
""" + _user_guard(_GOES, _STAYS)
BACKWARD = (
    _user_guard(_STAYS, _GOES)
    + """
DROP TRIGGER origin_stays ON claims_origin;
DROP TRIGGER spelling_stays ON claims_speakername;
DROP TRIGGER spelling_guard ON claims_speakername;
DROP FUNCTION claims_spelling_guard;
"""
)


class Migration(migrations.Migration):
    dependencies = [("claims", "0047_decisions_on_keys")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
