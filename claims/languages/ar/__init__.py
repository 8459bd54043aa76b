"""Arabic: the manifest of its tables."""

from claims.languages.ar.countries import COUNTRIES
from claims.languages.ar.credits import CREDITS
from claims.languages.ar.cues import CUES
from claims.languages.ar.dates import DATES
from claims.languages.ar.meanings import MEANINGS
from claims.languages.ar.names import NAMES
from claims.languages.ar.numbers import NUMBERS
from claims.languages.ar.organizations import ORGANIZATIONS
from claims.languages.ar.propositions import PROPOSITIONS
from claims.languages.ar.script import SCRIPT
from claims.languages.pack import LanguagePack

PACK = LanguagePack(
    code="ar",
    name="العربية",
    direction=SCRIPT.direction,
    script=SCRIPT,
    cues=CUES,
    names=NAMES,
    organizations=ORGANIZATIONS,
    propositions=PROPOSITIONS,
    numbers=NUMBERS,
    dates=DATES,
    meanings=MEANINGS,
    countries=COUNTRIES,
    credits=CREDITS,
)
