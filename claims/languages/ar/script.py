"""Marks and brackets of Arabic print. Source: the Unicode names list, and the keyboards of Arabic newsrooms."""

from claims.languages.pack import Script

SCRIPT = Script(
    direction="rtl",
    latin=False,
    sentence_ends=frozenset(".!?؟…"),
    clause_marks=frozenset("،,؛;"),
    abbreviations=frozenset({"د", "ا", "ا.د"}),  # doctor, professor
    openers=frozenset(),
)
