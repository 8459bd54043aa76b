"""The index of nearest vectors for the model that the settings name; `manage.py embeddings prepare` makes it for another."""

import hashlib

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def settled() -> tuple[str, int, str]:
    """Model and width of the settings, and the name that `embeddings prepare` looks for."""
    model, width = (settings.EMBEDDINGS_MODEL, settings.EMBEDDINGS_DIM) if settings.EMBEDDINGS_URL else ("use-multilingual-v3", 512)
    return model, width, "embedding_" + hashlib.sha256(f"{model} {width}".encode()).hexdigest()[:16]


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    model, width, name = settled()
    quoted = schema_editor.quote_value(model)
    schema_editor.execute(
        f"CREATE INDEX {name} ON claims_embedding USING hnsw ((vector::halfvec({width})) halfvec_cosine_ops) WHERE model = {quoted}"
    )


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(f"DROP INDEX IF EXISTS {settled()[2]}")


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_words_of_claims")]

    operations = [migrations.RunPython(make, drop)]
