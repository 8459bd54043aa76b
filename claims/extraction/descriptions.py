"""Which group a bare description means where the article names only one that fits: "the union" is its one brotherhood."""

from __future__ import annotations

from claims.extraction.salience import Salience
from claims.extraction.sources import Article, words_of
from claims.extraction.wording import PERSONAL


class Descriptions:
    """The descriptions of one article. Nothing is sought before it is asked for, and each word once; linear in the article."""

    def __init__(self, article: Article, salience: Salience) -> None:
        self._article = article
        self._salience = salience
        self._groups: dict[str, tuple[int, int] | None] = {}

    def meant(self, mention: tuple[int, int]) -> tuple[int, int] | None:
        """The full name (token indices) that a mention stands for; `None` where it is no such description, or none or several fit."""
        article = self._article
        word = article.words[mention[0]]
        if mention[1] - mention[0] > 1 or not mention[0] or word not in article.pack.names.sorts:
            return None
        return self._group(word) if article.words[mention[0] - 1] in article.pack.organizations.determiners else None

    def _group(self, word: str) -> tuple[int, int] | None:
        """The one group of this sort that is named, where the text speaks of no other."""
        if word not in self._groups:
            fitting = [phrase.full for phrase in self._salience.phrases if self._is_of(word, phrase.full)]
            names = {words_of(name, self._article): name for name in fitting}
            self._groups[word] = fitting[0] if len(names) == 1 and not self._is_met(word) else None
        return self._groups[word]

    def _is_of(self, word: str, name: tuple[int, int]) -> bool:
        """Whether the noun that says what a named group is, its last or the one before "of", is of this sort."""
        words, names = self._article.words, self._article.pack.names
        head = next((i for i in range(name[0] + 1, name[1]) if words[i] in names.joining), name[1]) - 1
        is_person = self._article.kinds[name[0]] in PERSONAL and head == name[0]
        return name[1] - name[0] > 1 and not is_person and words[head] in names.sorts[word] | {word}

    def _is_met(self, word: str) -> bool:
        """Whether the text speaks of one without its name: "a union of pilots", "the pilots' union"."""
        article, indefinite = self._article, self._article.pack.names.indefinite
        places = [i for i in article.stems[word] if i and i not in article.capitals]
        return any(article.kinds[i - 1] in {"o", "T", "U"} or not indefinite.isdisjoint(article.words[max(0, i - 3) : i]) for i in places)
