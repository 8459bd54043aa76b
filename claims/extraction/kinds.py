"""How much of a content stands in quotation marks, and whether the marked words are the speaker's own."""

from __future__ import annotations

from bisect import bisect_left

from claims.extraction.choice import ChoiceModel
from claims.extraction.content_ends import End
from claims.extraction.content_starts import Start
from claims.extraction.layout import NOWHERE, Layout
from claims.extraction.reporting import Cue
from claims.extraction.start_features import bucket
from claims.records import Kind

KINDS = (Kind.DIRECT, Kind.MIXED, Kind.INDIRECT)


def kind_of(layout: Layout, cue: Cue, start: Start, end: End, model: ChoiceModel) -> Kind:
    """The kind of the content; the model is asked only where part of it is in marks."""
    certain = certain_kind(layout, cue, start, end)
    if certain is not None:
        return certain
    index, _ = model.choose(kind_features(layout, cue, start, end))
    return KINDS[index]


def certain_kind(layout: Layout, cue: Cue, start: Start, end: End) -> Kind | None:
    """The kind where the marks leave no doubt, else `None`."""
    if end.inner:
        return Kind.DIRECT
    within = layout.inside[start.at]
    if within != NOWHERE and within == layout.inside[min(end.at, len(layout.tokens)) - 1]:
        return Kind.INDIRECT if layout.inside[cue.first] == within else Kind.DIRECT
    return None if _quotations(layout, start, end) else Kind.INDIRECT


def kind_features(layout: Layout, cue: Cue, start: Start, end: End) -> list[list[str]]:
    """The features of each of KINDS."""
    indices = _quotations(layout, start, end)
    sizes = [layout.quoted[index].last - layout.quoted[index].first for index in indices]
    longest = layout.quoted[indices[sizes.index(max(sizes))]]
    words = max(1, end.at - start.at)
    before = layout.forms[longest.opening - 1] if longest.opening > 0 else layout.forms[longest.opening]
    first = layout.forms[longest.first]
    second = layout.forms[min(longest.first + 1, len(layout.forms) - 1)]
    ends = longest.after >= end.at
    size = bucket(max(sizes))
    common = [
        "",
        f"size {size}",
        f"size {size} {ends}",
        f"size {size} {first.tag}",
        f"size {size} {first.tag} {second.tag}",
        f"all {bucket(sum(sizes))} {min(len(sizes), 3)}",
        f"share {int(5 * sum(sizes) / words)}",
        f"opens {longest.opening == start.at} {size}",
        f"whole {longest.opening == start.at} {ends}",
        f"before {before.tag}",
        f"before {before.text}",
        f"before {before.close} {size}",
        f"first {first.text}",
        f"first {first.head}",
        f"first {first.close} {size}",
        f"rule {start.rule}",
        f"lemma {cue.lemma}",
        f"shape {cue.shape}",
        f"mark {layout.forms[longest.opening].text}",
    ]
    return [[f"{kind.value} {feature}" for feature in common] for kind in KINDS]


def _quotations(layout: Layout, start: Start, end: End) -> list[int]:
    """The quotations that begin in the content."""
    first = bisect_left(layout.quoted, start.at, key=lambda quoted: quoted.opening)
    last = bisect_left(layout.quoted, end.at, key=lambda quoted: quoted.opening)
    return list(range(first, last))
