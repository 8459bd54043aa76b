"""Keys by which names that may be one are found again among many: the consonants that every spelling keeps, in classes.

Vowels, weak letters and h are left out, and letters that stand for one another between scripts and habits are one class: ق ك ج غ خ,
q k c g j kh gh are K, for a ج may be j, dj, g or k. Where a letter stands for two classes (ث is s or t) a part has a key of each.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from functools import lru_cache

from claims.names.comparison import slight
from claims.names.reading import ABD, ABU, DIN, LAH, Name, Part

_CLASSES = {
    **dict.fromkeys("b p ب پ".split(), "P"),
    **dict.fromkeys("t d ت د ط".split(), "T"),
    **dict.fromkeys("s z س ص ز".split(), "S"),
    **dict.fromkeys("sh sch tch ش چ zh ژ".split(), "C"),
    **dict.fromkeys("k q g ck j dj kh gh ق ك ج غ خ گ".split(), "K"),
    **dict.fromkeys("f ph ف".split(), "F"),
    **dict.fromkeys("l ل".split(), "L"),
    **dict.fromkeys("m م".split(), "M"),
    **dict.fromkeys("n ن".split(), "N"),
    **dict.fromkeys("r ر".split(), "R"),
    ABD: "PT",
    ABU: "P",
    DIN: "TN",
    LAH: "L",
}
# Letters that are written for two classes of sounds, or for one or none.
_DOUBLE = {
    **dict.fromkeys("th dh ث ذ ض ظ".split(), ("S", "T")),
    "c": ("K", "S"),
    "ch": ("C", "K"),
    "v": ("F", ""),
}
MOST_VARIANTS = 4
# Parts beyond these add keys and find nothing new; of some 10,800 names 3 in 1,000 are longer.
KEYED_PARTS = 5
# One part alone is a key where it has so many consonants: shorter ones are shared by too many names.
TELLING = 5


def name_keys(name: Name) -> list[str]:
    """Keys of a name, sorted; two names that share one are worth comparing. Some 10 to 30; none where it has no letters.

    Two parts together ("KSM RK"), also with one consonant less in one of them ("KS RK"), so that one letter may differ; all parts as one
    word ("=KSMRK"); and each part that tells enough alone ("STLTNPRK").
    """
    parts = full_words(name) or list(name.parts)
    skeletons = [skeleton(part) for part in parts[:KEYED_PARTS]]
    keys = {"=" + "".join(found) for found in itertools.islice(itertools.product(*skeletons), MOST_VARIANTS)} if parts else set()
    keys |= {one for variants in skeletons for one in variants if len(one) >= TELLING}
    for first, second in _pairs(skeletons):
        for a, b in itertools.product(first, second):
            keys |= {
                " ".join(sorted(pair)) for pair in [(a, b), *((less, b) for less in _shorter(a)), *((a, less) for less in _shorter(b))]
            }
    return sorted(keys)


def full_words(name: Name) -> list[Part]:
    """The words of a name that it is not left without: no bin, no honorific that opens it, no initial."""
    return [part for at, part in enumerate(name.parts) if not slight(part, at) and not part.initial]


def is_full(name: Name) -> bool:
    """Whether a name may tell a person from others: two words of its own, or one behind two initials. "Smith", "J. Smith", "Sheikh Ali",
    ابن سلمان and عبد الله, which is one name, do not."""
    words, initials = len(full_words(name)), sum(part.initial for part in name.parts)
    return words > 1 or (words == 1 and initials > 1)


def _pairs(skeletons: list[tuple[str, ...]]) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Every two of up to three parts; of more, neighbours and the two ends, so that long names do not have keys by the hundred."""
    if len(skeletons) <= 3:
        return itertools.combinations(skeletons, 2)
    return [*itertools.pairwise(skeletons), (skeletons[0], skeletons[-1])]


def _shorter(skeleton: str) -> set[str]:
    """With one consonant less; nothing of a skeleton so short that the rest would say nothing."""
    return {skeleton[:at] + skeleton[at + 1 :] for at in range(len(skeleton))} if len(skeleton) > 2 else set()


@lru_cache(maxsize=32_768)
def skeleton(part: Part) -> tuple[str, ...]:
    """The classes of a part's consonants in order, doubled ones once, in each way they may be meant; "-" where it has none."""
    ways: list[str] = [""]
    for unit in part.units:
        plain = unit.strip("^$")
        classes: Iterable[str] = _DOUBLE.get(plain) or (_CLASSES.get(plain, ""),)
        ways = [way if way.endswith(one) else way + one for way in ways for one in classes][:MOST_VARIANTS]
    return tuple(dict.fromkeys(way or "-" for way in ways))
