"""A JWT is decoded without saying which algorithms may have signed it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.arguments import once_assigned, spelled_out
from fastapi_lint.facts.code import Function, Module
from fastapi_lint.facts.expression import Call, Mapping, is_constant, string, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    for site, function in module.sites():
        if project.follow(site.target) not in params.decoders:
            continue
        call = spelled_out(project, site.call, function)
        if call.has_star or _verifies_nothing(project, call, function):
            continue
        algorithms = call.argument(2, "algorithms")
        if algorithms is None or is_constant(algorithms, None):
            yield Finding.of(site, call=text(call))


def _verifies_nothing(project: Project, call: Call, function: Function | None) -> bool:
    """Whether the signature is not looked at at all, which is another matter."""
    given = call.keyword("options")
    options = once_assigned(project, given, function) if given is not None else None
    pairs = options.items if isinstance(options, Mapping) else ()
    off = any(string(key) == "verify_signature" and is_constant(value, value=False) for key, value in pairs)
    return off or is_constant(call.keyword("verify"), value=False)
