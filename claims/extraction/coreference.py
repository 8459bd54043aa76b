"""The fullest name of each speaker in one article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

from claims.extraction.attribution import Attributed
from claims.extraction.mentions import LONGEST_GROUP, Mention, bare, find_mention
from claims.extraction.tokens import Token, tokenize
from claims.languages.pack import LanguagePack
from claims.records import SpeakerKind

# How many words may separate an alias in marks from the head of the long name: `North Atlantic Treaty Organization (NATO)`.
LONGEST_ALIASED = 5
# A definite description of more words says more than who was meant before.
LONGEST_ANAPHOR = 3
# Characters before a mention that may describe it: office and institution.
DESCRIPTION = 60
# Sources that a reader keeps in mind, and occurrences of a word that are looked at: bounds, so that time stays linear.
REMEMBERED = 50
OCCURRENCES = 50
_ALIAS = re.compile(r"[\"“«(]\s*([^\"”»()\n]{2,30}?)\s*[\"”»)]")


class Speakers:
    """Resolves mentions of one folded text; `named(statement)` is a folded span of the fullest name, or `None`."""

    def __init__(self, text: str, statements: Sequence[Attributed], pack: LanguagePack) -> None:
        self._text = text
        self._pack = pack
        self._tokens = tokenize(text)
        self._by_word: dict[str, list[int]] = {}
        for index, token in enumerate(self._tokens):
            if token.word:
                self._by_word.setdefault(token.text, []).append(index)
        self._aliases = self._find_aliases()
        self._persons = self._find_persons(statements)
        self._sources = self._find_sources(statements)

    def name_of(self, statement: Attributed) -> tuple[int, int] | None:
        """The folded span of the fullest name of the statement's own mention.

        `None` without a mention, and where a document speaks for its author: the speaker carries over.
        """
        mention = statement.mention
        if mention is None:
            return None
        words = self._words(mention.start, mention.end)
        alias = self._aliases.get(" ".join(words))
        if alias is not None:
            return alias
        if len(words) == 1 and bare(words[0], self._pack.names) in self._pack.names.documents:
            return None
        if mention.role or self._is_anaphor(words):
            return self._antecedent(words, mention)
        if mention.kind is not SpeakerKind.PERSON:
            return mention.start, mention.end
        return self._fullest((mention.start, mention.end))

    def _is_anaphor(self, words: Sequence[str]) -> bool:
        """A definite description that names nobody: "the minister", "the sources"."""
        names = self._pack.names
        head = bare(words[0], names)
        if head in names.capitals:
            return False
        return (
            head != words[0]
            and len(words) <= LONGEST_ANAPHOR
            and (len(words) == 1 or head in names.titles | names.group_heads | names.unnamed)
        )

    def _find_sources(self, statements: Sequence[Attributed]) -> list[tuple[int, set[str], tuple[int, int]]]:
        """Where each named or described source stands, the words that describe it, and its span; in text order."""
        sources: list[tuple[int, set[str], tuple[int, int]]] = []
        for statement in statements:
            mention = statement.mention
            if mention is None or mention.role or self._is_anaphor(self._words(mention.start, mention.end)):
                continue
            start = min(statement.zone[0], mention.start - DESCRIPTION)
            described = {bare(word, self._pack.names) for word in self._words(max(0, start, statement.sentence[0]), statement.zone[1])}
            span = (mention.start, mention.end)
            if mention.kind is SpeakerKind.PERSON:
                span = self._fullest(span)
            sources.append((mention.start, described, span))
        return sorted(sources, key=lambda source: source[0])

    def _antecedent(self, words: Sequence[str], mention: Mention) -> tuple[int, int]:
        """The nearest earlier source whose description holds every word of this one; the description itself where none does."""
        wanted = {bare(word, self._pack.names) for word in words}
        before = bisect_left(self._sources, mention.start, key=itemgetter(0))
        for _, described, span in reversed(self._sources[max(0, before - REMEMBERED) : before]):
            if wanted <= described:
                return span
        return self._named_elsewhere(words) or (mention.start, mention.end)

    def _named_elsewhere(self, words: Sequence[str]) -> tuple[int, int] | None:
        """The name that follows the same office elsewhere, or the group whose head the description repeats."""
        office = bare(words[0], self._pack.names) in self._pack.names.titles
        for index in self._by_word.get(words[0], [])[:OCCURRENCES] if office else []:
            after = index + len(words)
            if [token.text for token in self._tokens[index:after]] != list(words):
                continue
            if after < len(self._tokens) and self._tokens[after].text in self._pack.script.clause_marks:
                after += 1
            while after < len(self._tokens) and bare(self._tokens[after].text, self._pack.names) in self._pack.names.titles:
                after += 1
            given = self._tokens[after : after + 2]
            if len(given) == 2 and all(self._is_given(token) for token in given):
                return self._fullest((given[0].start, given[1].end))
        head = bare(words[0], self._pack.names)
        if head in self._pack.names.group_heads and len(words) == 1:
            for index in self._by_word.get(head, [])[:OCCURRENCES]:
                mention = find_mention(self._tokens[index : index + LONGEST_GROUP], self._pack.names, open_ended=True)
                if mention is not None and mention.kind is SpeakerKind.GROUP:
                    return mention.start, mention.end
        return None

    def _fullest(self, span: tuple[int, int]) -> tuple[int, int]:
        words = self._words(*span)
        known = self._persons.get(words[-1], span)
        if len(self._words(*known)) > len(words):
            return known
        return self._extended(*span) if len(words) == 1 else span

    def _find_persons(self, statements: Sequence[Attributed]) -> dict[str, tuple[int, int]]:
        """Last name to the longest mention of a person that ends with it."""
        persons: dict[str, tuple[int, int]] = {}
        for mention in (one.mention for one in statements if one.mention is not None):
            if mention.kind is SpeakerKind.PERSON and not mention.role:
                words = self._words(mention.start, mention.end)
                best = persons.get(words[-1])
                if best is None or len(self._words(*best)) < len(words):
                    persons[words[-1]] = (mention.start, mention.end)
        return persons

    def _extended(self, start: int, end: int) -> tuple[int, int]:
        """A single last name with the given name that stands before it elsewhere, behind a title, an adjective or a mark."""
        for index in self._by_word.get(self._text[start:end], [])[:OCCURRENCES]:
            given = index - 1
            if given < 1 or not self._is_given(self._tokens[given]) or not self._bounds(self._tokens[given - 1]):
                continue
            return self._tokens[given].start, self._tokens[index].end
        return start, end

    def _is_given(self, token: Token) -> bool:
        names, cues = self._pack.names, self._pack.cues
        word = token.text
        reports = word in cues.verbs or word[1:] in cues.verbs or word in cues.complementizers or word in cues.auxiliaries
        known = bare(word, names) != word or word in names.titles | names.stops | names.time_words | names.group_heads
        return token.word and len(word) > 1 and not reports and not known

    def _bounds(self, token: Token) -> bool:
        names = self._pack.names
        return not token.word or bare(token.text, names) != token.text or token.text in names.titles

    def _find_aliases(self) -> dict[str, tuple[int, int]]:
        aliases: dict[str, tuple[int, int]] = {}
        starts = [token.start for token in self._tokens]
        index = 0
        for match in _ALIAS.finditer(self._text):
            while index < len(starts) and starts[index] < match.start():
                index += 1
            for first in range(index - 1, max(-1, index - 1 - LONGEST_ALIASED), -1):
                token = self._tokens[first]
                if not token.word:
                    break
                if first < index - 1 and bare(token.text, self._pack.names) in self._pack.names.group_heads:
                    aliases.setdefault(" ".join(self._words(match.start(1), match.end(1))), (token.start, self._tokens[index - 1].end))
                    break
        return aliases

    def _words(self, start: int, end: int) -> list[str]:
        return re.findall(r"[^\W_]+", self._text[start:end]) or [self._text[start:end]]
