"""Origins over the API: editors say which articles are copies of one text, and take it back."""

from __future__ import annotations

from typing import Any

import pytest

from claims.models import Article, Decision, Desk
from claims.pipeline.trace import trace_article
from tests.api.people import signed_in
from tests.desk_rows import WORDS, article, person

pytestmark = pytest.mark.django_db

ARTICLES = "/api/v1/articles/"


def decide(client: Any, one: Article, verb: str, tag: str, **fields: Any) -> Any:
    return client.post(f"{ARTICLES}{one.pk}/{verb}/", {"reason": "أعدت القراءة", **fields}, format="json", HTTP_IF_MATCH=tag)


def test_an_article_is_put_into_an_origin_set_apart_and_put_back() -> None:
    wire, retold = (article(text=f"{number} {WORDS}").article for number in range(2))
    trace_article(retold.pk)
    retold.refresh_from_db()
    client, own = signed_in(person("editor")), retold.origin_id
    read = client.get(f"{ARTICLES}{retold.pk}/")
    assert (read.json()["version"], read.headers["ETag"][:3]) == (0, '"0-')
    put = decide(client, retold, "origin", read.headers["ETag"], of=wire.pk)
    wire.refresh_from_db()
    assert (put.status_code, put.json()["origin"], put.json()["version"]) == (200, wire.origin_id, 1)
    assert put.headers["ETag"] == client.get(f"{ARTICLES}{retold.pk}/").headers["ETag"]
    late = decide(client, retold, "set-apart", read.headers["ETag"])
    assert (late.status_code, late.json()["code"]) == (409, "already_decided")
    apart = decide(client, retold, "set-apart", put.headers["ETag"]).json()
    assert (apart["origin"] in {own, wire.origin_id}, apart["version"]) == (False, 2)
    back = decide(client, retold, "undo", '"2"').json()
    assert (back["origin"], back["version"], Decision.objects.filter(subject="article").count()) == (wire.origin_id, 3, 3)


def test_another_desks_article_is_neither_moved_nor_named() -> None:
    desk = Desk.objects.create(name="التحقيقات")
    hidden, seen = article(desk, text=f"سري {WORDS}").article, article().article
    client = signed_in(person("editor", desk=Desk.objects.create(name="الرياضة")))
    unknown = decide(client, seen, "origin", '"0"', of=10**9)
    named = decide(client, seen, "origin", '"0"', of=hidden.pk)
    assert (named.status_code, list(named.json()["fields"])) == (unknown.status_code, list(unknown.json()["fields"])) == (400, ["of"])
    assert named.json()["fields"]["of"] == [one.replace(str(10**9), str(hidden.pk)) for one in unknown.json()["fields"]["of"]]
    answers = [decide(client, hidden, verb, '"0"', **sent).status_code for verb, sent in (("origin", {"of": seen.pk}), ("set-apart", {}))]
    assert (answers, Decision.objects.filter(subject="article").count()) == ([404, 404], 0)
