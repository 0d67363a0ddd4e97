"""A middleware that answers by itself stands outside CORSMiddleware: browsers cannot read its answers."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Frame, FrameKind, Function
from fastapi_lint.facts.expression import Await, Call, Expr, Name, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Middleware
from fastapi_lint.model.finding import Finding

_CORS = frozenset({"fastapi.middleware.cors.CORSMiddleware", "starlette.middleware.cors.CORSMiddleware"})
_ANSWERING = frozenset({
    "fastapi.middleware.httpsredirect.HTTPSRedirectMiddleware",
    "starlette.middleware.httpsredirect.HTTPSRedirectMiddleware",
    "starlette.middleware.authentication.AuthenticationMiddleware",
    "slowapi.middleware.SlowAPIMiddleware",
    "slowapi.middleware.SlowAPIASGIMiddleware",
})  # fmt: skip


def check(cors: Middleware, project: Project) -> Iterator[Finding]:
    if cors.target not in _CORS or not cors.app:
        return
    for name, outer in _added_later(cors, project):
        if outer is None or _answers(outer):
            yield Finding.of(cors, outer=name)
            return


def _added_later(cors: Middleware, project: Project) -> Iterator[tuple[str, Function | None]]:
    """(name, its dispatch function) of what wraps CORSMiddleware; a known library class has no function."""
    for other in project.middleware:
        same = other.app == cors.app and other.module is cors.module and other.function is cors.function
        if not same or other.style != cors.style or other.order <= cors.order or _is_conditional(other):
            continue
        class_ = project.class_(other.target)
        name = other.target.rpartition(".")[2]
        if other.target in _ANSWERING:
            if name != "AuthenticationMiddleware" or _refuses_somebody(other, project):
                yield name, None
        elif class_ is not None and (dispatch := project.hierarchy.method(class_, "dispatch")) is not None:
            yield name, dispatch
    for hook in project.hooks:
        top = cors.function is None and not hook.function.owner and not hook.function.frames
        if (
            hook.kind == "middleware"
            and hook.app == cors.app
            and hook.module is cors.module
            and top
            and hook.at > cors.at
        ):
            yield hook.function.name, hook.function


def _refuses_somebody(added: Middleware, project: Project) -> bool:
    """Whether the backend may raise what Starlette's middleware answers; one that is not the project's may."""
    backend = added.call.keyword("backend")
    class_ = project.class_(backend.target) if isinstance(backend, Call) else None
    if class_ is None:
        return True
    imported = (i.target for m in project.application_modules() for i in m.imports)
    return any(target.endswith(("AuthenticationError", "starlette.authentication")) for target in imported)


def _is_conditional(added: Middleware) -> bool:
    body = added.function.body if added.function else added.module.top
    frames = next((s.frames for s in body.calls if s.at == added.at), ())
    return any(f.kind in (FrameKind.IF, FrameKind.ELSE) for f in frames)


def _answers(dispatch: Function) -> bool:
    """Whether it returns a response of its own making instead of what `call_next` gave."""
    passed_on = {
        n for a in dispatch.body.assigns if a.value is not None and _calls_next(a.value, dispatch) for n in a.names
    }
    return any(
        isinstance(s.value, Call)
        and s.value.target.endswith("Response")
        and _is_branch(s.frames)
        and not any(isinstance(e, Name) and e.id in passed_on for e in walk(s.value))
        for s in dispatch.body.returns
    )


def _calls_next(value: Expr, dispatch: Function) -> bool:
    call_next = dispatch.params[-1].name if dispatch.params else ""
    call = value.value if isinstance(value, Await) else value
    return isinstance(call, Call) and isinstance(call.func, Name) and call.func.id == call_next


def _is_branch(frames: tuple[Frame, ...]) -> bool:
    return any(f.kind in (FrameKind.IF, FrameKind.ELSE, FrameKind.EXCEPT) for f in frames)
