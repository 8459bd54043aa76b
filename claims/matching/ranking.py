"""Which of a few hundred texts speak of the same thing as a given one: rarity-weighted letters first, sentence vectors beside them.

Letter runs meet where words do not: another case ending, a prefix, a spelling of a name. A run counts by its rarity, so that the
few words that make a story outweigh those that every story has. Runs are hashed, which bounds the table of their frequencies.
Two scripts share no letters: there the vectors say what the letters would.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from claims.matching.plain import plain_text

# Runs of two to four letters, a word's edges included.
SHORTEST_RUN, LONGEST_RUN = 2, 4
BUCKET_BITS = 18
BUCKETS = 2**BUCKET_BITS
# The part of the vectors' cosine beside the letters' cosine. Ranks are not fused: the sizes of the scores carry the order.
# Fixed by two measurements, both flat from .2 to .4: 400 second paragraphs of articles of 2018 looking for their headline among
# 6,000, and the related pairs of gold/pairs among as many; `tests/benchmarks/retrieval.py --weights` repeats them.
VECTOR_WEIGHT = 0.3
# Letters' cosine of two texts of one language that belong together, by their vectors' cosine: least squares on gold/pairs.
LETTERS_SLOPE, LETTERS_AT_ZERO = 0.90, -0.12

# Texts whose runs are counted together: the index of a text and the bucket of a run share 32 bits, which sort twice as fast as 64.
TEXTS_AT_ONCE = 2**32 // BUCKETS
# The texts that a ranking was asked about last, whose runs it keeps.
TEXTS_KEPT = 8192
# A run said more often in one text than this counts no more; the logarithms up to there are looked up.
MOST_REPEATS = 1_000
_DAMPED = 1.0 + np.log(np.maximum(1, np.arange(MOST_REPEATS + 1)))

_LAST_BUCKET = np.uint32(BUCKETS - 1)
_SPACE = ord(" ")
_ARABIC = 0x0600, 0x0700
_FACTORS = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F], np.uint32)

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Rarity:
    """In how many of `texts` texts each bucket of letter runs occurs; `counts` is BUCKETS long, and not changed. Two may be added."""

    counts: NDArray[np.int32]
    texts: int

    def __add__(self, other: Rarity) -> Rarity:
        return Rarity(self.counts + other.counts, self.texts + other.texts)

    def weights(self) -> Scores:
        """The inverse document frequency of each bucket, at least 1. Not to be changed: it is made once for many searches."""
        return _weights(self)


@lru_cache(maxsize=2)  # of the base as it was counted last, and of the texts at hand
def _weights(rarity: Rarity) -> Scores:
    weights: Scores = 1.0 + math.log(1 + rarity.texts) - np.log1p(rarity.counts.astype(np.float64))
    weights.flags.writeable = False
    return weights


def count_runs(plain: Sequence[str]) -> Rarity:
    """The rarity of letter runs in these plain texts (see `plain_text`). About 20 µs a text."""
    _, buckets, _ = _runs(plain)
    return Rarity(np.bincount(buckets, minlength=BUCKETS).astype(np.int32), len(plain))


class Ranking:
    """Texts ranked by their nearness to others. What was ranked lately is not read again; some 1.2 kB are kept of each of TEXTS_KEPT.

    `rarity` is of the whole base; without it the texts at hand stand for the base.
    """

    def __init__(self, rarity: Rarity | None) -> None:
        self._weights = None if rarity is None else rarity.weights()
        self._known: dict[str, _Letters] = {}

    def scores(self, text: str, plain: Sequence[str], cosines: Sequence[float | None]) -> Scores:
        """How near each of the `plain` texts is to `text`, in [0, 1], in their order; about 20 µs a text, less where it is known.

        `cosines` are of the sentence vectors, None where a text has none.
        """
        if self._weights is None:
            return Ranking(count_runs(plain)).scores(text, plain, cosines)
        query, *others = self._read([plain_text(text), *plain], self._weights)
        letters = _cosines(query, others, self._weights)
        vectors = np.array([max(0.0, cosine or 0.0) for cosine in cosines], np.float64)
        foreign = np.array([other.is_arabic != query.is_arabic for other in others], np.bool_)
        letters = np.where(foreign, np.maximum(letters, LETTERS_SLOPE * vectors + LETTERS_AT_ZERO), letters)
        scores: Scores = np.clip((letters + VECTOR_WEIGHT * vectors) / (1 + VECTOR_WEIGHT), 0.0, 1.0)
        return scores

    def _read(self, plain: Sequence[str], weights: Scores) -> list[_Letters]:
        # Those at hand by themselves: another thread may forget what this one has just read.
        read = {text: letters for text in plain if (letters := self._known.pop(text, None)) is not None}
        if fresh := [text for text in dict.fromkeys(plain) if text not in read]:
            read.update(zip(fresh, _read_letters(fresh, weights), strict=True))
        self._known.update(read)
        for text in list(islice(self._known, max(0, len(self._known) - TEXTS_KEPT))):
            self._known.pop(text, None)
        return [read[text] for text in plain]


class _Letters(NamedTuple):
    """What is ranked by of one text: the bucket of each distinct run with how often it occurs above it, the length of their weighed
    vector, and whether it is written in Arabic letters for the most part."""

    runs: NDArray[np.uint32]
    length: float
    is_arabic: bool


def letter_cosines(query: str, plain: Sequence[str], weights: Scores) -> Scores:
    """Cosines of the rarity-weighted letter runs of a plain text with each of others; 0 where one has no letters."""
    one, *others = _read_letters([query, *plain], weights)
    return _cosines(one, others, weights)


def _cosines(query: _Letters, others: Sequence[_Letters], weights: Scores) -> Scores:
    wanted = np.zeros(BUCKETS)
    wanted[query.runs & _LAST_BUCKET] = _weigh(query.runs, weights)
    runs = np.concatenate([query.runs[:0], *(other.runs for other in others)])
    owners = np.repeat(np.arange(len(others)), [len(other.runs) for other in others])
    # Few runs of a text are the query's too.
    shared = np.flatnonzero(wanted[runs & _LAST_BUCKET])
    runs, owners = runs[shared], owners[shared]
    sums = np.bincount(owners, _weigh(runs, weights) * wanted[runs & _LAST_BUCKET], minlength=len(others))
    products = np.array([other.length for other in others]) * query.length
    cosines: Scores = np.divide(sums, products, out=np.zeros(len(others)), where=products > 0)
    return cosines


def _read_letters(plain: Sequence[str], weights: Scores) -> list[_Letters]:
    texts, buckets, counts = _runs(plain)
    runs = (np.minimum(counts, MOST_REPEATS) * BUCKETS + buckets).astype(np.uint32)
    lengths = np.sqrt(np.bincount(texts, np.square(_weigh(runs, weights)), minlength=len(plain)))
    parts = np.split(runs, np.searchsorted(texts, np.arange(1, len(plain))))
    return list(map(_Letters, parts, lengths.tolist(), _arabic(plain).tolist()))


def _weigh(runs: NDArray[np.uint32], weights: Scores) -> Scores:
    weighed: Scores = _DAMPED[runs >> BUCKET_BITS] * weights[runs & _LAST_BUCKET]
    return weighed


def _arabic(plain: Sequence[str]) -> NDArray[np.bool_]:
    """Whether each text is written in Arabic letters for the most part."""
    letters, owners = _letters(plain)
    arabic = (letters >= _ARABIC[0]) & (letters < _ARABIC[1])
    shares = np.bincount(owners, np.where(letters == _SPACE, 0.0, np.where(arabic, 1.0, -1.0)), minlength=len(plain))
    written: NDArray[np.bool_] = shares > 0
    return written


def _letters(plain: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """All letters in a row, each text between spaces, and the index of the text that each belongs to."""
    padded = [f" {text} " for text in plain]
    letters = np.frombuffer("".join(padded).encode("utf-32-le"), np.uint32)
    return letters, np.repeat(np.arange(len(padded), dtype=np.int64), [len(text) for text in padded])


def _runs(plain: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Each text's distinct letter runs: index of the text, bucket of the run, how often."""
    parts = [_few_runs(plain[first : first + TEXTS_AT_ONCE], first) for first in range(0, max(1, len(plain)), TEXTS_AT_ONCE)]
    texts, buckets, counts = (np.concatenate(column) for column in zip(*parts, strict=True))
    return texts, buckets, counts


def _few_runs(plain: Sequence[str], first: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The same of at most TEXTS_AT_ONCE texts, of which the index begins at `first`."""
    letters, owners = _letters(plain)
    spaces = letters == _SPACE
    inside = ~spaces
    places = owners.astype(np.uint32) * np.uint32(BUCKETS)
    found = [np.zeros(0, np.uint32)]
    # What is summed up of a run, and whether none of its inner letters is a space, go on from the run that is one letter shorter.
    summed, unbroken = letters * _FACTORS[0], np.ones(len(letters), np.bool_)
    for length in range(SHORTEST_RUN, min(LONGEST_RUN, len(letters)) + 1):
        windows = len(letters) - length + 1
        summed = summed[:windows] + letters[length - 1 :] * _FACTORS[length - 1]
        if length > SHORTEST_RUN:
            unbroken = unbroken[:windows] & inside[length - 2 : length - 2 + windows]
        # A run holds a space at its edges only: it crosses no words, nor texts, between which two spaces stand.
        kept = np.flatnonzero(unbroken[:windows] & (inside[:windows] | inside[1 : windows + 1]))
        mixed = summed[kept]
        mixed ^= mixed >> np.uint32(15)
        mixed *= np.uint32(0x2C1B3C6D)
        mixed ^= mixed >> np.uint32(12)
        found.append(places[kept] + (mixed & _LAST_BUCKET))
    together = np.concatenate(found)
    together.sort()
    begins = np.flatnonzero(np.concatenate(([True], together[1:] != together[:-1]))) if len(together) else np.zeros(0, np.int64)
    counts = np.diff(begins, append=len(together))
    distinct = together[begins].astype(np.int64)
    return first + distinct // BUCKETS, distinct % BUCKETS, counts
