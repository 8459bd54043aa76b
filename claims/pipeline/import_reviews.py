"""Reviews by others come in: fetched or from a file, each once however often it is read, and put beside the claims they speak of."""

from __future__ import annotations

import contextlib
import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from claims.clients.network import Answer, Limits, Network
from claims.clients.review_pages import KINDS, read_documents
from claims.clients.robots import visit
from claims.errors import FactcheckError, InputRefused, PermanentError
from claims.exchange.foreign_reviews import LONGEST_NAME, ForeignReview, as_claim_review, read_reviews
from claims.languages.detection import detect_language
from claims.languages.folding import fold_key
from claims.matching.plain import plain_text
from claims.models import ImportedMatch, ImportedReview, RatingName, ReviewSource, User
from claims.models.setback import MOST_ATTEMPTS
from claims.pipeline.ingest import canonical_address
from claims.pipeline.match_text import LONGEST_TEXT, match_text
from claims.pipeline.setbacks import PASSING
from claims.rights import Action, require

logger = logging.getLogger(__name__)
# A feed of ten thousand reviews has some 20 MB.
LIMITS = Limits(octets=64 * 2**20, seconds=120.0)
# A source is asked again after this.
ASKED_EVERY = timedelta(hours=24)
# After a failure a source is asked again sooner, and later with every further one.
FIRST_BACK_OFF = timedelta(minutes=15)
# A review that was compared so long ago is compared with what has come since.
COMPARED_EVERY = timedelta(days=7)
# What a try says on a source's row; the rest is people's, who may have changed it meanwhile.
_TRIED = ("asked_at", "next_at", "failures", "error_code", "error_params")
_SUFFIXES = {".html": "text/html", ".htm": "text/html"}


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one document's reviews: ids of new and of changed ones, how many were known, taken back, our own; and refusals."""

    new: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    known: int = 0
    gone: int = 0
    own: int = 0
    refused: tuple[tuple[str, InputRefused], ...] = ()


def add_source(address: str, *, by: User) -> tuple[ReviewSource, bool]:
    """The source at `address`, and whether it is new. One that is known is asked again at once.

    Raises:
        NotAllowed, InputRefused: as for an article that is handed in.
    """
    require(by, Action.ADD_ARTICLE)
    canonical = canonical_address(address)
    if not canonical:
        raise InputRefused("address_missing", "Give the address of a feed or a page.", field="address")
    source, is_new = ReviewSource.objects.get_or_create(address=canonical, defaults={"added_by": by})
    if not is_new:
        ReviewSource.objects.filter(pk=source.pk).update(next_at=timezone.now())
    return source, is_new


def ask_source(source_id: int, network: Network) -> list[int]:
    """Fetch a source and store its reviews; gives the ids of those that have to be compared with the claims.

    The source's row says afterwards when it is asked again, how much was found, and the error where there was one.
    """
    source = ReviewSource.objects.filter(pk=source_id, is_paused=False).first()
    if source is None:
        return []
    try:
        answer = _fetched(source, network)
        imported = Imported() if answer.status == 304 else import_documents(read_documents(answer), answer.address, source)
    except FactcheckError as error:
        _note_failure(source, error)
        return []
    source.asked_at = timezone.now()
    source.next_at, source.failures, source.error_code, source.error_params = source.asked_at + ASKED_EVERY, 0, "", {}
    if answer.status != 304:
        source.etag = answer.headers.get("etag", "")[:500]
        source.found = len(imported.new) + len(imported.changed) + imported.known + imported.gone + imported.own
        source.refused = len(imported.refused)
    source.save(update_fields=[*_TRIED, "etag", "found", "refused"])
    return [*imported.new, *imported.changed]


def import_file(path: Path) -> Imported:
    """The reviews of a file: JSON, or a page where it is called .html.

    Raises:
        OSError: the file cannot be read.
        PermanentError: it is neither.
    """
    kind = _SUFFIXES.get(path.suffix.lower(), "application/json")
    return import_documents(read_documents(Answer(f"file:{path.name}", 200, kind, "", path.read_bytes())), "", None)


def import_documents(documents: Iterable[Any], base: str, source: ReviewSource | None) -> Imported:
    """Store every review of the documents, in one transaction each. `base` is the address that they were read at."""
    new, changed, refused = list[int](), list[int](), list[tuple[str, InputRefused]]()
    known = gone = own = 0
    for document in documents:
        for read in read_reviews(document, base):
            if isinstance(read, tuple):
                refused.append(read)
            elif read.address.startswith(f"{settings.PUBLIC_URL}/"):
                own += 1
            elif read.is_gone:
                gone += _take_back(read)
            else:
                pk, what = store_review(read, source)
                known += what == "known"
                {"new": new, "changed": changed}.get(what, []).append(pk)
    return Imported(tuple(new), tuple(changed), known, gone, own, tuple(refused))


def store_review(read: ForeignReview, source: ReviewSource | None = None) -> tuple[int, str]:
    """The id of the review's row, and whether it is "new", "changed" or "known". What has changed waits to be compared again."""
    fields: dict[str, Any] = {
        "address": read.address,
        "publisher": read.publisher,
        "site": _site(read.address),
        "claim_text": read.claim,
        "claimant": read.claimant,
        "claimed_on": read.claimed_on,
        "language": read.language or detect_language(read.claim),
        "reviewed_on": read.reviewed_on,
        "record": as_claim_review(read),
    }
    with transaction.atomic():
        fields["rating"] = rating_name(_rating_words(read))
        row, is_new = ImportedReview.objects.get_or_create(identity=_identity(read), defaults={**fields, "source": source})
        if is_new:
            return row.pk, "new"
        row = ImportedReview.objects.select_for_update().get(pk=row.pk)
        if row.gone_at is None and all(getattr(row, name) == value for name, value in fields.items()):
            return row.pk, "known"
        ImportedReview.objects.filter(pk=row.pk).update(**fields, gone_at=None, changed_at=timezone.now(), matched_at=None, attempts=0)
        return row.pk, "changed"


def rating_name(words: str) -> RatingName | None:
    """The row of the map for these words, made where they are met for the first time; None for none."""
    key = rating_key(words)
    return RatingName.objects.get_or_create(key=key, defaults={"words": words[:LONGEST_NAME]})[0] if key else None


def rating_key(words: str) -> str:
    """What all spellings of a rating have in common; numbers such as 1/5 as they stand."""
    return (plain_text(words) or words.strip())[:LONGEST_NAME]


def match_review(review_id: int) -> int:
    """Put a review beside the open claims of which it speaks; gives how many those are. Safe to run twice.

    Raises:
        TransientError: the embeddings server does not answer.
    """
    review = ImportedReview.objects.filter(pk=review_id, gone_at=None).first()
    if review is None:
        return 0
    began = timezone.now()
    day, who = review.claimed_on or review.reviewed_on, review.claimant or None
    try:
        found = match_text(review.claim_text[:LONGEST_TEXT], by=User.objects.system(), language=review.language, published=day, speaker=who)
    except PermanentError:  # a language without a pack, or no words: nothing to compare
        found = ()
    rows = [
        ImportedMatch(
            review=review,
            claim=one.claim,
            relation=one.judgement.relation.value,
            score=one.judgement.score,
            reasons=[reason.record() for reason in one.judgement.reasons],
        )
        for one in found
    ]
    with transaction.atomic():
        ImportedReview.objects.select_for_update().get(pk=review.pk)
        ImportedMatch.objects.filter(review=review).delete()
        ImportedMatch.objects.bulk_create(rows)
        # Unless it has changed meanwhile: then it waits still.
        ImportedReview.objects.filter(pk=review.pk, changed_at=review.changed_at).update(matched_at=began)
    return len(rows)


def waiting_reviews(most: int) -> list[int]:
    """Ids of reviews that were never compared, or COMPARED_EVERY ago, longest waiting first."""
    due = Q(matched_at=None) | Q(matched_at__lt=timezone.now() - COMPARED_EVERY)
    rows = ImportedReview.objects.filter(due, gone_at=None).order_by(F("matched_at").asc(nulls_first=True), "pk")
    return list(rows.values_list("pk", flat=True)[:most])


def compare_review(review_id: int) -> None:
    """`match_review` for one that waits. The try is counted before the work: one that fails, or that has ended its process again and
    again, is put off until COMPARED_EVERY, while others have their turn.

    Raises:
        TransientError, OperationalError, InterfaceError: it may succeed later.
    """
    review = ImportedReview.objects.filter(pk=review_id)
    if not review.filter(attempts__lt=MOST_ATTEMPTS).update(attempts=F("attempts") + 1):
        logger.error("review %d by others has ended what compares it %d times", review_id, MOST_ATTEMPTS)
        review.update(matched_at=timezone.now(), attempts=0)
        return
    try:
        match_review(review_id)
    except PASSING:
        with contextlib.suppress(*PASSING):  # the database itself may be what is gone
            review.filter(attempts__gt=0).update(attempts=F("attempts") - 1)
        raise
    except Exception:
        logger.exception("review %d by others could not be compared", review_id)
        review.update(matched_at=timezone.now())
    review.update(attempts=0)


def _fetched(source: ReviewSource, network: Network) -> Answer:
    headers = {"If-None-Match": source.etag} if source.etag else {}
    return visit(source.address, network, kinds=KINDS, headers=headers, limits=LIMITS)


def _note_failure(source: ReviewSource, error: FactcheckError) -> None:
    now = timezone.now()
    if error.code == "host_busy":  # nothing was tried
        ReviewSource.objects.filter(pk=source.pk).update(next_at=now + timedelta(minutes=1))
        return
    source.failures += 1
    source.asked_at, source.error_code, source.error_params = now, error.code, dict(error.params)
    source.next_at = now + min(ASKED_EVERY, FIRST_BACK_OFF * 2 ** min(source.failures - 1, 10))
    source.save(update_fields=_TRIED)


def _take_back(read: ForeignReview) -> int:
    rows = ImportedReview.objects.filter(address=read.address, gone_at=None)
    if read.claim:
        rows = rows.filter(identity=_identity(read))
    return rows.update(gone_at=timezone.now(), changed_at=timezone.now())


def _rating_words(read: ForeignReview) -> str:
    if read.rating or read.rating_value is None:
        return read.rating
    return f"{read.rating_value.normalize():f}" + (f"/{read.best.normalize():f}" if read.best is not None else "")


def _identity(read: ForeignReview) -> str:
    return hashlib.sha256(f"{read.address}\n{fold_key(read.claim)}".encode()).hexdigest()


def _site(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")[:253]
