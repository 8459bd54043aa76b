"""How English prose says that somebody said something. Source: the reporting verbs of agency copy."""

from claims.languages.pack import Cues, CueVerb, Frame

_CLAUSE_VERBS = """
say says said saying
add adds added adding
tell tells told telling
note notes noted noting
explain explains explained explaining
state states stated stating
argue argues argued arguing
claim claims claimed claiming
insist insists insisted insisting
warn warns warned warning
write writes wrote writing
report reports reported reporting
suggest suggests suggested suggesting
stress stresses stressed stressing
acknowledge acknowledges acknowledged acknowledging
admit admits admitted admitting
confirm confirms confirmed confirming
conclude concludes concluded concluding
"""
_OBJECT_VERBS = """
announce announces announced announcing
deny denies denied denying
accuse accuses accused accusing
describe describes described describing
demand demands demanded demanding
reject rejects rejected rejecting
urge urges urged urging
"""


def _verbs(table: str, frame: Frame) -> dict[str, CueVerb]:
    rows = [row.split() for row in table.splitlines() if row]
    return {form: CueVerb(row[0], frame, frozenset(), finite=not form.endswith("ing")) for row in rows for form in row}


CUES = Cues(
    verbs=_verbs(_CLAUSE_VERBS, Frame.CLAUSE) | _verbs(_OBJECT_VERBS, Frame.OBJECT),
    proclitics=(),
    complementizers=frozenset({"that"}),
    phrases=frozenset({"according"}),
    phrase_particles=frozenset({"to"}),
    relatives=frozenset(),
    dative="",
    auxiliaries=frozenset({"has", "had", "have", "was", "is", "also", "later", "earlier", "and", "who"}),
    nouns=frozenset({"claim", "claims", "reports", "report", "demand", "demands", "states", "state"}),
    own_words=frozenset(),
    unreported=frozenset({"before", "after", "so", "such"}),
    remarks=frozenset({"without", "while", "although", "which"}),
)
