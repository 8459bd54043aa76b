"""Sentence vectors: the model in the process, and a server that speaks OpenAI's shape, real on loopback."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import numpy as np
import pytest

from claims.clients import embeddings
from claims.clients.embeddings import InProcess, OpenAICompatible, prepare
from claims.errors import PermanentError, TransientError


def test_in_process_vectors_are_of_length_one_and_cross_languages() -> None:
    texts = ["The dam will open next month", "سيفتح السد الشهر المقبل", "He plays the violin at home"]
    vectors = InProcess().embed(texts)
    assert vectors.shape == (3, InProcess.width)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert float(vectors[0] @ vectors[1]) > 0.6 > 0.4 > float(vectors[0] @ vectors[2])


def test_threads_share_one_encoder() -> None:
    texts = [f"عدد العاملين في السد {number} عامل" for number in range(8)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda text: InProcess().embed([text])[0], texts))
    assert np.allclose(together, InProcess().embed(texts), atol=1e-5)
    assert embeddings._encoder.cache_info().misses == 1


def test_no_text_gives_no_row() -> None:
    assert InProcess().embed([]).shape == (0, InProcess.width)


@pytest.mark.parametrize(
    ("text", "prepared"),
    [
        ("قُتِلَ ٣٠٠ جنديّ", "قتل 300 جندي"),  # vowel marks and digits are made one
        ("ﷺ", "صلى الله عليه وسلم"),  # one ligature, eighteen letters
        ("أعلنت الوزارةُ", "أعلنت الوزارة"),  # spelling stays as written
        ("BREAKING:\u00a0Dam", "breaking: dam"),
        ("", "-"),  # a model is never given nothing
    ],
)
def test_prepare(text: str, prepared: str) -> None:
    assert prepare(text) == prepared


# What a server answers to these texts, all with status 200.
AMISS = {
    "no json": b"<html>\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7</html>",
    "no utf-8": b'{"data": "\xff"}',
    "another shape": b'["data"]',
    "no data": b'{"error": "busy"}',
    "no index": b'{"data": [{"embedding": [3, 4]}]}',
    "no vector": b'{"data": [{"index": 0}]}',
    "words": b'{"data": [{"index": 0, "embedding": ["three", "four"]}]}',
    "base64": b'{"data": [{"index": 0, "embedding": "AABAQAAAgEA="}]}',
    "nothing": b'{"data": [{"index": 0, "embedding": null}]}',
    "holes": b'{"data": [{"index": 0, "embedding": [3, null]}]}',
    "nan": b'{"data": [{"index": 0, "embedding": [3, NaN]}]}',
    "endless": b'{"data": [{"index": 0, "embedding": [3, -Infinity]}]}',
    "too large": b'{"data": [{"index": 0, "embedding": [3, 1e300]}]}',
    "far too large": b'{"data": [{"index": 0, "embedding": [3, 1%s]}]}' % (b"0" * 400),
    "too few": b'{"data": []}',
    "too many": b'{"data": [{"index": 0, "embedding": [3, 4]}, {"index": 1, "embedding": [3, 4]}]}',
    "ragged": b'{"data": [{"index": 0, "embedding": [3, 4]}, {"index": 1, "embedding": [3]}]}',
    "too wide": b'{"data": [{"index": 0, "embedding": [3, 4, 5]}]}',
}


class _Answers(BaseHTTPRequestHandler):
    """Two numbers a text, in the wrong order; to a text that is a number it answers with that status, to one of AMISS as it says."""

    def do_POST(self) -> None:
        texts = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["input"]
        status = int(texts[0]) if texts[0].isdigit() else 200
        rows = [{"index": index, "embedding": [3.0, 4.0 + index]} for index in range(len(texts))]
        body = AMISS.get(texts[0]) or json.dumps({"data": rows[::-1]}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def test_a_server_is_asked_in_batches_and_its_rows_are_put_in_order(address: str) -> None:
    vectors = OpenAICompatible(address, "m", 2, "key").embed(["one", "two"])
    assert np.allclose(vectors, [[0.6, 0.8], [3 / 34**0.5, 5 / 34**0.5]])


@pytest.mark.parametrize(
    ("text", "width", "error", "code"),
    [
        ("503", 2, TransientError, "embedder_failed"),  # worth trying again
        ("429", 2, TransientError, "embedder_failed"),
        ("401", 2, TransientError, "embedder_settings"),  # a key that has expired is no fault of the texts
        ("403", 2, TransientError, "embedder_settings"),
        ("404", 2, TransientError, "embedder_settings"),
        ("307", 2, TransientError, "embedder_settings"),  # it has moved
        ("400", 2, PermanentError, "embedder_refused"),  # the texts themselves
        ("413", 2, PermanentError, "embedder_refused"),
        ("422", 2, PermanentError, "embedder_refused"),
        ("ok", 3, TransientError, "embedder_width"),  # another model than the settings say, which is no fault of the texts either
        ("too wide", 2, TransientError, "embedder_width"),
        *((text, 2, TransientError, "embedder_answer") for text in AMISS if text != "too wide"),
    ],
)
def test_what_a_server_gets_wrong(address: str, text: str, width: int, error: type[PermanentError], code: str) -> None:
    with pytest.raises(error) as raised:
        OpenAICompatible(address, "m", width, "").embed([text])
    assert raised.value.code == code


def test_no_server() -> None:
    with pytest.raises(TransientError) as raised:
        OpenAICompatible("http://127.0.0.1:1", "m", 2, "").embed(["x"])
    assert raised.value.code == "embedder_unreachable"
