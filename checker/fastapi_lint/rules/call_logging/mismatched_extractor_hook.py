"""A class that is used as entity extractor is none."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.call_logging import hook_classes
from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_HOOK = 4
"""`self`, the function, its positional and its keyword arguments."""


def check(project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(hook_classes(project, params.keyword, "EntityExtractor"))
    yield from Finding.unless(met, "extractor or processor of logged calls")
    for class_ in met:
        bases = [n for n in project.hierarchy.ancestors(class_)[1:] if n != "builtins.object"]
        if not bases and class_.name != "EntityExtractor":
            yield Finding.of(class_, part="base", class_name=class_.name, problem="does not derive from an extractor")
        for part, problem in _problems(project, class_, params.method):
            yield Finding.of(class_, part=part, class_name=class_.name, problem=problem)


def _problems(project: Project, class_: Class, name: str) -> Iterator[tuple[str, str]]:
    method = project.hierarchy.method(class_, name)
    if method is None:
        if project.hierarchy.ancestors(class_) == (class_.symbol,):
            yield "signature", f"has no method `{name}`"
        return
    starred = any(p.kind in ("*", "**") for p in method.params)
    if not starred and len(method.params) != _HOOK:
        given = ", ".join(p.name for p in method.params if p.name != "self")
        yield "signature", f"takes ({given}) in `{name}`, not (func, args, kwargs)"
    elif method.is_async:
        yield "signature", f"is awaited by nobody: `{name}` is a coroutine"
    elif not starred and not method.is_stub and not _reads(method, 1) and not _reads(method, 3):
        yield "inference", f"reads neither `{method.params[1].name}` nor `{method.params[3].name}` in `{name}`"


def _reads(method: Function, position: int) -> bool:
    return method.params[position].name in method.body.reads
