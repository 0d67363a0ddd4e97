"""Finds models and ORM classes, and where each is used: in requests, in responses."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import Call, Expr, Mapping, string, target_of
from fastapi_lint.facts.interface.described import described_classes
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import response_schema
from fastapi_lint.facts.web import Model, ModelField

_DEEPEST = 8


def find_models(project: Project) -> dict[str, Model]:
    """Symbol -> model, with inherited fields and configuration."""
    uses = _uses(project)
    found: dict[str, Model] = {}
    for class_ in project.classes.values():
        kind = kind_of(project, class_)
        if kind:
            fields, config = _fields(project, class_), _config(project, class_)
            used = frozenset(uses.get(class_.symbol, ()))
            found[class_.symbol] = Model(class_, project.home(class_), kind, fields, config, used)
    return found


def kind_of(project: Project, class_: Class) -> str:
    """What kind of model a class is: "orm", "settings", "model" or "" for anything else."""
    hierarchy = project.hierarchy
    if hierarchy.is_orm(class_):
        return "orm"
    if hierarchy.is_settings(class_):
        return "settings"
    return "model" if hierarchy.is_model(class_) else ""


def _fields(project: Project, class_: Class) -> tuple[ModelField, ...]:
    found: dict[str, ModelField] = {}
    for ancestor in project.hierarchy.project_ancestors(class_):
        for f in ancestor.fields:
            if f.name not in found and not f.name.startswith("__"):
                found[f.name] = ModelField(f.name, f.annotation, f.value, f.at, ancestor)
    return tuple(found.values())


def _config(project: Project, class_: Class) -> dict[str, Expr]:
    merged: dict[str, Expr] = {}
    for ancestor in reversed(list(project.hierarchy.project_ancestors(class_))):
        merged.update((k.keyword, k.value) for k in ancestor.keywords)
        inner = project.classes.get(f"{ancestor.symbol}.Config")
        if inner is not None:
            merged.update((f.name, f.value) for f in inner.fields if f.value is not None)
        declared = ancestor.field("model_config")
        if declared is not None:
            merged.update(_settings(project, declared.value))
    return merged


def _settings(project: Project, value: Expr | None, depth: int = 0) -> Iterator[tuple[str, Expr]]:
    """The settings given directly or by a name; names that mean each other end by their depth."""
    match value:
        case Call(args=args):
            yield from ((a.keyword, a.value) for a in args if a.keyword)
        case Mapping(items=items):
            yield from ((name, v) for key, v in items if (name := string(key)) is not None)
        case _ if target_of(value) and depth < _DEEPEST:
            yield from _settings(project, project.value(target_of(value)), depth + 1)


def _uses(project: Project) -> dict[str, set[str]]:
    """Class symbol -> {"request", "response"}, models inside models included."""
    asked = [p.type for r in project.routes for p in r.params if p.source in ("body", "form", "unknown")]
    answered = [response_schema(route) for route in project.routes]
    uses: dict[str, set[str]] = {}
    for use, schemas in (("request", asked), ("response", answered)):
        for class_ in described_classes(project, *schemas):
            uses.setdefault(class_.symbol, set()).add(use)
    return uses
