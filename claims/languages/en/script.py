"""Marks of English print."""

from claims.languages.pack import Script

_ABBREVIATIONS = """
adm apr aug ave brig capt cmdr co col corp dec del det dr etc feb fr gen gov hon inc insp jan jr lt ltd maj messrs mr mrs ms mt nov oct
pfc plc pres prof rep reps rev sen sens sept sgt sr st supt vs
"""
_OPENERS = """
but he her his it its she that the their these they this those we
"""
SCRIPT = Script(
    direction="ltr",
    latin=True,
    sentence_ends=frozenset(".!?…"),
    clause_marks=frozenset(",;"),
    abbreviations=frozenset(_ABBREVIATIONS.split()),
    openers=frozenset(_OPENERS.split()),
)
