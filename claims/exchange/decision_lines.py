"""Decisions as lines for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from claims.exchange.row_lines import Shape
from claims.models import Decision


def _decision(decision: Decision) -> Sequence[object]:
    return (
        *(decision.pk, decision.at, decision.subject, decision.subject_id, decision.seq, decision.from_state, decision.to_state),
        *(decision.actor.get_username(), decision.reason, json.dumps(decision.changes, ensure_ascii=False), decision.hash),
    )


# `changes` is one text, in JSON: {field: [before, after]}.
DECISIONS = Shape(
    ("id", "decided_at", "subject", "subject_id", "seq", "from_state", "to_state", "actor", "reason", "changes", "hash"), _decision
)
