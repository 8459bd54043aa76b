"""To be filled in."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0037_identity_by_words")]

    operations = []
