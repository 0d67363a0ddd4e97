"""A definition that others read has no docstring."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class, Function, Module, Role
from fastapi_lint.facts.operations.test_code import is_fixture
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    for kind, definition in _definitions(module, project, params):
        if kind in params.kinds and not definition.doc:
            yield Finding.of(definition, part=kind, what=_WORDS[kind], name=definition.name)


_WORDS = {"model": "the schema", "handler": "the route", "fixture": "the fixture", "class": "the class"}


def _definitions(module: Module, project: Project, params: Params) -> Iterator[tuple[str, Class | Function]]:
    """Everything that may need a docstring, with its kind."""
    if module.role is Role.TEST:
        yield from (("fixture", f) for f in module.functions if is_fixture(f))
        return
    for class_ in module.classes:
        model = project.hierarchy.is_model(class_) and not class_.owner
        if model and not project.hierarchy.is_settings(class_):
            yield "model", class_
        elif class_.name.endswith(tuple(params.class_suffixes)) and not class_.owner:
            yield "class", class_
    for route in project.routes:
        if route.module is module and route.class_ is None:
            yield "handler", route.function
