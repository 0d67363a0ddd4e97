"""A method of a service says that something is done, not what."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.expression import Subscript, target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(class_: Class, project: Project, params: Params) -> Iterator[Finding]:
    if not class_.name.endswith(params.classes) or any(n in project.classes for n in _bases(project, class_)):
        return
    for name in class_.methods:
        method = project.functions.get(f"{class_.symbol}.{name}")
        if method is not None and name in params.methods and not _is_noun(method):
            yield Finding.of(method, class_name=class_.name, method=name)


def _is_noun(method: Function) -> bool:
    """Whether the method is called after what it returns: `handle` that gives a `WorkflowHandle`."""
    returned = method.returns.target if isinstance(method.returns, Subscript) else target_of(method.returns)
    return returned.lower().endswith(method.name.lower())


def _bases(project: Project, class_: Class) -> tuple[str, ...]:
    """The bases, which may be where the name comes from."""
    return project.hierarchy.ancestors(class_)[1:]
