"""Searches that people keep under a name, for themselves or for their desk."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0024_names_of_fields"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="As in: figures of the ministry, unreviewed.", max_length=100, verbose_name="name")),
                (
                    "place",
                    models.CharField(
                        choices=[("queue", "queue of the review desk"), ("admin", "list of the admin"), ("api", "claims of the API")],
                        max_length=8,
                        verbose_name="where it applies",
                    ),
                ),
                (
                    "listed",
                    models.CharField(
                        blank=True, help_text="In the admin: which rows its list shows, as in claim.", max_length=40, verbose_name="rows"
                    ),
                ),
                (
                    "query",
                    models.CharField(
                        blank=True, help_text="As it stands in the address, behind the ?.", max_length=2000, verbose_name="filter"
                    ),
                ),
                ("feed_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("feed_made_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="feed made at")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                (
                    "desk",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: private.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="saved_searches",
                        to="claims.desk",
                        verbose_name="shared with",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="whose",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved search",
                "verbose_name_plural": "saved searches",
                "ordering": ("name", "id"),
                "indexes": [
                    models.Index(condition=models.Q(("desk__isnull", False)), fields=["desk", "place", "listed"], name="savedsearch_shared")
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name__regex", "\\S")), name="savedsearch_named"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place", "admin"), models.Q(("listed", ""), _negated=True)),
                            models.Q(("place__in", ("queue", "api")), ("listed", "")),
                            _connector="OR",
                        ),
                        name="savedsearch_place",
                    ),
                    models.UniqueConstraint(fields=("owner", "place", "listed", "name"), name="savedsearch_name_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("feed_digest", ""), _negated=True), fields=("feed_digest",), name="savedsearch_feed_unique"
                    ),
                ],
            },
        ),
    ]
