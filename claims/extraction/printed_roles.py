"""What a person is called beside the name, as printed: the office before it, or the apposition behind it between commas."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from claims.extraction.tokens import Token, tokenize
from claims.extraction.wording import bare
from claims.languages.folding import behind_marks, fold
from claims.languages.pack import LanguagePack, Names

# Characters on either side of a name in which a role is looked for, and words that one may have.
AROUND = 160
LONGEST_ROLE = 9
_COMMAS = frozenset("،,")


def role_beside(before: str, after: str, pack: LanguagePack) -> str:
    """The role that is printed right `before` a name, else the one right `after` it; "" where neither names an office.

    Both are the text beside the name, at least AROUND characters of it or as much as there is; nothing behind a line's end is read.
    """
    before, after = before[-AROUND:].rpartition("\n")[2], after[:AROUND].partition("\n")[0]
    return _office_before(before, pack) or _apposition(after, pack)


def _office_before(text: str, pack: LanguagePack) -> str:
    tokens = tokenize(fold(text).text)
    # `the director of the dam, Samer Halawani`
    apart = bool(tokens) and tokens[-1].text in _COMMAS
    last = len(tokens) - apart
    first = last
    while first > max(0, last - LONGEST_ROLE) and _goes_on(tokens, first - 1, pack):
        first -= 1
    words = [token for token in tokens[first:last] if token.word]
    titles = [at for at, word in enumerate(words) if _is_title(word.text, pack)]
    if not titles:
        return ""
    if pack.names.office_first:
        return _printed(text, words[titles[0] :])
    # Complements stand before their office, or behind it where a comma follows.
    if not apart and titles[-1] < len(words) - 1:
        return ""
    opening = [at for at in titles if apart and _opens(words, at, pack.names)]
    start = opening[-1] if opening else titles[-1]
    while start and (start - 1 in titles or _is_capital(text, words[start - 1], pack.names)):
        start -= 1
    return _printed(text, words[start:])


def _apposition(text: str, pack: LanguagePack) -> str:
    tokens = tokenize(fold(text).text)
    end = next((at for at, token in enumerate(tokens) if at and not token.word), len(tokens))
    if not (1 < end < len(tokens) and end <= LONGEST_ROLE and tokens[0].text in _COMMAS and tokens[end].text in _COMMAS):
        return ""
    words = list(takewhile(lambda token: token.text not in pack.names.relatives, tokens[1:end]))
    while len(words) > 1 and words[0].text in pack.names.determiners:
        words = words[1:]
    titles = [at for at, word in enumerate(words) if _is_title(word.text, pack)]
    if not titles or (pack.names.office_first and titles[0] > 0) or any(_ends(word.text, pack) for word in words[: titles[0]]):
        return ""
    return _printed(text, words)


def _goes_on(tokens: Sequence[Token], at: int, pack: LanguagePack) -> bool:
    """Whether a role may reach back over the token: a word of it, or the stop of an abbreviation."""
    token = tokens[at]
    if not token.word:
        before = tokens[at - 1].text if at else ""
        return token.text == "." and (before in pack.script.abbreviations or _is_title(before, pack))
    return not _ends(token.text, pack)


def _ends(word: str, pack: LanguagePack) -> bool:
    """Whether a role ends at a word: a verb, a preposition that leads to none, a time, another's name."""
    names = pack.names
    if word in names.inside or _is_title(word, pack):
        return False
    # A family name with the article is an adjective of a country as well.
    if names.article and word == bare(word, names) and word in names.parts and word not in names.ordinary_parts:
        return True
    if any(word in table for table in (names.stops, names.doubtful_stops, names.time_words, pack.propositions.conjunctions)):
        return True
    bared = next((word[len(one) :] for one in pack.cues.proclitics if word.startswith(one)), word)
    # Of verbs that report nothing only the word itself: "valley" is written as "and led" is.
    verbs = pack.cues.verbs, pack.cues.auxiliaries, pack.cues.complementizers
    return word in pack.propositions.clause_verbs or any(word in table or bared in table for table in verbs)


def _is_title(word: str, pack: LanguagePack) -> bool:
    return bare(word, pack.names) in pack.names.titles


def _opens(words: Sequence[Token], at: int, names: Names) -> bool:
    """Whether a title is the first word of its noun phrase, and that belongs to no other."""
    if at == 0:
        return True
    return words[at - 1].text in names.determiners and (at == 1 or words[at - 2].text not in names.inside)


def _is_capital(text: str, word: Token, names: Names) -> bool:
    return text[word.start].isupper() and word.text not in names.determiners


def _printed(text: str, words: Sequence[Token]) -> str:
    folded = fold(text)
    start, end = folded.original_span(words[0].start, words[-1].end)
    return " ".join(text[start : behind_marks(text, end)].split())
