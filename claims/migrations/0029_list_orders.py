"""Lists are sorted by day, publication, score and name, and narrowed by time, each by an index; what a search for words will find is foreseen."""

import datetime

import django.contrib.postgres.indexes
import django.db.models.functions.comparison
from django.db import migrations, models

# With the hundred common stems of the default, every other word is taken for as frequent as the rarest of them, and a search for a rare one
# reads all claims from the newest on, in the hope of many. With ten thousand, rare words are known to be rare.
FORWARD = "ALTER TABLE claims_claimwords ALTER COLUMN stems SET STATISTICS 1000; ANALYZE claims_claimwords (stems);"
BACKWARD = "ALTER TABLE claims_claimwords ALTER COLUMN stems SET STATISTICS -1;"


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0028_notification_triggers"),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
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
            model_name="claim",
            index=django.contrib.postgres.indexes.GistIndex(fields=["said"], name="claim_said"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=django.contrib.postgres.indexes.GistIndex(fields=["published"], name="claim_published"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=django.contrib.postgres.indexes.GistIndex(fields=["as_of"], name="claim_as_of"),
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
