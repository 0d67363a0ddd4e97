"""A lifespan keeps the client that it opens in a module's variable instead of the app's state."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Await, Call, text
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    own = {module.path for module in service.application_modules()}
    hooks = {h.function: h for h in project.hooks if h.kind in ("lifespan", "startup") and h.module.path in own}
    for function in hooks:
        for assign in function.body.assigns:
            value = assign.value.value if isinstance(assign.value, Await) else assign.value
            shared = [name for name in assign.names if name in function.body.globals]
            if shared and isinstance(value, Call) and project.types.callee(value, function) in params.clients:
                yield Finding.of(assign, name=shared[0], call=text(value.func))
