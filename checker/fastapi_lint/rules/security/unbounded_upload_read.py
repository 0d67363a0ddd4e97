"""A whole upload is read into memory, however large it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.client.calls import ClientCall
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Attribute, Constant, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_LIMITS = re.compile(r"(?i)(?:limit|max|check|valid|restrict)\w*(?:size|length|upload|body|content|file)|size_?limit")


def check(project: Project) -> Iterator[Finding]:
    if any(_LIMITS.search(m.target) for m in project.middleware):
        return
    reads = [call for call in project.client_calls if _reads_all(call)]
    names = {route.function.name for route in project.routes if _is_limited(project, route)} if reads else set()
    for call in reads:
        entry = call.chain[0] if call.chain else call.data.function.name
        if entry not in names and not _knows_size(call.data.function):
            yield Finding.of(call, chain=call.chain, call=text(call.call).replace("(…)", "()"))
    for route in project.routes:
        for param in route.params:
            if (
                param.source == "file"
                and project.types.named(param.type) == "builtins.bytes"
                and not _is_limited(project, route)
            ):
                yield Finding.of(param, call=f"{param.param.name}: bytes")


def _reads_all(call: ClientCall) -> bool:
    """Whether it reads an upload to its end: `file.read()` or `file.file.read()`."""
    func = call.call.func
    if not isinstance(func, Attribute) or func.attr != "read" or call.call.args:
        return False
    origin = call.data.unchecked().of(func.value)
    return origin is not None and origin.source == "file" and origin.name != "filename"


def _is_limited(project: Project, route: Route) -> bool:
    """Whether the handler or a dependency looks at the size of the request before."""
    functions = [route.function, *(d.function for d in route.dependencies if d.function is not None)]
    return any(_knows_size(f) or _LIMITS.search(f.name) for f in [*functions, *_asked(project, route.function)])


def _asked(project: Project, function: Function) -> Iterator[Function]:
    """The functions of the project that a handler calls itself, such as one that reads the length from the headers."""
    for site in function.body.calls:
        called = project.function(project.types.callee(site.call, function))
        if called is not None:
            yield called


def _knows_size(function: Function) -> bool:
    for part in function.body.parts():
        if isinstance(part, Attribute) and part.attr in ("size", "content_length"):
            return True
        if isinstance(part, Constant) and isinstance(part.value, str) and part.value.lower() == "content-length":
            return True
    return any(_LIMITS.search(site.call.method) for site in function.body.calls)
