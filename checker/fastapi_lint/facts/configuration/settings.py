"""What settings classes read from the environment: names, types, defaults and bounds of their fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from fastapi_lint.facts.expression import Call, Constant, Expr, Subscript, string, target_of
from fastapi_lint.facts.web import Model, ModelField
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.files.service import Service
    from fastapi_lint.facts.project import Project

_DEEPEST = 4
_NOT_FIELDS = frozenset({"model_config", "Config"})


class Setting(Record, eq=True):
    """One variable that a settings class reads: `name` in upper case, with prefix and groups."""

    name: str
    field: ModelField

    @property
    def at(self) -> Anchor:
        """The field's place."""
        return self.field.at


def settings_classes(project: Project, service: Service) -> tuple[Model, ...]:
    """The settings classes of a service's application, in path order."""
    own = {module.path for module in service.application_modules()}
    found = [m for m in project.models.values() if m.kind == "settings" and m.module.path in own]
    return tuple(sorted(found, key=lambda m: (m.module.path, m.at)))


def own_fields(model: Model) -> Iterator[ModelField]:
    """The annotated fields that a class declares itself."""
    for field in model.fields:
        if field.owner is not model.class_ or field.annotation is None or field.name in _NOT_FIELDS:
            continue
        if not target_of(getattr(field.annotation, "value", field.annotation)).endswith("ClassVar"):
            yield field


def default_of(project: Project, field: ModelField) -> Expr | None:
    """The default as written, that of `Field(…)` included; None for a required field or a factory."""
    call = field_call(project, field)
    value = call.argument(0, "default") if call is not None and field.value is call else field.value
    return None if isinstance(value, Constant) and value.value is ... else value


def has_default(project: Project, field: ModelField) -> bool:
    """Whether the field may be left out of the environment."""
    call = field_call(project, field)
    return default_of(project, field) is not None or (call is not None and call.keyword("default_factory") is not None)


def field_call(project: Project, field: ModelField) -> Call | None:
    """The `Field(…)` of a field, as its value or inside `Annotated`."""
    _, metadata = project.annotated(field.annotation)
    for expr in (field.value, *metadata):
        if isinstance(expr, Call) and project.follow(expr.target).rpartition(".")[2] == "Field":
            return expr
    return None


def option_of(project: Project, field: ModelField, *names: str) -> Expr | None:
    """The first of these options that a field's `Field(…)`, its metadata or its constrained type sets."""
    type_, metadata = project.annotated(field.annotation)
    for expr in (field.value, *metadata, type_):
        for name in names if isinstance(expr, Call) else ():
            if (value := expr.keyword(name)) is not None:  # type: ignore[union-attr]
                return value
    return None


def first_match(name: str, patterns: Iterable[str]) -> str:
    """The first pattern with `*` that the name fits, whatever its case; "" when none does."""
    return next((p for p in patterns if fnmatchcase(name.lower(), p.lower())), "")


def settings_of(project: Project, model: Model) -> Iterator[Setting] | None:
    """Everything that a settings class reads, groups included; None when its prefix cannot be known."""
    prefix = string(model.config.get("env_prefix", Constant("")))
    if prefix is None:
        return None
    delimiter = string(model.config.get("env_nested_delimiter"))
    return _settings(project, model, prefix, delimiter or "__", _DEEPEST)


def _settings(project: Project, model: Model, prefix: str, delimiter: str, depth: int) -> Iterator[Setting]:
    for field in model.fields:
        if field.annotation is None or field.name in _NOT_FIELDS:
            continue
        for name in _names(project, field, prefix):
            yield Setting(name.upper(), field)
            group = project.models.get(project.types.named(field.annotation))
            if group is not None and group is not model and depth:
                yield from _settings(project, group, name + delimiter, delimiter, depth - 1)


def _names(project: Project, field: ModelField, prefix: str) -> Iterator[str]:
    """The aliases of a field, which take no prefix, or its own name."""
    alias = option_of(project, field, "validation_alias", "alias")
    found = [alias] if alias is not None else []
    if isinstance(alias, Call):
        found = [a.value for a in alias.args]
    names = [name for expr in found if (name := string(expr)) is not None]
    yield from names or [prefix + field.name]


def is_mapping(field: ModelField) -> bool:
    """Whether the field takes any names below it: `dict[str, int]`."""
    named = field.annotation.value if isinstance(field.annotation, Subscript) else field.annotation
    return target_of(named).rpartition(".")[2] in {"dict", "Dict", "Mapping"}
