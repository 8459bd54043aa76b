"""Reviews by others come in: fetched or from a file, each once however often it is read, and put beside the claims they speak of."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from claims.clients.hosts import host_of
from claims.clients.network import Answer, Limits, Network
from claims.clients.review_pages import KINDS, next_page, read_documents
from claims.clients.robots import PAUSE_SECONDS, visit
from claims.errors import FactcheckError, InputRefused, PermanentError
from claims.exchange.foreign_reviews import ForeignReview, as_claim_review, read_reviews
from claims.languages.detection import detect_language
from claims.languages.folding import fold_key
from claims.models import ImportedMatch, ImportedReview, ReviewSource, User
from claims.models.setback import MOST_ATTEMPTS
from claims.pipeline.ingest import canonical_address
from claims.pipeline.match_text import LONGEST_TEXT, match_text
from claims.pipeline.ratings import rating_name
from claims.pipeline.setbacks import PASSING, source_error_of
from claims.rights import Action, require

logger = logging.getLogger(__name__)
# A feed of ten thousand reviews has some 20 MB. They hold for all its pages together, of which so many are read.
LIMITS, MOST_PAGES = Limits(octets=64 * 2**20, seconds=120.0), 50
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
    """What became of one document's reviews: ids of new and of changed ones, how many were known, taken back, our own; and refusals.

    `held` are the identities of those that stand in it, by address.
    """

    new: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    known: int = 0
    gone: int = 0
    own: int = 0
    refused: tuple[tuple[str, InputRefused], ...] = ()
    held: Mapping[str, Collection[str]] = field(default_factory=dict)


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


def pause_source(source: ReviewSource, is_paused: bool, *, by: User) -> None:
    """Ask the source no more, or again when its time comes. Raises NotAllowed: `by` may not add articles."""
    require(by, Action.ADD_ARTICLE)
    ReviewSource.objects.filter(pk=source.pk).update(is_paused=is_paused)


def due_sources() -> list[int]:
    """Ids of the sources whose time has come, longest overdue first. Each is put off by FIRST_BACK_OFF, so that it is called for once
    while it waits for its turn or is being asked."""
    due = list(ReviewSource.objects.due().values_list("pk", flat=True))
    ReviewSource.objects.filter(pk__in=due).update(next_at=timezone.now() + FIRST_BACK_OFF)
    return due


def ask_source(source_id: int, network: Network) -> list[int]:
    """Fetch a source with the pages that follow, and store its reviews; gives the ids of those that have to be compared with the claims.

    The source's row says afterwards when it is asked again, how much was found, and the error where there was one; where that was on a
    later page, what stands before it is stored.

    Raises:
        Exception: what nobody foresaw; the row has its kind.
    """
    source = ReviewSource.objects.filter(pk=source_id, is_paused=False).first()
    if source is None:
        return []
    try:
        answers, failed = _fetched(source, network)
        documents = chain.from_iterable(map(read_documents, answers))
        imported = Imported() if answers[0].status == 304 else import_documents(documents, answers[0].address, source)
        if failed is None:
            _take_back_reworded(source, imported)
    except Exception as error:
        _note_failure(source, error)
        if not isinstance(error, FactcheckError):
            raise
        return []
    if failed is None:
        _note_success(source, answers[0], imported)
    else:
        _note_failure(source, failed)
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
    held = dict[str, set[str]]()
    known = gone = own = 0
    for document in documents:
        for read in read_reviews(document, base):
            if isinstance(read, tuple):
                refused.append(read)
            elif read.address.startswith(f"{settings.PUBLIC_URL}/"):
                own += 1
            elif read.is_gone:
                gone += _take_back(read, source)
            else:
                held.setdefault(read.address, set()).add(_identity(read))
                pk, what = store_review(read, source)
                known += what == "known"
                {"new": new, "changed": changed}.get(what, []).append(pk)
    return Imported(tuple(new), tuple(changed), known, gone, own, tuple(refused), held)


def store_review(read: ForeignReview, source: ReviewSource | None = None) -> tuple[int, str]:
    """The id of the review's row, and whether it is "new", "changed" or "known". What has changed waits to be compared again.

    What came from another source, and does not stand at this one's host, is known and stays as it is.
    """
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
        own = ImportedReview.objects.select_for_update().filter(_said_by(source), pk=row.pk).first()
        if own is None or (own.gone_at is None and all(getattr(own, name) == value for name, value in fields.items())):
            return row.pk, "known"
        fields |= {"source": source or own.source, "gone_at": None, "changed_at": timezone.now(), "matched_at": None, "attempts": 0}
        ImportedReview.objects.filter(pk=own.pk).update(**fields)
        return own.pk, "changed"


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


def _fetched(source: ReviewSource, network: Network) -> tuple[list[Answer], FactcheckError | None]:
    """The source's first page and those that follow it, and what went wrong with the next of them. Where a bound is reached, or the first
    is as it was, the rest is left: what has changed last is on the first, as in our own feed.

    Raises:
        PermanentError, TransientError: as `visit`, of the first page.
    """
    deadline = time.monotonic() + LIMITS.seconds
    headers = {"If-None-Match": source.etag} if source.etag else {}
    answers = [visit(source.address, network, kinds=KINDS, headers=headers, limits=LIMITS)]
    if answers[0].status == 304:
        return answers, None
    while len(answers) < MOST_PAGES and (address := next_page(answers[-1])) not in {"", *(one.address for one in answers)}:
        # The host is one, and wants its pause.
        time.sleep(PAUSE_SECONDS)
        left = Limits(LIMITS.octets - sum(len(one.body) for one in answers), deadline - time.monotonic())
        if left.seconds <= 0:
            break
        try:
            answers.append(visit(address, network, kinds=KINDS, limits=left))
        except FactcheckError as error:
            if error.code != "host_busy":
                return answers, error
    return answers, None


def _note_success(source: ReviewSource, answer: Answer, imported: Imported) -> None:
    source.asked_at = timezone.now()
    source.next_at, source.failures, source.error_code, source.error_params = source.asked_at + ASKED_EVERY, 0, "", {}
    if answer.status != 304:
        source.etag = answer.headers.get("etag", "")[:500]
        source.found = len(imported.new) + len(imported.changed) + imported.known + imported.gone + imported.own
        source.refused = len(imported.refused)
    source.save(update_fields=[*_TRIED, "etag", "found", "refused"])


def _note_failure(source: ReviewSource, error: Exception) -> None:
    now = timezone.now()
    code, params = source_error_of(error)
    if code == "host_busy":  # nothing was tried
        ReviewSource.objects.filter(pk=source.pk).update(next_at=now + timedelta(minutes=1))
        return
    source.failures += 1
    source.asked_at, source.error_code, source.error_params = now, code, params
    source.next_at = now + min(ASKED_EVERY, FIRST_BACK_OFF * 2 ** min(source.failures - 1, 10))
    source.save(update_fields=_TRIED)


def _said_by(source: ReviewSource | None) -> Q:
    """The rows that a source may change: its own, and those at its host. A file is handed in by whoever runs the program: all."""
    return Q() if source is None else Q(source=source) | Q(site=_site(source.address))


def _take_back(read: ForeignReview, source: ReviewSource | None) -> int:
    rows = ImportedReview.objects.filter(_said_by(source), address=read.address, gone_at=None)
    if read.claim:
        rows = rows.filter(identity=_identity(read))
    whose = {} if source is None else {"source": source}
    return rows.update(gone_at=timezone.now(), changed_at=timezone.now(), **whose)


def _take_back_reworded(source: ReviewSource, imported: Imported) -> None:
    """What the source said before of a page whose claims it now words otherwise is gone."""
    if not imported.held:
        return
    unread = {where for where, _ in imported.refused}
    rows = ImportedReview.objects.filter(source=source, gone_at=None).values_list("pk", "address", "identity")
    found = ((pk, identity, imported.held.get(address)) for pk, address, identity in rows if address not in unread)
    gone = [pk for pk, identity, held in found if held and identity not in held]
    ImportedReview.objects.filter(pk__in=gone).update(gone_at=timezone.now(), changed_at=timezone.now())


def _rating_words(read: ForeignReview) -> str:
    if read.rating or read.rating_value is None:
        return read.rating
    return f"{read.rating_value.normalize():f}" + (f"/{read.best.normalize():f}" if read.best is not None else "")


def _identity(read: ForeignReview) -> str:
    return hashlib.sha256(f"{read.address}\n{fold_key(read.claim)}".encode()).hexdigest()


def _site(address: str) -> str:
    return host_of(address)[:253]
