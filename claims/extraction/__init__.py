"""Article text in, quotes and claims out. Two doors: `extract` for an article, `read_claim` for a sentence that is itself a claim."""

from __future__ import annotations

from datetime import date

from claims.extraction.reading import Reading
from claims.languages import pack_for
from claims.records import DaySpan, Extraction, FoundClaim

# Raised by hand whenever the same text may be read differently; stored with every finding.
EXTRACTION = "16"


def extract(text: str, *, language: str, published: date | None) -> Extraction:
    """Read one article: statements with their speakers, amounts, dates, and the claims among them.

    All spans are of `text` as given. Without `published`, expressions relative to a day are left out and a warning says so.
    Time is linear in the length of the text; any string is accepted, an empty one gives an empty Extraction.

    Raises:
        UnsupportedLanguage: there is no language pack for `language`.
    """
    pack = pack_for(language)
    reading = Reading(text, pack, published)
    quotes = reading.quotes()
    return Extraction(pack.code, quotes, reading.quantities, reading.dates, reading.claims(quotes), reading.warnings)


def read_claim(
    text: str,
    *,
    language: str,
    published: date | None,
    speaker: str | None = None,
    stated_on: DaySpan | None = None,
    title: str | None = None,
) -> FoundClaim:
    """Read `text` as one claim: its amounts, the time that it is about, polarity and modality. No attribution is sought.

    Raises:
        UnsupportedLanguage: there is no language pack for `language`.
    """
    reading = Reading(text, pack_for(language), published)
    return reading.whole(said=stated_on, speaker=speaker, title=title)
