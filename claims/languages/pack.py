"""The checklist of a language: the fields that every pack must fill. Data only; the algorithms are written once, outside the packs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Frame(StrEnum):
    """What must follow a reporting verb before its content begins."""

    CLAUSE = "clause"  # a complementizer, a colon or a quotation mark
    OBJECT = "object"  # these, or a bare noun phrase: "announced the end of …"
    GOVERNED = "governed"  # these, or one of its prepositions: "threatened with …"


@dataclass(frozen=True, slots=True)
class CueVerb:
    lemma: str
    frame: Frame
    prepositions: frozenset[str]
    finite: bool  # a participle or verbal noun continues the sentence's own speaker


@dataclass(frozen=True, slots=True)
class Script:
    direction: str  # "rtl" or "ltr"
    sentence_ends: frozenset[str]
    clause_marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """Reporting verbs and phrases, all folded. Verbs are listed in every form, without proclitics."""

    verbs: Mapping[str, CueVerb]
    proclitics: tuple[str, ...]  # written together with the verb that follows: and, so
    complementizers: frozenset[str]
    phrases: frozenset[str]  # first words of "according to"
    phrase_particles: frozenset[str]  # what may follow them before a verb or a name
    relatives: frozenset[str]  # of these, the ones that a verb follows
    dative: str  # preposition written together with the name in "according to"; "" where there is none
    auxiliaries: frozenset[str]  # stand between subject and verb and belong to neither
    nouns: frozenset[str]  # verb forms that are nouns as well; bare content needs them first in their clause
    own_words: frozenset[str]  # "in his words" after a phrase: no cue of its own
    unreported: frozenset[str]  # before a complementizer these make it no report: "before that"
    remarks: frozenset[str]  # after a clause mark these open the writer's own remark


@dataclass(frozen=True, slots=True)
class Names:
    """What surrounds and builds names, all folded and without the article."""

    titles: frozenset[str]
    group_heads: frozenset[str]
    capitals: frozenset[str]
    unnamed: frozenset[str]
    time_words: frozenset[str]
    stops: frozenset[str]  # end a mention
    article: str  # written together with the noun; "" where it is a word of its own


@dataclass(frozen=True, slots=True)
class Propositions:
    """Words that turn, soften or weigh a proposition, all folded."""

    negations: frozenset[str]
    plans: frozenset[str]
    future_prefixes: tuple[str, ...]
    demands: frozenset[str]
    conditions: frozenset[str]
    opinions: frozenset[str]
    clause_openers: frozenset[str]
    comparatives: frozenset[str]
    events: frozenset[str]


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """All that the engine knows of one language."""

    code: str  # BCP 47, as articles carry it: "ar", "en"
    name: str  # in the language itself, for people
    direction: str  # "rtl" or "ltr"
    script: Script
    cues: Cues
    names: Names
    propositions: Propositions
