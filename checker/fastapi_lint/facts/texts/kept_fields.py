"""Whether a model hands a text on as the client sent it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import string
from fastapi_lint.facts.texts.free_text import is_free

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project


def keeps(project: Project, class_: Class, name: str) -> bool:
    """Whether a field of a model takes any text as it comes."""
    field = project.hierarchy.field(class_, name)
    free = field is not None and is_free(project, field.annotation, field.value)
    return free and not _validates(project, class_, name)


def _validates(project: Project, class_: Class, name: str) -> bool:
    """Whether the model has a validator of its own for this field or for the whole."""
    for ancestor in project.hierarchy.project_ancestors(class_):
        for method in ancestor.methods:
            function = project.functions.get(f"{ancestor.symbol}.{method}")
            for decorator in function.decorators if function is not None else ():
                fields = {string(a.value) for a in decorator.call.args} if decorator.call is not None else set()
                whole = "model_validator" in decorator.target or "root_validator" in decorator.target
                if whole or ("validator" in decorator.target and fields & {name, "*"}):
                    return True
    return False
