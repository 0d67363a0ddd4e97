"""Settings read their variables under another prefix, delimiter or file than the guideline says."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.settings import settings_classes
from fastapi_lint.facts.expression import Call, Expr, Operation, string
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model
from fastapi_lint.model.finding import Finding

_OPTIONS = ("env_prefix", "env_nested_delimiter", "env_file")


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(settings_classes(project, service))
    yield from Finding.unless(met, "settings class")
    for model in met:
        if _is_base(project, model) or (model.class_.field("model_config") is not None and not model.config):
            continue
        for option in _OPTIONS:
            wanted, value = getattr(params, option), model.config.get(option)
            if wanted == "any" or (option == "env_nested_delimiter" and not _has_groups(project, model)):
                continue
            given = "" if value is None else _text(value)
            if given is not None and (given.rpartition("/")[2] if option == "env_file" else given) != wanted:
                shown = wanted or "nothing"
                yield Finding.of(model, part=option, settings=model.name, option=option, wanted=shown)


def _is_base(project: Project, model: Model) -> bool:
    """Whether another settings class derives from it or holds it, and so decides how it is read."""
    for other in project.models.values():
        if other is not model and model.class_ in project.hierarchy.project_ancestors(other.class_):
            return True
        if other.kind == "settings" and any(
            project.types.named(f.annotation) == model.class_.symbol for f in other.fields
        ):
            return True
    return False


def _has_groups(project: Project, model: Model) -> bool:
    return any(project.types.named(f.annotation) in project.models for f in model.fields if f.annotation is not None)


def _text(value: Expr) -> str | None:
    """The text of an option; for a path built from parts, its last one; None when it cannot be known."""
    match value:
        case Operation(op="/", operands=(_, last)):
            return string(last)
        case Call(args=args) if args:
            return string(args[-1].value)
        case _:
            return string(value)
