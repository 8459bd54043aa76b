"""`/metrics` for Prometheus: how the whole is doing, from the database and the broker, and how long things take, in all processes."""

from __future__ import annotations

from collections.abc import Iterator
from hmac import compare_digest
from itertools import accumulate

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.metrics_core import GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from claims.clients.measures import BOUNDS, measured
from claims.pipeline.condition import Condition, read_condition

_LOOPBACK = {"127.0.0.1", "::1"}
_DURATIONS = {
    "step": "Time that a worker took for a call, by task and outcome. Its count is the rate of reading and comparing.",
    "embed": "Time that the embedder took for a batch of texts.",
    "request": "Time of a request, by class of status.",
}


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever has METRICS_TOKEN, or where none is set, for this machine alone; anybody else finds nothing here."""
    if not _may_read(request):
        return HttpResponse(status=404)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        return compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    # What a proxy on this machine passes on comes from elsewhere.
    return request.META.get("REMOTE_ADDR") in _LOOPBACK and not {"X-Forwarded-For", "Forwarded"} & set(request.headers)


class _Figures(Collector):
    def collect(self) -> Iterator[Metric]:
        yield from _gauges(read_condition())
        yield from _histograms()


def _gauges(condition: Condition) -> Iterator[Metric]:
    now_is_known = (
        (
            "factcheck_oldest_waiting_seconds",
            "Age of the text that waits longest to be read and embedded, without what waits of bulk deliveries for its turn.",
            condition.oldest_waiting or 0,
        ),
        ("factcheck_claims_waiting", "Claims that wait to be compared.", condition.claims_waiting),
        ("factcheck_failing", "Steps that failed at their last try and are tried again by themselves.", sum(condition.failing.values())),
        ("factcheck_set_aside", "Steps that were given up after several tries and wait for a person.", condition.set_aside),
        ("factcheck_feed_lag_seconds", "How long the feed that is overdue longest has been.", condition.feed_lag or 0),
        ("factcheck_decisions_since_ledger", "Decisions that no ledger holds yet.", condition.decisions_since_ledger),
        ("factcheck_disk_free_bytes", "Free space where this web process keeps its state.", condition.disk_free),
        ("factcheck_database_bytes", "Size of the database.", condition.database_size),
        ("factcheck_vector_index_valid", "1 where nearest vectors are found by an index.", int(condition.index_is_valid or False)),
        ("factcheck_broker_answers", "1 where the broker answers.", int(condition.queues is not None)),
    )
    for name, told, value in now_is_known:
        yield GaugeMetricFamily(name, told, value)
    times = (
        ("factcheck_last_sweep_timestamp_seconds", "When beat and a worker were last seen at work.", condition.last_sweep),
        ("factcheck_last_ledger_timestamp_seconds", "When the audit's last ledger was closed.", condition.last_ledger),
    )
    for name, told, moment in times:
        yield GaugeMetricFamily(name, told, moment.timestamp() if moment is not None else 0)
    queues = GaugeMetricFamily("factcheck_queue_depth", "Calls that wait in the broker.", labels=["queue"])
    for queue, depth in (condition.queues or {}).items():
        queues.add_metric([queue], depth)
    yield queues
    articles = GaugeMetricFamily("factcheck_articles", "Texts of articles, by state.", labels=["state"])
    for state, count in condition.articles.items():
        articles.add_metric([state], count)
    yield articles
    errors = GaugeMetricFamily("factcheck_errors", "Rows that stand with an error, by step and code.", labels=["step", "code"])
    for (step, code), count in condition.errors.items():
        errors.add_metric([step, code], count)
    yield errors


def _histograms() -> Iterator[Metric]:
    names = [*map(str, BOUNDS), "+Inf"]
    families = {of: HistogramMetricFamily(f"factcheck_{of}_seconds", told, labels=["label"]) for of, told in _DURATIONS.items()}
    for (of, label), one in measured().items():
        if of in families:
            families[of].add_metric([label], list(zip(names, accumulate(one.counts), strict=True)), one.seconds)
    yield from families.values()
