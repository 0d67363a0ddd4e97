"""A job whose callback nobody registered is dropped without an error in the log."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Frame, FrameKind, Function
from fastapi_lint.facts.expression import Attribute, Call, Constant, Expr, Name, Operation, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.storage import package_modules, store_class
from fastapi_lint.model.finding import Finding

_LEVELS = ("error", "exception", "critical")


def check(project: Project, params: Params) -> Iterator[Finding]:
    class_ = store_class(project, params.store)
    yield from Finding.unless(class_, "store over LMDB")
    modules = package_modules(project, class_) if class_ is not None else ()
    for function in (function for module in modules for function in module.functions):
        for assign in function.body.assigns:
            is_lookup = len(assign.names) == 1 and _looks_up(assign.value, params.words)
            branch = _missing_branch(function, assign.names[0]) if is_lookup else None
            if branch is not None and not _logs(function, branch):
                yield Finding.of(assign, function=function.name)


def _looks_up(value: Expr | None, words: tuple[str, ...]) -> bool:
    """Whether it is `self._callbacks.get(name)` without a default."""
    if not isinstance(value, Call) or value.method != "get" or len(value.args) != 1:
        return False
    owner = value.func.value if isinstance(value.func, Attribute) else None
    return any(word in text(owner).lower() for word in words)


def _missing_branch(function: Function, name: str) -> Frame | None:
    """The `if` that is entered when nothing was found."""
    for frame in function.body.frames:
        match frame.subject:
            case Operation(op="is", operands=(Name(id=tested), Constant(value=None))) if tested == name:
                return frame if frame.kind is FrameKind.IF else None
            case Operation(op="not", operands=(Name(id=tested),)) if tested == name:
                return frame if frame.kind is FrameKind.IF else None
    return None


def _logs(function: Function, branch: Frame) -> bool:
    inside = [s.call for s in function.body.calls if branch in s.frames]
    raised = any(branch in s.frames for s in function.body.raises)
    handed = any(
        c.method not in _LEVELS and any(word in c.method for word in ("log", "report", "miss")) for c in inside
    )
    return raised or handed or any(c.method in _LEVELS for c in inside)
