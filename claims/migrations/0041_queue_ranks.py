"""To be filled in."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0040_versions_last_seen")]

    operations = []
