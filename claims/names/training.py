"""Learns what differences between spellings weigh, from names whose spellings are known: `python -m claims.names.training FOLDER`.

FOLDER holds `full_names.jsonl`: one `{"ar": …, "latin": {spelling: count}}` a line, as Wikidata (CC0) has them through the package
arabic-name-romanizer. Names whose digest is even are learned from, the others are kept to measure by. Same: two spellings of one entry.
Different: a spelling and the 20 nearest ones (by trigrams, in its script) of entries that share none of its Latin forms.
The model is a logistic regression over the edits of the cheapest alignment, aligned anew between rounds, so that its costs are what the
comparison adds up. Writes `costs.json` beside this file. Takes some minutes.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from claims.languages.folding import fold_key
from claims.names.comparison import FIRST_SHAPE, Comparison, allowance, readings, scripts_of
from claims.names.lexicon import Lexicon
from claims.names.reading import Name, read_name
from claims.names.spelling import Costs, Spelling, Units, first_cost, omission, substitution

NEAREST = 20
# A word that is no farther from another, before anything is learned, may be its spelling; "Zohra" for صغير is a slip of the source.
PLAUSIBLE = 4.0
LEAST_SHARE, MOST_USES = 0.03, 6
# The share of pairs that the source itself has wrong: two people under one Arabic name; one name entered twice.
WRONG_SAME, WRONG_OTHER = 0.05, 0.01
# How strongly a cost is held to its first value, in pairs; and steps of one fit.
HELD, ROUNDS = 3.0, 300
# Fits, each on alignments by the costs of the one before; and pairs of different names that are drawn (all of the same are used).
FITS, MOST_OTHER = 3, 160_000
Floats = npt.NDArray[np.float64]

first_distance = Spelling({}).distance


@dataclass(frozen=True, slots=True)
class Entry:
    arabic: str
    counts: Mapping[str, int]

    @property
    def latin(self) -> tuple[str, ...]:
        return tuple(self.counts)

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.arabic, *self.latin)

    @property
    def forms(self) -> frozenset[str]:
        """Its Latin forms without regard to case."""
        return frozenset(form.casefold() for form in self.latin)

    @property
    def to_learn_from(self) -> bool:
        return hashlib.sha256(self.arabic.encode()).digest()[0] % 2 == 0


def read_entries(path: Path) -> list[Entry]:
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Entry(record["ar"], record["latin"]) for record in records]


def same_pairs(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every two spellings of one entry."""
    return itertools.combinations(entry.spellings, 2)


class NearMisses:
    """For a spelling the nearest ones of other entries in its own script, by the share of common trigrams."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._owners: dict[str, set[int]] = {}
        for number, entry in enumerate(entries):
            for spelling in entry.spellings:
                self._owners.setdefault(spelling, set()).add(number)
        self._spellings = list(self._owners)
        self._sizes = np.zeros(len(self._spellings))
        postings: dict[str, list[int]] = {}
        for index, spelling in enumerate(self._spellings):
            grams = _trigrams(spelling)
            self._sizes[index] = len(grams)
            for gram in grams:
                postings.setdefault(gram, []).append(index)
        self._postings = {gram: np.array(found) for gram, found in postings.items()}

    def of(self, entry: Entry) -> Iterator[tuple[str, str]]:
        """Each spelling of `entry` with its near misses; the Arabic one also with those of the first Latin one."""
        for position, spelling in enumerate(entry.spellings):
            for near in self._nearest(spelling, entry):
                yield spelling, near
                if position == 1:
                    yield entry.arabic, near

    def _nearest(self, spelling: str, entry: Entry) -> list[str]:
        grams = _trigrams(spelling)
        found = np.concatenate([self._postings[gram] for gram in grams if gram in self._postings])
        common = np.bincount(found, minlength=len(self._spellings))
        share = common / (self._sizes + len(grams) - common)
        nearest: list[str] = []
        for index in np.argsort(-share, kind="stable"):
            other = self._spellings[index]
            owners = [self._entries[number] for number in self._owners[other]]
            if not any(owner is entry or owner.forms & entry.forms for owner in owners):
                nearest.append(other)
                if len(nearest) == NEAREST:
                    break
        return nearest


def _trigrams(text: str) -> frozenset[str]:
    """As pg_trgm cuts them: words apart, two blanks before each and one behind."""
    words = (f"  {word} " for word in fold_key(text).split())
    return frozenset(word[i : i + 3] for word in words for i in range(len(word) - 2))


def learn_lexicon(entries: Iterable[Entry], parts: Iterable[tuple[str, Mapping[str, int]]]) -> dict[str, dict[str, float]]:
    """For each Latin word the shares of the Arabic words that it spells: from the parts, and from names of equally many words."""
    counts: dict[str, Counter[str]] = {}
    for arabic, spellings in parts:
        for latin, count in spellings.items():
            _count(counts, arabic, latin, count)
    for entry in entries:
        for latin in entry.latin:
            _count(counts, entry.arabic, latin, 1)
    shares: dict[str, dict[str, float]] = {}
    for latin, words in sorted(counts.items()):
        total = sum(words.values())
        kept = {word: round(count / total, 2) for word, count in words.most_common(MOST_USES) if count / total >= LEAST_SHARE}
        if kept and total > 1:
            shares[latin] = kept
    return shares


def _count(counts: dict[str, Counter[str]], arabic: str, latin: str, count: int) -> None:
    a, b = read_name(arabic), read_name(latin)
    if len(a.parts) != len(b.parts) or not a.arabic or b.arabic:
        return
    for part, other in zip(a.parts, b.parts, strict=True):
        if min(first_distance(*reading, "al") for reading in readings(part, other)) <= PLAUSIBLE:
            counts.setdefault(other.word, Counter())[part.word] += count


@dataclass(frozen=True, slots=True)
class Pair:
    a: Name
    b: Name
    same: bool
    weight: float


class Learner:
    """Logistic regression over what alignments consist of. No cost falls below 0, and each is held near what it was before learning."""

    def __init__(self, pairs: Sequence[Pair], found: Sequence[Mapping[str, float]]) -> None:
        self.names = sorted({name for one in found for name in one})
        number = {name: index for index, name in enumerate(self.names)}
        self._rows = np.array([row for row, one in enumerate(found) for _ in one])
        self._columns = np.array([number[name] for one in found for name in one])
        self._times = np.array([times for one in found for times in one.values()], dtype=float)
        self._same = np.array([pair.same for pair in pairs])
        self._weight = np.array([pair.weight for pair in pairs])
        self.allowances = sorted({allowance(pair.a, pair.b) for pair in pairs})
        self._allowed = np.array([self.allowances.index(allowance(pair.a, pair.b)) for pair in pairs])

    def fit(self) -> tuple[dict[str, float], dict[str, float]]:
        """The costs of edits and shapes, and the allowances."""
        start = np.array([FIRST_SHAPE[name[1:]] if name[0] == "#" else first_cost(name) for name in self.names])
        costs, allowed = start.copy(), np.full(len(self.allowances), 4.0)
        step_costs, step_allowed = Adam(0.03, len(costs)), Adam(0.1, len(allowed))
        total = self._weight.sum()
        for round_ in range(ROUNDS):
            error = self._errors(costs, allowed)
            slope = np.bincount(self._columns, -error[self._rows] * self._times, minlength=len(costs)) + HELD * (costs - start)
            decay = 1 - 0.9 * round_ / ROUNDS
            costs = np.maximum(costs - decay * step_costs(slope / total), 0.0)
            allowed = allowed - decay * step_allowed(np.bincount(self._allowed, error, minlength=len(allowed)) / total)
        return dict(zip(self.names, costs.tolist(), strict=True)), dict(zip(self.allowances, allowed.tolist(), strict=True))

    def _errors(self, costs: Floats, allowed: Floats) -> Floats:
        """The slope of the loss in each pair's score; a pair that the source has wrong, by its own odds, pulls less and less."""
        distance = np.bincount(self._rows, self._times * costs[self._columns], minlength=len(self._same))
        chance = 1 / (1 + np.exp(-np.clip(allowed[self._allowed] - distance, -50, 50)))
        bend = chance * (1 - chance)
        same = -(1 - WRONG_SAME) * bend / ((1 - WRONG_SAME) * chance + WRONG_SAME * 0.02)
        other = (1 - WRONG_OTHER) * bend / ((1 - WRONG_OTHER) * (1 - chance) + WRONG_OTHER)
        return np.asarray(np.where(self._same, same, other) * self._weight)


class Adam:
    """Step sizes by Kingma and Ba (2015)."""

    def __init__(self, rate: float, size: int) -> None:
        self._rate, self._mean, self._square, self._times = rate, np.zeros(size), np.zeros(size), 0

    def __call__(self, slope: Floats) -> Floats:
        self._times += 1
        self._mean = 0.9 * self._mean + 0.1 * slope
        self._square = 0.99 * self._square + 0.01 * slope * slope
        scale = np.sqrt(self._square / (1 - 0.99**self._times)) + 1e-9
        return np.asarray(self._rate * self._mean / (1 - 0.9**self._times) / scale)


def edits_between(spelling: Spelling, a: Units, b: Units, scripts: str) -> Counter[str]:
    """The edits on the cheapest way, how often each; what costs nothing by its nature (a sound against itself) is left out."""
    rows = spelling.table(a, b, scripts)
    found: Counter[str] = Counter()
    i, j = len(a), len(b)
    while i or j:
        here = rows[i][j]
        if i and j and abs(rows[i - 1][j - 1] + spelling.swapped(a[i - 1], b[j - 1]) - here) < 1e-9:
            if a[i - 1] != b[j - 1]:
                found[substitution(a[i - 1], b[j - 1])] += 1
            i, j = i - 1, j - 1
        elif i and abs(rows[i - 1][j] + spelling.dropped(a[i - 1], scripts) - here) < 1e-9:
            found[omission(a[i - 1], scripts)] += 1
            i -= 1
        else:
            found[omission(b[j - 1], scripts)] += 1
            j -= 1
    return found


def features(comparison: Comparison, pair: Pair) -> Mapping[str, float]:
    """What the cheapest alignment of the pair consists of: edits, and "#…" for what is counted a name."""
    found: dict[str, float] = defaultdict(float)
    scripts = scripts_of(pair.a, pair.b)
    for step in comparison.steps(pair.a, pair.b):
        if step.kind != "spell":
            found["#" + step.kind] += step.times
        if step.kind in {"spell", "apart", "merge"}:
            for name, times in edits_between(comparison.spelling, step.a, step.b, scripts).items():
                found[name] += times
    return found


def learn(entries: Sequence[Entry], lexicon: Lexicon) -> Costs:
    """Costs from those of `entries` that are to learn from; near misses are sought among all. Says on stderr how it goes."""
    misses = NearMisses(entries)
    own = [entry for entry in entries if entry.to_learn_from]
    same = [pair for entry in own for pair in same_pairs(entry)]
    # The source has one Arabic spelling a name, so nothing is to be learned of Arabic against Arabic: those costs stay as they are.
    other = [(a, b) for entry in own for a, b in misses.of(entry) if not (read_name(a).arabic and read_name(b).arabic)]
    drawn = random.Random(1).sample(other, min(MOST_OTHER, len(other)))  # noqa: S311  # a fixed draw, so that training repeats
    pairs = [Pair(read_name(a), read_name(b), True, 1.0) for a, b in same]
    pairs += [Pair(read_name(a), read_name(b), False, len(other) / len(drawn)) for a, b in drawn]
    costs = Costs({}, FIRST_SHAPE)
    for fit in range(FITS):
        comparison = Comparison(costs, lexicon)
        learner = Learner(pairs, [features(comparison, pair) for pair in pairs])
        learned, allowed = learner.fit()
        edits = {name: round(cost, 2) for name, cost in learned.items() if name[0] != "#"}
        shape = {name[1:]: round(cost, 2) for name, cost in learned.items() if name[0] == "#"}
        costs = Costs(edits, {**FIRST_SHAPE, **shape, **{name: round(value, 2) for name, value in allowed.items()}})
        sys.stderr.write(f"fit {fit + 1} of {FITS}: {len(edits)} edits\n")
    return costs


def main(folder: Path) -> None:
    entries = read_entries(folder / "full_names.jsonl")
    parts = [(part.arabic, part.counts) for part in read_entries(folder / "name_parts.jsonl") if part.to_learn_from]
    shares = learn_lexicon([entry for entry in entries if entry.to_learn_from], parts)
    costs = learn(entries, Lexicon(shares))
    here = Path(__file__).parent
    for name, content in (("lexicon.json", shares), ("costs.json", {"edits": costs.edits, "shape": costs.shape})):
        # A line an entry, so that a change shows where it is.
        (here / name).write_text(json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
