"""How French prose says that somebody said something. Source: the reporting verbs of agency copy; folded forms."""

from claims.languages.pack import Agreement, CueForm, Cues, CueVerb, Frame

# Under each sense, a line a verb: past participle and present; participle; nouns.
_VERBS = {
    "say": """
dit disent | disant | propos
declare declarent | declarant | declaration
affirme affirment | affirmant | affirmation
ajoute ajoutent | ajoutant |
explique expliquent | expliquant |
indique indiquent | indiquant |
precise precisent | precisant |
souligne soulignent | soulignant |
estime estiment | estimant |
""",
    "announce": """
annonce annoncent | annoncant |
""",
    "deny": """
dementi dement dementent | dementant |
nie nient | niant |
""",
    "demand": """
demande demandent | demandant | demande
reclame reclament | reclamant |
""",
}
_OBJECTS = frozenset({"announce", "deny", "demand"})
_PRONOUNS = "il elle ils elles on un une aucun aucune"
_QUOTED = ("'", "’")


def _verbs() -> dict[str, CueVerb]:
    """Every form of every row; a form that is a noun as well is the verb."""
    forms: dict[str, CueVerb] = {}
    for sense, table in _VERBS.items():
        frame = Frame.OBJECT if sense in _OBJECTS else Frame.CLAUSE
        for row in table.strip().splitlines():
            finite, participles, nouns = (cell.split() for cell in row.split("|"))
            lemma = finite[0]
            for form, words in ((CueForm.NOUN, nouns), (CueForm.PARTICIPLE, participles), (CueForm.PERFECT, finite)):
                forms |= {word: CueVerb(lemma, sense, frame, frozenset(), form) for word in words}
    return forms


CUES = Cues(
    verbs=_verbs(),
    other_words=frozenset(),
    licensed={},
    proclitics=(),
    leads=(),
    tails=(),
    before_tails={},
    agreement=Agreement((), (), (), (), (), (), ()),
    complementizers=frozenset({"que", *(f"qu{mark}{word}" for mark in _QUOTED for word in _PRONOUNS.split())}),
    questions=frozenset({"si", "comment", "pourquoi"}),
    phrases=frozenset({"selon", "d'apres", "d’apres"}),
    bound_phrases=frozenset(),
    phrase_particles=frozenset(),
    relatives=frozenset(),
    dative="",
    dative_phrases=frozenset(),
    auxiliaries=frozenset("a ont avait avaient est sont a-t-il a-t-elle ont-ils ont-elles".split()),
    own_words=frozenset(),
    hopeless=5.0,
    keep=0.15,
    remarks=frozenset({"tandis", "sans", "alors"}),
    topics=frozenset(),
    telling=frozenset(),
    addressing=frozenset(),
    pointing=frozenset(),
    object_openers=frozenset(),
    showing=frozenset(),
    passive=frozenset(),
    adverb_endings=(),
    refusals=frozenset(),
    agents=frozenset(),
    measuring=frozenset(),
)
