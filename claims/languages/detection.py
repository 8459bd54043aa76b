"""Which language a text is in. Kept apart from the reading engine, which never needs it."""

from __future__ import annotations

import py3langid

# The model settles long before this; the rest of a long text costs time only.
_ENOUGH_CHARACTERS = 4_000
# Varieties that the model tells apart, and the language whose newsrooms write them: members of the macrolanguage `ara`
# (ISO 639-3, https://iso639-3.sil.org/code/ara).
_LANGUAGES = {"ary": "ar", "arz": "ar"}


def detect_language(text: str) -> str:
    """The likeliest code of `text`, ISO 639-1 where there is one; loads its model at the first call (about 0.2 s)."""
    code, _ = py3langid.classify(text[:_ENOUGH_CHARACTERS].encode("utf-8", "replace"))
    return _LANGUAGES.get(code, str(code))
