"""Who said each statement of an article: the mention beside the cue, and the fullest name anywhere in the text.

Rules propose, statistics choose. For each statement in the order of the cues: where may a mention begin, or is nobody named; where does it
end; and which of the names that the article holds is meant.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from math import exp, log
from typing import NamedTuple

from claims.extraction.antecedents import Antecedents
from claims.extraction.choice import ChoiceModel, best_of, models_for
from claims.extraction.descriptions import Descriptions
from claims.extraction.mention_features import Starts, describe_end, describe_none
from claims.extraction.name_features import Mentions, Names
from claims.extraction.name_places import NamePlaces, Rival
from claims.extraction.naming import (
    Candidate,
    NameIndex,
    Naming,
    Speaker,
    candidates,
    described,
    find_aliases,
    fitting,
    is_conjoined_name,
    is_person,
    names_several,
    pronoun_of,
    stands_for,
    topics,
)
from claims.extraction.offices import holder_of, titled_names
from claims.extraction.people import People
from claims.extraction.recency import Recency
from claims.extraction.salience import Salience
from claims.extraction.sources import (
    Article,
    Place,
    Reported,
    capitals_of,
    ends_of,
    named_in,
    place_of,
    shape_of,
    spelled_of,
    starts_of,
    words_of,
)
from claims.extraction.span_features import Spans
from claims.extraction.subjects import Subject, find_subjects, names_nobody, own_subject, participle_subject
from claims.extraction.tokens import Token
from claims.languages.folding import Folded
from claims.languages.pack import CueForm, LanguagePack
from claims.records import SpeakerKind

# Readings of one statement's mention that are weighed together with the names, and how likely each must be.
READINGS = 5
LIKELY = 0.015
# Ends of one beginning, likewise.
ENDS = 2
LIKELY_END = 0.05
# Statements before and behind one that may hold it.
NEAR_TURNS = 8
# Turns behind one whose speaker may be its own as well.
LATER_TURNS = 8
# Speakers who may come back, so that time stays linear.
REMEMBERED_SPEAKERS = 40
KINDS = (SpeakerKind.PERSON, SpeakerKind.GROUP, SpeakerKind.UNNAMED)


class Spoken(NamedTuple):
    """Folded offsets of the mention (`None`: the speaker carries over) and of the fullest name (`None`: nobody known)."""

    mention: tuple[int, int] | None
    name: tuple[int, int] | None
    kind: SpeakerKind | None
    probability: float


class Reading(NamedTuple):
    """One way to read a statement's mention (token indices), and its probability."""

    mention: tuple[int, int] | None
    probability: float


class Option(NamedTuple):
    """A reading with one of the names that it may have, and the features of the two; `span`: those of the reading by itself."""

    reading: Reading
    candidate: Candidate
    features: list[str]
    span: list[str]


def find_speakers(folded: Folded, original: str, tokens: list[Token], statements: Sequence[Reported], pack: LanguagePack) -> list[Spoken]:
    """The speaker of each of `statements`, in their order. `folded` is the folded `original`, `tokens` are its; linear in its length.

    A language without weights of its own is read by what those of the others have in common.
    """
    models = models_for(pack.code, "speakers")
    if not statements:
        return []
    capitals = capitals_of(tokens, folded, original, pack) if pack.dates.capitalized else frozenset()
    article = Article(folded.text, tokens, pack, models["ordinary"], capitals, spelled_of(tokens, folded, original, pack))
    return SpeakerReader(article, statements).read(models)


class SpeakerReader:
    """Reads the speakers of one article, one statement after the other in the order of the cues."""

    def __init__(self, article: Article, statements: Sequence[Reported]) -> None:
        self.article = article
        self.order = sorted(range(len(statements)), key=lambda i: (statements[i].cue, statements[i].start))
        self._places = [place_of(statements[i], article) for i in self.order]
        self._shapes = [shape_of(place, article) for place in self._places]
        self._earlier = _counted(self._places)
        self._holders = _holders(self._places)
        self._index = NameIndex(article)
        self._aliases = find_aliases(article)
        self._titles = titled_names(article)
        self._topics = topics(article)
        titles = [(titled.titles, titled.name) for titled in self._titles]
        self._salience = Salience(article, [place.content for place in self._places], titles)
        self._aliases = self._salience.acronyms() | self._aliases
        self._recency = Recency(article, [place.content for place in self._places])
        self._people = People(article, [titled.name for titled in self._titles])
        self._antecedents = Antecedents(article, self._salience)
        self._descriptions = Descriptions(article, self._salience)
        self._unreported = find_subjects(article, self._places)
        self._verbs = [subject.verb for subject in self._unreported]
        self._later: dict[tuple[int, tuple[int, int]], Speaker] = {}
        self._subjects = [self._subject(turn) for turn in range(len(self.order))]
        self._own = [own_subject(place, article) for place in self._places]

    def read(self, models: Mapping[str, ChoiceModel]) -> list[Spoken]:
        """Every statement's speaker, in the order that the statements were given in."""
        readings = self.readings(models)
        places = self.name_places(readings)
        memory = Memory(self.article)
        found: dict[int, Spoken] = {}
        persons: set[tuple[int, int]] = set()
        for turn, statement in enumerate(self.order):
            if self.goes_on(turn):
                found[statement] = found[self.order[turn - 1]]
                continue
            self.recall(turn, memory)
            if names_nobody(self._places[turn], self.article):
                found[statement] = Spoken(None, None, None, 1.0)
                continue
            options = self.options(turn, readings, places, memory)
            if not options:
                found[statement] = Spoken(None, None, None, 1.0)
                continue
            scores = _scores(options, models["name"])
            best, probability = best_of(scores)
            option = self._fitting(options, scores, best, turn)
            speaker = memory.remember(option.candidate, self.naming(turn, option.reading.mention), turn)
            mention = option.reading.mention
            if speaker.kind is None:
                described_as = describe_kind(speaker.name, self.article)
                speaker.kind = KINDS[models["kind"].choose([[f"{kind}{one}" for one in described_as] for kind in KINDS])[0]]
            if mention is not None and speaker.kind is SpeakerKind.GROUP and is_person(mention, speaker.name, self.article):
                persons.add(self.span(speaker.name))
            found[statement] = Spoken(self.span(mention) if mention else None, self.span(speaker.name), speaker.kind, probability)
        # Of what kind somebody is may be told later: "Dalen called … He added …".
        spoken = [found[statement] for statement in range(len(self.order))]
        return [one._replace(kind=SpeakerKind.PERSON) if one.name in persons else one for one in spoken]

    def _fitting(self, options: Sequence[Option], scores: Sequence[float], best: int, turn: int) -> Option:
        """The best option of the reading of the `best` one of all whose name fits, or that one; not an office, but who has it."""
        reading = options[best].reading
        order = sorted((i for i, option in enumerate(options) if option.reading == reading), key=lambda i: -scores[i])
        naming = self.naming(turn, reading.mention or self._subjects[turn])
        fit = fitting([options[i].candidate for i in order], naming, self._titles, self.article)
        option = next((options[i] for i in order if options[i].candidate in fit), options[best])
        # "The mufti came, and said …"
        holder = holder_of(option.candidate.name, self._titles, self.article) if option.candidate.origin == "nearby" else None
        return option._replace(candidate=stands_for(self._people.full_name(holder) or holder)) if holder is not None else option

    def goes_on(self, turn: int) -> bool:
        """Whether the cue of the turn before reports this one too, as in a quotation that its attribution interrupts."""
        return turn > 0 and self._places[turn].cue == self._places[turn - 1].cue

    def recall(self, turn: int, memory: Memory) -> None:
        """Bring to mind whom the text has named as doing something since the cue of the turn before."""
        place = self._places[turn]
        since = self._places[turn - 1].cue[0] if turn else 0
        for subject in self._unreported[bisect_left(self._verbs, since) : bisect_left(self._verbs, place.cue[0])]:
            memory.meet(subject, place.sentence, turn, self._people)

    def readings(self, models: Mapping[str, ChoiceModel]) -> list[list[Reading]]:
        """For each turn the likeliest readings of its mention, the best first."""
        known: set[str] = set()
        found: list[list[Reading]] = []
        for turn in range(len(self.order)):
            likely = self._likely(turn, known, models)
            found.append(likely)
            if likely[0].mention is not None:
                known.update(words_of(likely[0].mention, self.article))
        return found

    def starts(self, turn: int, known: set[str]) -> tuple[list[int], list[list[str]]]:
        """The tokens that may begin the mention of a turn, and the features of "nobody" and of each of them."""
        place, shape = self._places[turn], self._shapes[turn]
        starts = starts_of(place, self.article)
        describer = Starts(place, shape, self.article, known)
        describer.rank(starts)
        return starts, [describe_none(place, shape, self.article, self._earlier[turn]), *map(describer.describe, starts)]

    def ends(self, turn: int, start: int) -> tuple[list[int], list[list[str]]]:
        """The ends that a mention beginning at `start` may have, and the features of each."""
        place = self._places[turn]
        ends = ends_of(start, place, self.article)
        return ends, [describe_end(start, end, place, self._shapes[turn], self.article) for end in ends]

    def _likely(self, turn: int, known: set[str], models: Mapping[str, ChoiceModel]) -> list[Reading]:
        if self._subjects[turn] is not None:
            # Nobody else is named beside a participle.
            return [Reading(None, 1.0)]
        starts, features = self.starts(turn, known)
        places = self._places_of_own(turn, starts)
        found: list[Reading] = []
        for choice, probability in _likeliest(models["start"], [features[place] for place in places], LIKELY):
            if places[choice] == 0:
                found.append(Reading(None, probability))
                continue
            start = starts[places[choice] - 1]
            ends, described_ends = self.ends(turn, start)
            if ends:
                likely = _likeliest(models["end"], described_ends, LIKELY_END)[:ENDS]
                mentions = [((start, ends[end]), share) for end, share in likely]
                found += [Reading(named_in(mention, self.article) or mention, probability * share) for mention, share in mentions]
        found.sort(key=lambda reading: -reading.probability)
        return found[:READINGS] or [Reading(None, 0.0)]

    def _places_of_own(self, turn: int, starts: Sequence[int]) -> list[int]:
        """Which of "nobody" and of the `starts` there may be: those of the subject that the cue has of its own, where it has one."""
        own = self._own[turn]
        within = [place for place, start in enumerate(starts, 1) if own is not None and own[0] <= start < own[1]]
        return within or [*range(len(starts) + 1)]

    def _subject(self, turn: int) -> tuple[int, int] | None:
        """Whose name is that of a participle, where this is the first cue of its sentence; `None` where nothing tells surely."""
        is_first = self._shapes[turn].kind == "w" and not self._earlier[turn]
        return participle_subject(self._places[turn], self.article) if is_first else None

    def naming(self, turn: int, mention: tuple[int, int] | None) -> Naming:
        """The turn with one reading of its mention."""
        return Naming(self._places[turn], self._shapes[turn], mention, self._holders[turn])

    def name_places(self, readings: Sequence[Sequence[Reading]]) -> NamePlaces:
        """Where the likeliest of each turn's `readings` name its speaker."""
        return NamePlaces(self.article, [likely[0].mention for likely in readings])

    def options(self, turn: int, readings: Sequence[Sequence[Reading]], places: NamePlaces, memory: Memory) -> list[Option]:
        """Each reading of a turn with each name that it may have; `places`: those of `readings`."""
        after = self._after(turn, readings)
        found: list[Option] = []
        seen: set[tuple[bool, tuple[str, ...]]] = set()
        mentions = Mentions(self._recency, self._holding(turn), self._places[turn - 1].cue[0] if turn else 0)
        spans = self._spans(turn, readings[turn])
        for rank, reading in enumerate(readings[turn]):
            naming = self.naming(turn, reading.mention or self._subjects[turn])
            names = Names(turn, naming, self.article, self._salience, self._people, mentions)
            odds = _odds(reading.probability)
            known = (memory.speakers, self._index, self._aliases, self._titles, self._topics, self._salience, self._people)
            meant = self._meant(naming.mention, memory) if naming.mention is not None else None
            named = [stands_for(meant)] if meant is not None else candidates(naming, after, *known, self.article)
            names.rank(named)
            for candidate in named:
                key = (reading.mention is None, words_of(candidate.name, self.article))
                if key in seen:
                    continue
                seen.add(key)
                features = names.describe(candidate)
                sort = "n" if reading.mention is None else "m"
                features += [f"P{odds}", f"P{sort}{odds}", f"P{sort}{rank}", f"P{sort}{odds}{candidate.origin}"]
                found.append(Option(reading, candidate, features, spans[rank]))
        if not self.article.capitals:
            rivals = [Rival(option.reading.mention, option.candidate) for option in found]
            described_places = places.describe(turn, self._places[turn], self._shapes[turn], rivals)
            for option, features in zip(found, described_places, strict=True):
                option.features.extend(features)
        return found

    def _meant(self, mention: tuple[int, int], memory: Memory) -> tuple[int, int] | None:
        """Whose name a mention surely stands for; `None` where nothing tells."""
        word, place = self.article.words[mention[0]], mention[0]
        if mention[1] - place > 1 or word not in self.article.pack.names.latter:
            alone = self._named_alone(mention) or self._descriptions.meant(mention)
            return alone or self._antecedents.meant(mention, memory.speakers)
        if self.article.capitals:
            return next((phrase.full for phrase in self._salience.before(place) if phrase.sort != "u"), None)
        named = [*self._people.near(place, place)[:1], *(speaker.name for speaker in memory.speakers)]
        last = {name: self._recency.latest(name, place) for name in named}
        return max((name for name in last if last[name] >= 0), key=last.__getitem__, default=None)

    def _named_alone(self, mention: tuple[int, int]) -> tuple[int, int] | None:
        """Whose full name stands elsewhere for a last name with which a preposition is written together: "according to Haddad"."""
        first, last = mention
        led = _proclitic(first, self.article) if last - first == 1 else 0
        named = self.article.stems.get(self.article.words[first][led:], []) if led else []
        return self._people.full_name((named[0], named[0] + 1)) if named else None

    def _spans(self, turn: int, readings: Sequence[Reading]) -> list[list[str]]:
        """The features of each reading by itself; none where there is but one, which they could not tell from another."""
        if len(readings) == 1:
            return [[]]
        spans = Spans(self._places[turn], self._shapes[turn], [reading.mention for reading in readings], self.article)
        return [spans.describe(rank, self._earlier[turn]) for rank in range(len(readings))]

    def _holding(self, turn: int) -> list[int]:
        """The turns whose contents hold the cue of this one, the smallest first."""
        found: list[int] = []
        holder = self._holders[turn]
        while holder is not None and holder not in found:
            found.append(holder)
            holder = self._holders[holder]
        return found

    def _after(self, turn: int, readings: Sequence[Sequence[Reading]]) -> list[Speaker]:
        """The speakers of the turns behind one that name theirs, by the likeliest reading; each is built once."""
        found = []
        for later in range(turn + 1, min(turn + 1 + LATER_TURNS, len(self.order))):
            mention = readings[later][0].mention
            if mention is not None:
                if (later, mention) not in self._later:
                    self._later[later, mention] = Speaker(mention, 0, self.naming(later, mention), self.article)
                found.append(self._later[later, mention])
        return found

    def span(self, tokens: tuple[int, int]) -> tuple[int, int]:
        """Folded offsets of token indices; what is written together with the first or last word and is not its own stays outside."""
        article = self.article
        first, last = article.tokens[tokens[0]], article.tokens[tokens[1] - 1]
        return first.start + _proclitic(tokens[0], article), max(last.end - _possessive(tokens[1] - 1, article), first.start + 1)


def _scores(options: Sequence[Option], model: ChoiceModel) -> list[float]:
    """The scores of the options; the features of a reading are looked up once for all the names that it may have."""
    spans: dict[Reading, list[float]] = {}
    for option in options:
        if option.reading not in spans:
            spans[option.reading] = model.weights(option.span)
    return [sum(spans[option.reading], model.score(option.features)) for option in options]


def _likeliest(model: ChoiceModel, candidates: Sequence[Sequence[str]], floor: float) -> list[tuple[int, float]]:
    """The best of the candidates and those that are at least so likely, with their probabilities, the best first."""
    scores = [model.score(one) for one in candidates]
    top = max(scores)
    powers = [exp(score - top) for score in scores]
    total = sum(powers)
    best = sorted(range(len(powers)), key=lambda i: -powers[i])
    return [(i, powers[i] / total) for rank, i in enumerate(best) if not rank or powers[i] >= floor * total]


class Memory:
    """The speakers met so far, the latest first."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self.speakers: list[Speaker] = []
        self._known: dict[tuple[str, ...], Speaker] = {}

    def meet(self, subject: Subject, sentence: tuple[int, int], turn: int, people: People) -> None:
        """A person has done something before this turn, which reports from `sentence`: as if they had just spoken."""
        article, verb = self._article, subject.verb
        readings = ((name, self._whose(name, people)) for name in _beginnings(subject.name, article))
        name, full = next(((name, full) for name, full in readings if full is not None), (subject.name, None))
        if full is None:
            return
        inside = sentence if sentence[0] <= verb < sentence[1] else (verb, verb + 1)
        place = Place(inside, (verb, verb + 1), (verb, verb))
        naming = Naming(place, shape_of(place, article)._replace(kind="v", side="a"), name, None)
        speaker = self._known.get(words_of(full, article))
        if speaker is None:
            speaker = self._known[words_of(full, article)] = Speaker(full, turn - 1, naming, article)
            # Only people have full names; whoever spoke has a kind, and those without one would seem less in mind.
            speaker.kind = SpeakerKind.PERSON
        else:
            self.speakers.remove(speaker)
            speaker.order, speaker.naming = turn - 1, naming
        self._put_first(speaker)

    def _whose(self, name: tuple[int, int], people: People) -> tuple[int, int] | None:
        """The full name of the latest speaker, one and no group, who has all words of a name, or else of anybody in the article."""
        article = self._article
        letters = {article.wordings[i].letters for i in range(*name) if article.tokens[i].word}
        fitting = (one.name for one in self.speakers if one.kind is not SpeakerKind.GROUP and letters <= one.own)
        return next((one for one in fitting if not names_several(one, article)), None) or people.full_name(name)

    def _put_first(self, speaker: Speaker) -> None:
        self.speakers.insert(0, speaker)
        for forgotten in self.speakers[REMEMBERED_SPEAKERS:]:
            del self._known[forgotten.words]
        del self.speakers[REMEMBERED_SPEAKERS:]

    def remember(self, candidate: Candidate, naming: Naming, turn: int) -> Speaker:
        """The candidate has spoken in this turn."""
        words = words_of(candidate.name, self._article)
        speaker = self._known.get(words)
        if speaker is None:
            speaker = self._known[words] = Speaker(candidate.name, turn, naming, self._article)
        else:
            self.speakers.remove(speaker)
            speaker.uses += 1
            speaker.order = turn
            if naming.mention is not None:
                speaker.described |= described(naming, self._article)
                speaker.letters |= speaker.described
                speaker.form = speaker.form or naming.shape.form
                speaker.pronoun = pronoun_of(naming, self._article) or speaker.pronoun
            speaker.naming = naming
        self._put_first(speaker)
        return speaker


def _beginnings(name: tuple[int, int], article: Article) -> Iterator[tuple[int, int]]:
    """A name and its beginnings, the longest first; a given name by itself may be anybody's, unless no more is written."""
    first, last = name
    for end in range(last, first, -1):
        if end - first > 1 or last - first == 1 or article.kinds[first] != "g":
            yield first, end


def describe_kind(name: tuple[int, int], article: Article) -> list[str]:
    """The features of a name that tell a person from a group and from somebody who is not named."""
    kinds, words = article.kinds, article.words
    first, last = name[0], name[1] - 1
    before = kinds[first - 1] if first else "^"
    known = "!" if article.wordings[first].known else ""
    length = min(name[1] - name[0], 4)
    inner = "".join(sorted({kinds[i][-1] for i in range(first, name[1])} & set('pvwT"(Ggs0')))
    return [
        "k",
        f"kF{article.families[first]}",
        f"kFl{article.families[last]}",
        f"k{kinds[first]}",
        f"k{kinds[first]}{kinds[last]}{length}",
        f"k{kinds[first]}{known}{length}",
        f"k{kinds[first]}{inner}",
        f"kl{kinds[last]}{length}",
        f"kb{before}{kinds[first]}",
        f"kw{words[first]}",
        f"kW{article.wordings[first].stem}",
        f"ke{words[last]}",
        f"ks{words[first][-2:]}{length}",
        f"ks{words[first][-1:]}{words[first][:2]}",
    ]


def _counted(places: Sequence[Place]) -> list[int]:
    """How many turns before each one stand in the same sentence."""
    seen: dict[tuple[int, int], int] = {}
    counts = []
    for place in places:
        counts.append(seen.get(place.sentence, 0))
        seen[place.sentence] = counts[-1] + 1
    return counts


def _holders(places: Sequence[Place]) -> list[int | None]:
    """For each turn the turn near by whose content holds its cue: the smallest of several."""
    holders: list[int | None] = []
    for turn, place in enumerate(places):
        near = range(max(0, turn - NEAR_TURNS), min(len(places), turn + NEAR_TURNS + 1))
        holding = [other for other in near if other != turn and places[other].content[0] <= place.cue[0] < places[other].content[1]]
        holders.append(min(holding, key=lambda other: places[other].content[1] - places[other].content[0], default=None))
    return holders


def _odds(probability: float) -> int:
    """The logarithm of the odds, whole, between -4 and 6."""
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return max(-4, min(6, round(log(bounded / (1 - bounded)))))


def _proclitic(index: int, article: Article) -> int:
    """How many letters of a mention's first word belong to the preposition or conjunction that is written together with it."""
    word, kind = article.words[index], article.kinds[index]
    dative = article.pack.cues.dative
    is_joined = word[0] in article.pack.cues.proclitics and (word[1:] in article.counts or is_conjoined_name(word, article))
    if kind.startswith("&") or (kind in {"x", "o"} and is_joined):
        return 1
    if dative and word.startswith(dative) and len(word) > 3:
        if kind == "l":
            return 2 if word.startswith(dative * 2) and word[1:] not in article.pack.names.parts else 1
        if index and article.words[index - 1] in article.pack.cues.dative_phrases:
            return 1
        if word[1:] in article.pack.names.unnamed or (word[1:] in article.counts and word not in article.pack.names.parts):
            return 1
    return 0


def _possessive(index: int, article: Article) -> int:
    """How many letters of a name's last word make it the owner of the word behind it: two in "Iraq's army" and "Iraq's claims"; none
    before a verb that is no noun as well.
    """
    if index + 1 >= len(article.words) or not article.tokens[index + 1].word:
        return 0
    verb = article.pack.cues.verbs.get(article.words[index + 1])
    if article.kinds[index + 1] in {"v", "&v", "w"} and (verb is None or verb.form is CueForm.PERFECT):
        return 0
    word = article.words[index]
    return next((len(ending) for ending in article.pack.names.possessive if word.endswith(ending)), 0)
