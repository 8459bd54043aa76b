"""What claims are found by beside their vectors, and the near pairs that told nothing."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0004_privileges"),
    ]

    operations = [
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nearness", models.FloatField()),
                ("judgement_version", models.CharField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="ClaimWords",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="claims.claim",
                    ),
                ),
                ("text", models.TextField()),
                ("stems", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
            ],
        ),
        migrations.CreateModel(
            name="RunFrequencies",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("counts", models.BinaryField()),
                ("texts", models.PositiveIntegerField()),
                ("newest_claim", models.BigIntegerField()),
                ("counted_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="StemFrequency",
            fields=[
                ("stem", models.TextField(primary_key=True, serialize=False)),
                ("claims", models.PositiveIntegerField()),
            ],
        ),
        migrations.AddIndex(
            model_name="match",
            index=models.Index(fields=["judgement_version", "id"], name="match_judged_by"),
        ),
        migrations.AddField(
            model_name="candidate",
            name="claim_high",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="claims.claim"),
        ),
        migrations.AddField(
            model_name="candidate",
            name="claim_low",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="claims.claim"),
        ),
        migrations.AddIndex(
            model_name="claimwords",
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["stems"], name="claim_stems"),
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=models.Index(fields=["judgement_version", "id"], name="candidate_judged_by"),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(fields=("claim_low", "claim_high"), name="candidate_pair_unique"),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(condition=models.Q(("claim_low__lt", models.F("claim_high"))), name="candidate_pair_ordered"),
        ),
    ]
