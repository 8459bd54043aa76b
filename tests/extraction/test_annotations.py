"""Annotations apart from their article: put together again, and never with another text."""

from __future__ import annotations

import hashlib

import pytest

from claims.extraction.annotations import rejoin, text_of

ARTICLE = {"id": "7", "title": " خبر ", "text": "قالت الوزيرة إن السد آمن.\n"}
TEXT = "خبر\nقالت الوزيرة إن السد آمن."
APART = {
    "article": "7",
    "language": "ar",
    "digest": hashlib.sha256(TEXT.encode()).hexdigest()[:16],
    "statements": [
        {
            "start": 20,
            "end": 28,
            "kind": "indirect",
            "cue": [4, 8],
            "speaker": [9, 16],
            "speaker_name": [9, 16],
            "speaker_kind": "unnamed",
        },
        # Nobody is named, and no word reports.
        {"start": 0, "end": 3, "kind": "indirect", "cue": None, "speaker": None, "speaker_name": None, "speaker_kind": None},
    ],
}


def test_spans_become_words() -> None:
    assert text_of(ARTICLE) == TEXT
    assert rejoin(APART, ARTICLE) == {
        "id": "7",
        "language": "ar",
        "text": TEXT,
        "statements": [
            {
                "start": 20,
                "end": 28,
                "kind": "indirect",
                "cue": "قالت",
                "speaker": "الوزيرة",
                "speaker_name": "الوزيرة",
                "speaker_kind": "unnamed",
            },
            {"start": 0, "end": 3, "kind": "indirect", "cue": None, "speaker": None, "speaker_name": None, "speaker_kind": None},
        ],
    }


def test_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="7 is not the one"):
        rejoin(APART, {**ARTICLE, "text": "قالت الوزيرة إن السد قديم."})
