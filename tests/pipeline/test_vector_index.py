"""The index of nearest vectors: made once a model, made anew where a build broke, refused where widths differ."""

import pytest
from django.db import connection

from claims.clients.embeddings import embedder
from claims.errors import PermanentError
from claims.models import Embedding
from claims.pipeline.vector_index import index_name, prepare_index

NAME = index_name("use-multilingual-v3", 512)


def indexes() -> list[tuple[str, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, indisvalid FROM pg_index JOIN pg_class c ON c.oid = indexrelid JOIN pg_am m ON m.oid = c.relam "
            "WHERE m.amname = 'hnsw' AND indrelid = 'claims_embedding'::regclass"
        )
        return [(str(name), bool(valid)) for name, valid in cursor.fetchall()]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_it_is_there_from_the_migration_and_made_anew_where_it_is_gone_or_broken() -> None:
    by = embedder()
    assert (index_name(by.model, by.width), indexes(), prepare_index("default")) == (NAME, [(NAME, True)], False)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = to_regclass(%s)", [NAME])
    assert (prepare_index("default"), indexes()) == (True, [(NAME, True)])
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {NAME}")
    assert (prepare_index("default"), indexes()) == (True, [(NAME, True)])


@pytest.mark.django_db
def test_stored_vectors_of_another_width_are_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {NAME}")
    Embedding.objects.create(text_key="a" * 64, model="use-multilingual-v3", vector=[1.0, 0.0])
    with pytest.raises(PermanentError) as raised:
        prepare_index("default")
    assert (raised.value.code, raised.value.params["stored"], raised.value.params["width"]) == ("embedder_width_stored", "2", "512")
