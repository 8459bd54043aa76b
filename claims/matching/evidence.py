"""What speaks for and against two claims being about one thing, as numbers that do not depend on their order."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from claims.languages import pack_for
from claims.matching.amounts import Amount
from claims.matching.intervals import Fit, comparable, derived, fit, nearness
from claims.matching.names import SHORTEST_SKELETON, alike, skeleton
from claims.matching.oppositions import REVERSERS
from claims.matching.profile import Profile
from claims.matching.words import Words
from claims.records import Change

# How much of a word counts: what no table knows is mostly a name or rare, and tells more than a common meaning.
OPEN, MEANING, COUNTRY = 1.0, 0.8, 0.6
# Many countries under one name: naming one of them beside a state is no other place.
BLOCS = frozenset({"NATO", "UN", "EU"})
# What is sold by weight, each at its own price.
GOODS = frozenset(["bread", "cement", "diesel", "flour", "gold", "meat", "oil", "rice", "salt", "sugar", "timber", "wheat"])
# So many consonants tell two places apart across scripts; of these classes one script writes either for the other's.
_BEGINNING, _ONE_SOUND = 2, str.maketrans("dg", "tk")
# From this share of common words on two texts that name other countries tell of one happening.
ONE_HAPPENING = 0.4


@dataclass(frozen=True, slots=True)
class Shared:
    """The weight of what two texts have in common, and of all that each says."""

    common: float
    a: float
    b: float

    @property
    def dice(self) -> float:
        return 2 * self.common / (self.a + self.b) if self.a + self.b else 0.0

    @property
    def contained(self) -> float:
        return self.common / min(self.a, self.b) if self.a and self.b else 0.0


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two amounts that count one thing as far as their words tell; `near` is how much of their surroundings they share."""

    a: Amount
    b: Amount
    fit: Fit
    near: float


@dataclass(frozen=True, slots=True)
class Evidence:
    a: Profile
    b: Profile
    cosine: float | None
    text: Shared
    pairings: tuple[Pairing, ...]
    derived: tuple[Amount, Amount, Amount] | None


def compare(a: Profile, b: Profile, cosine: float | None) -> Evidence:
    return Evidence(
        a,
        b,
        cosine,
        share(a.words, b.words),
        pair_amounts(a, b),
        derived(a.amounts, b.amounts),
    )


def share(a: Words, b: Words) -> Shared:
    """What both texts say; across scripts unknown words meet by their consonants."""
    meanings, countries = len(a.meanings & b.meanings), len(a.countries & b.countries)
    known_a = MEANING * len(a.meanings) + COUNTRY * len(a.countries)
    known_b = MEANING * len(b.meanings) + COUNTRY * len(b.countries)
    if a.latin == b.latin:
        met = max(len(a.open & b.open), len(a.open & b.bares), len(a.bares & b.open), len(a.bares & b.bares))
        open_a, open_b = len(a.open), len(b.open)
    else:
        met = _met(a.names, b.skeletons) if a.latin else _met(b.names, a.skeletons)
        # Of the unknown words of the script without capitals only as many can be names as there are capitals in the other.
        open_a = open_b = max(len(a.names), len(b.names))
    common = met * OPEN + meanings * MEANING + countries * COUNTRY
    return Shared(common, known_a + OPEN * open_a, known_b + OPEN * open_b)


def _met(names: Set[str], skeletons: Set[str]) -> int:
    return sum(any(alike(name, other) for other in skeletons) for name in names if len(name) >= SHORTEST_SKELETON)


def pair_amounts(a: Profile, b: Profile) -> tuple[Pairing, ...]:
    """The amounts of both claims, each with at most one of the other, the likeliest first."""
    possible = [
        (_likeness(one, other), i, j) for i, one in enumerate(a.amounts) for j, other in enumerate(b.amounts) if comparable(one, other)
    ]
    # Every key is the same from both sides, so that the order of the claims decides nothing.
    possible.sort(
        key=lambda item: (-item[0], abs(item[1] - item[2]), item[1] + item[2], sorted((a.amounts[item[1]].text, b.amounts[item[2]].text)))
    )
    used_a: set[int] = set()
    used_b: set[int] = set()
    found = []
    for _, i, j in possible:
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            one, other = a.amounts[i], b.amounts[j]
            found.append(Pairing(one, other, fit(one, other), nearness(one, other)))
    return tuple(found)


def _likeness(a: Amount, b: Amount) -> float:
    same = {Fit.EQUAL: 0.6, Fit.ROUNDED: 0.4, Fit.OVERLAP: 0.2, Fit.LOOSE: 0.0, Fit.APART: 0.0}[fit(a, b)]
    # What has passed is compared with what has passed, or with what equals it.
    passed = 0.5 if (a.change is Change.FROM) != (b.change is Change.FROM) and fit(a, b) is not Fit.EQUAL else 0.0
    return nearness(a, b) + same - passed + (0.3 if a.kind and a.kind == b.kind else 0.0) + (0.5 if a.fate and a.fate == b.fate else 0.0)


def denied(a: Profile, b: Profile) -> bool:
    """Whether one claim denies what the other speaks of: a negation of one reaches a word of the other, and the other denies nothing so."""
    return _denies(a, b.words) != _denies(b, a.words)


def _denies(a: Profile, words: Words) -> bool:
    spoken = words.meanings | words.countries | words.open | words.bares
    spoken |= {bones for bones in words.skeletons if len(bones) >= SHORTEST_SKELETON}
    return not words.meanings & REVERSERS and any(scope & spoken for scope in a.negated)


def years_apart(a: Profile, b: Profile) -> bool:
    """Whether the claims are about different years; one that names none is about the year in which it was published."""
    if not a.years and not b.years:
        return False
    years = [one.years or (frozenset({one.claim.published.year}) if one.claim.published else frozenset()) for one in (a, b)]
    return bool(years[0] and years[1] and not years[0] & years[1])


def places_swapped(a: Profile, b: Profile) -> bool:
    """Whether each claim names a country that the other does not, and at most one that both do."""
    one, other = a.countries - BLOCS, b.countries - BLOCS
    return bool(one - other and other - one) and len(one & other) <= 1


def elsewhere(a: Profile, b: Profile) -> bool:
    """Whether each claim with its title names countries that the other does not, and none in common."""
    one, other = a.countries | a.title.countries, b.countries | b.title.countries
    return bool(one and other) and not one & other


def named_elsewhere(a: Profile, b: Profile) -> bool:
    """Whether two claims in different scripts each name places where something is, and none of them begins like any word of the other or
    its title: "in Mosul", "في البصرة"."""
    if a.words.latin == b.words.latin:
        return False
    places_a, places_b = _places(a), _places(b)
    return bool(places_a and places_b) and not places_a & _heard(b) and not places_b & _heard(a)


def _places(profile: Profile) -> frozenset[str]:
    """How the unknown names behind a word of place begin; where the script has no capitals any unknown word may be one."""
    words, exonyms = profile.words, pack_for(profile.claim.language).meanings.exonyms
    named = (
        skeleton(word.text if words.latin else word.stem)
        for word in words.all
        if word.placed and word.stem in words.open and (word.capital or not words.latin) and word.text not in exonyms
    )
    return frozenset(_beginning(bones) for bones in named if len(bones) >= _BEGINNING)


def _heard(profile: Profile) -> frozenset[str]:
    return frozenset(_beginning(bones) for words in (profile.words, profile.title) for bones in words.skeletons)


def _beginning(bones: str) -> str:
    """The first consonants, those that one script writes for the other's made one: "Chicago", "شيكاغو"; "Latakia", "اللاذقية"."""
    return bones.replace("ts", "s").replace("ss", "s").translate(_ONE_SOUND)[:_BEGINNING]


def other_goods(e: Evidence) -> bool:
    """Whether both claims count or price goods, and none in common."""
    one, other = e.a.words.meanings & GOODS, e.b.words.meanings & GOODS
    return bool(e.pairings and one and other) and not one & other


def bloc_against_state(e: Evidence) -> bool:
    """Whether one claim's amount is a bloc's and the other's, which is no equal one, a state's: NATO's troops, one member's troops."""
    if not e.pairings or any(pairing.fit in (Fit.EQUAL, Fit.ROUNDED) for pairing in e.pairings):
        return False
    one, other = e.a.countries - e.b.countries, e.b.countries - e.a.countries
    return bool((one & BLOCS and other - BLOCS) or (other & BLOCS and one - BLOCS))


def actors_swapped(e: Evidence) -> bool:
    """Whether the countries swapped are those who act or whose people act in one happening, not where it is: "Iran arrests", "in Iran"."""
    if not places_swapped(e.a, e.b) or e.pairings:
        return False
    one, other = e.a.countries - BLOCS, e.b.countries - BLOCS
    return not _placed(e.a, one - other) and not _placed(e.b, other - one) and e.text.dice >= ONE_HAPPENING


def _placed(profile: Profile, countries: Set[str]) -> bool:
    """Whether one of `countries` stands behind a word of place, or behind one written together with it."""
    pack = pack_for(profile.claim.language)
    words = profile.words.all
    for index, word in enumerate(words):
        if word.country not in countries:
            continue
        glued = pack.meanings.glued_place
        if glued and word.text.startswith(glued) and word.text not in pack.countries:
            return True
        if index and words[index - 1].text in pack.meanings.places:
            return True
    return False


def answering(a: Profile, b: Profile) -> float:
    """1 where each speaker is named in the other's claim, 0.5 where one is: they answer each other."""
    return (_is_named(a.speaker, b.words) + _is_named(b.speaker, a.words)) / 2


def _is_named(speaker: Words, words: Words) -> bool:
    if speaker.latin == words.latin:
        return bool(speaker.open & words.open or speaker.open & words.bares)
    return bool(_met(speaker.skeletons, words.skeletons))
