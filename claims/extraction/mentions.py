"""Whether the words beside a cue name their source, or only the office that it holds."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.tokens import Token
from claims.extraction.wording import bare
from claims.languages.pack import Names

# Words behind an office that may still be its place; of a longer run the last ones are its holder's name.
LONGEST_PLACE = 2
# Marks that stand inside a name: `the newspaper "Haaretz"`, `al.monitor`.
_JOINING = frozenset("'’.\"“”«»_#")


def names_only_office(zone: Sequence[Token], names: Names) -> bool:
    """Whether `zone`, the tokens beside a cue in order, names an office ("the spokesman of the army") and nobody besides."""
    office = False
    for first, last in _segments(zone, names):
        while first < last - 1 and not zone[first].word:
            first += 1
        if not _opens_office(zone[first].text, names):
            if _names_somebody(zone, first, last, names):
                return False
        elif _names_holder(zone, first, last, names):
            return False
        else:
            office = True
    return office


def _segments(zone: Sequence[Token], names: Names) -> list[tuple[int, int]]:
    segments: list[tuple[int, int]] = []
    first = 0
    for index, token in enumerate([*zone, None]):
        if token is None or (not token.word and token.text not in _JOINING):
            if index > first and not _opens_aside(zone[first].text, names):
                segments.append((first, index))
            first = index + 1
    return segments


def _opens_aside(word: str, names: Names) -> bool:
    """A segment about time, place or manner; an attached conjunction does not hide it."""
    asides = names.stops | names.time_words
    return word in asides or word[1:] in asides or word[0].isdigit()


def _opens_office(word: str, names: Names) -> bool:
    """A title; one that stands for an unnamed source as well ("official") is an office where it carries the article."""
    head = bare(word, names)
    return head in names.titles and not (head in names.unnamed and word == head)


def _names_somebody(zone: Sequence[Token], first: int, last: int, names: Names) -> bool:
    """Whether a segment that opens with no title names a person, a group or an unnamed source."""
    word = zone[first].text
    head = bare(word, names)
    if head in names.unnamed | names.group_heads | names.capitals:
        return True
    definite = bool(names.article) and word.startswith(names.article)
    # An adjective continues the office before it.
    return _stop(zone, first, last, names) > first or (definite and not word.endswith(names.derived[:1]))


def _names_holder(zone: Sequence[Token], first: int, last: int, names: Names) -> bool:
    """Whether a segment that opens with a title names who holds the office."""
    stop = _stop(zone, first, last, names)
    return _holds_name(zone, first, stop, names) or _ends_in_name(zone, stop, last, names)


def _stop(zone: Sequence[Token], first: int, last: int, names: Names) -> int:
    """The end of a personal name: the first preposition, time word or title after the name has begun."""
    for index in range(first, last):
        word = zone[index].text
        if word in names.stops or word in names.time_words or not zone[index].word or word[0].isdigit():
            return index
        if word in names.doubtful_stops and (index + 1 == last or bare(zone[index + 1].text, names) != zone[index + 1].text):
            return index
        if index > first and _is_addressee(word, names) and not _titular(zone[index - 1].text, names):
            return index
    return last


def _is_addressee(word: str, names: Names) -> bool:
    """To whom it was said, the preposition written together: "to the reporters", "to agency …"."""
    return word.startswith(names.addressed) or (word[0] in names.addressing and bare(word[1:], names) in names.group_heads)


def _ends_in_name(zone: Sequence[Token], stop: int, last: int, names: Names) -> bool:
    """Whether a name ends the segment behind the office's place: "the prosecutor in Nantes, Pierre Sennes" without the comma."""
    start = last
    while start > stop and _may_be_name(zone[start - 1], names):
        start -= 1
    return last - start > LONGEST_PLACE


def _may_be_name(token: Token, names: Names) -> bool:
    return token.word and not _titular(token.text, names) and token.text not in names.stops | names.time_words


def _holds_name(zone: Sequence[Token], first: int, last: int, names: Names) -> bool:
    """Whether a name stands behind the title that opens the segment."""
    if not names.article:
        return any(not _titular(zone[index].text, names) for index in range(first + 1, last))
    start = last
    while start > first and (not _titular(zone[start - 1].text, names) or (start - 2 > first and zone[start - 2].text in names.compounds)):
        start -= 1
    if start < last:
        return start > first
    # The surname carries an article ("the doctor Mohamed ElBaradei"): the given name stands before it, an office before that.
    given = last - 2
    return given > first and not _titular(zone[given].text, names) and _ends_office(zone[given - 1].text, names)


def _ends_office(word: str, names: Names) -> bool:
    """A title or a definite adjective; behind the head of a group the group's own name goes on."""
    return bare(word, names) != word or word in names.titles


def _titular(word: str, names: Names) -> bool:
    stem = bare(word, names)
    return (
        stem != word
        or word.startswith(names.definite_fronts)
        or not word[0].isalpha()
        or stem in names.titles
        or stem in names.group_heads
        or stem in names.capitals
    )
