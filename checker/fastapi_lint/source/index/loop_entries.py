"""Where the framework enters the project's code on the event loop."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.expression import Call, Expr, Operation, Subscript
from fastapi_lint.facts.handing import unwrapped
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.unmounted import unmounted_routers
from fastapi_lint.facts.web import Model, Route
from fastapi_lint.model.record import Record

_VALIDATORS = ("field_validator", "model_validator", "validator", "root_validator")
_SERIALIZERS = ("computed_field", "field_serializer", "model_serializer")
_FUNCTIONAL = frozenset({f"pydantic.{p}{w}Validator" for p in ("", "functional_validators.")
                         for w in ("After", "Before", "Plain", "Wrap")})  # fmt: skip
_HOOK = "model_post_init"
_DEEPEST = 3
_PHASES = {"lifespan": "startup", "startup": "startup", "shutdown": "startup"}
_ROUTE_CLASSES = frozenset({"fastapi.routing.APIRoute", "fastapi.routing.APIWebSocketRoute"})


class Entry(Record):
    """A function that the framework calls; `described` is for people, `phase` is "request" or "startup"."""

    function: Function
    described: str
    name: str
    phase: str = "request"


def loop_entries(project: Project) -> Iterator[Entry]:
    """Every function that the framework runs on the event loop's thread."""
    routes = _reached(project)
    for route in routes:
        if route.is_async:
            yield Entry(route.function, f"async route `{route.name}`", route.function.name)
    for hook in project.hooks:
        if hook.function.is_async:
            described = f"async {hook.kind.replace('-', ' ')} `{hook.function.name}`"
            yield Entry(hook.function, described, hook.function.name, _PHASES.get(hook.kind, "request"))
    for route in routes:
        for dependency in route.dependencies:
            function = dependency.function
            if function is not None and function.is_async:
                described = f"async dependency `{function.qualname.replace('.<locals>', '')}`"
                yield Entry(function, described, function.name)
    yield from _models(project)
    yield from _parameters(project)
    yield from _route_handlers(project)


def _reached(project: Project) -> list[Route]:
    """The routes that requests can reach: not those of routers that nothing includes."""
    unmounted = {router.symbol for router in unmounted_routers(project)}
    return [r for r in project.routes if r.router is None or r.router.symbol not in unmounted]


def _models(project: Project) -> Iterator[Entry]:
    """Bodies are read and answers are written on the loop, for `def` routes too."""
    for model in project.models.values():
        if "request" in model.used_in:
            yield from _methods(project, model.class_, _VALIDATORS, "validator", "request")
            yield from _of_fields(project, model)
        if "response" in model.used_in:
            yield from _methods(project, model.class_, _SERIALIZERS, "serializer", "response")


def _methods(project: Project, class_: Class, names: tuple[str, ...], what: str, use: str) -> Iterator[Entry]:
    for ancestor in project.hierarchy.project_ancestors(class_):
        for name in ancestor.methods:
            function = project.functions.get(f"{ancestor.symbol}.{name}")
            if function is not None and _is_called(function, names):
                called = f"{ancestor.name}.{name}"
                yield Entry(function, f"{what} `{called}` of a {use} model", called)


def _is_called(function: Function, names: tuple[str, ...]) -> bool:
    """Whether pydantic calls a method: for its decorator, or for its name where the object is made from a request."""
    hook = function.name == _HOOK and names is _VALIDATORS
    return hook or any(d.target.rpartition(".")[2] in names for d in function.decorators)


def _of_fields(project: Project, model: Model) -> Iterator[Entry]:
    for field in model.fields:
        yield from _in_annotation(project, field.annotation)
        yield from _default(project, field.value, "request model")


def _default(project: Project, given: Expr | None, of: str) -> Iterator[Entry]:
    """What `Field(default_factory=f)` calls."""
    factory = given.keyword("default_factory") if isinstance(given, Call) else None
    made, _ = unwrapped(project, factory, None) if factory is not None else (None, ())
    if made is not None and not made.is_async:
        yield Entry(made, f"default factory `{made.name}` of a {of}", made.name)


def _parameters(project: Project) -> Iterator[Entry]:
    """Parameters are read on the loop as well."""
    for route in project.routes:
        for param in route.params:
            yield from _in_annotation(project, param.param.annotation)
            yield from _default(project, param.param.default, "parameter")


def _in_annotation(project: Project, annotation: Expr | None, depth: int = 0) -> Iterator[Entry]:
    """The functions in `Annotated[…, AfterValidator(f)]`, also inside `list[…]`; `A = list[A]` ends by its depth."""
    type_, metadata = project.annotated(annotation)
    for extra in metadata:
        given = extra.argument(0, "func") if isinstance(extra, Call) and extra.target in _FUNCTIONAL else None
        function, _ = unwrapped(project, given, None) if given is not None else (None, ())
        if function is not None:
            yield Entry(function, f"validator `{function.name}` of a request", function.name)
        yield from _default(project, extra, "request")
    parts = type_.index if isinstance(type_, Subscript) else type_.operands if isinstance(type_, Operation) else ()
    for part in parts if depth < _DEEPEST else ():
        yield from _in_annotation(project, part, depth + 1)


def _route_handlers(project: Project) -> Iterator[Entry]:
    """The coroutine functions that a route class of the project puts around its routes."""
    for class_ in project.classes.values():
        method = project.functions.get(f"{class_.symbol}.get_route_handler") if class_.bases else None
        if method is None or not project.hierarchy.derives(class_, _ROUTE_CLASSES):
            continue
        for function in project.home(class_).functions:
            if function.is_async and function.owner == method.qualname:
                yield Entry(function, f"route class `{class_.name}`", f"{class_.name}.{function.name}")
