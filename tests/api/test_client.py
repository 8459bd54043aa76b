"""A small typed client, written against the OpenAPI document alone, goes the way that a newsroom's program goes, over the network."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypedDict

import httpx
import pytest
from pytest_django.live_server_helper import LiveServer

from claims.models import ArticleVersion, Claim, Match
from claims.pipeline.embed import embed_claims
from claims.pipeline.extract import extract_findings
from claims.pipeline.keys import issue_key
from claims.pipeline.store import store_findings
from claims.pipeline.words import keep_words
from claims.rights import KEY_SCOPES, may
from tests.desk_rows import person

TEXT = 'قال مدير السد سامر الحلواني إن "عدد العاملين في السد 300 عامل".'


@dataclass(frozen=True)
class StoredArticle:
    id: int
    state: str
    address: str


@dataclass(frozen=True)
class StoredClaim:
    id: int
    text: str
    status: str
    tag: str


@dataclass(frozen=True)
class StoredQuote:
    id: int
    speaker: int
    stated_on: tuple[str, str] | None
    tag: str


@dataclass(frozen=True)
class Place:
    """Where a claim stands in the text of its article."""

    id: int
    start: int
    end: int


@dataclass(frozen=True)
class Change:
    """A merge or a split, and who came of it."""

    id: int
    speaker: int


@dataclass(frozen=True)
class Found:
    claim: int
    relation: str
    reasons: tuple[str, ...]


class Line(TypedDict):
    """Of an export, as far as it is read here."""

    id: int
    text: str


class Refused(Exception):
    """A problem (RFC 9457), by its `code` and `detail`."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class Newsroom:
    """What the document describes, as methods. Raises Refused."""

    def __init__(self, server: str, secret: str) -> None:
        self._http = httpx.Client(base_url=server, headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"}, timeout=30)

    def close(self) -> None:
        self._http.close()

    def hand_in(self, text: str, *, published: str, key: str) -> StoredArticle:
        answer = self._ask("post", "/api/v1/articles/", {"text": text, "published": published}, {"Idempotency-Key": key})
        return StoredArticle(answer.json()["id"], answer.json()["state"], answer.headers["Location"])

    def changes(self, since: str | None = None) -> tuple[list[tuple[str, int]], str]:
        """What has changed, by subject and id, and where to go on."""
        answer = self._ask("get", f"/api/v1/changes?since={since}" if since else "/api/v1/changes").json()
        return [(one["subject"], one["id"]) for one in answer["results"]], answer["next"]

    def export(self) -> Iterator[Line]:
        with self._http.stream("get", "/api/v1/claims/export/?as=jsonl") as answer:
            for line in answer.iter_lines():
                yield json.loads(line)

    def state(self, article: StoredArticle) -> str:
        return str(self._ask("get", article.address).json()["state"])

    def claims(self, article: StoredArticle) -> list[StoredClaim]:
        ids, address = [], f"/api/v1/claims/?article={article.id}&fields=id"
        while address:
            page = self._ask("get", address).json()
            ids += [one["id"] for one in page["results"]]
            address = page["next"]
        return [self.claim(one) for one in ids]

    def claim(self, number: int) -> StoredClaim:
        return _claim(self._ask("get", f"/api/v1/claims/{number}/"))

    def move(self, claim: StoredClaim, status: str, reason: str) -> str:
        sent = {"status": status, "reason": reason}
        return str(self._ask("post", f"/api/v1/claims/{claim.id}/status/", sent, {"If-Match": claim.tag}).json()["status"])

    def quotes(self, article: StoredArticle) -> list[StoredQuote]:
        page = self._ask("get", f"/api/v1/quotes/?article={article.id}&fields=id").json()
        return [self.quote(one["id"]) for one in page["results"]]

    def quote(self, number: int) -> StoredQuote:
        return _quote(self._ask("get", f"/api/v1/quotes/{number}/"))

    def date(self, quote: StoredQuote, day: str, reason: str) -> StoredQuote:
        """Say on which day it was said."""
        sent = {"stated_on": {"first": day, "last": day}, "reason": reason}
        return _quote(self._ask("post", f"/api/v1/quotes/{quote.id}/correction/", sent, {"If-Match": quote.tag}))

    def place(self, claim: StoredClaim) -> Place:
        (one,) = self._ask("get", f"/api/v1/appearances/?claim={claim.id}").json()["results"]
        return Place(one["id"], one["start"], one["end"])

    def reword(self, claim: StoredClaim, place: Place, reason: str) -> StoredClaim:
        """Say which words of its article the claim is."""
        sent = {"words": {"appearance": place.id, "start": place.start, "end": place.end}, "reason": reason}
        return _claim(self._ask("post", f"/api/v1/claims/{claim.id}/correction/", sent, {"If-Match": claim.tag}))

    def take_back(self, claim: StoredClaim, reason: str) -> StoredClaim:
        return _claim(self._ask("post", f"/api/v1/claims/{claim.id}/undo/", {"reason": reason}, {"If-Match": claim.tag}))

    def split(self, speaker: int, article: StoredArticle, distinction: str, reason: str) -> Change:
        """Make another speaker of who speaks in the article, after it was foreseen what that moves."""
        address, chosen = f"/api/v1/speakers/{speaker}/split/", {"articles": [article.id]}
        foreseen = self._ask("post", f"{address}foresee/", chosen).json()["digest"]
        made = self._ask("post", address, {**chosen, "distinction": distinction, "reason": reason, "foreseen": foreseen}).json()
        return Change(made["id"], made["speaker"]["id"])

    def undo(self, change: Change, reason: str) -> Change:
        address = f"/api/v1/speaker-changes/{change.id}/"
        foreseen = self._ask("get", address).json()["foreseen"]["digest"]
        made = self._ask("post", f"{address}undo/", {"reason": reason, "foreseen": foreseen}).json()
        return Change(made["id"], made["root"]["id"])

    def match(self, text: str) -> list[Found]:
        answer = self._ask("post", "/api/v1/match-text", {"text": text, "language": "ar", "published": "2026-03-11"})
        return [Found(one["claim"]["id"], one["relation"], tuple(why["sentence"] for why in one["reasons"])) for one in answer.json()]

    def _ask(
        self, method: str, address: str, body: Mapping[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        answer = self._http.request(method, address, json=body, headers=headers)
        if answer.status_code >= 400:
            raise Refused(answer.json()["code"], answer.json()["detail"])
        return answer


def _claim(answer: httpx.Response) -> StoredClaim:
    told = answer.json()
    return StoredClaim(told["id"], told["text"], told["status"], answer.headers["ETag"])


def _quote(answer: httpx.Response) -> StoredQuote:
    told = answer.json()
    return StoredQuote(told["id"], told["speaker"]["id"], told["stated_on"] and tuple(told["stated_on"]), answer.headers["ETag"])


@contextmanager
def newsroom(server: str, role: str) -> Iterator[Newsroom]:
    user = person(role)
    client = Newsroom(server, issue_key(name="desk", scopes=[one for one in KEY_SCOPES if may(user, one)], by=user)[1])
    try:
        yield client
    finally:
        client.close()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_from_an_article_to_what_a_new_sentence_contradicts(live_server: LiveServer) -> None:
    with newsroom(live_server.url, "editor") as editor, newsroom(live_server.url, "reviewer") as reviewer:
        go_the_way(editor, reviewer)


def go_the_way(editor: Newsroom, reviewer: Newsroom) -> None:
    _, since = editor.changes()
    article = editor.hand_in(TEXT, published="2026-03-10", key="3f1c")
    assert (article.state, editor.hand_in(TEXT, published="2026-03-10", key="3f1c")) == ("pending", article)
    # The worker's part.
    version = ArticleVersion.objects.get()
    store_findings(version.pk, extract_findings(version))
    keep_words(list(Claim.objects.values_list("pk", flat=True)))
    embed_claims(Claim.objects.all())
    ArticleVersion.objects.update(state="done")
    assert editor.state(article) == "done"
    correct_what_was_read(editor, article)
    (found,) = [one for one in reviewer.claims(article) if "300" in one.text]
    assert reviewer.move(found, "in_review", "mine") == "in_review"
    with pytest.raises(Refused, match=r"^reviewer was first and decided: in review ") as refused:
        reviewer.move(found, "dismissed", "with an old tag")
    assert refused.value.code == "already_decided"
    changed, _ = editor.changes(since)
    assert {("article", article.id), ("claim", found.id)} <= set(changed)
    assert found.text in [line["text"] for line in editor.export() if line["id"] == found.id]
    (answer, *_) = reviewer.match('قال سامر الحلواني إن "عدد العاملين في السد 900 عامل".')
    assert (answer.claim, answer.relation in Match.MatchRelation.values, answer.reasons != ()) == (found.id, True, True)


def correct_what_was_read(editor: Newsroom, article: StoredArticle) -> None:
    """The day of a quote, the words of a claim, and who spoke; the last two are taken back."""
    (said,) = editor.quotes(article)
    dated = editor.date(said, "2026-03-09", "he said it the day before")
    assert (dated.stated_on, dated == editor.quote(said.id)) == (("2026-03-09", "2026-03-09"), True)
    with pytest.raises(Refused, match=r"^editor was first and decided: corrected ") as refused:
        editor.date(said, "2026-03-08", "with an old tag")
    assert refused.value.code == "already_decided"
    (claim,) = [one for one in editor.claims(article) if "300" in one.text]
    place = editor.place(claim)
    shorter = editor.reword(claim, replace(place, end=place.end - len(" عامل")), "the unit is not his")
    assert (shorter.text, editor.take_back(shorter, "it is").text) == (claim.text.removesuffix(" عامل"), claim.text)
    other = editor.split(said.speaker, article, "مدير سد الوردة", "another man of this name")
    assert editor.quote(said.id).speaker == other.speaker != said.speaker
    assert editor.undo(other, "the same man").speaker == said.speaker
