"""The claims of pair files as the engine reads and compares them: what `judge` and `train-judge` share."""

from __future__ import annotations

from collections.abc import Sequence

from claims.clients.embeddings import embedder
from claims.exchange.pair_files import ClaimItem
from claims.extraction import read_claim
from claims.languages.detection import detect_language
from claims.records import FoundClaim


def read_item(item: ClaimItem) -> FoundClaim:
    """The claim as the engine reads it; its language is found where the file does not say it."""
    return read_claim(
        item.text,
        language=item.language or detect_language(item.text),
        published=item.published,
        speaker=item.speaker,
        stated_on=item.stated_on,
        title=item.title,
    )


def text_cosines(pairs: Sequence[tuple[FoundClaim, FoundClaim]]) -> list[float]:
    """How near the texts of each pair are; every distinct text is embedded once."""
    rows = {text: row for row, text in enumerate(dict.fromkeys(claim.text for pair in pairs for claim in pair))}
    vectors = embedder().embed(list(rows))
    return [float(vectors[rows[a.text]] @ vectors[rows[b.text]]) for a, b in pairs]
