"""Articles, their texts and quotes are narrowed by day, each by an index."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0051_claims_gone")]

    operations = [
        migrations.AddIndex(model_name="article", index=models.Index(fields=["added_at"], name="article_by_arrival")),
        migrations.AddIndex(model_name="articleversion", index=models.Index(fields=["published", "article"], name="version_by_day")),
        migrations.AddIndex(
            model_name="quote", index=django.contrib.postgres.indexes.GistIndex(fields=["stated_on"], name="quote_stated_on")
        ),
    ]
