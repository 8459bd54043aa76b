"""What is published as JSON-LD, held against its schema and read by a processor of others, without the network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from pyld import jsonld
from referencing import Registry, Resource

SCHEMAS = Path(__file__).parent / "schemas"
BASE = "https://factcheck.invalid/"
_ID = {"@type": "@id"}
# Of the vocabularies' own contexts what is used here; they are not in any package, and nothing is fetched.
_CONTEXTS: dict[str, Any] = {
    "https://schema.org": {
        "@vocab": "http://schema.org/",
        "url": _ID,
        **{name: {"@type": "http://schema.org/Date"} for name in ("datePublished", "dateCreated")},
    },
    "http://www.w3.org/ns/anno.jsonld": {
        "oa": "http://www.w3.org/ns/oa#",
        "as": "http://www.w3.org/ns/activitystreams#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "dc": "http://purl.org/dc/elements/1.1/",
        "id": {"@type": "@id", "@id": "@id"},
        "type": {"@type": "@id", "@id": "@type"},
        **{name: f"oa:{name}" for name in ("Annotation", "TextualBody", "TextQuoteSelector", "TextPositionSelector", "exact", "prefix",
            "suffix", "start", "end", "identifying", "linking")},
        "AnnotationPage": "as:OrderedCollectionPage",
        "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
        "body": {"@type": "@id", "@id": "oa:hasBody"},
        "target": {"@type": "@id", "@id": "oa:hasTarget"},
        "source": {"@type": "@id", "@id": "oa:hasSource"},
        "selector": {"@type": "@id", "@id": "oa:hasSelector"},
        "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
        "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
        "value": "rdf:value",
        "format": "dc:format",
    },
}  # fmt: skip


def mistakes(document: Any, schema: str) -> list[str]:
    """What is wrong with the document by the schema of that name, each with where it stands."""
    found = {path.name: json.loads(path.read_text()) for path in SCHEMAS.glob("*.json")}
    registry: Registry[Any] = Registry().with_resources([(BASE + name, Resource.from_contents(one)) for name, one in found.items()])
    validator = Draft202012Validator(found[schema], registry=registry, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def expanded(document: Any) -> Any:
    """The document as a JSON-LD processor understands it."""
    return jsonld.expand(document, {"documentLoader": _local})


def _local(address: str, _options: Any) -> dict[str, Any]:
    context = {"@context": _CONTEXTS[address.rstrip("/") if address.rstrip("/") in _CONTEXTS else address]}
    return {"contextUrl": None, "documentUrl": address, "contentType": "application/ld+json", "document": context}
