"""The class hierarchy: a model is a model through any number of project base classes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Class, Field, Function
from fastapi_lint.facts.expression import Call, Expr, Subscript, target_of

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_DECLARATIVE = {"sqlalchemy.orm.declarative_base", "sqlalchemy.ext.declarative.declarative_base",
                "sqlalchemy.ext.automap.automap_base", "sqlmodel.main.SQLModel"}  # fmt: skip
MODEL_BASES = frozenset({"pydantic.BaseModel", "pydantic.main.BaseModel", "pydantic.generics.GenericModel",
                         "pydantic.RootModel", "sqlmodel.SQLModel", "sqlmodel.main.SQLModel", "pydantic.v1.BaseModel",
                         "pydantic_settings.BaseSettings", "pydantic.BaseSettings"})  # fmt: skip
SETTINGS_BASES = frozenset({"pydantic_settings.BaseSettings", "pydantic.BaseSettings", "pydantic.v1.BaseSettings"})
ORM_BASES = frozenset({"sqlalchemy.orm.DeclarativeBase", "sqlalchemy.orm.DeclarativeBaseNoMeta",
                       "tortoise.models.Model", "tortoise.Model", "beanie.Document", "mongoengine.Document",
                       "peewee.Model", "django.db.models.Model", "flask_sqlalchemy.SQLAlchemy.Model",
                       "ormar.Model", "<declarative>"})  # fmt: skip


class Hierarchy:
    """Answers about classes and their bases across files."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._ancestors: dict[str, tuple[str, ...]] = {}

    def ancestors(self, class_: Class) -> tuple[str, ...]:
        """The dotted names of the class and all its bases, nearest first, external ones included."""
        known = self._ancestors.get(class_.symbol)
        if known is None:
            self._ancestors[class_.symbol] = (class_.symbol,)
            known = self._ancestors[class_.symbol] = tuple(dict.fromkeys(self._climb(class_)))
        return known

    def _climb(self, class_: Class) -> Iterator[str]:
        yield class_.symbol
        for base in class_.bases:
            name = self._base_name(base)
            if not name:
                yield "<unknown>"
            elif (parent := self._project.class_(name)) is not None and parent is not class_:
                yield from self.ancestors(parent)
            else:
                yield name

    def _base_name(self, base: Expr) -> str:
        """A base's dotted name; one made by `declarative_base()` is called `<declarative>`."""
        if isinstance(base, Subscript):
            return self._base_name(base.value)
        if isinstance(base, Call):
            return "<declarative>" if base.target in _DECLARATIVE else ""
        target = target_of(base)
        if not target:
            return ""
        target = self._project.follow(target)
        value = self._project.value(target)
        if isinstance(value, Call) and self._project.follow(value.target) in _DECLARATIVE:
            return "<declarative>"
        if value is not None and target_of(value) and target_of(value) != target:
            return self._project.follow(target_of(value))
        return target

    def derives(self, class_: Class, names: frozenset[str] | set[str]) -> bool:
        """Whether one of the (transitive) bases has one of these dotted names."""
        return not names.isdisjoint(self.ancestors(class_))

    def knows_all_bases(self, class_: Class) -> bool:
        """Whether every base could be named."""
        return "<unknown>" not in self.ancestors(class_)

    def is_model(self, class_: Class) -> bool:
        """Whether it is a pydantic model (settings and SQLModel classes included)."""
        return self.derives(class_, MODEL_BASES)

    def is_settings(self, class_: Class) -> bool:
        """Whether it reads its fields from the environment."""
        return self.derives(class_, SETTINGS_BASES)

    def is_orm(self, class_: Class) -> bool:
        """Whether it is mapped to a table."""
        if self.derives(class_, ORM_BASES):
            return True
        return self.is_model(class_) and any(k.keyword == "table" for k in class_.keywords)

    def project_ancestors(self, class_: Class) -> Iterator[Class]:
        """The class and its bases that are defined in the project, nearest first."""
        for name in self.ancestors(class_):
            if (found := self._project.classes.get(name)) is not None:
                yield found

    def field(self, class_: Class, name: str) -> Field | None:
        """A field by name, inherited ones included."""
        return next((f for c in self.project_ancestors(class_) if (f := c.field(name)) is not None), None)

    def method(self, class_: Class, name: str) -> Function | None:
        """A method by name, inherited ones included."""
        for ancestor in self.project_ancestors(class_):
            if name in ancestor.methods:
                return self._project.functions.get(f"{ancestor.symbol}.{name}")
        return None
