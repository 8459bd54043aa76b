"""One claim read for comparing: its words, amounts, times and negations. Made once a claim, compared with many."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.languages import pack_for
from claims.languages.folding import fold
from claims.matching.amounts import Amount, read_amounts
from claims.matching.words import Words, read_words
from claims.records import DaySpan, FoundClaim

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,%])")
# The digits of Arabic and of Persian print.
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


@dataclass(frozen=True, slots=True)
class Profile:
    claim: FoundClaim
    words: Words
    title: Words
    amounts: tuple[Amount, ...]
    negated: bool  # by a particle; those of amounts ("no fewer than") apart
    years: frozenset[int]
    weekdays: frozenset[int]
    since: bool  # counts from a named day on
    speaker: Words


def read_profile(claim: FoundClaim) -> Profile:
    words = read_words(claim.text, claim.language)
    pack = pack_for(claim.language)
    spans = [(amount.start - claim.start, amount.end - claim.start) for amount in claim.quantities]
    negations = [
        word
        for word in words.all
        if word.text in pack.propositions.negations and not any(start <= word.start < end for start, end in spans)
    ]
    return Profile(
        claim=claim,
        words=words,
        title=read_words(claim.title or "", claim.language),
        amounts=read_amounts(claim, words),
        negated=bool(negations),
        years=_years(claim),
        weekdays=frozenset(
            pack.dates.weekdays[form] for word in words.all for form in (word.text, word.stem) if form in pack.dates.weekdays
        ),
        since=any(word.text in ("منذ", "since") for word in words.all),
        speaker=read_words(claim.speaker or "", claim.language),
    )


def _years(claim: FoundClaim) -> frozenset[int]:
    """The years that the claim names, as such or as so many years ago."""
    amounts = [(amount.start - claim.start, amount.end - claim.start) for amount in claim.quantities]
    digits = claim.text.translate(_DIGITS)
    written = [match for match in _YEAR.finditer(digits) if not any(start <= match.start() < end for start, end in amounts)]
    named = frozenset(int(match.group()) for match in written) | _year_of(claim.as_of)
    if claim.published is not None and not named:
        dates = pack_for(claim.language).dates
        for amount in claim.quantities:
            before = fold(claim.text[: amount.start - claim.start]).text.split()[-1:]
            after = fold(claim.text[amount.end - claim.start :]).text.split()[:1]
            ago = set(before) & (dates.ago_before | {"منذ"}) or set(after) & dates.ago_after
            if amount.unit == "year" and amount.low is not None and ago:
                named |= {claim.published.year - round(amount.low)}
    return named


def _year_of(days: DaySpan | None) -> frozenset[int]:
    return frozenset() if days is None or days.first.year != days.last.year else frozenset({days.first.year})
