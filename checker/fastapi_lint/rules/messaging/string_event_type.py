"""An event type is written as text although an enum lists them."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import Attribute, string, text
from fastapi_lint.facts.operations.messages import (
    StreamCall,
    callee_of,
    event_types,
    handles_events,
    is_redis,
    stream_calls,
    takes_event,
)
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_RECEIVERS = ("publisher", "subscriber", "event_bus", "events", "bus", "producer", "consumer")


def check(project: Project) -> Iterator[Finding]:
    yield from Finding.unless(handles_events(project), "event")
    enums = event_types(project)
    for called in stream_calls(project, "publish", "subscribe", "emit", "replay_events") if enums else ():
        value = string(called.call.argument(0, "event_type"))
        if value is not None and _is_for_events(project, called):
            yield Finding.of(called, call=text(called.call.func), value=repr(value), enum=enums[0].name)


def _is_for_events(project: Project, called: StreamCall) -> bool:
    callee = callee_of(project, called.site, called.function)
    if callee is not None:
        return takes_event(project, callee)
    receiver = called.call.func
    if not isinstance(receiver, Attribute) or is_redis(project, receiver.value, called.function):
        return False
    return text(receiver.value).rpartition(".")[2].strip("_").lower().endswith(_RECEIVERS)
