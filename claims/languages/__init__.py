"""What is known of each language. `pack_for(code)` is the door: a code goes in, its LanguagePack comes out; `packs()` are all."""

from claims.errors import UnsupportedLanguage
from claims.languages import ar, en
from claims.languages.pack import LanguagePack

# A pack a language, by its code.
PACKS = {pack.code: pack for pack in (ar.PACK, en.PACK)}


def packs() -> tuple[LanguagePack, ...]:
    """Every pack there is."""
    return tuple(PACKS.values())


def pack_for(code: str) -> LanguagePack:
    """The pack of a BCP 47 code; a region is ignored (`ar-IQ` is `ar`).

    Raises:
        UnsupportedLanguage: there is no pack for it.
    """
    pack = PACKS.get(code.partition("-")[0].lower())
    if pack is None:
        raise UnsupportedLanguage(
            "unsupported_language",
            "There is no reader for the language {language}; there are: {known}. Where that was guessed, say which language it is.",
            field="language",
            language=code,
            known=", ".join(sorted(PACKS)),
        )
    return pack
