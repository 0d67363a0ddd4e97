"""A model binds a value to a name without a type."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Class, Field
from fastapi_lint.facts.expression import Call, Constant, Expr, FString, Mapping, Sequence, text
from fastapi_lint.facts.files.framework_versions import is_pydantic_2
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_FIELDS = frozenset({"pydantic.Field", "pydantic.fields.Field"})


def check(class_: Class, project: Project) -> Iterator[Finding]:
    if not is_pydantic_2(project, class_) or project.hierarchy.is_orm(class_):
        return
    bare = list(_bare(class_))
    if bare and not _ignores_types(project, class_):  # asked last: to know the models takes the whole index
        for field in (f for f in bare if not _sets_class_variable(project, class_, f.name)):
            yield Finding.of(field, field=field.name, value=text(field.value))


def _bare(class_: Class) -> Iterator[Field]:
    annotated = {f.name for f in class_.fields if f.annotation is not None}
    for field in class_.fields:
        own = field.annotation is None and field.name not in annotated
        if own and not field.name.startswith(("_", "model_config")) and _is_value(field.value):
            yield field


def _is_value(value: Expr | None) -> bool:
    """Whether it is certainly no function, property or descriptor, which models may hold without a type."""
    if isinstance(value, Call):
        return value.target in _FIELDS
    return isinstance(value, Constant | Sequence | Mapping | FString)


def _sets_class_variable(project: Project, class_: Class, name: str) -> bool:
    """Whether a base declares the name as `ClassVar`: pydantic then takes it for no field in subclasses either."""
    declared = (a.field(name) for a in project.hierarchy.project_ancestors(class_))
    return any(f is not None and "ClassVar" in text(f.annotation) for f in declared)


def _ignores_types(project: Project, class_: Class) -> bool:
    model = project.models.get(class_.symbol)
    return model is not None and "ignored_types" in model.config
