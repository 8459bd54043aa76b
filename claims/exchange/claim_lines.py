"""Claims as lines for other programs: CSV, which spreadsheets open. (JSON Lines are the API's own records, one a line.)"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from claims.models import Claim

COLUMNS = (
    "id",
    "text",
    "language",
    "speaker",
    "speaker_kind",
    "said_first",
    "said_last",
    "published",
    "as_of_first",
    "as_of_last",
    "amounts",
    "polarity",
    "modality",
    "checkworthiness",
    "status",
    "outlets",
    "articles",
)
# A spreadsheet runs a cell that begins so (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Excel takes a file without it for the local code page, and Arabic for rubbish.
BYTE_ORDER_MARK = "\ufeff"


def csv_lines(claims: Iterable[Claim]) -> Iterator[str]:
    """A header and one line a claim, with speaker, amounts and appearances loaded (`for_records`); nothing is held back but a line."""
    line = _Line()
    writer = csv.writer(line)
    writer.writerow(COLUMNS)
    yield BYTE_ORDER_MARK + line.text
    for claim in claims:
        writer.writerow([harmless(cell) for cell in _cells(claim)])
        yield line.text


def _cells(claim: Claim) -> Sequence[object]:
    places: Any = claim.appearances.all()
    return (
        claim.pk,
        claim.text,
        claim.language,
        claim.speaker_root.name,
        claim.speaker_root.kind,
        *_days(claim.said),
        _days(claim.published)[0],
        *_days(claim.as_of),
        "; ".join(amount.text for amount in claim.quantities.all()),
        claim.polarity,
        claim.modality,
        claim.checkworthiness,
        claim.status,
        "; ".join(dict.fromkeys(place.outlet for place in places)),
        "; ".join(dict.fromkeys(place.address or str(place.article) for place in places)),
    )


def _days(days: Any) -> tuple[date | None, date | None]:
    if days is None:
        return None, None
    return days.lower, days.upper - timedelta(days=1) if days.upper else None


def harmless(cell: object) -> object:
    """The cell, a text that a spreadsheet would run as a formula put behind an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


class _Line:
    """What `csv.writer` writes to: it keeps the last line."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text
