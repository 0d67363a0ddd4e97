"""A client's file name is joined to the temp directory and may lead out of it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Attribute, Call, Constant, Expr, FString, Name, Operation, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.storage import package_modules, temp_class
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor


def check(project: Project, params: Params) -> Iterator[Finding]:
    class_ = temp_class(project, params.temp_files)
    if class_ is None:
        yield Finding.nothing("store over LMDB")
        return
    functions = [f for m in package_modules(project, class_) for f in m.functions]
    if any(_confines(f, params) for f in functions):
        return
    for function in functions:
        for at, name in _joined(function):
            yield Finding(at, {"name": name, "function": function.name})
            return


def _confines(function: Function, params: Params) -> bool:
    """Whether the function tests a path, takes only the last part of a name, or knows the signs that lead out."""
    if any(s.call.method in params.checks for s in function.body.calls):
        return True
    subjects = (f.subject for f in function.body.frames if f.subject is not None)
    parts = [p for e in (*function.body.expressions(), *subjects) for p in walk(e)]
    return any(_is_last_part(p) or _names_separators(p) for p in parts)


def _is_last_part(part: Expr) -> bool:
    path = part.value if isinstance(part, Attribute) and part.attr == "name" else None
    return isinstance(path, Call) and path.method.endswith("Path")


def _names_separators(part: Expr) -> bool:
    value = part.value if isinstance(part, Constant) else None
    return isinstance(value, str) and (value in ("..", "\\") or ("/" in value and "\\" in value))


def _joined(function: Function) -> Iterator[tuple[Anchor, str]]:
    """Where a parameter called like a file name becomes part of a path."""
    names = {p.name for p in function.params if p.name in ("name", "filename", "file_name", "path", "key")}
    for assign in function.body.assigns:
        if assign.value is not None and (name := _path_with(assign.value, names)):
            yield assign.at, name
    for site in function.body.calls:
        given = (site.call.func, *(a.value for a in site.call.args))
        yield from ((site.at, name) for e in given if (name := _path_with(e, names)))
    for statement in function.body.returns:
        if statement.value is not None and (name := _path_with(statement.value, names)):
            yield statement.at, name


def _path_with(expr: Expr, names: set[str]) -> str:
    """The parameter that stands on the right of `root / …`, or in `os.path.join`."""
    for part in walk(expr):
        right: tuple[Expr, ...] = ()
        if isinstance(part, Operation) and part.op == "/":
            right = part.operands[1:]
        elif isinstance(part, Call) and (part.target == "os.path.join" or part.method == "joinpath"):
            right = tuple(a.value for a in part.args)
        for operand in right:
            inner = operand.values if isinstance(operand, FString) else (operand,)
            if found := next((i.id for i in inner if isinstance(i, Name) and i.id in names), ""):
                return found
    return ""
