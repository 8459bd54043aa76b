"""Measures resolving an article's speakers among 20,000 known persons: `pytest tests/benchmarks/resolving.py -s`.

Names are made of two to four of the Arabic words that the shipped lexicon knows, drawn evenly, so that common ones recur thousands of
times. An article has ten speakers: five known, three known in another spelling, two new.
"""

import random
import statistics
import time

import pytest
from django.db import connection, transaction

from claims.languages.folding import fold_key
from claims.models import Outlet, Speaker, SpeakerName, User
from claims.names.lexicon import shipped_lexicon
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.resolve import resolve_speakers, spelling_keys
from tests.pipeline.speaking import DAY, as_read

PERSONS, ARTICLES, BATCH = 20_000, 50, 5_000


@pytest.mark.django_db
def test_resolving_among_many(capsys: pytest.CaptureFixture[str]) -> None:
    draw = random.Random(1)
    latin: dict[str, str] = {}
    for spelling, uses in shipped_lexicon().items():
        latin.setdefault(max(uses, key=lambda word: uses[word]), spelling)
    words = sorted(latin)
    # The first words are drawn far more often than the last, as names are.
    weights = [1 / (rank + 5) for rank in range(len(words))]
    known = sorted({" ".join(draw.choices(words, weights, k=draw.choice((2, 2, 3, 4)))) for _ in range(PERSONS)})
    for start in range(0, len(known), BATCH):
        rows = [Speaker(kind="person", name=name, key=fold_key(name)) for name in known[start : start + BATCH]]
        speakers = Speaker.objects.bulk_create(rows, ignore_conflicts=True)
        made = {speaker.key: speaker for speaker in Speaker.objects.filter(key__in=[speaker.key for speaker in speakers])}
        SpeakerName.objects.bulk_create(
            SpeakerName(speaker=one, name=one.name, key=one.key, keys=spelling_keys(one.name, "person")) for one in made.values()
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_speaker, claims_speakername")
        cursor.execute("SELECT pg_relation_size('speakername_keys')")
        (size,) = cursor.fetchone()
    outlet = Outlet.objects.create(name="benchmark")
    submission = Submission(text="نص", title="عنوان", outlet=outlet, published=DAY, language="ar")
    article = ingest(submission, by=User.objects.system())[0].article
    times: dict[str, list[float]] = {"known": [], "all": []}
    for _ in range(ARTICLES):
        names = draw.sample(known, 8)
        respelled = [" ".join(latin.get(word, word) for word in name.split()) for name in names[5:]]
        new = [" ".join(draw.choices(words, weights, k=3)) for _ in range(2)]
        for what, asked in (("known", names[:5]), ("all", names[:5] + respelled + new)):
            began = time.perf_counter()
            with transaction.atomic():
                resolve_speakers(article, [as_read(name) for name in asked])
            times[what].append((time.perf_counter() - began) * 1000)
    with capsys.disabled():
        for what, taken in times.items():
            print(f"\n{what}: median {statistics.median(taken):.1f} ms, p95 {sorted(taken)[len(taken) * 95 // 100]:.1f} ms")  # noqa: T201
        print(f"{len(known)} persons, keys' index {size / 2**20:.0f} MB")  # noqa: T201
