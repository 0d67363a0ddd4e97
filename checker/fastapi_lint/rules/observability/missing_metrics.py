"""A service's metrics leave something out, or there are none."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.telemetry import (
    FAMILIES,
    calls_others,
    has_database,
    measures_requests,
    metric_sites,
    retries_calls,
)
from fastapi_lint.facts.operations.vocabulary import imports_any
from fastapi_lint.model.finding import Finding

_ABOUT_REQUESTS = ("latency", "requests", "errors")
_OTHERS = ("statsd", "datadog", "ddtrace", "dockerflow.statsd", "markus", "newrelic", "influxdb")


def check(service: Service, params: Params) -> Iterator[Finding]:
    modules = tuple(service.application_modules())
    ready, made = measures_requests(service), list(metric_sites(service))
    if imports_any(modules, _OTHERS) and not made:
        return
    at = made[0][0].at if made else service.at
    measured = ready or made or imports_any(modules, ("prometheus_client", "opentelemetry.sdk.metrics"))
    if "exposed" in params.families and not measured:
        yield Finding(at, {"service": service.name, "lack": "no metrics at all"}, part="exposed")
    for family, (pattern, lack) in FAMILIES.items():
        wanted = family in params.families and _applies(family, service)
        known = ready and family in _ABOUT_REQUESTS
        if wanted and not known and not any(pattern.search(f"{name} {more}") for _, name, more in made):
            yield Finding(at, {"service": service.name, "lack": f"no metric of {lack}"}, part=family)


def _applies(family: str, service: Service) -> bool:
    if family == "db-pool":
        return has_database(service)
    return calls_others(service) or retries_calls(service) if family == "retries" else True
