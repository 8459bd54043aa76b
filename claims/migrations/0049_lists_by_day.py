"""Matches are listed by the day on which they were found, quotes by the day on which they were said, speakers by their folded name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0048_guards_of_spellings")]

    operations = [
        migrations.AddIndex(
            model_name="match",
            index=models.Index(fields=["created_at"], name="match_found"),
        ),
        migrations.AddIndex(
            model_name="quote",
            index=models.Index(fields=["stated_on"], name="quote_stated"),
        ),
        migrations.AddIndex(
            model_name="speaker",
            index=models.Index(fields=["key", "id"], name="speaker_by_key"),
        ),
    ]
