"""Why something could not be read, fetched or delivered: every code that a row can keep has its sentence."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.utils import translation

from claims.templatetags.failures import SENTENCES, failure

CLAIMS = Path(__file__).resolve().parents[2] / "claims"
# Where what is written on a version, a page, a feed, a source of reviews or a try is raised.
RAISING = (
    *(f"clients/{name}.py" for name in ("guard", "network", "pages", "feeds", "review_pages", "robots")),
    *("pipeline/ingest.py", "pipeline/outlets.py", "languages/__init__.py"),
)
# What is told to a person at once, or is no try: no row keeps it.
NOT_KEPT = {"unknown_outlet", "language_invalid", "host_busy"}
# What is known by its kind alone, each with the words of what was being done.
UNFORESEEN = {
    *("took_too_long", "unexpected", "too_many_attempts"),
    *("page_took_too_long", "page_unexpected", "page_too_many_attempts"),
    *("feed_took_too_long", "feed_unexpected"),
}


@dataclass
class Row:
    error_code: str
    error_params: Mapping[str, str] = field(default_factory=dict)


def raised() -> Iterator[tuple[str, set[str]]]:
    """Codes in the source, each with the parameters that it comes with."""
    for name in RAISING:
        for node in ast.walk(ast.parse((CLAIMS / name).read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="PermanentError" | "TransientError" | "InputRefused" | "UnsupportedLanguage"),
                    args=[ast.Constant(value=str(code)), *_],
                ):
                    yield code, {one.arg for one in node.keywords if one.arg is not None} - {"field"}


def test_every_code_that_is_kept_has_a_sentence() -> None:
    assert set(SENTENCES) == {code for code, _params in raised()} - NOT_KEPT | UNFORESEEN


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_sentence_is_filled_with_what_the_error_comes_with(language: str) -> None:
    with translation.override(language):
        for code, params in raised():
            if code not in NOT_KEPT:
                said = failure(Row(code, dict.fromkeys(params, "⟨؟⟩")))
                assert (said != code, "%(" in said) == (True, False), code


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Row(""), ""),
        (Row("http_status", {"address": "https://x.example/", "status": "404"}), "The site answered 404."),
        # of an older program
        (Row("flooded"), "flooded"),
        # kept without what the sentence needs
        (Row("http_status"), "http_status"),
        # the system's own words stand apart
        (
            Row("unreachable", {"where": "x.example", "why": "[Errno 101] <Network> is unreachable"}),
            'The site cannot be reached. <code dir="ltr" lang="en">[Errno 101] &lt;Network&gt; is unreachable</code>',
        ),
        # unless they say the same
        (Row("no_such_host", {"where": "x.example", "why": "[Errno -2] Name not known"}), "There is no site of that name."),
        # words that the sentence itself has are not said twice
        (Row("outlet_invalid", {"why": "Enter a name."}), "The outlet that the page names cannot be taken: Enter a name."),
    ],
)
def test_a_row_says_why(row: Row, said: str) -> None:
    with translation.override("en"):
        assert failure(row) == said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        # nothing but the sentence is in the reader's language, and runs as it does
        (
            Row("unreachable", {"where": "x.example", "why": "[Errno 101] Network is unreachable"}),
            'تعذّر الوصول إلى الموقع. <code dir="ltr" lang="en">[Errno 101] Network is unreachable</code>',
        ),
        # what the sentence names is set apart in it
        (Row("wrong_kind", {"kind": "image/svg+xml"}), 'المحتوى هناك ليس صفحة بل <bdi dir="ltr">image/svg+xml</bdi>.'),
    ],
)
def test_a_row_says_why_in_arabic(row: Row, said: str) -> None:
    with translation.override("ar"):
        assert failure(row) == said
