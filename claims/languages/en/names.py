"""Words that surround and build names in English news. Source: titles and offices of agency style books."""

from claims.languages.en.name_parts import ARABIC, FEMININE, OTHER
from claims.languages.en.organizations import ORGANIZATIONS
from claims.languages.pack import Names

_TITLES = """
acting activist actor actress adm adviser advisor aide alderman ambassador analyst archaeologist archbishop architect artist assistant
attorney author ayatollah baker banker barrister biologist bishop boss boxer broker brother butcher campaigner candidate capt
captain cardinal cardiologist ceo chair chairman chairperson chairwoman chancellor chef chemist chief choreographer cleric clerk
climatologist coach col colonel columnist comedian commander commentator commissioner composer conductor congressman congresswoman
constable consul coordinator corporal correspondent councillor counsel cousin critic curator cyclist dame daughter dean defender delegate
deputy designer det detective diplomat director doctor dr driver duchess duke ecologist economist editor emir engineer entrepreneur envoy
epidemiologist executive farmer father filmmaker firefighter fisherman forecaster foreign former founder gen general geneticist
geologist goalkeeper golfer gov governor head historian husband hydrologist imam insp inspector investigator jockey journalist judge
justice king lawmaker lawyer leader lord lt magistrate major manager marshal mayor meteorologist midfielder minister ministers mother mp
mr mrs ms musician negotiator neurologist novelist nurse nutritionist officer ombudsman oncologist organiser organist organizer owner
paediatrician painter paramedic pastor patriarch pediatrician physicist pilot player pm poet politician pollster pope premier presenter
president presidents prime prince principal producer prof professor prosecutor psychiatrist psychologist quarterback queen rabbi
rapporteur rector referee rep reporter representative researcher rev scholar scientist screenwriter sculptor secretary seismologist sen
senator senior sergeant sgt sheikh sheriff shopkeeper singer sir sister skipper solicitor son speaker specialist spokesman spokespeople
spokesperson spokeswoman sprinter statistician strategist striker sultan superintendent supt surgeon swimmer teacher trader treasurer
trustee uncle undersecretary veteran vicar vice virologist widow wife winger writer
attorney-general co-author co-chair co-founder co-owner commander-in-chief director-general editor-in-chief
ex-president lieutenant-colonel lieutenant-general major-general secretary-general under-secretary
vice-chairman vice-chancellor vice-president
"""
_GROUP_HEADS = """
administration agencies agency airline airlines alliance army association authorities authority bank bloc board body brigade brigades
brotherhood bureau cabinet campaign cartel center centre channel charity church clinic club coalition college commission committee
companies company confederation conference congress consortium corporation council councils court crew department embassy exchange
faction federation firm firms force forces foundation front fund government governments group groups guard guild hospital house
initiative institute junta jury kremlin laboratory league media military militia militias ministries ministry mission monarchy mosque
movement municipality museum navy network newspaper observatory office organisation organisations organization organizations outlet panel
parliament parties party pentagon police poll presidency prosecution publisher regime regulator report resistance school secretariat
senate service society statement station study survey syndicate team think-tank tribunal trust union unions unit universities university
watchdog website wing
"""
# What a group is called, and other words that names of such groups end with.
_SORTS = """
agency | administration authority bureau service transit
alliance |
association | federation guild society
charity | foundation trust
college |
commission |
committee |
council |
department |
federation |
foundation |
institute |
ministry |
organisation | organization
organization | organisation
tribunal | court
union | association brotherhood federation guild
university |
"""
_CAPITALS = """
baghdad beijing cairo china hamas iran israel london moscow nato paris reuters russia tehran washington
"""
_UNNAMED = """
activists aides allies analysts attendees bystanders campaigners citizens civilians clerics colleagues commentators critics customers
defendants demonstrators detainees diplomats doctors drivers economists employees engineers executives experts eyewitness eyewitnesses
families fans farmers fishermen friends guests insiders investigators investors journalists lawmakers lawyers leaders locals man medics
members men migrants miners mothers negotiators neighbor neighbors neighbour neighbours nurses observers official officials onlookers
opponents organisers organizers paramedics parents participants passengers people person pilots politicians prisoners prosecutors
protesters refugees relatives reporters rescuers researchers resident residents scholars scientists soldiers somebody someone source
sources spokesmen student students supporters survivors teachers traders travellers troops victims villagers visitors volunteers voters
witness witnesses woman women workers worshippers youths
"""
_TIME = """
friday monday saturday sunday thursday today tomorrow tuesday wednesday yesterday
jan feb sept oct nov dec february september october november december
"""
_HEADINGS = """
analysis breaking exclusive explained explainer factbox gallery highlights infographic interview letter listen live opinion photos pictures
podcast preview profile quiz read recap result results review timeline update updates video watch
athletics basketball boxing cricket cycling football golf hockey rugby soccer swimming tennis
"""
_STOPS = """
about after as at before by during for from in on when while with
"""
_NO_NAMES = """
across again against ago along already also although amid among because behind beneath beside besides between beyond but despite down
even finally hence herself himself how however if inside instead into itself just later like meanwhile moreover near nearby never
nevertheless not now off often once only onto out outside over per previously probably rather recently repeatedly reportedly since so
soon still than themselves then there therefore though through throughout thus together too toward towards under unless unlike until up
upon usually via what where whereas whether why within without yet
"""
# One of a people, a party or a town, and what somebody is for a while.
_EPITHETS = """
african albanian algerian american argentine argentinian armenian australian austrian bangladeshi belgian bosnian brazilian briton bulgarian
californian cameroonian canadian chilean colombian croat cuban czech dane dutchman egyptian englishman englishwoman estonian ethiopian
european filipino finn frenchman frenchwoman georgian german ghanaian greek hungarian indian indonesian iranian iraqi irishman irishwoman
israeli italian ivorian jamaican jordanian kazakh kenyan korean latvian lithuanian londoner malaysian mexican moroccan nigerian norwegian
pakistani palestinian parisian peruvian pole romanian russian saudi scot scotsman scotswoman senegalese serb slovak slovene slovenian
spaniard swede syrian texan thai tunisian turk ukrainian uruguayan venezuelan welshman yorker zealander
conservative democrat republican socialist tory
billionaire champion challenger frontman frontrunner front-runner incumbent medalist medallist millionaire newcomer outsider runner-up
teenager winner
"""
NAMES = Names(
    titles=frozenset(_TITLES.split()),
    honorifics=frozenset(["dr", "lady", "lord", "miss", "mr", "mrs", "ms", "prof", "sir"]),
    group_heads=frozenset(_GROUP_HEADS.split()),
    sorts={sort.strip(): frozenset(words.split()) for sort, _, words in (row.partition("|") for row in _SORTS.strip().splitlines())},
    capitals=frozenset(_CAPITALS.split()) | {name for name in ORGANIZATIONS.countries if " " not in name} - {"us"},  # "they told us"
    unnamed=frozenset(_UNNAMED.split()),
    time_words=frozenset(_TIME.split()),
    stops=frozenset(_STOPS.split()),
    no_names=frozenset(_NO_NAMES.split()),
    doubtful_stops=frozenset(),
    compounds=frozenset(),
    bound=frozenset(),
    unfinished=frozenset(),
    article="",
    particles=("ad-", "al-", "an-", "ar-", "as-", "ash-", "at-", "az-", "ed-", "el-", "es-", "ul-"),
    joined="",
    articleless=frozenset(),
    definite_fronts=(),
    addressing="",
    addressed=(),
    verb_first=False,
    office_first=False,
    parts=frozenset(f"{ARABIC}{FEMININE}{OTHER}".split()),
    feminine=frozenset(FEMININE.split()),
    indefinite=frozenset(["a", "an", "another", "one"]),
    joining=frozenset(["for", "of", "the"]),
    conjunctions=frozenset(["and"]),
    determiners=frozenset(["a", "an", "her", "his", "its", "many", "one", "several", "some", "the", "their"]),
    owners=frozenset(["her", "his", "its", "their"]),
    persons=frozenset(["he", "i", "it", "she", "they", "we", "who"]),
    headings=frozenset(_HEADINGS.split()) | {"live updates", "fact check", "in pictures", "in depth", "what we know", "q & a"},
    turn_labels=frozenset(["q", "a", "question", "answer"]),
    inside=frozenset(["'s", "and", "at", "for", "of", "the"]),
    relatives=frozenset(["that", "which", "who"]),
    governing=frozenset(["against", "between", "by", "from", "of", "to", "with"]),
    source_leads=frozenset(["from"]),
    possessive=("'s", "’s", "'", "’"),
    pronouns=(),
    owned=(),
    relative=(),
    derived=(),
    feminine_endings=(),
    plural_endings=(),
    plurals=("s", "men"),
    duals=(),
    noun_endings=(),
    weak_letters="",
    prefixes="",
    introducing=frozenset({"named"}),
    listeners=frozenset(),
    topical=frozenset(),
    relations={},
    counterparts=frozenset(),
    kin=frozenset(),
    latter=frozenset({"latter"}),
    single_persons=frozenset({"he", "she"}),
    plural_persons=frozenset({"they"}),
    epithets=frozenset(_EPITHETS.split()),
    ages=("-old",),
    told_apart={"US": "C"},
    blurred=frozenset(),
    ordinary_parts=frozenset(),
    family=frozenset(),
)
