"""A small typed client, written against the OpenAPI document alone, goes the way that a newsroom's program goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from rest_framework.test import APIClient

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
class Found:
    claim: int
    relation: str
    reasons: tuple[str, ...]


class Newsroom:
    """What the document describes, as methods. Raises RuntimeError with the problem's `detail`."""

    def __init__(self, secret: str) -> None:
        self._http = APIClient()
        self._http.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}", HTTP_ACCEPT_LANGUAGE="en")

    def hand_in(self, text: str, *, published: str, key: str) -> StoredArticle:
        answer = self._ask("post", "/api/v1/articles/", {"text": text, "published": published}, HTTP_IDEMPOTENCY_KEY=key)
        return StoredArticle(answer.json()["id"], answer.json()["state"], answer.headers["Location"])

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
        answer = self._ask("get", f"/api/v1/claims/{number}/")
        return StoredClaim(number, answer.json()["text"], answer.json()["status"], answer.headers["ETag"])

    def move(self, claim: StoredClaim, status: str, reason: str) -> str:
        sent = {"status": status, "reason": reason}
        return str(self._ask("post", f"/api/v1/claims/{claim.id}/status/", sent, HTTP_IF_MATCH=claim.tag).json()["status"])

    def match(self, text: str) -> list[Found]:
        answer = self._ask("post", "/api/v1/match-text", {"text": text, "language": "ar", "published": "2026-03-11"})
        return [Found(one["claim"]["id"], one["relation"], tuple(why["sentence"] for why in one["reasons"])) for one in answer.json()]

    def _ask(self, method: str, address: str, body: dict[str, str] | None = None, **headers: str) -> Any:
        answer = getattr(self._http, method)(address, body, format="json", **headers)
        if answer.status_code >= 400:
            raise RuntimeError(answer.json()["detail"])
        return answer


def newsroom(role: str) -> Newsroom:
    user = person(role)
    return Newsroom(issue_key(name="desk", user=user, scopes=[one for one in KEY_SCOPES if may(user, one)], by=user)[1])


@pytest.mark.django_db
def test_from_an_article_to_what_a_new_sentence_contradicts() -> None:
    editor, reviewer = newsroom("editor"), newsroom("reviewer")
    article = editor.hand_in(TEXT, published="2026-03-10", key="3f1c")
    assert (article.state, editor.hand_in(TEXT, published="2026-03-10", key="3f1c")) == ("pending", article)
    # The worker's part.
    version = ArticleVersion.objects.get()
    store_findings(version.pk, extract_findings(version))
    keep_words(list(Claim.objects.values_list("pk", flat=True)))
    embed_claims(Claim.objects.all())
    ArticleVersion.objects.update(state="done")
    assert editor.state(article) == "done"
    (found,) = [one for one in reviewer.claims(article) if "300" in one.text]
    assert reviewer.move(found, "in_review", "mine") == "in_review"
    with pytest.raises(RuntimeError, match=r"^reviewer was first and decided: in_review "):
        reviewer.move(found, "dismissed", "with an old tag")
    (answer, *_) = reviewer.match('قال سامر الحلواني إن "عدد العاملين في السد 900 عامل".')
    assert (answer.claim, answer.relation in Match.MatchRelation.values, answer.reasons != ()) == (found.id, True, True)
