"""Which Arabic words a Latin spelling stands for."""

import pytest

from claims.names.lexicon import Lexicon, shipped_lexicon

LEXICON = Lexicon({"salim": {"سليم": 0.7, "سالم": 0.3}, "salem": {"سالم": 0.9}, "nader": {"نادر": 1.0}})


@pytest.mark.parametrize(
    ("a", "b", "overlap"),
    [
        ("salim", "salem", 0.3),
        ("سليم", "salim", 0.7),
        ("سليم", "سالم", 0.0),
        ("سالم", "سالم", 1.0),
        ("salim", "nader", 0.0),
        ("salim", "unheard", None),
        ("زيدان", "salim", None),
    ],
)
def test_overlap(a: str, b: str, overlap: float | None) -> None:
    assert LEXICON.overlap(a, b) == overlap
    assert LEXICON.overlap(b, a) == overlap


def test_shipped_lexicon_knows_common_names() -> None:
    overlap = shipped_lexicon().overlap("محمد", "mohammed")
    assert overlap is not None
    assert overlap > 0.9
