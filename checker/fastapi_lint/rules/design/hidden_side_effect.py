"""Something that looks like a question changes data or calls another service."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.side_effects import outbound_calls, writes
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_CONSTRUCTORS = ("__init__", "__post_init__", "__repr__", "__str__", "__eq__", "__hash__", "__len__", "__bool__")


def check(function: Function, project: Project, params: Params) -> Iterator[Finding]:
    kind = _kind(function, params.questions)
    if not kind:
        return
    if any(True for _ in writes(project, function)):
        yield Finding.of(function, function=function.name, kind=kind, what="writes rows")
    elif any(True for _ in outbound_calls(project, function, changing=True)):
        yield Finding.of(function, function=function.name, kind=kind, what="calls another service")


def _kind(function: Function, questions: tuple[str, ...]) -> str:
    if any(d.target.rpartition(".")[2] in ("property", "cached_property") for d in function.decorators):
        return "a property"
    if function.name in _CONSTRUCTORS and function.in_class:
        return "a constructor" if function.name in _CONSTRUCTORS[:2] else "a question"
    return "a question" if function.name.startswith(questions) else ""
