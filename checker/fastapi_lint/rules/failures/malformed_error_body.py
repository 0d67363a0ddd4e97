"""An exception handler answers with another shape than the project's error format."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, Mapping, Name, string, target_of
from fastapi_lint.facts.interface.exception_handlers import registrations
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.request_code import called_functions
from fastapi_lint.facts.responses import is_response
from fastapi_lint.model.finding import Finding

_PLAIN = ("HTMLResponse", "PlainTextResponse", "RedirectResponse", "TemplateResponse")


def check(project: Project, params: Params) -> Iterator[Finding]:
    if not registrations(project):
        yield Finding.nothing("exception handler")
        return
    handlers = {r.function.symbol: r.function for r in registrations(project) if r.function is not None}
    helpers = {f.symbol: f for h in handlers.values() for f in called_functions(project, h)}
    for function in {**handlers, **helpers}.values():
        for site in function.body.calls:
            target = project.follow(site.target)
            if target and is_response(project, target) and not target.endswith(_PLAIN):
                yield from _problems(project, params, function, site)


def _problems(project: Project, params: Params, function: Function, site: CallSite) -> Iterator[Finding]:
    body = _mapping(project, site.call.argument(0, "content"), function)
    if body is None or site.call.has_star:
        return
    if params.root:
        if {string(k) for k, _ in body.items} != {params.root}:
            yield _finding(site, function, "root", f"has other keys than `{params.root}`")
            return
        body = _mapping(project, body.items[0][1], function)
    if body is None or any(k is None for k, _ in body.items):
        return
    members = {string(k): v for k, v in body.items}
    missing = [m for m in params.members if m not in members]
    if missing:
        listed = " and ".join(f"`{m}`" for m in missing)
        yield _finding(
            site, function, "members", f"is incomplete: {listed} {'is' if len(missing) == 1 else 'are'} missing"
        )
    elif params.media_type and not _has_media_type(project, site.call, params.media_type):
        problem = f"is sent as `application/json` instead of `{params.media_type}`"
        yield _finding(site, function, "media-type", problem)
    elif (instance := members.get("instance")) is not None and _is_whole_url(instance):
        yield _finding(site, function, "instance", "gives the whole address as `instance`, query string included")


def _finding(site: CallSite, function: Function, part: str, problem: str) -> Finding:
    return Finding.of(site, part=part, handler=function.name, problem=problem)


def _mapping(project: Project, expr: Expr | None, function: Function) -> Mapping | None:
    """The dict that is written, directly or in a variable of the function that nothing changes later."""
    if isinstance(expr, Name) and not expr.target:
        values = [a.value for a in function.body.assigns if a.names == (expr.id,)]
        changed = any(
            t
            for a in function.body.assigns
            for t in a.targets
            if getattr(getattr(t, "value", None), "id", "") == expr.id
        )
        expr = values[0] if len(values) == 1 and not changed else None
    if isinstance(expr, Call) and expr.method == "jsonable_encoder":
        return _mapping(project, expr.argument(0), function)
    return expr if isinstance(expr, Mapping) else None


def _has_media_type(project: Project, call: Call, wanted: str) -> bool:
    given = call.argument(3, "media_type")
    if given is None and any(a.keyword == "headers" for a in call.args):
        return True
    if given is not None:
        return project.constant(given) == wanted or string(given) is None
    class_ = project.class_(project.follow(target_of(call.func)))
    field = project.hierarchy.field(class_, "media_type") if class_ is not None else None
    return field is not None


def _is_whole_url(value: Expr) -> bool:
    inner = value.argument(0) if isinstance(value, Call) and value.target == "builtins.str" else value
    return isinstance(inner, Attribute) and inner.attr == "url"
