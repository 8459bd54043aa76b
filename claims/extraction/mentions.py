"""Who is named beside a cue: the mention without its titles and appositions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claims.extraction.tokens import Token
from claims.extraction.wording import bare
from claims.languages.pack import Names
from claims.records import SpeakerKind

# A name of more words than this has run into the words that follow it; of 498 persons named beside a cue 5 are longer.
LONGEST_NAME = 4
# Where nothing marks the end of the name (a bare noun phrase follows) the usual given name and surname are taken.
OPEN_NAME = 2
LONGEST_GROUP = 8
# Marks that stand inside a name: `the newspaper "Haaretz"`, `al.monitor`.
_JOINING = frozenset("'’.\"“”«»_#")


class Mention(NamedTuple):
    """Folded offsets of the mention, its kind, and the index of the first token after it in the zone that was read.

    `role` is true where only an office is named ("the spokesman of the army").
    """

    start: int
    end: int
    kind: SpeakerKind
    after: int
    role: bool


def find_mention(zone: Sequence[Token], names: Names, *, open_ended: bool) -> Mention | None:
    """The speaker named in `zone`, the tokens beside a cue in order; `None` where nobody is.

    `open_ended`: nothing marks where the mention ends, so that the shortest plausible one is taken.
    """
    role: Mention | None = None
    for first, last in _segments(zone, names):
        mention = _read_segment(zone, first, last, names, open_ended)
        if mention is None:
            continue
        if not mention.role:
            return mention
        if role is None:
            role = mention
        if open_ended:
            break
    return role


def opens_mention(word: str, names: Names) -> bool:
    """Whether `word` can only begin a mention: a title, a group, a capital, an unnamed source, a definite noun."""
    return _titular(word, names) or word in names.unnamed


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


def _read_segment(zone: Sequence[Token], first: int, last: int, names: Names, open_ended: bool) -> Mention | None:
    while first < last - 1 and not zone[first].word:
        first += 1
    head = bare(zone[first].text, names)
    if head in names.unnamed and zone[first].text == head:
        return _mention(zone, first, _unnamed_end(zone, first, last, names, open_ended), SpeakerKind.UNNAMED)
    if head in names.titles:
        mention = _titled(zone, first, _stop(zone, first, last, names), names, open_ended)
        return _behind_place(zone, mention, last, names) if mention.role and not open_ended else mention
    if head in names.group_heads:
        return _mention(zone, first, _group_end(zone, first, last, names, open_ended), SpeakerKind.GROUP)
    if head in names.capitals:
        return _mention(zone, first, first + 1, SpeakerKind.GROUP)
    end = min(_stop(zone, first, last, names), first + (OPEN_NAME if open_ended else LONGEST_NAME))
    definite = names.article and zone[first].text.startswith(names.article)
    if definite and (end - first > 1 or not zone[first].text.endswith("ي")):
        return _mention(zone, first, end, SpeakerKind.GROUP)
    return _mention(zone, first, end, SpeakerKind.PERSON) if end > first else None


def _stop(zone: Sequence[Token], first: int, last: int, names: Names) -> int:
    """The end of a personal name: the first preposition, time word or title after the name has begun."""
    for index in range(first, last):
        word = zone[index].text
        if word in names.stops or word in names.time_words or not zone[index].word or word[0].isdigit():
            return index
        if word in names.doubtful_stops and (index + 1 == last or bare(zone[index + 1].text, names) != zone[index + 1].text):
            return index
        if names.article and index > first and _is_addressee(word, names) and not _titular(zone[index - 1].text, names):
            return index
    return last


def _group_end(zone: Sequence[Token], first: int, last: int, names: Names, open_ended: bool) -> int:
    """A group is its head, the noun that completes it, and the words after them; only the definite ones where content may follow."""
    index = first + 1
    while index < min(last, first + LONGEST_GROUP):
        word = zone[index].text
        if word in names.stops or word in names.time_words:
            break
        if (
            open_ended
            and zone[index].word
            and zone[index - 1].word
            and index > first + 1
            and names.article
            and not word.startswith((names.article, "لل", "وال"))
            and bare(word, names) not in names.capitals
        ):
            break
        index += 1
    return index


def _is_addressee(word: str, names: Names) -> bool:
    """To whom it was said, the preposition written together: "to the reporters", "to agency …"."""
    return word.startswith("لل") or (word[0] == "ل" and bare(word[1:], names) in names.group_heads)


def _unnamed_end(zone: Sequence[Token], first: int, last: int, names: Names, open_ended: bool) -> int:
    """An unnamed source is described to the end of its segment, unless the time follows."""
    if open_ended:
        return _group_end(zone, first, last, names, open_ended)
    return next((index for index in range(first + 1, last) if zone[index].text in names.time_words), last)


def _titled(zone: Sequence[Token], first: int, last: int, names: Names, open_ended: bool) -> Mention:
    start = _name_start(zone, first, last, names)
    if start is None:
        kind = SpeakerKind.PERSON if bare(zone[first].text, names) != zone[first].text else SpeakerKind.UNNAMED
        return Mention(zone[first].start, zone[last - 1].end, kind, last, True)
    end = min(last, start + (OPEN_NAME if open_ended else LONGEST_NAME))
    for index in range(start + 1, end):
        if bare(zone[index].text, names) in names.titles:
            end = index
            break
    return _mention(zone, start, end, SpeakerKind.PERSON)


def _behind_place(zone: Sequence[Token], role: Mention, last: int, names: Names) -> Mention:
    """The name that ends the segment behind the office's place: "the prosecutor in Nantes, Pierre Sennes" without the comma."""
    start = last
    while start > role.after and _may_be_name(zone[start - 1], names):
        start -= 1
    if last - start <= OPEN_NAME:
        return role
    return _mention(zone, last - OPEN_NAME, last, SpeakerKind.PERSON)


def _may_be_name(token: Token, names: Names) -> bool:
    return token.word and not _titular(token.text, names) and token.text not in names.stops | names.time_words


def _name_start(zone: Sequence[Token], first: int, last: int, names: Names) -> int | None:
    """Where the name begins in a segment that opens with a title; `None` where the office alone is named."""
    if not names.article:
        return next((index for index in range(first + 1, last) if not _titular(zone[index].text, names)), None)
    start = last
    while start > first and (not _titular(zone[start - 1].text, names) or (start - 2 > first and zone[start - 2].text in names.compounds)):
        start -= 1
    if start < last:
        return start if start > first else None
    # The surname carries an article ("the doctor Mohamed ElBaradei"): the given name stands before it, an office before that.
    given = last - 2
    if given > first and not _titular(zone[given].text, names) and _ends_office(zone[given - 1].text, names):
        return given
    return None


def _ends_office(word: str, names: Names) -> bool:
    """A title or a definite adjective; behind the head of a group the group's own name goes on."""
    return bare(word, names) != word or word in names.titles


def _titular(word: str, names: Names) -> bool:
    stem = bare(word, names)
    return (
        stem != word
        or word.startswith(("لل", "وال"))
        or not word[0].isalpha()
        or stem in names.titles
        or stem in names.group_heads
        or stem in names.capitals
    )


def _mention(zone: Sequence[Token], first: int, last: int, kind: SpeakerKind) -> Mention:
    return Mention(zone[first].start, zone[max(first, last - 1)].end, kind, max(first + 1, last), False)
