"""The index of nearest vectors: one a model, over that model's vectors alone, as wide as they are."""

from __future__ import annotations

import hashlib

from django.db import connections

from claims.clients.embeddings import embedder
from claims.errors import PermanentError

# Two starts at once build one index: the second waits here.
_LOCK = 7_301_006


def prepare_index(using: str = "owner") -> bool:
    """Make the embedder's index unless it is there; whether it was made. Some minutes a million vectors; others go on meanwhile.

    An index that a broken build has left behind is made anew. Must not run inside a transaction.

    Raises:
        PermanentError: stored vectors of this model have another width than the settings say.
    """
    by = embedder()
    name = index_name(by.model, by.width)
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT vector_dims(vector) FROM claims_embedding WHERE model = %s LIMIT 1", [by.model])
        stored = cursor.fetchone()
        if stored is not None and stored[0] != by.width:
            raise PermanentError(
                "embedder_width_stored",
                "The stored vectors of {model} are {stored} wide and the settings say {width}: correct EMBEDDINGS_DIM, or name the "
                "other model by another EMBEDDINGS_MODEL.",
                model=by.model,
                stored=stored[0],
                width=by.width,
            )
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", [name])
            found = cursor.fetchone()
            if found == (True,):
                return False
            if found is not None:
                cursor.execute(f"DROP INDEX CONCURRENTLY {name}")
            cursor.execute(
                f"CREATE INDEX CONCURRENTLY {name} ON claims_embedding "
                f"USING hnsw ((vector::halfvec({by.width})) halfvec_cosine_ops) WHERE model = %s",
                [by.model],
            )
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    return True


def index_name(model: str, width: int) -> str:
    return "embedding_" + hashlib.sha256(f"{model} {width}".encode()).hexdigest()[:16]
