"""A feed's pages that came to nothing of late are found at once; comparing a review by others is a counted try."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0041_queue_ranks")]

    operations = [
        migrations.AddIndex(
            model_name="page",
            index=models.Index(
                models.F("feed"), models.F("state_at"), condition=models.Q(("article", None), ("state", "failed")), name="page_failed"
            ),
        ),
        migrations.AddField(
            model_name="importedreview",
            name="attempts",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, editable=False, help_text="Begun and not ended.", verbose_name="tries"
            ),
        ),
    ]
