"""A claim that was compared can wait to be searched anew, so that a search of the whole base that was broken off is known by its rest."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0044_published_as_approved")]

    operations = [
        migrations.AlterField(
            model_name="claim",
            name="match_state",
            field=models.CharField(
                choices=[("pending", "waiting to be compared"), ("done", "compared"), ("again", "waiting to be searched anew")],
                default="pending",
                max_length=8,
            ),
        ),
    ]
