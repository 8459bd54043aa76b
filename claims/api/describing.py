"""What the OpenAPI document says of every operation alike: the errors that it can answer, tags, and examples."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from claims.api.examples import examples, page_of
from claims.api.seen import MAY_MATCH

PROBLEM = "#/components/schemas/Problem"
_PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457. `code` is for programs and never changes; `detail` is for people, in the language of Accept-Language.",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "fields": {"type": "object", "additionalProperties": {}, "description": "What is wrong with each input that is to blame."},
        "params": {"type": "object", "additionalProperties": {"type": "string"}, "description": "What fills the sentence in `detail`."},
    },
    "required": ["type", "title", "status", "code", "detail"],
    "additionalProperties": False,
}
_PAST_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "With known_at: what was known of the row at that moment.",
    "properties": {"id": {"type": "integer"}, "version": {"type": "integer"}, "known_at": {"type": "string", "format": "date-time"}},
    "required": ["id", "version", "known_at"],
}
_EXAMPLE = {
    "type": "about:blank", "title": "invalid", "status": 400, "code": "invalid", "detail": "Some fields are wrong.",
    "fields": {"published": ["Date has wrong format. Use one of these formats instead: YYYY-MM-DD."]},
}  # fmt: skip
_SENTENCES = {
    304: "Nothing has changed since the answer with the tag in If-None-Match.",
    400: "The input cannot be taken: `fields` says what and why. Nothing was stored.",
    401: "Nobody is logged in, or the key is unknown, has ended or was revoked.",
    403: "The caller's role, key or desk does not include this.",
    404: "There is no such row, or it is not the caller's to see.",
    406: "No answer has the type that Accept asks for.",
    409: "Somebody else was first, or a rule of review forbids it: `code` says which.",
    412: "The record has changed since the tag in If-Match, though nobody decided on it.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "The Idempotency-Key was used with another body.",
    428: "The version that was seen is missing.",
    429: "Too many requests, or too many wrong passwords: Retry-After says for how many seconds.",
    503: "Something that is needed does not answer now; the same call may succeed later.",
}
_ROW_CHANGES = ("post", "put", "patch", "delete")
IF_NONE_MATCH: dict[str, Any] = {
    "name": "If-None-Match",
    "in": "header",
    "schema": {"type": "string"},
    "description": "The ETag of an earlier answer: 304 where it still holds.",
}
_HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {"schema": {"type": "string"}, "description": "Changes with anything that the answer says."},
    "Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait.", "required": True},
    "WWW-Authenticate": {"schema": {"type": "string"}, "required": True},
}


def describe_errors(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A hook of drf-spectacular: every operation gets the errors that it can answer, in their one shape."""
    result["components"].setdefault("schemas", {})["Problem"] = _PROBLEM_SCHEMA
    of_lists = {operation.get("description") for _path, method, operation in _operations(result) if method == "get"}
    for path, method, operation in _operations(result):
        if path.endswith(("/schema", "/docs")):
            continue
        # An operation of which no more is said than its summary is told as what its class lists.
        if method != "get" and operation.get("description") in of_lists:
            del operation["description"]
        if _is_tagged(path, method, operation):
            operation.setdefault("parameters", []).append(IF_NONE_MATCH)
            operation["responses"]["200"].setdefault("headers", {})["ETag"] = _HEADERS["ETag"]
            _sparse(operation, result["components"]["schemas"])
            if any(one["name"] == "known_at" for one in operation["parameters"]):
                _known(operation)
            operation["responses"]["304"] = {"description": _SENTENCES[304], "headers": {"ETag": _HEADERS["ETag"]}}
        _exemplify(operation)
        for number in _errors(path, method, operation):
            operation["responses"].setdefault(str(number), _problem(number))
    _exemplify_choices(result["components"]["schemas"])
    return result


def _exemplify_choices(schemas: dict[str, Any]) -> None:
    """Where an answer is one of several components, the operation shows the first, and each of them itself."""
    for schema in list(schemas.values()):
        for choice in schema.get("oneOf", ()):
            schemas[_name(choice)]["examples"] = [one["value"] for one in examples(_name(choice)).values()]


def _exemplify(operation: dict[str, Any]) -> None:
    """What is sent, and what is answered where all goes well, each by an example in every language."""
    for body in (operation.get("requestBody", {}), *(answer for number, answer in operation["responses"].items() if number[0] == "2")):
        for kind, content in body.get("content", {}).items():
            if kind == "application/json":
                content["examples"] = _of_schema(content["schema"])


def _of_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """Examples of a component, of a page or an array of it, or of the first of several that it may be."""
    if "anyOf" in schema:
        return _of_schema(schema["anyOf"][0])
    if schema.get("type") == "array":
        return {name: {**one, "value": [one["value"]]} for name, one in examples(_name(schema["items"])).items()}
    name = _name(schema)
    if name.startswith("Paginated"):
        record = name.removeprefix("Paginated").removesuffix("List")
        return {language: {**one, "value": page_of(one["value"])} for language, one in examples(record).items()}
    return dict(examples(name))


def _operations(result: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in result["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _is_tagged(path: str, method: str, operation: dict[str, Any]) -> bool:
    """Records and pages of them; what is computed from several (a plain array, such as a timeline) knows no `fields`."""
    answer = operation["responses"].get("200", {}).get("content", {}).get("application/json", {})
    return method == "get" and path.endswith("/") and "$ref" in answer.get("schema", {})


def _sparse(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """`fields` takes the names of the record; and since it may leave any of them out, none is required."""
    schema = schemas[_name(operation["responses"]["200"]["content"]["application/json"]["schema"])]
    if "results" in schema["properties"]:
        schema = schemas[_name(schema["properties"]["results"]["items"])]
    schema.pop("required", None)
    names = {"type": "array", "items": {"type": "string", "enum": list(schema["properties"])}, "minItems": 1}
    sentence = "Of each record no more than these."
    operation["parameters"].append(
        {"name": "fields", "in": "query", "schema": names, "style": "form", "explode": False, "description": sentence}
    )


def _known(operation: dict[str, Any]) -> None:
    """The past of a row is another record than its present."""
    content = operation["responses"]["200"]["content"]["application/json"]
    content["schema"] = {"anyOf": [content["schema"], _PAST_SCHEMA]}


def _name(reference: dict[str, str]) -> str:
    return reference["$ref"].rpartition("/")[2]


def _errors(path: str, method: str, operation: dict[str, Any]) -> Iterator[int]:
    names = {one["name"]: one.get("description") for one in operation.get("parameters", ())}
    yield from (400, 401, 403, 406, 429, 503)
    if "{" in path or path.endswith("/ledger/"):
        yield 404
    if method in _ROW_CHANGES:
        yield from (409, 413, 415)
    if "If-Match" in names:
        yield 412
        if names["If-Match"] != MAY_MATCH.description:
            yield 428
    if "Idempotency-Key" in names:
        yield 422


def _problem(number: int) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": f"{HTTPStatus(number).phrase}. {_SENTENCES[number]}",
        "content": {"application/problem+json": {"schema": {"$ref": PROBLEM}}},
    }
    if number == 400:
        answer["content"]["application/problem+json"]["example"] = _EXAMPLE
    header = {401: "WWW-Authenticate", 429: "Retry-After", 503: "Retry-After"}.get(number)
    if header:
        answer["headers"] = {header: _HEADERS[header]}
    return answer
