"""Route prefixes are defined in a second place."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.capabilities.prefixes import PrefixConstant, is_prefix_name, prefix_constants
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Constant, FString
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import path_of


def check(module: Module, project: Project) -> Iterator[Finding]:
    constants = prefix_constants(project)
    if len({c.owner for c in constants}) != 1:
        return
    home = path_of(constants[0].at)
    if module.path == home:
        return
    owner = f"`{home}`"
    symbols = {c.owner for c in constants}
    for site, function in module.sites():
        built = project.class_(project.types.callee(site.call, function))
        if built is not None and built.symbol in symbols:
            yield Finding.of(site, name=built.name, owner=owner)
    for assign in module.top.assigns:
        name = assign.names[0] if len(assign.names) == 1 else ""
        if _is_again(name, constants) and isinstance(assign.value, Constant | FString):
            yield Finding.of(assign, name=name, owner=owner)


def _is_again(name: str, constants: tuple[PrefixConstant, ...]) -> bool:
    return is_prefix_name(name) and any(c.name == name for c in constants)
