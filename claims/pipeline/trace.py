"""An article is traced to its origin: it joins the articles that it was copied from, or is an origin of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from claims.errors import AlreadyDecided
from claims.matching.origins import TRACE, Imprint, copied_share, find_credits, take_imprint
from claims.models import Appearance, Article, ArticleVersion, Candidate, Claim, Match, Origin, OriginMark
from claims.pipeline.relate import ONE_ORIGIN, expire_match

# Of a mark that many articles have only the newest are looked at, and only the likeliest are compared: the cost is bounded.
MOST_HOLDERS, MOST_COMPARED = 50, 20
# The share of an article's marks that a likely copy has.
LEAST_SHARED = 0.1
# Held while an article finds its origin, so that two copies at once do not both begin one.
_LOCK = 0x0819


@dataclass(frozen=True, slots=True)
class _Traced:
    article: Article
    imprint: Imprint
    credits: frozenset[str]


def trace_article(article_id: int) -> int:
    """Give the article, by its newest text, its origin; gives the origin's id. Safe to run twice, in any order and at once.

    An article stays in its origin as long as one copy is there. An article that is confidential to a desk is compared with that desk's
    own alone. Where a person said which origin it has, it keeps that. Suggestions that turn out to be inside one origin expire: an
    outlet's copy neither supports nor contradicts anything. The claims of an article that leaves others are compared again.
    """
    with transaction.atomic():
        article = Article.objects.select_related("outlet").get(pk=article_id)
        desk = article.confidential_to_id or 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, desk])
        article.refresh_from_db(fields=["origin", "origin_by_hand"])
        newest = article.newest
        imprint = take_imprint(newest.text)
        marks = imprint.marks
        one, *others = _read(article, newest, imprint, _likely(article, desk, marks))
        origin = article.origin if article.origin_by_hand and article.origin is not None else _origin(one, _copies(one, others))
        OriginMark.objects.filter(article=article).exclude(mark__in=marks).delete()
        OriginMark.objects.bulk_create([OriginMark(desk=desk, mark=mark, article=article) for mark in marks], ignore_conflicts=True)
        if article.origin_id != origin.pk:
            Article.objects.filter(pk=article.pk).update(origin=origin)
            if article.origin is not None and _is_shared(article.origin, article):
                pend_claims(article)
        # Also where it stays: a new text may have brought claims that others know.
        part_matches(article, origin)
        return int(origin.pk)


def _likely(article: Article, desk: int, marks: Sequence[int]) -> list[Article]:
    """The articles that share the most marks, at most MOST_COMPARED."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, [list(marks), desk, article.pk, MOST_HOLDERS, max(1.0, LEAST_SHARED * len(marks)), MOST_COMPARED])
        ids = [pk for (pk,) in cursor.fetchall()]
    # The desk stands in the marks as well; asked twice, so that no stale mark lets anything through.
    found = Article.objects.filter(confidential_to=article.confidential_to_id).select_related("outlet", "origin").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


_HOLDERS = """
SELECT held.article_id FROM unnest(%s::bigint[]) asked(mark) CROSS JOIN LATERAL (
    SELECT m.article_id FROM claims_originmark m WHERE m.desk = %s AND m.mark = asked.mark AND m.article_id <> %s
    ORDER BY m.article_id DESC LIMIT %s
) held GROUP BY held.article_id HAVING count(*) >= %s ORDER BY count(*) DESC, held.article_id LIMIT %s
"""


def _read(article: Article, newest: ArticleVersion, imprint: Imprint, others: Sequence[Article]) -> list[_Traced]:
    """All of them, the article first, of which `newest` and `imprint` are. An outlet may be an agency: its name is a credit as well."""
    articles = [article, *others]
    own = {name: _as_agency(one) for one in articles for name in (one.outlet.name, one.outlet.domain) if name}
    found = ArticleVersion.objects.filter(article__in=others).order_by("article_id", "-seen_at", "-number").distinct("article_id")
    versions = {version.article_id: version for version in (newest, *found)}
    read = []
    for one in articles:
        version = versions[one.pk]
        credits = find_credits(version.text, version.byline, version.language, own)
        read.append(_Traced(one, imprint if one is article else take_imprint(version.text), credits))
    return read


def _copies(one: _Traced, others: Sequence[_Traced]) -> list[tuple[float, Article]]:
    """Those that are one text with it, the nearest first."""
    shares = [(copied_share(one.imprint, other.imprint, credited=_credited(one, other)), other.article) for other in others]
    return sorted((pair for pair in shares if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].pk))


def _credited(one: _Traced, other: _Traced) -> bool:
    if one.article.outlet_id == other.article.outlet_id:
        return False
    credits_of_one = one.credits | {_as_agency(one.article)}
    return bool(credits_of_one & (other.credits | {_as_agency(other.article)}))


def _as_agency(article: Article) -> str:
    # No name of an outlet that stands for unknown ones is a credit.
    return f"outlet-{article.pk}" if article.outlet.is_placeholder else f"outlet:{article.outlet_id}"


def _origin(one: _Traced, copies: Sequence[tuple[float, Article]]) -> Origin:
    found = [copy.origin for _, copy in copies if copy.origin is not None]
    standing = one.article.origin
    if standing is not None and (standing in found or (not found and not _is_shared(standing, one.article))):
        return standing
    if found:
        return found[0]
    agency = min((code for code in one.credits if not code.startswith("outlet")), default="")
    return Origin.objects.create(agency=agency, confidential_to_id=one.article.confidential_to_id, trace_version=TRACE)


def _is_shared(origin: Origin, article: Article) -> bool:
    return origin.articles.exclude(pk=article.pk).exists()


def pend_claims(article: Article) -> None:
    """Let what the article tells wait to be compared again. Before anything of its matches: in this order whoever compares locks them."""
    told = Claim.objects.filter(appearances__version__article=article, appearances__retired_by="").values("pk")
    # In the order of their ids, so that two that share claims cannot wait for each other in a circle.
    claims = Claim.objects.filter(pk__in=told).order_by("pk").select_for_update(no_key=True)
    locked = list(claims.values_list("pk", flat=True))
    Claim.objects.filter(pk__in=locked).update(match_state=Claim.MatchState.PENDING)


def part_matches(article: Article, origin: Origin) -> None:
    """Nothing is suggested between claims of one origin any more. What people have decided stays."""
    own = set(Appearance.objects.filter(version__article=article, retired_by="").values_list("claim", flat=True))
    inside = set(Appearance.objects.filter(version__article__origin=origin, retired_by="").values_list("claim", flat=True))
    for low, high in ((own, inside), (inside, own)):
        Candidate.objects.filter(claim_low__in=low, claim_high__in=high).delete()
        suggested = Match.objects.filter(claim_low__in=low, claim_high__in=high, state=Match.State.SUGGESTED)
        for match in suggested.order_by("pk"):
            try:
                expire_match(match, reason=ONE_ORIGIN)
            except AlreadyDecided:
                continue  # a person was first
