"""Publishing or consuming events leaves no span in the traces."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.operations.messages import StreamCall, reached, stream_calls
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    imported = {i.target for m in project.application_modules() for i in m.imports}
    if not any(name.startswith("opentelemetry") for name in imported):
        return
    if any("RedisInstrumentor" in name for name in imported):
        return
    reported: set[str] = set()
    met = tuple(stream_calls(project, "xadd", "xreadgroup"))
    yield from Finding.unless(met, "call of a stream")
    for call in met:
        if call.module.path not in reported and not _has_span(call.module) and not _leads_to_span(call, project):
            reported.add(call.module.path)
            yield Finding.of(call, call=text(call.call.func))


def _leads_to_span(call: StreamCall, project: Project) -> bool:
    """Whether the function that reads or writes calls one of another module that opens a span."""
    functions = reached(project, call.function, 5) if call.function is not None else ()
    return any("span" in site.call.method for function in functions for site in function.body.calls)


def _has_span(module: Module) -> bool:
    called = {site.call.method for site, _ in module.sites()}
    decorators = {d.target.rpartition(".")[2] for f in module.functions for d in f.decorators}
    return any("span" in name for name in called | decorators) or any("trace" in name for name in decorators)
