"""No middleware of a service logs its requests, or not how long they take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.log_calls import is_log_call
from fastapi_lint.facts.operations.test_code import words_in
from fastapi_lint.model.finding import Finding

_KNOWN = re.compile(r"(?i)(?:access|request|structlog|logging).{0,20}middleware|asgi_?logger|AccessLogger")
_DURATION = re.compile(r"(?i)perf_counter|monotonic|duration|elapsed|process_time|took|latency|time_ns|ms$")


def check(service: Service) -> Iterator[Finding]:
    project = service.project
    added = (project.class_(m.target) for m in project.middleware if m.module in service.modules)
    named = (c for m in service.application_modules() for c in m.classes if c.name.endswith("Middleware"))
    own = dict.fromkeys(c for c in (*added, *named) if c is not None)
    bodies = [list(_bodies(class_, service)) for class_ in own]
    hooks = (h for h in project.hooks if h.kind == "middleware" and h.module in service.modules)
    bodies += [[h.function] for h in hooks]
    logging = [functions for functions in bodies if any(_logs(f, service) for f in functions)]
    if not logging:
        known = any(_KNOWN.search(m.target) and project.class_(m.target) is None for m in project.middleware)
        if not known:
            yield Finding(service.app.at, {"problem": "no middleware logs the requests"}, part="middleware")
    elif not any(_DURATION.search(w) for functions in logging for w in words_in(f.body for f in functions)):
        first = logging[0][0]
        yield Finding.of(
            first, part="duration", problem="the middleware that logs requests does not say how long they take"
        )


def _bodies(class_: Class, service: Service) -> Iterator[Function]:
    functions = service.project.functions.values()
    return (f for f in functions if f.symbol.startswith(f"{class_.symbol}.") and f.name != "__init__")


def _logs(function: Function, service: Service) -> bool:
    return any(is_log_call(site.call, function, service.project) for site in function.body.calls)
