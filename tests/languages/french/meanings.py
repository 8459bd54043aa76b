"""What French words mean across languages; folded forms, compiled for this pack."""

from claims.languages.pack import Meanings

_ROWS = {
    "open": "ouvre ouvrir ouvert ouverte rouvre rouvrir",
    "close": "ferme fermer fermee",
    "kill": "tue tues tuer",
    "new": "nouveau nouvelle",
}
_STOP = """
le la les un une des de du d l au aux a en dans sur par pour avec sans et ou mais que qui ce cette ces il elle ils elles on nous vous
je se son sa ses leur leurs est sont etait ont avait plus moins tres pas ne n
"""

MEANINGS = Meanings(
    meanings={form: meaning for meaning, forms in _ROWS.items() for form in forms.split()},
    stop_words=frozenset(_STOP.split()),
    proclitics=(),
    fronts={},
    verb_prefixes=(),
    hidden_letter="",
    suffixes={"es": ("", "e"), "s": ("",), "e": ("",)},
    shortest_stem=3,
    affirming=frozenset(),
    conditional=frozenset({"si"}),
    conditioned=frozenset({"pas"}),
    naming=frozenset(),
    since=frozenset({"depuis"}),
    until=frozenset({"jusqu"}),
    capitals=True,
    additional=frozenset({"supplementaires"}),
    parts=frozenset({"dont"}),
    of_them=frozenset({"eux"}),
    glued_place="",
    exonyms=frozenset(),
    places=frozenset({"a", "en", "dans"}),
)
