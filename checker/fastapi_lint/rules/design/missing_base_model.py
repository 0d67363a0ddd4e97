"""Schemas derive from pydantic's own base, one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module, Role
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model
from fastapi_lint.model.finding import Finding

_OWN = ("pydantic.BaseModel", "pydantic.main.BaseModel")


def check(project: Project, params: Params) -> Iterator[Finding]:
    models = [m for m in project.models.values() if m.kind == "model" and m.module.role is Role.APPLICATION]
    services: dict[str, list[Model]] = {}
    for model in sorted((m for m in models if m.used_in), key=lambda m: (m.module.path, m.class_.qualname)):
        services.setdefault(_manifest_folder(project, model.module), []).append(model)
    for schemas in services.values():
        if len(schemas) >= params.minimum:
            yield from _judge(project, schemas, params.minimum)


def _judge(project: Project, schemas: list[Model], minimum: int) -> Iterator[Finding]:
    plain = [m for m in schemas if _bases(project, m) == [""]]
    bases = Counter(b for m in schemas for b in _bases(project, m) if b and _configures(project, b))
    if not bases and len(plain) >= minimum:
        what = f"{len(plain)} schemas derive from `pydantic.BaseModel` and none from a base of the project"
        yield Finding.of(plain[0], part="none", what=what)
    elif bases and 2 * bases.most_common(1)[0][1] >= len(schemas):
        shared = bases.most_common(1)[0][0]
        for model in (m for m in plain if m.class_.symbol != shared):
            what = f"`{model.name}` derives from `pydantic.BaseModel`, the others from `{shared.rpartition('.')[2]}`"
            yield Finding.of(model, part="beside", what=what)


def _manifest_folder(project: Project, module: Module) -> str:
    """The nearest folder above a module that has a manifest: services beside each other share no base."""
    folder = module.path.rpartition("/")[0]
    while folder and folder not in project.requirements:
        folder = folder.rpartition("/")[0]
    return folder


def _configures(project: Project, base: str) -> bool:
    """Whether a base is about configuration, not about the fields that some schemas share."""
    class_ = project.classes[base]
    names = [f.name for f in class_.fields if not f.name.startswith("_")]
    return set(names) <= {"model_config", "Config"}


def _bases(project: Project, model: Model) -> list[str]:
    """The project classes above a schema; [""] when pydantic's base is the only one."""
    names = project.hierarchy.ancestors(model.class_)[1:]
    if set(names) <= {*_OWN, "builtins.object"}:
        return [""]
    return [n for n in names if n in project.classes and n not in _OWN]
