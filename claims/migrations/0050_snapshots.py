"""The page at the address of a piece of evidence is kept as it stood, and what was fetched never changes."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION claims_snapshot_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW IS DISTINCT FROM OLD THEN
        PERFORM claims_refused('evidence_fixed', 'a page that was fetched as evidence stays as it stood');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER snapshot_guard BEFORE UPDATE OR DELETE ON claims_snapshot FOR EACH ROW
    WHEN (OLD.state = 'fetched') EXECUTE FUNCTION claims_snapshot_guard();

-- What the record of a piece of evidence says of it.
CREATE FUNCTION claims_note_snapshot() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM claims_note_change('factcheck', e.fact_check_id, 'changed') FROM claims_evidence e WHERE e.id = NEW.evidence_id;
    RETURN NULL;
END $$;
CREATE TRIGGER snapshot_noted AFTER INSERT OR UPDATE ON claims_snapshot FOR EACH ROW EXECUTE FUNCTION claims_note_snapshot();
"""

BACKWARD = """
DROP TRIGGER snapshot_noted ON claims_snapshot;
DROP TRIGGER snapshot_guard ON claims_snapshot;
DROP FUNCTION claims_note_snapshot, claims_snapshot_guard;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0049_lists_by_day")]

    operations = [
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting to be fetched"), ("fetched", "fetched"), ("failed", "could not be fetched")],
                        default="waiting",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("next_try_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="next try")),
                ("error_code", models.CharField(blank=True, max_length=64, verbose_name="error")),
                ("error_params", models.JSONField(blank=True, default=dict, verbose_name="details of the error")),
                (
                    "address",
                    models.URLField(blank=True, help_text="Where its address led to.", max_length=2000, verbose_name="address"),
                ),
                ("text", models.TextField(blank=True, verbose_name="words of the page")),
                ("sha256", models.CharField(blank=True, help_text="Digest of the page as it came.", max_length=64)),
                ("fetched_at", models.DateTimeField(blank=True, null=True, verbose_name="fetched at")),
                (
                    "evidence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="page",
                        to="claims.evidence",
                        verbose_name="evidence",
                    ),
                ),
            ],
            options={
                "verbose_name": "page of evidence",
                "verbose_name_plural": "pages of evidence",
                "ordering": ("-id",),
                "indexes": [models.Index(models.F("next_try_at"), condition=models.Q(("state", "waiting")), name="snapshot_waiting")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "fetched"), _negated=True),
                            models.Q(models.Q(("sha256", ""), _negated=True), ("fetched_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="snapshot_fetched",
                    )
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
