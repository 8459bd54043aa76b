"""Which particles deny what they stand before, and negations that are written together with their verb."""

from __future__ import annotations

from collections.abc import Sequence

from claims.languages.pack import LanguagePack


def spelled_out(word: str, pack: LanguagePack) -> list[str]:
    """A folded word in the words that it is written together of: "won't" is "will", "not"; of others what stands before an apostrophe."""
    if word.isalnum() and word not in pack.propositions.contracted:
        return [word]
    plain = word.replace("\u2019", "'")
    return pack.propositions.contracted.get(plain, plain.split("'")[0]).split()


def denies(words: Sequence[str], index: int, pack: LanguagePack) -> bool:
    """Whether the folded word at `index` denies what stands behind it: not as a condition ("if not"), an idiom or part of a name."""
    word, table = words[index], pack.meanings
    if word not in pack.propositions.negations:
        return False
    if word in table.conditioned and index > 0 and words[index - 1] in table.conditional:
        return False
    behind = words[index + 1] if index + 1 < len(words) else ""
    article = pack.numbers.article
    if word in table.naming and article and behind.startswith(article):
        return False
    return behind.removeprefix(article) not in table.affirming
