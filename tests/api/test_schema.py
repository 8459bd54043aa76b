"""The OpenAPI document is made from the code without a warning, and what it shows as examples is what comes and goes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.http import HttpRequest
from drf_spectacular.generators import SchemaGenerator

from claims.api import (
    imported,
    match_text,
    origins,
    outlets,
    proposals,
    review_serializers,
    searches,
    serializers,
    sources,
    speakers,
    webhooks,
)
from claims.api.example_story import ARABIC, DAY, ENGLISH, NEXT_DAY
from claims.api.examples import examples
from claims.extraction import extract
from claims.models import Article, Outlet, Speaker, User
from claims.rights import KEY_SCOPES
from tests.api.people import signed_in
from tests.desk_rows import person


def test_the_openapi_document_is_valid() -> None:
    command = [sys.executable, "manage.py", "spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null"]
    ran = subprocess.run(command, cwd=Path(__file__).resolve().parents[2], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.fixture(scope="module")
def document() -> Any:
    return SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]  # drf-spectacular's


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "ar", "en"])
def test_the_document_is_in_english_whoever_asks(language: str) -> None:
    headers = {"Accept": "application/vnd.oai.openapi+json", **({"Accept-Language": language} if language else {})}
    served = signed_in(person("reader")).get("/api/v1/schema", headers=headers).json()
    said = [str(one.get("description")) for methods in served["paths"].values() for operation in methods.values()
            for one in (operation, *operation.get("parameters", ()))]  # fmt: skip
    assert [one for one in said if re.search("[\u0600-\u06ff]", one)] == []


def test_what_is_done_to_a_row_is_not_told_as_the_list_of_rows(document: Any) -> None:
    told = {operation.get("description") for methods in document["paths"].values() for how, operation in methods.items() if how == "get"}
    changes = [(path, how) for path, methods in document["paths"].items() for how, operation in methods.items()
               if how != "get" and operation.get("description") in told]  # fmt: skip
    assert changes == []


def test_no_parameter_has_a_default_that_it_would_refuse(document: Any) -> None:
    schemas = [(path, one["name"], one["schema"]) for path, methods in document["paths"].items() for operation in methods.values()
               for one in operation.get("parameters", ()) if one["schema"].get("default") is not None]  # fmt: skip
    wrong = [(path, name) for path, name, schema in schemas if not jsonschema_rs.is_valid(schema, schema["default"])]
    assert wrong == []


def bodies(document: Any) -> Iterator[tuple[str, Any]]:
    """Every JSON body that is sent, or answered where all goes well."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            answers = {f"answer {number}": one for number, one in operation["responses"].items() if number[0] == "2"}
            for what, body in {"request": operation.get("requestBody", {}), **answers}.items():
                if "application/json" in body.get("content", {}):
                    yield f"{method} {path} {what}", body["content"]["application/json"]


def test_every_body_has_an_example_in_both_languages_that_is_as_the_document_says(document: Any) -> None:
    seen = 0
    for where, content in bodies(document):
        assert list(content["examples"]) == ["arabic", "english"], where
        for one in content["examples"].values():
            validator = jsonschema_rs.Draft202012Validator({**content["schema"], "components": document["components"]})
            assert [error.message for error in validator.iter_errors(one["value"])] == [], where
            seen += 1
    assert seen > 100


def test_each_of_several_answers_has_its_examples(document: Any) -> None:
    schemas = document["components"]["schemas"]
    choices = [choice["$ref"].rpartition("/")[2] for schema in schemas.values() for choice in schema.get("oneOf", ())]
    assert len(choices) == 7  # the series of statistics by what their rows say
    for name in choices:
        validator = jsonschema_rs.Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": document["components"]})
        assert len(schemas[name]["examples"]) == 2, name
        assert [error.message for one in schemas[name]["examples"] for error in validator.iter_errors(one)] == [], name


# Each form with the component that describes it.
FORMS: list[tuple[Any, str]] = [
    (serializers.ArticleWriteSerializer, "ArticleWrite"),
    (sources.PageWriteSerializer, "PageWrite"),
    (sources.FeedWriteSerializer, "FeedWrite"),
    (sources.FeedChangeSerializer, "PatchedFeedChange"),
    (searches.SavedSearchWriteSerializer, "SavedSearchWrite"),
    (searches.SearchShareSerializer, "PatchedSearchShare"),
    (match_text.TextSerializer, "Text"),
    (proposals.ProposalDecisionSerializer, "ProposalDecision"),
    (proposals.ProposalMergeSerializer, "ProposalMerge"),
    (imported.ReviewSourceWriteSerializer, "ReviewSourceWrite"),
    (imported.ReviewSourceChangeSerializer, "PatchedReviewSourceChange"),
    (imported.RatingWriteSerializer, "RatingWrite"),
    (imported.RatingChangeSerializer, "PatchedRatingChange"),
    (webhooks.WebhookWriteSerializer, "WebhookWrite"),
    (webhooks.WebhookChangeSerializer, "PatchedWebhookChange"),
    *(
        (getattr(review_serializers, f"{name}Serializer"), name)
        for name in (
            *("Deciding", "StatusWrite", "VerdictWrite", "EvidenceWrite", "ApprovalWrite", "MatchWrite", "AssignmentWrite"),
            *("CorrectionWrite", "QuoteCorrectionWrite"),
        )
    ),
    *(
        (getattr(speakers, f"{name}Serializer"), name)
        for name in ("ForeseeMerge", "MergeWrite", "ForeseeSplit", "SplitWrite", "SpellingWrite")
    ),
    *((getattr(outlets, f"{name}Serializer"), name) for name in ("OutletWrite", "DescriptionWrite")),
    (origins.OriginWriteSerializer, "OriginWrite"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("form", "component"), FORMS)
def test_what_is_shown_may_be_sent(form: Any, component: str) -> None:
    Speaker.objects.create(pk=11, kind="person", name="س. الحلواني", key="س. الحلواني")
    Outlet.objects.create(pk=4, name="المرصد")
    Article.objects.create(pk=16, outlet=Outlet.objects.get(is_placeholder=True), identity="x", added_by=User.objects.system())
    request = HttpRequest()
    request.user = person("reviewer")
    for one in examples(component).values():
        sent = form(data=one["value"], context={"request": request})
        assert sent.is_valid(), sent.errors


def test_every_form_is_tried(document: Any) -> None:
    sent = {content["schema"]["$ref"].rpartition("/")[2] for where, content in bodies(document) if where.endswith("request")}
    assert sent == {component for _, component in FORMS}


@pytest.mark.parametrize("story", [ARABIC, ENGLISH])
def test_the_story_is_read_as_it_is_shown(story: Any) -> None:
    """Quote, cue and speaker of the example are those that the engine finds in its text."""
    found = extract(story.text, language=story.language, published=date.fromisoformat(NEXT_DAY))
    (quote,) = [one for one in found.quotes if one.text == story.claim]
    assert (quote.kind.value, quote.cue.text, quote.mention and quote.mention.text) == ("direct", story.cue, story.speaker)
    assert (quote.speaker_name, str(quote.stated_on and quote.stated_on.first)) == (story.speaker, DAY)
    (claim,) = [one for one in found.claims if one.text == story.claim]
    assert [(one.text, one.low, one.unit) for one in claim.quantities] == [(story.amount, 300, "worker")]


def test_every_operation_names_the_scopes_that_open_it(document: Any) -> None:
    scopes = {scope.value for scope in KEY_SCOPES}
    named = set()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if not path.endswith(("/schema", "/docs")):
                ways = [one["key"] for one in operation["security"] if "key" in one]
                assert [way for way in ways if not way or not set(way) <= scopes] == [], (method, path)
                assert ways != [], (method, path)
                named |= {scope for way in ways for scope in way}
    assert named == scopes
