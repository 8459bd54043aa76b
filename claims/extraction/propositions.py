"""A statement or a narrated sentence cut into checkable propositions, and how each is meant: affirmed or denied, fact or wish."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from claims.extraction.tokens import Token, tokenize
from claims.languages.pack import LanguagePack
from claims.records import Modality, Polarity

# A clause of fewer words is no proposition of its own and stays with the one before it.
SHORTEST_PROPOSITION = 3
# A clause shows its verb or its negation among so many words; later ones belong to what it says of something.
CLAUSE_HEAD = 5

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


def cut_propositions(text: str, start: int, end: int, pack: LanguagePack) -> list[tuple[int, int]]:
    """Spans of the propositions in `text[start:end]` (folded), in order; the whole span where it is one.

    Cut is where a sentence ends; before a complementizer that a conjunction repeats ("and that …"); behind a clause mark where a
    clause of its own begins; and at a conjoined verb between two amounts. What only joins a proposition to the one before it (the
    conjunction, the complementizer) is in neither.
    """
    tokens = tokenize(text[start:end])
    spans: list[tuple[int, int]] = []
    first, begins = 0, start + tokens[0].start if tokens else start
    for index in range(1, len(tokens)):
        joint = _joint(tokens, first, index, pack)
        if joint is None or not _is_long(tokens[first:index]) or not _is_long(tokens[index:]):
            continue
        spans.append((begins, start + tokens[_last_word(tokens, first, index)].end))
        first, begins = index, start + joint
    if tokens:
        spans.append((begins, end))
    return spans


def polarity_of(words: Sequence[str], pack: LanguagePack, sense: str = "") -> Polarity:
    """Negative where a particle of negation stands in the proposition, or a verb that denies reports it, but not for both.

    `sense` is that of the reporting verb, "" where nothing reports.
    """
    negated = any(word in pack.propositions.negations for word in words)
    return Polarity.NEGATIVE if negated != (sense in DENYING) else Polarity.POSITIVE


def modality_of(words: Sequence[str], pack: LanguagePack, sense: str = "") -> Modality:
    """The mood of a proposition: condition before demand before plan before prediction; fact where no word says otherwise.

    `sense` is that of the reporting verb ("demanded that", "promised to"); what the proposition's own words say goes before it.
    """
    lexicon = pack.propositions
    if words and words[0] in lexicon.conditions:
        return Modality.CONDITION
    if any(word in lexicon.demands for word in words):
        return Modality.DEMAND
    if any(word in lexicon.plans for word in words):
        return Modality.PLAN
    if lexicon.future_prefixes and any(word.startswith(lexicon.future_prefixes) and len(word) > 4 for word in words[:2]):
        return Modality.PREDICTION
    return MOODS.get(sense, Modality.FACT)


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
    if not word.startswith(pack.cues.proclitics):
        return 0
    return next((len(glued) for glued in pack.cues.proclitics if word.startswith(glued) and len(word) > len(glued) + 1), 0)


def _counts(tokens: Sequence[Token]) -> bool:
    return any(token.text[0].isdigit() for token in tokens)


def _is_long(tokens: Sequence[Token]) -> bool:
    return sum(token.word for token in tokens) >= SHORTEST_PROPOSITION


def _last_word(tokens: Sequence[Token], first: int, index: int) -> int:
    last = index - 1
    while last > first and not tokens[last].word:
        last -= 1
    return last
