"""Families of words, from plain text. Needs the extra `train`; reading needs none of it.

Each frequent word is described by the words that stand next to it, left and right (positive pointwise mutual information, made
short by singular values: O. Levy and Y. Goldberg, Neural Word Embedding as Implicit Matrix Factorization, 2014), and words whose
descriptions point the same way are put together by spherical k-means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse

from claims.extraction.tokens import tokenize
from claims.languages.folding import fold

FAMILIES = 128
# Families are so large on the average, so that they say something.
SMALLEST = 30
# Words that are put into families, the most frequent first; the rarest of them must have been seen so often.
MOST_WORDS = 12_000
SEEN = 8
# Neighbours that are told apart, the most frequent first.
NEIGHBOURS = 800
DIMENSIONS = 50
SMALLEST_VALUE = 1e-6
ROUNDS = 25
# Families begin as single words among so many of the most frequent.
SEEDS = 4_000
# Rare neighbours tell too much; their counts are flattened by this power.
FLATTENING = 0.75
NUMBER = "#"


def find_families(texts: Iterable[str], *, families: int = FAMILIES, smallest: int = SMALLEST) -> list[list[str]]:
    """The frequent words of `texts`, folded, in at most so many families; every number is one word.

    Where there are few words there are fewer families, of `smallest` words on the average. Deterministic for the same texts.
    """
    lines = [words for text in texts for line in fold(text).text.split("\n") if (words := _words(line))]
    counts = Counter(word for words in lines for word in words)
    vocabulary = [word for word, count in counts.most_common(MOST_WORDS) if count >= SEEN]
    described = _described(lines, vocabulary)
    families = max(1, min(families, len(vocabulary) // smallest))
    belongs = _grouped(described, families)
    return [found for number in range(families) if (found := [vocabulary[index] for index in np.flatnonzero(belongs == number)])]


def _words(line: str) -> list[str]:
    return [NUMBER if token.text[0].isdigit() else token.text for token in tokenize(line)]


def _described(lines: Sequence[Sequence[str]], vocabulary: Sequence[str]) -> np.ndarray:
    """One row a word of the vocabulary, of length one."""
    place = {word: index for index, word in enumerate(vocabulary)}
    other, edge = NEIGHBOURS, NEIGHBOURS + 1
    neighbour = {word: index for index, word in enumerate(vocabulary[:NEIGHBOURS])}
    rows: list[int] = []
    columns: list[int] = []
    for words in lines:
        beside = [edge, *(neighbour.get(word, other) for word in words), edge]
        for index, word in enumerate(words):
            if (row := place.get(word)) is not None:
                rows += (row, row)
                columns += (beside[index], edge + 1 + beside[index + 2])
    shape = (len(vocabulary), 2 * (edge + 1))
    counts = sparse.coo_matrix((np.ones(len(rows)), (rows, columns)), shape=shape).tocsr().tocoo()
    of_word = np.asarray(counts.sum(axis=1)).ravel()
    of_neighbour = np.asarray(counts.sum(axis=0)).ravel() ** FLATTENING
    information = np.log(counts.data * of_neighbour.sum() / (of_word[counts.row] * of_neighbour[counts.col]))
    kept = information > 0
    matrix = sparse.csr_matrix((information[kept], (counts.row[kept], counts.col[kept])), shape=shape)
    # The right singular vectors, by way of the small square matrix: exact, so that the same texts give the same families.
    values, vectors = np.linalg.eigh((matrix.T @ matrix).toarray())
    values, vectors = values[-DIMENSIONS:], vectors[:, -DIMENSIONS:]
    kept_values = values > SMALLEST_VALUE
    rows_of = np.asarray(matrix @ vectors[:, kept_values]) / values[kept_values] ** 0.25
    return np.asarray(rows_of / np.maximum(np.linalg.norm(rows_of, axis=1, keepdims=True), 1e-9))


def _grouped(described: np.ndarray, families: int) -> np.ndarray:
    """The family of each row."""
    draw = np.random.default_rng(0)
    centres = described[draw.choice(min(SEEDS, len(described)), families, replace=False)].copy()
    belongs = np.zeros(len(described), dtype=int)
    for _ in range(ROUNDS):
        belongs = np.argmax(described @ centres.T, axis=1)
        for number in range(families):
            members = described[belongs == number]
            if len(members):
                centre = members.sum(axis=0)
                centres[number] = centre / max(float(np.linalg.norm(centre)), 1e-9)
    return belongs
