"""A request model takes text of any length."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Param, Role
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.interface.bounds import constraints
from fastapi_lint.facts.interface.validating import validators
from fastapi_lint.facts.naming import words
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model, ModelField
from fastapi_lint.model.finding import Finding

_BOUNDS = ("max_length", "pattern", "regex", "strict_max_length")


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    own = {m.path for m in service.modules}
    for model in project.models.values():
        taken = model.kind == "model" and model.used_in == {"request"} and "str_max_length" not in model.config
        if not taken or model.module.path not in own or model.module.role is not Role.APPLICATION:
            continue
        free = [f.name for f in model.fields if _is_free(project, model, f, params)]
        if free and not _validates(project, model):
            shown = ", ".join(f"`{name}`" for name in free[:4]) + (", …" if len(free) > 4 else "")
            yield Finding.of(model, model=model.name, fields=shown)


def _is_free(project: Project, model: Model, field: ModelField, params: Params) -> bool:
    if field.owner is not model.class_ or set(words(field.name)) & set(params.free_words):
        return False
    _, metadata = project.annotated(field.annotation)
    if project.types.named(field.annotation) != "builtins.str" or any(not hasattr(m, "args") for m in metadata):
        return False
    calls = list(constraints(project, Param(field.name, field.annotation, field.value, field.at)))
    return not any(c.keyword(b) is not None or c.method.endswith("Validator") for c in calls for b in _BOUNDS)


def _validates(project: Project, model: Model) -> bool:
    """Whether the model itself has validators; those of a shared base look at something else."""
    return any(f.symbol.rpartition(".")[0] == model.class_.symbol for f, _ in validators(project, model.class_))
