"""Fields that people see have a name that can be translated. Changes nothing in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0023_search_paths"),
    ]

    operations = [
        migrations.AlterField(
            model_name="articleversion",
            name="error_params",
            field=models.JSONField(blank=True, default=dict, verbose_name="details of the error"),
        ),
        migrations.AlterField(
            model_name="decision",
            name="subject_id",
            field=models.BigIntegerField(verbose_name="its number"),
        ),
        migrations.AlterField(
            model_name="feed",
            name="error_params",
            field=models.JSONField(default=dict, editable=False, verbose_name="details of the error"),
        ),
        migrations.AlterField(
            model_name="match",
            name="machine_direction",
            field=models.CharField(
                blank=True,
                choices=[("low_updates_high", "the first is newer"), ("high_updates_low", "the second is newer")],
                max_length=20,
                verbose_name="in which direction",
            ),
        ),
        migrations.AlterField(
            model_name="page",
            name="error_params",
            field=models.JSONField(blank=True, default=dict, verbose_name="details of the error"),
        ),
    ]
