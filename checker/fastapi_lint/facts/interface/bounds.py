"""The bounds that a parameter or field is declared with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Param
from fastapi_lint.facts.expression import Call, Constant, Expr, Name, Subscript, walk

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_UPPER = {"le": 0, "lt": -1}
_LOWER = {"ge": 0, "gt": 1}
_CLASSES = {"Le": "le", "Lt": "lt", "Ge": "ge", "Gt": "gt"}
_CONSTRAINED = {"PositiveInt": 1, "NonNegativeInt": 0}


def upper_bound(project: Project, param: Param) -> object:
    """The highest number that a parameter takes, None when it has no upper bound, `Unknown` when it is computed."""
    return _bound(project, param, _UPPER)


def lower_bound(project: Project, param: Param) -> object:
    """The lowest number that a parameter takes, None when it has no lower bound, `Unknown` when it is computed."""
    annotation, _ = project.annotated(param.annotation)
    for part in walk(annotation) if annotation is not None else ():
        name = getattr(part, "id", "")
        if name in _CONSTRAINED:
            return _CONSTRAINED[name]
    return _bound(project, param, _LOWER)


def _bound(project: Project, param: Param, names: dict[str, int]) -> object:
    for call in constraints(project, param):
        short = _CLASSES.get(call.method, "")
        value = call.argument(0) if short in names else None
        found = [(names[a.keyword], a.value) for a in call.args if a.keyword in names]
        found += [(names[short], value)] if value is not None else []
        for shift, expr in found:
            number = project.constant(expr)
            return number + shift if isinstance(number, int) else number
    return None


def constraints(project: Project, param: Param) -> Iterator[Call]:
    """The calls that constrain a parameter: `Query(…)`, `Field(…)`, `conint(…)`, `Le(…)`."""
    annotation, metadata = project.annotated(param.annotation)
    for expr in (*metadata, param.default, annotation):
        resolved = expr
        if expr is not None and not isinstance(expr, Call | Constant) and (name := getattr(expr, "target", "")):
            resolved = project.value(name) or expr
        for part in walk(resolved) if resolved is not None else ():
            if isinstance(part, Call):
                yield part
            elif isinstance(part, Name) and isinstance(alias := project.value(part.target), Subscript):
                yield from (inner for inner in walk(alias) if isinstance(inner, Call))


def default_of(param: Param) -> Expr | None:
    """The default value, also of `= Query(default)`; None when the parameter is required."""
    if isinstance(param.default, Call):
        return param.default.argument(0, "default")
    return param.default
