"""Many articles come in at once: stored as `ingest` stores one, at a few statements for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import DatabaseError, connection, transaction

from claims.errors import InputRefused
from claims.models import Article, ArticleVersion, User
from claims.pipeline.ingest import Checked, require_adding, store_checked, unknown_outlet

Key = tuple[str, int | None]  # identity, and the desk that the article is confidential to
Text = tuple[Key, str, object]  # the article, the digest of the text and its day
# Held while a batch is stored, so that two deliveries of the same articles do not wait for each other in a circle.
_LOCK = 0x17A4E


def ingest_many(batch: Sequence[Checked], *, by: User, is_bulk: bool) -> list[tuple[ArticleVersion, bool] | InputRefused]:
    """Store each article, and say whether it is new or why it could not be stored, in their order.

    The texts of versions that were known are not loaded.

    Some dozen statements for any number of articles that are new or known; three more for each that is known with another text.

    Raises:
        NotAllowed: `by` may not add articles, or not all of these, as in `ingest`; nothing was stored.
    """
    for one in batch:
        require_adding(one.submission.confidential_to, by=by)
    known = _known(batch)
    articles = {key for key, _, _ in known}
    articles |= _known_with_less([one for one in batch if _key(one) not in articles])
    # The first text of each article that is new; a second one in the same batch is told apart below.
    fresh = {_key(one): one for one in reversed(batch) if _key(one) not in articles}
    made = _store_new(list(reversed(fresh.values())), by, is_bulk=is_bulk)
    stored: list[tuple[ArticleVersion, bool] | InputRefused] = []
    for one in batch:
        if _text(one) in known:
            stored.append((known[_text(one)], False))
        elif fresh.get(_key(one)) is one and _text(one) in made:
            stored.append((made[_text(one)], True))
        else:
            try:
                stored.append(store_checked(one, by=by, is_bulk=is_bulk))
            except InputRefused as error:
                stored.append(error)
    return stored


def _known(batch: Iterable[Checked]) -> dict[Text, ArticleVersion]:
    """Every version that there is of these articles."""
    versions = ArticleVersion.objects.filter(article__identity__in={one.identity for one in batch}).select_related("article").defer("text")
    return {((one.article.identity, one.article.confidential_to_id), one.sha256, one.published): one for one in versions.order_by("pk")}


def _known_with_less(batch: Sequence[Checked]) -> set[Key]:
    """Those that were handed in with less of them known."""
    if not any(one.address == "" for one in batch):
        return set()
    unknown = unknown_outlet()
    before = {_key(one): one.identities_before(unknown) for one in batch}
    asked = [identity for identities in before.values() for identity in identities]
    found = set(Article.objects.filter(identity__in=asked).values_list("identity", "confidential_to")) if asked else set()
    return {key for key, identities in before.items() if any((identity, key[1]) in found for identity in identities)}


def _store_new(batch: Sequence[Checked], by: User, *, is_bulk: bool) -> dict[Text, ArticleVersion]:
    """Empty where not all of them could be stored: then each is stored by itself, and says what is wrong with it."""
    if not batch:
        return {}
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            articles = Article.objects.bulk_create(
                Article(
                    identity=one.identity,
                    confidential_to=one.submission.confidential_to,
                    outlet=one.submission.outlet,
                    address=one.address,
                    added_by=by,
                )
                for one in batch
            )
            versions = ArticleVersion.objects.bulk_create(
                one.version(article, 1, is_bulk=is_bulk) for one, article in zip(batch, articles, strict=True)
            )
    except DatabaseError:
        return {}
    return {_text(one): version for one, version in zip(batch, versions, strict=True)}


def _key(one: Checked) -> Key:
    desk = one.submission.confidential_to
    return one.identity, desk.pk if desk is not None else None


def _text(one: Checked) -> Text:
    return _key(one), one.sha256, one.submission.published
