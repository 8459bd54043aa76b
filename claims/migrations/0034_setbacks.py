"""Steps that did not succeed, and how often they were tried."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0033_bulk_deliveries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Setback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("trace", "tracing of an article to its origin"),
                            ("embed", "vectors and words of an article's claims"),
                            ("match", "comparing of a claim"),
                        ],
                        max_length=8,
                        verbose_name="step",
                    ),
                ),
                ("subject_id", models.BigIntegerField(help_text="The article's, the version's or the claim's number.", verbose_name="of")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("error_code", models.CharField(blank=True, max_length=64, verbose_name="error")),
                ("error_params", models.JSONField(blank=True, default=dict, verbose_name="details of the error")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="last")),
            ],
            options={
                "verbose_name": "setback",
                "verbose_name_plural": "setbacks",
                "ordering": ("-at",),
                "constraints": [models.UniqueConstraint(fields=("step", "subject_id"), name="setback_unique")],
            },
        ),
    ]
