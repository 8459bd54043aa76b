"""Quotes, articles, speakers, matches and fact checks as lines for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from claims.exchange.row_lines import Shape, first_and_last
from claims.models import Article, Match, Quote, Speaker


def _quote(quote: Quote) -> Sequence[object]:
    article = quote.version.article
    return (
        *(quote.pk, quote.text, quote.kind, quote.cue, quote.mention, quote.speaker.name, quote.speaker.kind),
        *first_and_last(quote.stated_on),
        *(article.outlet.name, article.address or str(article.pk), quote.version.number, quote.start, quote.end),
        *(quote.confidence, quote.rule),
    )


QUOTES = Shape(
    (
        *("id", "text", "kind", "cue", "mention", "speaker", "speaker_kind", "said_first", "said_last", "outlet", "article", "version"),
        *("start", "end", "confidence", "rule"),
    ),
    _quote,
)


def _article(article: Article) -> Sequence[object]:
    newest = article.newest
    return (
        *(article.pk, newest.title, article.outlet.name, article.address, newest.published, newest.language, newest.byline),
        *(newest.state, newest.error_code, newest.number, article.added_at),
    )


ARTICLES = Shape(
    ("id", "title", "outlet", "address", "published", "language", "byline", "state", "error_code", "version", "added_at"), _article
)


def _speaker(speaker: Speaker) -> Sequence[object]:
    return (
        *(speaker.pk, speaker.name, speaker.kind, speaker.distinction, [name.name for name in speaker.names.all()]),
        *(speaker.merged_into_id, speaker.article_id),
    )


SPEAKERS = Shape(("id", "name", "kind", "distinction", "spellings", "merged_into", "article"), _speaker)


def _match(match: Match) -> Sequence[object]:
    low, high = match.claim_low, match.claim_high
    return (
        *(match.pk, match.state, match.relation, match.direction, match.machine_relation, match.machine_direction, match.score),
        *(low.pk, low.text, low.speaker_root.name, high.pk, high.text, high.speaker_root.name, match.created_at),
    )


MATCHES = Shape(
    (
        *("id", "state", "relation", "direction", "machine_relation", "machine_direction", "score"),
        *("first_claim", "first_text", "first_speaker", "second_claim", "second_text", "second_speaker", "found_at"),
    ),
    _match,
)


def _fact_check(check: Any) -> Sequence[object]:
    claim = check.claim
    return (
        *(check.pk, check.claim_id, claim.text, claim.language, check.verdict, check.summary, check.stand, check.author.username),
        *(check.published_at, check.withdrawn_at, [piece.address for piece in check.standing_evidence]),
    )


# Of fact checks with claim, author and `standing_evidence` loaded.
FACT_CHECKS = Shape(
    (
        *("id", "claim", "claim_text", "language", "verdict", "summary", "stand", "author"),
        *("published_at", "withdrawn_at", "evidence"),
    ),
    _fact_check,
)
