"""Annotations that are kept apart from their article, by offsets: a text that belongs to its publisher is not copied with them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

# Hexadecimal digits of the SHA-256 that tell one text from another.
DIGITS = 16


def text_of(article: Mapping[str, Any]) -> str:
    """The text that offsets count in: the headline, a line break, the body, both without the white space around them."""
    return f"{(article.get('title') or '').strip()}\n{article['text'].strip()}"


def require_same(text: str, digest: str, article: str) -> None:
    """Raises ValueError where `text` is not the one of which the digest was taken."""
    if hashlib.sha256(text.encode()).hexdigest()[:DIGITS] != digest:
        raise ValueError(f"the text of article {article} is not the one that was annotated")


def rejoin(apart: Mapping[str, Any], article: Mapping[str, Any]) -> dict[str, Any]:
    """The annotated article (`language`, `text`, `statements`, as training reads them) of annotations `apart` and their `article`.

    Of a statement, `start`, `end`, `kind` (`None`: not judged) and `speaker_kind` stand as they are; `cue`, `speaker` and
    `speaker_name` are `[start, end)` or `None` and become words.

    Raises:
        ValueError: the article's text is not the one that was annotated; its digest says so.
    """
    text = text_of(article)
    require_same(text, apart["digest"], apart["article"])

    def words(span: Sequence[int] | None) -> str | None:
        return text[span[0] : span[1]] if span is not None else None

    statements = [
        {**one, "cue": words(one["cue"]), "speaker": words(one["speaker"]), "speaker_name": words(one["speaker_name"])}
        for one in apart["statements"]
    ]
    return {"id": apart["article"], "language": apart["language"], "text": text, "statements": statements}
