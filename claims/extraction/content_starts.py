"""Where the content of a cue may begin: every place that a strategy proposes, each under the strategy's name."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from claims.extraction.layout import NOWHERE, Layout
from claims.extraction.reporting import Cue, CueKind, behind_heading
from claims.extraction.wording import DASHES
from claims.languages.pack import CueForm, Frame

# Words between a verb and its content: titles, appositions, places. Beyond this the two no longer belong together.
LONGEST_ZONE = 40
# Words of a subject that no mark ends: behind each of them a bare noun phrase may begin.
LONGEST_SUBJECT = 10
# Words that say whom and when, behind each of which a clause may begin: "told reporters in Berlin on Tuesday …".
LONGEST_ADDRESS = 6
# How many places of one strategy are weighed.
MOST_OF_ONE = 3
# Words between the end of a content and the verb that attributes it: `"…," the broadcaster's director Dana Wells said`.
LONGEST_SUBJECT_BEFORE = 9
# Words of a person's name, and one behind it.
LONGEST_NAME = 5
# Words between the end of a quotation and such a verb.
LONGEST_SUBJECT_BEHIND_QUOTATION = 14
SHORTEST_BEFORE = 2
# Words of a clause that data show or whose source stands behind it, of those who show it, and of that source.
SHORTEST_SHOWN = 4
LONGEST_SHOWING = 12
LONGEST_SOURCE = 5
# Words of a name with its title, and the comma before.
LONGEST_NAMED = 6
# Classes of words that may be a source by themselves.
_SOURCES = ("unnamed", "title", "group")
# Words of the verb's own between it and the comma behind which the content goes on: "she told reporters on Friday, …".
LONGEST_INTERRUPTION = 6
# Place, country and agency before the dash that opens a report.
LONGEST_DATELINE = 14
# Marks in the name of a subject: initials, "(D-Md.)".
_UNCOUNTED = frozenset(".()[]-")
# Classes of words with which no bare noun phrase begins.
_NO_OBJECT = frozenset({"small", "aux", "remark", "not", "time", "#"})


class Start(NamedTuple):
    """The content begins at token `at`, `skip` letters into it; `quotation` is the one that opens there or NOWHERE."""

    at: int
    skip: int
    rule: str
    quotation: int

    @property
    def backward(self) -> bool:
        return self.rule in BACKWARD


class Opens(Enum):
    """Whether a clause of its own begins at a place."""

    NONE = "none"
    PERHAPS = "perhaps"
    SURELY = "surely"


# What verbs do that tell something for sure, and do not think it.
_ASSERTING = frozenset({"say", "announce", "go on"})
_UTTERING = _ASSERTING | {"transmit"}
# Classes of what may stand between a verb and the quotation that it reports.
_BEFORE_QUOTATION = frozenset({",", "time", "small"})
# Classes of words behind which more is told.
_TELLS_MORE = frozenset({"that", "question", "clause", "phrase"})
# The strategy of the part that follows where a verb interrupts its content.
RESUMED = "resumed"
# Classes of words that open something else: another report, the writer's remark.
_NOT_RESUMED = frozenset({f"+{CueForm.PARTICIPLE}", "remark", "clause"})
# Senses of verbs of which "that" is all that was said; "he called that a crime" says more.
_TELLING = frozenset({"say", "announce", "deny", "admit", "show"})
# Classes of definite words that say who says it.
_SAYERS = frozenset({"the title", "the unnamed", "the group"})
# Strategies by which a verb has no second object.
_OBJECTS = frozenset({"preposition", "quotation"})
BACKWARD = frozenset({"quotation-before", "clause-before"})


def propose_starts(layout: Layout, cue: Cue, first: int, last: int) -> list[Start]:
    """Every start for `cue` in the sentence of tokens `[first, last)`; of several strategies for one place the first counts."""
    places: dict[tuple[int, int], Start] = {}
    for start in _proposals(layout, cue, first, last):
        if first <= start.at < last:
            places.setdefault((start.at, start.skip), start)
    return list(places.values())


def _proposals(layout: Layout, cue: Cue, first: int, last: int) -> Iterator[Start]:
    if cue.kind is CueKind.QUOTATION:
        yield Start(cue.first, 0, "unannounced", layout.opening[cue.first])
    elif cue.kind is CueKind.COLON and source_behind(layout, cue.first, first, last):
        yield _clause_at(layout, behind_heading(layout, first, cue.first))
    elif cue.kind is CueKind.COLON:
        index = cue.last
        yield Start(index, 0, "colon", layout.opening.get(index, NOWHERE))
    else:
        if told_until(layout, cue, first, last) == NOWHERE:
            yield from _behind(layout, cue, first, last)
        yield from _before(layout, cue, first, last)


def _behind(layout: Layout, cue: Cue, first: int, last: int) -> Iterator[Start]:
    """Behind a complementizer, a colon, a quotation mark, the verb's own preposition, or the bare subject."""
    counts = dict.fromkeys(("complementizer", "quotation", "colon", "question", "preposition", "comma"), 0)
    limit = min(last, cue.last + LONGEST_ZONE)
    bare, pointed = _takes_bare_object(cue), False
    opens_none = cue.last < limit and (_names_topic(layout, cue) or _names_sayer(layout, cue, last))
    # Whom is told, and when, may stand before the clause: "told reporters in Berlin the embassy would reopen".
    addressed = not opens_none and not layout.lexicon.pack.names.verb_first and cue.verb is not None and cue.verb.finite
    determiners = layout.lexicon.pack.names.determiners
    index = cue.last
    while index < limit:
        form = layout.forms[index]
        if index > cue.last and _is_beside_that(layout, index, limit):
            break
        if _points(layout, cue, index, last):
            bare, opens_none, pointed = False, True, True
        found = None if source_behind(layout, index, first, last) else _announced(layout, cue, index)
        if found is not None and pointed and found.rule in _OBJECTS:
            found = None
        elif found is not None and counts[found.rule] < MOST_OF_ONE:
            counts[found.rule] += 1
            yield found
        parts = layout.parts_clauses(index)
        if parts and (cue.kind is CueKind.PHRASE or bare) and counts["comma"] < MOST_OF_ONE:
            begins = _opens(layout, index + 1, last) if cue.kind is CueKind.PHRASE else Opens.PERHAPS
            if begins is not Opens.NONE:
                counts["comma"] += 1
                yield Start(index + 1, 0, "comma", layout.opening.get(index + 1, NOWHERE))
            if begins is Opens.SURELY:
                counts["comma"] = MOST_OF_ONE
        addressed = addressed and index <= cue.last + LONGEST_ADDRESS and not form.predicate and not parts
        if index == cue.last:
            near = not opens_none
        else:
            # No clause begins behind an article.
            opens = bare or (addressed and layout.forms[index - 1].text not in determiners)
            # A clause may begin with a number: "told the radio 300 families had left".
            near = opens and index <= cue.last + LONGEST_SUBJECT and (form.tag not in _NO_OBJECT or (addressed and form.tag == "#"))
        if near and found is None and layout.tokens[index].word and not _names_subject(layout, cue, index, last):
            yield Start(index, 0, "object", NOWHERE)
        if index in layout.opening and layout.inside[cue.first] == NOWHERE:
            index = max(index + 1, layout.quoted[layout.opening[index]].after)
        else:
            index += 1


def _names_subject(layout: Layout, cue: Cue, index: int, last: int) -> bool:
    """Whether a word is part of the subject's name and no object, where verbs stand first: the last one, by which the text names elsewhere
    who says that something is so, or a name before the object "that".
    """
    names, form = layout.lexicon.pack.names, layout.forms[index]
    if not names.verb_first or form.tag != "word":
        return False
    if index > cue.last and layout.forms[index - 1].tag == "word" and form.text in layout.sayers:
        return True
    is_last = index > cue.last and layout.is_given_name(index - 1) and not form.text.endswith(names.pronouns)
    is_name = layout.is_given_name(index) or is_last
    return is_name and any(_points(layout, cue, at, last) for at in range(index + 1, min(last, index + LONGEST_NAME)))


def _is_beside_that(layout: Layout, index: int, limit: int) -> bool:
    """Whether a participle behind a mark reports the clause behind "that", for nobody else: "confirmed the closure, adding that …"."""
    verb = layout.forms[index].verb
    if verb is None or verb.form is not CueForm.PARTICIPLE or not layout.parts_clauses(index - 1):
        return False
    at = index + 1 + (index + 1 < limit and layout.forms[index + 1].text in verb.prepositions)
    return at < limit and layout.forms[at].tag.endswith("that")


def _opens(layout: Layout, at: int, last: int) -> Opens:
    """Whether what begins behind a comma is the clause that somebody is the source of: not an age ("X, 34, …"), a relative clause
    ("X, who …") or the rest of a clause ("…, was arrested"), but surely one with a subject and a verb.

    Where nothing is known of the language's verbs, perhaps.
    """
    pack = layout.lexicon.pack
    if not pack.dates.past_endings or at >= last:
        return Opens.PERHAPS
    end = next((index for index in range(at, last) if layout.parts_clauses(index)), last)
    stretch = layout.forms[at:end]
    is_age = end < last and len(stretch) == 1 and stretch[0].tag == "#"
    if not stretch or is_age or stretch[0].text in pack.names.relatives or stretch[0].predicate == "verb":
        return Opens.NONE
    return Opens.SURELY if any(form.predicate == "verb" for form in stretch[1:]) else Opens.PERHAPS


def _points(layout: Layout, cue: Cue, index: int, last: int) -> bool:
    """Whether a word behind a verb is its object and tells only that it was said elsewhere: "the minister confirmed that"."""
    names, text = layout.lexicon.pack.names, layout.forms[index].text
    if text not in layout.lexicon.pack.cues.pointing or cue.verb is None or cue.verb.sense not in _TELLING:
        return False
    governed = index > cue.last and layout.forms[index - 1].text in names.stops
    # Before a noun with the article that names nobody it is "that decision".
    following = layout.forms[index + 1] if index + 1 < last else None
    is_definite = following is not None and bool(names.article) and following.text.startswith(names.article)
    return not governed and (following is None or not is_definite or following.tag in _SAYERS)


def _takes_bare_object(cue: Cue) -> bool:
    return cue.kind is CueKind.PHRASE or (cue.verb is not None and (cue.verb.frame is not Frame.CLAUSE or cue.verb.form is CueForm.NOUN))


def _names_topic(layout: Layout, cue: Cue) -> bool:
    """Whether what follows a verb that takes a clause is none: "says of the plan"."""
    is_clausal = cue.verb is not None and cue.verb.frame is Frame.CLAUSE and cue.verb.finite
    return is_clausal and layout.forms[cue.last].text in layout.lexicon.pack.cues.topics


def _names_sayer(layout: Layout, cue: Cue, last: int) -> bool:
    """Whether what follows a verb behind a mark, up to the next, says who says it: "…, says oil minister", "…, said Dana Wells of …".

    Behind a quotation it always does, unless it is a clause.
    """
    names = layout.lexicon.pack.names
    quoted = cue.first in layout.closing
    if names.verb_first or cue.first == 0 or not (quoted or layout.parts_clauses(cue.first - 1)):
        return False
    limit = min(last, cue.last + LONGEST_SUBJECT + 1)
    end = next((at for at in range(cue.last, limit) if layout.parts_clauses(at)), limit)
    forms = [layout.forms[at] for at in range(cue.last, end) if layout.tokens[at].word]
    if not 0 < len(forms) <= LONGEST_SUBJECT or any(form.predicate for form in forms):
        return False
    if quoted:
        return True
    # "Lama al-Safsafi" has its second capital inside a word.
    named = all(any(map(layout.is_capital, range(*token[:2]))) for token in layout.tokens[cue.last : cue.last + 2])
    return named or forms[0].text in names.parts or any(forms[-1].text in some for some in (names.titles, names.unnamed, names.group_heads))


def _is_led_to(layout: Layout, index: int) -> bool:
    """Whether "that" goes with the conjunction before it: "so that"; "before, that" is none."""
    pack = layout.lexicon.pack
    is_led = index > 1 and layout.forms[index - 1].text in pack.propositions.leading_to_that
    return is_led and layout.forms[index - 2].text not in pack.names.governing


def _announced(layout: Layout, cue: Cue, index: int) -> Start | None:
    """The start that the token itself announces: it opens a quotation, or the content stands behind it."""
    form = layout.forms[index]
    if index in layout.opening:
        return Start(index, 0, "quotation", layout.opening[index])
    if form.tag.endswith("that"):
        if _is_led_to(layout, index):
            return None
        return Start(index + 1, 0, "complementizer", layout.opening.get(index + 1, NOWHERE))
    if form.text == ":":
        return Start(index + 1, 0, "colon", layout.opening.get(index + 1, NOWHERE))
    if form.tag == "question":
        return Start(index, 0, "question", NOWHERE)
    if cue.verb is not None and cue.verb.prepositions:
        if form.text in cue.verb.prepositions:
            return Start(index + 1, 0, "preposition", layout.opening.get(index + 1, NOWHERE))
        # Written together with the word that it governs.
        letter = form.text[0]
        glued = letter in layout.lexicon.pack.names.prefixes and letter in cue.verb.prepositions
        if (
            glued
            and not (form.text in layout.last_names and not layout.lexicon.knows(form.text[1:]))
            and len(form.text) > 3
            and form.tag not in ("small", "capital")
        ):
            return Start(index, 1, "preposition", NOWHERE)
    return None


def _before(layout: Layout, cue: Cue, first: int, last: int) -> Iterator[Start]:
    """A quotation that closes before the cue or its subject, or a clause that the cue follows."""
    if cue.verb is not None and not cue.verb.finite:
        return
    if _is_noun(layout, cue) or _is_of_source(layout, cue, first):
        return
    lowest = max(first, before_subject(layout, cue.first))
    farthest = max(first, before_subject(layout, cue.first, LONGEST_SUBJECT_BEHIND_QUOTATION))
    index = cue.first
    while index > farthest and index not in layout.closing:
        index -= 1
    quotation = layout.closing.get(index, NOWHERE)
    # A comma may stand between the closing mark and the subject.
    if quotation != NOWHERE and layout.quoted[quotation].opening >= first:
        yield Start(layout.quoted[quotation].opening, 0, "quotation-before", quotation)
    if cue.kind is CueKind.PHRASE and _opens_clause(layout, cue, first, last):
        return
    near = any(layout.parts_clauses(at) or at in layout.closing for at in range(lowest, cue.first))
    if cue.kind is not CueKind.PHRASE and not near and told_until(layout, cue, first, last) == NOWHERE:
        return
    counted = 0
    opening = behind_heading(layout, first, cue.first)
    # A verb inside a quotation does not report all of it.
    around = layout.quoted[layout.inside[cue.first]].opening if layout.inside[cue.first] != NOWHERE else NOWHERE
    for at in range(cue.first - SHORTEST_BEFORE, first, -1):
        if layout.parts_clauses(at - 1) and layout.inside[at] == NOWHERE and at != around:
            yield _clause_at(layout, at)
            counted += 1
            if counted == MOST_OF_ONE:
                break
    # A pair of dashes sets off an aside.
    dashes = [at for at in range(first, cue.first) if layout.forms[at].text in DASHES]
    if len(dashes) == 1 and dashes[0] < first + LONGEST_DATELINE:
        opening = dashes[0] + 1
    if cue.first - opening >= SHORTEST_BEFORE and opening != around:
        yield _clause_at(layout, opening)


def is_sure(layout: Layout, cue: Cue, first: int, last: int) -> bool:
    """Whether the order of words alone tells that a cue reports."""
    is_behind = told_until(layout, cue, first, last) != NOWHERE or source_behind(layout, cue.first, first, last)
    return is_behind or _is_inverted(layout, cue, first, last) or _says_that(layout, cue, last) or _quotes(layout, cue, last)


def _is_inverted(layout: Layout, cue: Cue, first: int, last: int) -> bool:
    """Whether a verb and who says it end a sentence behind a main clause: "The film is long, wrote the paper's critic, Dana Wells"."""
    verb, comma = cue.verb, cue.first - 1
    if verb is None or verb.form is not CueForm.PERFECT or verb.frame is not Frame.CLAUSE or verb.sense not in _UTTERING:
        return False
    if comma - first < SHORTEST_SHOWN or not layout.parts_clauses(comma) or not _names_sayer(layout, cue, last):
        return False
    return _is_main(layout, first, comma) and not any(form.predicate for form in layout.forms[cue.last : last])


def _quotes(layout: Layout, cue: Cue, last: int) -> bool:
    """Whether a finite verb stands right before a quotation, with a comma and a day between at most: "Moss wrote on Monday, “…”"."""
    verb = cue.verb
    if layout.lexicon.pack.names.verb_first or verb is None or not verb.finite or verb.frame is not Frame.CLAUSE:
        return False
    opening = next((at for at in range(cue.last, min(last, cue.last + LONGEST_ADDRESS)) if at in layout.opening), NOWHERE)
    if opening == NOWHERE or not layout.parts_clauses(opening - 1):
        return False
    return all(form.tag in _BEFORE_QUOTATION for form in layout.forms[cue.last : opening])


def _says_that(layout: Layout, cue: Cue, last: int) -> bool:
    """Whether a verb of the past says what a clause behind "that" does: "The club confirmed on its website that …"."""
    verb = cue.verb
    if layout.lexicon.pack.names.verb_first or verb is None or verb.form is not CueForm.PERFECT or verb.sense not in _ASSERTING:
        return False
    for at in range(cue.last, min(last, cue.last + LONGEST_ADDRESS)):
        form = layout.forms[at]
        if form.tag.endswith("that") or form.verb is not None or form.predicate or layout.parts_clauses(at):
            return form.tag.endswith("that")
    return False


def source_behind(layout: Layout, colon: int, first: int, last: int) -> bool:
    """Whether a colon stands before its source, at the end of the sentence of tokens `[first, last)`: "Two die in a blast: police"."""
    if layout.forms[colon].text != ":" or colon - first < SHORTEST_SHOWN:
        return False
    pack = layout.lexicon.pack
    behind = [layout.forms[at] for at in range(colon + 1, last) if layout.tokens[at].word]
    if not 0 < len(behind) <= LONGEST_SOURCE:
        return False
    if any(form.predicate or form.text in pack.script.clause_marks for form in layout.forms[colon + 1 : last]):
        return False
    head = behind[0 if pack.names.office_first else -1]
    return head.tag.endswith(_SOURCES) and any(form.predicate or form.tag == "word" for form in layout.forms[first:colon])


def told_until(layout: Layout, cue: Cue, first: int, last: int) -> int:
    """The comma behind a clause that a verb reports which stands with its subject alone at the end of the sentence of tokens
    `[first, last)`: "Half of the voters are for it, a poll showed on Sunday", "The vote is off, the union announced after a meeting".

    NOWHERE where that is not so for sure, or where verbs come first.
    """
    forms, pack = layout.forms, layout.lexicon.pack
    if pack.names.verb_first or cue.verb is None or not cue.verb.finite:
        return NOWHERE
    is_shown = _shows(layout, cue, last)
    if not is_shown and not _closes(layout, cue, last):
        return NOWHERE
    lowest = max(first, cue.first - LONGEST_SHOWING)
    commas = [at for at in range(cue.first - 1, lowest - 1, -1) if layout.parts_clauses(at)]
    if len(commas) > 2 and commas[0] == cue.first - 1 and is_name(layout, commas[1], commas[0]):
        # The office goes before: "…, its secretary general, Dana Wells, announced".
        is_office = any(form.tag.endswith(_SOURCES) for form in forms[commas[2] + 1 : commas[1]])
        del commas[: 2 * is_office]
    comma = commas[0] if commas else NOWHERE
    if comma - first < SHORTEST_SHOWN or comma == cue.first - 1 or comma + 2 in layout.closing:
        return NOWHERE
    before = cue.first
    while forms[before - 1].text in pack.cues.auxiliaries:
        before -= 1
    if any(form.predicate == "verb" or form.tag.endswith(("clause", "phrase")) for form in forms[comma + 1 : before]):
        return NOWHERE
    hanging = pack.names.relatives | pack.propositions.conjunctions | pack.propositions.subordinators
    if forms[comma + 1].text in hanging:
        return NOWHERE
    return comma if is_shown or _is_main(layout, first, comma) else NOWHERE


def is_name(layout: Layout, before: int, behind: int) -> bool:
    """Whether only words with capitals, two at least, stand between two marks."""
    named = [layout.is_capital(layout.tokens[at].start) for at in range(before + 1, behind) if layout.tokens[at].word]
    return 1 < len(named) <= LONGEST_NAMED and all(named)


def _shows(layout: Layout, cue: Cue, last: int) -> bool:
    """Whether a verb may be what data do, and no other follows."""
    cues, verb = layout.lexicon.pack.cues, cue.verb
    if verb is None or (verb.sense != "show" and (verb.lemma not in cues.showing or not _ends_sentence(layout, cue.last, last))):
        return False
    behind = layout.forms[cue.last : last]
    is_alone = len(behind) <= LONGEST_ADDRESS and not any(form.predicate or form.verb is not None for form in behind)
    return is_alone and _has_no_object(layout, cue)


def _closes(layout: Layout, cue: Cue, last: int) -> bool:
    """Whether nothing that could be told follows a verb that tells: only whom, when and where, and a participle behind a comma."""
    verb, pack = cue.verb, layout.lexicon.pack
    if verb is None or verb.sense not in _ASSERTING or (verb.form is not CueForm.PERFECT and verb.lemma not in pack.cues.addressing):
        return False
    stop = min(last, cue.last + LONGEST_ADDRESS + 1)
    end = next((at for at in range(cue.last, stop) if layout.parts_clauses(at)), last)
    behind = layout.forms[cue.last : end]
    if len(behind) > LONGEST_ADDRESS or any(form.predicate or form.verb is not None or form.tag in _TELLS_MORE for form in behind):
        return False
    if any(at in layout.opening or layout.forms[at].text == ":" for at in range(cue.last, end)):
        return False
    following = layout.forms[end + 1].verb if end + 1 < last else None
    if end + 1 < last and (following is None or following.form is not CueForm.PARTICIPLE):
        return False
    return verb.lemma in pack.cues.addressing or _has_no_object(layout, cue)


def _has_no_object(layout: Layout, cue: Cue) -> bool:
    """Whether a mark, a day or a preposition stands right behind a verb, if anything does."""
    if cue.last >= len(layout.forms) or not layout.tokens[cue.last].word:
        return True
    form = layout.forms[cue.last]
    return form.tag in _BEFORE_QUOTATION and form.text not in layout.lexicon.pack.names.determiners


def _is_main(layout: Layout, first: int, comma: int) -> bool:
    """Whether tokens `[first, comma)` are a main clause."""
    forms, pack = layout.forms, layout.lexicon.pack
    if forms[first].text in pack.propositions.subordinators | pack.propositions.conditions:
        return False
    return any(form.predicate or (form.tag == "word" and form.text in pack.dates.past) for form in forms[first:comma])


def _is_noun(layout: Layout, cue: Cue) -> bool:
    """Whether a determiner or a preposition shows that what looks like a verb of the present is a noun: "secretary of state"."""
    if cue.first == 0 or cue.verb is None or cue.verb.form is not CueForm.IMPERFECT:
        return False
    before, names = layout.forms[cue.first - 1].text, layout.lexicon.pack.names
    return before in names.indefinite or before in names.inside & names.governing


def _is_of_source(layout: Layout, cue: Cue, first: int) -> bool:
    """Whether a verb stands in the source that a phrase names, which reports the clause before: "…, according to a police report"."""
    if cue.kind is CueKind.PHRASE or layout.lexicon.pack.names.verb_first:
        return False
    for index in range(cue.first - 1, first - 1, -1):
        if layout.forms[index].tag == "phrase":
            return True
        if layout.parts_clauses(index) or layout.forms[index].text in layout.lexicon.pack.propositions.conjunctions:
            return False
    return False


def _ends_sentence(layout: Layout, first: int, last: int) -> bool:
    """Whether nothing but a day stands before token `last`."""
    return all(form.tag in _BEFORE_QUOTATION or not form.text[0].isalpha() for form in layout.forms[first:last])


def before_subject(layout: Layout, at: int, longest: int = LONGEST_SUBJECT_BEFORE) -> int:
    """The token behind which the subject of a verb at `at` stands, if it stands before its verb and is not longer; stops of initials do
    not count.
    """
    counted = 0
    while at > 0 and counted < longest:
        at -= 1
        counted += layout.forms[at].text not in _UNCOUNTED
    return at


def resumed_start(layout: Layout, cue: Cue, start: Start, end: int, last: int) -> Start | None:
    """Where a clause that its verb of speech interrupts goes on: "The dam, she said, is safe".

    `start` and the token `end` bound the part before the verb, `last` the sentence. `None` where that part has a verb and none follows at
    once: what follows may be the writer's own.
    """
    if start.rule != "clause-before" or layout.lexicon.pack.names.verb_first:
        return None
    if cue.kind is CueKind.PHRASE:
        return _behind_source(layout, cue, start, end, last)
    behind = range(cue.last, min(cue.last + LONGEST_INTERRUPTION, last - SHORTEST_BEFORE))
    at = next((index for index in behind if layout.parts_clauses(index) or layout.forms[index].verb is not None), NOWHERE)
    if at == NOWHERE or not layout.parts_clauses(at):
        return None
    verbs = layout.lexicon.pack.propositions.clause_verbs
    pasts = layout.lexicon.pack.dates.past_endings
    first, following = layout.forms[start.at : end], layout.forms[at + 1]
    if following.tag in _NOT_RESUMED or (
        following.text not in verbs and any(form.text in verbs or form.text.endswith(pasts) for form in first)
    ):
        return None
    return Start(at + 1, 0, RESUMED, layout.opening.get(at + 1, NOWHERE))


def _behind_source(layout: Layout, cue: Cue, start: Start, end: int, last: int) -> Start | None:
    """Where the verb follows of a clause that its source interrupts: "The bridge, according to X, an engineer, is safe"."""
    if any(form.predicate for form in layout.forms[start.at : end]):
        return None
    for index in range(cue.last, min(cue.last + LONGEST_ZONE, last - SHORTEST_BEFORE)):
        if layout.parts_clauses(index) and layout.forms[index + 1].predicate == "verb":
            return Start(index + 1, 0, RESUMED, NOWHERE)
    return None


def _opens_clause(layout: Layout, cue: Cue, first: int, last: int) -> bool:
    """Whether what stands before a source is no clause, and one follows behind it: "On Tuesday, according to X, a boat sank"."""
    pack = layout.lexicon.pack
    if not pack.dates.past_endings or any(form.predicate for form in layout.forms[first : cue.first]):
        return False
    opened = NOWHERE
    for index in range(cue.last, last):
        form = layout.forms[index]
        if layout.parts_clauses(index):
            opened = index
        elif form.text in pack.names.relatives:
            opened = NOWHERE
        elif form.predicate and opened != NOWHERE:
            # With a verb at once it is the rest of the clause before.
            return index > opened + 1
    return False


def _clause_at(layout: Layout, at: int) -> Start:
    """The clause that begins at token `at`, without a conjunction written together with its first word."""
    return Start(at, layout.lexicon.conjunction(layout.forms[at].text), "clause-before", layout.opening.get(at, NOWHERE))
