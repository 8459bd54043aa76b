"""Cues: everything in a sentence that may announce what somebody said. Far more are proposed than report; the choice is made later."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from claims.extraction.layout import Layout
from claims.extraction.passives import MOST_BETWEEN, agent_at, is_passive
from claims.extraction.wording import DASHES
from claims.extraction.words import Form
from claims.languages.pack import CueForm, CueVerb

# Words and marks of place and agency before the colon that opens a report.
LONGEST_CREDIT = 8
# A quotation of fewer words is a name or a scare quote; it reports nothing without a cue.
SHORTEST_QUOTATION = 3
# The sense of verbs of asking.
ASKING = "ask"
# Words of a heading before its colon.
LONGEST_HEADING = 5


class CueKind(StrEnum):
    VERB = "verb"
    PHRASE = "phrase"  # "according to"
    COLON = "colon"
    QUOTATION = "quotation"  # no word at all: the quotation itself


class Cue(NamedTuple):
    """Tokens `[first, last)` of a layout. `verb` is the reporting verb, `None` where there is none."""

    first: int
    last: int
    kind: CueKind
    verb: CueVerb | None
    form: Form
    lemma: str  # the dictionary form, the word itself where it is no verb
    shape: str  # the part of speech, the kind where it is no verb
    frame: str  # what the verb takes, "none" where it is no verb
    sense: str  # what the cue does with its content, its frame and its part of speech

    @property
    def conjoined(self) -> bool:
        return self.form.conjoined


def find_cues(layout: Layout, first: int, last: int) -> list[Cue]:
    """Every possible cue among tokens `[first, last)`, in order; two may overlap where a colon or a quotation follows a verb."""
    found: list[Cue] = []
    done = first
    for index in layout.announcing[bisect_left(layout.announcing, first) : bisect_left(layout.announcing, last)]:
        if index < done:
            continue
        form = layout.forms[index]
        if index in layout.opening:
            quoted = layout.quoted[layout.opening[index]]
            if quoted.last - quoted.first >= SHORTEST_QUOTATION:
                found.append(_cue(index, index + 1, CueKind.QUOTATION, None, form))
        elif form.text == ":":
            names_nobody = behind_heading(layout, first, last) == index + 1 or _ends_dateline(layout, index, first)
            if index > first and index + 1 < last and not names_nobody:
                found.append(_cue(index, index + 1, CueKind.COLON, None, form))
        else:
            cue = _phrase_at(layout.forms, index, last, layout) or _verb_at(index, last, layout)
            if cue is not None:
                found.append(cue)
                done = cue.last
    return found


def behind_heading(layout: Layout, first: int, last: int) -> int:
    """The token behind what opens a sentence before a colon and names nobody; `first` where nothing does.

    A place that opens a report, what follows ("Exclusive", "Cricket"), or ordinary words alone where names have capitals ("Factory fire").
    """
    colon = next((at for at in range(first + 1, min(first + LONGEST_HEADING + 1, last)) if layout.forms[at].text == ":"), first)
    if layout.behind_place(first) == colon + 1 or colon == first:
        return layout.behind_place(first)
    names, tokens, forms = layout.lexicon.pack.names, layout.tokens[first:colon], layout.forms[first:colon]
    if " ".join([token.text for token in tokens]) in names.headings:
        return colon + 1
    capitals = [layout.is_capital(token.start) for token in tokens]
    is_ordinary = all(form.tag == "word" and form.verb is None for form in forms) and tokens[0].text not in names.parts
    is_opened = layout.lexicon.pack.script.latin and len(tokens) > 1 and capitals[0] and not any(capitals[1:])
    return colon + 1 if is_opened and is_ordinary else first


def _ends_dateline(layout: Layout, colon: int, first: int) -> bool:
    """Whether place and agency stand before a colon: "Kuwait – Kuna: …"; a pair of dashes sets off an aside."""
    dashes = [at for at in range(first, min(colon, first + LONGEST_CREDIT)) if layout.forms[at].text in DASHES]
    if len(dashes) != 1 or colon - first > LONGEST_CREDIT:
        return False
    at = layout.tokens[dashes[0]]
    stands_free = layout.text[at.start - 1 : at.start].isspace() and layout.text[at.end : at.end + 1].isspace()
    return stands_free and layout.forms[first].tag == "capital" and dashes[0] == first + 1


def _cue(first: int, last: int, kind: CueKind, verb: CueVerb | None, form: Form) -> Cue:
    if verb is None:
        return Cue(first, last, kind, None, form, form.text, str(kind), "none", str(kind))
    return Cue(first, last, kind, verb, form, verb.lemma, str(verb.form), str(verb.frame), f"{verb.sense} {verb.frame} {verb.form}")


def _verb_at(index: int, limit: int, layout: Layout) -> Cue | None:
    form = layout.forms[index]
    if form.verb is None or form.tag in ("that", "phrase"):
        return None
    following = layout.forms[index + 1].text if index + 1 < limit else ""
    # "Is estimated at …" names nobody who estimates.
    is_passive = form.verb.lemma in layout.lexicon.pack.cues.measuring and following.startswith(tuple(form.verb.prepositions))
    if is_passive or _names_nobody(index, form.verb, layout) or _is_unsaid(index, following, layout):
        return None
    if _is_subject(index, form.verb, following, layout):
        return None
    return _cue(index, index + 1, CueKind.VERB, form.verb, form)


def _names_nobody(index: int, verb: CueVerb, layout: Layout) -> bool:
    """Whether a verb is passive and without an agent: "is said to be ill". Somebody asked what was asked, whoever it was."""
    pack = layout.lexicon.pack
    return verb.sense != ASKING and is_passive(layout.tokens, index, pack) and agent_at(layout.tokens, index, pack) is None


def _is_subject(index: int, verb: CueVerb, following: str, layout: Layout) -> bool:
    """Whether what looks like a verb of the present is a noun, and the subject of the verb behind it: "Demand is strong", but not "The
    demand is that …".
    """
    names, propositions = layout.lexicon.pack.names, layout.lexicon.pack.propositions
    if names.verb_first or verb.form is not CueForm.IMPERFECT or following not in propositions.clause_verbs:
        return False
    if any(form.tag.endswith("that") for form in layout.forms[index + 2 : index + 3]):
        return False
    before = layout.forms[index - 1].text if index and layout.tokens[index - 1].word else ""
    return not before or before in names.determiners | names.owners or before.endswith(names.possessive)


def _is_unsaid(index: int, following: str, layout: Layout) -> bool:
    """Whether somebody refuses to say it, or does not answer a question: "declined to say", "did not say whether"."""
    pack, before = layout.lexicon.pack, [form.text for form in layout.forms[max(0, index - MOST_BETWEEN - 1) : index]]
    if " ".join(before[-2:]) in pack.cues.refusals:
        return True
    if following not in pack.cues.questions:
        return False
    for word in reversed(before):
        if pack.propositions.contracted.get(word, word).rpartition(" ")[2] in pack.propositions.negations:
            return True
        if not word.endswith(pack.cues.adverb_endings):
            return False
    return False


def _phrase_at(forms: Sequence[Form], index: int, limit: int, layout: Layout) -> Cue | None:
    cues = layout.lexicon.pack.cues
    form = forms[index]
    if not form.tag.endswith("phrase"):
        return None
    after = index + 1
    if after >= limit or forms[after].text in cues.own_words:
        return None
    word = form.text if form.text in cues.phrases else form.text[1:]
    last = after
    if forms[last].text in cues.phrase_particles:
        # "according to what it published": the verb may be any.
        last += 2 if forms[last].text in cues.relatives else 1
    elif forms[last].verb is not None and not (last + 1 < limit and layout.parts_clauses(last + 1)):
        # "According to the report of X": with nobody behind it the report is the source.
        last += 1
    if last == after and word in cues.bound_phrases:
        return None
    return _cue(index, min(last, limit), CueKind.PHRASE, None, form._replace(conjoined=word != form.text))
