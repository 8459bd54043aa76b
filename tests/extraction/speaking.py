"""Statements put by hand on a text, for the tests of who said them."""

from __future__ import annotations

from typing import NamedTuple

from claims.extraction.sources import Article, capitals_of, spelled_of
from claims.extraction.tokens import tokenize
from claims.languages import pack_for
from claims.languages.folding import fold


class Put(NamedTuple):
    """A statement in folded offsets."""

    start: int
    end: int
    cue: tuple[int, int]
    sentence: tuple[int, int]


def article_of(text: str, language: str = "ar", ordinary: frozenset[str] = frozenset()) -> Article:
    """The article of `text` as the reader takes it."""
    folded = fold(text)
    tokens = tokenize(folded.text)
    pack = pack_for(language)
    return Article(folded.text, tokens, pack, ordinary, capitals_of(tokens, folded, text, pack), spelled_of(tokens, folded, text, pack))


def put(text: str, cue: str, content: str, sentence: str | None = None) -> Put:
    """The statement whose cue and content stand once in `text`; without `sentence` the text is one sentence."""
    whole = sentence or text
    begin = text.index(whole)
    first, start = text.index(cue, begin), text.index(content)
    return Put(start, start + len(content), (first, first + len(cue)), (begin, begin + len(whole)))


def text_of(article: Article, names: list[tuple[int, int]]) -> list[str]:
    """The folded words of names, token indices."""
    return [article.text[article.tokens[first].start : article.tokens[last - 1].end] for first, last in names]


def place(article: Article, words: str) -> tuple[int, int]:
    """The token indices of words that stand once in the article, or first."""
    wanted = words.split()
    first = next(i for i in range(len(article.words)) if article.words[i : i + len(wanted)] == wanted)
    return first, first + len(wanted)
