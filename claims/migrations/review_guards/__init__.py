"""The SQL of migration 0010, a subject a file."""

from claims.migrations.review_guards import claims_and_quotes, decisions, fact_checks, history, matches

_PARTS = (decisions, fact_checks, claims_and_quotes, matches, history)
FORWARD = "\n".join(part.FORWARD for part in _PARTS)
BACKWARD = "\n".join(part.BACKWARD for part in reversed(_PARTS))
