"""A class that is used as result processor does not answer as one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.call_logging import hook_classes
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Constant, Expr, FString, Mapping, Sequence
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_HOOK = 3
"""`self`, the result and the HTTP details."""


def check(project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(hook_classes(project, params.keyword, "ResultProcessor"))
    yield from Finding.unless(met, "extractor or processor of logged calls")
    for class_ in met:
        bases = [n for n in project.hierarchy.ancestors(class_)[1:] if n != "builtins.object"]
        if not bases and class_.name != "ResultProcessor":
            yield Finding.of(class_, part="base", class_name=class_.name, problem="does not derive from a processor")
        method = project.functions.get(f"{class_.symbol}.{params.method}")
        if method is None or method.is_stub:
            continue
        if not _takes_both(method):
            given = ", ".join(p.name for p in method.params if p.name != "self")
            problem = f"takes ({given}) in `{method.name}`, not (result, http_details)"
            yield Finding.of(class_, part="signature", class_name=class_.name, problem=problem)
        for statement in method.body.returns:
            if _is_no_pair(statement.value):
                problem = f"returns one value from `{method.name}`, which the decorator takes apart as two"
                yield Finding.of(statement, part="result", class_name=class_.name, problem=problem)


def _takes_both(method: Function) -> bool:
    return len(method.params) == _HOOK or any(p.kind in ("*", "**") for p in method.params)


def _is_no_pair(value: Expr | None) -> bool:
    """Whether a returned value is certainly something else than a pair."""
    if isinstance(value, Sequence):
        return value.kind != "(" or len(value.items) != 2
    return value is None or isinstance(value, Mapping | Constant | FString)
