"""Names across scripts: the consonants of a word in a few classes of sound, alike for "Stoltenberg" and "ستولتنبرغ"."""

from __future__ import annotations

import re
from functools import lru_cache

# Sounds that the two scripts cannot tell apart share a class; vowels, h, w, y and the throat letters vanish, for one script
# writes them where the other does not.
_ARABIC = str.maketrans(
    {
        **dict.fromkeys("بپ", "b"),
        **dict.fromkeys("تطثة", "t"),
        **dict.fromkeys("جغگ", "g"),
        **dict.fromkeys("دضذظ", "d"),
        "ر": "r",
        **dict.fromkeys("زسصش", "s"),
        **dict.fromkeys("فڤ", "f"),
        **dict.fromkeys("قكخ", "k"),
        "ل": "l",
        "م": "m",
        "ن": "n",
        **dict.fromkeys("اويهحعءى", ""),
    }
)
_LATIN_PAIRS = (
    (re.compile(r"(?:(?<=[aeiou])|(?<=^))gh(?=t|$)"), ""),  # silent: Kavanaugh, Wright
    (re.compile("kh|ck|q"), "k"),
    (re.compile("tsch|tch|ch"), "ts"),
    (re.compile("sch|sh|zh"), "s"),
    (re.compile("ph|v"), "f"),
    (re.compile("gh|j|dj"), "g"),
    (re.compile("th"), "t"),
    (re.compile("dh"), "d"),
    (re.compile("x"), "ks"),
    (re.compile("c(?=[eiy])"), "s"),
)
_LATIN = str.maketrans({**dict.fromkeys("aeiouyhw'’", ""), "c": "k", "p": "b", "z": "s"})
_RUN = re.compile(r"(.)\1+")
_OTHER = re.compile("[^a-z]")
# Fewer consonants agree by chance.
SHORTEST_SKELETON = 3
# From this length on one consonant may differ.
_LONG_SKELETON = 5


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """The consonant classes of a folded `word` in either script, runs made one; "" where none is left."""
    bare = word
    if bare.isascii():
        for pattern, sound in _LATIN_PAIRS:
            bare = pattern.sub(sound, bare)
        bare = bare.translate(_LATIN)
    else:
        bare = bare.translate(_ARABIC)
    return _RUN.sub(r"\1", _OTHER.sub("", bare))


def alike(a: str, b: str) -> bool:
    """Whether two skeletons may be one name: equal, or long and one consonant apart."""
    if a == b:
        return len(a) >= SHORTEST_SKELETON
    if min(len(a), len(b)) < _LONG_SKELETON or abs(len(a) - len(b)) > 1:
        return False
    short, long = sorted((a, b), key=len)
    at = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]
