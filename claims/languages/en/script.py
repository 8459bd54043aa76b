"""Marks of English print."""

from claims.languages.pack import Script

SCRIPT = Script(direction="ltr", sentence_ends=frozenset(".!?…"), clause_marks=frozenset(",;"))
