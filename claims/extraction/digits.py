"""Numbers in digits, as values."""

from __future__ import annotations

# A float names every whole number up to here; a longer run of digits is an identifier, not an amount.
MOST_DIGITS = 15
GROUP = 3  # digits between two marks of thousands


def digits_value(text: str, *, dot_groups: bool) -> float | None:
    """The value of a digit string with its separators; None where it is too long or its groups fit no convention.

    A comma (`,` or `،`), `٬` or (where `dot_groups`) a point before exactly three digits separates thousands; `٫`, a point, or a comma
    before another count of digits is the decimal mark. Of two kinds of marks the last is the decimal one.
    """
    if sum(character.isdigit() for character in text) > MOST_DIGITS:
        return None
    text = text.replace("\u066b", ".").replace("\u066c", ",").replace("\u060c", ",")
    marks = [character for character in text if not character.isdigit()]
    if not marks or text[0] in ".,":
        return float(text.replace(",", ".")) if len(marks) < 2 else None
    tail = len(text) - 1 - max(text.rfind("."), text.rfind(","))
    last = marks[-1]
    grouped = tail == GROUP and (last == "," or (dot_groups and not text.startswith("0")))
    if len(set(marks)) == 1 and grouped:
        return float(text.replace(last, ""))
    if marks.count(last) > 1:
        # Groups of thousands written with one mark, the decimals with the same: 12,220,13.
        head, _, decimals = text.rpartition(last)
        groups = head.split(last)
        whole = last == "," and len(groups[0]) <= GROUP and all(len(group) == GROUP for group in groups[1:])
        return float(f"{head.replace(last, '')}.{decimals}") if whole and tail != GROUP else None
    whole_digits, decimals = text.rsplit(last, 1)
    return float(f"{whole_digits.replace(',', '').replace('.', '')}.{decimals}")
