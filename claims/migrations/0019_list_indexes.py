"""Amounts are found by their span, and published fact checks are listed newest first, by indexes of their own."""

import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0018_claim_relations"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="factcheck",
            index=models.Index(
                models.OrderBy(models.F("published_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("published_at__isnull", False), ("withdrawn_at", None)),
                name="factcheck_published",
            ),
        ),
        migrations.AddIndex(
            model_name="quantity",
            index=django.contrib.postgres.indexes.GistIndex(
                models.Func(
                    models.F("low"),
                    models.F("high"),
                    models.Value("[]"),
                    function="numrange",
                    output_field=django.contrib.postgres.fields.ranges.DecimalRangeField(),
                ),
                models.F("unit"),
                name="quantity_span",
            ),
        ),
    ]
