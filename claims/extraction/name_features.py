"""How each possible name of a statement's speaker is described to the model that chooses."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from claims.extraction.naming import Candidate, Naming, Speaker, describes_person, stands_for_name
from claims.extraction.people import Fit, People
from claims.extraction.recency import Mentioned, Recency
from claims.extraction.salience import Salience, Standing
from claims.extraction.sources import Article, stems_of, words_of


def _near(distance: int) -> str:
    return str(distance) if distance < 4 else "6" if distance < 7 else "9"


class Mentions(NamedTuple):
    """Where the names of an article stand, as one statement sees them."""

    recency: Recency
    holders: Collection[int]  # the turns whose contents hold its cue
    since: int  # the cue of the turn before, a token index


class Names:
    """Describes the candidates of one statement."""

    def __init__(self, order: int, naming: Naming, article: Article, salience: Salience, people: People, mentions: Mentions) -> None:
        self._mentions = mentions
        self._ranks: dict[tuple[int, int], int] = {}
        self._last: dict[tuple[int, int], Mentioned] = {}
        self._order = order
        self._naming = naming
        self._article = article
        self._salience = salience
        self._people = people
        mention = self._naming.mention
        self._words = words_of(mention, article) if mention is not None else ()
        self._bare = stems_of(mention, article) if mention is not None else ()
        self._letters = article.wordings[mention[1] - 1].letters if mention is not None else ""
        self._kind = article.kinds[mention[0]] if mention is not None else ""
        if self._kind == "DG" and self._words and len(self._words) > 1:
            self._kind = "DG+"
        if self._kind == "P":
            self._kind = f"P{self._words[0]}"
        self._office = mention if mention is not None and describes_person(mention, article) else None
        self._best = self._best_fit()

    def rank(self, candidates: Sequence[Candidate]) -> None:
        """Order the candidates by their last mentions, the nearest first, where the statement names nobody itself."""
        if self._article.capitals or self._naming.mention is not None:
            return
        cue = self._naming.place.cue[0]
        self._last = {one.name: self._mentions.recency.last(one.name, cue, self._mentions.holders) for one in candidates}
        places = sorted({last.start for last in self._last.values()}, reverse=True)
        self._ranks = {name: places.index(last.start) for name, last in self._last.items()}

    def describe(self, candidate: Candidate) -> list[str]:
        """The features of "the speaker's fullest name is this one"."""
        features = self._carried(candidate) if self._naming.mention is None else self._named(candidate)
        return [*features, *self._stand(candidate), *self._fitting(candidate)]

    def _best_fit(self) -> Fit:
        """How well the mention, where it is an office, fits the person whom it fits best."""
        best = self._people.called(self._office)[:1] if self._office is not None else []
        return self._people.fit(self._office, best[0]) if self._office is not None and best else Fit("-", False)

    def _fitting(self, candidate: Candidate) -> list[str]:
        """How well an office fits a person whom the article names in full; the office itself is told how well the best of them fits."""
        if self._office is None:
            return []
        origin = candidate.origin
        distance = self._people.distance(candidate.name, self._naming.place.cue[0])
        share, head = self._people.fit(self._office, candidate.name) if origin != "own" else self._best
        fit = f"{share}{'h' if head else ''}"
        mine, length = self._kind, min(len(self._words), 4)
        top = "H" if self._naming.place.sentence[0] == 0 else ""
        first = self._article.words[self._office[0]]
        own = "own" if origin == "own" else "not"
        return [
            f"q{fit}{own}",
            f"q{fit}{own}{mine}",
            f"q{fit}{own}{length}",
            f"q{fit}{own}{length}{mine}",
            f"q{fit}{origin}{distance}",
            f"q{fit}{origin}{mine}{length}",
            f"q{origin}{distance}{mine}",
            f"q{origin}{distance}{top}{mine}",
            f"q{fit}{top}{own}{mine}",
            f"qw{first}{own}{fit}",
            f"qw{first}{own}",
        ]

    def _stand(self, candidate: Candidate) -> list[str]:
        """How far a name is in mind where the statement names none itself."""
        article, mention = self._article, self._naming.mention
        if not article.capitals and mention is None:
            return self._mentioned(candidate)
        if not article.capitals or (mention is not None and not stands_for_name(mention, article)):
            return []
        mine, sort = self._kind or self._naming.shape.kind, self._sort(candidate)
        standing = self._salience.standing(candidate.name, self._naming.place.cue[0])
        far, between, opens = str(standing.sentences), str(standing.between), "o" if standing.opens else ""
        told = "t" if standing.told else ""
        joined = "j" if any(article.words[i] in article.pack.names.conjunctions for i in range(*candidate.name)) else ""
        form = self._form(candidate.name)
        features = [
            f"y{mine}{far}{opens}{told}",
            f"y{mine}{between}{opens}{told}",
            f"y{mine}{far}{between}",
            f"y{mine}{far}{between}{opens}{sort}",
            f"y{mine}{sort}{joined}",
            f"y{mine}{sort}{form}{joined}{candidate.origin}",
            f"y{mine}{sort}{between}",
            f"y{mine}{sort}{far}{opens}",
            f"yF{mine}{form}{between}",
            f"y{candidate.origin}{far}{between}",
            f"yp{mine}{candidate.speaker.pronoun if candidate.speaker is not None else '-'}",
        ]
        if mention is None or mine.startswith("P"):
            return features
        return features + self._describing(candidate, mention, sort, standing)

    def _mentioned(self, candidate: Candidate) -> list[str]:
        """When the candidate was last mentioned, as what, and whether the cue agrees with it."""
        shape, last = self._naming.shape, self._last[candidate.name]
        rank = str(min(self._ranks[candidate.name], 4))
        far = f"{last.sentences}{'t' if last.told else ''}"
        since = ">" if last.start >= self._mentions.since else "<"
        opens = "0" if self._naming.place.cue[0] - self._naming.place.sentence[0] < 2 else ""
        form = self._mentions.recency.form(candidate.name) or self._form(candidate.name)
        origin, mine = candidate.origin, shape.kind
        # Another letter than in `_stand`: languages without weights share those of all others.
        return [
            f"r{mine}{far}{since}",
            f"r{origin}{far}{rank}",
            f"r{origin}{rank}{since}{opens}",
            f"rg{last.governor}{origin}{since}",
            f"rG{last.family}{since}{opens}",
            f"rf{shape.form}{form}{rank}",
            f"rf{shape.form}{form}{mine}",
            f"rf{shape.form}{form}{origin}{far}",
        ]

    def _sort(self, candidate: Candidate) -> str:
        """Whether a name is a person's, a group's or of somebody not named, as far as it is known; else the class of its first word."""
        if candidate.speaker is not None and candidate.speaker.kind is not None:
            return candidate.speaker.kind.value[0]
        return f"n{candidate.sort}" if candidate.sort else self._article.kinds[candidate.name[0]]

    def _describing(self, candidate: Candidate, mention: tuple[int, int], sort: str, standing: Standing) -> list[str]:
        """What speaks for "the union" being that union: its head, its article, whether it was met before, and the titles of the name."""
        article = self._article
        head = self._head(mention)
        family, kind = article.families[head], article.kinds[head]
        own = candidate.origin if candidate.origin == "own" else sort
        ahead = mention[0] - 1
        determiner = article.words[ahead] if ahead >= 0 and article.kinds[ahead] == "d" else ""
        titles, mine = self._salience.titles(candidate.name), set(self._bare)
        titled = "a" if mine <= titles else "s" if mine & titles else "t" if titles else "-"
        titled += "h" if article.wordings[head].stem in titles else ""
        before = [index for index in article.stems.get(article.wordings[head].stem, ()) if index < head]
        indefinite = article.pack.names.indefinite
        met = "a" if any(article.words[j] in indefinite for i in before for j in range(max(0, i - 3), i)) else "b" if before else "-"
        far, between, opens = standing.sentences, standing.between, "o" if standing.opens else ""
        return [
            f"zi{determiner}{met}{own}",
            f"zi{determiner}{met}{kind}{own}",
            f"zi{determiner}{met}{kind}{own}{between}{far}",
            f"z{determiner}{kind}{own}{far}{opens}",
            f"z{determiner}{kind}{own}{between}",
            f"z{determiner}{family}{own}{far}",
            f"zh{article.words[head]}{own}",
            f"zf{family}{own}",
            f"zt{titled}{determiner}{own}",
            f"zt{titled}{far}{between}",
            f"zt{titled}{kind}{own}",
            f"z{determiner}{candidate.origin}",
            f"z{determiner}{candidate.origin}{kind}{min(article.counts.get(article.words[head], 0), 4)}",
        ]

    def _head(self, mention: tuple[int, int]) -> int:
        """The token of a description that says what it is: the last one before "of"."""
        article = self._article
        for index in range(mention[0] + 1, mention[1]):
            if article.kinds[index] in {"p", "q"} or article.words[index] in article.pack.names.inside or not article.tokens[index].word:
                return index - 1
        return mention[1] - 1

    def _carried(self, candidate: Candidate) -> list[str]:
        article, shape = self._article, self._naming.shape
        kind = article.kinds[candidate.name[0]]
        rank = f"{candidate.origin}{min(candidate.rank, 4)}"
        features = [
            f"n{rank}",
            f"nk{candidate.origin}{kind}",
        ]
        if article.pack.dates.capitalized:
            features += [f"n{rank}{shape.kind}", f"nf{shape.form}{self._form(candidate.name)}{shape.kind}"]
        speaker = candidate.speaker
        if candidate.origin == "topic":
            often = min(article.counts[article.words[candidate.name[1] - 1]], 8) // 2
            features += [f"nt{often}", f"nt{often}{shape.kind}", f"nt{shape.form}{self._form(candidate.name)}", f"nt{min(self._order, 3)}"]
        if candidate.origin == "nearby":
            before = article.kinds[candidate.name[0] - 1] if candidate.name[0] else "^"
            features += [
                f"nb{before}{kind}",
                f"nb{before}{shape.kind}",
                f"nl{candidate.name[1] - candidate.name[0]}{kind}",
                f"nd{_near((self._naming.place.cue[0] - candidate.name[1]) // 3)}",
                f"nB{article.kinds[candidate.name[0] - 2] if candidate.name[0] > 1 else '^'}{before}",
            ]
            if article.pack.dates.capitalized:
                side = "<" if candidate.name[0] < self._naming.place.sentence[0] else ""
                features += [
                    f"nr{side}{rank}{shape.kind}",
                    f"nw{article.words[candidate.name[0] - 1] if candidate.name[0] else '^'}",
                ]
        if speaker is not None:
            sort = speaker.kind.value[0] if speaker.kind is not None else "-"
            features += [f"nS{sort}{rank}", f"nS{sort}{shape.form}{shape.kind}", f"nS{sort}{shape.sense}{shape.kind}"]
            place, mine = speaker.naming.place, self._naming.place
            same = place.sentence == mine.sentence
            inside = place.content[0] <= mine.cue[0] < place.content[1]
            distance = self._order - speaker.order if candidate.origin == "earlier" else 1
            nested = "" if speaker.naming.holder is None else "i"
            mine_nested = "" if self._naming.holder is None else "i"
            main = f"{candidate.origin}{min(candidate.main, 3)}"
            holds = "" if self._naming.holder is None else "H" if self._naming.holder == speaker.order else "O"
            features += [
                f"nn{nested}>{mine_nested}{rank}",
                f"nn{nested}>{mine_nested}{main}{shape.kind}",
                f"nm{main}{nested}",
                f"nm{main}{nested}{same}{shape.kind}",
                f"no{holds}{shape.kind}{rank}",
                f"nM{main}{shape.form}{speaker.form}",
                f"nU{main}{min(speaker.uses, 4)}{nested}",
                f"ns{same}{candidate.origin}",
                f"ni{inside}{same}{candidate.origin}",
                f"ni{inside}{same}{rank}{shape.kind}",
                f"nd{_near(distance)}{candidate.origin}",
                f"nh{speaker.naming.shape.kind}{same}{rank}",
                f"nc{speaker.naming.shape.kind}{shape.kind}{same}{rank}",
                f"nu{min(speaker.uses, 3)}{rank}",
                f"ng{shape.form}{speaker.form}{shape.kind}",
                f"ng{shape.form}{speaker.form}{rank}",
                f"nw{shape.lemma}{shape.kind}{rank}",
            ]
            if article.pack.dates.capitalized:
                features += [f"no{holds}{shape.kind}{nested}", f"ns{same}{shape.kind}{rank}"]
        return features

    def _form(self, name: tuple[int, int]) -> str:
        return self._article.wordings[name[0]].form

    def _named(self, candidate: Candidate) -> list[str]:
        article, shape = self._article, self._naming.shape
        words = words_of(candidate.name, article)
        match = self._match(stems_of(candidate.name, article), article.wordings[candidate.name[1] - 1].letters)
        origin, mine = candidate.origin, self._kind
        kind = article.kinds[candidate.name[0]]
        gain = max(-2, min(3, len(words) - len(self._words)))
        length = min(len(self._words), 4)
        features = [
            f"m{origin}",
            f"m{origin}{mine}",
            f"m{origin}{mine}{length}",
            f"m{origin}{match}",
            f"m{origin}{match}{mine}",
            f"m{match}{gain}{mine}{origin}",
            f"m{mine}{kind}{match}{origin}",
            f"mw{self._bare[0]}{origin}",
            f"mw{self._words[0]}{match}{origin}",
            f"mF{self._form(self._naming.mention or candidate.name)}{self._form(candidate.name)}{mine}{origin}",
        ]
        families = article.families
        features += [f"mq{families[candidate.name[0]]}{origin}{mine}", f"mq{families[candidate.name[1] - 1]}{origin}{match}"]
        if candidate.origin == "own":
            features += [f"mo{self._kind}{length}{article.kinds[self._naming.mention[1] - 1] if self._naming.mention else ''}"]
        if candidate.origin == "longer":
            before = article.kinds[candidate.name[0] - 1] if candidate.name[0] else "^"
            run = "".join(article.kinds[i] for i in range(*candidate.name) if article.tokens[i].word)
            behind = article.kinds[candidate.name[1]]
            known = "".join("!" if article.wordings[i].known else "." for i in range(*candidate.name) if article.tokens[i].word)
            features += [
                f"ml{before}{kind}{match}",
                f"ml{run}",
                f"ml{run}{match}{before}",
                f"ml{behind}{match}{mine}",
                f"ml{known}{match}",
                f"ml{before}{match}{gain}",
                f"ml{min(3, article.counts.get(words[0], 0))}{match}{kind}",
            ]
        speaker = candidate.speaker
        head = "H" if self._naming.place.sentence[0] == 0 else ""
        features += [f"mh{head}{origin}{mine}{kind}", f"mh{head}{origin}{match}"]
        if candidate.origin == "titled":
            more = min(candidate.main, 3)
            side = "<" if self._naming.mention is not None and candidate.name[0] < self._naming.mention[0] else ">"
            features += [
                f"mt{mine}{length}{kind}",
                f"mt{candidate.name[1] - candidate.name[0]}{kind}",
                f"mt{more}{mine}{length}",
                f"mt{side}{min(candidate.rank, 3)}{more}",
                f"mt{side}{mine}{kind}",
            ]
        if speaker is not None:
            sort = speaker.kind.value[0] if speaker.kind is not None else "-"
            form = self._form(self._naming.mention or candidate.name)
            features += [f"mS{sort}{mine}{origin}", f"mS{sort}{mine}{match}", f"mS{sort}{mine}{form}{length}"]
            described = self._described(speaker)
            rank = min(candidate.rank, 3)
            same = speaker.naming.place.sentence == self._naming.place.sentence
            features += [
                f"md{described}{origin}",
                f"md{described}{origin}{mine}",
                f"md{described}{match}{mine}{rank}",
                f"md{described}{mine}{length}{kind}",
                f"mr{rank}{origin}{mine}{match}",
                f"mr{rank}{described}{match}{same}",
                f"mg{shape.form}{speaker.form}{match}{described}",
                f"mk{mine}{kind}{described}{match}",
                f"ms{same}{match}{origin}",
            ]
        return features

    def _match(self, theirs: tuple[str, ...], letters: str) -> str:
        """How the words of a candidate meet those of the mention."""
        mine = self._bare
        if mine == theirs:
            return "="
        held = set(mine) <= set(theirs)
        if theirs[-1] == mine[-1]:
            return "l" if held else "L"
        if theirs[0] == mine[0]:
            return "f" if held else "F"
        if letters == self._letters:
            return "k"
        if held:
            return "h"
        return "o" if set(mine) & set(theirs) else "-"

    def _described(self, speaker: Speaker) -> str:
        """Whether all (a), some (s) or none of the mention's words describe a speaker."""
        mine = set(self._bare)
        common = len(mine & speaker.described | mine.intersection(speaker.stems))
        return "a" if common == len(mine) else "s" if common else "-"
