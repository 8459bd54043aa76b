"""Which language a text is in. Kept apart from the reading engine, which never needs it."""

from __future__ import annotations

import py3langid

# The model settles long before this; the rest of a long text costs time only.
_ENOUGH_CHARACTERS = 4_000


def detect_language(text: str) -> str:
    """The likeliest ISO 639-1 code of `text`; loads its model at the first call (about 0.2 s)."""
    code, _ = py3langid.classify(text[:_ENOUGH_CHARACTERS].encode("utf-8", "replace"))
    return str(code)
