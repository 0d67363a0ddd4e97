"""A status is answered with another machine code than the one agreed for it, or with none of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Assign
from fastapi_lint.facts.expression import Call, Constant, Expr, Mapping, string, target_of, walk
from fastapi_lint.facts.interface.exception_handlers import registrations
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_CODE = re.compile(r"[A-Z][A-Z0-9_]+")
_STATUS = re.compile(r"\.HTTP_(\d{3})_")


def check(project: Project, params: Params) -> Iterator[Finding]:
    for module in project.application_modules():
        for body in module.scopes():
            for assign in body.assigns:
                yield from _table(assign, params)
    for handler in {r.function.symbol: r.function for r in registrations(project) if r.function}.values():
        for site in handler.body.calls:
            status, code = _answered(site.call)
            if code and code != params.codes.get(status, code):
                wanted = params.codes[status]
                yield Finding.of(site, part=status, status=status, problem=f"with `{code}` instead of `{wanted}`")


def _table(assign: Assign, params: Params) -> Iterator[Finding]:
    """What is wrong in a table from statuses to codes: `{404: "NOT_FOUND", status.HTTP_409_CONFLICT: …}`."""
    for part in walk(assign.value) if assign.value is not None else ():
        found = {_status(k): string(v) for k, v in part.items} if isinstance(part, Mapping) else {}
        if len(found) < 3 or "" in found or not all(code and _CODE.fullmatch(code) for code in found.values()):
            continue
        for status, code in found.items():
            if code != params.codes.get(status, code):
                problem = f"with `{code}` instead of `{params.codes[status]}`"
                yield Finding.of(assign, part=status, status=status, problem=problem)
        for status in params.listed:
            if status not in found:
                yield Finding.of(assign, part=status, status=status, problem="with no code of its own")


def _status(key: Expr | None) -> str:
    """The status that a key means, "" when it means none."""
    if isinstance(key, Constant) and isinstance(key.value, int):
        return str(key.value)
    found = _STATUS.search(target_of(key))
    return found[1] if found else ""


def _answered(call: Call) -> tuple[str, str]:
    """The status and the code that a handler writes into one call."""
    values = [a.value for a in call.args]
    statuses = [s for v in values if (s := _status(v)) and len(s) == 3]
    codes = [c for v in values if (c := string(v)) and _CODE.fullmatch(c) and "_" in c]
    return (statuses[0], codes[0]) if len(statuses) == 1 and len(codes) == 1 else ("", "")
