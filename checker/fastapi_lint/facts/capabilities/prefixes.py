"""Where a project keeps the prefixes of its routers, and which layer a router belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Module, Role
from fastapi_lint.facts.expression import Attribute, Expr, Name, walk
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project
    from fastapi_lint.facts.web import Route, Router


class PrefixConstant(Record, eq=True):
    """A name such as `SERVICES_PREFIX` with its path; `owner` is the class or module that holds it."""

    name: str
    value: str
    at: Anchor
    owner: str


def prefix_constants(project: Project) -> tuple[PrefixConstant, ...]:
    """The constants of every object that holds two or more route prefixes."""
    return project.remember(_prefix_constants, project)


def _prefix_constants(project: Project, _: Project) -> tuple[PrefixConstant, ...]:
    found = [c for m in project.modules.values() if m.role is Role.APPLICATION for c in _in_module(project, m)]
    owners = Counter(c.owner for c in found)
    return tuple(c for c in found if owners[c.owner] > 1)


def _in_module(project: Project, module: Module) -> Iterator[PrefixConstant]:
    for assign in module.top.assigns:
        if len(assign.names) == 1 and is_prefix_name(assign.names[0]) and not assign.frames:
            value = project.constant(assign.value)
            if isinstance(value, str) and value.startswith("/"):
                yield PrefixConstant(assign.names[0], value, assign.at, module.name)
    for class_ in module.classes:
        named = {f.name: f.at for f in class_.fields} | {
            m: f.at for m in class_.methods if (f := project.functions.get(f"{class_.symbol}.{m}")) is not None
        }
        for name, at in named.items():
            value = project.constants.member(class_, name) if is_prefix_name(name) else None
            if isinstance(value, str) and value.startswith("/"):
                yield PrefixConstant(name, value, at, class_.symbol)


def is_prefix_name(name: str) -> bool:
    """Whether a name says that it holds a path prefix: `V1_PREFIX`, `api_prefix`."""
    return name.lower().endswith("prefix") and name.lower() != "env_prefix"


def names_in(expr: Expr | None) -> set[str]:
    """The last names of everything that an expression refers to."""
    parts = walk(expr) if expr is not None else ()
    return {p.attr if isinstance(p, Attribute) else p.id for p in parts if isinstance(p, Attribute | Name)}


def full_prefixes(project: Project, router: Router) -> set[str]:
    """What stands before the paths of a router's routes, through every mount; its own prefix when it has no routes."""
    routes = routes_of(project, router)
    full = {p[: len(p) - len(r.path or "")] for r in routes for p in r.paths}
    return full or ({router.prefix} if router.prefix else set())


def routes_of(project: Project, router: Router) -> list[Route]:
    """The routes that are registered on a router itself."""
    return project.remember(_routes, router.symbol)


def _routes(project: Project, symbol: str) -> list[Route]:
    return [r for r in project.routes if r.router is not None and r.router.symbol == symbol]


def folders_of(module: Module) -> tuple[str, ...]:
    """The folders of a module from the outermost, then its own name."""
    *folders, file = module.path.split("/")
    return (*folders, file.removesuffix(".py"))


def layer_of(project: Project, module: Module, layers: tuple[str, ...], outer: tuple[str, ...]) -> str:
    """The layer that a module belongs to: the innermost folder or file named after one; "" when none is.

    Inside an `outer` layer the names of other outer layers mean nothing: a capability has its own `services`.
    """
    service = project.service_of(module)
    above = service.root.count("/") + 1 if service is not None and service.root else 0
    found = [part for part in folders_of(module)[above:] if part in layers]
    first = next((part for part in found if part in outer), "")
    inner = [part for part in found if part not in outer]
    return inner[-1] if inner else first


def folder_of_capability(module: Module, folders: tuple[str, ...]) -> tuple[str, str]:
    """The folder that holds all capabilities and the name of the one that a module belongs to; empty when none."""
    parts = module.path.split("/")
    for index in range(len(parts) - 3, -1, -1):
        if parts[index] in folders:
            return "/".join(parts[: index + 1]), parts[index + 1]
    return "", ""
