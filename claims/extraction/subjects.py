"""Who is the subject of a sentence, as far as its opening words tell: a participle behind a comma has no other one."""

from __future__ import annotations

from claims.extraction.sources import Article, Place, behind_dateline
from claims.extraction.wording import PERSONAL

# Phrases before the subject that are passed over: "On Thursday, in a statement, …".
MOST_PHRASES = 3
_SUBJECTS = PERSONAL | {"G", "C", "T", "U"}


def participle_subject(place: Place, article: Article) -> tuple[int, int] | None:
    """The subject (token indices, without titles and articles) of the participle that is the cue: "Haddad left early, saying …".

    `None` where the opening of the sentence does not tell it surely, or no comma stands before the participle, or a pronoun stands
    between, whose verb it may belong to. Where a script has no capitals, nothing tells.
    """
    cue = place.cue[0]
    if not article.capitals or article.kinds[cue - 1] != ",":
        return None
    found = _opening(behind_dateline(place, article), cue, article)
    if found is None or "P" in article.kinds[found[1] : cue]:
        return None
    return found


def _opening(first: int, last: int, article: Article) -> tuple[int, int] | None:
    """The noun phrase or pronoun that opens tokens `[first, last)`, behind conjunctions and phrases that a comma sets off."""
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
    start += kinds[start] == "d"
    end = start
    while end < last and (kinds[end] in _SUBJECTS or end in article.capitals) and kinds[end] not in {"v", "w", "p", "P", "t"}:
        end += 1
    if start == end or (kinds[start] == "x" and not _is_name(start, article)) or _goes_on(end, article):
        return None
    behind_titles = max((i + 1 for i in range(start, end) if kinds[i] == "T"), default=start)
    return behind_titles if behind_titles < end else start, end


def _is_name(index: int, article: Article) -> bool:
    """Whether the word with the capital that opens a sentence is a name by itself elsewhere: "Haddad", and not "New" of "New York"."""
    places = article.stems[article.wordings[index].stem]
    return any(article.kinds[i] in PERSONAL and i + 1 not in article.capitals for i in places)


def _goes_on(end: int, article: Article) -> bool:
    """Whether more belongs to a noun phrase: what it is of, another subject beside it, or what a place before a colon opens."""
    return article.kinds[end] == ":" or article.words[end] in article.pack.names.inside | article.pack.names.conjunctions
