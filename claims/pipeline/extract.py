"""A stored text is read. Nothing is written."""

from __future__ import annotations

from claims.extraction import extract
from claims.models import ArticleVersion
from claims.records import Extraction


def extract_findings(version: ArticleVersion) -> Extraction:
    """What the engine finds in the version's text.

    Raises:
        UnsupportedLanguage: there is no pack for the version's language.
    """
    return extract(version.text, language=version.language, published=version.published)
