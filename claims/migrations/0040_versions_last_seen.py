"""Which text of an article was seen last, and when a page is fetched again."""

import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models

# What was fetched last stood there last: nobody looked whether an outlet had gone back to an earlier text.
SEEN = "UPDATE claims_articleversion SET seen_at = fetched_at"
# To go back to an earlier text is a change of the article.
NOTED = """
DROP TRIGGER version_noted ON claims_articleversion;
CREATE TRIGGER version_noted AFTER INSERT OR UPDATE OF state, seen_at ON claims_articleversion
    FOR EACH ROW EXECUTE FUNCTION claims_note_owner('article', 'article_id');
"""
NOTED_BEFORE = """
DROP TRIGGER version_noted ON claims_articleversion;
CREATE TRIGGER version_noted AFTER INSERT OR UPDATE OF state ON claims_articleversion
    FOR EACH ROW EXECUTE FUNCTION claims_note_owner('article', 'article_id');
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0039_suggestions_as_judged")]

    operations = [
        migrations.AddField(
            model_name="articleversion",
            name="seen_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, editable=False
            ),
        ),
        migrations.RunSQL(SEEN, migrations.RunSQL.noop),
        migrations.RunSQL(NOTED, NOTED_BEFORE),
        migrations.AlterModelOptions(
            name="articleversion",
            options={
                "ordering": ("-seen_at", "-number"),
                "verbose_name": "article version",
                "verbose_name_plural": "article versions",
            },
        ),
        migrations.AddField(
            model_name="page",
            name="refetch_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="fetched again on"),
        ),
        migrations.AddIndex(
            model_name="page",
            index=models.Index(models.F("refetch_at"), condition=models.Q(("refetch_at__isnull", False)), name="page_refetch"),
        ),
    ]
