"""What speaks for keeping a proposed statement, beside the others of the article, as features of the choice `keep`."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from claims.extraction.layout import NOWHERE, Layout
from claims.extraction.proposals import Proposal
from claims.extraction.reporting import CueKind
from claims.extraction.start_features import bucket

ALIKE = 0.5


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Shared part of two spans: intersection over union."""
    inside = min(a[1], b[1]) - max(a[0], b[0])
    return inside / (max(a[1], b[1]) - min(a[0], b[0])) if inside > 0 else 0.0


def keep_features(layout: Layout, proposal: Proposal, companions: Sequence[Proposal], earlier: Sequence[Proposal]) -> list[str]:
    """`companions` are the proposals of the sentence near it and itself, `earlier` those of the sentence before it."""
    cue, start, end = proposal.cue, proposal.start, proposal.end
    shape = cue.shape
    rule = start.rule
    sure = _odds(proposal.reports)
    words = bucket(layout.token_at(proposal.span[1]) - layout.token_at(proposal.span[0]))
    features = [
        "keep",
        *_steps("reports", proposal.reports),
        *_steps(f"reports {rule}", proposal.reports),
        f"ends {_odds(proposal.ends)}",
        f"ends {rule} {_odds(proposal.ends)}",
        f"{rule} {shape}",
        f"{rule} {end.rule}",
        f"{rule} words {words}",
        f"words {words}",
        f"shape {shape} words {words}",
        f"lemma {cue.lemma}",
        f"first {layout.forms[start.at].tag} {rule}",
        f"companions {min(len(companions), 5)}",
        f"inside {layout.inside[cue.first] != NOWHERE}",
    ]
    if proposal.verbs:
        features += [f"verbs {proposal.verbs} {rule}", f"verbs {proposal.verbs} {rule} {shape}", f"verbs {proposal.verbs} {cue.sense}"]
    for other in companions:
        if other is proposal:
            continue
        shared = overlap(proposal.span, other.span)
        relation = f"{'stronger' if other.reports > proposal.reports else 'weaker'} {_odds(other.reports)}"
        if shared >= ALIKE:
            features += [
                f"rival {relation}",
                f"rival {cue.kind} {other.cue.kind} {relation}",
                f"rival {rule} {other.start.rule}",
                f"rival {shape} {other.cue.shape} {relation} {other.cue.first > cue.first}",
            ]
        elif shared > 0:
            held = other.span[0] <= proposal.span[0] and proposal.span[1] <= other.span[1]
            holds = proposal.span[0] <= other.span[0] and other.span[1] <= proposal.span[1]
            features += [
                f"held {held} {holds} {sure} {_odds(other.reports)}",
                f"held {held} {holds} {shape} {other.cue.shape}",
                f"held {held} {holds} {rule} {other.start.rule}",
                f"held {held} {holds} {other.span[0] <= layout.tokens[cue.first].start < other.span[1]} {shape}",
            ]
    if cue.kind is CueKind.QUOTATION:
        likely = [other for other in earlier if other.reports > ALIKE]
        features.append(f"before {likely[-1].end.inner if likely else 'none'} {likely[-1].cue.kind if likely else ''}")
    return list(dict.fromkeys(features))


def _steps(name: str, probability: float) -> list[str]:
    """One feature for each step that the probability reaches, so that the weight grows with it."""
    return [f"{name} >{step}" for step in range(-3, int(max(-3.0, min(5.0, _logit(probability)))) + 1)]


def _odds(probability: float) -> int:
    return int(max(-4.0, min(5.0, _logit(probability))) + 4) // 2


def _logit(probability: float) -> float:
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return log(bounded / (1 - bounded))
