"""A function that replaces `app.openapi` calls itself or keeps no result."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function, Module
from fastapi_lint.facts.expression import Attribute, Call, Expr, Lambda, text
from fastapi_lint.facts.handing import function_meant
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project) -> Iterator[Finding]:
    bodies = [(None, module.top), *((f, f.body) for f in module.functions)]
    targets = [target for _, body in bodies for assign in body.assigns for target in assign.targets]
    own = (isinstance(target, Attribute) and target.attr == "openapi" for target in targets)
    yield from Finding.unless(any(own), "function that makes the document")
    for holder, body in bodies:
        for assign in body.assigns:
            target = next((t for t in assign.targets if isinstance(t, Attribute) and t.attr == "openapi"), None)
            function = _function(project, assign.value, holder)
            if target is None or function is None:
                continue
            itself = next((s for s in function.body.calls if _is_openapi(s.call, target, function)), None)
            if itself is not None:
                problem = "calls it, without end"
                yield Finding.of(itself, part="recursion", function=function.name, problem=problem)
            elif not _keeps(function):
                problem = "keeps no result, so that every request builds the document"
                yield Finding.of(function, part="cache", function=function.name, problem=problem)


def _function(project: Project, value: Expr | None, holder: Function | None) -> Function | None:
    """The project function that is assigned, also through a lambda or `partial`."""
    if isinstance(value, Lambda):
        value = value.body
    if isinstance(value, Call):
        called = function_meant(project, value.func, holder)
        return called if called is not None else function_meant(project, value.argument(0), holder)
    return function_meant(project, value, holder)


def _is_openapi(call: Call, target: Attribute, function: Function) -> bool:
    func = call.func
    if not isinstance(func, Attribute) or func.attr != "openapi" or call.args:
        return False
    return text(func.value) == text(target.value) or text(func.value) in {p.name for p in function.params}


def _keeps(function: Function) -> bool:
    names = (p for p in function.body.parts() if isinstance(p, Attribute))
    cached = any("cache" in d.target for d in function.decorators)
    return cached or any(n.attr == "openapi_schema" for n in names) or not function.body.returns
