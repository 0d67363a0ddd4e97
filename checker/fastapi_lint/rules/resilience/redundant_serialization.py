"""A value is serialised and read back, or serialised twice."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function, Module
from fastapi_lint.facts.expression import Call, Expr, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_DUMPS = frozenset({"model_dump", "dict", "model_dump_json", "json"})
_READERS = frozenset({"model_validate", "parse_obj", "model_validate_json", "parse_raw"})


def check(module: Module, project: Project) -> Iterator[Finding]:
    handlers = {r.function for r in project.routes if r.module is module}
    for site, function in module.sites():
        if problem := _problem(site.call, function, project):
            yield Finding.of(site, problem=problem)
    for route in project.routes:
        if route.module is module and route.function in handlers:
            yield from _encoded_twice(route)


def _problem(call: Call, function: Function | None, project: Project) -> str:
    inner = call.argument(0) or next((a.value for a in call.args if a.star == "**"), None)
    if not isinstance(inner, Call):
        return ""
    if call.target == "json.loads" and (inner.target == "json.dumps" or _is_json_of_model(inner, function, project)):
        return f"`{text(inner.func)}` is undone at once by `json.loads`"
    if inner.method not in _DUMPS or len(call.args) != 1:
        return ""
    made = _class_made(call, project)
    source = project.types.of(_owner(inner), function)
    if made and made == source:
        return f"a `{made.rpartition('.')[2]}` is dumped only to make the same `{made.rpartition('.')[2]}` again"
    return ""


def _is_json_of_model(inner: Call, function: Function | None, project: Project) -> bool:
    """Whether a model writes itself as JSON; in pydantic 1 the method has the name of what responses parse with."""
    if inner.method != "json":
        return inner.method == "model_dump_json"
    class_ = project.class_(project.types.of(_owner(inner), function))
    return class_ is not None and project.hierarchy.is_model(class_)


def _owner(inner: Call) -> Expr | None:
    return getattr(inner.func, "value", None)


def _class_made(call: Call, project: Project) -> str:
    """The model that the call makes, by its constructor or by `Model.model_validate`."""
    target = project.follow(call.target)
    if call.method in _READERS:
        target = target.rpartition(".")[0]
    class_ = project.class_(target)
    return class_.symbol if class_ is not None and project.hierarchy.is_model(class_) else ""


def _encoded_twice(route: Route) -> Iterator[Finding]:
    for statement in route.function.body.returns:
        value = statement.value
        if isinstance(value, Call) and value.target == "fastapi.encoders.jsonable_encoder":
            yield Finding.of(value, problem="`jsonable_encoder` does what FastAPI does with the returned value anyway")
