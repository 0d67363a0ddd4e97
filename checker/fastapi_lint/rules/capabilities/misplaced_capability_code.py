"""Code of a capability stands in a file that is for something else."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.dependency_classes import is_dependency_class
from fastapi_lint.facts.capabilities.prefixes import folder_of_capability, folders_of
from fastapi_lint.facts.code import Assign, Class, Function, Module
from fastapi_lint.facts.expression import Call
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_AGENT = ("pydantic_ai.Agent", "pydantic_ai.agent.Agent")
_TOOLS = ("tool", "tool_plain")


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    root, capability = folder_of_capability(module, params.folders)
    if not capability:
        yield Finding.nothing("capability")
        return
    inside = module.path.removeprefix(f"{root}/{capability}/").split("/")
    for role, name, fact, what in _roles(module, project):
        places = params.places.get(role, ())
        if places and not any(_fits(part, place) for part in inside for place in places):
            found = {"name": name, "what": what, "place": places[0], "capability": capability}
            yield Finding.of(fact, part=role, **found)


def _roles(module: Module, project: Project) -> Iterator[tuple[str, str, Assign | Function | Class, str]]:
    for assign in module.top.assigns:
        if isinstance(assign.value, Call) and project.follow(assign.value.target) in _AGENT:
            yield "agent", ", ".join(assign.names), assign, "an agent"
    for function in module.functions:
        if _uses_tools(module, project):
            break
        for decorator in function.decorators:
            owner, _, name = decorator.target.rpartition(".")
            made = project.value(owner)
            if name in _TOOLS and isinstance(made, Call) and project.follow(made.target) in _AGENT:
                yield "tools", function.name, function, "a tool of an agent"
    for class_ in module.classes:
        if is_dependency_class(project, class_):
            yield "dependencies", class_.name, class_, "a dependency class"
        elif class_.name.endswith("Service") and not project.hierarchy.is_model(class_):
            yield "services", class_.name, class_, "a service"


def _uses_tools(module: Module, project: Project) -> bool:
    """Whether a module only registers tools that are written in the file for tools."""
    owners = (project.follow(i.target).rpartition(".")[0] for i in module.imports)
    found = (project.named.get(name) for name in (*owners, *(i.target for i in module.imports)))
    return any("tools" in folders_of(m)[-2:] for m in found if m is not None)


def _fits(part: str, place: str) -> bool:
    """Whether a folder or file is a place of a role, or named after it: `agent.py`, `calendar_agent.py`."""
    return part == place or (place.endswith(".py") and part.endswith(f"_{place}"))
