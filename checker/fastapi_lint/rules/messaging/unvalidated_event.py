"""An event is written into a stream without a look at its schema."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import target_of
from fastapi_lint.facts.operations.messages import StreamCall, reached, stream_calls, takes_event
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    met = tuple(stream_calls(project, "xadd"))
    yield from Finding.unless(met, "call of a stream")
    for written in met:
        function = written.function
        if function is None or not _carries_events(project, written, function):
            continue
        if not any(_validates(project, inner) for inner in reached(project, function)):
            yield Finding.of(written, function=function.name)


def _carries_events(project: Project, written: StreamCall, function: Function) -> bool:
    path = written.module.path.lower()
    return takes_event(project, function) or ("event" in path and "publish" in function.name.lower())


def _validates(project: Project, function: Function) -> bool:
    for site in function.body.calls:
        method = site.call.method
        class_ = project.class_(site.target)
        if "valid" in method.lower() or method.startswith(("model_dump", "parse_")):
            return True
        if class_ is not None and project.hierarchy.is_model(class_):
            return True
    classes = (project.class_(target_of(p.annotation)) for p in function.params)
    return any(c is not None and project.hierarchy.is_model(c) for c in classes)
