"""Which metrics and traces a service makes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, Module
from fastapi_lint.facts.expression import Expr, Sequence, string
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.outbound import outbound_clients
from fastapi_lint.facts.operations.vocabulary import imports_any

READY_MADE_METRICS = (
    *("prometheus_fastapi_instrumentator", "starlette_exporter", "starlette_prometheus", "aioprometheus", "logfire"),
    *("fastapi_prometheus", "starlette_prom", "opentelemetry.instrumentation.fastapi", "prometheus_async"),
)
"""Packages that measure requests, their duration and their status by themselves."""
_METRICS = frozenset(
    {"Counter", "Gauge", "Histogram", "Summary", "create_counter", "create_histogram", "create_gauge"}
    | {"create_up_down_counter", "create_observable_gauge"}
)
_DATABASES = ("sqlalchemy", "asyncpg", "psycopg", "psycopg2", "sqlmodel", "databases", "tortoise")
_SPANS = ("start_as_current_span", "start_span", "inject", "extract")
_STREAMS = frozenset({"xadd", "xread", "xreadgroup", "xgroup_create"})
_RETRIES = ("tenacity", "stamina", "backoff", "httpx_retries", "aiohttp_retry")


def metric_sites(service: Service) -> Iterator[tuple[CallSite, str, str]]:
    """Every metric that is made: its call, its name and what else describes it (labels, help)."""
    for module in service.application_modules():
        if not imports_any((module,), ("prometheus_client", "opentelemetry", "aioprometheus")):
            continue
        for site, _ in module.sites():
            name = string(site.call.argument(0, "name"))
            if site.call.method in _METRICS and name:
                texts = (_texts(a.value) for a in site.call.args)
                yield site, name, " ".join(texts)


def _texts(expr: Expr) -> str:
    items = expr.items if isinstance(expr, Sequence) else (expr,)
    return " ".join(text for item in items if (text := string(item)))


def measures_requests(service: Service) -> bool:
    """Whether a package measures requests by itself."""
    return imports_any(service.application_modules(), READY_MADE_METRICS)


def has_database(service: Service) -> bool:
    """Whether the service's own code uses a relational database."""
    return imports_any(service.application_modules(), _DATABASES)


def calls_others(service: Service) -> bool:
    """Whether the service calls other HTTP servers."""
    own = set(service.application_modules())
    return any(client.module in own for client in outbound_clients(service.project))


def event_modules(service: Service) -> Iterator[Module]:
    """The modules that speak to a broker of events."""
    for module in service.application_modules():
        by_library = imports_any((module,), ("aio_pika", "aiokafka", "confluent_kafka", "kafka", "faststream", "nats"))
        if by_library or any(site.call.method in _STREAMS for site, _ in module.sites()):
            yield module


def traces_by_hand(module: Module) -> bool:
    """Whether the module starts spans or hands the trace on by itself."""
    return any(site.call.method in _SPANS for site, _ in module.sites()) or any(
        d.target.endswith(_SPANS) for f in module.functions for d in f.decorators
    )


def retries_calls(service: Service) -> bool:
    """Whether the service retries calls with a library."""
    return imports_any(service.application_modules(), _RETRIES)


FAMILIES = {
    "latency": (re.compile(r"(?i)latency|duration|seconds|_ms\b"), "how long requests take"),
    "requests": (re.compile(r"(?i)requests?(?:_|\b)"), "how many requests there are"),
    "errors": (re.compile(r"(?i)status|code|error|exception"), "which answers are errors, by their code"),
    "db-pool": (re.compile(r"(?i)pool|connections?(?:_|\b)|checked_?(?:in|out)"), "how full the database pool is"),
    "retries": (re.compile(r"(?i)retr(?:y|ies|ied)|attempts?"), "how often calls are retried"),
}
"""What metrics have to cover: the words that show it, and how a message says it."""
