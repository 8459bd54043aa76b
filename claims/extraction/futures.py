"""Verbs that a letter written together with them puts into the future."""

from __future__ import annotations

from claims.languages.pack import DateTables

# A shorter word that begins so is a name or a noun.
_SHORTEST = 5


def is_future_verb(word: str, tables: DateTables) -> bool:
    """Whether a folded word without proclitics is by its form such a verb; always False in a language that writes none."""
    prefixes = tables.future_prefixes
    return bool(prefixes) and len(word) >= _SHORTEST and word.startswith(prefixes) and not word.startswith(tables.no_future)
