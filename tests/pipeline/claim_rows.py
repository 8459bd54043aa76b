"""Stored claims for tests of what reads them: each in an article of its own unless one is given."""

from __future__ import annotations

from datetime import date
from typing import Any

from claims.models import Appearance, Article, ArticleVersion, Claim, Desk, Outlet, Speaker, User
from claims.pipeline.embed import embed_claims
from claims.pipeline.store import text_key
from claims.pipeline.words import keep_words


def article_row(*, desk: Desk | None = None, title: str = "") -> ArticleVersion:
    number = Article.objects.count()
    outlet = Outlet.objects.get_or_create(name="صحيفة الوادي")[0]
    article = Article.objects.create(outlet=outlet, identity=f"{number:064}", confidential_to=desk, added_by=User.objects.system())
    return ArticleVersion.objects.create(
        article=article, number=1, title=title, language="ar", text="نص", sha256=f"{number:064}", published=date(2026, 3, 10)
    )


def claim_row(text: str, *, version: ArticleVersion | None = None, desk: Desk | None = None, title: str = "", **fields: Any) -> Claim:
    """A claim with its appearance; neither words nor vector yet."""
    version = version or article_row(desk=desk, title=title)
    speaker = Speaker.objects.get_or_create(name="سامر الحلواني", defaults={"kind": "person"})[0]
    claim = Claim.objects.create(
        **{
            "speaker": speaker,
            "speaker_root": speaker,
            "text": text,
            "text_key": text_key(text),
            "language": "ar",
            "polarity": "positive",
            "modality": "fact",
            "checkworthiness": 0.5,
            "confidential_to": desk,
            "extraction_version": "test",
            **fields,
        }
    )
    Appearance.objects.create(claim=claim, version=version, start=0, end=1 + Appearance.objects.count(), text=text)
    return claim


def searchable(*claims: Claim) -> None:
    embed_claims(claims)
    keep_words(claim.pk for claim in claims)
