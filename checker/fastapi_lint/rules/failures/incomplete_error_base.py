"""The project's base error lacks what a problem document needs."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.expression import Attribute, Expr, Name, Sequence
from fastapi_lint.facts.interface.domain_errors import domain_errors, is_root
from fastapi_lint.facts.interface.exception_handlers import registrations
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_STATUS = frozenset({"status", "status_code", "http_status"})
_TYPE = frozenset({"type", "type_"})


def check(project: Project, params: Params) -> Iterator[Finding]:
    if not domain_errors(project):
        yield Finding.nothing("exception of the project")
        return
    handled = {r.exception for r in registrations(project)}
    met = tuple(domain_errors(project))
    yield from Finding.unless(met, "exception of its own")
    for error in met:
        if error.symbol not in handled or not is_root(project, error):
            continue
        init = project.functions.get(f"{error.symbol}.__init__")
        kept = _kept(error, init) | _meant(project, error)
        for member in params.members:
            if not kept & set(member.split("|")):
                name = member.split("|")[0]
                yield Finding.of(error, part=name, error=error.name, problem=f"keeps no `{name}`")
        yield from _defaults(project, params, error, init)


def _kept(error: Class, init: Function | None) -> set[str]:
    """The attributes that instances have."""
    names = {f.name for f in error.fields} | {m for m in error.methods if not m.startswith("__")}
    for assign in init.body.assigns if init is not None else ():
        for target in assign.targets:
            names |= {t.attr for t in _flat(target) if isinstance(t, Attribute) and t.value == Name("self")}
    return names


def _meant(project: Project, error: Class) -> set[str]:
    """`status` when the class keeps a number of HTTP's errors under the name `code`."""
    field = project.hierarchy.field(error, "code")
    value = project.constant(field.value) if field is not None else None
    return {"status"} if isinstance(value, int) and 400 <= value < 600 else set()


def _flat(target: Expr) -> tuple[Expr, ...]:
    return target.items if isinstance(target, Sequence) else (target,)


def _defaults(project: Project, params: Params, error: Class, init: Function | None) -> Iterator[Finding]:
    values = [(f.name, f.value, f.at) for f in error.fields]
    values += [(p.name, p.default, p.at) for p in init.params] if init is not None else []
    for name, value, at in values:
        wanted = params.default_status if name in _STATUS else params.default_type if name in _TYPE else None
        found = project.constant(value) if wanted and value is not None else None
        if isinstance(found, int | str) and wanted and found != wanted:
            part = "default-status" if name in _STATUS else "default-type"
            problem = f"has a `{name}` that is {found} by default instead of {wanted}"
            yield Finding(at, {"error": error.name, "problem": problem}, part=part)
