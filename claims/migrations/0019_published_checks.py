"""Published fact checks are listed newest first by an index of their own."""

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
    ]
