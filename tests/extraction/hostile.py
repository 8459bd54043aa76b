"""Texts that no editor writes, for the tests of what the reader makes of them and for `tests.benchmarks.hostile`: pieces in any order, any
characters at all, mutations of real text, and floods of one thing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from hypothesis import strategies as st

import claims
from claims.records import Extraction, Span

SAMPLE = Path(claims.__file__).parent / "sample"

_WORDS = """
قال|وأضاف|إن|أن|بحسب|وزير|سامر|أكثر من|نحو|بين|و|مليون|الثلاثاء|مارس الماضي|بعد يومين من|ثلاثة|وثلاثين ألفا|300|٣٠٠|١٢٫٥|22/04/2018
said|that|according to|Minister|Dana Wells|more than|about|between|and|million|Tuesday|last March|two days after|three|1990s
thirty-three thousand|$1.5bn|Feb. 18|from 500 to around 4,000
"""
WORDS = [f"{word} " for line in _WORDS.strip().splitlines() for word in line.split("|")]
# Marks of every kind, opened, closed, doubled and of another pair.
MARKS = [*""" " "" ' « » “ ” „ ‘ ’ << >> `` ( ) [ ] : ، , ؟ ! — - .. """.split(), ". ", "\n", "\r"]
# What is not seen, or changes what is: bidi controls, zero-width characters, tatweel, vowel and combining marks, presentation forms,
# full-width letters, letters that change length in lower case, lone surrogates, NUL.
UNSEEN = [*map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF])]
CHANGING = "\u0640 \u064b \u0651\u064e \u0301 ﻻ ﷺ ﷲ ﬁ Ａ İ ß 𝟯 ½".split(" ")
BROKEN = ["\u0301" * 20, "\ud800", "\udfff", "\x00", "\u2028", "\t", "\u00a0"]
PIECES = [*WORDS, *MARKS, *UNSEEN, *CHANGING, *BROKEN]
LONGEST = 600
# How many of one thing a flood is.
MANY = 10_000
_FLOODS = '\u202e|\u0301|ﷺ|9|قال إن |said that |بحسب |ثلاثة و|three and |(\u202eقال\u202c |"قال" |1/1/|بين |between |مارس |March '
FLOODED = [*MARKS, *_FLOODS.split("|")]


def texts() -> st.SearchStrategy[str]:
    """Pieces in any order, any characters, and mutations of the sample's articles; some LONGEST characters at most."""
    sources = [json.loads(file.read_text("utf-8"))["text"] for file in sorted(SAMPLE.glob("*.json"))]
    return st.one_of(pieces(), st.text(max_size=200), mutations(sources))


def pieces() -> st.SearchStrategy[str]:
    """Words, marks and what is not seen, in any order."""
    return st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@st.composite
def mutations(draw: st.DrawFn, sources: Sequence[str]) -> str:
    """A stretch of a real text in which up to a dozen characters were taken out, doubled, or had pieces put before them."""
    source = draw(st.sampled_from(sources))
    start = draw(st.integers(0, max(0, len(source) - LONGEST)))
    text = source[start : start + draw(st.integers(1, LONGEST))]
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.sampled_from([0, 0, 1, 1, 2, 10]))
        kept = text[at : at + cut] * draw(st.sampled_from([0, 2]))
        text = text[:at] + draw(st.sampled_from(["", *PIECES])) + kept + text[at + cut :]
    return text


def floods() -> list[str]:
    """MANY of each of FLOODED, by itself and around a sentence."""
    sentence = "قال مدير السد سامر الحلواني الثلاثاء إن 300 عامل عادوا. "
    return [text for piece in FLOODED for text in (piece * MANY, piece * (MANY // 2) + sentence + piece * (MANY // 2))]


def faults(text: str, found: Extraction) -> list[Span]:
    """The spans of what was read in `text` that do not repeat it, are empty, or stand out of order; none where all is well."""
    spans: list[Span] = [*found.quotes, *found.claims, *found.quantities, *found.dates]
    spans += [span for quote in found.quotes for span in (quote.cue, quote.mention) if span is not None]
    wrong = [span for span in spans if not 0 <= span.start < span.end or text[span.start : span.end] != span.text]
    for layer in (found.quotes, found.claims, found.quantities, found.dates):
        wrong += [behind for before, behind in pairwise(layer) if before.start > behind.start]
    return wrong
