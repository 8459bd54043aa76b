"""The reader is of no language: what it knows of one stands in that one's pack."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import claims.extraction
from claims.languages import PACKS

FOLDER = Path(claims.extraction.__file__).parent
# Where Arabic letters still stand in the code.
_NOT_YET = frozenset({"naming", "speaker_training"})
SOURCES = sorted(path for path in FOLDER.glob("*.py") if path.stem not in _NOT_YET)


def _strings(source: str) -> Iterator[str]:
    """Every string in it but for docstrings."""
    tree = ast.parse(source)
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef)
    documented = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, holders) and isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.value


def _words(source: str) -> list[str]:
    """The strings with a letter that is not of the code's own alphabet, and the codes of languages."""
    return [text for text in _strings(source) if text in PACKS or any(letter.isalpha() and not letter.isascii() for letter in text)]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_no_word_and_no_code_of_a_language_stands_in_the_code(source: Path) -> None:
    assert _words(source.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('def read(word):\n    """Behind "قال"."""\n    return word.endswith("ون")\n', ["ون"]),  # an ending; a docstring may show examples
        ('if pack.code == "ar":\n    pass\n', ["ar"]),  # a test by code
        ('MARKS = frozenset("،؛؟")\n', []),  # marks are no words
    ],
)
def test_a_word_in_the_code_is_found(code: str, found: list[str]) -> None:
    assert _words(code) == found
