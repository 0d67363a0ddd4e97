"""An HTTP request that may wait for ever."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.arguments import spelled_out
from fastapi_lint.facts.code import Function, Module
from fastapi_lint.facts.expression import Attribute, Call, Name, is_constant, root_name, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety

_CLIENTS = frozenset({"requests", "httpx", "urllib"})


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    if not any(target.partition(".")[0] in _CLIENTS for target in module.bindings.values()):
        return
    for site, function in module.sites():
        call = spelled_out(project, site.call, function)
        timeout = call.keyword("timeout")
        if call.has_star or (timeout is not None and (call.method == "stream" or not is_constant(timeout, None))):
            continue  # who says that a stream may take for ever wants just that
        target = _of_global(project, call, module) or _callee(project, call, function)
        by_position = target.startswith("urllib.") and call.argument(2) is not None
        if not by_position and (target in params.endless or (timeout is not None and target in params.limited)):
            given = "`timeout=None`" if timeout is not None else "no timeout"
            fix = None  # who wrote `timeout=None` knows how long it may take
            if timeout is None:
                fix = Fix("set_keyword", call.at, {"name": "timeout", "value": "10"}, Safety.UNSAFE)
            yield Finding.of(call, fix=fix, call=text(call.func), given=given)


def _callee(project: Project, call: Call, function: Function | None) -> str:
    """What is called; of the methods only those of a client that this very function or class has made."""
    if call.target or not isinstance(call.func, Attribute) or function is None:
        return project.follow(call.target)
    root = root_name(call.func.value)
    made_here = root == "self" or any(root in a.names for a in function.body.assigns)
    return project.types.callee(call, function) if made_here else ""


def _of_global(project: Project, call: Call, module: Module) -> str:
    """The method of a client that this module makes at import and gives no adapter, which could set a timeout."""
    owner = call.func.value if isinstance(call.func, Attribute) else None
    if not isinstance(owner, Name) or owner.target != f"{module.name}.{owner.id}":
        return ""
    adapted = any(s.call.method == "mount" and root_name(s.call.func) == owner.id for s in module.top.calls)
    return "" if adapted or not isinstance(project.value(owner.target), Call) else project.types.callee(call, None)
