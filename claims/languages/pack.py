"""The checklist of a language: the fields that every pack must fill. Data only; the algorithms are written once, outside the packs."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from claims.records import Precision, Qualifier

# Fractions that are one character each, in every language.
VULGAR_FRACTIONS = {character: unicodedata.numeric(character) for character in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}


class Frame(StrEnum):
    """What must follow a reporting verb before its content begins."""

    CLAUSE = "clause"  # a complementizer, a colon or a quotation mark
    OBJECT = "object"  # these, or a bare noun phrase: "announced the end of …"
    GOVERNED = "governed"  # these, or one of its prepositions: "threatened with …"


class CueForm(StrEnum):
    """What part of its verb a cue is. Only a finite verb has a subject of its own; the others continue the sentence's speaker."""

    PERFECT = "perfect"
    IMPERFECT = "imperfect"
    PARTICIPLE = "participle"
    NOUN = "noun"  # the verbal noun: "the announcement of …"


@dataclass(frozen=True, slots=True)
class CueVerb:
    lemma: str
    sense: str  # what it does with the content: say, ask, deny, demand …; verbs of one sense behave alike
    frame: Frame
    prepositions: frozenset[str]
    form: CueForm

    @property
    def finite(self) -> bool:
        return self.form in (CueForm.PERFECT, CueForm.IMPERFECT)


@dataclass(frozen=True, slots=True)
class Licence:
    """A verb that is written as a commoner word is, and what must stand within how many words behind it for it to be the verb."""

    verb: CueVerb
    by: frozenset[str]
    within: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the form of a verb says of its subject: endings and beginnings, folded; () where it says nothing."""

    feminine_participles: tuple[str, ...]  # endings
    plural_participles: tuple[str, ...]
    plural_verbs: tuple[str, ...]
    dual_verbs: tuple[str, ...]  # without one of these a verb is one of the tables too: others only look so
    feminine_verbs: tuple[str, ...]
    feminine_prefixes: tuple[str, ...]
    own_beginnings: tuple[str, ...]  # of verbs whose first letters are their own, though they look like such a prefix


@dataclass(frozen=True, slots=True)
class Script:
    direction: str  # "rtl" or "ltr"
    latin: bool  # in another script a word in Latin letters is a foreign name
    sentence_ends: frozenset[str]
    clause_marks: frozenset[str]
    abbreviations: frozenset[str]  # folded words before a full stop that ends no sentence
    openers: frozenset[str]  # folded words that begin one behind an abbreviation all the same


@dataclass(frozen=True, slots=True)
class Cues:
    """Reporting verbs and phrases, all folded. Verbs are listed in every form, without proclitics."""

    verbs: Mapping[str, CueVerb]
    other_words: frozenset[str]  # look like a verb, with or without a pronoun, and are mostly another word
    licensed: Mapping[str, Licence]  # of these, the ones that are the verb in certain company
    proclitics: tuple[str, ...]  # written together with the word that follows: and, so
    leads: tuple[str, ...]  # behind these, also written together with a cue: the article, prepositions, the future; longest first
    tails: tuple[str, ...]  # object pronouns written together with the verb before; longest first
    before_tails: Mapping[str, str]  # last letter of a verb before such a pronoun -> how the verb ends without one
    agreement: Agreement
    complementizers: frozenset[str]
    questions: frozenset[str]  # open an indirect question: "asked whether"
    phrases: frozenset[str]  # first words of "according to"
    bound_phrases: frozenset[str]  # of these, the ones that report only before a particle or a reporting verb: "as … said"
    phrase_particles: frozenset[str]  # what may follow them before a verb or a name
    relatives: frozenset[str]  # of these, the ones that a verb follows
    dative: str  # preposition written together with the name in "according to"; "" where there is none
    dative_phrases: frozenset[str]  # of the phrases, the ones behind which it always stands
    auxiliaries: frozenset[str]  # stand between subject and verb and belong to neither
    own_words: frozenset[str]  # "in his words" after a phrase: no cue of its own
    hopeless: float  # where more speaks against a cue its starts are not looked at: three Arabic cues of five, one English of four
    keep: float  # the probability from which a proposed statement is kept: the best F1 over annotated articles
    remarks: frozenset[str]  # after a clause mark these open the writer's own remark
    topics: frozenset[str]  # behind a verb that takes a clause: "says of the plan", "about it"; no clause begins so
    telling: frozenset[str]  # verbs whose object is whom it is told, by what they are called in the tables
    addressing: frozenset[str]  # verbs, likewise, whose object is whom it is told or what it is about: "told the radio on Monday"
    pointing: frozenset[str]  # "that" as the object of a verb: what was said stands elsewhere, "the minister confirmed that"
    object_openers: frozenset[str]  # with these an object begins, and they are no nouns: "any", "what"
    showing: frozenset[str]  # verbs, as the tables call them, whose subject are studies, data or courts, beside those of the sense "show"
    passive: frozenset[str]  # words that make the verb behind them passive, where they are words of their own: "was told"
    adverb_endings: tuple[str, ...]  # of what may stand between the two: "was repeatedly told"
    agents: frozenset[str]  # behind such a verb these name who says it: "by"
    refusals: frozenset[str]  # two words behind which a verb is not said: "declined to"
    measuring: frozenset[str]  # verbs that are passive where their preposition follows at once: "is estimated at"


@dataclass(frozen=True, slots=True)
class Names:
    """What surrounds and builds names, all folded and without the article."""

    titles: frozenset[str]
    honorifics: frozenset[str]  # of these, those that are said of anybody, where no name begins with one
    group_heads: frozenset[str]
    sorts: Mapping[str, frozenset[str]]  # what a group may be called -> last words of names of such groups
    capitals: frozenset[str]
    unnamed: frozenset[str]
    time_words: frozenset[str]
    stops: frozenset[str]  # end a mention
    no_names: frozenset[str]  # other small words, which neither begin nor end one
    doubtful_stops: frozenset[str]  # folded alike: a preposition and a name; the preposition where a definite word follows
    compounds: frozenset[str]  # first words of names whose second word carries the article
    bound: frozenset[str]  # of these and others, those that are no name by themselves: no name ends with one
    unfinished: frozenset[str]  # behind these what is mentioned goes on: "a survey made by"
    article: str  # written together with the noun; "" where it is a word of its own
    particles: tuple[str, ...]  # written together with the name behind them, with a small letter: "al-Marjani" is "Marjani" too
    joined: str  # conjunction written together with the name that it joins to another; "" where it is a word of its own
    articleless: frozenset[str]  # of the parts of names, those that only look as if it were written together with them: "Alexander"
    definite_fronts: tuple[str, ...]  # how a definite word begins where something else is written together before its article
    addressing: str  # prepositions of one letter before whom something is said to, written together with the noun
    addressed: tuple[str, ...]  # the same with the article
    verb_first: bool  # a verb stands before its subject
    office_first: bool  # what belongs to an office stands behind it: "minister of finance"
    parts: frozenset[str]  # words that personal names are made of, given names before all
    family: frozenset[str]  # family names of people who are named without their given names
    feminine: frozenset[str]  # women's given names
    indefinite: frozenset[str]  # of the determiners, those before what is mentioned for the first time
    joining: frozenset[str]  # words without a capital inside a group's name
    conjunctions: frozenset[str]  # words of their own between two names
    determiners: frozenset[str]  # words of their own before a noun
    owners: frozenset[str]  # of the determiners, those that say whose somebody is
    persons: frozenset[str]  # pronouns that may be the subject of a report
    headings: frozenset[str]  # stand before a colon and say what follows: "exclusive", "cricket", words joined by one space
    turn_labels: frozenset[str]  # stand before the turns of an interview and name nobody: "question", "answer"
    inside: frozenset[str]  # words inside an office: "of", "for"
    relatives: frozenset[str]  # take up the name before them as the subject of the verb behind: "who"
    governing: frozenset[str]  # prepositions: a name behind one is the subject of no verb
    source_leads: frozenset[str]  # prepositions before whom a report comes from
    possessive: tuple[str, ...]  # written together with a name, these make it the owner of what follows
    pronouns: tuple[str, ...]  # written together with the verb whose object they are
    owned: tuple[str, ...]  # endings of a noun that is somebody's, which no name has: "his joy" is one word
    relative: tuple[str, ...]  # endings of what is related to a noun and of what is feminine, the longest first
    derived: tuple[str, ...]  # endings of adjectives made of nouns, in every gender and number; that of a man comes first
    feminine_endings: tuple[str, ...]  # of nouns and adjectives
    plural_endings: tuple[str, ...]  # of people
    noun_endings: tuple[str, ...]  # of nouns, which no adjective has
    plurals: tuple[str, ...]  # endings of what describes several people
    duals: tuple[str, ...]  # the same for two, behind a word that describes one
    weak_letters: str  # letters that spellings of one foreign name disagree about
    prefixes: str  # prepositions of one letter, written together with their noun
    introducing: frozenset[str]  # behind a description these lead to the name of whom it describes: "named"
    listeners: frozenset[str]  # first words of those who are told most often: reporters, papers, parliaments
    topical: frozenset[str]  # set the subject before its verb: "as for"
    relations: Mapping[str, str]  # people who are somebody's: "his wife", one word -> the title that they have: "wife"
    counterparts: frozenset[str]  # of the same, who has the same office elsewhere, without an article
    kin: frozenset[str]  # behind a name these say whose relative it is: "mother of the girl"
    latter: frozenset[str]  # stand for whoever was named last
    single_persons: frozenset[str]  # of the pronouns, those that stand for one person and no group: "he"
    plural_persons: frozenset[str]  # of the pronouns, those that stand for several: "they"
    epithets: frozenset[str]  # with an article, one of these is somebody named before: "the Italian", "the winner"
    ages: tuple[str, ...]  # endings that make one of how old somebody is: "the 44-year-old"
    told_apart: Mapping[str, str]  # words that folding makes one, as they are written -> the class of each, see `extraction.wording`
    blurred: frozenset[str]  # what writers write who do not tell these apart
    ordinary_parts: frozenset[str]  # of the parts of names, those that are ordinary words more often


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
    determiners: frozenset[str]  # articles that are words of their own
    attached: tuple[str, ...]  # prepositions and conjunctions written together with the article and noun
    assimilated: str  # of these, the one that swallows a letter of the article; "" where none does


@dataclass(frozen=True, slots=True)
class Propositions:
    """Words that turn, soften or weigh a proposition, all folded."""

    negations: frozenset[str]
    contracted: Mapping[str, str]  # "won't" -> "will not"
    plans: frozenset[str]
    futures: frozenset[str]  # put the verb behind them into the future; those written together with it are in the tables of dates
    demands: frozenset[str]
    duties: frozenset[str]  # at the beginning these lay on somebody what a complementizer opens: "it is for the government to …"
    own_duties: frozenset[str]  # the same with a pronoun, right before that complementizer
    no_duties: frozenset[str]  # behind the first these name no one who could have a duty
    conditions: frozenset[str]
    opinions: frozenset[str]
    doubts: frozenset[str]  # these make an opinion of the imperfect behind them, and nothing of a perfect
    imperfects: Mapping[str, tuple[str, ...]]  # how that imperfect begins -> endings of perfects that begin alike
    no_imperfects: frozenset[str]  # other perfects that do
    conjunctions: frozenset[str]  # written as words of their own: "and", "but"
    clause_openers: frozenset[str]  # behind a clause mark these begin a clause, whatever follows
    subordinators: frozenset[str]  # open a clause with a subject of its own, where it stands before its verb: "after", "because"
    leading_to_that: frozenset[str]  # behind these "that" leads to no content: "after", where it is "after that", "so"
    clause_verbs: frozenset[str]  # finite verbs of news that are no reporting verbs, as they stand behind a conjunction
    present_prefixes: tuple[str, ...]  # of verbs of the present, where their form shows them; () where it does not
    no_verbs: frozenset[str]  # words with such a prefix that are none
    relatives: frozenset[str]  # "who", "which": what follows is said of something, not by itself
    comparatives: frozenset[str]
    events: frozenset[str]


@dataclass(frozen=True, slots=True)
class NumberTables:
    """How amounts are written, all folded; keys of several words are joined by one space."""

    # Numbers.
    words: Mapping[str, float]  # number words below 1,000 (a hundred apart) and dual scales, with their values
    hundred: frozenset[str]
    scales: Mapping[str, float]  # what multiplies the number before it; abbreviations and dozens included
    behind_only: frozenset[str]  # of these, the ones that need a number before them: plurals without one are vague
    before_ten: frozenset[str]  # number words only where the word for ten follows: otherwise other words
    no_numbers: frozenset[str]  # look like a number behind a proclitic, and are none
    ones: frozenset[str]  # "one": of something it counts, alone it is a pronoun
    pronoun_before: frozenset[str]  # "this one" counts nothing
    one: frozenset[str]  # the indefinite article, a one before a scale or a fraction
    fractions: Mapping[str, float]
    fraction_parts: Mapping[str, float]  # what a number before it counts: "three quarters"
    fractions_of_definite: Mapping[str, float]  # fractions only where a definite word follows, otherwise numbers
    ordinal_fractions: frozenset[str]  # of the fractions, the ones that are ordinals where no article stands before them
    whole_pronouns: frozenset[str]  # "of them", where it is one word
    fraction_nouns: frozenset[str]  # "a year and a half" says its one by the noun alone
    of: frozenset[str]  # before the whole that a number or a fraction is part of
    each: frozenset[str]  # "one in five": between the two numbers of a share
    shared_out_of: frozenset[int]  # the second numbers that make it one; any where there are none
    point: frozenset[str]
    minus: frozenset[str]
    conjunction: str  # joins the parts of a number word
    proclitics: tuple[str, ...]  # written together with the word that follows
    article: str  # written together with a definite number; "" where it is a word of its own
    dot_groups: bool  # a point before exactly three digits may separate thousands
    additive_without_conjunction: bool  # "twenty five" needs no "and"
    # What bounds them.
    before: Mapping[str, Qualifier]  # EXACT: the phrase looks like a qualifier and bounds nothing
    after: Mapping[str, Qualifier]
    apart: Mapping[str, tuple[frozenset[str], Qualifier]]  # first word, then up to three others, then one of these words
    between: frozenset[str]  # opens a range
    between_fillers: frozenset[str]  # may stand behind it, before the number
    alternatives: frozenset[str]  # "4,000 or 5,000"
    to: frozenset[str]
    sources: frozenset[str]  # "from"; opens the counted whole or the old amount of a change
    by: frozenset[str]
    changes: frozenset[str]  # verbs and nouns of growth and loss
    # What is counted.
    noun_first: bool  # the counted noun stands right behind its number; else what describes it does
    ones_behind: bool  # "one" and "two" stand behind the noun that they count
    units: Mapping[str, str]  # counted noun -> canonical unit
    plural_endings: tuple[str, ...]  # of nouns that are in no table
    singulars: tuple[tuple[str, str, int], ...]  # such an ending, what takes its place, letters before it; the first that fits
    duals: Mapping[str, str]  # a noun that says two by its form -> canonical unit
    possessors: frozenset[str]  # before these a dual has lost its ending
    construct_duals: Mapping[str, str]
    possessive_endings: tuple[str, ...]  # written together with a noun: "his", "their"
    possessed: tuple[str, str]  # how a feminine noun ends before them, and alone
    scale_units: Mapping[str, str]  # abbreviations of a scale that are of a unit too
    decimal_units: frozenset[str]  # abbreviations that are a unit behind decimals alone: "9.58s"
    symbols: Mapping[str, str]  # signs of money, or of a share, before a number
    measures: frozenset[str]  # nouns that are never the first part of a compound
    beyond: Mapping[str, tuple[int, str]]  # a unit whose noun counts something else from a number on: contracts rather than decades
    additions: frozenset[str]  # "500 more troops": may stand before the noun
    comparatives: frozenset[str]  # "the largest": the noun of a whole stands behind them
    stops: frozenset[str]  # words that are no counted nouns
    stop_prefixes: tuple[str, ...]  # letters that a counted noun outside the tables does not begin with
    ages: frozenset[str]  # "aged": a bare number behind it counts years
    age_suffixes: frozenset[str]  # behind a unit and a hyphen: "18-year-old"
    definite_openers: frozenset[str]  # "the": a two behind it refers back
    # What is no amount.
    age_ordinals: Mapping[str, float]  # behind a word of age: "in his sixteenth"
    labels: frozenset[str]  # before a number these make it a name, a rank or a clock time
    titled: frozenset[str]  # before a quotation that begins with a number these make it a title
    not_after: frozenset[str]  # behind a number these make it a clock time
    not_halves: frozenset[str]  # behind a fraction these make it a name
    not_single: frozenset[str]  # with "one" these are idioms
    not_moved: frozenset[str]  # before a definite tens word these make it an ordinal
    not_moved_endings: tuple[str, ...]  # nouns that end so do before a number above ten
    bare_before: frozenset[str]  # behind these a number without a noun is an amount
    bare_after: frozenset[str]
    totals: frozenset[str]  # a few words before such a number these make it an amount as well


@dataclass(frozen=True, slots=True)
class DateTables:
    """How days are written, all folded; keys of several words are joined by one space."""

    months: Mapping[str, int]
    hijri_months: Mapping[str, int]
    ambiguous: frozenset[str]  # month words that are other words too: a day, a year or a preposition must stand beside
    abbreviations: frozenset[str]  # months that a point may follow
    weekdays: Mapping[str, int]  # Monday is 0
    relative_days: Mapping[str, int]  # days from publication
    leads: frozenset[str]  # "day", "month", "year" before their name
    links: frozenset[str]  # between a day, its month and its year
    conjunctions: frozenset[str]  # words of their own between two days, months or years: "and"
    weekday_links: frozenset[str]  # between a weekday and its day of the month: "Tuesday, being the 5th of June"
    weekday_marks: frozenset[str]  # between "today" and its weekday
    periods: Mapping[str, Precision]
    bare_periods: frozenset[str]  # periods that name the present one after "end of"
    before: Mapping[str, int]  # modifiers before the noun: -1 last, 0 this, 1 next
    after: Mapping[str, int]  # and behind it; -2 the one before last
    sides: frozenset[str]  # before a date these speak of all time on one side of it: "before 2032"
    parts: Mapping[str, int]  # 0 early, 1 middle, 2 late
    so_far: Mapping[str, int]  # before a running period: from its first day to publication
    ordinals: Mapping[str, int]
    fractions: Mapping[str, int]  # of a year: halves 2, quarters 4
    seasons: Mapping[str, int]  # to the first month
    decades: Mapping[str, int]
    decade_suffixes: frozenset[str]  # touch its first year: "the 1990s"
    century: frozenset[str]
    ago_units: Mapping[str, tuple[int, Precision]]  # counted unit -> how many it says by itself (0: a number stands before it)
    numbers: Mapping[str, int]  # small number words before such a unit
    ago_before: frozenset[str]
    ago_after: frozenset[str]
    approximations: frozenset[str]  # before such a span these leave no day to name
    year_suffixes: frozenset[str]
    hijri_suffixes: frozenset[str]
    future: frozenset[str]  # words that make a weekday or a month look forward
    future_near: frozenset[str]  # that do so only next to it
    future_prefixes: tuple[str, ...]  # of verbs that speak of what is to come
    no_future: tuple[str, ...]  # beginnings of words that only look like such verbs
    past: frozenset[str]  # reporting and past verbs: what stands behind them is over
    past_endings: tuple[str, ...]  # of other past verbs
    no_past: frozenset[str]  # words that only end so
    past_left_open: frozenset[str]  # before a past form these leave to earlier words what is over: "to be held"
    sentence_ends: frozenset[str]
    beside_months: frozenset[str]  # prepositions that tell an ambiguous month from another word
    programmes: frozenset[str]  # before a year these make it a name
    proclitics: tuple[str, ...]
    articles: frozenset[str]  # before a day, written apart from it
    article: str
    assimilated: str  # a preposition that is written together with the article and changes it; "" where there is none
    day_leads: frozenset[str]  # announce a day and a month in digits
    announce_days: frozenset[str]  # before a day and a month in digits
    days_in_words: bool  # "the twenty-first of May" is also said by a cardinal
    twin_months: bool  # months have two names, and one may stand in brackets
    quarter_letters: Mapping[str, int]  # before a digit: "Q3", "H1"
    bare_divisions: bool  # "the first half" without a year is this year's
    first_days: frozenset[str]  # before a month: its first day
    day_suffixes: frozenset[str]  # "th"
    not_days: frozenset[str]  # before a number these make it no day of a month
    ranges: frozenset[str]  # between the two ends of a range
    year_pairs: frozenset[str]  # "the years 2009 and 2011" is one expression
    dashed_years_are_one: bool
    counted: frozenset[str]  # nouns that make the number before them a count, not a year
    year_prepositions: frozenset[str]  # before a number these make it a year whatever stands behind it
    not_years_before: frozenset[str]
    before_christ: Mapping[str, int]
    weekends: Mapping[str, int]
    same_day: Mapping[str, int]
    same_month: Mapping[str, int]
    same_year: Mapping[str, int]
    today_is_the_day: bool  # "today" is written as "the day" is: before a number and a link it is no other day
    not_today_before: frozenset[str]
    not_today_after: frozenset[str]
    no_dates: frozenset[str]  # look like a date behind a proclitic, and are none
    no_periods: Mapping[str, int]
    anchors: frozenset[str]  # behind "two days before": what it is before
    events: frozenset[str]  # "the war of October" is a name
    landmarks: Mapping[tuple[int, int], tuple[int, bool]]  # month and day -> year, and whether an event must be named before it
    honorifics: frozenset[str]  # behind a Hijri month
    every: frozenset[str]  # before a day or month these make it no certain one
    decade_leads: frozenset[str]
    decade_endings: tuple[str, ...]  # of names of decades that need no article
    ages: frozenset[str]  # behind a decade these make it an age
    month_nouns: frozenset[str]
    week_nouns: frozenset[str]  # "the first week of June"
    last_words: frozenset[str]
    first_words: frozenset[str]
    counts: Mapping[str, int]
    first_months: tuple[tuple[int, int, int], ...]  # orders of noun, number and "first"
    month_first: bool
    capitalized: bool  # names begin with a capital, and so do months and weekdays that are `ambiguous`


@dataclass(frozen=True, slots=True)
class Meanings:
    """What words mean across languages, for comparing claims; all folded, the words of one entry joined by `_`."""

    meanings: Mapping[str, str]  # base form -> a meaning that every language names alike ("kill")
    stop_words: frozenset[str]  # words that say nothing of what a claim is about
    proclitics: tuple[str, ...]  # written together with a word and cut before it is looked up, longest first
    fronts: Mapping[str, int]  # what is cut from a word that texts are found by -> letters that must be left; one at most is cut
    verb_prefixes: tuple[str, ...]
    hidden_letter: str  # the first letter of a verb that a prefix takes away; "" where none does
    suffixes: Mapping[str, tuple[str, ...]]  # ending, longest first -> what may stand in its place in the base form
    shortest_stem: int  # letters that a word must keep
    affirming: frozenset[str]  # behind a negation these make it none: "still", "unprecedented"
    conditional: frozenset[str]  # right before a negation these make it a condition, which denies nothing: "if not"
    conditioned: frozenset[str]  # the negations that they stand before
    naming: frozenset[str]  # negations that before a definite word are part of a name: "the non-governmental organizations"
    since: frozenset[str]  # "since": a count from a day on
    until: frozenset[str]  # between two amounts these are "to" as well
    capitals: bool  # names begin with a capital
    additional: frozenset[str]  # in or behind an amount these make it a step: "3,500 more"
    parts: frozenset[str]  # before an amount these make it part of another: "among them"
    of_them: frozenset[str]  # behind it: "five of them"
    glued_place: str  # the same, written together with the country; "" where none is
    places: frozenset[str]  # before a country these make it the place, not the actor
    exonyms: frozenset[str]  # cities and regions whose names in other scripts do not begin with the same sounds: "Jerusalem", "القدس"


@dataclass(frozen=True, slots=True)
class Credits:
    """How an outlet says that a text is an agency's; all as `fold_key` gives it."""

    agencies: Mapping[str, str]  # name -> a code that every language shares ("reuters")
    fillers: frozenset[str]  # words of a name or credit that may be left out: "agency"
    leads: tuple[str, ...]  # before a credit: "source"
    joints: frozenset[str]  # words between two names: "and"


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
    meanings: Meanings
    countries: Mapping[str, str]  # names and adjectives, folded and without the article -> a code that every language shares
    credits: Credits
