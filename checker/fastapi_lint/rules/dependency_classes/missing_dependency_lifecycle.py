"""A dependency class cannot be built from settings, opened or closed."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.dependency_classes import client_fields, is_dependency_class
from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(class_: Class, project: Project, params: Params) -> Iterator[Finding]:
    if not is_dependency_class(project, class_):
        yield Finding.nothing("class that carries a client")
        return
    if not _is_readable(project, class_):
        return
    steps = {
        "from_settings": ("classmethod", params.build),
        "initialize": ("async", params.open),
        "cleanup": ("async", params.close),
    }
    for part, (how, names) in steps.items():
        if not _has(project, class_, how, names):
            yield Finding.of(class_, part=part, class_name=class_.name, wanted=f"{how} `{names[0]}`")


def _is_readable(project: Project, class_: Class) -> bool:
    """Whether all bases are in the project, so that no method can hide in one of them."""
    known = [n for n in project.hierarchy.ancestors(class_) if n not in project.classes]
    return set(known) <= {"builtins.object", "abc.ABC", "typing.Generic"}


def _has(project: Project, class_: Class, how: str, names: tuple[str, ...]) -> bool:
    found = (project.hierarchy.method(class_, name) for name in names)
    empty_is_enough = not any(True for _ in client_fields(project, class_))
    return any(f is not None and _is(f, how) and (empty_is_enough or not f.is_stub) for f in found)


def _is(function: Function, how: str) -> bool:
    if how == "async":
        return function.is_async
    return any(d.target.rpartition(".")[2] in ("classmethod", "staticmethod") for d in function.decorators)
