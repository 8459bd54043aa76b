"""Numbers in digits and in words, as values."""

from __future__ import annotations

import math
from collections.abc import Sequence

from claims.languages.pack import NumberTables

# A float names every whole number up to here; a longer run of digits is an identifier, not an amount.
_MOST_DIGITS = 15
_HUNDRED = 100.0


def digits_value(text: str, *, dot_groups: bool) -> float | None:
    """The value of a digit string with its separators; None where it is too long or its groups fit no convention.

    A comma (`,` or `،`), `٬` or (where `dot_groups`) a point before exactly three digits separates thousands; `٫`, a point, or a comma
    before another count of digits is the decimal mark.
    """
    if sum(character.isdigit() for character in text) > _MOST_DIGITS:
        return None
    text = text.replace("\u066b", ".").replace("\u066c", ",").replace("\u060c", ",")
    marks = [character for character in text if not character.isdigit()]
    if not marks:
        return float(text)
    tail = len(text) - 1 - max(text.rfind("."), text.rfind(","))
    last = marks[-1]
    grouped = tail == 3 and (last == "," or (dot_groups and not text.startswith("0")))
    if len(set(marks)) == 1 and (grouped or len(marks) > 1):
        return float(text.replace(last, "")) if tail == 3 else None
    if marks.count(last) > 1:
        return None
    whole, fraction = text.rsplit(last, 1)
    return float(f"{whole.replace(',', '').replace('.', '')}.{fraction}")


def read_number(words: Sequence[str], index: int, tables: NumberTables) -> tuple[int, float] | None:
    """The number that begins at `words[index]` (folded lexemes): the index behind it and its value; None where there is none.

    Joins number words by the language's own order ("five and twenty", "خمسة وعشرون"), scales, and a fraction behind a scale.
    """
    total, current, scale = 0.0, 0.0, math.inf
    after = index
    while after < len(words):
        word, joined, step = _part(words, after, tables) if after > index else (words[after], False, 1)
        value = tables.words.get(word)
        if after == index and word[0].isdigit():
            # Before a scale a point is the decimal mark: 8.250 million.
            scaled = after + 1 < len(words) and words[after + 1] in tables.scales
            digits = digits_value(word, dot_groups=tables.dot_groups and not scaled)
            if digits is None:
                return None
            current = digits
        elif (factor := tables.scales.get(word)) is not None:
            if factor == _HUNDRED and current:
                current *= factor
            elif factor >= scale or (joined and current):
                break
            else:
                total, current, scale = total + (current or 1.0) * factor, 0.0, factor
        elif value is not None and value >= 1_000:
            if current or value >= scale:
                break
            total, scale = total + value, value / 2
        elif value == _HUNDRED and 3 <= current <= 9 and not joined:
            current *= _HUNDRED
        elif value is not None and (after == index or _adds(current, value, joined, tables)):
            current += value
        elif joined and word in tables.fractions:
            return after + step, total + current + tables.fractions[word] * (scale if math.isfinite(scale) and not current else 1.0)
        else:
            break
        after += step
    return (after, total + current) if after > index else None


def _part(words: Sequence[str], index: int, tables: NumberTables) -> tuple[str, bool, int]:
    """The word at `index` without its conjunction, whether it had one, and how many lexemes both take."""
    word = words[index]
    if word in (tables.conjunction, "-") and index + 1 < len(words) and (tables.additive_without_conjunction or word != "-"):
        following = words[index + 1]
        if following in tables.words or following in tables.scales:
            return following, True, 2
    if tables.proclitics and word.startswith(tables.conjunction) and word not in tables.words:
        return word[len(tables.conjunction) :], True, 1
    return word, False, 1


def _adds(current: float, value: float, joined: bool, tables: NumberTables) -> bool:
    rest = current % 100
    if not tables.additive_without_conjunction and not joined:
        return value == 10 and 1 <= rest <= 9
    if rest == 0:
        return value < 100
    if tables.additive_without_conjunction:
        return rest >= 20 and rest % 10 == 0 and value < 10
    return 20 <= value < 100 and rest <= 9
