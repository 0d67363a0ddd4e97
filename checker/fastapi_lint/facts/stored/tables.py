"""The classes that are mapped to a table, with SQLAlchemy or SQLModel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import is_constant, string

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project
    from fastapi_lint.facts.web import Model

_MAPPED_BASES = frozenset({"sqlalchemy.orm.DeclarativeBase", "sqlalchemy.orm.DeclarativeBaseNoMeta", "<declarative>",
                           "sqlmodel.SQLModel", "sqlmodel.main.SQLModel"})  # fmt: skip


def tables(project: Project) -> tuple[Model, ...]:
    """The classes that are mapped to a table with SQLAlchemy or SQLModel."""
    return project.remember(_tables, project)


def _tables(project: Project, _: Project) -> tuple[Model, ...]:
    found = [
        m for m in project.models.values() if m.kind == "orm" and project.hierarchy.derives(m.class_, _MAPPED_BASES)
    ]
    return tuple(m for m in found if table_name(project, m) and not _is_abstract(m.class_))


def table_name(project: Project, model: Model) -> str:
    """The table's name; "" when it has none of its own or it cannot be known."""
    declared = project.hierarchy.field(model.class_, "__tablename__")
    if declared is not None:
        return string(declared.value) or ""
    is_sqlmodel = any(a.startswith("sqlmodel.") for a in project.hierarchy.ancestors(model.class_))
    return model.class_.name.lower() if is_sqlmodel else ""


def _is_abstract(class_: Class) -> bool:
    field = class_.field("__abstract__")
    return field is not None and is_constant(field.value, value=True)
