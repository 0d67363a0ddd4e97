"""Where code reads its configuration: environment variables and the loaders that stand for them."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Body, Module
from fastapi_lint.facts.expression import Expr, Operation, Subscript, string, target_of, walk
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

GETTERS = frozenset({"os.getenv", "os.environ.get", "os.getenvb", "os.environ.__getitem__", "environ.get", "getenv"})


_BUILD_SCRIPTS = frozenset({"hatch_build.py", "setup.py", "noxfile.py", "fabfile.py", "gunicorn.conf.py"})
"""Files that tools of developers read, and that are no part of what runs."""


class EnvironmentRead(Record, eq=True):
    """One read; `name` is the variable, "" when it is not written out; `call` is what reads it."""

    at: Anchor
    name: str
    call: str


def environment_reads(project: Project, module: Module, loaders: Container[str]) -> Iterator[EnvironmentRead]:
    """Every read of an environment variable and every call of a loader, in source order of the scopes."""
    if module.path.rpartition("/")[2] in _BUILD_SCRIPTS:
        return
    for site, function in module.sites():
        target = project.follow(site.target)
        if target in GETTERS:
            yield EnvironmentRead(site.at, string(site.call.argument(0, "key")) or "", target)
        elif target in loaders or project.types.callee(site.call, function) in loaders:
            yield EnvironmentRead(site.at, "", target or site.call.method)
    for body in module.scopes():
        yield from _subscripts(project, body)
    for class_ in module.classes:
        for field in class_.fields:
            yield from (EnvironmentRead(field.at, key, "os.environ") for key in _keys(project, field.value))


def _subscripts(project: Project, body: Body) -> Iterator[EnvironmentRead]:
    seen: set[int] = set()
    placed: list[tuple[Anchor, Expr | None]] = [(a.at, a.value) for a in body.assigns]
    placed += [(s.at, s.value) for s in (*body.returns, *body.yields, *body.raises)]
    placed += [(c.at, c.call) for c in body.calls]
    placed += [(f.at, f.subject) for f in body.frames]
    for at, value in placed:
        for part in walk(value) if value is not None else ():
            if isinstance(part, Subscript) and id(part) not in seen and _is_environment(project, part.value):
                seen.add(id(part))
                yield EnvironmentRead(at, string(part.index[0]) or "", "os.environ")


def _keys(project: Project, value: Expr | None) -> Iterator[str]:
    for part in walk(value) if value is not None else ():
        if isinstance(part, Subscript) and _is_environment(project, part.value):
            yield string(part.index[0]) or ""


def _is_environment(project: Project, value: Expr) -> bool:
    return project.follow(target_of(value)) == "os.environ"


def is_main_guard(test: Expr | None) -> bool:
    """Whether an `if` asks for `__name__ == "__main__"`."""
    return (
        isinstance(test, Operation)
        and test.op == "=="
        and any(getattr(o, "id", "") == "__name__" for o in test.operands)
    )
