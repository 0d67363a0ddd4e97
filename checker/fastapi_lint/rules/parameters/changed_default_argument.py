"""A function changes the mutable default of its own parameter, which all calls share."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function, Param
from fastapi_lint.facts.expression import Attribute, Call, Expr, Mapping, Name, Sequence, Subscript
from fastapi_lint.facts.markers import called_functions
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor

_MAKERS = frozenset({"builtins.list", "builtins.dict", "builtins.set", "collections.defaultdict", "collections.deque",
                     "collections.OrderedDict", "collections.Counter"})  # fmt: skip
_CHANGES = frozenset({"append", "extend", "insert", "add", "update", "pop", "popitem", "clear", "remove", "discard",
                      "setdefault", "sort", "reverse", "appendleft", "extendleft", "popleft"})  # fmt: skip


def check(function: Function, project: Project) -> Iterator[Finding]:
    if "<locals>" in function.qualname and not function.decorators:
        return  # it is defined, and its default created, anew with every call of the function around it
    for param in function.params:
        if not _is_mutable(param.default) or any(_rebinds(function, param)):
            continue
        if any(True for _ in _changes(function, param)) and function.symbol not in called_functions(project):
            yield Finding.of(param, name=param.name, function=function.name)


def _is_mutable(default: Expr | None) -> bool:
    match default:
        case Sequence(kind=kind):
            return kind in "[{"
        case Mapping():
            return True
        case Call():
            return default.target in _MAKERS
        case _:
            return False


def _rebinds(function: Function, param: Param) -> Iterator[bool]:
    """Whether the name means something else from some line on."""
    for assign in function.body.assigns:
        yield param.name in assign.names and not assign.op


def _changes(function: Function, param: Param) -> Iterator[Anchor]:
    for site in function.body.calls:
        func = site.call.func
        if isinstance(func, Attribute) and func.attr in _CHANGES and _is_param(func.value, param):
            yield site.at
    for assign in function.body.assigns:
        items = [t for t in assign.targets if isinstance(t, Subscript) and _is_param(t.value, param)]
        if items or (assign.op and param.name in assign.names):
            yield assign.at
    for delete in function.body.deletes:
        if isinstance(delete.value, Subscript) and _is_param(delete.value.value, param):
            yield delete.at


def _is_param(expr: Expr, param: Param) -> bool:
    return isinstance(expr, Name) and expr.id == param.name
