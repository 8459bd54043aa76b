"""Which texts are copies of one another: near-verbatim words, and credits of one agency.

A copy may have another headline, its end cut, a paragraph more, and digits of another script; two reports of one event in their own
words are none, even where they quote the same man. Words are folded and compared as runs of four. Of a text's runs a few are kept as
marks, by which its likely copies are found in a table: the smallest hash in every window of runs (S. Schleimer, D. Wilkerson, A. Aiken,
"Winnowing", SIGMOD 2003), so that any passage of RUN + WINDOW - 1 words that two texts share gives both the same mark, up to MOST_MARKS.
The likely ones are then compared run by run. The thresholds were fixed by reading pairs of 16,919 Arabic articles of five outlets.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.languages import PACKS, pack_for, packs
from claims.languages.folding import fold, fold_key

# Raised by hand whenever an article may be traced to another origin.
TRACE = "2"
RUN, WINDOW, MOST_MARKS = 4, 12, 48
# Words read of a text; what an article says further down is not what it was copied for.
MOST_WORDS = 4000
# Shares of the shorter text's runs that are in the other; of the longer one's; and of either text's first half.
COPIED, COVERED, BEGUN = 0.5, 0.25, 0.35
# The same where both credit one agency, or one credits the other.
CREDITED_COPIED, CREDITED_COVERED, CREDITED_BEGUN = 0.3, 0.15, 0.2
# Where so much of the shorter and of the longer text is common, the first half may be another's: an agency's report under an opening
# of the outlet's own. Of 2,200 pairs of articles of one story 21 are found so, all of one story by their headlines.
REOPENED_COPIED, REOPENED_COVERED = 0.55, 0.4
# Runs in common below which nothing is a copy: a sentence or two.
LEAST_RUNS = 12
# Runs outside quotation marks from which those alone are compared: two reports may quote one statement at length.
LEAST_NARRATED = 20
# Characters at either end of a text in which a credit stands.
CREDIT_HEAD, CREDIT_TAIL = 400, 300

_QUOTED = re.compile(r'"[^"\n]*"|«[^»\n]*»|“[^”\n]*”|„[^“”\n]*[“”]|<<[^>\n]*>>')
_BRACKETED = re.compile(r"[(\[]([^()\[\]\n]{1,60})[)\]]")
_JOINTS = "|".join(sorted(re.escape(word) for pack in packs() for word in pack.credits.joints))
_PARTS = re.compile(rf"\s*[/|،,;؛:–—\n]\s*|\s+[-ـ]+\s+|\s+(?:{_JOINTS})\s+")


@dataclass(frozen=True, slots=True)
class Imprint:
    """A text as it is compared. `runs` are hashes of runs of words in order; `narrated` those outside quotation marks."""

    runs: tuple[int, ...]
    narrated: tuple[int, ...]

    @property
    def marks(self) -> tuple[int, ...]:
        """The hashes by which copies are found: signed 64-bit numbers, at most MOST_MARKS, smallest first."""
        windows = range(max(1, len(self.runs) - WINDOW + 1))
        return tuple(sorted({min(self.runs[at : at + WINDOW]) for at in windows if self.runs})[:MOST_MARKS])


def take_imprint(text: str) -> Imprint:
    """The imprint of an article's text. Linear; of a very long text the first MOST_WORDS words."""
    runs = _runs(text)
    unquoted = _QUOTED.sub("\n", text)
    return Imprint(runs, runs if unquoted == text else _runs(unquoted))


def copied_share(a: Imprint, b: Imprint, *, credited: bool) -> float:
    """How much of the shorter text is in the other, in [0, 1]; 0 where the two are no copies.

    `credited`: one credits the other, or both one agency. Symmetric.
    """
    copied, covered, begun = (CREDITED_COPIED, CREDITED_COVERED, CREDITED_BEGUN) if credited else (COPIED, COVERED, BEGUN)
    narrated = min(len(a.narrated), len(b.narrated)) >= LEAST_NARRATED
    one, other = (a.narrated, b.narrated) if narrated else (a.runs, b.runs)
    in_one, in_other = frozenset(one), frozenset(other)
    common = len(in_one & in_other)
    if common < LEAST_RUNS:
        return 0.0
    shorter, longer = sorted((len(in_one), len(in_other)))
    if common / shorter < copied or common / longer < covered:
        return 0.0
    # What two articles share at the end alone is background, or what the page shows under every article.
    reopened = common / shorter >= REOPENED_COPIED and common / longer >= REOPENED_COVERED
    if not reopened and min(_begun(one, in_other), _begun(other, in_one)) < begun:
        return 0.0
    return common / shorter


def find_credits(text: str, byline: str, language: str, own: Mapping[str, str]) -> frozenset[str]:
    """The agencies that an article credits in its byline, its dateline, in brackets or in a line of sources, as codes.

    `text` is headline, blank line, body. `own` maps names of outlets to codes of theirs: an outlet may be an agency. What a sentence
    ascribes to an agency further down is no credit. None in a language without tables.
    """
    if language not in PACKS:
        return frozenset()
    credits = pack_for(language).credits
    known = {_bare(name, credits.fillers): code for name, code in (*credits.agencies.items(), *own.items())}
    known.pop("", None)
    found = {known.get(_bare(part, credits.fillers)) for part in _credit_lines(text, byline, credits.leads)}
    return frozenset(code for code in found if code)


def _runs(text: str) -> tuple[int, ...]:
    # Runs do not go across a place where a quotation was cut out, nor across lines.
    found: list[int] = []
    left = MOST_WORDS
    for line in text.split("\n"):
        words = fold_key(line).split()[:left]
        left -= len(words)
        found += [_hash(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
        if left == 0:
            break
    return tuple(found)


def _hash(words: Sequence[str]) -> int:
    return int.from_bytes(hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest(), "big", signed=True)


def _begun(runs: tuple[int, ...], others: frozenset[int]) -> float:
    first = runs[: (len(runs) + 1) // 2]
    return sum(run in others for run in first) / len(first)


def _bare(name: str, fillers: frozenset[str]) -> str:
    return " ".join(word for word in fold_key(name).split() if word not in fillers)


def _credit_lines(text: str, byline: str, leads: Sequence[str]) -> list[str]:
    """Whatever stands where credits stand, in parts: most are no names of agencies."""
    body = text.split("\n\n", 1)[-1].strip()
    head, tail = body[:CREDIT_HEAD], body[-CREDIT_TAIL:]
    lines = [byline, *_BRACKETED.findall(head), *_BRACKETED.findall(tail), tail.rsplit("\n", 1)[-1]]
    # The dateline is what stands before the first dash or colon, and its last part the agency: "London - Reuters:".
    lines.append(re.split(r"[:–—]|\s-+\s*(?=[^\s-]+\s[^\s-]+\s)", body.split("\n", 1)[0][:80])[0])
    lines += re.split(r"[:–—]|\s-+\s", body.split("\n", 1)[0][:80])[:3]
    for line in (*head.split("\n"), *tail.split("\n")):
        lines += [folded.removeprefix(lead) for lead in leads if (folded := fold(line).text.strip()).startswith((lead + ":", lead + " "))]
    return [part for line in lines for part in _PARTS.split(line)]
