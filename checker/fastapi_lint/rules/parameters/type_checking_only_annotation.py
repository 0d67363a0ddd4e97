"""A name that FastAPI or pydantic needs while the program runs is imported for type checkers only."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function, Import, Module, Param
from fastapi_lint.facts.expression import Call, Expr, Name, Subscript, is_constant, walk
from fastapi_lint.facts.interface.registered import routes_in
from fastapi_lint.facts.markers import dependency_functions, marker_of, markers_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_REBUILDS = frozenset({"model_rebuild", "update_forward_refs", "rebuild_dataclass"})


def check(module: Module, project: Project) -> Iterator[Finding]:
    hidden = _hidden(module)
    if not hidden:
        return
    for function, schema in _called_by_fastapi(module, project):
        for param in function.params:
            for name in _names(param.annotation, hidden) if _needs_type(module, project, param) else ():
                yield Finding.of(param, name=name, owner=function.name, target=hidden[name].target)
        for name in _names(function.returns, hidden) if schema else ():
            yield Finding.of(function, name=name, owner=function.name, target=hidden[name].target)
    yield from _of_models(module, project, hidden)


def _hidden(module: Module) -> dict[str, Import]:
    """The names that exist for type checkers only."""
    real = {i.bound for i in module.imports if i.guard != "type-checking"}
    return {i.bound: i for i in module.imports if i.guard == "type-checking" and i.bound not in real}


def _called_by_fastapi(module: Module, project: Project) -> Iterator[tuple[Function, bool]]:
    """The handlers and dependencies of the module; True where the return annotation is the response model."""
    for route in routes_in(project, module):
        yield route.function, not route.is_websocket and route.option("response_model") is None
    dependencies = dependency_functions(project)
    yield from ((function, False) for function in module.functions if function.symbol in dependencies)


def _needs_type(module: Module, project: Project, param: Param) -> bool:
    """FastAPI needs no type where `Depends(f)` says everything, unless the whole annotation is hidden in a string."""
    for marker in markers_of(project, param):
        if marker_of(project, marker) == "depends" and isinstance(marker, Call) and marker.args:
            return module.postponed_annotations and isinstance(param.annotation, Subscript) and param.default is None
    return param.kind not in ("*", "**") and param.name not in ("self", "cls")


def _names(annotation: Expr | None, hidden: dict[str, Import]) -> Iterator[str]:
    for part in walk(annotation) if annotation is not None else ():
        if isinstance(part, Name) and part.id in hidden:
            yield part.id
            return


def _of_models(module: Module, project: Project, hidden: dict[str, Import]) -> Iterator[Finding]:
    models = [c for c in module.classes if (m := project.models.get(c.symbol)) is not None and m.kind != "orm"]
    for class_ in models if models and not project.remember(_completes_models, project) else ():
        for field in class_.fields:
            if not field.name.startswith("_") and not is_constant(field.value, ...):
                for name in _names(field.annotation, hidden):
                    yield Finding.of(field, name=name, owner=class_.name, target=hidden[name].target)


def _completes_models(project: Project, _: Project) -> bool:
    """Whether some module completes classes later, with the types at hand."""
    sites = (s for m in project.modules.values() for body in m.scopes() for s in body.calls)
    return any(s.call.method in _REBUILDS for s in sites)
