"""What stands between two marks of a sentence: a clause with its verb, or an aside on the name before it (", a charity in Oslo,")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from claims.extraction.layout import Layout
from claims.extraction.words import Form
from claims.languages.pack import LanguagePack

# Classes of words that say who or what somebody is.
_DESCRIBING = frozenset({"title", "group", "unnamed"})


class Stretches:
    """The stretches of tokens `[first, last)` of a layout.

    `known` is false for a language that does not tell past verbs by their endings: there most verbs would be overlooked.
    """

    def __init__(self, layout: Layout, first: int, last: int) -> None:
        self.known = bool(layout.lexicon.pack.dates.past_endings)
        self._layout = layout
        self._first = first
        self._last = last

    # Counted when they are first asked for: most sentences hold no cue whose starts are looked at.
    @cached_property
    def _verbs(self) -> list[int]:
        return self._running([form.predicate == "verb" for form in self._forms])

    @cached_property
    def _pasts(self) -> list[int]:
        return self._running([form.predicate == "past" for form in self._forms])

    @cached_property
    def _describing(self) -> list[int]:
        return self._running([form.tag in _DESCRIBING for form in self._forms])

    @cached_property
    def _marks(self) -> list[int]:
        marks = self._layout.lexicon.pack.script.clause_marks
        return [index for index, form in enumerate(self._forms, self._first) if form.text in marks]

    @property
    def _forms(self) -> Sequence[Form]:
        return self._layout.forms[self._first : self._last]

    @staticmethod
    def _running(marked: Sequence[bool]) -> list[int]:
        return list(accumulate(marked, initial=0))

    def verbs(self, first: int, last: int) -> str:
        """Whether tokens `[first, last)` hold a verb (`verb`), a word with the ending of one (`past`), or neither (`none`); "" if unknown.

        What lies behind the end of the sentence is left out: a long quotation goes on there.
        """
        if not self.known:
            return ""
        first, last = first - self._first, max(first, min(last, self._last)) - self._first
        if self._verbs[last] > self._verbs[first]:
            return "verb"
        return "past" if self._pasts[last] > self._pasts[first] else "none"

    def end(self, first: int) -> int:
        """The first mark at or behind token `first`, or the end of the sentence."""
        at = bisect_left(self._marks, first)
        return self._marks[at] if at < len(self._marks) else self._last

    def begin(self, last: int, floor: int) -> int:
        """The token behind the last mark before token `last`, `floor` at the lowest."""
        at = bisect_left(self._marks, last) - 1
        return max(floor, self._marks[at] + 1) if at >= 0 else floor

    def describe(self, first: int, last: int) -> str:
        """How tokens `[first, last)` begin, whether they say who or what somebody is, and their verbs."""
        if first >= last:
            return "empty"
        describes = self._describing[last - self._first] > self._describing[first - self._first]
        return f"{_opener(self._layout.lexicon.pack, self._layout.forms[first])} {describes} {self.verbs(first, last)}"


def _opener(pack: LanguagePack, form: Form) -> str:
    if form.text in pack.names.relatives:
        return "relative"
    return "determiner" if form.text in pack.names.determiners else form.tag
