"""Organizations under their French names. Source: the organizations' own pages; folded, words joined by one space."""

from claims.languages.pack import Organizations

ORGANIZATIONS = Organizations(
    names={"otan": "org:nato", "onu": "org:un"},
    countries={"paris": "fr", "france": "fr", "irak": "iq", "bagdad": "iq"},
    adjectives={"francais": "fr", "francaise": "fr", "irakien": "iq", "irakienne": "iq"},
    governments=frozenset({"gouvernement"}),
    ministries=frozenset({"ministere"}),
    presidencies=frozenset({"presidence"}),
    portfolios={"defense": "defence", "interieur": "interior"},
    bare_portfolios=frozenset(),
    fillers=frozenset({"de", "du", "la", "le", "l"}),
    article="",
    determiners=frozenset({"la", "le", "l", "les"}),
    attached=(),
    assimilated="",
)
