"""Which language a text is in. No list of the packs' languages limits it, so that texts without a pack are told apart."""

from __future__ import annotations

import py3langid

from claims.languages import PACKS

# The model settles long before this; the rest of a long text costs time only.
_ENOUGH_CHARACTERS = 4_000
# Varieties that the model tells apart, and the language whose newsrooms write them: members of the macrolanguage `ara`
# (ISO 639-3, https://iso639-3.sil.org/code/ara).
_LANGUAGES = {"ary": "ar", "arz": "ar"}
# Of two languages that differ by less, in the logarithm of how likely the text is, a few words tell nothing: the one with a pack is meant.
# Headlines of five English words differ from what they are taken for by up to 6, French and Persian ones from a pack's by 20 and more.
_DOUBT = 8.0


def detect_language(text: str) -> str:
    """The likeliest code of `text`, ISO 639-1 where there is one; in doubt one with a pack. Loads its model at the first call (0.2 s)."""
    ranked = [(_LANGUAGES.get(code, code), score) for code, score in py3langid.rank(text[:_ENOUGH_CHARACTERS].encode("utf-8", "replace"))]
    best, most = ranked[0]
    return str(next((code for code, score in ranked if code in PACKS and most - score < _DOUBT), best))
