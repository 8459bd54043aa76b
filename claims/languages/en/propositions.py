"""Words that turn, soften or weigh an English proposition."""

from claims.languages.pack import Propositions

PROPOSITIONS = Propositions(
    negations=frozenset("not no never none neither cannot without".split()),
    plans=frozenset("plan plans planned will intend intends".split()),
    future_prefixes=(),
    demands=frozenset("must should".split()),
    conditions=frozenset("if unless provided".split()),
    opinions=frozenset("think believe hope perhaps maybe feel".split()),
    clause_openers=frozenset("and but".split()),
    comparatives=frozenset("more less fewer most least rose fell increased decreased".split()),
    events=frozenset("killed wounded arrested attack explosion election agreement launched".split()),
)
