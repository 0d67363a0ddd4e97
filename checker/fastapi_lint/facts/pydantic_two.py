"""Whether code runs on pydantic 2, and which classes are its models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Class, Module
from fastapi_lint.facts.project import oldest_version

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project


def is_pydantic_2(project: Project, class_: Class | None) -> bool:
    """Whether a class is a model, settings or SQLModel class of pydantic 2; those of `pydantic.v1` are not."""
    if class_ is None or not project.hierarchy.is_model(class_):
        return False
    if any(name.startswith("pydantic.v1.") for name in project.hierarchy.ancestors(class_)):
        return False
    return project.pydantic_major(project.home(class_)) == 2


def drops_pydantic_1(project: Project, module: Module) -> bool:
    """Whether the nearest manifest leaves no room for pydantic 1, so that its deprecated names have no excuse."""
    oldest = oldest_version(project.requirement(module, "pydantic") or "")
    return project.pydantic_major(module) == 2 and (not oldest or oldest[0] >= 2)
