"""Words that turn, soften or weigh an English proposition."""

from claims.languages.pack import Propositions

_PLAIN = "is are was were does do did has have had could would should must need might".split()
# What a word with a negation written together with it is by itself, and how it is written there.
_CONTRACTED = {**dict(zip(_PLAIN, _PLAIN, strict=True)), "will": "wo", "can": "ca", "shall": "sha"}

PROPOSITIONS = Propositions(
    negations=frozenset(["not", "no", "never", "none", "neither", "nor", "nobody", "nothing", "cannot"]),
    contracted={f"{written}n't": f"{word} not" for word, written in _CONTRACTED.items()},
    plans=frozenset(["plan to", "plans to", "planned to", "planning to", "intend to", "intends to", "intended to"]),
    futures=frozenset(["will", "shall", "would"]),
    demands=frozenset(["must", "should"]),
    duties=frozenset(),
    own_duties=frozenset(),
    no_duties=frozenset(),
    conditions=frozenset(["if", "unless", "provided"]),
    opinions=frozenset(["think", "believe", "hope", "perhaps", "maybe", "feel"]),
    doubts=frozenset(),
    imperfects={},
    no_imperfects=frozenset(),
    conjunctions=frozenset(["and", "but", "or"]),
    clause_openers=frozenset(["but", "while", "whereas", "although", "though"]),
    subordinators=frozenset(["after", "as", "because", "before", "once", "since", "until", "when"]),
    leading_to_that=frozenset(["except", "given", "now", "provided", "so", "such"]),
    clause_verbs=frozenset(
        (
            "is are was were has have had will would can cannot could does did do must should may might "
            "killed wounded injured died rose fell increased decreased grew dropped climbed reached lost won gained received gave sent "
            "left arrived returned began ended continued opened closed signed voted attacked bombed fired destroyed seized captured "
            "withdrew fled moved took made held met became remained cost sold bought produced exported imported spent earned paid"
        ).split()
    ),
    present_prefixes=(),
    no_verbs=frozenset(),
    relatives=frozenset(["who", "which", "whose", "whom", "that", "where"]),
    comparatives=frozenset(["more", "less", "fewer", "most", "least", "rose", "fell", "increased", "decreased"]),
    events=frozenset(["killed", "wounded", "arrested", "attack", "explosion", "election", "agreement", "launched"]),
)
