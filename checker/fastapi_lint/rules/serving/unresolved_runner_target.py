"""The launcher names an application that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import is_constant
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.runner import runners
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    met = tuple(runners(project))
    yield from Finding.unless(met, "launcher")
    for runner in met:
        name, _, attribute = (runner.target or "").partition(":")
        if not name or not attribute:
            continue
        modules = [m for m in project.modules.values() if m.name == name or m.name.endswith(f".{name}")]
        if not modules:
            yield Finding.of(runner, target=f"{name}:{attribute}", problem="there is no such module")
        elif not any(_has(m, attribute.split(".")[0].removesuffix("()")) for m in modules):
            yield Finding.of(runner, target=f"{name}:{attribute}", problem="the module has no such name")
        elif _is_factory(modules, attribute) and not is_constant(runner.site.call.keyword("factory"), value=True):
            yield Finding.of(
                runner, target=f"{name}:{attribute}", problem="it is a function, which needs `factory=True`"
            )


def _has(module: Module, name: str) -> bool:
    bound = {n for a in module.top.assigns for n in a.names} | set(module.bindings)
    return name in bound or module.function(name) is not None or module.class_(name) is not None


def _is_factory(modules: list[Module], attribute: str) -> bool:
    assigned = any(attribute in a.names for m in modules for a in m.top.assigns)
    found = [f for m in modules if (f := m.function(attribute)) is not None]
    return bool(found) and not assigned and not any(len(f.params) > 1 or f.is_async for f in found)
