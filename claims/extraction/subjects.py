"""Who is the subject, as far as the order of words tells: of a participle behind a comma, where a sentence opens with its subject;
of a verb that reports nothing, where verbs stand before their subjects: "Then Haddad met the engineers. He added that …".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claims.extraction.offices import title_led_to
from claims.extraction.passives import agent_at, is_passive
from claims.extraction.reporting import ASKING
from claims.extraction.sources import Article, Place, behind_dateline, is_owned
from claims.extraction.wording import PERSONAL, bare
from claims.languages.pack import CueForm

# Words between a verb and the name of its subject: titles, what belongs to them, the marks of a hashtag.
LONGEST_TITLE = 8
LONGEST_NAME = 4
_TITULAR = frozenset({"T", "DT", "D", "Dn", "G", "DG", "C", "L", "U", "DU", "#", "_", "l"})
_NAMED = frozenset({"g", "s", "x", "X"})
_GOING_ON = _NAMED | {"_"}
# Words that no table tells from verbs.
_UNTOLD = frozenset({"x", "o", "s"})
# Of these a name right behind is no apposition: "the lawyer of Haddad".
_OWNED = frozenset({"T", "U", "G"})
# Phrases before the subject that are passed over: "On Thursday, in a statement, …".
MOST_PHRASES = 3
_SUBJECTS = PERSONAL | {"G", "C", "T", "U"}
# Words of a subject that is set before its verb, with what describes it; and classes of words with which one begins.
FARTHEST_TOPIC = 25
_TOPICS = frozenset({"g", "s", "x", "C", "G", "DG", "T", "DT", "U", "DU"})
_ENDS_CLAUSE = frozenset({".", ":", '"', "v", "&v", "c"})
# Words between a conjunction and the verb of its clause.
LONGEST_SUBJECT = 7
_NO_PHRASE = frozenset({",", ".", ":", ";", "-", "(", ")", '"', "p", "q", "c", "v", "w", "P", "t"})
# Behind a verb the stop of a title ends nothing, nor does the mark of an owner in the plural.
_NO_SOURCE = _NO_PHRASE - {".", '"'}


class Subject(NamedTuple):
    """A verb (a token index) and what may be the name behind it (token indices), other words at its end or not."""

    verb: int  # where verbs stand first, or else the word that opens its clause
    name: tuple[int, int]


def find_subjects(article: Article, places: Sequence[Place]) -> list[Subject]:
    """The named subjects of the verbs that are the cue of none of `places` and stand in no content, in text order.

    None where a language does not put its verbs first. Linear in the article.
    """
    if not article.pack.names.verb_first:
        return []
    taken = bytearray(len(article.words))
    for place in places:
        for first, last in (place.cue, place.content):
            taken[first:last] = b"\1" * (min(last, len(taken)) - first)
    # What opens the headline is oftener a noun.
    body = min((line for line in article.lines if line), default=0)
    found = []
    for verb in range(body, len(article.words) - 1):
        if not taken[verb] and (_may_be_verb(verb, article) or _opens_clause(verb, article)):
            name = _name_behind(verb, article)
            if name is not None and not any(taken[verb : name[1]]):
                found.append(Subject(verb, name))
    return found


def _may_be_verb(index: int, article: Article) -> bool:
    """A reporting verb, or the first word of a sentence unless its ending makes it a noun."""
    kind, word = article.kinds[index], article.words[index]
    if kind in {"v", "&v"}:
        return not _is_nominal(word, article)
    opens = index in article.lines or (index > 0 and article.sentences[index - 1] != article.sentences[index])
    return opens and (word in article.pack.cues.auxiliaries or (kind in _UNTOLD and not _is_nominal(word, article)))


def _opens_clause(index: int, article: Article) -> bool:
    """Whether a word opens a clause in which the subject stands before its verb: "but Haddad hesitated", "although Haddad hesitated"."""
    openers, words = article.pack.propositions.clause_openers, article.words
    return words[index] in openers or (article.kinds[index] == "c" and index > 0 and words[index - 1] in openers)


def _is_nominal(word: str, article: Article) -> bool:
    """Whether its ending makes a word a noun, unless it is a verb of the tables."""
    verbs, endings = article.pack.cues.verbs, article.pack.names.feminine_endings
    return word.endswith(endings) and word not in verbs and word[1:] not in verbs


def _name_behind(verb: int, article: Article) -> tuple[int, int] | None:
    """The name behind a verb and the titles that lead to it, a comma after these or not."""
    kinds, names = article.kinds, article.pack.names
    first = verb + 1
    while first <= verb + LONGEST_TITLE and kinds[first] in _TITULAR and first not in article.lines:
        first += 1
    if kinds[first] == "," and first > verb + 1 and kinds[first + 1] == "g":
        first += 1
    if first >= len(article.words) or first in article.lines or kinds[first] not in _NAMED:
        return None
    before = article.words[first - 1]
    if any(title_led_to(i, article) for i in range(verb, first)):
        # "The adviser to the minister Haddad" is somebody else.
        return None
    if first - 1 > verb and (before in names.inside or (kinds[first - 1] in _OWNED and bare(before, names) == before)):
        return None
    last = first + 1
    while last < min(len(article.words), first + LONGEST_NAME) and last not in article.lines and _is_of_name(last, article):
        last += 1
    return None if article.words[last - 1] in names.compounds else (first, last)


def _is_of_name(index: int, article: Article) -> bool:
    """Whether a word behind a name is part of it: a definite one that stands nowhere else is rather what is done to, as is whose it is."""
    word = article.words[index]
    is_definite = bare(word, article.pack.names) != word
    return article.kinds[index] in _GOING_ON and not (is_definite and article.counts[word] == 1) and not is_owned(index, article)


def own_subject(place: Place, article: Article) -> tuple[int, int] | None:
    """The subject (token indices, without its article) that a finite cue has in a clause of its own: "The dam is safe, but the union
    warned of …"; `None` where none surely stands between the conjunction and the verb. Where a script has no capitals, only a word
    that sets the subject before its verb tells: "As for the union, it warned".
    """
    first, cue = place.sentence[0], place.cue[0]
    if is_passive(article.tokens, cue, article.pack) and (agent := agent_at(article.tokens, cue, article.pack)) is not None:
        return agent + (article.kinds[agent] == "d"), _phrase_end(agent, place, article)
    if place.content[1] <= cue and (behind := _source_behind(place, article)) is not None:
        return behind
    if article.pack.names.verb_first:
        return _topic(first, cue, article)
    if not article.capitals or article.kinds[cue] != "v":
        return None
    if (described := _described(first, cue, article)) is not None:
        return described
    opener = _clause_opener(first, cue, article)
    if opener is None or not _has_verb(first, opener, article):
        return None
    last = cue
    while last > opener and article.words[last - 1] in article.pack.cues.auxiliaries:
        last -= 1
    start = opener + 1 + (article.kinds[opener + 1] == "d")
    named = any(article.kinds[i] in _SUBJECTS or i in article.capitals for i in range(start, last))
    return (start, last) if start < last and (named or start > opener + 1) else None


def _described(first: int, cue: int, article: Article) -> tuple[int, int] | None:
    """Whom a relative clause or an apposition describes, inside or behind which a verb stands: "The letter quotes Dana Wells, who said",
    "The mayor, who fell, said", "Doors of Hope, a charity, said".
    """
    names, kinds = article.pack.names, article.kinds
    if kinds[cue - 1] == ",":
        opening = opening_words(first, cue, article)
        if opening is None:
            return None
        end = opening[1]
        while _joins(end, article):
            end = next((at for at in range(end + 1, cue) if at not in article.capitals), cue)
        is_described = kinds[end] == "," and article.words[end + 1] in names.relatives | names.indefinite
        is_alone = names.conjunctions.isdisjoint(article.words[at + 1] for at in range(end, cue - 1) if kinds[at] == ",")
        return (opening[0], end) if is_described and is_alone else None
    comma = cue - 2
    if comma <= first or kinds[comma] != "," or article.words[cue - 1] not in names.relatives:
        return None
    start = comma
    while start > first and kinds[start - 1] in PERSONAL:
        start -= 1
    is_governed = start > first and article.words[start - 1] in names.inside | names.governing
    return None if start == comma or is_governed else (start, comma)


def _source_behind(place: Place, article: Article) -> tuple[int, int] | None:
    """Who stands behind a cue that follows its content at once: "Iraq denies it, says spokesman", "Two die in a blast: police"."""
    kinds, cue = article.kinds, place.cue
    is_colon = kinds[cue[0]] == ":"
    is_behind = not any(token.word for token in article.tokens[place.content[1] : cue[0]])
    if not is_behind or not (is_colon or (article.capitals and kinds[cue[0]] == "v")):
        return None
    start = cue[1] + (kinds[cue[1]] == "d")
    end = _phrase_end(start, place, article)
    named = any(kinds[i] in _SUBJECTS or i in article.capitals for i in range(start, end))
    return (start, end) if end > start and (named or is_colon) else None


def _phrase_end(start: int, place: Place, article: Article) -> int:
    """Where who stands behind a verb ends."""
    end = start
    while end < place.sentence[1] and end - start < LONGEST_SUBJECT and article.kinds[end] not in _NO_SOURCE:
        end += 1
    return end


def names_nobody(place: Place, article: Article) -> bool:
    """Whether somebody is asked and nobody named who asks: "Asked whether …, she said", "was asked why …"."""
    cue, kinds = place.cue[0], article.kinds
    verb = article.pack.cues.verbs.get(article.words[cue])
    if verb is None or verb.sense != ASKING or verb.form is not CueForm.PERFECT or article.pack.names.verb_first:
        return False
    if is_passive(article.tokens, cue, article.pack):
        return agent_at(article.tokens, cue, article.pack) is None
    if cue <= place.sentence[0] or kinds[cue - 1] == '"' or article.words[cue - 1] in article.pack.propositions.subordinators:
        return True
    # "Wells, asked why …, said" is asked, "Wells, the mayor, asked why" asks.
    behind = place.content[1]
    return kinds[cue - 1] == "," and kinds[behind : behind + 2] == [",", "v"]


def _topic(first: int, cue: int, article: Article) -> tuple[int, int] | None:
    """Who stands between a word that sets the subject before its verb and that verb, which a conjunction is written together with."""
    if article.kinds[cue] != "&v":
        return None
    for index in range(cue - 2, max(first, cue - FARTHEST_TOPIC) - 1, -1):
        if article.words[index] in article.pack.names.topical:
            return (index + 1, cue) if article.kinds[index + 1] in _TOPICS else None
        if article.kinds[index] in _ENDS_CLAUSE:
            return None
    return None


def _clause_opener(first: int, last: int, article: Article) -> int | None:
    """The conjunction behind a comma, or "but" or "after" by itself, that opens the clause before token `last`, one phrase between them."""
    propositions = article.pack.propositions
    openers, either = propositions.clause_openers | propositions.subordinators, propositions.conjunctions
    for index in range(last - 1, max(first, last - LONGEST_SUBJECT), -1):
        word = article.words[index]
        if word in openers or (word in either and article.kinds[index - 1] == ","):
            return index
        if article.kinds[index] in _NO_PHRASE:
            return None
    return None


def _has_verb(first: int, last: int, article: Article) -> bool:
    """Whether tokens `[first, last)` are a clause, and no row of names."""
    verbs = article.pack.propositions.clause_verbs
    return any(article.kinds[i] in {"v", "w"} or article.words[i] in verbs for i in range(first, last))


def participle_subject(place: Place, article: Article) -> tuple[int, int] | None:
    """The subject (token indices, without titles and articles) of the participle that is the cue: "Haddad left early, saying …".

    `None` where the opening of the sentence does not tell it surely, or no comma stands before the participle, or a pronoun stands
    between, whose verb it may belong to. Where a script has no capitals, nothing tells.
    """
    cue = place.cue[0]
    if not article.capitals or article.kinds[cue - 1] != ",":
        return None
    found = opening_phrase(behind_dateline(place, article), cue, article)
    between = range(found[1], cue) if found is not None else ()
    # "…, with the mayor, Dana Wells, saying …": somebody else.
    is_other = any(article.kinds[at] == "P" or (article.kinds[at] == "," and article.words[at + 1] == "with") for at in between)
    if found is None or is_other:
        return None
    return found


def opening_phrase(first: int, last: int, article: Article) -> tuple[int, int] | None:
    """The noun phrase or pronoun that opens tokens `[first, last)`, behind conjunctions and phrases that a comma sets off; `None` where
    more belongs to it.
    """
    found = opening_words(first, last, article)
    return None if found is None or (article.kinds[found[0]] != "P" and _goes_on(found[1], article)) else found


def opening_words(first: int, last: int, article: Article) -> tuple[int, int] | None:
    """Likewise the first words of that phrase, up to what they are of or another one beside them."""
    kinds, words = article.kinds, article.words
    start = first
    for _ in range(MOST_PHRASES):
        if words[start] in article.pack.propositions.conjunctions:
            start += 1
        if kinds[start] not in {"p", "q"}:
            break
        start = next((i + 1 for i in range(start, last) if kinds[i] == ","), last)
        if start >= last:
            return None
    if kinds[start] == "P":
        return start, start + 1
    start += kinds[start] == "d" or words[start].endswith(article.pack.names.possessive)
    end = start
    while end < last and _is_of_phrase(end, article):
        end += 1
    if start == end or (end == start + 1 and kinds[start] == "x" and not (_is_name(start, article) or _joins(end, article))):
        return None
    behind_titles = max((i + 1 for i in range(start, end) if kinds[i] == "T"), default=start)
    return behind_titles if behind_titles < end else start, end


def _joins(index: int, article: Article) -> bool:
    """Whether a name goes on behind this word: "Doors of Hope"."""
    return article.words[index] in article.pack.names.joining and index + 1 in article.capitals


def _is_of_phrase(index: int, article: Article) -> bool:
    """Whether a word is part of the noun phrase that opens a sentence: one of a table, one with a capital, or one right before a title."""
    kind = article.kinds[index]
    is_before_title = kind == "o" and article.kinds[index + 1] in _OWNED
    return (kind in _SUBJECTS or index in article.capitals or is_before_title) and kind not in {"v", "w", "p", "P", "t"}


def _is_name(index: int, article: Article) -> bool:
    """Whether the word with the capital that opens a sentence is a name by itself elsewhere: "Haddad", and not "New" of "New York"."""
    places = article.stems[article.wordings[index].stem]
    return any(article.kinds[i] in PERSONAL and i + 1 not in article.capitals for i in places)


def _goes_on(end: int, article: Article) -> bool:
    """Whether more belongs to a noun phrase: what it is of, another subject beside it, or what a place before a colon opens."""
    return article.kinds[end] == ":" or article.words[end] in article.pack.names.inside | article.pack.names.conjunctions
