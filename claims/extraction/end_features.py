"""What speaks for and against a place as the end of a content, as features of the choice `end`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claims.extraction.content_ends import End
from claims.extraction.content_starts import Start
from claims.extraction.layout import NOWHERE, Layout
from claims.extraction.reporting import Cue
from claims.extraction.start_features import EDGE, SentenceCounts, bucket

# Ends at a mark that belongs to nothing; at the others the next word follows at once.
_PASSED_OVER = frozenset({"mark", "stop", "bracket", "dash"})


def end_features(
    layout: Layout, cue: Cue, start: Start, ends: Sequence[End], counts: SentenceCounts, reporting: Mapping[int, float]
) -> list[list[str]]:
    """The features of each of `ends`. `reporting` is how likely the cue that begins at a token is to report."""
    passed = 0.0
    found = []
    for order, end in enumerate(ends):
        found.append(_features(layout, cue, start, end, order, len(ends), passed, counts, reporting))
        if not end.inner:
            passed = max(passed, reporting.get(end.at + 1, reporting.get(end.at, 0.0)))
    return found


def _features(
    layout: Layout,
    cue: Cue,
    start: Start,
    end: End,
    order: int,
    number: int,
    passed: float,
    counts: SentenceCounts,
    reporting: Mapping[int, float],
) -> list[str]:
    """`number`: how many ends there are; `passed`: how likely a cue before this one is to report."""
    forms = layout.forms
    index = end.at
    mark = forms[index] if index < counts.last else EDGE
    at = index + 1 if end.rule in _PASSED_OVER and not end.inner else index
    if end.inner:
        at = layout.quoted[start.quotation].after
        mark = forms[at] if at < counts.last else EDGE
        if at < counts.last and not layout.tokens[at].word:
            at += 1
    following = forms[at] if at < counts.last else EDGE
    later = forms[at + 1] if at + 1 < counts.last else EDGE
    before = forms[index - 1]
    words = bucket(index - start.at)
    sure = _likely(reporting.get(at))
    inside = layout.inside[min(index, counts.last - 1)] != NOWHERE if index < counts.last else False
    thats = counts.between(counts.thats, min(at, counts.last), min(counts.last, at + 5)) > 0
    rule = end.rule
    features = [
        rule,
        f"{rule} {start.rule}",
        f"{rule} {start.rule} {cue.shape}",
        f"{rule} {cue.lemma}",
        f"{rule} words {words}",
        f"{rule} words {start.rule} {words}",
        f"{rule} inside {inside} {start.quotation != NOWHERE}",
        f"{rule} passed {_likely(passed)}",
        f"{rule} next {sure} {thats} {following.conjoined}",
        f"{rule} next {sure} {following.tag}",
        f"{rule} thats {thats} {following.tag}",
        f"{rule} at {following.tag}",
        f"{rule} at {following.text}",
        f"{rule} family {following.family}",
        f"{rule} families {following.family} {later.family}",
        f"{rule} families {before.family} {following.family}",
        f"{rule} head {following.head}",
        f"{rule} pair {following.text} {later.text}",
        f"{rule} pair {following.tag} {later.tag}",
        f"{rule} mark {mark.text}",
        f"{rule} before {before.tag}",
        f"{rule} cue {following.verb is not None} {following.conjoined} {sure} {thats}",
        f"{rule} left {bucket(number - order - 1)}",
        f"{rule} first {order == 0}",
        f"{rule} rest {bucket(counts.last - index)}",
    ]
    if start.quotation != NOWHERE:
        quoted = layout.quoted[start.quotation]
        size = bucket(quoted.last - quoted.first)
        if end.inner:
            features += [
                f"inner {size} {mark.tag}",
                f"inner {size} {mark.tag[:1].isalpha()} {following.tag[:1].isalpha()}",
                f"inner {size} {mark.family}",
                f"inner {mark.tag} {following.tag}",
                f"inner {size} {start.rule}",
                f"inner {sure}",
                f"inner rest {bucket(counts.last - quoted.after)}",
            ]
            if start.quotation in layout.going_on:
                features += ["inner small", f"inner small {mark.tag}", f"inner small {mark.tag[:1].isalpha()}", f"inner small {start.rule}"]
        else:
            features += [f"outer {size} {bucket(index - quoted.after)}", f"outer behind {index >= quoted.after} {size} {rule}"]
    return features


def _likely(probability: float | None) -> str:
    return "-" if probability is None else str(int(probability * 4.999))
