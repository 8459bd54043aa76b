"""Words that turn, soften or weigh a French proposition; folded forms, compiled for this pack."""

from claims.languages.pack import Propositions

PROPOSITIONS = Propositions(
    negations=frozenset("pas jamais aucun aucune rien ni non".split()),
    contracted={},
    plans=frozenset({"compte", "prevoit"}),
    futures=frozenset({"sera", "seront", "aura", "auront"}),
    demands=frozenset({"doit", "doivent", "faut"}),
    duties=frozenset(),
    own_duties=frozenset(),
    no_duties=frozenset(),
    conditions=frozenset({"si"}),
    opinions=frozenset({"pense", "crois", "espere"}),
    doubts=frozenset(),
    imperfects={},
    no_imperfects=frozenset(),
    conjunctions=frozenset({"et", "mais", "ou"}),
    clause_openers=frozenset({"mais", "tandis"}),
    subordinators=frozenset(),
    leading_to_that=frozenset({"afin"}),
    clause_verbs=frozenset("est sont etait etaient a ont avait avaient sera seront coute coutent reste restent".split()),
    present_prefixes=(),
    no_verbs=frozenset(),
    relatives=frozenset({"qui", "dont", "ou"}),
    comparatives=frozenset({"plus", "moins", "hausse", "baisse"}),
    events=frozenset({"tue", "tues", "blesses", "evacues", "attaque", "election"}),
)
