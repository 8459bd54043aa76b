"""The verdicts that a desk uses, in its own words; and indexes of the claims of one modality or polarity."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0025_saved_searches"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskVerdict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("true", "True"),
                            ("mostly_true", "Mostly true"),
                            ("partly_false", "Partly false"),
                            ("misleading", "Misleading"),
                            ("missing_context", "Missing context"),
                            ("misleading_headline", "Misleading headline"),
                            ("false", "False"),
                            ("fabricated", "Fabricated or altered"),
                            ("unproven", "Unproven"),
                            ("satire", "Satire"),
                            ("opinion", "Opinion, not checkable"),
                        ],
                        max_length=20,
                        verbose_name="stands for",
                    ),
                ),
                ("arabic", models.CharField(blank=True, help_text="Empty: in the common words.", max_length=100, verbose_name="in Arabic")),
                (
                    "english",
                    models.CharField(blank=True, help_text="Empty: in the common words.", max_length=100, verbose_name="in English"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, help_text="Lower first.", verbose_name="order")),
            ],
            options={
                "verbose_name": "verdict of a desk",
                "verbose_name_plural": "verdicts of desks",
                "ordering": ("desk", "position", "id"),
            },
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                models.F("modality"),
                models.OrderBy(models.F("checkworthiness"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="claim_by_modality",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                models.F("polarity"),
                models.OrderBy(models.F("checkworthiness"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="claim_by_polarity",
            ),
        ),
        migrations.AddField(
            model_name="deskverdict",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="verdicts", to="claims.desk", verbose_name="desk"
            ),
        ),
        migrations.AddConstraint(
            model_name="deskverdict",
            constraint=models.UniqueConstraint(fields=("desk", "verdict"), name="deskverdict_unique"),
        ),
    ]
