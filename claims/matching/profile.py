"""One claim read for comparing: its words, amounts, times and negations. Made once a claim, compared with many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.languages import pack_for
from claims.languages.folding import fold
from claims.languages.negation import denies
from claims.languages.pack import LanguagePack
from claims.matching.amounts import Amount, amount_spans, read_amounts, within
from claims.matching.names import skeleton
from claims.matching.units import MONEY
from claims.matching.words import Words, read_words, sense
from claims.records import DaySpan, FoundClaim

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,%])")
# "In the crash of four years ago" names a year; "unseen for thirty years" compares with all of them.
LONGEST_AGO = 15
# How many words that say something a negation reaches: "did not use bullets", "no plan to close".
NEGATION_REACH = 2
# The digits of Arabic and of Persian print.
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


@dataclass(frozen=True, slots=True)
class Profile:
    claim: FoundClaim
    words: Words
    title: Words
    amounts: tuple[Amount, ...]
    countries: frozenset[str]  # that it names, without those whose money it counts: a Jordanian dinar is spent anywhere
    negated: tuple[frozenset[str], ...]  # what each negating particle denies; those of amounts ("no fewer than") left out
    years: frozenset[int]
    weekdays: frozenset[int]
    since: bool  # counts from a named day on
    speaker: Words


def read_profile(claim: FoundClaim) -> Profile:
    words = read_words(claim.text, claim.language)
    pack = pack_for(claim.language)
    spans = amount_spans(claim)
    amounts = read_amounts(claim, words)
    return Profile(
        claim=claim,
        words=words,
        title=read_words(claim.title or "", claim.language),
        amounts=amounts,
        countries=_countries(words, amounts),
        negated=_negated(words, spans, pack),
        years=_years(claim, spans),
        weekdays=frozenset(
            pack.dates.weekdays[form] for word in words.all for form in (word.text, word.stem) if form in pack.dates.weekdays
        ),
        since=any(word.text in pack.meanings.since for word in words.all),
        speaker=read_words(claim.speaker or "", claim.language),
    )


def _countries(words: Words, amounts: Sequence[Amount]) -> frozenset[str]:
    coins = [(amount.start, amount.start + len(amount.text)) for amount in amounts if amount.kind in MONEY]
    return frozenset(word.country for word in words.all if word.country and not word.stop and not within(word.start, coins))


def _negated(words: Words, spans: Sequence[tuple[int, int]], pack: LanguagePack) -> tuple[frozenset[str], ...]:
    """The words behind each negating particle, as they are compared and by their consonants."""
    found = []
    written = [word.text for word in words.all]
    for index, word in enumerate(words.all):
        if not denies(written, index, pack) or within(word.start, spans):
            continue
        denied = [other for other in words.all[index + 1 :] if not other.stop][:NEGATION_REACH]
        found.append(frozenset(sense(other) for other in denied) | {skeleton(other.stem) for other in denied if not other.meaning})
    return tuple(found)


def _years(claim: FoundClaim, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The years that the claim names, as such or as so many years ago."""
    digits = claim.text.translate(_DIGITS)
    written = [match for match in _YEAR.finditer(digits) if not within(match.start(), spans)]
    named = frozenset(int(match.group()) for match in written) | _year_of(claim.as_of)
    if claim.published is not None and not named:
        pack = pack_for(claim.language)
        for amount, (start, end) in zip(claim.quantities, spans, strict=False):
            if amount.unit != "year" or amount.low is None or amount.low > LONGEST_AGO:
                continue
            before, after = fold(claim.text[:start]).text.split()[-1:], fold(claim.text[end:]).text.split()[:1]
            ago = set(before) & (pack.dates.ago_before | pack.meanings.since) or set(after) & pack.dates.ago_after
            if ago:
                named |= {claim.published.year - round(amount.low)}
    return named


def _year_of(days: DaySpan | None) -> frozenset[int]:
    return frozenset() if days is None or days.first.year != days.last.year else frozenset({days.first.year})
