"""Meanings that exclude each other of one thing at one time. Source: dictionary antonyms of the meanings in the language tables."""

from __future__ import annotations

from collections.abc import Set
from itertools import combinations

from claims.matching.words import ORDINAL, Words, sense

_PAIRS = """
rise fall|rise stable|fall stable|high low|win lose|win fail|win defeat|success fail|start end|start postpone|start cancel
open close|agree reject|support reject|agree deny|confirm deny|accuse deny|request deny|resign stay|dismiss stay
withdraw stay|withdraw deploy|withdraw enter|withdraw join|release arrest|allow forbid|truce war|truce clash|truce attack
truce strike|occupy liberate|convict acquit|build destroy|safe danger|hide discover|present absent|join absent
appoint dismiss|appoint resign|return withdraw|decide postpone|decide cancel|find missing|kill rescue|profit lose
export import|enter forbid|agree forbid|postpone end|cancel stay|engage separate|cooperate dispute|cooperate threat
reconcile dispute|truce dispute|praise criticize|praise reject|support criticize|free arrest|ease tighten|ease forbid
ease close|alive kill|hope fear|satisfied angry|legal illegal|defend attack|unite divide|include exclude|keep drop_it
arrest flee|convict release|arrest praise|convict praise|accuse acquit|accuse praise|arrest acquit|execute release|execute survive
start stop|open stop|resume stop|resume end|resume cancel|sign cancel|sign reject|sign boycott|hold cancel|hold postpone|vote postpone
arrive leave|arrive boycott|join boycott|join quit|meet boycott|present boycott|ignore respond|ignore request|ignore demand|ignore support
comply break_promise|promise break_promise|support abandon|reassure warn|reassure threat|reconcile break_promise|better worse|rise worse
fall better|lack surplus|rise lack|impose lift|impose ease|enact repeal|agree repeal|supply cut_off|kill survive|kill recover
destroy repair|fire extinguish|war reconcile|clash reconcile|attack reconcile|occupy withdraw|occupy surrender
score miss|marry divorce|cure kill|succeed fail|win draw|lose draw|qualify lose|agree boycott|fund cut_off|profit lack
truce explosion|support deny|unite dispute|safe attack|safe fire|free accuse|free convict
reveal hide|publish hide|legal forbid|rise stop|stable worse|free forbid|stop support|agree ignore
allow stop|open forbid|repair collapse|rescue drown|crash safe
dispute agree|threat reconcile|withdraw agree|sanction ease|lift sanction|cancel agree|lead last|fear safe
recovered fall|agree attack_words|agree deal_off|support threat|cooperate attack
stay end|stay stop|stay leave|stay postpone|stay flee|stay missing|stay remove|stay resume
high fall|low rise|stable high|stable low|stable dispute|stable collapse|stable danger
alive drown|alive crash|alive execute|survive drown|appear missing|appear hide|appear absent
return cut_off|return stop|return leave|return flee|return displace|resume cut_off|enter leave|open remove|build remove|keep remove
sign deal_off|hostage release|kidnap release|kidnap rescue|insist abandon|insist apologize|insist withdraw|insist resign
public secret|public hide|accuse support|accuse defend|warn support|warn praise|threat safe
candidate withdraw|candidate resign|allow reject|enact reject|enact cancel|pay stop|buy sell|poverty rich|heat cold
prevent allow|prevent succeed|prevent support|doubt confirm|doubt certain|certain deny|certain acquit|enemy friend|enemy cooperate
innocent guilty|innocent convict|innocent accuse|guilty acquit|acquit trial|impose cancel|rise cut_off|supply stop|export stop
divide reconcile|hope threat|danger reassure|fear reassure
"""
# These exclude each other only of one and the same word: "east of the city", "west of the city".
_BESIDE = (
    "north south east west center",
    "morning noon evening night dawn",
    "strong weak",
    "near far",
    "new old",
    "early late",
    "easy hard",
    "full empty",
)
BESIDE = frozenset(frozenset(pair) for row in _BESIDE for pair in combinations(row.split(), 2))
# Words that turn what follows into its opposite or say that it did not come about: of two claims that are alike, one with and
# one without exclude each other.
REVERSERS = frozenset(["reject", "fail", "deny", "cancel", "postpone", "forbid", "fake", "without"])
OPPOSITES = frozenset(frozenset(pair.split()) for line in _PAIRS.strip().splitlines() for pair in line.split("|"))
OPPOSABLE = frozenset(meaning for pair in OPPOSITES | BESIDE for meaning in pair)


def opposed(a: Words, b: Words) -> tuple[str, str] | None:
    """Two meanings, one of each text, that exclude each other: beside a common word, or where each stands in one text only."""
    return _beside_common_word(a, b) or _in_one_only(a.meanings, b.meanings)


def _in_one_only(a: Set[str], b: Set[str]) -> tuple[str, str] | None:
    for one in sorted(a - b):
        for other in sorted(b - a):
            if frozenset((one, other)) in OPPOSITES:
                return one, other
    return None


def _beside_common_word(a: Words, b: Words) -> tuple[str, str] | None:
    """ "Gold rises as the dollar falls" against "gold falls as the dollar rises"."""
    beside_a, beside_b = _neighbours(a), _neighbours(b)
    for (one, word), (other, _) in sorted((x, y) for x in beside_a for y in beside_b if x[1] == y[1]):
        if _exclude(one, other) and (one, word) not in beside_b and (other, word) not in beside_a:
            return one, other
    return None


def _exclude(one: str, other: str) -> bool:
    if one.startswith(ORDINAL) and other.startswith(ORDINAL):
        return one != other
    return frozenset((one, other)) in OPPOSITES or frozenset((one, other)) in BESIDE


def _neighbours(words: Words) -> set[tuple[str, str]]:
    """Each meaning that has an opposite, with the word before and the word behind it."""
    content = [word for word in words.all if not word.stop]
    found = set()
    for index, word in enumerate(content):
        if word.meaning in OPPOSABLE or word.meaning.startswith(ORDINAL):
            found |= {(word.meaning, sense(other)) for other in content[max(0, index - 1) : index + 2] if other is not word}
    return found
