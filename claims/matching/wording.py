"""Where two texts of one language differ: the same frame with one thing put in the place of another is another claim."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from claims.matching.words import Word, Words, sense

# The share of the words that stand alike in both texts from which on they are one frame. In Arabic headline pairs of one frame
# with one substitution 83 of 95 deny each other.
FRAME = 0.5
# Words that may be added elsewhere without hiding that a name was exchanged ("a term", "a new term").
ADDED_BESIDE_NAMES = 2
# From so many letters on two words that share so much are two spellings of one.
SHORTEST_SPELLING, SPELLING = 5, 0.85
# Behind these a name stands: "the camp of Zahra", "مخيم الزهرة".
_NAMED_THINGS = """
camp city village province airport port island river dam bridge mountain school hospital university company bank party movement
match cup storm road stadium ship base court sea
"""
NAMED_THINGS = frozenset(_NAMED_THINGS.split())


@dataclass(frozen=True, slots=True)
class Substitution:
    """The only place where two texts differ. `named`: what was exchanged are names, titles or countries."""

    a: str
    b: str
    named: bool


def only_substitution(a: Words, b: Words) -> Substitution | None:
    """The one substitution in texts that are alike otherwise; None where they differ in more, in less, or only by words added."""
    content_a, content_b = _content(a), _content(b)
    if [word.text for word in content_a] > [word.text for word in content_b]:
        # The matcher breaks ties by the first text: the order of the claims must not decide.
        found = only_substitution(b, a)
        return None if found is None else Substitution(found.b, found.a, found.named)
    senses_a = [sense(word) for word in content_a]
    matcher = SequenceMatcher(None, senses_a, [_spelled(word, senses_a) for word in content_b], autojunk=False)
    alike = sum(size for _, _, size in matcher.get_matching_blocks())
    if not alike or 2 * alike / (len(content_a) + len(content_b)) < FRAME:
        return None
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    replaced = [change for change in changes if change[0] == "replace"]
    if len(replaced) != 1:
        return None
    _, start_a, end_a, start_b, end_b = replaced[0]
    block_a, block_b = content_a[start_a:end_a], content_b[start_b:end_b]
    if _joined_alike(block_a, block_b):
        return None
    before = content_a[max(0, start_a - 1) : start_a]
    named = _is_named(block_a, block_b, before)
    added = sum(abs((end - start) - (last - first)) for _, start, end, first, last in changes if (start, first) != (start_a, start_b))
    return Substitution(_text(block_a), _text(block_b), named) if added <= (ADDED_BESIDE_NAMES if named else 0) else None


def _spelled(word: Word, others: list[str]) -> str:
    """What the word is compared by; another spelling of one of the others counts as that one: "سيبريا", "سيبيريا"."""
    own = sense(word)
    if word.meaning or own in others or len(own) < SHORTEST_SPELLING:
        return own
    near = get_close_matches(own, [other for other in others if len(other) >= SHORTEST_SPELLING], 1, SPELLING)
    return near[0] if near else own


def _joined_alike(a: list[Word], b: list[Word]) -> bool:
    """Whether the blocks are one word written together and apart."""
    return "".join(word.text for word in a) == "".join(word.text for word in b)


def _content(words: Words) -> list[Word]:
    return [word for word in words.all if not word.stop]


def _text(block: list[Word]) -> str:
    return " ".join(word.text for word in block)


def _is_named(a: list[Word], b: list[Word], before: list[Word]) -> bool:
    """Whether both blocks hold what may be a name, and a capital, a word of place, a title in or before them or a country says so."""
    if not all(any(_may_be_name(word) for word in block) for block in (a, b)):
        return False
    if all(any(word.placed and _may_be_name(word) for word in block) for block in (a, b)):
        return True
    if all(any(word.capital for word in block) for block in (a, b)):
        return True
    return any(word.title or word.meaning in NAMED_THINGS for word in before) or any(word.title or word.country for word in (*a, *b))


def _may_be_name(word: Word) -> bool:
    return bool(word.country) or not (word.meaning or word.text[0].isdigit())
