"""Words of names that are written as reporting verbs are: "the Jakarta Post", "Omar Said". Only capitals show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from claims.extraction.tokens import Token
from claims.languages.pack import LanguagePack

# Words on either side, of the same line, that tell whether all of it is written with capitals, as headlines are.
AROUND = 25
# Letters of a word that has a capital in such a headline.
LONGER = 4
# Such words without one, at least, in a line that is none: "Post Says Ferry sank".
LEAST_SMALL = 2


def verbs_in_names(tokens: Sequence[Token], text: str, is_capital: Callable[[int], bool], pack: LanguagePack) -> frozenset[int]:
    """The tokens of folded `text` that look like a reporting verb and are part of a name.

    That is so with a capital inside a sentence, in a line that is no headline, and wherever else such a word has a capital.
    """
    if not pack.script.latin or not pack.dates.capitalized:
        return frozenset()
    verbs = pack.cues.verbs
    written = [at for at, token in enumerate(tokens) if token.text in verbs and is_capital(token.start)]
    if not written:
        return frozenset()
    small = pack.names.stops | pack.names.no_names | pack.cues.auxiliaries | pack.cues.complementizers | pack.names.relatives

    def told(at: int) -> bool:
        """Whether longer words of the line have no capital, as in no headline."""
        first, last = max(0, at - AROUND), min(len(tokens), at + AROUND + 1)
        begins, ends = text.rfind("\n", 0, tokens[at].start), text.find("\n", tokens[at].end)
        near = [token for token in tokens[first:last] if begins < token.start and (ends < 0 or token.end <= ends)]
        longer = [token for token in near if len(token.text) >= LONGER and token.text[0].isalpha() and token.text not in small]
        return sum(not is_capital(token.start) for token in longer) >= LEAST_SMALL

    plain = [at for at in written if told(at)]
    named = {tokens[at].text for at in plain if at and _is_joined(tokens[at - 1], tokens[at], text)}
    return frozenset(at for at in plain if tokens[at].text in named)


def _is_joined(before: Token, token: Token, text: str) -> bool:
    return before.word and text[before.end : token.start] == " "
