"""Lines of the log: what they belong to, in both forms, and what is cut out of them."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from claims import trail
from claims.clients.measures import forget
from factcheck.logs import Json, Text, redact
from tests.management.test_up import ROOT, free_port
from tests.serving import image_command, serving

FEED = "fEeD-_" * 7 + "x"

# What is written, and what of it may be read.
SECRETS = [
    ("Authorization: Bearer fck_Zm9vYmFyYmF6", "Authorization: Bearer …"),
    ("Authorization: Basic ZWRpdG9yOmhlbGxv", "Authorization: Basic …"),
    ("key fck_Zm9vYmFyYmF6 was used", "key fck_… was used"),
    ("postgresql://app:hunter2!x@db.example:5432/factcheck", "postgresql://app:…@db.example:5432/factcheck"),
    ("redis://:hunter2x@redis.example:6379/0", "redis://:…@redis.example:6379/0"),
    ("GET /v1alpha1/claims:search?query=dam&key=AbCdEf123&pageSize=1", "GET /v1alpha1/claims:search?query=dam&key=…&pageSize=1"),
    ('{"password": "hunter2 and more", "user": "ليلى"}', '{"password": "… and more", "user": "ليلى"}'),
    ("DATABASE_OWNER_PASSWORD=hunter2x SECRET_KEY='abc-def'", "DATABASE_OWNER_PASSWORD=… SECRET_KEY='…'"),
    ("Cookie: sessionid=abcdef123; csrftoken=xyz987", "Cookie: sessionid=…; csrftoken=…"),
    (
        f'127.0.0.1 GET /feeds/{FEED}/ HTTP/1.1 "https://desk.example/feeds/{FEED}"',
        '127.0.0.1 GET /feeds/…/ HTTP/1.1 "https://desk.example/feeds/…"',
    ),
    (f"POST /unsubscribe/WzcsIm1hdGNoIl0:{FEED}/", "POST /unsubscribe/…/"),
    # words that only resemble
    ("GET /api/v1/feeds/12/ https://n.example/feeds/news.xml", "GET /api/v1/feeds/12/ https://n.example/feeds/news.xml"),
    ("the key of the matter: tokens of rain, سر الوزير", "the key of the matter: tokens of rain, سر الوزير"),
    ("setback_unique text_key=abc monkey=1234", "setback_unique text_key=abc monkey=1234"),
]


@pytest.mark.parametrize(("written", "read"), SECRETS)
def test_secrets_are_cut_out(written: str, read: str) -> None:
    assert redact(written) == read


# Lines as whoever asks for an address may make them, and what of them may be read.
LONG = 200_000
HOSTILE = {
    "names within a name": ("GET /" + "csrf" * LONG, "GET /" + "csrf" * LONG),
    "names within the name of a secret": ("token" * LONG + "=abcdef", "token" * LONG + "=…"),
    "a name that never ends": ("_" * LONG + "secret=abcdef", "_" * LONG + "secret=…"),
    "letters and no name": ("سدّ" * LONG, "سدّ" * LONG),
    "many secrets": ("key=abcdef&" * LONG, "key=…&" * LONG),
    "names without values": ("password " * LONG, "password " * LONG),
    "values that are none": ("token=ab," * LONG, "token=ab," * LONG),
    "a long pause before nothing": ("token" + " " * LONG + "x", "token" + " " * LONG + "x"),
    "a long pause before a value": ("token" + " " * LONG + "=" + " " * LONG + "abcdef", "token" + " " * LONG + "=" + " " * LONG + "…"),
    "a long pause in a header": ("Bearer" + " " * LONG, "Bearer" + " " * LONG),
    "a long value": ("token=" + "a" * LONG, "token=…"),
    "a long scheme": ("a" * LONG + "://b:" + "c" * LONG, "a" * LONG + "://b:" + "c" * LONG),
    "a long password of a server": ("a" * LONG + "://b:" + "c" * LONG + "@d", "a" * LONG + "://b:…@d"),
    "many schemes": ("a://b:" * LONG, "a://b:" * LONG),
    "many feeds": ("/feeds/" * LONG, "/feeds/" * LONG),
    "a long feed": ("/feeds/" + "a" * LONG, "/feeds/…"),
    "keys within a key": ("fck_" * LONG, "fck_…"),
}


def test_a_hostile_line_does_not_hold_up_who_writes_it() -> None:
    # In a process of its own, which can be ended: work that grows faster than the line lasts for hours here, where this takes a moment.
    program = "import json, sys; from factcheck.logs import redact; print(json.dumps([redact(one) for one in json.load(sys.stdin)]))"
    written = json.dumps([written for written, _ in HOSTILE.values()])
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, input=written, capture_output=True, text=True, check=True, timeout=120)
    read = dict(zip(HOSTILE, json.loads(ran.stdout), strict=True))
    assert [shape for shape, (_, expected) in HOSTILE.items() if read[shape] != expected] == []


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What a logger of its own says, as JSON."""
    heard, logger = io.StringIO(), logging.getLogger("claims.said")
    handler = logging.StreamHandler(heard)
    handler.setFormatter(Json())
    logger.addHandler(handler)
    yield heard
    logger.removeHandler(handler)
    trail.follow({})


def test_a_line_is_one_object_with_what_it_belongs_to(said: io.StringIO) -> None:
    trail.follow({"request_id": "r-1", "article_id": 7, "other": "no"})
    try:
        raise ValueError('token="abcdef"')
    except ValueError:
        logging.getLogger("claims.said").exception("سد %s\nreads", "الوادي", extra={"request": object()})
    line = json.loads(said.getvalue())
    assert said.getvalue().count("\n") == 1
    assert line.pop("time").endswith("+00:00")
    assert line.pop("exc_info").splitlines()[-1] == 'ValueError: token="…"'
    assert line == {"level": "ERROR", "logger": "claims.said", "message": "سد الوادي\nreads", "request_id": "r-1", "article_id": 7}


def test_text_ends_with_what_it_belongs_to() -> None:
    trail.follow({"request_id": "r-1"})
    record = logging.makeLogRecord({"levelname": "INFO", "name": "claims", "msg": "key %s", "args": ("fck_abcdefgh",)})
    line = Text().format(record)
    trail.follow({})
    assert line.partition(" INFO ")[2] == "claims key fck_… [request_id=r-1]"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_web_servers_own_lines_are_objects_too_and_hold_no_secret(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", *image_command(), "--bind", f"127.0.0.1:{port}"]
    with serving(command, port, tmp_path / "said", LOG_FORMAT="json"):
        for path in (f"/feeds/{FEED}/", "/health/live?key=AbCdEf123"):
            with contextlib.suppress(urllib.error.HTTPError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30).close()
    said = (tmp_path / "said").read_text("utf-8")
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    asked = [line["message"].split()[1:5] for line in lines if line["logger"] == "gunicorn.access"]
    # A process writes its line when it has answered: another may have answered the next request meanwhile.
    assert sorted(asked) == [["GET", "/feeds/…/", "HTTP/1.1", "404"], ["GET", "/health/live?key=…", "HTTP/1.1", "200"]]
    assert (FEED in said, "AbCdEf123" in said) == (False, False)
    forget()


@pytest.mark.parametrize(
    ("given", "kept"),
    [("abc-123_DEF.4", True), ("short", False), ("two\nlines-of-it", False), ("x" * 65, False), ("مئة وعشرون", False)],
)
def test_a_request_has_a_number_and_the_answer_says_it(given: str, kept: bool) -> None:
    answer: Any = Client().get("/health/live", HTTP_X_REQUEST_ID=given)
    number = answer.headers["X-Request-ID"]
    assert (number == given) == kept
    assert len(number) == (len(given) if kept else 32)
    trail.follow({})
    forget()
