"""Notifications, their mails, how people want to be told, who works on a claim, and what rests on an address."""

import datetime

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0026_scales_of_desks"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClaimHold",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting to be sent"),
                            ("sending", "with the mail server"),
                            ("sent", "sent"),
                            ("failed", "given up"),
                            ("unknown", "the mail server's answer was lost; it is not sent again"),
                            ("dropped", "nothing was left to tell"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("state_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="state since")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("next_try_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="next try")),
                ("error", models.CharField(blank=True, max_length=500, verbose_name="why it failed")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="made at")),
            ],
            options={
                "verbose_name": "mail",
                "verbose_name_plural": "mails",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assigned", "A claim is assigned to you"),
                            ("approval", "A claim awaits your approval"),
                            ("contradicted", "A claim that you verified is contradicted"),
                            ("updated", "A claim that you verified is updated"),
                            ("void", "A claim that you verified has changed: its approval is void"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("cause", models.CharField(editable=False, max_length=64)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="when")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read at")),
            ],
            options={
                "verbose_name": "notification",
                "verbose_name_plural": "notifications",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="NotificationPreference",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="notification_preference",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mailing",
                    models.CharField(
                        choices=[("immediate", "at once"), ("digest", "once a day, together"), ("off", "never")],
                        default="immediate",
                        max_length=9,
                        verbose_name="Mails",
                    ),
                ),
                ("digest_at", models.TimeField(default=datetime.time(8), help_text="In your time zone.", verbose_name="The day's mail at")),
                (
                    "quiet_from",
                    models.TimeField(
                        blank=True, help_text="No mail is sent in these hours; it comes after them.", null=True, verbose_name="Quiet from"
                    ),
                ),
                ("quiet_until", models.TimeField(blank=True, null=True, verbose_name="until")),
                (
                    "unlisted",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("assigned", "A claim is assigned to you"),
                                ("approval", "A claim awaits your approval"),
                                ("contradicted", "A claim that you verified is contradicted"),
                                ("updated", "A claim that you verified is updated"),
                                ("void", "A claim that you verified has changed: its approval is void"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        help_text="Kinds that are not shown in the pages.",
                        size=None,
                    ),
                ),
                (
                    "unmailed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("assigned", "A claim is assigned to you"),
                                ("approval", "A claim awaits your approval"),
                                ("contradicted", "A claim that you verified is contradicted"),
                                ("updated", "A claim that you verified is updated"),
                                ("void", "A claim that you verified has changed: its approval is void"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        help_text="Kinds that are not mailed.",
                        size=None,
                    ),
                ),
            ],
            options={
                "verbose_name": "notification preference",
                "verbose_name_plural": "notification preferences",
            },
        ),
        migrations.AlterField(
            model_name="claim",
            name="speaker_root",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="claims.speaker",
                verbose_name="speaker",
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="language",
            field=models.CharField(
                blank=True,
                choices=[("ar", "العربية"), ("en", "English")],
                default="",
                help_text="Language of pages and mails. Empty: as the browser asks.",
                max_length=8,
                verbose_name="interface language",
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="time_zone",
            field=models.CharField(
                blank=True,
                default="",
                help_text="IANA name, as in Asia/Baghdad. Empty: that of the newsroom.",
                max_length=64,
                verbose_name="time zone",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                models.F("speaker_root"),
                models.OrderBy(models.F("published"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="claim_of_speaker",
            ),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=django.contrib.postgres.indexes.HashIndex(fields=["address"], name="evidence_address"),
        ),
        migrations.AddField(
            model_name="claimhold",
            name="claim",
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="hold", to="claims.claim"),
        ),
        migrations.AddField(
            model_name="mail",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="mails", to=settings.AUTH_USER_MODEL, verbose_name="person"
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="actor",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: the machine.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="claim",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="claims.claim", verbose_name="claim"),
        ),
        migrations.AddField(
            model_name="notification",
            name="mail",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="notifications", to="claims.mail"
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="match",
            field=models.ForeignKey(
                blank=True,
                help_text="With what it is contradicted or updated.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="claims.match",
                verbose_name="match",
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notifications",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person",
            ),
        ),
        migrations.AddConstraint(
            model_name="notificationpreference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quiet_from", None), ("quiet_until", None)),
                    models.Q(("quiet_from__isnull", False), ("quiet_until__isnull", False)),
                    _connector="OR",
                ),
                name="preference_quiet_hours_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(condition=models.Q(("state__in", ["waiting", "sending"])), fields=["next_try_at"], name="mail_waiting"),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(models.F("person"), models.OrderBy(models.F("id"), descending=True), name="notification_list"),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(condition=models.Q(("read_at", None)), fields=["person"], name="notification_unread"),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(condition=models.Q(("mail", None), ("read_at", None)), fields=["at"], name="notification_unmailed"),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.UniqueConstraint(fields=("person", "kind", "claim", "cause"), name="notification_once"),
        ),
    ]
