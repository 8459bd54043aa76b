"""An editor says which articles are of one origin; the machine keeps to that. A decision each, which can be taken back."""

from __future__ import annotations

from django.db import transaction

from claims.errors import InputRefused, MoveRefused
from claims.matching.origins import TRACE
from claims.models import Article, Decision, Origin, User
from claims.pipeline.decide import RULES, decide
from claims.pipeline.trace import part_matches, pend_claims, trace_article
from claims.rights import Action, require


def put_into_origin(article: Article, *, of: Article, by: User, reason: str) -> Decision:
    """Say that `article`, as the caller saw it, has the origin of another article. Suggestions inside that origin expire.

    Raises:
        NotAllowed: `by` is no editor, or does not see one of them.
        InputRefused: no reason; or the two are not open to the same desk.
        MoveRefused: the article has that origin, set by a person.
        AlreadyDecided: somebody has decided on the article since.
    """
    require(by, Action.CORRECT, article)
    require(by, Action.CORRECT, of)
    if article.confidential_to_id != of.confidential_to_id:
        raise InputRefused("origin_of_another_desk", "An article that is confidential to a desk has no origin with others.", field="of")
    with transaction.atomic():
        if of.origin_id is None:
            trace_article(of.pk)
            of.refresh_from_db(fields=["origin"])
        if article.origin_by_hand and article.origin_id == of.origin_id:
            raise MoveRefused("origin_stands", RULES["origin_stands"])
        return _move(article, of.origin_id, by, reason)


def set_apart(article: Article, *, by: User, reason: str) -> Decision:
    """Say that `article`, as the caller saw it, is no copy: an origin of its own. Its claims are compared again.

    Raises as `put_into_origin`.
    """
    require(by, Action.CORRECT, article)
    with transaction.atomic():
        shared = Article.objects.filter(origin=article.origin_id).exclude(pk=article.pk).exists()
        if article.origin_by_hand and not shared:
            raise MoveRefused("origin_stands", RULES["origin_stands"])
        own = Origin.objects.create(confidential_to_id=article.confidential_to_id, trace_version=TRACE)
        return _move(article, own.pk, by, reason)


def take_back_origin(article: Article, last: Decision, *, by: User, reason: str) -> Decision:
    """Put the article back where it was before `last`, the newest decision on it, and to the machine where no person had decided before.

    Raises:
        NotAllowed, InputRefused, AlreadyDecided: as `put_into_origin`.
    """
    require(by, Action.CORRECT, article)
    held, _ = last.changes["held_origin"]
    before, after = last.changes["origin"]
    changes = {"origin": [after, before], "held_origin": [after, held], "undoes": last.seq}
    with transaction.atomic():
        decision = decide(
            article, becomes="", by=by, reason=reason, changes=changes, origin_id=before, origin_by_hand=held is not None
        )  # fmt: skip
        _follow(article)
        return decision


def _move(article: Article, origin: int | None, by: User, reason: str) -> Decision:
    held = article.origin_id if article.origin_by_hand else None
    changes = {"origin": [article.origin_id, origin], "held_origin": [held, origin]}
    decision = decide(article, becomes="", by=by, reason=reason, changes=changes, origin_id=origin, origin_by_hand=True)
    _follow(article)
    return decision


def _follow(article: Article) -> None:
    """What is inside the article's origin now is no suggestion any more; what is outside is compared again."""
    pend_claims(article)
    if article.origin is not None:
        part_matches(article, article.origin)
