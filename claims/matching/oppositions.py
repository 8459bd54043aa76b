"""Meanings that exclude each other of one thing at one time. Source: dictionary antonyms of the meanings in the language tables."""

_PAIRS = """
rise fall|rise stable|fall stable|high low|win lose|win fail|win defeat|success fail|start end|start postpone|start cancel|open close|agree reject
support reject|agree deny|confirm deny|accuse deny|request deny|resign stay|dismiss stay|withdraw stay|withdraw deploy|withdraw enter|withdraw join
release arrest|allow forbid|truce war|truce clash|truce attack|truce strike|occupy liberate|convict acquit|build destroy|safe danger|hide discover
present absent|join absent|appoint dismiss|appoint resign|return withdraw|decide postpone|decide cancel|find missing|kill rescue|profit lose
export import|enter forbid|agree forbid|postpone end|cancel stay
"""
OPPOSITES = frozenset(frozenset(pair.split()) for line in _PAIRS.strip().splitlines() for pair in line.split("|"))
