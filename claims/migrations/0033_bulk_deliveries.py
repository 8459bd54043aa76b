"""Articles that were handed in with many others wait behind what people hand in, and are called for a few hundred at a time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0032_statistics"),
    ]

    operations = [
        migrations.AddField(
            model_name="articleversion",
            name="is_bulk",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="articleversion",
            name="called_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="articleversion",
            index=models.Index(
                models.F("id"),
                condition=models.Q(("called_at", None), ("is_bulk", True), ("state", "pending")),
                name="version_uncalled",
            ),
        ),
    ]
