"""Verbs in the passive, where a language builds it with a word of its own: "was told", "is widely expected". What stands before one does
not say it; who does is named by an agent ("by the prosecutor") or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.tokens import Token
from claims.languages.pack import CueForm, LanguagePack

# Words between the auxiliary and its verb.
MOST_BETWEEN = 2
# Words behind the verb among which its agent is named.
FARTHEST_AGENT = 8


def is_passive(tokens: Sequence[Token], at: int, pack: LanguagePack) -> bool:
    """Whether token `at`, which is a reporting verb, is in the passive."""
    cues = pack.cues
    verb = cues.verbs.get(tokens[at].text)
    if verb is None or verb.form is not CueForm.PERFECT or not cues.passive:
        return False
    for index in range(at - 1, max(-1, at - MOST_BETWEEN - 2), -1):
        word = tokens[index].text
        if pack.propositions.contracted.get(word, word).partition(" ")[0] in cues.passive:
            return True
        between = word.endswith(cues.adverb_endings) or word in cues.auxiliaries or word in pack.propositions.negations
        if not between or word in pack.names.relatives or word in pack.propositions.conjunctions:
            return False
    return False


def agent_at(tokens: Sequence[Token], at: int, pack: LanguagePack) -> int | None:
    """The first token of the agent of a passive verb at token `at`; `None` where the words behind it name none."""
    cues = pack.cues
    for index in range(at + 1, min(len(tokens) - 1, at + 1 + FARTHEST_AGENT)):
        if not tokens[index].word or tokens[index].text in cues.complementizers:
            return None
        if tokens[index].text in cues.agents:
            behind = tokens[index + 1].text
            verb = cues.verbs.get(behind)
            is_other = behind[0].isdigit() or behind in pack.names.time_words or (verb is not None and verb.form is CueForm.PARTICIPLE)
            return None if is_other or not tokens[index + 1].word else index + 1
    return None
