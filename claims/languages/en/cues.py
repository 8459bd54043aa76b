"""How English prose says that somebody said something. Source: the reporting verbs of agency copy."""

from collections.abc import Iterator

from claims.languages.pack import Cues, CueForm, CueVerb, Frame

# A verb alone is regular; an irregular one is followed by its past. Behind "|": nouns that carry what was said.
_CLAUSE_VERBS = """
say said
add
tell told
note
explain
state | statement
argue | argument
claim | claim claims
insist | insistence
write wrote
report | report reports
suggest | suggestion
stress
acknowledge
admit | admission
confirm | confirmation
conclude | conclusion
assert | assertion
reiterate
reveal
recall
remark | remarks
comment | comments
reply
respond | response
ask | question
wonder
tweet | tweet
post
declare | declaration
disclose
emphasise
emphasize
believe
think thought
estimate | estimate estimates
predict | prediction
complain | complaint
explain
continue
joke
quip
shout
read read
show
find found
indicate
learn learned
inform
allege | allegation allegations
contend
maintain
observe
hear heard
know knew
mean meant
speak spoke
quote
cite
"""
_OBJECT_VERBS = """
announce | announcement
deny denied | denial
accuse | accusation accusations
describe | description
demand | demand demands
reject | rejection
urge
call | call calls
warn | warning warnings
criticise | criticism
criticize
condemn | condemnation
blame
praise
dismiss
propose | proposal
recommend | recommendation
vow vowed | vow
pledge | pledge
promise | promise promises
threaten | threat threats
agree
oppose
order | order
rule | ruling
decide | decision
request | request
refuse | refusal
apologise | apology
apologize
appeal | appeal
invite
hail
denounce
dispute
question
defend
express
voice
highlight
detail
outline
label
brand
dub
slam
plead
swear swore
signal
hint
charge | charges
advise | advice
welcome
support
back
cast
name
expect | expectation
"""
_PREPOSITIONS = frozenset(["for", "of", "to", "on", "against", "about", "as", "with"])
_VOWELS = "aeiou"


def _third(base: str) -> str:
    if base[-1] == "y" and base[-2] not in _VOWELS:
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "sh", "ch", "x")) else f"{base}s"


def _past(base: str) -> str:
    if base[-1] == "y" and base[-2] not in _VOWELS:
        return f"{base[:-1]}ied"
    return f"{base}d" if base[-1] == "e" else f"{base}ed"


def _progressive(base: str) -> str:
    return f"{base[:-1]}ing" if base[-1] == "e" and base[-2] not in "e" else f"{base}ing"


def _rows(table: str) -> Iterator[tuple[str, str, list[str]]]:
    for row in filter(None, table.splitlines()):
        verb, _, nouns = row.partition("|")
        base, *past = verb.split()
        yield base, past[0] if past else _past(base), nouns.split()


def _verbs(table: str, frame: Frame) -> dict[str, CueVerb]:
    """Every form of every row; a form that is a noun as well is the verb."""
    prepositions = frozenset() if frame is Frame.CLAUSE else _PREPOSITIONS
    forms: dict[str, CueVerb] = {}
    for base, past, nouns in _rows(table):
        forms |= {noun: CueVerb(base, frame, prepositions, CueForm.NOUN) for noun in nouns}
        forms[_progressive(base)] = CueVerb(base, frame, prepositions, CueForm.PARTICIPLE)
        forms |= {form: CueVerb(base, frame, prepositions, CueForm.IMPERFECT) for form in (base, _third(base))}
        forms[past] = CueVerb(base, frame, prepositions, CueForm.PERFECT)
    return forms


CUES = Cues(
    verbs=_verbs(_OBJECT_VERBS, Frame.OBJECT) | _verbs(_CLAUSE_VERBS, Frame.CLAUSE),
    proclitics=(),
    leads=(),
    tails=(),
    complementizers=frozenset({"that"}),
    questions=frozenset(["whether", "how", "why", "what", "if"]),
    phrases=frozenset({"according"}),
    bound_phrases=frozenset({"according"}),
    phrase_particles=frozenset({"to"}),
    relatives=frozenset(),
    dative="",
    auxiliaries=frozenset(
        ["has", "had", "have", "having", "was", "were", "been", "be", "is", "are", "did", "would", "will", "also", "later", "earlier"]
        + ["and", "who", "then", "repeatedly", "previously", "reportedly", "recently"]
    ),
    nouns=frozenset({"claim", "claims", "reports", "report", "demand", "demands", "states", "state"}),
    own_words=frozenset(),
    unreported=frozenset({"before", "after", "so", "such"}),
    remarks=frozenset({"without", "while", "although", "which"}),
)
