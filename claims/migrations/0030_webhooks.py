"""Events have their names in the change feed, and webhooks are told of them."""

import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

FORWARD = """
-- The change that this transaction has made of the subject, with the name of the event that it was.
CREATE FUNCTION claims_note_event(what text, whose bigint, how text, event text) RETURNS void LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO claims_change (subject, subject_id, kind, transaction, events)
    VALUES (what, whose, how, pg_current_xact_id()::text::bigint, ARRAY[event])
    ON CONFLICT (transaction, subject, subject_id) DO UPDATE SET events = claims_change.events || excluded.events
        WHERE NOT claims_change.events @> excluded.events
$$;

CREATE FUNCTION claims_note_claim_event() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM claims_note_event('claim', NEW.id, 'created', 'claim.created');
    RETURN NULL;
END $$;
CREATE TRIGGER claim_event AFTER INSERT ON claims_claim FOR EACH ROW EXECUTE FUNCTION claims_note_claim_event();

CREATE FUNCTION claims_note_decision_event() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM claims_note_event(NEW.subject, NEW.subject_id, 'changed', event) FROM (VALUES
        ('claim', 'unreviewed', 'claim.status_changed'), ('claim', 'in_review', 'claim.status_changed'),
        ('claim', 'in_approval', 'claim.status_changed'), ('claim', 'reviewed', 'claim.status_changed'),
        ('claim', 'dismissed', 'claim.status_changed'), ('match', 'confirmed', 'match.confirmed'),
        ('factcheck', 'published', 'fact_check.published'), ('factcheck', 'withdrawn', 'fact_check.withdrawn'),
        ('factcheck', 'void', 'fact_check.voided')
    ) AS named (subject, becomes, event) WHERE named.subject = NEW.subject AND named.becomes = NEW.to_state;
    RETURN NULL;
END $$;
CREATE TRIGGER decision_event AFTER INSERT ON claims_decision FOR EACH ROW
    WHEN (NEW.subject IN ('claim', 'match', 'factcheck') AND NEW.from_state <> NEW.to_state) EXECUTE FUNCTION claims_note_decision_event();

CREATE FUNCTION claims_note_match_event() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM claims_note_event('match', NEW.id, CASE TG_OP WHEN 'INSERT' THEN 'created' ELSE 'changed' END, 'match.contradiction_suggested');
    RETURN NULL;
END $$;
CREATE TRIGGER match_event AFTER INSERT ON claims_match FOR EACH ROW
    WHEN (NEW.state = 'suggested' AND NEW.machine_relation = 'contradicts') EXECUTE FUNCTION claims_note_match_event();
CREATE TRIGGER match_again_event AFTER UPDATE OF machine_relation, state ON claims_match FOR EACH ROW
    WHEN (NEW.state = 'suggested' AND NEW.machine_relation = 'contradicts'
        AND (OLD.state, OLD.machine_relation) IS DISTINCT FROM (NEW.state, NEW.machine_relation))
    EXECUTE FUNCTION claims_note_match_event();

CREATE FUNCTION claims_note_reading_event() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM claims_note_event('article', NEW.article_id, 'changed', 'article.read');
    RETURN NULL;
END $$;
CREATE TRIGGER version_event AFTER UPDATE OF state ON claims_articleversion FOR EACH ROW
    WHEN (NEW.state = 'done' AND OLD.state <> 'done') EXECUTE FUNCTION claims_note_reading_event();
"""

BACKWARD = """
DROP TRIGGER version_event ON claims_articleversion;
DROP TRIGGER match_again_event ON claims_match;
DROP TRIGGER match_event ON claims_match;
DROP TRIGGER decision_event ON claims_decision;
DROP TRIGGER claim_event ON claims_claim;
DROP FUNCTION claims_note_reading_event, claims_note_match_event, claims_note_decision_event, claims_note_claim_event, claims_note_event;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0029_list_orders"),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(editable=False, max_length=40, unique=True, verbose_name="key")),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("claim.created", "a claim was found"),
                            ("claim.status_changed", "a claim's status changed"),
                            ("fact_check.published", "a fact check was published"),
                            ("fact_check.withdrawn", "a fact check was withdrawn"),
                            ("fact_check.voided", "an approval became void: the claim has changed"),
                            ("match.confirmed", "a person confirmed how two claims relate"),
                            ("match.contradiction_suggested", "two claims may contradict each other"),
                            ("article.read", "an article was read"),
                            ("ping", "test"),
                        ],
                        max_length=32,
                        verbose_name="event",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        blank=True,
                        choices=[("article", "article"), ("claim", "claim"), ("match", "match"), ("factcheck", "fact check")],
                        max_length=10,
                        verbose_name="subject",
                    ),
                ),
                ("subject_id", models.BigIntegerField(blank=True, null=True, verbose_name="its number")),
                ("transaction", models.BigIntegerField(editable=False, null=True)),
                ("happened_at", models.DateTimeField(verbose_name="happened at")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="waiting since")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("delivered", "delivered"),
                            ("given_up", "given up after two days"),
                            ("nothing", "not sent: its owner may no longer see it"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0, verbose_name="tries")),
                ("next_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="next try")),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="DeliveryAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("took", models.DurationField(default=datetime.timedelta, verbose_name="took")),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="As HTTP counts; empty: no answer.", null=True, verbose_name="status"
                    ),
                ),
                ("error_code", models.CharField(blank=True, max_length=64, verbose_name="error")),
                ("error_params", models.JSONField(blank=True, default=dict, verbose_name="details of the error")),
            ],
            options={
                "verbose_name": "try",
                "verbose_name_plural": "tries",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="What receives it, as in: newsroom chat.", max_length=100, verbose_name="name")),
                (
                    "address",
                    models.URLField(
                        help_text="https:// address of the receiver; never inside a private network.",
                        max_length=2000,
                        verbose_name="address",
                    ),
                ),
                (
                    "events",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("claim.created", "a claim was found"),
                                ("claim.status_changed", "a claim's status changed"),
                                ("fact_check.published", "a fact check was published"),
                                ("fact_check.withdrawn", "a fact check was withdrawn"),
                                ("fact_check.voided", "an approval became void: the claim has changed"),
                                ("match.confirmed", "a person confirmed how two claims relate"),
                                ("match.contradiction_suggested", "two claims may contradict each other"),
                                ("article.read", "an article was read"),
                            ],
                            max_length=32,
                        ),
                        help_text="What it is told of.",
                        size=None,
                        verbose_name="events",
                    ),
                ),
                (
                    "filter",
                    models.CharField(
                        blank=True,
                        help_text="Only of claims that this leaves, written as in the list of claims of the API: language=ar&unit=person",
                        max_length=2000,
                        verbose_name="filter",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="on")),
                (
                    "off_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("by_person", "switched off by a person"),
                            ("failing", "switched off: nothing was taken for two days"),
                            ("gone", "switched off: the receiver answered that it is gone (410)"),
                            ("owner", "switched off: its owner may no longer read"),
                        ],
                        editable=False,
                        max_length=9,
                        verbose_name="why it is off",
                    ),
                ),
                ("secret", models.TextField(editable=False)),
                ("previous_secret", models.TextField(blank=True, editable=False)),
                ("rotated_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="secret changed at")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                ("seen_transaction", models.BigIntegerField(editable=False)),
                ("seen_change", models.BigIntegerField(editable=False)),
                ("failures", models.PositiveIntegerField(default=0, editable=False, verbose_name="failures in a row")),
                ("failing_since", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="failing since")),
                ("succeeded_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last success")),
                ("next_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, help_text="It rests until then.")),
                (
                    "busy_until",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, help_text="A process is sending to it until then."
                    ),
                ),
            ],
            options={
                "verbose_name": "webhook",
                "verbose_name_plural": "webhooks",
                "ordering": ("-id",),
            },
        ),
        migrations.AddField(
            model_name="change",
            name="events",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("claim.created", "a claim was found"),
                        ("claim.status_changed", "a claim's status changed"),
                        ("fact_check.published", "a fact check was published"),
                        ("fact_check.withdrawn", "a fact check was withdrawn"),
                        ("fact_check.voided", "an approval became void: the claim has changed"),
                        ("match.confirmed", "a person confirmed how two claims relate"),
                        ("match.contradiction_suggested", "two claims may contradict each other"),
                        ("article.read", "an article was read"),
                    ],
                    max_length=32,
                ),
                db_default=[],
                default=list,
                help_text="What happened, by name.",
                size=None,
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                models.F("transaction"), models.F("id"), condition=models.Q(("events", []), _negated=True), name="change_events"
            ),
        ),
        migrations.AddField(
            model_name="deliveryattempt",
            name="delivery",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="log", to="claims.delivery", verbose_name="delivery"
            ),
        ),
        migrations.AddField(
            model_name="webhook",
            name="owner",
            field=models.ForeignKey(
                help_text="Whose eyes it has: what this person may not see is not sent.",
                on_delete=django.db.models.deletion.CASCADE,
                related_name="webhooks",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="webhook",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="claims.webhook", verbose_name="webhook"
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="webhook_named"),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(condition=models.Q(("events__len__gte", 1)), name="webhook_told_of_something"),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_active", True), models.Q(("off_reason", ""), _negated=True), _connector="XOR"),
                name="webhook_off_has_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(models.F("webhook"), models.F("next_at"), condition=models.Q(("state", "waiting")), name="delivery_waiting"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(models.F("webhook"), models.OrderBy(models.F("id"), descending=True), name="delivery_log"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(models.F("created_at"), condition=models.Q(("state", "waiting"), _negated=True), name="delivery_done"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("webhook", "event", "subject", "subject_id", "transaction"), name="delivery_once"),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
