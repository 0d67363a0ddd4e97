"""Which code of its own a pydantic model checks its fields with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Class, Decorator, Function
from fastapi_lint.facts.expression import string

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project


def validators(project: Project, class_: Class) -> Iterator[tuple[Function, Decorator]]:
    """The validators of a model and of its bases, each with the decorator that makes it one."""
    for ancestor in project.hierarchy.project_ancestors(class_):
        for name in ancestor.methods:
            function = project.functions.get(f"{ancestor.symbol}.{name}")
            if function is not None:
                yield from ((function, d) for d in function.decorators if is_validator(d))


def is_validator(decorator: Decorator) -> bool:
    """Whether a decorator makes a method a validator, of pydantic 1 or 2."""
    return decorator.target.endswith("validator")


def is_validated(project: Project, class_: Class, field: str) -> bool:
    """Whether a validator looks at a field, or at the whole model."""
    for _, decorator in validators(project, class_):
        names = [string(a.value) for a in decorator.call.args if not a.keyword] if decorator.call is not None else []
        if decorator.target.endswith(("model_validator", "root_validator")) or field in names or "*" in names:
            return True
    return False
