"""A service's traces leave something out, or there are none."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.telemetry import calls_others, event_modules, has_database, traces_by_hand
from fastapi_lint.facts.operations.vocabulary import imports_any
from fastapi_lint.model.finding import Finding

_INSTRUMENTORS = {
    "routes": ("opentelemetry.instrumentation.fastapi", "opentelemetry.instrumentation.asgi",
               "opentelemetry.instrumentation.starlette"),
    "database": ("opentelemetry.instrumentation.sqlalchemy", "opentelemetry.instrumentation.asyncpg",
                 "opentelemetry.instrumentation.psycopg", "opentelemetry.instrumentation.psycopg2"),
    "http-client": ("opentelemetry.instrumentation.httpx", "opentelemetry.instrumentation.aiohttp_client",
                    "opentelemetry.instrumentation.requests", "opentelemetry.instrumentation.urllib3"),
    "events": ("opentelemetry.instrumentation.redis", "opentelemetry.instrumentation.aio_pika",
               "opentelemetry.instrumentation.aiokafka", "opentelemetry.instrumentation.kafka",
               "opentelemetry.instrumentation.confluent_kafka", "opentelemetry.propagate"),
}  # fmt: skip
_DISTRIBUTIONS = ("logfire", "azure.monitor.opentelemetry")
"""What sets up tracer, exporter and the instrumentors of what it finds installed."""
_LACKS = {
    "sdk": "no OpenTelemetry tracer",
    "routes": "no spans of routes",
    "database": "no spans of database statements",
    "http-client": "no spans of calls to other servers",
    "events": "no spans of events that are published and consumed",
    "exporter": "no OTLP exporter for its spans",
}


def check(service: Service, params: Params) -> Iterator[Finding]:
    modules = tuple(service.application_modules())
    if imports_any(modules, _DISTRIBUTIONS) or _is_wrapped(service):
        return
    traced = imports_any(modules, ("opentelemetry",))
    exports = imports_any(modules, ("opentelemetry.exporter.otlp",))
    lacks = {
        "sdk": not imports_any(modules, ("opentelemetry.sdk", "opentelemetry.trace", "opentelemetry.instrumentation")),
        "routes": not imports_any(modules, _INSTRUMENTORS["routes"]),
        "database": has_database(service) and not imports_any(modules, _INSTRUMENTORS["database"]),
        "http-client": calls_others(service) and not imports_any(modules, _INSTRUMENTORS["http-client"]),
        "events": _sends_untraced(service),
        "exporter": traced and not exports,
    }
    for module in modules:
        old = next((i for i in module.imports if i.target.startswith("opentelemetry.exporter.jaeger")), None)
        if old is not None and "exporter" in params.spans:
            lacks["exporter"] = False
            lack = "the retired Jaeger exporter, where Jaeger takes OTLP"
            yield Finding.of(old, part="exporter", service=service.name, lack=lack)
    for part, lack in _LACKS.items():
        if part in params.spans and lacks[part]:
            yield Finding(service.at, {"service": service.name, "lack": lack}, part=part)


def _sends_untraced(service: Service) -> bool:
    """Whether events are sent or read, and nothing makes spans of that."""
    senders = tuple(event_modules(service))
    by_hand = any(traces_by_hand(module) for module in senders)
    return bool(senders) and not by_hand and not imports_any(service.application_modules(), _INSTRUMENTORS["events"])


def _is_wrapped(service: Service) -> bool:
    """Whether the start command instruments everything by itself."""
    commands = (i.command for d in service.dockerfiles for i in d.effective("CMD", "ENTRYPOINT"))
    return any("opentelemetry-instrument" in command for command in commands)
