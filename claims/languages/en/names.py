"""Words that surround and build names in English news. Source: titles and offices of agency style books."""

from claims.languages.en.name_parts import ARABIC, FEMININE, OTHER
from claims.languages.en.organizations import ORGANIZATIONS
from claims.languages.pack import Names

_TITLES = """
acting activist adm adviser advisor aide ambassador analyst assistant attorney author campaigner candidate capt captain ceo chairman
chairwoman chancellor chief coach col colonel commander congressman congresswoman dame deputy diplomat director doctor dr economist
editor envoy executive foreign former founder gen general gov governor head historian imam judge king lawmaker lawyer leader lord lt
manager mayor minister ministers mp mr mrs ms nurse officer owner pastor pope premier president presidents prime prince principal
professor prosecutor rep representative researcher rev scientist secretary sen senator senior sgt sheikh sheriff sir spokesman
spokespeople spokesperson spokeswoman teacher vice
attorney-general co-chair co-founder commander-in-chief director-general editor-in-chief ex-president lieutenant-colonel major-general
secretary-general under-secretary vice-chairman vice-president
"""
_GROUP_HEADS = """
administration agency alliance army association authorities authority bank board bureau center centre channel charity church club
coalition commission committee company congress council court department embassy federation force forces foundation government group
hospital house institute military militia militias ministry mission mosque network newspaper office organisation organization parliament
party police poll regime report school senate service statement station study survey team union unit university website
"""
_CAPITALS = """
baghdad beijing cairo china hamas iran israel london moscow nato paris reuters russia tehran washington
"""
_UNNAMED = """
activists analysts critics diplomats doctors experts eyewitness eyewitnesses families lawyers man men neighbor neighbors neighbour
neighbours official officials opponents passengers people person protesters refugees resident residents source sources student students
supporters survivors victims witness witnesses woman women workers
"""
_TIME = """
friday monday saturday sunday thursday today tomorrow tuesday wednesday yesterday
"""
_STOPS = """
about after as at before by during for from in on when while with
"""
NAMES = Names(
    titles=frozenset(_TITLES.split()),
    group_heads=frozenset(_GROUP_HEADS.split()),
    capitals=frozenset(_CAPITALS.split()) | {name for name in ORGANIZATIONS.countries if " " not in name} - {"us"},  # "they told us"
    unnamed=frozenset(_UNNAMED.split()),
    time_words=frozenset(_TIME.split()),
    stops=frozenset(_STOPS.split()),
    doubtful_stops=frozenset(),
    compounds=frozenset(),
    article="",
    definite_fronts=(),
    addressing="",
    addressed=(),
    office_first=False,
    parts=frozenset(f"{ARABIC}{FEMININE}{OTHER}".split()),
    feminine=frozenset(FEMININE.split()),
    indefinite=frozenset(["a", "an", "another", "one"]),
    joining=frozenset(["for", "of", "the"]),
    conjunctions=frozenset(["and"]),
    determiners=frozenset(["a", "an", "her", "his", "its", "many", "one", "several", "some", "the", "their"]),
    persons=frozenset(["he", "i", "it", "she", "they", "we", "who"]),
    turn_labels=frozenset(["q", "a", "question", "answer"]),
    inside=frozenset(["'s", "and", "at", "for", "of", "the"]),
    relatives=frozenset(["that", "which", "who"]),
    governing=frozenset(["against", "between", "by", "from", "of", "to", "with"]),
    source_leads=frozenset(["from"]),
    pronouns=(),
    relative=(),
    derived=(),
    feminine_endings=(),
    plural_endings=(),
    weak_letters="",
    prefixes="",
    ordinary_parts=frozenset(),
    family=frozenset(),
)
