"""A statement or a narrated sentence cut into checkable propositions, and how each is meant: affirmed or denied, fact or wish."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise, takewhile

from claims.extraction.futures import is_future_verb
from claims.extraction.layout import Layout
from claims.extraction.tokens import Token, tokenize
from claims.languages import pack_for
from claims.languages.negation import denies
from claims.languages.pack import LanguagePack
from claims.records import Modality, Polarity

# A clause of fewer words is no proposition of its own and stays with the one before it.
SHORTEST_PROPOSITION = 3
# A clause shows its verb or its negation among so many words; later ones belong to what it says of something.
CLAUSE_HEAD = 5
# Words from its beginning within which a duty names who has it and what it is.
DUTY_REACH = 8
# Letters that are looked at for a word.
LONGEST_WORD = 32
# Distinct words of which is kept whether they speak of the future.
REMEMBERED = 20_000

# What a verb of some sense does to what it reports. Verbs of other senses leave it as it is put.
DENYING = frozenset({"deny"})
MOODS = {
    "demand": Modality.DEMAND,
    "ask": Modality.DEMAND,
    "promise": Modality.PLAN,
    "decide": Modality.PLAN,
    "threaten": Modality.PREDICTION,
    "expect": Modality.PREDICTION,
}


def cut_propositions(layout: Layout, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the propositions in `[start, end)` of a folded text, in order; the whole span where it is one.

    Cut is where a sentence ends; before a complementizer that a conjunction repeats ("and that …"); behind a clause mark where a
    clause of its own begins; and at a conjoined verb between two amounts. What only joins a proposition to the one before it (the
    conjunction, the complementizer) is in neither.
    """
    pack = layout.lexicon.pack
    tokens = layout.tokens_within(start, end)
    spans: list[tuple[int, int]] = []
    first, begins = 0, tokens[0].start if tokens else start
    for index in _joints(tokens, pack):
        joint = _joint(tokens, first, index, pack)
        if joint is None or not _is_long(tokens[first:index]) or not _is_long(tokens[index:]):
            continue
        spans.append((begins, tokens[_last_word(tokens, first, index)].end))
        first, begins = index, joint
    if tokens:
        spans.append((begins, end))
    return spans


def cut_around(layout: Layout, start: int, end: int, held: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of the propositions in `[start, end)` of a folded text, in order, that the statements `held` there leave.

    `held` are the spans, by start, of cue, speaker and content of each. Of a proposition that holds one the clauses before it and
    behind it are kept, as clause marks or the cue's own conjunction part them from it: what is left of its own clause only leads to it.
    """
    spans: list[tuple[int, int]] = []
    position = 0
    for first, last in cut_propositions(layout, start, end):
        while position < len(held) and held[position][1] <= first:
            position += 1
        inside = [one for one in held[position : bisect_left(held, (last, 0), position)] if one[1] > first]
        spans.extend(_left_of(layout, first, last, inside) if inside else [(first, last)])
    return spans


def polarity_of(words: Sequence[str], pack: LanguagePack, sense: str = "") -> Polarity:
    """Negative where a particle denies what stands behind it, or a verb that denies reports the proposition, but not for both.

    `words` are those of the proposition without the words of its amounts ("no fewer than 300"); `sense` is that of the reporting
    verb, "" where nothing reports.
    """
    particles = pack.propositions.negations
    negated = any(denies(words, index, pack) for index, word in enumerate(words) if word in particles)
    return Polarity.NEGATIVE if negated != (sense in DENYING) else Polarity.POSITIVE


def modality_of(words: Sequence[str], pack: LanguagePack, sense: str = "") -> Modality:
    """The mood of a proposition: condition before demand before plan before prediction; fact where no word says otherwise.

    `sense` is that of the reporting verb ("demanded that", "promised to"); what the proposition's own words say goes before it, but
    for the future: what somebody promises to do is a plan.
    """
    lexicon = pack.propositions
    if words and words[0] in lexicon.conditions:
        return Modality.CONDITION
    if _holds(words, lexicon.demands) or _lays_a_duty(words, pack):
        return Modality.DEMAND
    mood = MOODS.get(sense, Modality.FACT)
    if mood is Modality.PLAN or _holds(words, lexicon.plans):
        return Modality.PLAN
    return Modality.PREDICTION if _is_to_come(words, pack) else mood


def is_opinion(words: Sequence[str], pack: LanguagePack) -> bool:
    """Whether a word of the proposition says that it is held or possible rather than known."""
    lexicon = pack.propositions
    if _holds(words, lexicon.opinions):
        return True
    behind_doubts = [behind for word, behind in pairwise(words) if word in lexicon.doubts]
    return any(behind in lexicon.negations or _is_imperfect(behind, pack) for behind in behind_doubts)


def _holds(words: Sequence[str], phrases: frozenset[str]) -> bool:
    """Whether a word, or two in a row, are one of `phrases`."""
    if not phrases.isdisjoint(words):
        return True
    # Most propositions hold no word with which a phrase of two begins.
    return not _first_of_two(phrases).isdisjoint(words) and not phrases.isdisjoint(map(" ".join, pairwise(words)))


@cache
def _first_of_two(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset([phrase.split()[0] for phrase in phrases if " " in phrase])


def _lays_a_duty(words: Sequence[str], pack: LanguagePack) -> bool:
    """ "It is for the government | to resign": at the beginning, or with a pronoun anywhere."""
    lexicon, opens = pack.propositions, pack.cues.complementizers
    if not lexicon.own_duties.isdisjoint(words) and any(word in lexicon.own_duties and behind in opens for word, behind in pairwise(words)):
        return True
    if len(words) < 2 or words[0] not in lexicon.duties or words[1] in lexicon.no_duties:
        return False
    for word, behind, last in zip(words[1:DUTY_REACH], words[2:], words[3:], strict=False):
        if _is_verb(word, pack):
            return False
        if behind in opens:
            return word not in lexicon.relatives and _is_imperfect(last, pack)
    return False


def _is_to_come(words: Sequence[str], pack: LanguagePack) -> bool:
    """Whether the first verb that shows its tense is one of the future, before anything said of a thing ("who will …")."""
    tenses = (_speaks_of_future(word, pack.code) for word in words)
    return next((tense for tense in tenses if tense is not None), False)


@lru_cache(maxsize=REMEMBERED)
def _speaks_of_future(word: str, code: str) -> bool | None:
    """True of the verbs and particles of the future, False of other verbs and of what opens a relative clause, `None` of other words."""
    pack = pack_for(code)
    lexicon = pack.propositions
    if word in lexicon.relatives:
        return False
    glued = _conjunction(word, pack)
    bare = word[glued:]
    if word in lexicon.futures or is_future_verb(word, pack.dates) or (glued and is_future_verb(bare, pack.dates)):
        return True
    return False if word in lexicon.clause_verbs or bare in lexicon.clause_verbs else None


def _is_imperfect(word: str, pack: LanguagePack) -> bool:
    lexicon = pack.propositions
    endings = next((perfect for prefix, perfect in lexicon.imperfects.items() if word.startswith(prefix)), None)
    return endings is not None and word not in lexicon.no_imperfects and not word.endswith(endings)


def _left_of(layout: Layout, first: int, last: int, held: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The clauses of the proposition `[first, last)` beside the statements that it holds."""
    spans: list[tuple[int, int]] = []
    for opens, closes in held:
        spans.append((first, _clause_before(layout, first, opens)))
        first = _clause_behind(layout, closes, last)
    return [(begins, ends) for begins, ends in (*spans, (first, last)) if _is_long(layout.tokens_within(begins, ends))]


def _clause_before(layout: Layout, first: int, last: int) -> int:
    """Where the last whole clause of `[first, last)` ends, if what begins at `last` belongs to another one."""
    pack = layout.lexicon.pack
    tokens = layout.tokens_within(first, last)
    behind = tokenize(layout.text[last : last + LONGEST_WORD])
    if behind and _conjunction(behind[0].text, pack):
        return tokens[_last_word(tokens, 0, len(tokens))].end if tokens else first
    return next((token.start for token in reversed(tokens) if _parts(token, pack)), first)


def _clause_behind(layout: Layout, first: int, last: int) -> int:
    """Where the first clause begins that is wholly in `[first, last)`."""
    return next((token.end for token in layout.tokens_within(first, last) if _parts(token, layout.lexicon.pack)), last)


def _parts(token: Token, pack: LanguagePack) -> bool:
    return token.text in pack.script.clause_marks or token.text in pack.script.sentence_ends


def _joints(tokens: Sequence[Token], pack: LanguagePack) -> list[int]:
    """The tokens with which a proposition may begin at all: behind a mark or with a conjunction. Most words are no more looked at."""
    marks = pack.script.clause_marks | pack.script.sentence_ends
    glued, conjunctions = pack.cues.proclitics, pack.propositions.conjunctions
    return [
        index
        for index, (before, token) in enumerate(pairwise(tokens), 1)
        if before.text in marks or token.text.startswith(glued) or token.text in conjunctions
    ]


def _joint(tokens: Sequence[Token], first: int, index: int, pack: LanguagePack) -> int | None:
    """Where in the text a proposition begins that is cut before token `index`; None where it is not cut there."""
    before, token = tokens[index - 1], tokens[index]
    if before.text in pack.script.sentence_ends:
        return token.start if token.word else None
    if not token.word:
        return None
    glued = _conjunction(token.text, pack)
    behind = _behind_complementizer(tokens, index, glued, pack)
    if behind is not None:
        return behind
    if before.text in pack.script.clause_marks:
        if _opens(token.text, pack) or _opens(token.text[glued:], pack):
            return token.start + glued
        if (glued or token.text in pack.propositions.conjunctions) and _is_clause(tokens, index, glued, pack):
            return token.start + glued if glued else tokens[index + 1].start
        return None
    if glued and token.text[glued:] in pack.propositions.clause_verbs and _counts(tokens[first:index]) and _counts(tokens[index:]):
        return token.start + glued
    return None


def _behind_complementizer(tokens: Sequence[Token], index: int, glued: int, pack: LanguagePack) -> int | None:
    """Behind "and that"; None where there is none, or where a wish follows ("and that he may …")."""
    token = tokens[index]
    last = index
    if token.text in pack.propositions.conjunctions:
        last += 1
    elif not glued:
        return None
    if last + 1 >= len(tokens):
        return None
    word = tokens[last].text[0 if last > index else 1 :]
    if word not in pack.cues.complementizers or _is_present(tokens[last + 1].text, pack):
        return None
    return tokens[last + 1].start


def _is_clause(tokens: Sequence[Token], index: int, glued: int, pack: LanguagePack) -> bool:
    """Whether the words behind a conjunction say something by themselves, and are not more of the same list."""
    clause = takewhile(lambda token: token.text not in pack.script.clause_marks, tokens[index : index + CLAUSE_HEAD])
    words = [token.text for token in clause]
    words[0] = words[0][glued:]
    head = list(takewhile(lambda word: word not in pack.propositions.relatives, words))
    return any(_is_verb(word, pack) for word in head)


def _is_verb(word: str, pack: LanguagePack) -> bool:
    verb = pack.cues.verbs.get(word)
    known = word in pack.propositions.clause_verbs or word in pack.propositions.negations or (verb is not None and verb.finite)
    return known or _is_present(word, pack)


def _is_present(word: str, pack: LanguagePack) -> bool:
    """By its form a verb of the present, where the language shows it by a prefix."""
    lexicon = pack.propositions
    return bool(lexicon.present_prefixes) and word.startswith(lexicon.present_prefixes) and len(word) > 3 and not _is_name(word, pack)


def _is_name(word: str, pack: LanguagePack) -> bool:
    return word in pack.names.time_words or word in pack.names.capitals or word in pack.propositions.no_verbs


def _opens(word: str, pack: LanguagePack) -> bool:
    return word in pack.propositions.clause_openers


def _conjunction(word: str, pack: LanguagePack) -> int:
    """The length of a conjunction that is written together with the word, 0 for none."""
    if not word.startswith(pack.cues.proclitics) or (_opens(word, pack) and not _is_particle(word[1:], pack)):
        return 0
    return next((len(glued) for glued in pack.cues.proclitics if word.startswith(glued) and len(word) > len(glued) + 1), 0)


def _is_particle(word: str, pack: LanguagePack) -> bool:
    return word in pack.names.stops or word in pack.propositions.futures or _opens(word, pack)


def _counts(tokens: Sequence[Token]) -> bool:
    return any(token.text[0].isdigit() for token in tokens)


def _is_long(tokens: Sequence[Token]) -> bool:
    words = 0
    for token in tokens:
        words += token.word
        if words == SHORTEST_PROPOSITION:
            return True
    return False


def _last_word(tokens: Sequence[Token], first: int, index: int) -> int:
    last = index - 1
    while last > first and not tokens[last].word:
        last -= 1
    return last
