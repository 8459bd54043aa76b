"""Weights for `speakers`, learned from annotated articles. Needs the extra `train`; reading needs none of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from typing import Any, NamedTuple

from claims.extraction.choice import ChoiceModel
from claims.extraction.quotes import find_quotations
from claims.extraction.sources import Article, capitals_of, spelled_of, words_of
from claims.extraction.speakers import KINDS, Memory, Option, SpeakerReader, describe_kind
from claims.extraction.tokens import tokenize
from claims.extraction.training import Instance, fit
from claims.languages import pack_for
from claims.languages.folding import fold
from claims.languages.sentences import sentence_spans
from claims.records import SpeakerKind

# Chosen by five-fold cross-validation over the articles: between .3 and 1.5 nothing differs by more than half a point. The names are chosen
# by many more features: of 6,630 statements of other articles .8440 were right after 1.5, .8466 after 4, .8472 after 6, .8463 after 10.
PENALTY = 0.7
NAME_PENALTY = 6.0
# A feature of fewer candidates is left out; of few articles every repeated one is needed.
RAREST = 3
RAREST_OF_FEW = 2
FEW = 50
# The names are learned from mentions that were read by models that had not seen the article.
FOLDS = 5
# More articles gain nothing for names: in five folds .862 were right after so many Arabic ones and .863 after 2,942.
MOST_ARTICLES = 2_302
# Articles that must hold a word before it is thought ordinary.
SEVERAL = 3
_WORD = re.compile(r"\w+")


class Told(NamedTuple):
    """An annotated statement as the reader takes it, in folded offsets, with what is right."""

    start: int
    end: int
    cue: tuple[int, int]
    sentence: tuple[int, int]
    mention: tuple[int, int] | None
    name: str | None
    kind: str | None


class Lesson(NamedTuple):
    """One article to learn from: its reader, and its statements in the reader's order, mentions as token indices."""

    reader: SpeakerReader
    told: Sequence[Told]


def train(articles: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Weights of the models `start`, `end`, `name` and `kind`, from annotated articles of one language (fields: see the gold's README).

    The first MOST_ARTICLES are learned from. Deterministic for the same articles in the same order. Statements whose cue does not stand in
    the text are skipped.
    """
    articles = articles[:MOST_ARTICLES]
    ordinary = ordinary_words(articles)
    lessons = [lesson_of(article, ordinary) for article in articles]
    folds = min(FOLDS, max(2, len(lessons)))
    names: list[Instance] = []
    kinds = _kinds_of_tables()
    for fold_number in range(folds):
        held = lessons[fold_number::folds]
        rest = [lesson for number, lesson in enumerate(lessons) if number % folds != fold_number]
        learn_names(held, mention_models(rest), names, kinds)
    models = mention_models(lessons)
    rarest = _rarest(len(lessons))
    return {
        "ordinary": dict.fromkeys(sorted(ordinary), 1.0),
        "start": dict(models["start"]),
        "end": dict(models["end"]),
        "name": fit(names, penalty=NAME_PENALTY, rarest=rarest),
        "kind": fit(kinds, penalty=PENALTY, rarest=rarest),
    }


def mention_models(lessons: Sequence[Lesson]) -> dict[str, dict[str, float]]:
    """Weights of where a mention begins and where it ends."""
    starts: list[Instance] = []
    ends: list[Instance] = []
    for lesson in lessons:
        known: set[str] = set()
        for turn, told in enumerate(lesson.told):
            found, features = lesson.reader.starts(turn, known)
            right = {0} if told.mention is None else {1 + i for i, start in enumerate(found) if start == told.mention[0]}
            starts.append(Instance(features, right))
            if told.mention is not None:
                found, features = lesson.reader.ends(turn, told.mention[0])
                ends.append(Instance(features, {i for i, end in enumerate(found) if end == told.mention[1]}))
                known.update(words_of(told.mention, lesson.reader.article))
    rarest = _rarest(len(lessons))
    return {"start": fit(starts, penalty=PENALTY, rarest=rarest), "end": fit(ends, penalty=PENALTY, rarest=rarest)}


def _rarest(articles: int) -> int:
    return RAREST_OF_FEW if articles < FEW else RAREST


def learn_names(
    lessons: Sequence[Lesson], weights: Mapping[str, Mapping[str, float]], names: list[Instance], kinds: list[Instance]
) -> None:
    """Add the choices of names in `lessons`, with mentions as models of other articles read them, and the kinds of the right names."""
    models = {name: ChoiceModel(rows) for name, rows in weights.items()}
    for reader, told in lessons:
        readings = reader.readings(models)
        places = reader.name_places(readings)
        memory = Memory(reader.article)
        for turn, statement in enumerate(told):
            reader.recall(turn, memory)
            options = reader.options(turn, readings, places, memory)
            right = right_options(options, statement, reader)
            names.append(Instance([[*option.features, *option.span] for option in options], right))
            if not right:
                continue
            option = options[min(right)]
            speaker = memory.remember(option.candidate, reader.naming(turn, option.reading.mention), turn)
            if statement.kind is not None:
                speaker.kind = SpeakerKind(statement.kind)
                features = describe_kind(option.candidate.name, reader.article)
                kinds.append(Instance([[f"{kind}{one}" for one in features] for kind in KINDS], {KINDS.index(SpeakerKind(statement.kind))}))


def _kinds_of_tables() -> list[Instance]:
    """What the tables of a language say of a word's kind, so that a class which few articles hold is not unknown."""
    classes = {"G": SpeakerKind.GROUP, "C": SpeakerKind.GROUP, "U": SpeakerKind.UNNAMED, "g": SpeakerKind.PERSON, "T": SpeakerKind.PERSON}
    told = [Instance([[f"{one}k{word}"] for one in KINDS], {KINDS.index(kind)}) for word, kind in classes.items()]
    return told * SEVERAL


def right_options(options: Sequence[Option], told: Told, reader: SpeakerReader) -> set[int]:
    """The options with the right name: those that share the most of its words, half at least; of these the ones with the right mention."""
    if told.name is None:
        return set()
    wanted = _bare_words(told.name)
    shares = []
    for option in options:
        start, end = reader.span(option.candidate.name)
        words = _bare_words(reader.article.text[start:end])
        shares.append(len(wanted & words) / len(wanted | words) if words else 0.0)
    best = max(shares, default=0.0)
    if best < 0.5:
        return set()
    right = {i for i, share in enumerate(shares) if share == best}
    return {i for i in right if options[i].reading.mention == told.mention} or right


def _bare_words(name: str) -> set[str]:
    return {re.sub(r"^(وال|بال|لل|ال)", "", word) or word for word in _WORD.findall(fold(name).text)}


def ordinary_words(articles: Sequence[Mapping[str, Any]]) -> set[str]:
    """Folded words of several articles that are in no person's name: they begin no name in other articles either."""
    articles_with: Counter[str] = Counter()
    named: set[str] = set()
    for article in articles:
        articles_with.update({token.text for token in tokenize(fold(article["text"]).text) if token.word})
        for row in article["statements"]:
            if row["speaker_kind"] == SpeakerKind.PERSON:
                named.update(token.text for name in (row["speaker"], row["speaker_name"]) for token in tokenize(fold(name or "").text))
    return {word for word, count in articles_with.items() if count >= SEVERAL and word not in named}


def lesson_of(annotated: Mapping[str, Any], ordinary: Container[str]) -> Lesson:
    """An annotated article as the reader takes it. Cues and mentions are annotated as words: the nearest that fit are taken."""
    text, pack = annotated["text"], pack_for(annotated["language"])
    folded = fold(text)
    tokens = tokenize(folded.text)
    capitals, spelled = capitals_of(tokens, folded, text, pack), spelled_of(tokens, folded, text, pack)
    article = Article(folded.text, tokens, pack, ordinary, capitals, spelled)
    quotations = [(quotation.outer_start, quotation.outer_end) for quotation in find_quotations(folded.text)]
    sentences = list(sentence_spans(folded.text, pack.script, quotations, folded.capital_test(text)))
    told = []
    for row in annotated["statements"]:
        cue, mention = align(text, row)
        if cue is None:
            continue
        first, last = folded.folded_offset(cue[0]), folded.folded_offset(cue[1])
        sentence = next((span for span in sentences if span[0] <= first < span[1]), (0, len(folded.text)))
        tokens_named = None
        if mention is not None:
            tokens_named = _tokens_of((folded.folded_offset(mention[0]), folded.folded_offset(mention[1])), article)
        start, end = folded.folded_offset(row["start"]), folded.folded_offset(row["end"])
        told.append(Told(start, end, (first, last), sentence, tokens_named, row["speaker_name"], row["speaker_kind"]))
    reader = SpeakerReader(article, told)
    return Lesson(reader, [told[i] for i in reader.order])


def _tokens_of(span: tuple[int, int], article: Article) -> tuple[int, int]:
    first = article.index(span[0])
    if first and (first == len(article.tokens) or article.tokens[first].start > span[0]):
        first -= 1
    return first, max(first + 1, article.index(span[1]))


def align(text: str, row: Mapping[str, Any]) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Where the cue and the mention of an annotated statement stand: together nearest to the content, in one sentence if possible."""
    content = (row["start"], row["end"])
    cues = [cue for cue in _occurrences(text, row["cue"]) if not content[0] <= cue[0] < content[1]]
    mentions: list[tuple[int, int] | None] = list(_occurrences(text, row["speaker"])) or [None]
    best: tuple[float, tuple[int, int], tuple[int, int] | None] | None = None
    for cue in cues:
        behind = 0.3 if cue[0] >= content[1] else 0.0
        mention = min(mentions, key=lambda one: _gap(one, cue) if one else 0)
        cost = _gap(cue, content) + behind + (1.5 * _gap(mention, cue) if mention else 0)
        if mention and re.search(r"[.\n]\s", text[min(mention[1], cue[1]) : max(mention[0], cue[0])]):
            cost += 100
        if best is None or cost < best[0]:
            best = (cost, cue, mention)
    return (best[1], best[2]) if best else (None, None)


def _occurrences(text: str, words: str | None) -> list[tuple[int, int]]:
    """Where `words` stand in `text`, as whole words if they do so anywhere."""
    if not words:
        return []
    every = [match.span() for match in re.finditer(re.escape(words), text)]
    return [span for span in every if _is_whole(text, span)] or every


def _is_whole(text: str, span: tuple[int, int]) -> bool:
    start, end = span
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not after


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    overlap = one[0] < other[1] and other[0] < one[1]
    return 1000 if overlap else max(one[0] - other[1], other[0] - one[1])
