"""Offices: who has which titles in an article, and whom an office by itself ("the minister") may mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from claims.extraction.people import is_full
from claims.extraction.recency import key_of
from claims.extraction.sources import Article, is_owned, stems_of, words_of
from claims.extraction.wording import PERSONAL, bare

# Names behind titles that are kept, so that time stays linear.
MOST_TITLED = 60
_NAMED = frozenset({"g", "s", "x", "X"})
# Classes of words without an article, which what stands behind them completes.
_LEADING_ON = frozenset({"T", "U", "G", "x", "o", "l"})


class Titled(NamedTuple):
    """A name with its titles: the bare words of these, and the name's token indices."""

    titles: frozenset[str]
    name: tuple[int, int]
    inner: frozenset[str]  # titles that are only part of another: "minister" in "the minister's spokesman"


def _titled(titles: tuple[int, int], name: tuple[int, int], article: Article) -> Titled:
    inner = [i for i in range(titles[0] + 1, titles[1]) if article.kinds[i] in {"T", "DT"} and _leads_on(i - 1, article)]
    led = [title for title in (title_led_to(i, article) for i in range(*titles)) if title]
    words, relations = stems_of(titles, article), article.pack.names.relations
    own = [relations[word] for word in words if word in relations]
    return Titled(frozenset([*words, *own]), name, frozenset([*(article.wordings[i].stem for i in inner), *led]))


def _leads_on(index: int, article: Article) -> bool:
    """Whether what a word names is of whatever the next one does."""
    return article.kinds[index] in _LEADING_ON or article.words[index] in article.pack.names.inside


def titled_names(article: Article) -> list[Titled]:
    """Names behind a title, with or without a comma (`the finance minister, Liu Kun`), then those before one; MOST_TITLED each."""
    kinds, words, inside = article.kinds, article.words, article.pack.names.inside
    found: list[Titled] = []
    done = 0
    for index in [index for index, kind in enumerate(kinds) if kind in {"T", "DT"}]:
        if index < done or len(found) == MOST_TITLED:
            continue
        end = index + 1
        while (
            end < len(words)
            and end - index < 12
            and (
                kinds[end] in {"T", "DT", "D", "Dn", "DU", "G", "DG", "C", "l", '"'}
                or words[end] in inside
                or (kinds[end] in {"x", "o"} and kinds[end - 1] in {"G", "T"} and kinds[end + 1] in {"D", "Dn", "DT"})
            )
        ):
            end += 1
        start = end + 1 if kinds[end] == "," else end
        # What an open mark leads to the bearer of the title says: 'said the minister "Talks …"'; who works for Haddad is somebody else.
        if kinds[index:end].count('"') % 2 or (start == end and _is_anothers(index, end, article)):
            done = end
            continue
        while kinds[start] == "#":
            start += 1
        last = start
        while last < len(words) and last - start < 4 and last not in article.lines and _is_of_name(last, article):
            last += 1
        if start < last <= start + 4 and kinds[start] in _NAMED:
            found.append(_titled((index, end), (start, last), article))
        done = end
    return found + _appositions(article)


def _is_anothers(first: int, last: int, article: Article) -> bool:
    """Whether the name straight behind titles is rather another's: "the adviser to the minister Haddad", "the lawyer of Haddad"."""
    if any(title_led_to(i, article) for i in range(first, last)):
        return True
    word, names = article.words[last - 1], article.pack.names
    is_open = article.kinds[last - 1] == "T" and bare(word, names) == word and word not in names.relations
    return names.office_first and (is_open or word in names.inside)


def _is_of_name(index: int, article: Article) -> bool:
    return (article.kinds[index] in _NAMED and not is_owned(index, article)) or article.words[index] == "_"


def title_led_to(index: int, article: Article) -> str:
    """The title to which a preposition leads that is written together with it: "the adviser to the minister"; "" where none does."""
    word, names = article.words[index], article.pack.names
    fronts = (*names.addressed, names.addressing) if article.kinds[index] == "l" else ()
    return next((word[len(one) :] for one in fronts if word.startswith(one) and word[len(one) :] in names.titles), "")


def _appositions(article: Article) -> list[Titled]:
    """The names that stand before their titles: `Liu Kun, the finance minister`."""
    kinds, words = article.kinds, article.words
    found: list[Titled] = []
    for comma in range(2, len(words) - 1):
        if kinds[comma] != "," or kinds[comma - 1] not in _NAMED:
            continue
        start = comma - 1
        while start > 0 and comma - start < 4 and kinds[start - 1] in _NAMED and start not in article.lines:
            start -= 1
        first = comma + 1
        while kinds[first] in {"d", "#"}:
            first += 1
        if kinds[first] not in {"T", "DT", "U", "DU"} or kinds[first + 1] in PERSONAL:
            # "The BBC, Ms Carter": somebody else.
            continue
        end = first + 1
        while (
            end < len(words)
            and end - first < 10
            and kinds[end] not in {",", ".", ":", '"', "v", "&v", "c", "(", "w"}
            and end not in article.lines
        ):
            end += 1
        found.append(_titled((first, end), (start, comma), article))
        if len(found) == MOST_TITLED:
            break
    return found


def holder_of(office: tuple[int, int], titles: Sequence[Titled], article: Article) -> tuple[int, int] | None:
    """The one name whose titles have all words of an office; `None` where no name or several have."""
    if article.kinds[office[0]] not in {"T", "DT"}:
        return None
    words = stems_of(office, article)
    holders = {article.wordings[one.name[1] - 1].letters: one.name for one in titles if (one.titles - one.inner).issuperset(words)}
    return next(iter(holders.values())) if len(holders) == 1 else None


def may_hold(name: tuple[int, int], office: tuple[int, int], titles: Sequence[Titled], article: Article) -> bool:
    """Whether a title of a name is the first word of an office."""
    return stems_of(office, article)[0] in _titles_of(name, titles, article)[0]


class _Fit(IntEnum):
    """How well the titles of a name fit an office: not at all, perhaps, by its first word, by all."""

    WRONG = 0
    OTHER = 1
    HEAD = 2
    ALL = 3


def unfit_for(
    office: tuple[int, int], names: Iterable[tuple[int, int]], titles: Sequence[Titled], article: Article
) -> set[tuple[int, int]]:
    """Which of `names` an office cannot mean, all token indices.

    It means nobody whose titles are another country's ("the British ambassador"), are only led to it ("the minister's spokesman") or are
    of the other sex; and where somebody has it, or is the counterpart of that country ("the Croatian minister"), nobody else, but where
    it is a single word ("the minister") whoever has no titles. Nor does it mean whom the text names only later as something else.
    """
    fits = {name: _fit_of(name, office, titles, article) for name in names}
    best = max((fit for fit in fits.values() if fit is not None), default=_Fit.WRONG)
    least = best if best > _Fit.OTHER else _Fit.OTHER
    return {name for name, fit in fits.items() if fit is not None and fit < least}


def _fit_of(name: tuple[int, int], office: tuple[int, int], titles: Sequence[Titled], article: Article) -> _Fit | None:
    """How well an office fits a name; `None` where the name has no titles and the office is a single word."""
    words, tables = stems_of(office, article), article.pack.names
    head, *rest = words
    own, inner = _titles_of(name, titles, article)
    country, theirs = _countries(words, article), _countries(own, article)
    if country and theirs and not theirs & country:
        return _Fit.WRONG
    if own.issuperset(words) or (own & tables.counterparts and own.issuperset(rest)):
        return _Fit.ALL
    if head in own:
        return _Fit.HEAD if all(_countries([word], article) for word in rest) else _Fit.OTHER
    is_mans = any(head + ending in tables.titles for ending in tables.feminine_endings)
    if head in inner or (is_mans and _is_woman(name, own, article)) or ((own or country) and _is_named_later(name, office, article)):
        return _Fit.WRONG
    return _Fit.OTHER if own or rest else None


def _is_named_later(name: tuple[int, int], office: tuple[int, int], article: Article) -> bool:
    """Whether the text has a name only behind an office, which is not that of the headline."""
    places = article.letters.get(article.wordings[key_of(name, article)].letters, name)
    return office[0] >= min((line for line in article.lines if line), default=0) and places[0] >= office[1]


def _titles_of(name: tuple[int, int], titles: Sequence[Titled], article: Article) -> tuple[set[str], set[str]]:
    """The bare words of the titles beside a name, or a part of it, anywhere, and the titles that are only part of these.

    What names nobody but an office is one itself.
    """
    if article.kinds[name[0]] in {"T", "DT"}:
        return set(stems_of(name, article)), set()
    words = set(words_of(name, article))
    held = [titled for titled in titles if is_full(titled.name, article) and words.issuperset(words_of(titled.name, article))]
    return {word for one in held for word in one.titles - one.inner}, {word for one in held for word in one.inner}


def _countries(words: Iterable[str], article: Article) -> set[str]:
    """The countries that adjectives say somebody is of."""
    countries, endings = article.pack.countries, article.pack.names.derived
    return {countries[word] for word in words if word.endswith(endings) and word in countries}


def _is_woman(name: tuple[int, int], titles: Iterable[str], article: Article) -> bool:
    """Whether a given name, or a title of which the tables have a man's form too, is a woman's."""
    names = article.pack.names
    endings = [(title, one) for title in titles for one in names.feminine_endings if title.endswith(one)]
    return stems_of(name, article)[0] in names.feminine or any(title[: -len(one)] in names.titles for title, one in endings)
