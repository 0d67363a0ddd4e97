"""A model is configured by pydantic 1's inner class."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class, Module
from fastapi_lint.facts.expression import target_of
from fastapi_lint.facts.files.framework_versions import drops_pydantic_1, is_pydantic_2, serves_one_version
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety


def check(class_: Class, project: Project, module: Module, params: Params) -> Iterator[Finding]:
    model = project.classes.get(class_.symbol.removesuffix(".Config")) if class_.name == "Config" else None
    if (
        model is None
        or serves_one_version(class_.frames)
        or not is_pydantic_2(project, model)
        or not drops_pydantic_1(project, module)
    ):
        return
    ignored = next((f.name for f in class_.fields if f.name in params.renamed), "")
    note = f", and ignores its `{ignored}`, now `{params.renamed[ignored]}`" if ignored else ""
    fix = None
    if class_.fields and not class_.bases and not class_.methods and not _is_extended(project, model):
        safety = Safety.UNSAFE if ignored else Safety.SAFE
        fix = Fix("config_class_to_model_config", class_.at, safety=safety)
    yield Finding.of(class_, fix=fix, model=model.name, note=note)


def _is_extended(project: Project, model: Class) -> bool:
    """Whether the inner class of another model derives from this one's: without it that line would fail."""
    owners = (project.class_(owner) for owner in project.remember(_extended, project))
    return any(model.symbol in project.hierarchy.ancestors(owner) for owner in owners if owner is not None)


def _extended(project: Project, _: Project) -> frozenset[str]:
    """The classes whose `.Config` some class names as its base."""
    bases = (target_of(base) for class_ in project.classes.values() for base in class_.bases)
    return frozenset(base.removesuffix(".Config") for base in bases if base.endswith(".Config"))
