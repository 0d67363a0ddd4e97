"""A validator raises an error that pydantic does not turn into a 422."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Call, target_of, text
from fastapi_lint.facts.interface.domain_errors import BUILTIN_ROOTS
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.raised import is_http_exception
from fastapi_lint.model.finding import Finding

_VALIDATORS = frozenset({"pydantic.field_validator", "pydantic.model_validator", "pydantic.validator",
                         "pydantic.root_validator", "pydantic.functional_validators.field_validator"})  # fmt: skip
_COLLECTED = frozenset({"builtins.ValueError", "builtins.AssertionError", "builtins.TypeError", "builtins.UnicodeError",
                        "pydantic_core.PydanticCustomError", "pydantic.PydanticUserError",
                        "pydantic_core.PydanticKnownError"})  # fmt: skip


def check(function: Function, project: Project) -> Iterator[Finding]:
    if not any(project.follow(d.target) in _VALIDATORS for d in function.decorators):
        return
    for statement in function.body.raises:
        value = statement.value
        target = project.follow(value.target if isinstance(value, Call) else target_of(value))
        if target and _escapes(project, target):
            error = text(value.func if isinstance(value, Call) else value)
            yield Finding.of(statement, validator=function.name, error=error)


def _escapes(project: Project, target: str) -> bool:
    """Whether pydantic lets an exception class pass."""
    if is_http_exception(project, target):
        return True
    class_ = project.class_(target)
    if class_ is None or not project.hierarchy.knows_all_bases(class_):
        return False
    ancestors = set(project.hierarchy.ancestors(class_))
    return bool(ancestors & BUILTIN_ROOTS) and not ancestors & _COLLECTED
