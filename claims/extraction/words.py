"""What the form of a word says by itself: its class, its proclitics, and the reporting verb that it may be."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from claims.extraction.families import families_for
from claims.languages import pack_for
from claims.languages.pack import CueForm, CueVerb, LanguagePack, Licence

# Distinct words whose forms are remembered; beyond it the memory is emptied, so that it stays bounded.
REMEMBERED = 50_000
SHORTEST_STEM = 2
# A shorter word behind a letter that may be a conjunction is more often the rest of one word.
SHORTEST_KNOWN = 3
# Letters of the shortest past verb that is known by its ending: "aged", but not "red".
SHORTEST_PAST = 4
_BARE = ("", "")
_NO_FRONT = [_BARE]


class Form(NamedTuple):
    """One word. `tag` is its class; `conjoined` and `lead` say what is written together before it, `tail` the pronoun behind it."""

    text: str
    tag: str
    conjoined: bool
    lead: str
    tail: str
    verb: CueVerb | None
    head: str  # the first letters of the word, for what no table knows
    close: str  # the last ones
    family: str  # the number of its family of words, or its class where it has none
    predicate: str = ""  # `verb` where it is one that needs a subject, `past` where it has the ending of one


class Lexicon:
    """The forms of one language's words, each read once."""

    def __init__(self, pack: LanguagePack) -> None:
        self.pack = pack
        self._forms: dict[str, Form] = {}
        self._tags = _tags(pack)
        self._families = families_for(pack.code)
        self._licences = _licences(pack)
        self._fronts = _fronts(pack)

    def form(self, word: str) -> Form:
        found = self._forms.get(word)
        if found is None:
            if len(self._forms) >= REMEMBERED:
                self._forms.clear()
            found = self._forms[word] = self._read(word)
        return found

    def verb(self, word: str) -> CueVerb | None:
        """The verb of a word that is known to report; `None` where it is no verb."""
        licence = self._licences.get(word)
        return self.form(word).verb or (licence.verb if licence is not None else None)

    def licensed(self, forms: list[Form]) -> list[Form]:
        """`forms`, the words of a text in order, with those as verbs that are in this company. In place."""
        for index in [index for index, form in enumerate(forms) if form.text in self._licences]:
            form = forms[index]
            licence = self._licences[form.text]
            if any(near.text in licence.by for near in forms[index + 1 : index + 1 + licence.within]):
                conjoined = form.text not in self.pack.cues.licensed
                forms[index] = form._replace(tag=f"+{licence.verb.form}", conjoined=conjoined, verb=licence.verb)
        return forms

    def knows(self, word: str) -> bool:
        """Whether `word` is one of a table or of those whose family is known."""
        return word in self._tags or word in self._families

    def conjunction(self, word: str) -> int:
        """How many letters of `word` are a conjunction that is written together with it: a known word is left without them."""
        for proclitic in self.pack.cues.proclitics:
            rest = word[len(proclitic) :]
            known = rest in self._tags or (word not in self._tags and len(rest) >= SHORTEST_KNOWN and rest in self._families)
            if word.startswith(proclitic) and known:
                return len(proclitic)
        return 0

    def _read(self, word: str) -> Form:
        if not word[0].isalnum():
            return Form(word, word, False, "", "", None, word, word, word)
        verb, conjoined, lead, tail = self._reporting(word)
        tag = self._tag(word)
        if verb is not None and tag in ("word", "the"):
            tag = f"+{verb.form}"
        family = self._families.get("#" if tag == "#" else word, tag)
        return Form(word, tag, conjoined, lead, tail, verb, word[:2], word[-2:], family, self._predicate(word, verb))

    def _predicate(self, word: str, verb: CueVerb | None) -> str:
        propositions, dates = self.pack.propositions, self.pack.dates
        is_past = verb is not None and verb.form is CueForm.PERFECT
        if is_past or word in propositions.clause_verbs or word in propositions.contracted:
            return "verb"
        return "past" if len(word) >= SHORTEST_PAST and word.endswith(dates.past_endings) and word not in dates.no_past else ""

    def _tag(self, word: str) -> str:
        if word[0].isdigit():
            return "#"
        tag = self._tags.get(word)
        if tag is not None:
            return tag
        names = self.pack.names
        for proclitic in self.pack.cues.proclitics:
            if word.startswith(proclitic) and (tag := self._tags.get(word[len(proclitic) :])) is not None:
                return f"{proclitic}{tag}"
        if names.article and word.startswith(names.article) and len(word) > len(names.article) + 1:
            tag = self._tags.get(word[len(names.article) :])
            return f"the {tag}" if tag is not None else "the"
        return "word"

    def _reporting(self, word: str) -> tuple[CueVerb | None, bool, str, str]:
        """The verb, whether a conjunction stands before it, what else does, and its object pronoun."""
        cues = self.pack.cues
        verb = cues.verbs.get(word)
        if verb is not None:
            return verb, False, "", ""
        for front, lead in self._fronts.get(word[0], _NO_FRONT):
            if word.startswith(front) and len(word) - len(front) >= SHORTEST_STEM:
                verb, tail = self._with_tail(word[len(front) :])
                if verb is not None and _joins(lead, verb):
                    return verb, front != lead, lead, tail
        return None, False, "", ""

    def _with_tail(self, stem: str) -> tuple[CueVerb | None, str]:
        verbs = self.pack.cues.verbs
        verb = verbs.get(stem)
        if verb is not None or stem in self.pack.cues.other_words:
            return verb, ""
        if not stem.endswith(self.pack.cues.tails):
            return None, ""
        for tail in self.pack.cues.tails:
            if stem.endswith(tail) and len(stem) - len(tail) >= SHORTEST_STEM:
                rest = stem[: -len(tail)]
                # Before a pronoun a silent letter may fall away, or a final vowel be written otherwise.
                verb = verbs.get(rest) or verbs.get(rest[:-1] + self.pack.cues.before_tails.get(rest[-1], rest[-1]))
                if verb is not None and verb.finite:
                    return verb, tail
        return None, ""


def _joins(lead: str, verb: CueVerb) -> bool:
    """Single letters go before nouns and finite verbs, the article before nouns only; a participle reports as an adverb, so alone."""
    return lead == "" or verb.form is CueForm.NOUN or (verb.finite and len(lead) == 1)


@cache
def lexicon_for(language: str) -> Lexicon:
    """The one lexicon of a language in this process."""
    return Lexicon(pack_for(language))


def _fronts(pack: LanguagePack) -> dict[str, list[tuple[str, str]]]:
    """What may be written together before a verb, and the lead in it, by the first letter, in the order in which they are tried."""
    fronts = [(proclitic + lead, lead) for proclitic in ("", *pack.cues.proclitics) for lead in ("", *pack.cues.leads)]
    letters = {front[0] for front, _lead in fronts if front}
    return {letter: [one for one in fronts if one[0].startswith(letter) or one == _BARE] for letter in letters}


def _licences(pack: LanguagePack) -> dict[str, Licence]:
    """Each word that is a verb in certain company, as it stands and behind a conjunction; what is a word itself goes before."""
    licensed = pack.cues.licensed
    return {proclitic + word: licence for word, licence in licensed.items() for proclitic in pack.cues.proclitics} | dict(licensed)


def _tags(pack: LanguagePack) -> dict[str, str]:
    """Each listed word's class; a word of several lists has the class that is written last."""
    names, cues = pack.names, pack.cues
    classes = {
        "clause": pack.propositions.clause_openers,
        "time": names.time_words,
        "capital": names.capitals,
        "group": names.group_heads,
        "title": names.titles,
        "unnamed": names.unnamed,
        "small": names.stops | names.doubtful_stops,
        "aux": cues.auxiliaries,
        "remark": cues.remarks,
        "not": pack.propositions.negations,
        "phrase": cues.phrases,
        "question": cues.questions,
        "that": cues.complementizers,
    }
    return {word: tag for tag, words in classes.items() for word in words}
