"""Finds what the framework calls besides routes: middleware, lifespan, handlers, background tasks."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, Function, Module
from fastapi_lint.facts.expression import Attribute, Call, Expr, Mapping, Sequence, string, target_of
from fastapi_lint.facts.handing import unwrapped
from fastapi_lint.facts.interface.registering import registering
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Hook, Middleware
from fastapi_lint.source.index.router_finder import RouterFinder
from fastapi_lint.source.index.routers import APP_TYPES

_BASE_MIDDLEWARE = frozenset({"starlette.middleware.base.BaseHTTPMiddleware"})
_MIDDLEWARE = frozenset({"starlette.middleware.Middleware", "fastapi.middleware.Middleware"})


def find_hooks(project: Project, finder: RouterFinder) -> tuple[Hook, ...]:
    """Every hook, in file order."""
    found: list[Hook] = []
    for module in project.modules.values():
        for function in module.functions:
            found += _decorated(project, finder, module, function)
            found += _dispatch(project, module, function)
        for site, holder in registering(project, module):
            found += _registered(project, finder, module, holder, site)
    for router in project.routers.values():
        lifespan = unwrapped(project, router.option("lifespan"), router.function)[0]
        if lifespan is not None:
            found.append(Hook("lifespan", lifespan, project.home(lifespan), router.at, router.symbol))
        for name, kind in (("on_startup", "startup"), ("on_shutdown", "shutdown")):
            value = router.option(name)
            for item in value.items if isinstance(value, Sequence) else ():
                listener, _ = unwrapped(project, item, router.function)
                if listener is not None:
                    found.append(Hook(kind, listener, project.home(listener), router.at, router.symbol))
        given = router.option("exception_handlers")
        given = project.value(target_of(given)) if target_of(given) else given
        for _, item in given.items if isinstance(given, Mapping) else ():
            handler, _ = unwrapped(project, item, router.function)
            if handler is not None:
                found.append(Hook("exception-handler", handler, project.home(handler), router.at, router.symbol))
    return tuple(found)


def _decorated(project: Project, finder: RouterFinder, module: Module, function: Function) -> Iterator[Hook]:
    holder = project.functions.get(function.symbol.rpartition(".<locals>.")[0])
    for decorator in function.decorators:
        call = decorator.call
        if call is None or not isinstance(call.func, Attribute) or not (kind := _decorator_kind(call)):
            continue
        app = next(iter(finder.find(call.func.value, module, holder)), "")
        yield Hook(kind, function, module, decorator.at, app)


def _decorator_kind(call: Call) -> str:
    """What `@app.<call>` makes of the function below it; "" when it makes no hook."""
    match call.method:
        case "middleware" if string(call.argument(0)) == "http":
            return "middleware"
        case "exception_handler":
            return "exception-handler"
        case "on_event" if (event := string(call.argument(0))) in ("startup", "shutdown"):
            return event or ""
        case _:
            return ""


def _dispatch(project: Project, module: Module, function: Function) -> Iterator[Hook]:
    if function.in_class and function.name in ("dispatch", "__call__") and function.is_async:
        class_ = project.classes.get(function.symbol.rpartition(".")[0])
        if class_ is None:
            return
        asgi = [p.name for p in function.params[1:4]] == ["scope", "receive", "send"]
        if asgi or project.hierarchy.derives(class_, _BASE_MIDDLEWARE):
            yield Hook("middleware", function, module, function.at)


def _registered(
    project: Project, finder: RouterFinder, module: Module, holder: Function | None, site: CallSite
) -> Iterator[Hook]:
    call = site.call
    registrar = call.func.func if isinstance(call.func, Call) else call.func  # `app.middleware("http")(f)`, `app.add_…`
    if not isinstance(registrar, Attribute):
        return
    kind, handed = _handed(project, call, registrar, holder)
    function, _ = unwrapped(project, handed, holder)
    if function is not None:
        app = next(iter(finder.find(registrar.value, module, holder)), "") if kind != "background-task" else ""
        yield Hook(kind, function, project.home(function), call.at, app)


def _handed(project: Project, call: Call, registrar: Attribute, holder: Function | None) -> tuple[str, Expr | None]:
    """(kind of hook, what the call hands to the framework); None when it hands nothing over."""
    if isinstance(call.func, Call):
        kind = _decorator_kind(call.func)
        return kind, call.argument(0) if kind else None
    match registrar.attr:
        case "add_exception_handler":
            return "exception-handler", call.argument(1, "handler")
        case "add_event_handler" if (event := string(call.argument(0))) in ("startup", "shutdown"):
            return event or "", call.argument(1, "func")
        case "add_task" if project.types.of(registrar.value, holder).endswith("BackgroundTasks"):
            return "background-task", call.argument(0, "func")
        case _:
            return "", None


def find_middleware(project: Project, finder: RouterFinder) -> tuple[Middleware, ...]:
    """Every middleware class added to an app, in order of addition."""
    found: list[Middleware] = []
    counts: dict[str, int] = {}
    for module in project.modules.values():
        for site, holder in registering(project, module):
            func = site.call.func
            if isinstance(func, Attribute) and func.attr == "add_middleware":
                apps = finder.find(func.value, module, holder)
                if not apps and project.types.of(func.value, holder) not in APP_TYPES | {""}:
                    continue
                app = apps[0] if apps else ""
                counts[app] = counts.get(app, -1) + 1
                found.append(_middleware(project, app, site.call, module, holder, counts[app], "add_middleware"))
    for router in project.routers.values():
        listed = router.option("middleware")
        items = listed.items if isinstance(listed, Sequence) else ()
        for order, item in enumerate(reversed(items)):
            if isinstance(item, Call) and project.follow(item.target) in _MIDDLEWARE:
                found.append(_middleware(project, router.symbol, item, router.module, router.function, order, "list"))
    return tuple(found)


def _middleware(
    project: Project, app: str, call: Call, module: Module, holder: Function | None, order: int, style: str
) -> Middleware:
    class_ = call.argument(0, "middleware_class") or call.argument(0, "cls")
    target = getattr(class_, "target", "") if class_ is not None else ""
    return Middleware(app, project.follow(target) if target else "", call, call.at, module, holder, order, style)
