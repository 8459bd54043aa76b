"""Which Arabic words a Latin spelling is known to stand for: from Wikidata's names (CC0), as learned by `training`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

# Of a Latin spelling's uses these shares stand for each Arabic word.
Shares = Mapping[str, Mapping[str, float]]


class Lexicon:
    """Answers whether two words are known as spellings of one."""

    def __init__(self, shares: Shares) -> None:
        self._shares = shares
        self._arabic = frozenset(word for uses in shares.values() for word in uses)
        self.overlap = lru_cache(maxsize=32_768)(self._overlap)

    def items(self) -> Iterable[tuple[str, Mapping[str, float]]]:
        """Each Latin spelling with the shares of its uses."""
        return self._shares.items()

    def _overlap(self, a: str, b: str) -> float | None:
        """The share of uses that the two words have in common, in [0, 1]; None where one of them is not known. Symmetric."""
        uses_a, uses_b = self._uses(a), self._uses(b)
        if uses_a is None or uses_b is None:
            return None
        return sum(min(share, uses_b.get(word, 0.0)) for word, share in uses_a.items())

    def _uses(self, word: str) -> Mapping[str, float] | None:
        return {word: 1.0} if word in self._arabic else self._shares.get(word)


@lru_cache(maxsize=1)
def shipped_lexicon() -> Lexicon:
    """The table that is shipped. Read once a process."""
    return Lexicon(json.loads((files("claims.names") / "lexicon.json").read_text("utf-8")))
