"""Of whom a mention speaks that names nobody: "they" are the several people who opened a sentence before or who spoke last, "the
Italian" is the person whom the sentence before speaks of.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from claims.extraction.naming import Speaker, is_several
from claims.extraction.salience import Salience
from claims.extraction.sources import OCCURRENCES, Article, words_of
from claims.extraction.subjects import opening_words
from claims.records import SpeakerKind

# Sentences before a mention in which those are sought whom it stands for, and speakers among whom.
FARTHEST_SENTENCE = 3
NEAR = 2
MOST_SPEAKERS = 3


class Antecedents:
    """Of one article. Where a script has no capitals nothing tells them."""

    def __init__(self, article: Article, salience: Salience) -> None:
        self._article = article
        self._salience = salience

    def meant(self, mention: tuple[int, int], speakers: Sequence[Speaker]) -> tuple[int, int] | None:
        """The name (token indices) that a mention surely stands for; `None` where nothing tells. `speakers`: so far, the latest first."""
        article = self._article
        if not article.capitals:
            return None
        if mention[1] - mention[0] == 1 and article.words[mention[0]] in article.pack.names.plural_persons:
            return self._several(mention[0], speakers)
        return self._called(mention) or self._person(mention[0]) if self._is_epithet(mention) else None

    def _several(self, place: int, speakers: Sequence[Speaker]) -> tuple[int, int] | None:
        """Those who open a sentence near by, or else the latest speakers of whom there are several, or those who open one further off."""
        opening = [self._opening(first, last) for first, last in self._sentences_before(place) if first < last]
        near, far = ([one for one in some if one is not None] for some in (opening[:NEAR], opening[NEAR:]))
        spoken = [speaker.name for speaker in speakers[:MOST_SPEAKERS] if self._are_several(speaker)]
        return next(iter([*near, *spoken, *far]), None)

    def _opening(self, first: int, last: int) -> tuple[int, int] | None:
        """The several people who open a sentence: "residents of Oslo", "Lena Ford and Omar Tami"."""
        article, names = self._article, self._article.pack.names
        found = opening_words(first, last, article)
        if found is None or is_several(found, article):
            return found
        is_joined = article.words[found[1]] in names.conjunctions and article.words[found[1] + 1] not in names.owners
        if not is_joined or found[1] - 1 not in article.capitals:
            return None
        other = opening_words(found[1] + 1, last, article)
        return (found[0], other[1]) if other is not None and other[1] - 1 in article.capitals else None

    def _are_several(self, speaker: Speaker) -> bool:
        names, words = self._article.pack.names, words_of(speaker.name, self._article)
        # "Democrats" are no group of which a noun tells.
        is_plural = speaker.kind is not SpeakerKind.PERSON and words[-1].endswith(names.plurals)
        return is_plural or is_several(speaker.name, self._article) or not names.conjunctions.isdisjoint(words)

    def _is_epithet(self, mention: tuple[int, int]) -> bool:
        """Whether a description with an article says only of what age, people or kind somebody is, and the text has none without a name."""
        article, names = self._article, self._article.pack.names
        if not mention[0] or article.words[mention[0] - 1] not in article.pack.organizations.determiners:
            return False
        first, last = article.words[mention[0]], article.words[mention[1] - 1]
        if first.endswith(names.ages) and first[0].isdigit():
            return True
        met = any(article.words[i - 1] in names.indefinite for i in article.stems[last] if 0 < i < mention[0])
        return last in names.epithets and not met

    def _called(self, mention: tuple[int, int]) -> tuple[int, int] | None:
        """The only person before whose name the text writes such a word: "Democrat Lena Ford"."""
        places = self._article.stems[self._article.words[mention[1] - 1]][:OCCURRENCES]
        named = [phrase for at in places for phrase in self._salience.within(at + 1, at + 2) if phrase.sort == "p"]
        return named[0].full if len({words_of(phrase.full, self._article) for phrase in named}) == 1 else None

    def _person(self, place: int) -> tuple[int, int] | None:
        """The person whom the nearest sentence before names first, outside what others say."""
        for first, last in self._sentences_before(place):
            near = self._salience.within(first, last)
            told = next((phrase for phrase in near if phrase.sort == "p" and not self._salience.is_told(phrase)), None)
            if told is not None:
                return told.full
        return None

    def _sentences_before(self, place: int) -> list[tuple[int, int]]:
        """The sentence up to `place`, and those before it, the nearest first."""
        sentences = self._article.sentences
        number = sentences[place]
        bounds = [bisect_left(sentences, one) for one in range(number, max(-1, number - FARTHEST_SENTENCE - 1), -1)]
        return list(zip(bounds, [place, *bounds], strict=False))
