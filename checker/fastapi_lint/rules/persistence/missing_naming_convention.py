"""Constraints and indexes get whatever name the database chooses."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import Attribute, Call, Expr, Mapping, string, target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.tables import tables
from fastapi_lint.model.finding import Finding

_BASES = frozenset({"sqlalchemy.orm.DeclarativeBase", "sqlalchemy.orm.DeclarativeBaseNoMeta"})


def check(project: Project, params: Params) -> Iterator[Finding]:
    if not tables(project):
        yield Finding.nothing("table")
        return
    named = {base.symbol: base for table in tables(project) for base in _bases(project, table.class_)}
    late = {t for m in project.application_modules() for a in m.top.assigns for t in _changed(a.targets)}
    for base in named.values():
        if base.symbol in late:
            continue
        field = base.field("metadata")
        value = _resolved(project, field.value) if field is not None else None
        if field is None or (
            isinstance(value, Call) and value.keyword("naming_convention") is None and not value.has_star
        ):
            yield Finding.of(base, part="missing", problem=f"`{base.name}` has no naming convention")
        elif isinstance(value, Call):
            yield from _templates(project, params, base, _resolved(project, value.keyword("naming_convention")))


def _bases(project: Project, class_: Class) -> Iterator[Class]:
    """The project class right below `DeclarativeBase`."""
    for ancestor in project.hierarchy.project_ancestors(class_):
        if any(project.follow(target_of(b)) in _BASES for b in ancestor.bases):
            yield ancestor


def _changed(targets: tuple[Expr, ...]) -> Iterator[str]:
    for target in targets:
        if isinstance(target, Attribute) and target.attr in ("naming_convention", "metadata"):
            owner = target.value.value if isinstance(target.value, Attribute) else target.value
            yield target_of(owner)


def _resolved(project: Project, expr: Expr | None) -> Expr | None:
    value = project.value(target_of(expr)) if target_of(expr) else None
    return value if value is not None else expr


def _templates(project: Project, params: Params, base: Class, convention: Expr | None) -> Iterator[Finding]:
    if not isinstance(convention, Mapping) or any(key is None for key, _ in convention.items):
        return
    given = {string(key): project.constant(value) for key, value in convention.items}
    start = f"the naming convention of `{base.name}` has"
    if missing := [key for key in params.keys if key not in given]:
        yield Finding.of(base, part="missing", problem=f"{start} no template for {', '.join(missing)}")
    for key, wanted in params.templates.items():
        if isinstance(given.get(key), str) and given[key] != wanted:
            yield Finding.of(base, part=key, problem=f"{start} another template for {key} than `{wanted}`")
