"""Lists are sorted by day, publication, score and name by indexes that the id goes on with."""

import datetime

import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0024_names_of_fields"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                models.OrderBy(
                    django.db.models.functions.comparison.Coalesce(
                        models.Func(models.F("published"), function="lower", output_field=models.DateField()),
                        models.Value(datetime.date(1, 1, 1)),
                        output_field=models.DateField(),
                    ),
                    descending=True,
                ),
                models.OrderBy(models.F("id"), descending=True),
                name="claim_by_first_day",
            ),
        ),
        migrations.AddIndex(
            model_name="factcheck",
            index=models.Index(
                models.OrderBy(
                    django.db.models.functions.comparison.Coalesce(
                        models.F("published_at"),
                        models.Value(datetime.datetime(1, 1, 1, 0, 0, tzinfo=datetime.UTC)),
                        output_field=models.DateTimeField(),
                    ),
                    descending=True,
                ),
                models.OrderBy(models.F("id"), descending=True),
                name="factcheck_by_publication",
            ),
        ),
        migrations.AddIndex(
            model_name="match",
            index=models.Index(
                models.OrderBy(models.F("score"), descending=True), models.OrderBy(models.F("id"), descending=True), name="match_by_score"
            ),
        ),
        migrations.AddIndex(
            model_name="speaker",
            index=models.Index(fields=["name", "id"], name="speaker_by_name"),
        ),
    ]
