"""Who has worked on a claim, or is to, is told when it is found in no article any more, in the transaction that finds it so."""

import django.contrib.postgres.fields
from django.db import migrations, models

KINDS = [
    ("assigned", "A claim is assigned to you"),
    ("approval", "A claim awaits your approval"),
    ("contradicted", "A claim that you verified is contradicted"),
    ("updated", "A claim that you verified is updated"),
    ("void", "A claim that you verified has changed: its approval is void"),
    ("gone", "A claim that you worked on is no longer found in its article"),
]

FORWARD = r"""
-- Those to whom it is assigned, who moved it, or who decided on its fact check; not of what was dismissed. Told when its last place is lost,
-- and again only where somebody has decided on the claim since. Who was told that the approval is void, and has not looked, need not be told twice:
-- the trigger that voids it fires before, by its name.
CREATE FUNCTION claims_notify_gone() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM claims_notify(p.person, 'gone', c.id, NULL, NULL, format('claim %s', c.version))
    FROM claims_claim c CROSS JOIN LATERAL (
        SELECT c.assignee_id AS person
        UNION SELECT d.actor_id FROM claims_decision d WHERE d.subject = 'claim' AND d.subject_id = c.id AND d.from_state <> d.to_state
        UNION SELECT d.actor_id FROM claims_factcheck f JOIN claims_decision d ON d.subject = 'factcheck' AND d.subject_id = f.id
            WHERE f.claim_id = c.id AND f.withdrawn_at IS NULL) p
    WHERE c.id = NEW.claim_id AND c.status <> 'dismissed'
        AND NOT EXISTS (SELECT 1 FROM claims_appearance a WHERE a.claim_id = c.id AND a.retired_by = '' AND a.anchor = 'standing')
        AND NOT EXISTS (SELECT 1 FROM claims_notification n
            WHERE n.person_id = p.person AND n.claim_id = c.id AND n.kind = 'void' AND n.read_at IS NULL);
    RETURN NULL;
END $$;
CREATE TRIGGER appearance_gone_notified AFTER UPDATE OF anchor, retired_by ON claims_appearance FOR EACH ROW
    WHEN (OLD.retired_by = '' AND OLD.anchor = 'standing' AND (NEW.retired_by <> '' OR NEW.anchor <> 'standing'))
    EXECUTE FUNCTION claims_notify_gone();
"""

BACKWARD = """
DROP TRIGGER appearance_gone_notified ON claims_appearance;
DROP FUNCTION claims_notify_gone;
DELETE FROM claims_notification WHERE kind = 'gone';
UPDATE claims_notificationpreference SET unlisted = array_remove(unlisted, 'gone'), unmailed = array_remove(unmailed, 'gone');
"""


def _without(name: str, words: str) -> migrations.AlterField:
    kinds = django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(choices=KINDS, max_length=12), blank=True, default=list, help_text=words, size=None
    )
    return migrations.AlterField(model_name="notificationpreference", name=name, field=kinds)


class Migration(migrations.Migration):
    dependencies = [("claims", "0050_snapshots")]

    operations = [
        migrations.AlterField(
            model_name="notification", name="kind", field=models.CharField(choices=KINDS, max_length=12, verbose_name="kind")
        ),
        _without("unlisted", "Kinds that are not shown in the pages."),
        _without("unmailed", "Kinds that are not mailed."),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
