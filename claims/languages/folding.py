"""Spelling variants made one, with a map back to the original offsets.

Folding removes what writers of one word disagree about: vowel marks, tatweel, hamza seats, final ya and ta marbuta, the three
sets of digits, presentation forms, Latin accents, upper case, and invisible controls. What is found in folded text is always
reported in the offsets of the original.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

# One character for one character: these keep every offset.
_SAME_LENGTH = str.maketrans(
    {
        **dict(zip("أإآٱ", "اااا", strict=True)),
        "ى": "ي",
        "ی": "ي",  # Farsi yeh
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",  # keheh
        **{chr(0x0660 + n): str(n) for n in range(10)},
        **{chr(0x06F0 + n): str(n) for n in range(10)},
        "٪": "%",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
    }
)
_VARIANTS = [(chr(code), folded) for code, folded in _SAME_LENGTH.items()]
# Harakat, Quranic marks, tatweel, zero-width characters and bidirectional controls: these vanish.
_VANISHING = (
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
)
# Presentation forms, full-width forms, and Latin letters with accents (composed or not) change length under NFKD.
_EXPANDING = "\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff\ufb00-\ufdff\ufe70-\ufefc\uff00-\uffef"
_CHANGES_LENGTH = re.compile(f"[{_VANISHING}{_EXPANDING}]")
_VANISHES = re.compile(f"[{_VANISHING}\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is the folded string; `original_span` leads home to the string that it was made from."""

    text: str
    _origins: array[int] | None = field(repr=False)  # original offset of each folded character, then the original length

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original that `text[start:end]` was folded from; an empty span stays empty."""
        if self._origins is None:
            return start, end
        if start >= end:
            return self._origins[start], self._origins[start]
        return self._origins[start], self._origins[end - 1] + 1

    def folded_offset(self, original: int) -> int:
        """The first folded offset that stands for `original` or for what follows it."""
        return original if self._origins is None else bisect_left(self._origins, original)

    def capital_test(self, original: str) -> Callable[[int], bool]:
        """A test that tells of a folded offset whether a capital of `original`, from which this was made, stands there."""
        return lambda offset: original[self.original_span(offset, offset + 1)[0]].isupper()


def fold(text: str) -> Folded:
    """Fold `text`; linear in its length, and a plain translation where nothing changes length."""
    text = _one_for_one(text)
    if _CHANGES_LENGTH.search(text) is None:
        return Folded(_lower(text), None)
    parts: list[str] = []
    origins = array("I")
    done = 0
    for match in _CHANGES_LENGTH.finditer(text):
        offset = match.start()
        folded = _fold_character(match.group())
        parts += (_fold_run(text[done:offset]), folded)
        origins.extend(range(done, offset))
        origins.extend([offset] * len(folded))
        done = offset + 1
    parts.append(_fold_run(text[done:]))
    origins.extend(range(done, len(text) + 1))
    return Folded("".join(parts), origins)


def behind_marks(text: str, end: int) -> int:
    """`end` moved behind the vowel marks and tatweels that folding dropped there."""
    while end < len(text) and (text[end] == "\u0640" or unicodedata.category(text[end]) == "Mn"):
        end += 1
    return end


def fold_key(text: str) -> str:
    """The folded text with every run of characters that are neither letters nor digits made one space: a key to compare by."""
    return " ".join(re.findall(r"[^\W_]+", fold(text).text))


def _fold_run(text: str) -> str:
    """The characters between two that change length, each by itself: `lower` alone makes another sigma at the end of a word."""
    return _lower(text.replace("Σ", "σ"))


def _one_for_one(text: str) -> str:
    """`text` with each of _SAME_LENGTH replaced: `str.translate`, which looks every letter up, takes thirty times as long."""
    for character, folded in _VARIANTS:
        if character in text:
            text = text.replace(character, folded)
    return text


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    whole = unicodedata.normalize("NFKD", character)
    return _lower(_VANISHES.sub("", whole).translate(_SAME_LENGTH))


def _lower(text: str) -> str:
    # str.lower may lengthen a text (İ becomes two characters); a character that would is left as it is.
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(one if len(one := character.lower()) == 1 else character for character in text)
