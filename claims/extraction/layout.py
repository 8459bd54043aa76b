"""The tokens, quotations and sentences of one folded text, found once for everything that reads it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from claims.extraction.quotes import Quotation, find_quotations
from claims.extraction.tokens import Token, tokenize
from claims.extraction.verbs_in_names import verbs_in_names
from claims.extraction.words import Form, Lexicon
from claims.languages.sentences import sentence_spans

# Words of a sentence that are read together; a text without any full stop is read in stretches, so that time stays linear.
LONGEST_SENTENCE = 600
NOWHERE = -1
# Words behind a verb among which its subject is named.
NEAR_SUBJECT = 7
# Letters of a word that has a capital in a title, whatever it is; words of a title, which is else a name or a word of somebody's.
LONGER = 4
SHORTEST_TITLE = 2
# Up to four words before a colon, at the beginning of a line behind the first.
_CALLED = re.compile(r"\n[ \t]*((?:[^\W\d_]+[ \t]?){1,4}):(?=\s)")
_EDGES = frozenset(".:-–—…")


class Quoted(NamedTuple):
    """A quotation in token indices: its opening mark, its words `[first, last)`, and the first token behind its closing mark."""

    opening: int
    first: int
    last: int
    after: int
    span: Quotation


class Layout:
    """One folded text. Token indices are of the whole text; `forms` and `inside` stand beside `tokens`."""

    def __init__(self, text: str, lexicon: Lexicon, is_capital: Callable[[int], bool] = lambda _: False) -> None:
        self.text = text
        self.lexicon = lexicon
        self.is_capital = is_capital
        self.tokens: list[Token] = tokenize(text)
        self.offsets = [token.start for token in self.tokens]
        form_of = lexicon.form
        self.forms: list[Form] = lexicon.licensed([form_of(token.text) for token in self.tokens])
        for index in verbs_in_names(self.tokens, text, is_capital, lexicon.pack):
            self.forms[index] = self.forms[index]._replace(tag="word", verb=None, predicate="")
        self.quotations = find_quotations(text)
        self.quoted = [self._quoted(quotation) for quotation in self.quotations]
        self.inside = self._inside()
        self.opening = {quoted.opening: index for index, quoted in enumerate(self.quoted)}
        self.openings = sorted(self.opening)
        self.closing = {quoted.after: index for index, quoted in enumerate(self.quoted)}
        cased = lexicon.pack.script.latin
        # Quotations that begin with a small letter go on with the clause that they stand in.
        self.going_on = frozenset(self._small() if cased else ())
        self.titles = frozenset(self._titles() if cased else ())
        self._places = self._behind_places() if cased else {}
        self.subjects = self._subjects()
        self.announcing = self._announcing()
        # Marks that belong to no content at whose beginning or end they stand.
        self.edges = lexicon.pack.script.clause_marks | _EDGES
        self.trailing = self.edges | lexicon.pack.propositions.conjunctions | lexicon.pack.propositions.clause_openers
        closed = [(quotation.outer_start, quotation.outer_end) for quotation in self.quotations]
        self.sentence_spans = sentence_spans(text, lexicon.pack.script, closed, is_capital)
        self.sentences = self._sentences()

    def token_at(self, offset: int) -> int:
        """The index of the first token that starts at `offset` or later."""
        return bisect_left(self.offsets, offset)

    def parts_clauses(self, index: int) -> bool:
        """Whether token `index` is a mark between clauses: the comma inside a number ("12,000") is none."""
        at = self.tokens[index].start
        return self.forms[index].text in self.lexicon.pack.script.clause_marks and not (
            self.text[at - 1 : at].isdecimal() and self.text[at + 1 : at + 2].isdecimal()
        )

    def behind_place(self, first: int) -> int:
        """The token behind the place that opens a report, in capitals before a colon ("CAIRO: Egypt will …"); `first` where none does.

        A headline has none, and no script without capitals. Where several lines begin so, somebody speaks in each.
        """
        return self._places[first] if len(self._places) == 1 and first in self._places else first

    def _behind_places(self) -> dict[int, int]:
        """For the first token of each line but the headline that opens in capitals before a colon, the token behind that."""
        found = {}
        for match in _CALLED.finditer(self.text):
            if all(self.is_capital(at) for at in range(*match.span(1)) if self.text[at].isalpha()):
                found[self.token_at(match.start(1))] = self.token_at(match.end())
        return found

    def tokens_within(self, start: int, end: int) -> list[Token]:
        """The tokens of `text[start:end]` as if nothing stood beside it, in offsets of the whole text."""
        first, last = self.token_at(start), self.token_at(end)
        if any(at and self.tokens[at - 1].end > offset for at, offset in ((first, start), (last, end))):
            return [token._replace(start=start + token.start, end=start + token.end) for token in tokenize(self.text[start:end])]
        return self.tokens[first:last]

    def _subjects(self) -> frozenset[str]:
        """The words that stand closely behind a finite reporting verb somewhere in the text: whoever speaks is among them."""
        verbs = [index for index, form in enumerate(self.forms) if form.verb is not None and form.verb.finite]
        near = [token for index in verbs for token in self.tokens[index + 1 : index + 1 + NEAR_SUBJECT]]
        return frozenset([token.text for token in near if token.word])

    @cached_property
    def sayers(self) -> frozenset[str]:
        """The words that stand between a finite reporting verb and "that" somewhere in the text, each by itself."""
        forms = self.forms
        places = [i for i, form in enumerate(forms[2:], 1) if form.tag.endswith("that") and (verb := forms[i - 1].verb) and verb.finite]
        return frozenset([forms[i].text for i in places])

    @cached_property
    def last_names(self) -> frozenset[str]:
        """The words that no table has and that stand behind a given name somewhere in the text."""
        places = [i for i, form in enumerate(self.forms) if i and form.tag == "word" and self.is_given_name(i - 1)]
        return frozenset([self.forms[i].text for i in places])

    def is_given_name(self, index: int) -> bool:
        """Whether token `index` is part of personal names and of no table of other words."""
        return self.forms[index].tag == "word" and self.forms[index].text in self.lexicon.pack.names.parts

    def _announcing(self) -> list[int]:
        """The tokens that may announce what somebody said: verbs, phrases, colons and opening marks."""
        opening = self.opening
        return [
            index
            for index, form in enumerate(self.forms)
            if form.verb is not None or form.tag.endswith("phrase") or form.text == ":" or index in opening
        ]

    def _quoted(self, quotation: Quotation) -> Quoted:
        at = self.token_at
        return Quoted(at(quotation.outer_start), at(quotation.start), at(quotation.end), at(quotation.outer_end), quotation)

    def _small(self) -> list[int]:
        """The quotations that begin with a small letter."""
        starts = [quoted.span.start for quoted in self.quoted]
        return [index for index, start in enumerate(starts) if self.text[start].isalpha() and not self.is_capital(start)]

    def _titles(self) -> list[int]:
        """The quotations that are written as titles of works and headings are: "Law and Order"."""
        return [index for index, quoted in enumerate(self.quoted) if self._is_title(quoted)]

    def _is_title(self, quoted: Quoted) -> bool:
        """Whether every longer word has a capital, and at least half of all words have."""
        words = [token for token in self.tokens[quoted.first : quoted.last] if token.text[0].isalpha()]
        longer = [token for token in words if len(token.text) >= LONGER]
        if len(words) < SHORTEST_TITLE or not longer or not all(self.is_capital(token.start) for token in longer):
            return False
        return 2 * sum(self.is_capital(token.start) for token in words) >= len(words)

    def _inside(self) -> list[int]:
        """For each token the index of the quotation whose words it is among, or NOWHERE."""
        inside = [NOWHERE] * len(self.tokens)
        for index, quoted in enumerate(self.quoted):
            inside[quoted.first : quoted.last] = [index] * (quoted.last - quoted.first)
        return inside

    def _sentences(self) -> list[tuple[int, int]]:
        found = []
        for start, end in self.sentence_spans:
            first, last = self.token_at(start), self.token_at(end)
            found += [(at, min(last, at + LONGEST_SENTENCE)) for at in range(first, last, LONGEST_SENTENCE)]
        return found
