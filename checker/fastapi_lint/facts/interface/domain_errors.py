"""The exception classes of the project, other than HTTP errors, and where they are raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Class, Function, Statement
from fastapi_lint.facts.expression import Call, Expr, Operation, Sequence, target_of, walk
from fastapi_lint.facts.raised import HTTP_EXCEPTIONS

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_NAMES = ("Exception", "RuntimeError", "ValueError", "KeyError", "LookupError", "TypeError", "ArithmeticError",
          "OSError", "PermissionError", "ConnectionError")  # fmt: skip
_ASKING = frozenset({"builtins.isinstance", "builtins.issubclass"})
BUILTIN_ROOTS = frozenset(f"builtins.{name}" for name in _NAMES)


def domain_errors(project: Project) -> tuple[Class, ...]:
    """The application's own exceptions whose bases are all known, HTTP errors left out."""
    return project.remember(_domain_errors, project)


def _domain_errors(project: Project, _: Project) -> tuple[Class, ...]:
    found = (c for m in project.application_modules() for c in m.classes)
    return tuple(c for c in found if _is_domain_error(project, c))


def _is_domain_error(project: Project, class_: Class) -> bool:
    hierarchy = project.hierarchy
    is_error = hierarchy.derives(class_, BUILTIN_ROOTS) and hierarchy.knows_all_bases(class_)
    return is_error and not hierarchy.derives(class_, HTTP_EXCEPTIONS)


def is_root(project: Project, class_: Class) -> bool:
    """Whether an exception has no base in the project."""
    return len(list(project.hierarchy.project_ancestors(class_))) == 1


def descendants(project: Project, class_: Class) -> list[Class]:
    """The exceptions of the application that derive from one."""
    return [c for c in domain_errors(project) if c is not class_ and class_.symbol in project.hierarchy.ancestors(c)]


def raised_classes(project: Project) -> dict[str, tuple[Statement, Function]]:
    """Symbol -> the first place where the application raises a class of the project."""
    return project.remember(_raised_classes, project)


def _raised_classes(project: Project, _: Project) -> dict[str, tuple[Statement, Function]]:
    found: dict[str, tuple[Statement, Function]] = {}
    for function in project.application_functions():
        for statement in function.body.raises:
            class_ = class_of(project, statement.value)
            if class_ is not None:
                found.setdefault(class_.symbol, (statement, function))
    return found


def class_of(project: Project, value: Expr | None) -> Class | None:
    """The project class that `raise X` or `raise X(…)` raises; also of `X.make(…)`."""
    target = value.target if isinstance(value, Call) else target_of(value)
    if not target:
        return None
    return project.class_(target) or project.class_(target.rpartition(".")[0])


def caught_names(project: Project) -> frozenset[str]:
    """The dotted names that some `except`, `isinstance` or comparison of the application names."""
    return project.remember(_caught_names, project)


def _caught_names(project: Project, _: Project) -> frozenset[str]:
    found: set[str] = set()
    for module in project.application_modules():
        for body in module.scopes():
            for caught in (caught for frame in body.frames for caught in frame.catches):
                items = caught.items if isinstance(caught, Sequence) else (caught,)
                found |= {project.follow(target_of(i)) for i in items if i is not None and target_of(i)}
            compared = [f.subject for f in body.frames if f.subject is not None]
            compared += [s.call for s in body.calls if s.target in _ASKING]
            found |= {project.follow(t) for expr in compared for part in walk(expr) for t in _compared(part) if t}
    return frozenset(found)


def _compared(part: Expr) -> tuple[str, ...]:
    """The classes that a value or its type is compared with."""
    if isinstance(part, Operation) and part.op in ("==", "is", "in"):
        return tuple(target_of(o) for o in part.operands)
    if isinstance(part, Call) and part.target in _ASKING:
        asked = part.argument(1)
        return tuple(target_of(i) for i in asked.items) if isinstance(asked, Sequence) else (target_of(asked),)
    return ()
