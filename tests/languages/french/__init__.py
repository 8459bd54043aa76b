"""A tiny French pack, written by the recipe of CONTRIBUTING.md and registered by tests alone: the manifest of its tables."""

from claims.languages.folding import fold_key
from claims.languages.pack import Credits, LanguagePack
from tests.languages.french.cues import CUES
from tests.languages.french.dates import DATES
from tests.languages.french.meanings import MEANINGS
from tests.languages.french.names import NAMES
from tests.languages.french.numbers import NUMBERS
from tests.languages.french.organizations import ORGANIZATIONS
from tests.languages.french.propositions import PROPOSITIONS
from tests.languages.french.script import SCRIPT

PACK = LanguagePack(
    code="fr",
    name="français",
    direction=SCRIPT.direction,
    script=SCRIPT,
    cues=CUES,
    names=NAMES,
    organizations=ORGANIZATIONS,
    propositions=PROPOSITIONS,
    numbers=NUMBERS,
    dates=DATES,
    meanings=MEANINGS,
    countries={"france": "fr", "francais": "fr", "francaise": "fr"},
    credits=Credits(agencies={fold_key("AFP"): "afp"}, fillers=frozenset({"agence", "avec"}), leads=("source",), joints=frozenset({"et"})),
)
