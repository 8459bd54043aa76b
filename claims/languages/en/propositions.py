"""Words that turn, soften or weigh an English proposition."""

from claims.languages.pack import Propositions

PROPOSITIONS = Propositions(
    negations=frozenset(
        [
            "not",
            "no",
            "never",
            "none",
            "neither",
            "nor",
            "nobody",
            "nothing",
            "cannot",
            "isn",
            "aren",
            "wasn",
            "weren",
            "doesn",
            "don",
            "didn",
            "hasn",
            "haven",
            "hadn",
            "couldn",
            "wouldn",
            "shouldn",
        ]
    ),
    plans=frozenset(["plan", "plans", "planned", "will", "intend", "intends"]),
    future_prefixes=(),
    demands=frozenset(["must", "should"]),
    conditions=frozenset(["if", "unless", "provided"]),
    opinions=frozenset(["think", "believe", "hope", "perhaps", "maybe", "feel"]),
    conjunctions=frozenset(["and", "but", "or"]),
    clause_openers=frozenset(["but", "while", "whereas", "although", "though"]),
    clause_verbs=frozenset(
        (
            "is are was were has have had will would can could does did do must should may might "
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
