"""English: the manifest of its tables."""

from claims.languages.en.countries import COUNTRIES
from claims.languages.en.credits import CREDITS
from claims.languages.en.cues import CUES
from claims.languages.en.dates import DATES
from claims.languages.en.meanings import MEANINGS
from claims.languages.en.names import NAMES
from claims.languages.en.numbers import NUMBERS
from claims.languages.en.organizations import ORGANIZATIONS
from claims.languages.en.propositions import PROPOSITIONS
from claims.languages.en.script import SCRIPT
from claims.languages.pack import LanguagePack

PACK = LanguagePack(
    code="en",
    name="English",
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
