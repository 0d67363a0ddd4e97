"""A machine code of an error is not written like the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import Constant, Expr, Mapping, string, walk
from fastapi_lint.facts.interface.domain_errors import domain_errors
from fastapi_lint.facts.interface.exception_handlers import registrations
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor


def check(project: Project, params: Params) -> Iterator[Finding]:
    for at, code in _codes(project, params.names):
        if not re.fullmatch(params.pattern, code):
            yield Finding(at, {"code": code})


def _codes(project: Project, names: tuple[str, ...]) -> Iterator[tuple[Anchor, str]]:
    """Codes of exception classes, codes given to them, and codes in error bodies and tables by status."""
    answered = [c for c in domain_errors(project) if _is_answered(project, c)]
    errors = {c.symbol for c in answered}
    for class_ in answered:
        yield from ((f.at, code) for f in class_.fields if f.name in names and (code := string(f.value)))
    for module in project.application_modules():
        for site, function in module.sites():
            made = project.types.callee(site.call, function)
            if made in errors or made.removesuffix(".__init__") in errors:
                yield from ((site.at, c) for n in names if (c := string(site.call.keyword(n))))
        for body in module.scopes():
            for assign in body.assigns:
                for part in walk(assign.value) if assign.value is not None else ():
                    yield from ((assign.at, code) for code in _written(part, names))


def _is_answered(project: Project, class_: Class) -> bool:
    """Whether an exception becomes an answer: it has a status, or a handler is registered for it."""
    caught = {r.exception for r in registrations(project)}
    for ancestor in project.hierarchy.project_ancestors(class_):
        init = project.functions.get(f"{ancestor.symbol}.__init__")
        names = {f.name for f in ancestor.fields} | {p.name for p in (init.params if init else ())}
        if ancestor.symbol in caught or any("status" in name for name in names):
            return True
    return False


def _written(part: Expr, names: tuple[str, ...]) -> Iterator[str]:
    """The codes of `{"code": …, "message": …}` and of `{404: …, 409: …}`."""
    if not isinstance(part, Mapping):
        return
    keys = [k.value if isinstance(k, Constant) else None for k, _ in part.items]
    is_body = "message" in keys and any(n in keys for n in names)
    is_table = len(keys) > 1 and all(isinstance(k, int) and 400 <= k < 600 for k in keys)
    for key, value in part.items:
        wanted = is_table or (is_body and string(key) in names)
        if wanted and (code := string(value)) and (is_body or " " not in code):
            yield code
