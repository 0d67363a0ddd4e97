"""A service changes the fields of a domain object that has no behaviour of its own."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.dependency_classes import is_dataclass, methods
from fastapi_lint.facts.capabilities.side_effects import is_local
from fastapi_lint.facts.code import Class, Function, Module
from fastapi_lint.facts.expression import Attribute, Name
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(function: Function, project: Project, module: Module, params: Params) -> Iterator[Finding]:
    names = module.path.removesuffix(".py").split("/")
    if not set(names).intersection(params.folders) and not function.owner.endswith("Service"):
        return
    for variable, fields in _changed(function).items():
        class_ = project.class_(project.types.of(variable, function))
        if class_ is None or len(fields) < params.fields or not _is_domain(project, class_):
            continue
        if not any(not m.name.startswith("__") for m in methods(project, class_)):
            shown = ", ".join(f"`{f}`" for f in sorted(fields))
            yield Finding.of(function, function=function.name, fields=shown, model=class_.name)


def _changed(function: Function) -> dict[Name, set[str]]:
    """Variable -> the attributes that the function sets on it; objects that it builds itself left out."""
    found: dict[Name, set[str]] = {}
    for assign in function.body.assigns:
        for target in assign.targets:
            owner = target.value if isinstance(target, Attribute) else None
            if not isinstance(target, Attribute) or not isinstance(owner, Name) or owner.id in ("self", "cls"):
                continue
            if not is_local(function, owner):
                found.setdefault(owner, set()).add(target.attr)
    return found


def _is_domain(project: Project, class_: Class) -> bool:
    known = all(n in project.classes or n == "builtins.object" for n in project.hierarchy.ancestors(class_))
    return project.hierarchy.is_orm(class_) or (known and is_dataclass(project, class_))
