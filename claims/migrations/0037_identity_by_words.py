"""The identity of a claim is indexed by its words first."""

import django.contrib.postgres.constraints
import django.db.models.functions.comparison
from django.db import migrations, models

_DESK = django.db.models.functions.comparison.Coalesce("confidential_to", models.Value(0), output_field=models.BigIntegerField())


class Migration(migrations.Migration):
    dependencies = [("claims", "0036_origins_by_hand")]

    operations = [
        migrations.RemoveConstraint(model_name="claim", name="claim_identity"),
        migrations.AddConstraint(
            model_name="claim",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("text_key", "="), ("speaker", "="), ("said", "&&"), (_DESK, "=")], name="claim_identity"
            ),
        ),
    ]
