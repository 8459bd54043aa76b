"""Words that surround and build names in French news. Source: titles and offices of agency copy; folded forms."""

from claims.languages.pack import Names

_TITLES = """
ministre president presidente prefet prefete maire depute deputee senateur senatrice directeur directrice general colonel professeur
docteur porte-parole chef secretaire ambassadeur ambassadrice avocat avocate juge procureur procureure m mme mm dr me ancien ancienne
"""
_GROUP_HEADS = """
association agence armee assemblee banque commission conseil entreprise federation fondation gouvernement hopital institut journal
ministere mouvement organisation parti police prefecture societe syndicat tribunal union universite
"""
_UNNAMED = "habitant habitants habitante responsable responsables source sources temoin temoins expert experts manifestants medecins"
_TIME = "lundi mardi mercredi jeudi vendredi samedi dimanche hier demain"
# Prepositions, and auxiliaries, which end a name as well; "a" is both, as folding takes its accent.
_STOPS = """
a a-t-elle a-t-il ont ont-elles ont-ils avait avaient apres avant avec chez contre dans depuis durant en lors lorsque par pendant pour quand
sans sur
"""
_GIVEN = "claire hugo jean jeanne louis louise luc lucie marc marie nadia paul pierre sophie"
_WOMEN = "claire jeanne louise lucie marie nadia sophie"


def _elided(words: str) -> frozenset[str]:
    """The words, those that begin with a vowel also behind an article that has lost its own."""
    found = words.split()
    return frozenset([*found, *(f"l{mark}{word}" for mark in "'’" for word in found if word[0] in "aeiouh")])


NAMES = Names(
    titles=_elided(_TITLES),
    honorifics=frozenset(),
    group_heads=_elided(_GROUP_HEADS),
    sorts={},
    capitals=frozenset("paris londres washington moscou berlin rome madrid bruxelles".split()),
    unnamed=_elided(_UNNAMED),
    time_words=frozenset(_TIME.split()),
    stops=frozenset(_STOPS.split()),
    no_names=frozenset(),
    doubtful_stops=frozenset(),
    compounds=frozenset(),
    bound=frozenset(),
    unfinished=frozenset(),
    article="",
    particles=(),
    joined="",
    articleless=frozenset(),
    definite_fronts=(),
    addressing="",
    addressed=(),
    verb_first=False,
    office_first=True,
    parts=frozenset(_GIVEN.split()),
    family=frozenset(),
    feminine=frozenset(_WOMEN.split()),
    indefinite=frozenset({"un", "une"}),
    joining=frozenset("de du des la les et".split()),
    conjunctions=frozenset({"et"}),
    determiners=frozenset("le la les un une des ce cette ces son sa ses leur leurs plusieurs".split()),
    owners=frozenset(),
    persons=frozenset("il elle ils elles on je nous".split()),
    headings=frozenset(),
    turn_labels=frozenset({"question", "reponse"}),
    inside=frozenset("de du des la les et aux au".split()),
    relatives=frozenset({"qui"}),
    governing=frozenset("de du des par avec contre entre".split()),
    source_leads=frozenset({"de"}),
    possessive=(),
    pronouns=(),
    owned=(),
    relative=(),
    derived=(),
    feminine_endings=(),
    plural_endings=(),
    plurals=("s",),
    duals=(),
    noun_endings=(),
    weak_letters="",
    prefixes="",
    introducing=frozenset(),
    listeners=frozenset(),
    topical=frozenset(),
    relations={},
    counterparts=frozenset(),
    kin=frozenset(),
    latter=frozenset(),
    single_persons=frozenset(),
    plural_persons=frozenset(),
    epithets=frozenset(),
    ages=(),
    told_apart={},
    blurred=frozenset(),
    ordinary_parts=frozenset(),
)
