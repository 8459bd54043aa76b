"""Marks of French print. Source: the usual abbreviations of titles."""

from claims.languages.pack import Script

SCRIPT = Script(
    direction="ltr",
    latin=True,
    sentence_ends=frozenset(".!?…"),
    clause_marks=frozenset(",;"),
    abbreviations=frozenset({"m", "mm", "dr", "me", "st"}),
    openers=frozenset("il elle ils elles le la les ce cette mais".split()),
)
