"""A logged entity lacks type, name or context, or its id is no text."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.call_logging import hook_classes
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Call, Constant, Expr, FString, Name
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(hook_classes(project, params.keyword, "EntityExtractor"))
    yield from Finding.unless(met, "extractor or processor of logged calls")
    for class_ in met:
        method = project.functions.get(f"{class_.symbol}.{params.method}")
        for site in method.body.calls if method is not None else ():
            call = site.call
            if method is None or not call.target.rpartition(".")[2].endswith("Entity") or call.has_star:
                continue
            if any(not a.keyword for a in call.args):
                continue
            for part, problem in _problems(project, call, method, params.fields):
                yield Finding.of(site, part=part, function=method.name, problem=problem)


def _problems(project: Project, call: Call, method: Function, fields: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    given = call.keyword("id")
    if given is not None and not _is_text(project, given, method):
        yield "id", "has an id that may be no text"
    for name in fields:
        if call.keyword(name) is None:
            yield name, f"has no `{name}`"


def _is_text(project: Project, expr: Expr, method: Function) -> bool:
    match expr:
        case FString() | Constant(value=str()):
            return True
        case Call():
            return expr.target == "builtins.str" or expr.method in ("hex", "format", "join", "strip", "lower")
        case Name(id=name):
            values = [a.value for a in method.body.assigns if a.names == (name,) and a.value is not None]
            return bool(values) and all(_is_text(project, v, method) for v in values if v != expr)
        case _:
            return project.types.of(expr, method) == "builtins.str"
