"""How much of a fact checker's time a proposition is worth, and why."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.propositions import is_opinion
from claims.languages.pack import LanguagePack
from claims.records import Modality, Reason

# Narrated sentences below this are not stored: above it stand those with an amount, or with a dated event.
NARRATION_FLOOR = 0.5
# Chosen, not measured: no annotated articles weigh their sentences. Amounts are what can be checked first; an event with a date
# second. The base lets an attributed fact alone reach the floor.
_BASE = 0.3
_WEIGHTS = {"amount": 0.3, "dated": 0.1, "event": 0.15, "comparison": 0.1, "attributed": 0.2}
_PENALTIES = {"opinion": 0.25, "not_fact": 0.15, "short": 0.2}
_SHORT = 4


def weigh(
    words: Sequence[str], *, amounts: int, dated: bool, attributed: bool, modality: Modality, pack: LanguagePack
) -> tuple[float, tuple[Reason, ...]]:
    """Check-worthiness in [0, 1] of a proposition given by its folded words, with a reason for each thing that moved it."""
    lexicon = pack.propositions
    present = {
        "amount": amounts > 0,
        "dated": dated,
        "event": not lexicon.events.isdisjoint(words) or not lexicon.events.isdisjoint(_bare(words, pack.numbers.article)),
        "comparison": not lexicon.comparatives.isdisjoint(words),
        "attributed": attributed,
        "opinion": is_opinion(words, pack),
        "not_fact": modality is not Modality.FACT,
        "short": len(words) < _SHORT,
    }
    codes = [code for code, holds in present.items() if holds]
    score = _BASE + sum(_WEIGHTS.get(code, 0.0) - _PENALTIES.get(code, 0.0) for code in codes)
    return round(min(1.0, max(0.0, score)), 2), tuple(Reason(f"checkworthy_{code}", {}) for code in codes)


def _bare(words: Sequence[str], article: str) -> list[str]:
    return [word.removeprefix(article) for word in words]
