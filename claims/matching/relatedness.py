"""Are two claims about one thing, and is their relation sure enough to be shown? Logistic models over figures of their evidence."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from claims.matching.evidence import Evidence, actors_swapped, answering, elsewhere, places_swapped, share, years_apart
from claims.matching.intervals import Fit
from claims.matching.profile import Profile

WEIGHTS = Path(__file__).parent / "weights.json"
# Below, two texts without a common word are of two things, whatever else they share.
FAR_COSINE = 0.4

# Each figure is in [0, 1]; the sign is what its weight may not go against.
SIGNS: Mapping[str, int] = {
    "cosine": 1,
    "words": 1,  # Dice coefficient of the weighted words
    "contained": 1,  # the share of the shorter claim's words that the other has
    "equal": 1,  # an amount is the same
    "overlap": 1,  # one true amount could satisfy both
    "apart": -1,  # none of the amounts fits
    "unpaired": -1,  # both have amounts, and of different things
    "year_same": 1,
    "days": -1,  # between the publications, logarithmic
    "derived": 1,
    "fate": 1,  # both count the killed, or the arrested, or …
    "toll": 1,  # an amount of each has one fate, times the words that their titles share
    "swapped": -1,  # each names a country that the other does not
    "nothing": -1,  # no common word
    "year_apart": -1,  # amounts of different years
    "since_apart": -1,  # only one counts from a day on
    "answering": 1,  # the speakers name each other
    "elsewhere": -1,  # texts with their titles name countries, and none in common
    "silent": -1,  # neither counts anything
}
_DAYS_SCALE = 5.0
MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Model:
    bias: float
    weights: Mapping[str, float]

    def probability(self, figures: Mapping[str, float]) -> float:
        z = self.bias + sum(weight * figures.get(name, 0.0) for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


@dataclass(frozen=True, slots=True)
class Weights:
    """What training leaves: models for where the vectors are known and for where they are not, and how often each reason was right."""

    with_cosine: Model
    words_alone: Model
    sure_with_cosine: Model
    sure_words_alone: Model
    reasons: Mapping[str, float]

    def related(self, e: Evidence) -> float:
        """The probability that the claims are about one thing, in (0, 1), among pairs of one story, of which most are."""
        model = self.words_alone if e.cosine is None else self.with_cosine
        return model.probability(figures(e))

    def sure(self, e: Evidence, reason: str) -> float:
        """The probability that a relation of this reason is right, in (0, 1), among pairs that a base of many stories brings together."""
        model = self.sure_words_alone if e.cosine is None else self.sure_with_cosine
        return model.probability(sure_figures(e, self.related(e), reason))


@cache
def shipped() -> Weights:
    """The weights in the package; read once a process."""
    return load_weights(WEIGHTS)


MODELS = ("with_cosine", "words_alone", "sure_with_cosine", "sure_words_alone")


def write_weights(path: Path, weights: Weights) -> None:
    """Write weights so that `load_weights` reads them back."""
    models: dict[str, Model] = {name: getattr(weights, name) for name in MODELS}
    written = {name: {"bias": model.bias, **model.weights} for name, model in models.items()}
    path.write_text(json.dumps({**written, "reasons": dict(weights.reasons)}, indent=1) + "\n", "utf-8")


def load_weights(path: Path) -> Weights:
    """Weights of a file of `write_weights`."""
    written: dict[str, dict[str, float]] = json.loads(path.read_text("utf-8"))
    models = {name: Model(written[name].pop("bias"), written[name]) for name in MODELS}
    return Weights(**models, reasons=written["reasons"])


def figures(e: Evidence) -> dict[str, float]:
    """The figures that SIGNS names; the same for both orders of the claims. `cosine` is 0 where it is not known."""
    a, b = e.a, e.b
    fits = {pairing.fit for pairing in e.pairings}
    published = a.claim.published, b.claim.published
    days = abs((published[0] - published[1]).days) if published[0] and published[1] else 0
    cosine = e.cosine or 0.0
    return {
        "cosine": cosine,
        "words": e.text.dice,
        "contained": e.text.contained,
        "equal": float(Fit.EQUAL in fits),
        "overlap": float(Fit.OVERLAP in fits),
        "apart": float(fits == {Fit.APART}),
        "unpaired": float(bool(a.amounts and b.amounts) and not e.pairings),
        "year_same": float(bool(a.years & b.years)),
        "days": math.log1p(days) / _DAYS_SCALE,
        "derived": float(e.derived is not None),
        "fate": float(bool(_fates(a) & _fates(b))),
        "toll": share(a.title, b.title).dice if any(p.a.fate and p.a.fate == p.b.fate for p in e.pairings) else 0.0,
        "swapped": float(places_swapped(a, b) and not actors_swapped(e)),
        "nothing": float(not e.text.common and cosine < FAR_COSINE),
        "year_apart": float(bool(e.pairings) and years_apart(a, b)),
        "since_apart": float(bool(e.pairings) and a.since != b.since),
        "answering": answering(a, b),
        "elsewhere": float(elsewhere(a, b)),
        "silent": float(not a.amounts and not b.amounts),
    }


def sure_figures(e: Evidence, related: float, reason: str) -> dict[str, float]:
    """Those figures, what stands around the claims and their amounts, and the reason."""
    a, b = e.a, e.b
    equal = [pairing for pairing in e.pairings if pairing.fit is Fit.EQUAL]
    return figures(e) | {
        "odds": math.log(related / (1 - related)),
        "equal_near": max((pairing.near for pairing in equal), default=0.0),
        "overlap_near": max((pairing.near for pairing in e.pairings if pairing.fit is Fit.OVERLAP), default=0.0),
        "specific": max((min(_digits(pairing.a.said), _digits(pairing.b.said)) for pairing in equal), default=0.0),
        "titles": share(a.title, b.title).dice,
        "retold": max(share(a.title, b.words).contained, share(a.words, b.title).contained),
        "speaker": float(bool(a.speaker.open & b.speaker.open)),
        "two_languages": float(a.claim.language != b.claim.language),
        f"reason {reason}": 1.0,
    }


def _digits(value: float) -> float:
    """How exact a number is, in [0, 1]: its digits up to the last that is no nought, four and more alike. 53,339 tells more than 300."""
    return min(len(f"{value:.6g}".replace(".", "").strip("0")), MOST_DIGITS) / MOST_DIGITS


def _fates(profile: Profile) -> set[str]:
    return {amount.fate for amount in profile.amounts if amount.fate}
