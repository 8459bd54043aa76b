"""The claims of pair files as the engine reads and compares them: what `judge` and `train-judge` share."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.clients.embeddings import embedder
from claims.exchange.article_files import parse_date
from claims.exchange.json_lines import numbered_lines
from claims.exchange.pair_files import ClaimItem
from claims.extraction import read_claim
from claims.extraction.annotations import require_same, text_of
from claims.languages.detection import detect_language
from claims.records import Direction, FoundClaim, Relation


def read_item(item: ClaimItem) -> FoundClaim:
    """The claim as the engine reads it; its language is found where the file does not say it."""
    return read_claim(
        item.text,
        language=item.language or detect_language(item.text),
        published=item.published,
        speaker=item.speaker,
        stated_on=item.stated_on,
        title=item.title,
    )


def text_cosines(pairs: Sequence[tuple[FoundClaim, FoundClaim]]) -> list[float]:
    """How near the texts of each pair are; every distinct text is embedded once."""
    rows = {text: row for row, text in enumerate(dict.fromkeys(claim.text for pair in pairs for claim in pair))}
    vectors = embedder().embed(list(rows))
    return [float(vectors[rows[a.text]] @ vectors[rows[b.text]]) for a, b in pairs]


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """Two claims as people judged them."""

    a: FoundClaim
    b: FoundClaim
    relation: Relation
    direction: Direction | None
    event: str


def found_pairs(path: Path, articles: Sequence[Path]) -> list[JudgedPair]:
    """The pairs of a JSON Lines file whose claims stand apart from their texts, which are in `articles` (JSON Lines, .gz or not; by `id`).

    A pair is `relation`, `direction`, `event`, and the claims `a` and `b`: `article`, `digest` of its text, `[start, end)` in it,
    `language`, `published`.

    Raises:
        OSError: a file cannot be read.
        ValueError: an article is missing, or its text is not the one that was judged.
    """
    rows = list(json_records(path))
    wanted = {row[side]["article"] for row in rows for side in "ab"}
    texts = {str(one.get("id")): one for file in articles for one in json_records(file) if str(one.get("id")) in wanted}
    if missing := wanted - texts.keys():
        raise ValueError(f"{', '.join(map(str, articles)) or 'no file'} lacks the article {min(missing)}")
    return [
        JudgedPair(
            _apart(row["a"], texts),
            _apart(row["b"], texts),
            Relation(row["relation"]),
            Direction(row["direction"]) if row["direction"] else None,
            row["event"],
        )
        for row in rows
    ]


def _apart(claim: Mapping[str, Any], texts: Mapping[str, Mapping[str, Any]]) -> FoundClaim:
    article = texts[claim["article"]]
    text = text_of(article)
    require_same(text, claim["digest"], claim["article"])
    words = text[claim["start"] : claim["end"]]
    return read_claim(words, language=claim["language"], published=parse_date(claim["published"]), title=article.get("title"))


def json_records(path: Path) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON Lines file, gzipped or not."""
    return (json.loads(line) for _, line in numbered_lines(path))
