"""`Depends` is given the result of a function instead of the function."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Class, Function, Module
from fastapi_lint.facts.expression import Call, Constant, text
from fastapi_lint.facts.markers import marker_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety

_DATA = frozenset({"builtins.str", "builtins.int", "builtins.float", "builtins.bool", "builtins.bytes", "builtins.dict",
                   "builtins.list", "builtins.tuple", "builtins.set", "builtins.NoneType", "typing.Dict", "typing.List",
                   "sqlalchemy.orm.Session", "sqlalchemy.ext.asyncio.AsyncSession"})  # fmt: skip


def check(module: Module, project: Project) -> Iterator[Finding]:
    for site in module.calls():
        if marker_of(project, site.call) != "depends":
            continue
        given = site.call.argument(0, "dependency")
        if isinstance(given, Call) and _cannot_be_called(project, project.types.callee(given, None)):
            fix = Fix("call_to_reference", given.at, safety=Safety.UNSAFE) if not given.args else None
            yield Finding.of(given, fix=fix, call=text(given), function=text(given.func))


def _cannot_be_called(project: Project, target: str) -> bool:
    """Whether what a call of this function or class gives is surely no callable."""
    called = project.function(target)
    if called is not None:
        return not _is_decorated(called) and _gives_data(project, called)
    class_ = project.class_(target)
    return class_ is not None and not class_.decorators and _is_plain(project, class_)


def _is_decorated(called: Function) -> bool:
    return any(d.target not in ("functools.lru_cache", "functools.cache") for d in called.decorators)


def _gives_data(project: Project, called: Function) -> bool:
    """Whether what the call gives can surely not be called."""
    if called.is_async or called.is_generator:
        return True
    returned = [s.value for s in called.body.returns if s.value is not None]
    if called.returns is None and (not returned or any(isinstance(v, Constant) for v in returned)):
        return called.body.falls_through or bool(returned)
    type_ = project.types.returned(called)
    class_ = project.class_(type_)
    if class_ is None:
        return type_ in _DATA
    return _is_plain(project, class_)


def _is_plain(project: Project, class_: Class) -> bool:
    """Whether all bases of a class are known, and none makes its objects callable."""
    hierarchy = project.hierarchy
    external = [a for a in hierarchy.ancestors(class_) if a not in project.classes]
    return hierarchy.method(class_, "__call__") is None and (hierarchy.is_model(class_) or not external)
