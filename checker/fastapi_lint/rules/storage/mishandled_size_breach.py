"""A temp file that breaks a size cap is refused without a log record, or with an unexpected exception."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Frame, FrameKind, Function, Statement
from fastapi_lint.facts.expression import Call, Operation, target_of, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.storage import package_modules, temp_class
from fastapi_lint.model.finding import Finding

_WORDS = ("size", "cap", "limit", "largest", "max", "quota", "total")


def check(project: Project, params: Params) -> Iterator[Finding]:
    class_ = temp_class(project, params.temp_files)
    yield from Finding.unless(class_, "temporary files")
    for module in package_modules(project, class_) if class_ is not None else ():
        for function in module.functions:
            for statement in function.body.raises:
                test = _cap_test(statement)
                if test is None or statement.value is None:
                    continue
                if not _is_allowed(project, statement, params.exception):
                    raised = text(statement.value.func if isinstance(statement.value, Call) else statement.value)
                    problem = f"raises `{raised}` instead of `{params.exception}`"
                    yield Finding.of(statement, part="type", function=function.name, problem=problem)
                elif not _is_logged(function, test):
                    yield Finding.of(statement, part="log", function=function.name, problem="logs no error")


def _cap_test(statement: Statement) -> Frame | None:
    """The innermost `if` around a raise, when it compares a size with a cap."""
    branch = next((f for f in reversed(statement.frames) if f.kind is FrameKind.IF), None)
    subject = branch.subject if branch is not None else None
    operations = (subject, *getattr(subject, "operands", ()))
    compares = any(isinstance(o, Operation) and o.op in (">", "<", ">=", "<=") for o in operations)
    words = text(subject).lower()
    return branch if compares and sum(word in words for word in _WORDS) >= 1 and "_type" not in words else None


def _is_allowed(project: Project, statement: Statement, wanted: str) -> bool:
    value = statement.value
    target = value.target if isinstance(value, Call) else target_of(value)
    class_ = project.class_(target) if target else None
    names = project.hierarchy.ancestors(class_) if class_ is not None else (target,)
    return not target or "<unknown>" in names or any(n.rpartition(".")[2] == wanted for n in names)


def _is_logged(function: Function, test: Frame) -> bool:
    levels = ("error", "exception", "critical")
    return any(test in s.frames and s.call.method in levels for s in function.body.calls)
