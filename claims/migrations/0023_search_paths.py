"""What keeps the feed of changes and the counts believes no temporary table: each function names its search path."""

from django.db import migrations

_FUNCTIONS = (
    "claims_note_change(text, bigint, text)",
    "claims_note_row()",
    "claims_note_owner()",
    "claims_count_claim(claims_claim, integer)",
    "claims_count_claims()",
    "claims_count_appearance(claims_appearance, integer)",
    "claims_count_appearances()",
    "claims_count_match(claims_match, integer)",
    "claims_count_matches()",
)


class Migration(migrations.Migration):
    dependencies = [("claims", "0022_kept_answers")]

    operations = [
        migrations.RunSQL(
            [f"ALTER FUNCTION {name} SET search_path = pg_catalog, public, pg_temp" for name in _FUNCTIONS],
            [f"ALTER FUNCTION {name} RESET search_path" for name in _FUNCTIONS],
        )
    ]
