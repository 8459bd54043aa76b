"""Error tracking and tracing by services of the operator's choice. Without their settings nothing of them is even imported."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from claims.trail import trail
from factcheck.logs import redact


def start_watchers(sentry_dsn: str, otel_endpoint: str) -> None:
    """Start those whose address is given.

    Raises:
        ImproperlyConfigured: the package of one is not installed.
    """
    if sentry_dsn:
        _start_sentry(sentry_dsn)
    if otel_endpoint:
        _start_tracing(otel_endpoint)


def _start_sentry(dsn: str) -> None:
    sentry = _imported("sentry_sdk", "sentry")
    sentry.init(
        dsn=dsn,
        # Neither people nor the words of requests and articles.
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        before_send=_cleaned,
    )


def _start_tracing(endpoint: str) -> None:
    """Spans go to the address by http, in the background; OpenTelemetry's other variables, as OTEL_SERVICE_NAME, hold as well."""
    trace = _imported("opentelemetry.trace", "otel")
    provider = _imported("opentelemetry.sdk.trace", "otel").TracerProvider()
    # Named here, since the address may stand in a file, of which OpenTelemetry knows nothing.
    sent_to = f"{endpoint.rstrip('/')}/v1/traces"
    exporter = _Cleaning(_imported("opentelemetry.exporter.otlp.proto.http.trace_exporter", "otel").OTLPSpanExporter(endpoint=sent_to))
    provider.add_span_processor(_imported("opentelemetry.sdk.trace.export", "otel").BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    _imported("opentelemetry.instrumentation.django", "otel").DjangoInstrumentor().instrument()
    _imported("opentelemetry.instrumentation.celery", "otel").CeleryInstrumentor().instrument()


class _Cleaning:
    """An exporter of spans that tells another one everything but secrets: instruments write down whole addresses."""

    def __init__(self, exporter: Any) -> None:
        self._exporter = exporter

    def export(self, spans: Sequence[Any]) -> Any:
        return self._exporter.export([_without_secrets(span) for span in spans])

    def shutdown(self) -> None:
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> Any:
        return self._exporter.force_flush(timeout_millis)


def _without_secrets(span: Any) -> Any:
    sdk, status = _imported("opentelemetry.sdk.trace", "otel"), span.status
    kept = ("context", "parent", "resource", "links", "kind", "start_time", "end_time", "instrumentation_scope")
    return sdk.ReadableSpan(
        name=redact(span.name),
        attributes=_redacted(dict(span.attributes)),
        events=[sdk.Event(event.name, _redacted(dict(event.attributes)), event.timestamp) for event in span.events],
        status=type(status)(status.status_code, _redacted(status.description)),
        **{name: getattr(span, name) for name in kept},
    )


def _cleaned(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    event["tags"] = {**event.get("tags", {}), **trail()}
    cleaned: dict[str, Any] = _redacted(event)
    return cleaned


def _redacted(value: Any) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, dict):
        return {key: _redacted(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_redacted(one) for one in value]
    return value


def _imported(name: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise ImproperlyConfigured(f"{name} is not installed: pip install 'factcheck[{extra}]', or unset its address.") from error
