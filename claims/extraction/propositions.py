"""A statement or a narrated sentence cut into checkable propositions."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.tokens import Token, tokenize
from claims.languages.pack import LanguagePack
from claims.records import Modality, Polarity

# A clause of fewer words is no proposition of its own and stays with the one before it.
SHORTEST_PROPOSITION = 3


def cut_propositions(text: str, start: int, end: int, pack: LanguagePack) -> list[tuple[int, int]]:
    """Spans of the propositions in `text[start:end]` (folded), in order; the whole span where it is one.

    A cut is made at a clause mark before a word that opens an independent clause, and after a mark that ends a sentence.
    """
    tokens = tokenize(text[start:end])
    spans: list[tuple[int, int]] = []
    first = 0
    for index in range(1, len(tokens)):
        if index - first >= SHORTEST_PROPOSITION and len(tokens) - index >= SHORTEST_PROPOSITION and _opens(tokens, index, pack):
            spans.append((start + tokens[first].start, start + tokens[_last_word(tokens, first, index)].end))
            first = index
    if tokens:
        spans.append((start + tokens[first].start, end))
    return spans


def polarity_of(words: Sequence[str], pack: LanguagePack) -> Polarity:
    """Negative where a particle of negation stands in the proposition."""
    return Polarity.NEGATIVE if any(word in pack.propositions.negations for word in words) else Polarity.POSITIVE


def modality_of(words: Sequence[str], pack: LanguagePack) -> Modality:
    """The mood of a proposition: condition before demand before plan before prediction; fact where no word says otherwise."""
    lexicon = pack.propositions
    if words and words[0] in lexicon.conditions:
        return Modality.CONDITION
    if any(word in lexicon.demands for word in words):
        return Modality.DEMAND
    if any(word in lexicon.plans for word in words):
        return Modality.PLAN
    if lexicon.future_prefixes and any(word.startswith(lexicon.future_prefixes) and len(word) > 4 for word in words[:2]):
        return Modality.PREDICTION
    return Modality.FACT


def _opens(tokens: Sequence[Token], index: int, pack: LanguagePack) -> bool:
    if tokens[index - 1].text in pack.script.sentence_ends:
        return tokens[index].word
    return tokens[index - 1].text in pack.script.clause_marks and tokens[index].text in pack.propositions.clause_openers


def _last_word(tokens: Sequence[Token], first: int, index: int) -> int:
    last = index - 1
    while last > first and not tokens[last].word:
        last -= 1
    return last
