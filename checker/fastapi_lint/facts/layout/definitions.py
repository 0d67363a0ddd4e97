"""What a service defines, each definition with the role that it plays: a route, a schema, a table, settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Assign, Class, Function, Module
from fastapi_lint.facts.expression import Constant, Sequence, target_of
from fastapi_lint.facts.hierarchy import ORM_BASES
from fastapi_lint.facts.markers import dependency_functions
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.files.service import Service
    from fastapi_lint.facts.project import Project

_ROLE_OF_KIND = {"model": "schemas", "orm": "tables", "settings": "settings"}


class Definition(Record, eq=True):
    """A role is: routes, schemas, tables, settings, exceptions, handlers, dependencies, lifespan, services, constants.

    Helpers are the public functions of a module with routes that are none of these.
    """

    role: str
    name: str
    module: Module
    at: Anchor


def definitions(project: Project, service: Service) -> Iterator[Definition]:
    """Every definition of a service's application whose role is known; nested and private ones are left out."""
    own = {module.path: module for module in service.application_modules()}
    for route in service.routes:
        if route.module.path in own:
            yield Definition("routes", route.function.name, route.module, route.function.at)
    for module in own.values():
        for class_ in module.classes:
            if not class_.owner and not class_.name.startswith("_") and (role := _role_of(project, class_)):
                yield Definition(role, class_.name, module, class_.at)
        for assign in module.top.assigns:
            if _is_constant(assign):
                yield Definition("constants", assign.names[0], module, assign.at)
    yield from _functions(project, service, own)


def _functions(project: Project, service: Service, own: dict[str, Module]) -> Iterator[Definition]:
    handlers = {r.function.symbol for r in project.routes}
    known = _roles_of_functions(project)
    for module in {r.module.path: r.module for r in service.routes if r.module.path in own}.values():
        for function in module.functions:
            bound = any(a.names == (function.name,) for a in module.top.assigns)
            if (
                not bound
                and _is_helper(project, function)
                and function.symbol not in handlers
                and function not in known
            ):
                yield Definition("helpers", function.name, module, function.at)
    for function, role in known.items():
        module = project.home(function)
        if module.path not in own or function.owner or function.name.startswith("_"):
            continue
        if role != "dependencies" or function.symbol not in handlers:
            yield Definition(role, function.name, module, function.at)


def _is_common_base(class_: Class) -> bool:
    """Whether the class is what all tables derive from, and no table itself."""
    return class_.field("__tablename__") is None and any(target_of(base) in ORM_BASES for base in class_.bases)


def _role_of(project: Project, class_: Class) -> str:
    model = project.models.get(class_.symbol)
    if model is not None and model.kind == "orm" and _is_common_base(class_):
        return ""
    if model is not None and model.fields:
        return _ROLE_OF_KIND[model.kind]
    if is_exception(project, class_):
        return "exceptions"
    if class_.name.endswith(("ErrorCode", "ErrorCodes")):
        return "constants"
    if model is None and class_.name.endswith(("Service", "Repository", "UseCase")) and class_.methods:
        return "services"
    return ""


def is_exception(project: Project, class_: Class) -> bool:
    """Whether instances can be raised, as far as the names of its bases tell."""
    return any(a.rpartition(".")[2].endswith(("Exception", "Error")) for a in project.hierarchy.ancestors(class_)[1:])


def _roles_of_functions(project: Project) -> dict[Function, str]:
    asked = (f for f in dependency_functions(project).values() if f.name not in ("__init__", "__call__"))
    found = {f: "dependencies" for f in asked if not _gives_settings(project, f)}
    for hook in project.hooks:
        if hook.kind == "lifespan":
            found[hook.function] = "lifespan"
        elif hook.kind == "exception-handler":
            found[hook.function] = "handlers"
    return found


def _gives_settings(project: Project, function: Function) -> bool:
    """Whether it only hands out the settings: it stands beside their class, and routes may depend on it."""
    model = project.models.get(project.types.returned(function))
    return model is not None and model.kind == "settings"


def _is_helper(project: Project, function: Function) -> bool:
    """Whether it is a plain public function, and no factory of routers or apps."""
    if function.owner or function.name.startswith("_") or function.decorators or function.is_stub:
        return False
    makes_router = any(r.function is function for r in project.routers.values())
    return not makes_router and not project.types.returned(function).endswith(("APIRouter", "FastAPI"))


def _is_constant(assign: Assign) -> bool:
    """Whether a module-level name in capitals holds a plain value: a limit, a text, a tuple of them."""
    name = assign.names[0] if len(assign.names) == 1 else ""
    if not name.isupper() or name.startswith("_") or assign.op or assign.frames:
        return False
    value = assign.value
    items = value.items if isinstance(value, Sequence) else (value,)
    plain = [i.value for i in items if isinstance(i, Constant)]
    return bool(items) and len(plain) == len(items) and not any(isinstance(v, bool) or v is None for v in plain)
