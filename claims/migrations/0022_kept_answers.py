"""Answers to requests that may be sent again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0021_support"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(editable=False, max_length=200)),
                ("key", models.CharField(editable=False, max_length=255)),
                ("body_sha256", models.CharField(editable=False, max_length=64)),
                ("status", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("record", models.JSONField(default=dict, editable=False)),
                ("location", models.CharField(blank=True, editable=False, max_length=500)),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="who"
                    ),
                ),
            ],
            options={
                "verbose_name": "kept answer",
                "verbose_name_plural": "kept answers",
                "ordering": ("id",),
                "indexes": [models.Index(fields=["at"], name="keptanswer_at")],
                "constraints": [models.UniqueConstraint(fields=("user", "address", "key"), name="keptanswer_unique")],
            },
        ),
    ]
