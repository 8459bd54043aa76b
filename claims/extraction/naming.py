"""By which name a speaker is best known: the speakers of one article, and the names that each statement's may have.

A statement's own mention may be a last name, an office or a pronoun; where nobody is named beside the cue the speaker carries over. The
candidates are the mention itself, the speakers of other statements, and longer names that the text holds anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claims.extraction.offices import Titled, may_hold, unfit_for
from claims.extraction.people import People
from claims.extraction.salience import Phrase, Salience
from claims.extraction.sources import (
    Article,
    CueShape,
    Place,
    has_several_subjects,
    is_called_so,
    is_other_noun,
    is_owned,
    stems_of,
    words_of,
)
from claims.extraction.wording import DASHES, PERSONAL, SHORTEST_PLURAL, bare
from claims.records import SpeakerKind

# Speakers that a reader keeps in mind, and occurrences of a word that are looked at: bounds, so that time stays linear.
REMEMBERED = 8
# Of the speakers behind a statement, those that may be meant.
MOST_LATER = 4
OCCURRENCES = 12
# Words before a mention that may be its title, and behind it its apposition.
DESCRIPTION = 8
# Given names before a last name.
LONGEST_GIVEN = 3


_NAMED = frozenset({"g", "s", "x", "X"})
# Words before a cue that may hold the subject of a verb that is no report, and noun phrases among them.
FARTHEST_SUBJECT = 30
MOST_SUBJECTS = 6
_SUBJECTS = frozenset({"g", "X", "G", "DG", "C", "DT", "U", "DU", "T", "s", "&DG", "&C", "&DT"})
_EXTENDING = {
    "g": frozenset({"g", "s"}),
    "s": frozenset({"g", "s"}),
    "DG": frozenset({"D", "Dn", "DT", "_"}),
    "D": frozenset({"Dn"}),
    "C": frozenset({"Dn"}),
    "G": frozenset({"g", "s", "x", "o", "D", "Dn", "DG", "DU", "G", "C", "L", "X", "_"}),
    "U": frozenset({"D", "Dn", "DG", "G", "C", "x", "o"}),
}
_COMPLETING = {
    "": frozenset({"Dn"}),
    "g": frozenset({"g", "s", "x", "X", "Dn"}),
    "X": frozenset({"g", "s", "X"}),
    "s": frozenset({"s", "X"}),
    "G": frozenset({"x", "o", "D", "DG", "Dn"}),
    "T": frozenset({"x", "o", "D", "DG", "Dn"}),
    "U": frozenset({"x", "o", "D", "DG", "Dn"}),
}


# Words of a group's name before its short form.
LONGEST_SPELLED = 8
# Where a name comes from that is only in mind.
_IN_MIND = frozenset({"near", "topic", "person", "later"})
# Where a name comes from that is the mention itself.
_SAME = frozenset({"own", "alias"})
# Classes of words that say what somebody is.
_DESCRIBING = frozenset({"T", "U", "DT", "DU"})
# Persons that an article is about: at most these, named at least so often.
MOST_TOPICS = 2
OFTEN = 3


class Naming(NamedTuple):
    """One statement with what was decided about its mention: token indices, `None` where nobody is named."""

    place: Place
    shape: CueShape
    mention: tuple[int, int] | None
    holder: int | None  # the turn of the statement whose content holds this one's cue


class Speaker:
    """One speaker as known so far: the fullest name, and how it was met."""

    def __init__(self, name: tuple[int, int], order: int, naming: Naming, article: Article) -> None:
        self.name = name
        self.words = words_of(name, article)
        self.stems = stems_of(name, article)
        self.kind: SpeakerKind | None = None
        self.order = order
        self.naming = naming
        self.uses = 1
        self.form = naming.shape.form if naming.mention is not None else ""
        self.pronoun = pronoun_of(naming, article)
        self.described = described(naming, article)
        self.own = letters_of(name, article)
        self.letters = self.own | self.described


def pronoun_of(naming: Naming, article: Article) -> str:
    """The pronoun that a statement's mention is; "" where it is none."""
    return article.words[naming.mention[0]] if naming.mention is not None and article.kinds[naming.mention[0]] == "P" else ""


def topics(article: Article) -> list[tuple[int, int]]:
    """The full names of the persons whom the text names most often, the first first."""
    kinds = article.kinds
    found: dict[str, tuple[int, int]] = {}
    for index, kind in enumerate(kinds[: len(article.words)]):
        if kind != "g" or (index and kinds[index - 1] in {"g", "s"}):
            continue
        end = index + 1
        while kinds[end] in {"g", "s", "X"} and end - index < 4 and end not in article.lines:
            end += 1
        last = article.words[end - 1]
        best = found.get(last)
        if end - index > 1 and (best is None or end - index > best[1] - best[0]):
            found[last] = (index, end)
    often = sorted((last for last in found if article.counts[last] >= OFTEN), key=lambda last: -article.counts[last])
    return [found[last] for last in often[:MOST_TOPICS]]


def letters_of(name: tuple[int, int], article: Article) -> frozenset[str]:
    """The letters of each word that its spellings agree about, and its stem."""
    return frozenset([article.wordings[i].letters for i in range(*name)]) | frozenset(stems_of(name, article))


def described(naming: Naming, article: Article) -> frozenset[str]:
    """The bare words of a mention and of the titles and appositions beside it."""
    if naming.mention is None:
        return frozenset()
    start, end = naming.mention
    low, high = naming.place.sentence
    first = max(low, start - DESCRIPTION, naming.place.cue[1] if start >= naming.place.cue[1] else low)
    last = min(high, end + DESCRIPTION)
    another = next((i for i in range(end, last) if article.words[i] in article.pack.propositions.clause_openers), last)
    for barrier in (naming.place.content[0], naming.place.cue[0], another):
        if end <= barrier < last:
            last = barrier
    return frozenset(article.wordings[i].stem for i in range(first, last) if article.tokens[i].word)


class Candidate(NamedTuple):
    """A possible name: token indices, where it comes from, and the speaker whose it is."""

    name: tuple[int, int]
    # own, alias, earlier, longer, titled, later, nearby (in the sentence), near (in mind, by salience), topic,
    # called (the words of the mention stand beside it), person (the nearest ones)
    origin: str
    speaker: Speaker | None
    rank: int  # among those of its origin, the nearest first
    main: int  # among the speakers whom no other one quotes; of a titled one, how many title words the mention lacks
    sort: str  # of a name in mind, `Phrase.sort`; else ""


def stands_for(name: tuple[int, int]) -> Candidate:
    """The candidate of a mention that surely stands for this name."""
    return Candidate(name, "alias", None, 0, 0, "")


class NameIndex:
    """Longer names of an article that hold a word of a shorter one."""

    def __init__(self, article: Article) -> None:
        self._article = article

    def longer(self, mention: tuple[int, int]) -> Iterator[tuple[int, int]]:
        """Longer names that hold the last word, or else the first word, of a mention."""
        article = self._article
        length = mention[1] - mention[0]
        if length <= 2:
            for index in article.letters.get(article.wordings[mention[1] - 1].letters, [])[:OCCURRENCES]:
                yield from self._leftwards(index, length)
        if length <= 3:
            for index in article.letters.get(article.wordings[mention[0]].letters, [])[:OCCURRENCES]:
                yield from self._rightwards(index, length)

    def _leftwards(self, index: int, length: int) -> Iterator[tuple[int, int]]:
        kinds, lines = self._article.kinds, self._article.lines
        start, given = index, 0
        while start > 0 and start not in lines and given < LONGEST_GIVEN and kinds[start - 1] in _NAMED | {"&x", "_", "-"}:
            start -= 1
            if is_called_so(start, self._article):
                return
            if kinds[start] in {"_", "-"}:
                continue
            given += 1
            if given + 1 > length:
                yield start, index + 1
            if is_conjoined_name(self._article.words[start], self._article):
                return

    def _rightwards(self, index: int, length: int) -> Iterator[tuple[int, int]]:
        """A group's head with what completes it: adjectives where it is definite, any nouns where it is not."""
        kinds = self._article.kinds
        end = index + 1
        quoted = kinds[index] in {"G", "U"} and kinds[end] == '"'
        while end - index < 7 and end not in self._article.lines and ((quoted and kinds[end] == '"') or self._goes_on(index, end)):
            end += 1
            is_open = quoted and kinds[index:end].count('"') % 2
            if end - index > length and kinds[end] != "Dn" and kinds[end - 1] != "v" and not is_open:
                yield index, end

    def _goes_on(self, index: int, end: int) -> bool:
        """Whether the word at `end` goes on with a name whose head is at `index`."""
        kinds = self._article.kinds
        if kinds[end] == "v":
            # A noun that looks like one: "the organization for the ban of weapons".
            return kinds[index] == "G" and end == index + 1 and kinds[end + 1].startswith("D")
        if kinds[end] not in _EXTENDING.get(kinds[index], frozenset()) or is_other_noun(end, self._article):
            return False
        if kinds[end] not in {"x", "o"}:
            return True
        word = self._article.words[end]
        unknown = end > index + 1 and kinds[end] == "o" and not word.startswith(self._article.pack.cues.proclitics)
        return not unknown and not word.startswith(("ب", "ل"))


def is_conjoined_name(word: str, article: Article) -> bool:
    """Whether a word that no table has is a part of names with a conjunction: "and Omar"."""
    names = article.pack.names
    is_known = word in names.parts or word in article.known_words
    return bool(names.joined) and not is_known and word.startswith(names.joined) and word[len(names.joined) :] in names.parts


def candidates(
    naming: Naming,
    after: Sequence[Speaker],
    speakers: Sequence[Speaker],
    index: NameIndex,
    aliases: dict[tuple[str, ...], tuple[int, int]],
    titles: Sequence[Titled],
    subjects: Sequence[tuple[int, int]],
    salience: Salience,
    people: People,
    article: Article,
) -> list[Candidate]:
    """Every name that a statement may have; `speakers`: those before it, the latest first; `after`: those behind it."""
    mention = naming.mention
    # "His lawyer" is nobody whom the text speaks of by another name, unless it says so.
    owned = mention is not None and mention[0] > 0 and article.words[mention[0] - 1] in article.pack.names.owners
    is_one = mention is not None and _stands_for_one(mention, article)
    found: list[Candidate] = []
    seen: set[tuple[str, ...]] = set()

    def add(name: tuple[int, int], origin: str, speaker: Speaker | None, rank: int, main: int = 0, sort: str = "") -> None:
        words = words_of(name, article)
        # A single letter is a preposition before a quotation, or an initial.
        if any(len(word) > 1 for word in words) and words not in seen and not (owned and origin in _IN_MIND):
            seen.add(words)
            found.append(Candidate(name, origin, speaker, rank, main, sort))

    if mention is not None:
        alias = aliases.get(words_of(mention, article))
        add(alias or mention, "alias" if alias else "own", None, 0)
    main = 0
    for rank, speaker in enumerate(speakers[:REMEMBERED]):
        if mention is None or _may_mean(mention, speaker, article):
            add(speaker.name, "earlier", speaker, rank, main)
        main += speaker.naming.holder is None
    if mention is not None:
        for name in _named_so_far([*index.longer(mention)], mention, article):
            # No name goes on into what its bearer says.
            if not name[0] <= mention[0] < naming.place.content[0] < name[1]:
                add(name, "longer", None, 0)
        held = set(stems_of(mention, article))
        rank = 0
        for titled in titles:
            if held <= titled.titles:
                add(titled.name, "titled", None, rank, len(titled.titles) - len(held))
                rank += 1
    later = 0
    for speaker in after:
        if later < MOST_LATER and (mention is None or _may_mean(mention, speaker, article)):
            add(speaker.name, "later", speaker, later)
            later += 1
    if mention is None:
        for rank, name in enumerate(_nearby(naming, article)):
            add(name, "nearby", None, rank)
    if mention is not None and describes_person(mention, article):
        for rank, name in enumerate(people.called(mention)):
            add(name, "called", None, rank)
        for rank, name in enumerate(people.near(naming.place.cue[0], naming.place.content[1])):
            add(name, "person", None, rank)
    if mention is None or (article.capitals and stands_for_name(mention, article)):
        for rank, phrase in enumerate(salience.before(naming.place.cue[0])):
            if is_one and phrase.sort == "g":
                continue
            if mention is None or not (mention[0] <= phrase.full[0] < mention[1] or _possesses(phrase, mention, article)):
                add(phrase.full, "near", None, rank, sort=phrase.sort)
        for rank, name in enumerate(subjects):
            add(name, "topic", None, rank)
    return found


def fitting(found: Sequence[Candidate], naming: Naming, titles: Sequence[Titled], article: Article) -> list[Candidate]:
    """Those of the candidates whom nothing excludes that the mention says of its office and of its number, or else the verb."""
    mention = naming.mention
    others = [one for one in found if one.origin not in _SAME]
    unfit: set[Candidate] = set()
    if mention is not None and article.kinds[mention[0]] in {"T", "DT"} and describes_person(mention, article):
        named = {one.name: one for one in others}
        unfit.update(named[name] for name in unfit_for(mention, named, titles, article))
    if mention is not None and _is_unknown(mention, article):
        letters = letters_of(mention, article)
        unfit.update(one for one in others if letters.isdisjoint(letters_of(one.name, article)))
    if mention is not None and _is_of_somebody(mention, article):
        unfit.update(one for one in others if not may_hold(one.name, mention, titles, article))
    if has_several_subjects(naming.place.cue[1] - 1, article) if mention is None else is_several(mention, article):
        unfit.update(one for one in others if _is_one_person(one, article))
    return [one for one in found if one not in unfit]


def _is_of_somebody(mention: tuple[int, int], article: Article) -> bool:
    """Whether a mention ends with the name of another: "Haddad's lawyer", "the spokesman of Haddad", where these come in this order."""
    kinds, names = article.kinds, article.pack.names
    first = next((i for i in range(*mention) if kinds[i] in PERSONAL), mention[0])
    if first == mention[0] or not names.verb_first or any(kinds[i] not in PERSONAL for i in range(first, mention[1])):
        return False
    return article.words[first - 1] in names.inside or kinds[first - 1] == "T"


def _is_unknown(mention: tuple[int, int], article: Article) -> bool:
    """Whether a mention is rather a name that no table has than a description: nothing in it is definite or says whose somebody is."""
    ends = article.pack.names.pronouns
    return not article.capitals and all(article.kinds[i] in {"x", "o"} and not article.words[i].endswith(ends) for i in range(*mention))


def is_person(mention: tuple[int, int], name: tuple[int, int], article: Article) -> bool:
    """Whether a name with capitals is surely a person's: its last word alone, without an article, stands for it."""
    if name[1] - name[0] == 1 or not article.capitals.issuperset((name[0], name[1] - 1)) or _is_no_person(name, article):
        return False
    is_last = words_of(mention, article) == words_of((name[1] - 1, name[1]), article)
    return is_last and (mention[0] == 0 or article.kinds[mention[0] - 1] != "d")


def _is_no_person(name: tuple[int, int], article: Article) -> bool:
    """Whether a name is surely that of a group, a country or several people: not "head of a charity", nor "writer and critic"."""
    kinds = article.kinds[slice(*name)]
    of_several = not {"G", "DG", "C"}.isdisjoint(kinds) or names_several(name, article)
    return (of_several and "T" not in kinds) or is_several(name, article)


def _is_one_person(candidate: Candidate, article: Article) -> bool:
    """Whether a name is surely that of a single person."""
    speaker, name = candidate.speaker, candidate.name
    is_person = article.kinds[name[0]] in PERSONAL or (speaker is not None and speaker.kind is SpeakerKind.PERSON)
    return is_person and not names_several(name, article)


def _named_so_far(names: Sequence[tuple[int, int]], mention: tuple[int, int], article: Article) -> Iterator[tuple[int, int]]:
    """Of the longer `names` of a person the article has named before, where it has: "Tami" is not the wife who is named further down."""
    before = [set(words_of(name, article)) for name in names if name[1] <= mention[0]] if article.capitals else []
    for name in names:
        is_person = PERSONAL.issuperset(article.kinds[slice(*name)])
        if not before or not is_person or name[0] < mention[1] or any(words.issubset(words_of(name, article)) for words in before):
            yield name


def _stands_for_one(mention: tuple[int, int], article: Article) -> bool:
    """Whether a mention is "he" or "she", or the office of one person, where names have capitals: "the minister"."""
    if article.words[mention[0]] in article.pack.names.single_persons:
        return True
    return bool(article.capitals) and article.kinds[mention[1] - 1] == "T" and not is_several(mention, article)


def _possesses(phrase: Phrase, mention: tuple[int, int], article: Article) -> bool:
    """Whether a name is that of the owner of what a mention names: "the council's envoy"."""
    return phrase.end == mention[0] and article.words[phrase.end - 1].endswith(article.pack.names.possessive)


def stands_for_name(mention: tuple[int, int], article: Article) -> bool:
    """Whether a mention is a pronoun or a description ("the union", "the former postman"), and no name itself."""
    return not any(article.kinds[i] in {"g", "s", "X", "L", "#"} for i in range(*mention))


def describes_person(mention: tuple[int, int], article: Article) -> bool:
    """Whether a mention may describe somebody whom the article names in full, where no capitals tell names (`Salience`)."""
    return not article.capitals and stands_for_name(mention, article)


def _may_mean(mention: tuple[int, int], speaker: Speaker, article: Article) -> bool:
    """Whether a mention can be this speaker: a name shares its last word, an office all of its words; a definite noun may mean anybody."""
    kind = article.kinds[mention[0]]
    if speaker.kind is SpeakerKind.PERSON and (is_several(mention, article) or _is_group(mention, article)):
        return False
    is_group = article.kinds[speaker.name[1] - 1] in {"C", "G"} or is_several(speaker.name, article)
    if is_group and _stands_for_one(mention, article):
        return False
    before = article.words[mention[0] - 1] if mention[0] else ""
    is_owned = before in article.pack.names.owners
    definite = kind.startswith("D") or (mention[0] > 0 and article.kinds[mention[0] - 1] == "d" and not is_owned)
    if kind == "P" or (definite and mention[1] - mention[0] <= 3):
        return True
    wordings = article.wordings
    if kind in _NAMED | {"C", "L", "#"}:
        last = wordings[mention[1] - 1]
        is_of = last.letters in speaker.own or last.stem in speaker.own
        return is_of and not _is_one_of(mention, speaker, article) and not _is_owner(mention, speaker, article)
    return all(
        wordings[i].letters in speaker.letters or wordings[i].stem in speaker.letters for i in range(*mention) if article.tokens[i].word
    )


def is_several(mention: tuple[int, int], article: Article) -> bool:
    """Whether a mention describes several people: "the researchers", or with an article and a capital "the Conservatives"."""
    if _is_dual(article.words[mention[0]], article):
        return True
    plurals, last = article.pack.names.plurals, mention[1] - 1
    described = [i for i in range(*mention) if article.kinds[i] in _DESCRIBING]
    if not described and last in article.capitals and mention[0] and article.kinds[mention[0] - 1] == "d":
        described = [last]
    return bool(described) and all(article.words[i].endswith(plurals) and len(article.words[i]) >= SHORTEST_PLURAL for i in described)


def _is_dual(word: str, article: Article) -> bool:
    """Whether a word stands for two of whom a word of the tables describes one."""
    names = article.pack.names
    return any(word.endswith(one) and bare(word[: -len(one)], names) in names.titles | names.unnamed for one in names.duals)


def _is_group(mention: tuple[int, int], article: Article) -> bool:
    """Whether a mention ends with the noun that says what group it is, where names have capitals: "the Haddad campaign"."""
    kinds = article.kinds[slice(*mention)]
    return bool(article.capitals) and kinds[-1] == "G" and _DESCRIBING.isdisjoint(kinds)


def _is_owner(mention: tuple[int, int], speaker: Speaker, article: Article) -> bool:
    """Whether a mention names somebody whom the article names in full, and the speaker is a group: "Haddad" and "the Haddad campaign"."""
    word, kinds = article.words[mention[1] - 1], article.kinds
    if not _is_group(speaker.name, article) or word == speaker.words[-1]:
        return False
    return any(i and kinds[i - 1] == "g" and kinds[i] in PERSONAL for i in article.stems[word][:OCCURRENCES])


def _is_one_of(mention: tuple[int, int], speaker: Speaker, article: Article) -> bool:
    """Whether a mention names one of several who spoke together: "Iraq" is not "Iraq and Kuwait"."""
    return names_several(speaker.name, article) and not names_several(mention, article)


def names_several(name: tuple[int, int], article: Article) -> bool:
    """Whether a conjunction, a word of its own or not, joins several in what is named."""
    return any(_joins_another(i, article) for i in range(name[0] + 1, name[1]))


def _joins_another(index: int, article: Article) -> bool:
    """Whether a word is a conjunction, or one is written together with it: before a word of a table, or one that the text has alone."""
    word, names = article.words[index], article.pack.names
    if word in names.conjunctions or article.kinds[index].startswith("&"):
        return True
    is_whole = word in names.parts or not word.startswith(article.pack.cues.proclitics)
    return not is_whole and (word[1:] in names.parts or (article.kinds[index] in {"x", "o"} and word[1:] in article.counts))


def _nearby(naming: Naming, article: Article) -> list[tuple[int, int]]:
    """Noun phrases before the cue, the nearest first: their verb may be no report. Before a cue that opens its sentence, the last one's."""
    kinds = article.kinds
    first, last = naming.place.sentence[0], naming.place.cue[0]
    if last - first <= 2:
        first = last - FARTHEST_SUBJECT
    found: list[tuple[int, int]] = []
    index = max(first, last - FARTHEST_SUBJECT, 0)
    while index < last:
        kind = kinds[index]
        if kind not in _SUBJECTS:
            index += 1
            continue
        end = index + 1
        going = _COMPLETING[kind if kind in _COMPLETING else ""]
        while end < last and end - index < 5 and kinds[end] in going and not is_owned(end, article):
            end += 1
        found.append((index, end))
        index = end
    return found[::-1][:MOST_SUBJECTS]


def find_aliases(article: Article) -> dict[tuple[str, ...], tuple[int, int]]:
    """Short names in marks or parentheses behind the long one: `North Atlantic Treaty Organization (NATO)`."""
    kinds, words, names = article.kinds, article.words, article.pack.names
    aliases: dict[tuple[str, ...], tuple[int, int]] = {}
    for index in range(2, len(words)):
        if kinds[index] not in {"(", '"'} or not article.tokens[index - 1].word:
            continue
        mark = ")" if kinds[index] == "(" else '"'
        close = next((i for i in range(index + 1, min(index + 6, len(words))) if kinds[i] == mark), None)
        if close is None:
            continue
        if close == index + 2 and (full := _spelled_out(index, article)) is not None:
            aliases.setdefault((words[index + 1],), full)
            continue
        start = index - 1
        while start > 0 and index - start < 8 and article.tokens[start - 1].word and kinds[start] not in {"G", "T", "DG"}:
            start -= 1
        if kinds[start] in {"G", "DG"} and index - start > 1:
            if mark == '"' and (index - start < 3 or close - index > 3):
                continue
            short = tuple(words[i] for i in range(index + 1, close) if article.tokens[i].word)
            for one in {
                short,
                tuple(names.article + word for word in short[:1]) + short[1:],
                tuple(bare(word, names) for word in short),
            }:
                aliases.setdefault(one, (start, index))
    return aliases


def _spelled_out(opening: int, article: Article) -> tuple[int, int] | None:
    """The name with capitals before the bracket at token `opening` in which its short form stands: "Doctors Without Borders (MSF)".

    None behind a person's name, and in a dateline.
    """
    if opening + 1 not in article.capitals or article.kinds[opening + 3] in DASHES:
        return None
    start = opening
    while start > 0 and opening - start < LONGEST_SPELLED and (start - 1 in article.capitals or _is_joined(start - 1, article)):
        start -= 1
    start += article.kinds[start] == "d"
    capitals = sum(i in article.capitals for i in range(start, opening))
    return (start, opening) if capitals > 1 and article.kinds[start] not in {"g", "T"} and start in article.capitals else None


def _is_joined(index: int, article: Article) -> bool:
    """Whether a word without a capital stands between two of one name: "of", "for"."""
    return article.words[index] in article.pack.names.joining and index - 1 in article.capitals
