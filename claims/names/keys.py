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
    """Keys of a name, sorted; two names that share one are worth comparing. Some 5 to 20; none where it has no letters.

    Every two parts together ("KSM RK"), all parts as one word ("=KSMRK"), and each part that tells enough alone ("STLTNPRK").
    """
    parts = [part for at, part in enumerate(name.parts) if not slight(part, at) and not part.initial][:KEYED_PARTS] or list(
        name.parts[:KEYED_PARTS]
    )
    skeletons = [skeleton(part) for part in parts]
    keys = {"=" + "".join(found) for found in itertools.islice(itertools.product(*skeletons), MOST_VARIANTS)} if parts else set()
    keys |= {one for variants in skeletons for one in variants if len(one) >= TELLING}
    for first, second in itertools.combinations(skeletons, 2):
        keys |= {" ".join(sorted(pair)) for pair in itertools.product(first, second)}
    return sorted(keys)


@lru_cache(maxsize=32_768)
def skeleton(part: Part) -> tuple[str, ...]:
    """The classes of a part's consonants in order, doubled ones once, in each way they may be meant; "-" where it has none."""
    ways: list[str] = [""]
    for unit in part.units:
        plain = unit.strip("^$")
        classes: Iterable[str] = _DOUBLE.get(plain) or (_CLASSES.get(plain, ""),)
        ways = [way if way.endswith(one) else way + one for way in ways for one in classes][:MOST_VARIANTS]
    return tuple(dict.fromkeys(way or "-" for way in ways))
