"""Errors in one shape and in the caller's language, wherever they come from."""

from __future__ import annotations

import ast
import json
from math import inf
from pathlib import Path
from typing import Any

import polib
import pytest
from django.contrib.auth.models import Group
from django.db import InterfaceError, OperationalError
from rest_framework.test import APIClient

from claims.api import imported, match_text, proposals, review_serializers, serializers, sources, speakers, webhooks
from claims.api.errors import problem_details
from claims.errors import TransientError
from claims.models import SpeakerProposal
from claims.pipeline.merge import merge_speakers
from tests.api.people import signed_in
from tests.desk_rows import article, checked, claim, match, person, quote, speaker

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "claims" / "locale" / "ar" / "LC_MESSAGES" / "django.po"
# What the API calls; their errors reach its callers.
CALLED = (
    "api",
    "languages",
    "pipeline/correct.py",
    "pipeline/decide.py",
    "pipeline/ingest.py",
    "pipeline/match_text.py",
    "pipeline/merge.py",
    "pipeline/repeat.py",
    "pipeline/split.py",
    "rights.py",
)
ERRORS = {"InputRefused", "UnsupportedLanguage", "AlreadyDecided", "MoveRefused", "NotAllowed", "KeyReused"}


def call(client: Any, method: str, path: str, language: str, **more: Any) -> Any:
    return getattr(client, method)(f"/api/v1/{path}", format="json", HTTP_ACCEPT_LANGUAGE=language, **more)


# How it is called, the status, the code, and a word of the Arabic sentence; from the framework as from here.
WRONG: list[tuple[str, str, dict[str, Any], int, str, str]] = [
    ("get", "claims/99/", {}, 404, "not_found", "موجود"),
    ("delete", "outlets/", {}, 405, "method_not_allowed", "DELETE"),
    ("get", "claims/?spaeker=1", {}, 400, "invalid", "الحقول"),
    ("post", "articles/", {"data": {"text": "x", "published": "2999-01-01"}}, 400, "published_impossible", "المستقبل"),
    ("post", "articles/", {"data": {"text": "x", "outlet": "لا أحد"}}, 400, "unknown_outlet", "وسيلة"),
    ("post", "claims/{claim}/status/", {"data": {"status": "dismissed", "reason": "r"}}, 428, "version_missing", "النسخة"),
    ("post", "claims/{claim}/status/", {"data": {"status": "dismissed", "reason": "r", "version": 7}}, 409, "version_unknown", "رقم"),
]


# The type that is sent or asked for, the status, and the sentence in both languages.
TYPES: list[tuple[str, dict[str, Any], int, str, str]] = [
    (
        "claims/",
        {"HTTP_ACCEPT": "text/csv"},
        406,
        "Accept must take application/json; CSV is asked for by as=csv, where there is that.",
        "يجب أن يقبل Accept النوع application/json؛ أما CSV فيُطلب بالمعامل as=csv حيث يوجد.",
    ),
    (
        "articles/",
        {"content_type": "text/plain", "data": "x"},
        415,
        "The body must be application/json, as Content-Type says.",
        "يجب أن يكون المتن من نوع application/json وأن يقول Content-Type ذلك.",
    ),
    (
        "articles/files/",
        {"content_type": "text/plain", "data": "x"},
        415,
        "The body must be multipart/form-data, as Content-Type says.",
        "يجب أن يكون المتن من نوع multipart/form-data وأن يقول Content-Type ذلك.",
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "sent", "status", "english", "arabic"), TYPES)
def test_a_type_that_is_not_taken_is_told_those_that_are(path: str, sent: dict[str, Any], status: int, english: str, arabic: str) -> None:
    client, method = signed_in(person("editor")), "post" if "content_type" in sent else "get"
    answers = [getattr(client, method)(f"/api/v1/{path}", HTTP_ACCEPT_LANGUAGE=language, **sent) for language in ("en", "ar")]
    assert [(one.status_code, one.json()["detail"]) for one in answers] == [(status, english), (status, arabic)]


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "path", "more", "status", "code", "word"), WRONG)
def test_one_shape_in_both_languages(method: str, path: str, more: dict[str, Any], status: int, code: str, word: str) -> None:
    user = person("editor")
    user.groups.add(Group.objects.get(name="reviewer"))
    client, one = signed_in(user), claim()
    arabic, english = (call(client, method, path.format(claim=one.pk), language, **more) for language in ("ar", "en"))
    for answer in (arabic, english):
        said = answer.json()
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
        assert [said[name] for name in ("type", "title", "status", "code")] == ["about:blank", code.replace("_", " "), status, code]
    assert (word in arabic.json()["detail"], arabic.json()["detail"] == english.json()["detail"]) == (True, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"[" * 5000, "متداخل"),
        (b'{"text": ', "السطر 1"),
        (b'{"text": NaN}', "Content-Type"),  # no number
        (b'{"text": "\xff"}', "Content-Type"),  # no UTF-8
        (b'{"text": ' + b"1" * 5000 + b"}", "Content-Type"),  # longer than a number may be
    ],
)
def test_a_body_that_cannot_be_read_is_refused_in_the_callers_language(body: bytes, word: str) -> None:
    client = signed_in(person("reader"))
    answer = client.post("/api/v1/match-text", body, content_type="application/json", HTTP_ACCEPT_LANGUAGE="ar")
    assert (answer.status_code, answer.json()["code"], word in answer.json()["detail"]) == (400, "parse_error", True), answer.json()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OperationalError("terminating connection"), "database_unavailable"),
        (InterfaceError("connection already closed"), "database_unavailable"),
        (TransientError("queues_silent", "The queues do not answer."), "queues_silent"),
    ],
)
def test_what_may_pass_is_told_with_when_to_ask_again(error: Exception, code: str) -> None:
    answer: Any = problem_details(error, {})
    assert (answer.status_code, answer.data["code"], answer["Retry-After"]) == (503, code, "5")


FORMS: list[tuple[str, str, Any]] = [
    ("post", "articles/", serializers.ArticleWriteSerializer),
    ("post", "pages/", sources.PageWriteSerializer),
    ("post", "match-text", match_text.TextSerializer),
    ("post", "review-sources/", imported.ReviewSourceWriteSerializer),
    ("post", "ratings/", imported.RatingWriteSerializer),
    ("post", "webhooks/", webhooks.WebhookWriteSerializer),
    ("post", "speaker-proposals/{proposal}/merge/", proposals.ProposalMergeSerializer),
    ("post", "speaker-proposals/{proposal}/keep-apart/", proposals.ProposalDecisionSerializer),
    ("post", "speakers/{speaker}/merge/foresee/", speakers.ForeseeMergeSerializer),
    ("post", "speakers/{speaker}/merge/", speakers.MergeWriteSerializer),
    ("post", "speakers/{speaker}/split/foresee/", speakers.ForeseeSplitSerializer),
    ("post", "speakers/{speaker}/split/", speakers.SplitWriteSerializer),
    ("post", "speaker-changes/{change}/undo/", proposals.ProposalMergeSerializer),
    ("post", "quotes/{quote}/correction/", review_serializers.QuoteCorrectionWriteSerializer),
    ("post", "quotes/{quote}/undo/", review_serializers.DecidingSerializer),
    ("post", "claims/{claim}/status/", review_serializers.StatusWriteSerializer),
    ("put", "claims/{claim}/fact-check/", review_serializers.VerdictWriteSerializer),
    ("put", "claims/{claim}/assignment/", review_serializers.AssignmentWriteSerializer),
    ("post", "claims/{claim}/correction/", review_serializers.CorrectionWriteSerializer),
    ("post", "claims/{claim}/undo/", review_serializers.DecidingSerializer),
    ("post", "fact-checks/{check}/evidence/", review_serializers.EvidenceWriteSerializer),
    ("post", "fact-checks/{check}/approve/", review_serializers.ApprovalWriteSerializer),
    ("post", "fact-checks/{check}/publish/", review_serializers.DecidingSerializer),
    ("post", "matches/{match}/confirm/", review_serializers.MatchWriteSerializer),
]
# A zero character, half a character, numbers beyond every column, and what is no value at all.
NO_VALUES: tuple[Any, ...] = ("a\0", "\ud800", inf, -inf, 2**70, -1, [], ["\ud800"], {"\ud800": "\0"}, [{"low": inf}], True)


def written(fields: dict[str, Any]) -> str:
    """As JSON, a number without end as one that is too large to be read."""
    return json.dumps(fields).replace("Infinity", "1e400")


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "path", "form"), FORMS)
def test_no_value_of_any_field_is_a_server_error(method: str, path: str, form: Any, broker: Any) -> None:
    user = person("editor", "who tries")
    user.groups.add(*Group.objects.filter(name__in=["reviewer", "approver"]))
    one, client = claim(), signed_in(user)
    rows = {
        "claim": one.pk,
        "check": checked(one, person("reviewer")).pk,
        "match": match(one, claim("2")).pk,
        "proposal": SpeakerProposal.objects.create(candidate=speaker("كمال"), speaker=speaker("كمال الدين"), score=0.5, reasons=[]).pk,
        "speaker": speaker("كمال").pk,
        "change": merge_speakers(speaker("كمال علي"), into=speaker("كمال"), by=user, reason="one").pk,
        "quote": quote(article()).pk,
    }
    for name in (*form().fields, "\ud800"):
        for value in NO_VALUES:
            body = written({"version": 0, "reason": "r", name: value})
            answer = getattr(client, method)(f"/api/v1/{path.format(**rows)}", body, content_type="application/json")
            assert answer.status_code < 500, (name, value)
            assert answer.json()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        ("assignment", "assignee", "a\0"),
        ("assignment", "assignee", "\ud800"),
        ("assignment", "desk", inf),
        ("correction", "speaker", inf),
        ("correction", "speaker", 2**70),  # beyond 64 bits
    ],
)
def test_a_name_or_number_that_nothing_can_have_is_named(path: str, field: str, value: Any) -> None:
    fields = {"version": 0, "reason": "r", **({"desk": None, "assignee": None} if path == "assignment" else {}), field: value}
    send = {"assignment": "put", "correction": "post"}[path]
    answer = getattr(signed_in(person("editor")), send)(
        f"/api/v1/claims/{claim().pk}/{path}/", written(fields), content_type="application/json"
    )
    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "body", "unknown"),
    [
        ("articles/", {"text": "قال مدير السد إن العدد أكثر من 300 عامل.", "publised": "2026-03-10"}, "publised"),
        ("pages/", {"address": "https://news.example/1", "outlet": "صحيفة السنبلة"}, "outlet"),
        ("match-text", {"text": "عدد العاملين 300", "lang": "ar"}, "lang"),
        ("speaker-proposals/{proposal}/keep-apart/", {"reason": "r", "foreseen": "x"}, "foreseen"),
    ],
)
def test_a_mistyped_field_is_refused_by_name(path: str, body: dict[str, str], unknown: str) -> None:
    pair = SpeakerProposal.objects.create(candidate=speaker("كمال"), speaker=speaker("كمال الدين"), score=0.5, reasons=[])
    answer = signed_in(person("editor")).post(f"/api/v1/{path.format(proposal=pair.pk)}", body, format="json")
    assert (answer.status_code, list(answer.json()["fields"])) == (400, [unknown])


@pytest.mark.django_db
def test_nobody_is_told_how_to_log_in() -> None:
    answer = APIClient().get("/api/v1/claims/", HTTP_ACCEPT_LANGUAGE="ar")
    assert (answer.status_code, answer.headers["WWW-Authenticate"], answer.json()["code"]) == (
        401,
        'Bearer realm="factcheck"',
        "not_authenticated",
    )


def test_every_sentence_that_the_api_can_say_has_its_arabic() -> None:
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE)) if entry.translated()}
    said = []
    for name in CALLED:
        place = ROOT / "claims" / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS and len(node.args) > 1:
                    sentence = node.args[1]
                    said += [sentence.value] if isinstance(sentence, ast.Constant) and isinstance(sentence.value, str) else []
    assert len(said) > 20
    assert [sentence for sentence in said if sentence not in known] == []
