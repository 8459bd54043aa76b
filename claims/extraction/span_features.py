"""How each possible mention of one statement's speaker is described as a whole, beside the others that are as likely."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.mention_features import TITULAR, describe_none, frame_of
from claims.extraction.sources import Article, CueShape, Place, attached

_TITLES = frozenset({"T", "DT", "U", "DU", "&DT", "&T"})
_NAMES = frozenset({"g", "s", "X"})
# What stands between a title and the name that it leads to.
_OFFICE = TITULAR - {"p"}
_LEADING = _OFFICE - {"o"}
# Occurrences of a mention's first word that are looked at.
OCCURRENCES = 20


class Spans:
    """Describes the readings of one statement's mention (token indices, `None`: nobody is named)."""

    def __init__(self, place: Place, shape: CueShape, mentions: Sequence[tuple[int, int] | None], article: Article) -> None:
        self._place = place
        self._shape = shape
        self._mentions = mentions
        self._article = article
        self._frame = frame_of(place, shape, article)

    def describe(self, rank: int, earlier: int) -> list[str]:
        """The features of the reading `rank`, of "nobody" none without capitals.

        `earlier`: statements of the same sentence that were read before.
        """
        mention = self._mentions[rank]
        if mention is None:
            if not self._article.pack.dates.capitalized:
                return []
            others = [other for other in self._mentions if other is not None]
            best = self._outline(others[0]) if others else "-"
            return [f"x{one}" for one in describe_none(self._place, self._shape, self._article, earlier)] + [
                f"x0{best}",
                f"x0{best}{self._shape.kind}",
                f"x0{best}{self._shape.form}",
            ]
        article, shape = self._article, self._shape
        kinds, words = article.kinds, article.words
        start, end = mention
        head, final = kinds[start], kinds[end - 1]
        place = self._place
        stop = "K" if end == place.content[0] else "#" if end == place.cue[0] else "^" if end >= place.sentence[1] else kinds[end]
        before = "#" if start == place.cue[1] else "^" if start == place.sentence[0] else kinds[start - 1]
        side = "a" if start >= place.cue[1] else "b"
        outline = self._outline(mention)
        length = min(end - start, 5)
        again, longer = self._again(mention)
        beside = self._beside(mention)
        governor, governing = self._governor(start)
        inner = "".join(sorted({kinds[i] for i in range(start + 1, end)} & {"v", "&v", "w", "p", "q", ",", "t", "T", "DT", "c", "x"}))
        features = [
            f"xo{outline}",
            f"xo{outline}{stop}",
            f"xb{before}{head}{stop}",
            f"xs{final}{stop}{side}",
            f"xl{length}{head}{stop}",
            f"xi{inner}{head}",
            f"xi{inner}{stop}",
            f"xr{again}{longer}",
            f"xr{again}{longer}{head}",
            f"xr{again}{longer}{length}",
            f"xn{beside}",
            f"xn{beside}{outline}",
            f"xn{beside}{stop}",
            f"xn{beside}{again}{longer}",
            f"xf{shape.form}{article.wordings[start].form}{head}{side}",
            f"xF{article.families[start]}{side}{shape.kind}",
            f"xF{article.families[start]}{before}",
            f"xF{article.families[end - 1]}{stop}",
            f"xa{attached(start, article)}{before}{side}",
            f"xe{attached(end, article) if stop in {'x', 'o'} else ''}{final}",
            f"xG{governor}{stop}",
        ]
        if article.pack.dates.capitalized:
            features += [
                f"xo{outline}{before}",
                f"xb{before}{side}{shape.kind}{head}",
                f"xf{shape.form}{article.wordings[start].form}{side}{shape.kind}",
                f"xw{words[start]}{side}",
                f"xk{'K' if side == 'a' and place.content[0] <= start else ''}{side}{shape.kind}{shape.side}",
                f"xq{shape.sense}{side}{before}",
                f"xq{shape.lemma}{side}",
                f"xG{governor}{side}{shape.kind}",
                f"xG{governor}{side}{head}",
                f"xGw{governing}{side}{shape.kind}",
                f"xZ{self._frame}{side}",
                f"xZ{self._frame}{side}{governor}",
            ]
        return features

    def _governor(self, start: int) -> tuple[str, str]:
        """Class and word of what stands before the mention and the titles that lead to it: a preposition makes it no subject."""
        kinds = self._article.kinds
        first, cue = self._place.sentence[0], self._place.cue[1]
        leading = _LEADING if start < cue else _OFFICE
        index = start - 1
        while index >= first and index != cue - 1 and kinds[index] in leading:
            index -= 1
        if index < first or index == cue - 1:
            return ("^", "^") if index < first else ("#", "#")
        governs = kinds[index] in {"p", "q", "&p"}
        return ("p", self._article.words[index]) if governs else (kinds[index], kinds[index])

    def _outline(self, mention: tuple[int, int]) -> str:
        """The classes of the first and last word, whether a name or a title stands behind the first, and what follows."""
        kinds = self._article.kinds
        start, end = mention
        inside = "".join(sorted({"n" if kinds[i] in _NAMES else "T" for i in range(start + 1, end) if kinds[i] in _NAMES | _TITLES}))
        behind = kinds[end] if end < self._place.sentence[1] and end != self._place.content[0] else "^"
        if behind == ",":
            behind += kinds[end + 1]
        return f"{kinds[start]}.{inside}.{kinds[end - 1]}>{behind if behind[-1] in 'gsXxT' else ''}"

    def _again(self, mention: tuple[int, int]) -> tuple[str, str]:
        """Whether the same words stand elsewhere too, and whether the same word follows them there."""
        article = self._article
        start, end = mention
        wanted = [article.wordings[i].stem for i in range(start, end)]
        following = article.words[end] if end < len(article.words) else ""
        times = same = 0
        for index in article.stems.get(wanted[0], ())[:OCCURRENCES]:
            behind = index + len(wanted)
            if index == start or behind > len(article.words):
                continue
            if all(article.wordings[index + i].stem == stem for i, stem in enumerate(wanted)):
                times += 1
                same += behind < len(article.words) and article.words[behind] == following and article.tokens[behind].word
        return str(min(times, 2)), ("" if not times else "all" if same == times else "some" if same else "no")

    def _beside(self, mention: tuple[int, int]) -> str:
        """How the mention lies to the others: longer or shorter with the same beginning or end, inside, around."""
        relations = set()
        for other in self._mentions:
            if other is None or other == mention:
                continue
            if other[0] == mention[0]:
                relations.add("longer" if mention[1] > other[1] else "shorter")
            elif other[0] >= mention[0] and other[1] <= mention[1]:
                relations.add("around")
            elif other[0] <= mention[0] and other[1] >= mention[1]:
                relations.add("inside")
            else:
                relations.add("before" if mention[0] < other[0] else "behind")
        return "".join(sorted(relations))
