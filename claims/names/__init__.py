"""Spellings of names: `read_name(text)` gives a Name, `same_name(a, b)` how likely two are spellings of one, `name_keys` how to find them.

`group_key(text)` says which organization or government is meant, whatever letters its names share; `spelled_key` gives its bare words.
`is_full(name)` and `is_common(text)` say who is named so that another article may mean the same.

Arabic against Arabic, Arabic against Latin letters, Latin against Latin. Nothing here knows who bears a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from claims.names.comparison import Comparison, scripts_of
from claims.names.groups import group_key, is_common, spelled_key
from claims.names.keys import full_words, is_full, name_keys
from claims.names.lexicon import shipped_lexicon
from claims.names.reading import Name, read_name
from claims.names.spelling import shipped_costs

__all__ = [
    "AUTOMATIC",
    "NAMES",
    "PROPOSAL",
    "Name",
    "group_key",
    "is_common",
    "is_full",
    "is_sure",
    "name_keys",
    "read_name",
    "same_name",
    "spelled_key",
]

# Raised by hand when a change makes the same two names score otherwise.
NAMES = "3"
# From which likeness two names are one without asking, by scripts: Arabic with Arabic, Arabic with Latin, Latin with Latin. Measured on the
# half of Wikidata's 10,832 names that was not learned from (`tests/benchmarks/names.py`), full names of two words or more against the 20
# nearest spellings of others: "al" precision .985 at recall .805, "ll" .985 at .531 (.994 without near misses whose words the source
# itself lists as spellings of one); "aa" joins none of 81,794 near misses, and the source has no pairs that are the same.
AUTOMATIC: Mapping[str, float] = {"aa": 0.935, "al": 0.76, "ll": 0.88}
# From which a person is asked: of lookups among 36,440 spellings .95 have another of the same name in their first five.
PROPOSAL = 0.2


def same_name(a: Name, b: Name) -> float:
    """How likely `a` and `b` are spellings of one name, in [0, 1]. Symmetric. Some 70 µs for new words, 11 for words seen before."""
    return _comparison().probability(a, b)


def is_sure(a: Name, b: Name) -> bool:
    """Whether they are so likely one name that nobody need be asked: never where they agree in two words or fewer
    and one has a word more, or an initial for one, for that may be somebody else (سلمان المنصوري, Salman Nader al-Mansouri)."""
    if same_name(a, b) < AUTOMATIC[scripts_of(a, b)]:
        return False
    return min(len(full_words(a)), len(full_words(b))) > 2 or not _comparison().leaves_out(a, b)


@lru_cache(maxsize=1)
def _comparison() -> Comparison:
    return Comparison(shipped_costs(), shipped_lexicon())
