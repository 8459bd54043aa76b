# ruff: noqa: E501  # SQL is read more easily in long lines
"""A whole installation under `up` from which parts are shot away while articles come in; and what has to be true of it afterwards."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import psycopg

from claims.extraction import extract
from factcheck.embedded.place import Place
from tests.hosts import MATCHES
from tests.invented_articles import InventedArticle, invented_article
from tests.processes import running

ROOT = Path(__file__).resolve().parents[1]
# A client repeats a request that was not answered, as any client of a server that restarts must.
RETRY_SECONDS, GIVE_UP_SECONDS = 0.5, 180
AT_ONCE = 4
# Whole words of a command line: what beat is told to ignore speaks of workers too.
WORKER, BEAT = "\0worker\0", "\0beat\0"
# Of so many claims a search leaves none out (MOST_JUDGED).
ALL_ARE_JUDGED = 100


def celery_worker(state: Path) -> int | None:
    """The worker itself, not one of its children."""
    return next(iter(running(state, "celery", WORKER)), None)


def kill_worker_child(state: Path) -> bool:
    parent = celery_worker(state)
    return parent is not None and _kill([pid for pid in running(state, "celery", WORKER) if pid != parent][-1:])


def kill_worker(state: Path) -> bool:
    return _kill([pid for pid in [celery_worker(state)] if pid])


def kill_beat(state: Path) -> bool:
    return _kill(running(state, "celery", BEAT)[:1])


def kill_web(state: Path) -> bool:
    return _kill(running(state, "gunicorn")[:1])


def kill_web_child(state: Path) -> bool:
    return _kill(running(state, "gunicorn")[-1:])


def kill_postgresql(state: Path) -> bool:
    return _kill(running(state, "pginstall/bin/postgres")[:1])


def kill_valkey_and_its_data(state: Path) -> bool:
    """The keeper is held meanwhile, so that nothing starts on the old data."""
    keepers = running(state, "factcheck.embedded.keeper")
    for keeper in keepers:
        os.kill(keeper, signal.SIGSTOP)
    try:
        killed = _kill(running(state, "valkey-server")[:1])
        for entry in (state / "valkey").glob("*"):
            if entry.name != "server.log":
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    finally:
        for keeper in keepers:
            os.kill(keeper, signal.SIGCONT)
    return killed


VICTIMS: dict[str, Callable[[Path], bool]] = {
    "worker child": kill_worker_child,
    "valkey and its data": kill_valkey_and_its_data,
    "postgresql": kill_postgresql,
    "worker": kill_worker,
    "web": kill_web,
    "beat": kill_beat,
    "web child": kill_web_child,
}


def shoot(state: Path, kills: int, *, seed: int, least: float, most: float, goes_on: Callable[[], bool]) -> Counter[str]:
    """Kill so many parts, `least` to `most` seconds apart, each kind in turn in a random order; gives how often which."""
    chance, done, order = random.Random(seed), Counter[str](), list(VICTIMS)
    while done.total() < kills and goes_on():
        turn = order if done.total() else list(VICTIMS)
        for name in turn:
            if done.total() == kills:
                break
            time.sleep(chance.uniform(least, most))
            if VICTIMS[name](state):
                done[name] += 1
        chance.shuffle(order)
    return done


def editors_key(state: Path) -> str:
    """The Authorization header of a program that hands in for the editor: a password is verified slowly, and on purpose."""
    made = subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity=0", "--command", _KEY],
        cwd=ROOT,
        env={**os.environ, "FACTCHECK_STATE": str(state)},
        check=True,
        capture_output=True,
        text=True,
    )
    return f"Bearer {made.stdout.split()[-1]}"


_KEY = (
    "from claims.models import User; from claims.pipeline.keys import issue_key; from claims.rights import Action; "
    "print(issue_key(name='wire', scopes=[Action.READ, Action.ADD_ARTICLE], by=User.objects.get(username='editor'))[1])"
)


def hand_in(port: int, authorization: str, numbers: Sequence[int]) -> list[int]:
    """POST the articles of these numbers, some at once, each until it was accepted; gives their ids."""
    with ThreadPoolExecutor(AT_ONCE) as posting:
        return list(posting.map(lambda number: _post(port, authorization, invented_article(number), number), numbers))


def _post(port: int, authorization: str, article: InventedArticle, number: int) -> int:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/articles/",
        data=json.dumps({"text": article.text, "published": article.published, "language": article.language}).encode(),
        headers={
            "Content-Type": "application/json",
            "Idempotency-Key": f"article-{number}",
            "Authorization": authorization,
        },
    )
    patience = time.monotonic() + GIVE_UP_SECONDS
    while True:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # an address of this machine
                return int(json.load(answer)["id"])
        except (OSError, urllib.error.HTTPError, ValueError) as error:
            refused = isinstance(error, urllib.error.HTTPError) and error.code not in {409, 429} and error.code < 500
            if refused or time.monotonic() > patience:
                said = error.read().decode() if isinstance(error, urllib.error.HTTPError) else ""
                raise AssertionError(f"article {number} was not taken: {error} {said}") from error
            time.sleep(RETRY_SECONDS)


def database(state: Path) -> psycopg.Connection:
    host = Place(state).sockets / "p"
    return psycopg.connect(host=str(host), dbname="factcheck", user="owner", autocommit=True, connect_timeout=10)


def unfinished(state: Path) -> tuple[int, int]:
    """Versions that are not read and compared, whatever their state, and claims that are not compared."""
    with database(state) as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM claims_articleversion WHERE state NOT IN ('done', 'failed', 'unsupported')), "
            "(SELECT count(*) FROM claims_claim WHERE match_state = 'pending')"
        ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


def wait_until_finished(state: Path, seconds: float) -> tuple[int, int]:
    """What is left unfinished when nothing is, or when the time is over."""
    left, patience = (-1, -1), time.monotonic() + seconds
    while left != (0, 0) and time.monotonic() < patience:
        time.sleep(0.5)
        try:
            left = unfinished(state)
        except psycopg.OperationalError:
            continue  # it is being started again
    return left


# What must be nowhere: each a count.
FAULTS = {
    "versions in no good end": "SELECT count(*) FROM claims_articleversion WHERE state <> 'done'",
    "claims not compared": "SELECT count(*) FROM claims_claim WHERE match_state = 'pending'",
    "articles without origin": "SELECT count(*) FROM claims_article WHERE origin_id IS NULL",
    "articles without a version": "SELECT count(*) FROM claims_article a WHERE NOT EXISTS (SELECT 1 FROM claims_articleversion WHERE article_id = a.id)",
    "texts twice": "SELECT count(*) - count(DISTINCT sha256) FROM claims_articleversion",
    "quotes twice": (
        'SELECT count(*) FROM (SELECT 1 FROM claims_quote GROUP BY version_id, start, "end", cue_start HAVING count(*) > 1) double'
    ),
    "appearances twice": (
        'SELECT count(*) FROM (SELECT 1 FROM claims_appearance GROUP BY version_id, start, "end" HAVING count(*) > 1) double'
    ),
    "claims twice": (
        "SELECT count(*) FROM (SELECT 1 FROM claims_claim GROUP BY speaker_id, text_key, said, confidential_to_id HAVING count(*) > 1) double"
    ),
    "retired findings": (
        "SELECT (SELECT count(*) FROM claims_quote WHERE retired_by <> '') + (SELECT count(*) FROM claims_appearance WHERE retired_by <> '')"
    ),
    "claims of no article": "SELECT count(*) FROM claims_claim c WHERE NOT EXISTS (SELECT 1 FROM claims_appearance WHERE claim_id = c.id)",
    "speakers of nothing": (
        "SELECT count(*) FROM claims_speaker s WHERE NOT EXISTS (SELECT 1 FROM claims_quote WHERE speaker_id = s.id) "
        "AND NOT EXISTS (SELECT 1 FROM claims_claim WHERE speaker_id = s.id)"
    ),
    "origins of nothing": "SELECT count(*) FROM claims_origin o WHERE NOT EXISTS (SELECT 1 FROM claims_article WHERE origin_id = o.id)",
    "claims without words": "SELECT count(*) FROM claims_claim c WHERE NOT EXISTS (SELECT 1 FROM claims_claimwords WHERE claim_id = c.id)",
    "claims without vector": "SELECT count(*) FROM claims_claim c WHERE NOT EXISTS (SELECT 1 FROM claims_embedding WHERE text_key = c.text_key)",
    "pairs twice": "SELECT count(*) FROM (SELECT 1 FROM claims_match GROUP BY claim_low_id, claim_high_id HAVING count(*) > 1) double",
    "answers half kept": "SELECT count(*) FROM claims_keptanswer WHERE status IS NULL",
}


def faults(state: Path, numbers: Sequence[int]) -> dict[str, int]:
    """What is not as it should be, each with how often; {} where all is well.

    Beside what must be nowhere, every article of `numbers` must be there once, with the statements that the reader finds in it.
    """
    with database(state) as connection:
        found = {name: _number(connection, query) for name, query in FAULTS.items()}
        stored = _number(connection, "SELECT count(*) FROM claims_articleversion")
        places = connection.execute(
            'SELECT v.text, a.start, a."end" FROM claims_appearance a JOIN claims_articleversion v ON v.id = a.version_id'
        )
        read: dict[str, set[tuple[int, int]]] = {}
        for text, start, end in places:
            read.setdefault(text, set()).add((start, end))
    found["articles too few or too many"] = abs(stored - len(numbers))
    found["articles read otherwise"] = sum(read.get(article.text) != _expected(article) for article in map(invented_article, numbers))
    return {name: count for name, count in found.items() if count}


def _expected(article: InventedArticle) -> set[tuple[int, int]]:
    found = extract(article.text, language=article.language, published=date.fromisoformat(article.published))
    return {(claim.start, claim.end) for claim in found.claims}


def claims(state: Path) -> int:
    with database(state) as connection:
        return _number(connection, "SELECT count(*) FROM claims_claim")


def search_again(state: Path) -> tuple[int, int]:
    """Have every claim search its partners once more; gives how many suggestions there were, and how many only this has found. Of
    ALL_ARE_JUDGED claims or less each of these had been lost; of more, what a search finds depends on what was there before."""
    with database(state) as connection:
        known = set(connection.execute(MATCHES).fetchall())
        said = _manage(state, "rematch", "--search")
        assert "claims compared" in said, said
        return len(known), len(set(connection.execute(MATCHES).fetchall()) - known)


def verify_audit(state: Path) -> str:
    """What the command says; it must begin with `All as it was decided`."""
    return _manage(state, "verify-audit")


def _manage(state: Path, *words: str) -> str:
    ran = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**os.environ, "FACTCHECK_STATE": str(state), "DJANGO_SETTINGS_MODULE": "factcheck.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout + ran.stderr


def _number(connection: psycopg.Connection, query: str) -> int:
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def _kill(processes: Sequence[int]) -> bool:
    for pid in processes:
        os.kill(pid, signal.SIGKILL)
    return bool(processes)
