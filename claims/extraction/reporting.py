"""Reporting cues: the verbs and phrases that announce what somebody said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from claims.extraction.tokens import Token
from claims.languages.pack import Cues, CueVerb


class Cue(NamedTuple):
    """Tokens `[first, last)` of a text. `verb` is `None` for phrases ("according to"); `conjoined` verbs carry a conjunction."""

    first: int
    last: int
    verb: CueVerb | None
    conjoined: bool


def find_cues(tokens: Sequence[Token], cues: Cues, quoted: Callable[[int], bool]) -> list[Cue]:
    """Every possible cue among `tokens`, in order and disjoint; `quoted` says which offsets stand inside a quotation and are skipped."""
    found: list[Cue] = []
    index = 0
    while index < len(tokens):
        cue = (
            None
            if not tokens[index].word or quoted(tokens[index].start)
            else _phrase_at(tokens, index, cues) or _verb_at(tokens, index, cues)
        )
        if cue is not None:
            found.append(cue)
        index = cue.last if cue is not None else index + 1
    return found


def _verb_at(tokens: Sequence[Token], index: int, cues: Cues) -> Cue | None:
    word = tokens[index].text
    verb = cues.verbs.get(word)
    if verb is not None:
        return Cue(index, index + 1, verb, False)
    rest = _without_proclitic(word, cues)
    verb = cues.verbs.get(rest) if rest is not None else None
    return Cue(index, index + 1, verb, True) if verb is not None else None


def _phrase_at(tokens: Sequence[Token], index: int, cues: Cues) -> Cue | None:
    word = tokens[index].text
    rest = _without_proclitic(word, cues)
    if word not in cues.phrases and rest not in cues.phrases:
        return None
    last = index + 1
    if last < len(tokens) and tokens[last].text in cues.own_words:
        return None
    if last < len(tokens) and tokens[last].text in cues.phrase_particles:
        # "according to what it published": the verb may be any.
        last += 2 if tokens[last].text in cues.relatives else 1
    elif last < len(tokens) and _reports(tokens[last].text, cues):
        last += 1
    return Cue(index, min(last, len(tokens)), None, rest in cues.phrases)


def _reports(word: str, cues: Cues) -> bool:
    """A reporting verb, its object pronoun included ("what he said it")."""
    return any(form in cues.verbs for form in (word, word[:-1], word[:-2]))


def _without_proclitic(word: str, cues: Cues) -> str | None:
    for proclitic in cues.proclitics:
        if word.startswith(proclitic) and len(word) > len(proclitic) + 1:
            return word[len(proclitic) :]
    return None
