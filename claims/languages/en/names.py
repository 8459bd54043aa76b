"""Words that surround and build names in English news. Source: titles and offices of agency style books."""

from claims.languages.en.name_parts import ARABIC, ENGLISH, FEMININE
from claims.languages.pack import Names

NAMES = Names(
    titles=frozenset(
        [
            *(
                "col gen lt sgt capt adm sen rep gov rev sir lord dame pope pastor imam ministers presidents commander deputy vice assistant".split()
            ),
            *(
                "coach captain founder executive ceo officer manager editor author historian researcher scientist economist doctor nurse".split()
            ),
            *(
                "activist campaigner lawmaker congressman congresswoman representative premier chancellor attorney prosecutor sheriff".split()
            ),
            *("spokespeople head former acting senior mp adviser advisor aide envoy diplomat candidate principal teacher owner".split()),
            "mr",
            "mrs",
            "ms",
            "dr",
            "president",
            "minister",
            "secretary",
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "general",
            "colonel",
            "director",
            "chief",
            "leader",
            "senator",
            "ambassador",
            "prime",
            "foreign",
            "professor",
            "chairman",
            "chairwoman",
            "envoy",
            "governor",
            "mayor",
            "king",
            "prince",
            "sheikh",
            "judge",
            "lawyer",
            "analyst",
        ]
    ),
    group_heads=frozenset(
        [
            *(
                "coalition alliance militia militias force forces organisation group network federation institute foundation center centre".split()
            ),
            *(
                "newspaper channel website station embassy parliament senate congress house administration regime mission unit team club".split()
            ),
            *(
                "authority board bureau service agency charity council federation hospital school church mosque poll survey statement".split()
            ),
            "ministry",
            "government",
            "army",
            "police",
            "party",
            "committee",
            "council",
            "agency",
            "group",
            "company",
            "organization",
            "organisation",
            "court",
            "university",
            "department",
            "office",
            "commission",
            "union",
            "association",
            "bank",
            "report",
            "study",
            "military",
            "authorities",
        ]
    ),
    capitals=frozenset(
        [
            "washington",
            "moscow",
            "beijing",
            "london",
            "paris",
            "tehran",
            "baghdad",
            "cairo",
            "israel",
            "iran",
            "russia",
            "china",
            "nato",
            "hamas",
            "reuters",
        ]
    ),
    unnamed=frozenset(
        [
            *(
                "people man woman men women eyewitness eyewitnesses diplomats lawyers analysts supporters opponents protesters survivors".split()
            ),
            *(
                "neighbour neighbor neighbours neighbors student students workers doctors families victims refugees passengers person".split()
            ),
            "source",
            "sources",
            "official",
            "officials",
            "witness",
            "witnesses",
            "resident",
            "residents",
            "experts",
            "analysts",
            "critics",
            "activists",
        ]
    ),
    time_words=frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "tomorrow"]),
    stops=frozenset(["in", "on", "at", "during", "after", "before", "from", "for", "by", "about", "with", "as", "when", "while"]),
    doubtful_stops=frozenset(),
    compounds=frozenset(),
    documents=frozenset({"statement", "report", "letter"}),
    article="",
    parts=frozenset(ARABIC.split()) | frozenset(ENGLISH.split()),
    feminine=frozenset(FEMININE.split()),
    determiners=frozenset({"the", "a", "an", "his", "her", "its", "their", "one", "some", "many", "several"}),
    persons=frozenset({"he", "she", "they", "it", "we", "i", "who"}),
    inside=frozenset({"of", "for", "at", "the", "and", "'s"}),
    pronouns=(),
)
