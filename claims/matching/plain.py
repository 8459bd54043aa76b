"""The words that a text is found by: plain text for ranking, bare stems for looking up."""

from __future__ import annotations

import re

from claims.languages import packs
from claims.languages.folding import fold_key

# What a post carries beside its words: addresses and the handles of those whom it answers.
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+|(?<!\w)@\w+")
# "Goooal": no word of either language writes a letter three times.
_ELONGATED = re.compile(r"([^\W\d_])\1{2,}")
# Of a longer word so many letters are looked up.
LONGEST_STEM = 60
# What is written together with a word before it, in any language; the longest is cut that leaves enough of the word.
_FRONTS = sorted(((front, left) for pack in packs() for front, left in pack.meanings.fronts.items()), key=lambda one: -len(one[0]))
_GLUED = re.compile("^(?:" + "|".join(rf"{re.escape(front)}(?=\w{{{left}}})" for front, left in _FRONTS) + ")")


def plain_text(text: str) -> str:
    """The folded words in single spaces: hashtags split, addresses and handles out, elongated letters once; may be empty."""
    return _ELONGATED.sub(r"\1", fold_key(_ADDRESS.sub(" ", text)))


def stems(plain: str) -> list[str]:
    """The distinct words of a `plain_text`, sorted, without conjunction, preposition and article; single letters are left out."""
    return sorted({_GLUED.sub("", word)[:LONGEST_STEM] for word in plain.split() if len(word) > 1})
