"""How English prose says that somebody said something. Source: the reporting verbs of agency copy."""

from collections.abc import Iterator

from claims.languages.pack import Agreement, CueForm, Cues, CueVerb, Frame

# Under each sense: a verb alone is regular; behind an irregular one stand its past and what else differs. Behind "|": nouns that carry
# what was said.
_CLAUSE_VERBS = """
[say]
confess | confession
answer | answer
interject
scoff
opine
quote
bark
whisper
grumble
bemoan
gush
snap snapped snapping
cry
echo echoed
caution | caution
elaborate
testify | testimony
recount
remind
repeat
point
counter
muse
retort
speculate | speculation
lament
boast
assure | assurance
say said
tell told
note
explain
state | statement
argue | argument
suggest | suggestion
remark | remarks
comment | comments
reply
respond | response
joke
quip quipped quipping
shout
yell
chant
exclaim
affirm
clarify
specify
inform
speak spoke spoken speaking
[go on]
add
continue
[ask]
ask | question
wonder
[think]
identify
determine
discover
forecast forecast | forecast
conclude | conclusion
recall
believe
think thought
find found
assess | assessment
learn learned
observe
hear heard
know knew known knowing
mean meant
[show]
prove | proof
imply
report | report reports
reveal
disclose
show showed shown showing
indicate
[transmit]
write wrote written writing
tweet | tweet
post
read read
cite
email
[announce]
underline
underscore
reaffirm
stipulate
claim | claim claims
insist | insistence
stress
confirm | confirmation
assert | assertion
reiterate
declare | declaration
proclaim | proclamation
emphasise
emphasize
contend
maintain
[admit]
concede | concession
acknowledge
admit admitted admitting | admission
[accuse]
allege | allegation allegations
[expect]
estimate | estimate estimates
predict | prediction
[feel]
complain | complaint
fume
"""
_OBJECT_VERBS = """
[ask]
question
[announce]
unveil
release
announce | announcement
highlight
detail
outline
signal signalled signaled signalling signaling
hint
[deny]
refute
rebut rebutted rebutting
rebuff
contradict
deny denied | denial
reject | rejection
dismiss
oppose
refuse | refusal
dispute
[accuse]
accuse | accusation accusations
blame
slam slammed slamming
blast
assail
chide
chastise
scold
bash
berate
deride
charge | charges
[describe]
liken
characterise
characterize
describe | description
call | call calls
hail
label labelled labeled labelling labeling
brand
dub dubbed dubbing
tout
cast
name
refer referred referring
compare | comparison
portray
depict
[demand]
advocate
press
demand | demand demands
urge
encourage
implore
instruct
beg begged begging
propose | proposal
recommend | recommendation
order | order
request | request
appeal | appeal
invite
plead
advise | advice
[promise]
vow vowed | vow
pledge | pledge
promise | promise promises
agree
swear swore sworn swearing
[threaten]
warn | warning warnings
threaten | threat threats
[decide]
rule | ruling
decide | decision
[expect]
expect | expectation
[feel]
decry
attack
mock
ridicule
laud
applaud
commend
congratulate
thank
rebuke | rebuke
lambast
deplore
criticise | criticism
criticize
condemn | condemnation
praise
apologise | apology
apologize
denounce
defend
express
voice
welcome
support
back
"""
_REFUSALS = frozenset([*[f"{verb} to" for verb in "decline declines declined declining refuse refuses refused refusing".split()], "yet to"])
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


def _rows(table: str) -> Iterator[tuple[str, str, list[str], list[str]]]:
    sense = ""
    for row in filter(None, table.splitlines()):
        if row[0] == "[":
            sense = row.strip("[]")
            continue
        verb, _, nouns = row.partition("|")
        base, *irregular = verb.split()
        yield sense, base, irregular or [_past(base)], nouns.split()


def _verbs(table: str, frame: Frame) -> dict[str, CueVerb]:
    """Every form of every row; a form that is a noun as well is the verb."""
    prepositions = frozenset() if frame is Frame.CLAUSE else _PREPOSITIONS
    forms: dict[str, CueVerb] = {}
    for sense, base, irregular, nouns in _rows(table):
        forms |= {noun: CueVerb(base, sense, frame, prepositions, CueForm.NOUN) for noun in nouns}
        forms[_progressive(base)] = CueVerb(base, sense, frame, prepositions, CueForm.PARTICIPLE)
        forms |= {form: CueVerb(base, sense, frame, prepositions, CueForm.IMPERFECT) for form in (base, _third(base))}
        for form in irregular:
            forms[form] = CueVerb(base, sense, frame, prepositions, CueForm.PARTICIPLE if form.endswith("ing") else CueForm.PERFECT)
    return forms


CUES = Cues(
    verbs=_verbs(_OBJECT_VERBS, Frame.OBJECT) | _verbs(_CLAUSE_VERBS, Frame.CLAUSE),
    other_words=frozenset(),
    licensed={},
    proclitics=(),
    leads=(),
    tails=(),
    before_tails={},
    agreement=Agreement((), (), (), (), (), (), ()),
    complementizers=frozenset({"that"}),
    questions=frozenset(["whether", "how", "why", "what", "if"]),
    phrases=frozenset({"according"}),
    bound_phrases=frozenset({"according"}),
    phrase_particles=frozenset({"to"}),
    relatives=frozenset(),
    dative="",
    dative_phrases=frozenset(),
    auxiliaries=frozenset(
        "has had have having was were been be is are did would will also later earlier and who then "
        "repeatedly previously reportedly recently".split()
    ),
    own_words=frozenset(),
    hopeless=7.0,
    keep=0.3,
    remarks=frozenset({"without", "while", "although", "which"}),
    topics=frozenset({"of", "about"}),
    telling=frozenset(),
    addressing=frozenset({"inform", "tell"}),
    pointing=frozenset(),
    object_openers=frozenset(),
    showing=frozenset({"conclude", "estimate", "find", "hear", "suggest"}),
    passive=frozenset("is are was were be been being am get gets got getting".split()),
    adverb_endings=("ly",),
    refusals=_REFUSALS,
    agents=frozenset({"by"}),
    measuring=frozenset(),
)
