"""A handler checks its payload by hand."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import FrameKind
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, text, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.raised import error_status
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_PURE = ("builtins.", "re.", "string.", "decimal.", "datetime.")
_REFUSED = (400, 422)


def check(route: Route, project: Project) -> Iterator[Finding]:
    payloads = {p.param.name for p in route.params if p.source == "body"}
    for statement in route.function.body.raises if payloads else ():
        frames = [f for f in statement.frames if f.kind is not FrameKind.WITH]
        test = frames[-1].subject if len(frames) == 1 and frames[-1].kind is FrameKind.IF else None
        refuses = error_status(project, statement.value) in _REFUSED
        if test is not None and refuses and _looks_only_at(project, test, payloads):
            yield Finding.of(statement, route=route.name, test=text(test))


def _looks_only_at(project: Project, test: Expr, payloads: set[str]) -> bool:
    """Whether a test reads attributes of the payload and nothing else that can change."""
    seen = False
    for part in walk(test):
        if isinstance(part, Name):
            if part.id in payloads:
                seen = True
            elif not project.follow(part.target).startswith(_PURE) and part.target not in ("re", "string"):
                return False
        elif isinstance(part, Call) and not _is_pure(project, part):
            return False
    return seen and any(
        isinstance(p, Attribute) and isinstance(p.value, Name) and p.value.id in payloads for p in walk(test)
    )


def _is_pure(project: Project, call: Call) -> bool:
    target = project.follow(call.target)
    on_text = (
        isinstance(call.func, Attribute)
        and not target
        and call.method
        in ("strip", "lower", "upper", "isdigit", "startswith", "endswith", "isalnum", "isalpha", "split")
    )
    return target.startswith(_PURE) or on_text
