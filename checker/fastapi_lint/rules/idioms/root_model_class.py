"""A model wraps a single value only to give it a type."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import Subscript, target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_ROOT_MODELS = frozenset({"pydantic.RootModel", "pydantic.root_model.RootModel"})


def check(class_: Class, project: Project) -> Iterator[Finding]:
    bases = (base.value if isinstance(base, Subscript) else base for base in class_.bases)
    wraps = any(project.follow(target_of(base)) in _ROOT_MODELS for base in bases)
    if wraps and not class_.methods:
        yield Finding.of(class_, name=class_.name)
