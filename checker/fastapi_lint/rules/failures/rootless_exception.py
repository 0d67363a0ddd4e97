"""An exception of the project stands outside the common hierarchy."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.interface.domain_errors import caught_names, descendants, domain_errors, is_root, raised_classes
from fastapi_lint.facts.interface.exception_handlers import registrations
from fastapi_lint.facts.naming import words
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_INTERNAL = frozenset({"config", "configuration", "settings", "internal", "startup", "bug", "probe", "wiring"})
_BASES = frozenset({"base", "domain", "app", "application", "service", "business", "api", "project"})
_GENERAL = frozenset({"builtins.Exception", "builtins.RuntimeError"})


def check(project: Project) -> Iterator[Finding]:
    if not domain_errors(project):
        yield Finding.nothing("exception of the project")
        return
    if not any(r.is_app for r in project.routers.values()):
        return
    roots = [c for c in domain_errors(project) if is_root(project, c) and _is_general(project, c)]
    if len(roots) < 2:
        return
    main = max(roots, key=lambda c: len(descendants(project, c)))
    family = len(descendants(project, main))
    handled = {r.exception for r in registrations(project)}
    caught, raised = caught_names(project), raised_classes(project)
    for error in roots:
        stands_aside = not family or error is not main
        if _INTERNAL & set(words(error.name)):
            continue
        if stands_aside and error.symbol in raised and error.symbol not in caught and not descendants(project, error):
            based = family and (_BASES & set(words(main.name)) or main.symbol in handled)
            advice = f"`{main.name}` is the project's base" if based else "the project has no common base for them"
            yield Finding.of(error, error=error.name, base=text(error.bases[0]), advice=advice)


def _is_general(project: Project, class_: Class) -> bool:
    return any(name in _GENERAL for name in project.hierarchy.ancestors(class_)[1:])
