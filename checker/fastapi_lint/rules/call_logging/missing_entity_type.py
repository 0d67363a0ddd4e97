"""The shared entity extractor does not know a type that it should."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.call_logging import hook_classes
from fastapi_lint.facts.capabilities.dependency_classes import methods
from fastapi_lint.facts.code import Body, Class
from fastapi_lint.facts.expression import Constant, Expr, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_SHARED = 2
"""An extractor that knows fewer types is made for its own kind of entity."""


def check(project: Project, params: Params) -> Iterator[Finding]:
    for class_ in hook_classes(project, params.keyword, "EntityExtractor"):
        known = _texts(project, class_).intersection(params.types)
        if len(known) >= _SHARED:
            for type_ in (t for t in params.types if t not in known):
                yield Finding.of(class_, part=type_, class_name=class_.name, type=type_)


def _texts(project: Project, class_: Class) -> set[str]:
    """Every text in the class, and in the constants of its module that it reads."""
    exprs: list[Expr] = [f.value for f in class_.fields if f.value is not None]
    for method in methods(project, class_):
        exprs += _all(method.body)
    read = {name for method in methods(project, class_) for name in method.body.reads}
    exprs += [a.value for a in project.home(class_).top.assigns if a.value is not None and read.intersection(a.names)]
    parts = (part for expr in exprs for part in walk(expr))
    return {p.value for p in parts if isinstance(p, Constant) and isinstance(p.value, str)}


def _all(body: Body) -> list[Expr]:
    return [*body.expressions(), *(f.subject for f in body.frames if f.subject is not None)]
