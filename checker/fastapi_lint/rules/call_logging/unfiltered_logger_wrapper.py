"""A logger class of the project writes every entry, whatever its level."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.expression import Attribute, Name
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_LEVELS = ("debug", "info", "error")


def check(class_: Class, project: Project) -> Iterator[Finding]:
    if not all(name in class_.methods for name in _LEVELS) or _knows_bases_outside(project, class_):
        return
    methods = [project.functions[f"{class_.symbol}.{m}"] for m in class_.methods if _exists(project, class_, m)]
    if any(m.is_stub for m in methods if m.name in _LEVELS) or any(_asks(m) or _hands_on(m) for m in methods):
        return
    yield Finding.of(class_, class_name=class_.name)


def _exists(project: Project, class_: Class, name: str) -> bool:
    return f"{class_.symbol}.{name}" in project.functions


def _knows_bases_outside(project: Project, class_: Class) -> bool:
    return any(n not in project.classes and n != "builtins.object" for n in project.hierarchy.ancestors(class_))


def _asks(method: Function) -> bool:
    """Whether a name in the method speaks of a level."""
    names = [p.name for p in method.params]
    for part in method.body.parts():
        if isinstance(part, Attribute):
            names.append(part.attr)
        elif isinstance(part, Name):
            names.append(part.id)
    return any("level" in n.lower() or n == "isEnabledFor" for n in names)


def _hands_on(method: Function) -> bool:
    """Whether a method gives the entry to another logger: a method of its own name on something else than `self`."""
    sites = (s.call for s in method.body.calls)
    return any(c.method in (method.name, "log") and isinstance(c.func, Attribute) for c in sites)
