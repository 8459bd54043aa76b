"""The signs of life: each part of the program, how it is doing, and what to do where it is not well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.clients.queues import answering_workers
from claims.errors import TransientError
from claims.models import Setback
from claims.pipeline.condition import Condition

# From here on a person should look. The sweeper runs every quarter of a minute.
SWEEP_IS_LATE = timedelta(minutes=2)
WAITING_IS_LONG = timedelta(minutes=15)
FEED_IS_LATE = timedelta(minutes=30)
LEDGER_IS_OLD = timedelta(hours=36)
DISK_IS_FULL = 2 * 2**30
QUEUE_IS_LONG = 10_000
# Some half an hour's work of one core (`tests.benchmarks.hosts`), and longer in a big base.
CLAIMS_ARE_MANY = 10_000
WORKERS_ANSWER_WITHIN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Sign:
    """`remedy` is a sentence; `deed` names a button, `address` leads to where the rows are. All empty where all is well."""

    name: str
    said: str
    is_well: bool
    remedy: str = ""
    deed: str = ""
    address: str = ""


def read_signs(condition: Condition) -> list[Sign]:
    return [
        _broker(condition),
        _workers(),
        _sweep(condition),
        _waiting(condition),
        _failed_articles(condition),
        _failing(condition),
        _set_aside(),
        _pages(condition),
        _feeds(condition),
        _ledger(condition),
        _index(condition),
        _disk(condition),
    ]


def _broker(condition: Condition) -> Sign:
    name = _("Queues")
    if condition.queues is None:
        remedy = _("Start Redis (or Valkey) again and look at REDIS_URL. Nothing is lost: what waits stands in the database.")
        return Sign(name, _("the broker does not answer"), False, remedy)
    said = _("steering: {steering}, people: {urgent}, usual: {celery}, big deliveries: {bulk}").format(**condition.queues)
    if sum(condition.queues.values()) > QUEUE_IS_LONG:
        return Sign(name, said, False, _("More comes in than is read: start more workers, on this machine or on others."))
    return Sign(name, said, True)


def _workers() -> Sign:
    name = _("Workers")
    try:
        found = answering_workers(WORKERS_ANSWER_WITHIN_SECONDS)
    except TransientError:
        found = []
    if not found:
        return Sign(name, _("none answers"), False, _("Start a worker: nothing is read without one. One that is busy may answer late."))
    return Sign(name, ngettext("%d answers", "%d answer", len(found)) % len(found), True)


def _sweep(condition: Condition) -> Sign:
    name, last = _("Beat"), condition.last_sweep
    if last is None or timezone.now() - last > SWEEP_IS_LATE:
        remedy = _("Start beat, one on all machines together: it calls again for what was lost, asks feeds and closes the ledger.")
        return Sign(name, _ago(last), False, remedy, deed="sweep")
    return Sign(name, _ago(last), True)


def _waiting(condition: Condition) -> Sign:
    name = _("Waiting texts")
    number = condition.articles["pending"] + condition.articles["read"]
    said = _("{texts} texts, {claims} claims").format(texts=number, claims=condition.claims_waiting)
    age = timedelta(seconds=condition.oldest_waiting or 0)
    if condition.oldest_waiting is not None:
        said = _("{said}; the oldest for {age}").format(said=said, age=timesince(timezone.now() - age))
    if age > WAITING_IS_LONG:
        remedy = _("Where workers answer, they are busy with what came before. Where none does, start one; then call again for what waits.")
        return Sign(name, said, False, remedy, deed="sweep")
    if condition.claims_waiting > CLAIMS_ARE_MANY:
        remedy = _("More claims come than are compared, and matches are late: start more workers, on this machine or on others.")
        return Sign(name, said, False, remedy)
    return Sign(name, said, True)


def _failed_articles(condition: Condition) -> Sign:
    return _errors(
        condition,
        _("Texts that could not be read"),
        "read",
        _("Open them, see the error, and have them read again."),
        reverse("admin:claims_article_changelist") + "?state=ended_badly",
    )


def _failing(condition: Condition) -> Sign:
    name = _("Steps that fail now")
    if not condition.failing:
        return Sign(name, _("none"), True)
    remedy = _("They are tried again by themselves for as long as it lasts. See to what the error names, as to a server that is silent.")
    return Sign(name, _by_step(condition.failing), False, remedy, address=reverse("admin:claims_setback_changelist"))


def _set_aside() -> Sign:
    name = _("Steps set aside")
    # The errors of the condition are also of what is still being tried.
    found = Setback.objects.set_aside().order_by().values_list("step", "error_code").annotate(Count("pk"))
    if not found:
        return Sign(name, _("none"), True)
    said = _by_step({(step, code or "was_ended"): n for step, code, n in found})
    remedy = _("They failed five times. See the error, and try again when its cause is gone.")
    return Sign(name, said, False, remedy, deed="retry", address=reverse("admin:claims_setback_changelist"))


def _by_step(counted: Mapping[tuple[str, str], int]) -> str:
    steps = dict(Setback.Step.choices)
    return "; ".join(f"{steps[step]}: {code} ({n})" for (step, code), n in sorted(counted.items()))


def _pages(condition: Condition) -> Sign:
    remedy = _("Open them, see the error, and have them fetched again.")
    address = reverse("admin:claims_page_changelist") + "?state__exact=failed"
    return _errors(condition, _("Pages that could not be fetched"), "fetch", remedy, address)


def _feeds(condition: Condition) -> Sign:
    name, address = _("Feeds"), reverse("admin:claims_feed_changelist")
    failing = _errors(condition, name, "feed", _("Open the feed in a browser; correct its address, pause it, or ask it now."), address)
    if not failing.is_well:
        return failing
    if condition.feed_lag is not None and condition.feed_lag > FEED_IS_LATE.total_seconds():
        said = _("one has been due for {age}").format(age=timesince(timezone.now() - timedelta(seconds=condition.feed_lag)))
        return Sign(name, said, False, _("Feeds are asked by workers: start more of them, or beat where it does not run."), address=address)
    return failing


def _ledger(condition: Condition) -> Sign:
    name = _("Ledger of the audit")
    said = _("{when}; {number} decisions since").format(when=_ago(condition.last_ledger), number=condition.decisions_since_ledger)
    if condition.unledgered_since is not None and timezone.now() - condition.unledgered_since > LEDGER_IS_OLD:
        remedy = _("Close it now, and see that beat runs at night: what no ledger holds could be cut off.")
        return Sign(name, said, False, remedy, deed="ledger")
    return Sign(name, said, True)


def _index(condition: Condition) -> Sign:
    name = _("Index of vectors")
    if condition.index_is_valid:
        return Sign(name, _("in use"), True)
    said = _("half built") if condition.index_is_valid is False else _("missing")
    return Sign(name, said, False, _("Run: manage.py embeddings prepare. Until then every comparison reads all vectors."))


def _disk(condition: Condition) -> Sign:
    said = _("{free} free; the database has {size}").format(
        free=filesizeformat(condition.disk_free), size=filesizeformat(condition.database_size)
    )
    remedy = _("Make room at {place} on the web's machine: a database there that cannot write stops. One elsewhere has a disk of its own.")
    if condition.disk_free > DISK_IS_FULL:
        return Sign(_("Disk"), said, True)
    return Sign(_("Disk"), said, False, remedy.format(place=settings.STATE))


def _errors(condition: Condition, name: str, step: str, remedy: str, address: str) -> Sign:
    found: dict[str, Any] = {code: n for (one, code), n in condition.errors.items() if one == step}
    if not found:
        return Sign(name, _("none"), True)
    return Sign(name, "; ".join(f"{code} ({n})" for code, n in sorted(found.items())), False, remedy, address=address)


def _ago(moment: datetime | None) -> str:
    return _("never") if moment is None else _("{age} ago").format(age=timesince(moment))
