"""A dependency class with clients carries no settings, or not who is asking."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.dependency_classes import client_fields, is_dependency_class
from fastapi_lint.facts.code import Class, Field
from fastapi_lint.facts.expression import target_of, walk
from fastapi_lint.facts.markers import dependency_functions
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(class_: Class, project: Project, params: Params) -> Iterator[Finding]:
    if not is_dependency_class(project, class_):
        yield Finding.nothing("class that carries a client")
        return
    if not project.hierarchy.knows_all_bases(class_):
        return
    if not any(True for _ in client_fields(project, class_)):
        return
    fields = [f for c in project.hierarchy.project_ancestors(class_) for f in c.fields]
    settings = [f for f in fields if f.name in params.settings or _is_settings(project, f)]
    if not settings:
        yield Finding.of(class_, part="settings", class_name=class_.name, problem="carries no settings")
    for field in (f for f in settings if f in class_.fields and _is_any(f)):
        yield Finding.of(field, part="settings", class_name=class_.name, problem="types its settings as `Any`")
    unsaid = [what for what, words in params.user.items() if not any(f.name.endswith(words) for f in fields)]
    knows_callers = project.remember(_knows_callers, project)
    if unsaid and knows_callers:
        problem = f"does not say the caller's {', '.join(unsaid)}"
        yield Finding.of(class_, part="user", class_name=class_.name, problem=problem)


def _is_settings(project: Project, field: Field) -> bool:
    class_ = project.class_(project.types.named(field.annotation))
    return class_ is not None and project.hierarchy.is_settings(class_)


def _is_any(field: Field) -> bool:
    parts = walk(field.annotation) if field.annotation is not None else ()
    return any(target_of(part).rpartition(".")[2] == "Any" for part in parts)


def _knows_callers(project: Project, _: Project) -> bool:
    """Whether some route depends on a function that gives the caller."""
    return any("user" in f.name or "principal" in f.name for f in dependency_functions(project).values())
