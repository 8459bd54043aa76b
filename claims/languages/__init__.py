"""What is known of each language. `pack_for(code)` is the door: a code goes in, its LanguagePack comes out; `packs()` are all."""

from claims.errors import UnsupportedLanguage
from claims.languages import ar, en
from claims.languages.pack import LanguagePack

_PACKS = {pack.code: pack for pack in (ar.PACK, en.PACK)}
LANGUAGES = tuple(_PACKS)


def packs() -> tuple[LanguagePack, ...]:
    """Every pack there is."""
    return tuple(_PACKS.values())


def pack_for(code: str) -> LanguagePack:
    """The pack of a BCP 47 code; a region is ignored (`ar-IQ` is `ar`).

    Raises:
        UnsupportedLanguage: there is no pack for it.
    """
    pack = _PACKS.get(code.partition("-")[0].lower())
    if pack is None:
        raise UnsupportedLanguage(
            "unsupported_language", "No language pack for {language!r}; there are: {known}.", language=code, known=", ".join(sorted(_PACKS))
        )
    return pack
