"""Numbers of transactions go on where they were after a restore into another cluster, so that the change feed stays in order."""

from django.db import migrations

_NOTE = """
CREATE OR REPLACE FUNCTION claims_note_change(subject text, id bigint, kind text) RETURNS void LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO claims_change (subject, subject_id, kind, transaction) VALUES (subject, id, kind, pg_current_xact_id()::text::bigint{offset})
    ON CONFLICT (transaction, subject, subject_id) DO NOTHING
$$;
CREATE OR REPLACE FUNCTION claims_note_event(what text, whose bigint, how text, event text) RETURNS void LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO claims_change (subject, subject_id, kind, transaction, events)
    VALUES (what, whose, how, pg_current_xact_id()::text::bigint{offset}, ARRAY[event])
    ON CONFLICT (transaction, subject, subject_id) DO UPDATE SET events = claims_change.events || excluded.events
        WHERE NOT claims_change.events @> excluded.events
$$;
"""
# How far this cluster's own count is behind; `manage.py restore` writes it anew.
FORWARD = "CREATE FUNCTION claims_transaction_offset() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 0::bigint';" + _NOTE.format(
    offset=" + claims_transaction_offset()"
)
BACKWARD = _NOTE.format(offset="") + "DROP FUNCTION claims_transaction_offset();"


class Migration(migrations.Migration):
    dependencies = [("claims", "0034_setbacks")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
