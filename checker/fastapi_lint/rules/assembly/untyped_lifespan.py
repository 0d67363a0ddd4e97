"""A lifespan does not say what it takes and gives."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project) -> Iterator[Finding]:
    own = {module.path for module in service.application_modules()}
    yield from Finding.unless(project.hooks, "lifespan")
    for hook in project.hooks:
        function = hook.function
        if hook.kind != "lifespan" or hook.module.path not in own or function.in_class:
            continue
        taken = [p for p in function.params if not p.kind]
        if function.returns is None:
            yield Finding.of(function, function=function.name, lacking="return annotation")
        elif not taken or taken[0].annotation is None:
            yield Finding.of(function, function=function.name, lacking="annotated parameter for the app")
