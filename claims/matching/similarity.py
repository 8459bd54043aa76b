"""How near two texts are in words: the share of the rarer words' letters that they have in common, in [0, 1]."""

from __future__ import annotations

import re
from collections import Counter

from claims.languages.folding import fold_key

# Letters that Arabic glues to the front of a word; cut where enough of the word remains.
_GLUED = re.compile(r"^(?:[وف]?(?:ال|بال|لل|كال)|[وفبل])(?=\w{3})")
_GRAM = 3


def word_similarity(a: str, b: str) -> float:
    """The Dice coefficient of the character trigrams of both texts' bare words; 1.0 for equal bare words, 0.0 for nothing shared."""
    grams_a, grams_b = _grams(a), _grams(b)
    total = grams_a.total() + grams_b.total()
    return 2 * (grams_a & grams_b).total() / total if total else 0.0


def _grams(text: str) -> Counter[str]:
    grams: Counter[str] = Counter()
    for word in fold_key(text).split():
        if word.isdigit():
            continue  # amounts are compared as amounts
        padded = f" {_GLUED.sub('', word)} "
        grams.update(padded[at : at + _GRAM] for at in range(max(1, len(padded) - _GRAM + 1)))
    return grams
