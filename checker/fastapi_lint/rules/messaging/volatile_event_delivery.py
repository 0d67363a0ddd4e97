"""An event that has to arrive is sent where nothing keeps it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Attribute, text
from fastapi_lint.facts.operations.messages import StreamCall, is_redis, names_event_type, stream_calls, takes_event
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(stream_calls(project, "publish", "lpush", "rpush"))
    yield from Finding.unless(met, "call of a stream")
    for sent in met:
        name = sent.function.name.lower() if sent.function is not None else ""
        if any(word in name for word in params.volatile_names) or not _is_event(project, sent):
            continue
        function = sent.function
        if function is None or not any(s.call.method == "xadd" for s in function.body.calls):
            yield Finding.of(sent, call=text(sent.call.func))


def _is_event(project: Project, sent: StreamCall) -> bool:
    receiver = sent.call.func
    if not isinstance(receiver, Attribute) or not is_redis(project, receiver.value, sent.function):
        return False
    if sent.function is not None and takes_event(project, sent.function):
        return True
    return any(names_event_type(project, argument.value) for argument in sent.call.args)
