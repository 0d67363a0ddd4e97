"""A module calls another server and nothing retries the call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.operations.outbound import first_per_module, neighbours
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_WORD = re.compile(r"(?i)retr(?:y|ies|ied|ying|ier|yable)|backoff|max_attempts|attempts")


def check(project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(first_per_module(project))
    yield from Finding.unless(met, "call to another server")
    for client in met:
        if not client.is_tailored and not any(
            _retries(module, params) for module in neighbours(project, client.module)
        ):
            yield Finding.of(client, client=client.target)


def _retries(module: Module, params: Params) -> bool:
    """Whether the module imports a retry library or names something after retries."""
    if any(i.target.partition(".")[0] in params.libraries or _WORD.search(i.target) for i in module.imports):
        return True
    names = [f.name for f in module.functions] + [c.name for c in module.classes]
    for body in module.scopes():
        names += [n for a in body.assigns for n in a.names]
        names += [a.keyword for s in body.calls for a in s.call.args if a.keyword]
    return any(_WORD.search(name) for name in names)
