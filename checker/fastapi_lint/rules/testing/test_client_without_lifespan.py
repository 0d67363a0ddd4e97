"""A test client calls an app whose lifespan it has not entered."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, FrameKind, Function, Module, Role
from fastapi_lint.facts.expression import Call, Name
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_CLIENTS = frozenset({"fastapi.testclient.TestClient", "starlette.testclient.TestClient"})
_TRANSPORTS = frozenset({"httpx.ASGITransport", "httpx._transports.asgi.ASGITransport"})
_ENTERING = ("LifespanManager", "lifespan_context", "lifespan_manager", "router_startup")


def check(project: Project) -> Iterator[Finding]:
    if not any(hook.kind in ("lifespan", "startup") for hook in project.hooks):
        return
    tests = [m for m in project.modules.values() if m.role is Role.TEST]
    entered = any(_enters(module) for module in tests)
    for module in tests:
        for site, function in module.sites():
            target = project.follow(site.target)
            if target in _CLIENTS and not _is_entered(site, function, module):
                yield Finding.of(site, client="TestClient", remedy="use it as `with TestClient(app) as client`")
            elif target in _TRANSPORTS and not entered:
                yield Finding.of(site, client="ASGITransport", remedy="enter `LifespanManager(app)` around it")


def _enters(module: Module) -> bool:
    """Whether the file enters the lifespan by itself somewhere."""
    called = (f"{s.target}.{s.call.method}" for s, _ in module.sites())
    return any(name in call for call in called for name in _ENTERING)


def _is_entered(site: CallSite, function: Function | None, module: Module) -> bool:
    """Whether the client is made in a `with`, or put into a variable that some `with` enters."""
    frames = [f for body in module.scopes() for f in body.frames if f.kind is FrameKind.WITH]
    items = [item for frame in frames for item in frame.items]
    given = [arg.value for item in items if isinstance(item, Call) for arg in item.args]
    if any(entered is site.call for entered in (*items, *given)):
        return True
    body = function.body if function is not None else module.top
    names = {n for a in body.assigns if a.value is site.call for n in a.names}
    return any(isinstance(entered, Name) and entered.id in names for entered in (*items, *given))
