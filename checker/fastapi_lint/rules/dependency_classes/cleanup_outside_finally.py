"""An object is opened and then not closed on every way out of the function."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.capabilities.dependency_classes import CLOSING, dependency_of, opened_in
from fastapi_lint.facts.code import CallSite, Frame, FrameKind, Function
from fastapi_lint.facts.expression import Attribute, Expr, Name, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(function: Function, project: Project) -> Iterator[Finding]:
    for opened in opened_in(function):
        if dependency_of(project, opened.site.call, function) is None or _is_handed_on(function, opened.name):
            continue
        closing = [s for s in function.body.calls if _closes(s, opened.name)]
        if not closing:
            yield Finding.of(opened.site, part="finally", name=opened.name, problem="is opened and never closed")
        elif not any(_frame(s.frames, FrameKind.FINALLY) for s in closing):
            problem = "is closed only when nothing fails"
            yield Finding.of(opened.site, part="finally", name=opened.name, problem=problem)
        elif not any(f.kind is FrameKind.TRY and f.has_finally for f in opened.site.frames):
            problem = "is opened before the `try` that closes it"
            yield Finding.of(opened.site, part="before-try", name=opened.name, problem=problem)


def _frame(frames: tuple[Frame, ...], kind: FrameKind) -> bool:
    return any(f.kind is kind for f in frames)


def _closes(site: CallSite, name: str) -> bool:
    func = site.call.func
    return isinstance(func, Attribute) and func.attr in CLOSING and func.value == Name(name)


def _is_handed_on(function: Function, name: str) -> bool:
    """Whether the object, or a method of it, leaves the function: returned, yielded, stored or given to a stack."""
    values: list[Expr | None] = [s.value for s in (*function.body.returns, *function.body.yields)]
    values += [a.value for a in function.body.assigns if not isinstance(a.targets[0], Name)]
    for site in function.body.calls:
        values += [a.value for a in site.call.args if isinstance(a.value, Attribute)]
    return any(v == Name(name) or _is_method(v, name) for v in values) or any(
        Name(name) in walk(s.call.args[0].value)
        for s in function.body.calls
        if s.call.args and s.call.method in ("enter_async_context", "push_async_exit", "append", "create_task")
    )


def _is_method(expr: Expr | None, name: str) -> bool:
    return isinstance(expr, Attribute) and expr.value == Name(name) and expr.attr in CLOSING
