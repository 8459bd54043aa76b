"""Claims as lines for other programs. (The API's JSON Lines are its own records.)"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from claims.exchange.row_lines import Shape, first_and_last

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


def _cells(claim: Any) -> Sequence[object]:
    return (
        claim.pk,
        claim.text,
        claim.language,
        claim.speaker_root.name,
        claim.speaker_root.kind,
        *first_and_last(claim.said),
        first_and_last(claim.published)[0],
        *first_and_last(claim.as_of),
        [amount.text for amount in claim.amounts],
        claim.polarity,
        claim.modality,
        claim.checkworthiness,
        claim.status,
        list(dict.fromkeys(place.outlet for place in claim.places)),
        list(dict.fromkeys(place.address or str(place.article) for place in claim.places)),
    )


# Of claims with speaker, amounts and places loaded (`for_records`, `for_exports`).
CLAIMS = Shape(COLUMNS, _cells)
