"""Which classes of the project a schema describes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import Expr, target_of, walk

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project


def described_classes(
    project: Project, *annotations: Expr | None, without: frozenset[str] = frozenset()
) -> Iterator[Class]:
    """The project classes in schemas, models inside models included but for the fields `without`, each once."""
    named = [class_ for annotation in annotations for class_ in _named_classes(project, annotation)]
    if len(named) == 1 and not without:
        return iter(project.remember(_described, named[0]))
    return iter(_with_parts(project, named, without))


def _described(project: Project, class_: Class) -> tuple[Class, ...]:
    return _with_parts(project, [class_], frozenset())


def _with_parts(project: Project, classes: Iterable[Class], without: frozenset[str]) -> tuple[Class, ...]:
    seen: dict[str, Class] = {}
    queue = deque(classes)
    while queue:
        class_ = queue.popleft()
        if class_.symbol not in seen:
            seen[class_.symbol] = class_
            queue.extend(part for name, part in project.remember(_parts_of, class_) if name not in without)
    return tuple(seen.values())


def _parts_of(project: Project, class_: Class) -> list[tuple[str, Class]]:
    """(field, project class that it names) of a model, inherited fields included."""
    if not project.hierarchy.is_model(class_):
        return []
    fields = [f for a in project.hierarchy.project_ancestors(class_) for f in a.fields if f.annotation is not None]
    return [(field.name, part) for field in fields for part in _named_classes(project, field.annotation)]


def _named_classes(project: Project, annotation: Expr | None) -> Iterator[Class]:
    type_, _ = project.annotated(annotation)
    for part in walk(type_) if type_ is not None else ():
        class_ = project.class_(project.follow(target_of(part))) if target_of(part) else None
        if class_ is not None:
            yield class_
