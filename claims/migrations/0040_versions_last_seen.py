"""To be filled in."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0039_suggestions_as_judged")]

    operations = []
