"""The stems of claims are kept as the lexemes of a search vector, in which a word is found without looking at the others."""

import django.contrib.postgres.indexes
from django.db import migrations

import claims.models.words

# A list may have held words of any length.
FORWARD = """
CREATE FUNCTION pg_temp.lexemes(stems text[]) RETURNS tsvector LANGUAGE sql IMMUTABLE
AS $$ SELECT array_to_tsvector(ARRAY(SELECT DISTINCT left(stem, 60) FROM unnest(stems) stem)) $$;
ALTER TABLE claims_claimwords ALTER COLUMN stems TYPE tsvector USING pg_temp.lexemes(stems);
DROP FUNCTION pg_temp.lexemes;
"""
BACKWARD = "ALTER TABLE claims_claimwords ALTER COLUMN stems TYPE text[] USING tsvector_to_array(stems);"
INDEX = django.contrib.postgres.indexes.GinIndex(fields=["stems"], name="claim_stems", fastupdate=False)


class Migration(migrations.Migration):
    dependencies = [("claims", "0052_articles_and_quotes_by_day")]

    operations = [
        migrations.RemoveIndex(model_name="claimwords", name="claim_stems"),
        migrations.RunSQL(
            FORWARD,
            BACKWARD,
            state_operations=[migrations.AlterField(model_name="claimwords", name="stems", field=claims.models.words.StemsField())],
        ),
        migrations.AddIndex(model_name="claimwords", index=INDEX),
        migrations.RunSQL("ANALYZE claims_claimwords (stems)", migrations.RunSQL.noop),
    ]
