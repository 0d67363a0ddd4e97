"""A client does not carry the correlation id on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Constant, Name
from fastapi_lint.facts.operations.outbound import first_per_module, neighbours
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_HOOKS = ("event_hooks", "trace_configs", "auth")
_WORD = re.compile(r"(?i)(?:request|correlation|trace)[-_]?id|traceparent")


def check(project: Project, params: Params) -> Iterator[Finding]:
    imported = {i.target.rpartition(".")[2] for m in project.application_modules() for i in m.imports}
    if imported & set(params.instrumentors):
        return
    met = tuple(first_per_module(project))
    yield from Finding.unless(met, "call to another server")
    for client in met:
        hooked = any(client.call.keyword(k) is not None for k in _HOOKS) or client.is_tailored
        near = neighbours(project, client.module)
        if not hooked and not any(map(_names_id, near)):
            yield Finding.of(client, client=client.target)


def _names_id(module: Module) -> bool:
    """Whether the module mentions a correlation id, in a name or in a text."""
    if any(_WORD.search(i.target) for i in module.imports):
        return True
    for body in module.scopes():
        for part in body.parts():
            word = part.id if isinstance(part, Name) else part.value if isinstance(part, Constant) else ""
            if isinstance(word, str) and _WORD.search(word):
                return True
    return False
