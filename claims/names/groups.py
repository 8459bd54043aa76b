"""Which group is meant, where its names share no letters: NATO and الناتو, a capital and its government, a ministry and its country."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from claims.languages import packs
from claims.languages.folding import fold_key
from claims.languages.pack import Organizations


@lru_cache(maxsize=16_384)
def group_key(name: str) -> str | None:
    """The key of the organization, government or ministry that `name` is, in any language; None where the tables know none.

    "org:nato", "government:iq", "ministry:defence:iq", "presidency:us". A ministry, government or presidency whose country is not said
    ends with a colon ("ministry:defence:"): which one is meant, only its article knows.
    """
    words = fold_key(name).split()
    return next((key for pack in packs() if (key := _read(words, pack.organizations)) is not None), None)


def spelled_key(name: str) -> str:
    """The folded name without the articles of its words: الحكومة المحلية and حكومة محلية are one key."""
    return " ".join(
        next((bare for pack in packs() if (bare := _bare(word, pack.organizations)) != word), word) for word in fold_key(name).split()
    )


def is_common(name: str) -> bool:
    """Whether a group is called by the noun for its kind alone, as in "the police", الجيش: whose it is, only its article knows."""
    bare = spelled_key(name).removeprefix("the ")
    return group_key(name) is None and any(bare in pack.names.group_heads for pack in packs())


def _read(words: list[str], tables: Organizations) -> str | None:
    whole = " ".join(words[1:] if words and words[0] in tables.determiners else words)
    if whole in tables.names:
        return tables.names[whole]
    if whole in tables.countries:
        return f"government:{tables.countries[whole]}"
    bare = [_bare(word, tables) for word in words if word not in tables.fillers]
    at, length, code = next(_countries(bare, tables), (0, 0, ""))
    return _office(bare[:at] + bare[at + length :], tables, code)


def _office(bare: list[str], tables: Organizations, code: str) -> str | None:
    rest = " ".join(bare)
    if rest in tables.governments:
        return f"government:{code}"
    if rest in tables.presidencies:
        return f"presidency:{code}"
    matter = " ".join(word for word in bare if word not in tables.ministries)
    named = len(bare) > len(matter.split()) or (bool(code) and matter in tables.bare_portfolios)
    return f"ministry:{tables.portfolios[matter]}:{code}" if named and matter in tables.portfolios else None


def _countries(bare: list[str], tables: Organizations) -> Iterator[tuple[int, int, str]]:
    """Where an adjective or the name of a country stands, how many words it has, and which country it is; longer ones first."""
    for length in (3, 2, 1):
        for at in range(len(bare) - length + 1):
            words = " ".join(bare[at : at + length])
            code = tables.adjectives.get(words) or tables.countries.get(words) or tables.countries.get(tables.article + words)
            if code is not None and len(bare) > length:
                yield at, length, code


def _bare(word: str, tables: Organizations) -> str:
    for attached in tables.attached:
        stem = word.removeprefix(attached)
        swallowed = tables.article if attached == tables.assimilated else ""
        if stem != word and (swallowed or stem.startswith(tables.article)) and len(stem) > 2:
            word = swallowed + stem
    if tables.article and word.startswith(tables.article) and len(word) > len(tables.article) + 1:
        return word[len(tables.article) :]
    return word
