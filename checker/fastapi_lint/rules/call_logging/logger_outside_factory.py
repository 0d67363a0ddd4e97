"""A logger does not come from the project's own factory."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.call_logging import LOG_METHODS
from fastapi_lint.facts.code import Function, Module, Role
from fastapi_lint.facts.expression import Call, Name, string
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    factory = project.remember(_factory, params.factories)
    if factory is None:
        yield Finding.nothing("factory of loggers")
        return
    if _is_inside(module, project.home(factory)):
        return
    for site, _ in module.sites():
        if what := _problem(project, site.call, factory):
            yield Finding.of(site, what=what, factory=factory.name)


def _problem(project: Project, call: Call, factory: Function) -> str:
    name = call.argument(0, "name")
    if call.target == "logging.getLogger" and isinstance(name, Name) and name.id == "__name__":
        return "this logger comes from `logging.getLogger`"
    if call.target.startswith("logging.") and call.target.removeprefix("logging.") in LOG_METHODS:
        return "this entry goes to the root logger"
    labelled = factory.params[0].default is None and project.function(call.target) is factory
    if labelled and (text := string(name)) is not None:
        return f"this logger is named `{text}`"
    return ""


def _factory(project: Project, names: tuple[str, ...]) -> Function | None:
    """The function of the project that makes loggers, when there is one."""
    found = [
        f
        for m in project.modules.values()
        if m.role is Role.APPLICATION
        for f in m.functions
        if f.name in names and not f.owner and f.params
    ]
    return found[0] if len(found) == 1 else None


def _is_inside(module: Module, home: Module) -> bool:
    """Whether a module is the factory's own or stands in its package of logging code."""
    package = home.name if home.is_package else home.name.rpartition(".")[0]
    own = home.is_package or "log" in package.rpartition(".")[2]
    return module is home or (own and f"{module.name}.".startswith(f"{package}."))
