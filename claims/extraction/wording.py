"""What each word of a text may be to a name: a title, the head of a group, a given name, a preposition, a mark …

One letter or two a class, so that classes read together as the shape of a phrase. A capital D before a class: with the article
written together. An ampersand before it: behind a conjunction that is written together.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from claims.extraction.families import families_for
from claims.extraction.tokens import Token
from claims.languages import pack_for
from claims.languages.pack import CueVerb, LanguagePack, Names

# Marks that mean the same to a name.
_QUOTES = frozenset("\"“”«»„'‘’")
DASHES = frozenset("-–—")
# Distinct words whose class is kept between texts.
REMEMBERED = 20_000


class Wording(NamedTuple):
    """The class of a word, whether it is a known part of personal names, and its gender and number: f, p or empty."""

    kind: str
    known: bool
    form: str
    stem: str  # without the article
    letters: str  # of the stem, those that its spellings agree about
    root: str  # of the stem: a country and its adjective, a man's office and a woman's have the same
    family: str  # of the word, or of what stands behind its first letter; "" where it has none


# Classes that only words of a person's name, or of a name in capitals, have.
PERSONAL = frozenset({"g", "s", "X"})
EDGE = Wording("^", False, "", "", "", "", "")
# Letters that must be left of a name, without the weak ones, to tell it from others.
SHORTEST_LETTERS = 3
# Letters of an adjective made of a noun, and of a plural, with their endings: shorter words only look so.
SHORTEST_DERIVED, SHORTEST_PLURAL = 4, 5
# What an ending leaves of a word, at least.
SHORTEST_ROOT = 3


def wordings(tokens: list[Token], pack: LanguagePack) -> list[Wording]:
    """The wording of each token, in order."""
    code = pack.code
    return [_word(token.text, code) if token.word else _mark(token.text, code) for token in tokens]


@lru_cache(maxsize=256)
def _mark(mark: str, code: str) -> Wording:
    kind = '"' if mark in _QUOTES else "-" if mark in DASHES else "," if mark in "،,؛;" else mark
    return Wording(kind, False, "", mark, mark, mark, families_for(code).get(mark, ""))


@lru_cache(maxsize=REMEMBERED)
def _word(word: str, code: str) -> Wording:
    pack = pack_for(code)
    kind = _kind(word, pack)
    names = pack.names
    stem = word[1:] if kind.startswith("&") else word
    bared = behind_particle(bare(word, names), names)
    letters = bared
    for letter in names.weak_letters:
        letters = letters.replace(letter, "")
    families = families_for(code)
    return Wording(
        kind,
        stem in names.parts,
        _form(stem, names),
        bared,
        letters if len(letters) >= SHORTEST_LETTERS else bared,
        _root(bared, names),
        families.get(word) or families.get(word[1:], ""),
    )


def _kind(word: str, pack: LanguagePack) -> str:
    kind = _listed(word, pack)
    if kind is not None:
        return kind
    for proclitic in pack.cues.proclitics:
        if word.startswith(proclitic) and len(word) > len(proclitic) + 1:
            rest = _listed(word[len(proclitic) :], pack)
            if rest is not None and word not in pack.names.parts:
                return "&" + rest
    if pack.cues.dative and word[0] == pack.cues.dative and len(word) > 3:
        rest = _listed(word[1:], pack)
        if rest in {"T", "G", "C", "DG"} or word.startswith(pack.cues.dative * 2):
            return "l"
    if word in pack.names.parts:
        return "g"
    if word in pack.names.family:
        return "s"
    return "L" if word[0].isascii() and not pack.script.latin else "x"


def _listed(word: str, pack: LanguagePack) -> str | None:
    """The class of a word that a table or the article tells; `None` for the others."""
    names = pack.names
    if word[0].isdigit():
        return None if word.endswith(names.ages) else "0"
    kind = _classes(pack.code).get(word)
    if kind is not None:
        return kind
    if word not in names.parts:
        verb = _verb(word, pack)
        if verb is not None:
            return "v" if verb.finite else "w"
    stem = bare(word, names)
    if stem != word:
        if stem in names.capitals:
            return "C"
        table = "T" if stem in names.titles else "U" if stem in names.unnamed else "G" if stem in names.group_heads else ""
        return "D" + (table or ("n" if stem.endswith(names.derived) and len(stem) >= SHORTEST_DERIVED else ""))
    return None


@cache
def _classes(code: str) -> dict[str, str]:
    """Each listed word's class; a word of several lists has the class that is written last."""
    pack = pack_for(code)
    names = pack.names
    classes = {
        "G": names.group_heads,
        "U": names.unnamed,
        "T": names.titles,
        "C": names.capitals,
        "t": names.time_words,
        "p": names.stops | names.no_names,
        "q": names.doubtful_stops,
        "P": names.persons,
        "d": names.determiners,
        "c": pack.cues.complementizers,
    }
    return {word: kind for kind, words in classes.items() for word in words}


def _verb(word: str, pack: LanguagePack) -> CueVerb | None:
    """The reporting verb that a word is, an object written together with it or not; `None` for others."""
    verbs, pronouns = pack.cues.verbs, pack.names.pronouns
    verb = verbs.get(word)
    if verb is not None or not word.endswith(pronouns):
        return verb
    for pronoun in pronouns:
        if word.endswith(pronoun) and (verb := verbs.get(word[: -len(pronoun)])) is not None:
            return verb
    return None


def _form(word: str, names: Names) -> str:
    if word in names.feminine:
        return "f"
    if word.endswith(names.plural_endings) and len(word) >= SHORTEST_PLURAL:
        return "p"
    return "f" if word.endswith(names.feminine_endings) else ""


def _root(stem: str, names: Names) -> str:
    """`stem` without the ending that relates it to a noun or makes it feminine."""
    if not stem.endswith(names.relative):
        return stem
    ending = next((one for one in names.relative if stem.endswith(one) and len(stem) - len(one) >= SHORTEST_ROOT), "")
    return stem[: len(stem) - len(ending)]


def bare(word: str, names: Names) -> str:
    """`word` without the article that is written together with it."""
    is_definite = bool(names.article) and word.startswith(names.article) and len(word) > len(names.article) + 1
    if is_definite and word not in names.articleless:
        return word[len(names.article) :]
    return word


def behind_particle(word: str, names: Names) -> str:
    """`word` without the particle that is written together with a name."""
    if names.particles and "-" in word and word.startswith(names.particles):
        return word[word.index("-") + 1 :]
    return word
