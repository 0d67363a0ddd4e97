"""A cookie that proves who the user is can be stolen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.arguments import spelled_out
from fastapi_lint.facts.code import CallSite, Module
from fastapi_lint.facts.expression import Call, Expr, is_constant, string
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    for site, function in module.sites():
        if site.call.method == "set_cookie":
            call = spelled_out(project, site.call, function)
            if not call.has_star and not _deletes(call):
                yield from _judged(site, call, project, params)


def _judged(site: CallSite, call: Call, project: Project, params: Params) -> Iterator[Finding]:
    name = project.constant(call.argument(0, "key"))
    if not isinstance(name, str):
        return
    if re.search(params.names, name):
        readable = re.search(params.readable, name) is not None
        missing = [f"`{flag}=True`" for flag in ("secure", "httponly") if _is_off(call, flag)]
        missing = [m for m in missing if not readable or "httponly" not in m]
        if missing:
            yield Finding.of(site, name=name, detail=f"logs a user in but lacks {' and '.join(missing)}")
    elif (string(call.keyword("samesite")) or "").lower() == "none" and _is_off(call, "secure"):
        yield Finding.of(site, name=name, detail='needs `secure=True` for `samesite="none"`, or browsers drop it')


def _is_off(call: Call, flag: str) -> bool:
    """Whether a flag is absent or `False`; a value that is read from somewhere is trusted."""
    value = _flag(call, flag)
    return value is None or is_constant(value, value=False)


def _flag(call: Call, flag: str) -> Expr | None:
    position = {"secure": 6, "httponly": 7}[flag]
    return call.argument(position, flag)


def _deletes(call: Call) -> bool:
    return is_constant(call.argument(1, "value"), "") or is_constant(call.keyword("max_age"), 0)
