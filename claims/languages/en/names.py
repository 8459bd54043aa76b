"""Words that surround and build names in English news. Source: titles and offices of agency style books."""

from claims.languages.pack import Names

NAMES = Names(
    titles=frozenset(
        """mr mrs ms dr president minister secretary spokesman spokeswoman spokesperson general colonel director chief leader senator ambassador
        prime foreign professor chairman chairwoman envoy governor mayor king prince sheikh judge lawyer analyst""".split()
    ),
    group_heads=frozenset(
        """ministry government army police party committee council agency group company organization organisation court university department
        office commission union association bank report study military authorities""".split()
    ),
    capitals=frozenset("washington moscow beijing london paris tehran baghdad cairo israel iran russia china nato hamas reuters".split()),
    unnamed=frozenset("source sources official officials witness witnesses resident residents experts analysts critics activists".split()),
    time_words=frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow".split()),
    stops=frozenset("in on at during after before from for by about with as when while".split()),
    article="",
)
