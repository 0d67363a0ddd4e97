"""A default that should differ from call to call is computed once, at import."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class, Module
from fastapi_lint.facts.expression import Call, Expr, Lambda, children, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    for name, default, at in (*_of_functions(module), *_of_classes(module, project)):
        for call in _run_at_import(default):
            if project.follow(call.target) in params.calls:
                yield Finding(at, {"name": name, "call": text(call)})
                break


def _of_functions(module: Module) -> Iterator[tuple[str, Expr, Anchor]]:
    for function in module.functions:
        for param in function.params:
            if param.default is not None:
                yield param.name, param.default, param.at


def _of_classes(module: Module, project: Project) -> Iterator[tuple[str, Expr, Anchor]]:
    for class_ in module.classes:
        if _has_defaults(project, class_):
            yield from ((f.name, f.value, f.at) for f in class_.fields if f.value is not None)


def _has_defaults(project: Project, class_: Class) -> bool:
    """Whether the values in the class body become defaults of each instance; settings are made once anyway."""
    hierarchy = project.hierarchy
    if any(d.target.endswith("dataclass") for d in class_.decorators):
        return True
    if hierarchy.is_orm(class_):
        return True
    return hierarchy.is_model(class_) and class_.symbol not in project.remember(_parts_of_settings, None)


def _parts_of_settings(project: Project, _: None) -> frozenset[str]:
    """The symbols of all settings classes and of the models that they are put together from."""
    hierarchy = project.hierarchy
    settings = (c for c in project.classes.values() if hierarchy.is_settings(c))
    return frozenset(name for class_ in settings for name in hierarchy.ancestors(class_))


def _run_at_import(expr: Expr) -> Iterator[Call]:
    """The calls inside a default that run when it is evaluated, factories and lambdas left out."""
    if isinstance(expr, Lambda):
        return
    if isinstance(expr, Call):
        yield expr
        for arg in expr.args:
            if arg.keyword != "default_factory":
                yield from _run_at_import(arg.value)
        yield from _run_at_import(expr.func)
        return
    for child in children(expr):
        yield from _run_at_import(child)
