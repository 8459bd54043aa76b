"""To be filled in."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0041_queue_ranks")]

    operations = []
