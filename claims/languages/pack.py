"""The checklist of a language: the fields that every pack must fill. Data only; the algorithms are written once, outside the packs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from claims.records import Precision, Qualifier


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
    doubtful_stops: frozenset[str]  # folded alike: a preposition and a name; the preposition where a definite word follows
    compounds: frozenset[str]  # first words of names whose second word carries the article
    documents: frozenset[str]  # "the statement said": its author speaks
    article: str  # written together with the noun; "" where it is a word of its own


@dataclass(frozen=True, slots=True)
class Organizations:
    """Names of one group that share no letters, all folded, words joined by one space. Keys are the same in every language."""

    names: Mapping[str, str]  # an organization, or a building that stands for an office, as named -> its key
    countries: Mapping[str, str]  # a country, or the capital that stands for its government -> ISO 3166 code
    adjectives: Mapping[str, str]  # what says whose a government or ministry is -> ISO 3166 code
    governments: frozenset[str]
    ministries: frozenset[str]
    presidencies: frozenset[str]
    portfolios: Mapping[str, str]  # what a ministry is for -> its key
    bare_portfolios: frozenset[str]  # of these, the ones that name their ministry without the word for it
    fillers: frozenset[str]  # words that say nothing about which group is meant
    article: str  # written together with the noun; "" where it is a word of its own
    attached: tuple[str, ...]  # prepositions and conjunctions written together with the article and noun


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
class NumberTables:
    """How amounts are written, all folded; keys of several words are joined by one space."""

    words: Mapping[str, float]  # number words below 1,000 and dual scales, with their values
    scales: Mapping[str, float]  # what multiplies the number before it; abbreviations included
    behind_only: frozenset[str]  # of these, the ones that need a number before them: plurals without one are vague
    fractions: Mapping[str, float]
    conjunction: str  # joins the parts of a number word
    proclitics: tuple[str, ...]  # written together with the word that follows
    article: str  # written together with a definite number; "" where it is a word of its own
    dot_groups: bool  # a point before exactly three digits may separate thousands
    additive_without_conjunction: bool  # "twenty five" needs no "and"
    before: Mapping[str, Qualifier]
    after: Mapping[str, Qualifier]
    between: frozenset[str]  # opens a range
    alternatives: frozenset[str]  # "4,000 or 5,000"
    to: frozenset[str]
    sources: frozenset[str]  # "from"; opens the counted whole or the old amount of a change
    by: frozenset[str]
    changes: frozenset[str]  # verbs and nouns of growth and loss
    units: Mapping[str, str]  # counted noun -> canonical unit
    duals: Mapping[str, str]  # a noun that says two by its form -> canonical unit
    symbols: Mapping[str, str]  # currency signs before a number
    stops: frozenset[str]  # words that are no counted nouns
    labels: frozenset[str]  # before a number these make it a name, a rank or a clock time


@dataclass(frozen=True, slots=True)
class DateTables:
    """How days are written, all folded; keys of several words are joined by one space."""

    months: Mapping[str, int]
    hijri_months: Mapping[str, int]
    ambiguous: frozenset[str]  # month words that are other words too: a day, a year or a preposition must stand beside
    weekdays: Mapping[str, int]  # Monday is 0
    relative_days: Mapping[str, int]  # days from publication
    leads: frozenset[str]  # "day", "month", "year" before their name
    links: frozenset[str]  # between a day, its month and its year
    periods: Mapping[str, Precision]
    bare_periods: frozenset[str]  # periods that name the present one after "end of"
    before: Mapping[str, int]  # modifiers before the noun: -1 last, 0 this, 1 next
    after: Mapping[str, int]
    parts: Mapping[str, int]  # 0 early, 1 middle, 2 late
    so_far: Mapping[str, int]  # before a running period: from its first day to publication
    ordinals: Mapping[str, int]
    fractions: Mapping[str, int]  # of a year: halves 2, quarters 4
    seasons: Mapping[str, int]  # to the first month
    decades: Mapping[str, int]
    century: frozenset[str]
    ago_units: Mapping[str, tuple[int, Precision]]  # counted unit -> how many it says by itself (0: a number stands before it)
    numbers: Mapping[str, int]  # small number words before such a unit
    ago_before: frozenset[str]
    ago_after: frozenset[str]
    year_suffixes: frozenset[str]
    hijri_suffixes: frozenset[str]
    future: frozenset[str]  # words that make a weekday look forward
    future_prefix: str
    beside_months: frozenset[str]  # prepositions that tell an ambiguous month from another word
    programmes: frozenset[str]  # before a year these make it a name
    proclitics: tuple[str, ...]
    month_first: bool
    capitalized: bool  # names of months and weekdays begin with a capital


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """All that the engine knows of one language."""

    code: str  # BCP 47, as articles carry it: "ar", "en"
    name: str  # in the language itself, for people
    direction: str  # "rtl" or "ltr"
    script: Script
    cues: Cues
    names: Names
    organizations: Organizations
    propositions: Propositions
    numbers: NumberTables
    dates: DateTables
