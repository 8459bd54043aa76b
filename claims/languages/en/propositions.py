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
    clause_openers=frozenset(["and", "but"]),
    comparatives=frozenset(["more", "less", "fewer", "most", "least", "rose", "fell", "increased", "decreased"]),
    events=frozenset(["killed", "wounded", "arrested", "attack", "explosion", "election", "agreement", "launched"]),
)
