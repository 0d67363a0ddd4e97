"""A handler of events is not a coroutine function."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import Call, text
from fastapi_lint.facts.handing import function_meant
from fastapi_lint.facts.operations.messages import names_event_type, stream_calls
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    met = tuple(stream_calls(project, "subscribe", "register_handler", "add_handler"))
    yield from Finding.unless(met, "call of a stream")
    for called in met:
        event_type, handler = called.call.argument(0, "event_type"), called.call.argument(1, "handler")
        if event_type is None or handler is None or isinstance(handler, Call):
            continue
        function = function_meant(project, handler, called.function)
        if function is None or function.is_async or function.decorators or function.is_generator:
            continue
        if names_event_type(project, event_type):
            yield Finding.of(called, handler=text(handler))
