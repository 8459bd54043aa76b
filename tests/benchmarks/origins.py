"""Traces the 16,919 Arabic articles of five outlets to their origins, in the database: `pytest tests/benchmarks/origins.py -s`.

ORIGINS_ARTICLES takes only so many of them, drawn evenly.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from claims.models import Article, ArticleVersion, Origin, Outlet, User
from claims.pipeline.ingest import compose
from claims.pipeline.trace import trace_article

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "ant_2018_ar.jsonl.gz"


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here: ../shared/corpus")
@pytest.mark.django_db
def test_tracing(capsys: pytest.CaptureFixture[str]) -> None:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows = random.Random(1).sample(rows, int(os.environ.get("ORIGINS_ARTICLES", len(rows))))
    ids = _taken_in(rows)
    times = []
    for pk in ids:
        began = time.perf_counter()
        trace_article(pk)
        times.append((time.perf_counter() - began) * 1000)
    of_outlet = Article.objects.values_list("origin", "outlet")
    groups = Counter(origin for origin, _ in of_outlet)
    outlets = Counter(origin for origin, _ in set(of_outlet))
    copied = [origin for origin, articles in groups.items() if articles > 1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), pg_total_relation_size('claims_originmark') FROM claims_originmark")
        marks, size = cursor.fetchone()
    ranked = sorted(times)
    with capsys.disabled():
        for line in (
            f"{len(ids)} articles, {Origin.objects.count()} origins, {sum(outlets[one] > 1 for one in copied)} across outlets",
            f"{len(copied)} of more than one article, {sum(groups[one] for one in copied)} in all, the largest {max(groups.values())}",
            f"an article: median {ranked[len(ranked) // 2]:.1f} ms, p95 {ranked[len(ranked) * 95 // 100]:.1f} ms, most {ranked[-1]:.0f} ms",
            f"{marks / len(ids):.1f} marks an article, {size / len(ids) / 1024:.1f} KB each",
        ):
            print(f"\n{line}", end="")  # noqa: T201


def _taken_in(rows: list[dict[str, str]]) -> list[int]:
    system = User.objects.system()
    outlets = {name: Outlet.objects.create(name=name) for name in sorted({row["source"] for row in rows})}
    articles = Article.objects.bulk_create(
        Article(outlet=outlets[row["source"]], identity=f"{number:064}", added_by=system) for number, row in enumerate(rows)
    )
    composed = [compose(row["title"], row["text"]) for row in rows]
    ArticleVersion.objects.bulk_create(
        ArticleVersion(
            article=article, number=1, title=title, text=text, language="ar", byline=row["author"] or "",
            sha256=hashlib.sha256(text.encode()).hexdigest(),
        )
        for article, row, (title, text) in zip(articles, rows, composed, strict=True)
    )  # fmt: skip
    return [article.pk for article in articles]
