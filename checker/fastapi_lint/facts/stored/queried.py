"""Which ORM class a database call answers with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Class, FrameKind, Function
from fastapi_lint.facts.expression import Attribute, Await, Call, Comprehension, Expr, Name, target_of

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_ROWS = frozenset({"first", "one", "one_or_none", "scalar", "scalar_one", "scalar_one_or_none", "all", "get", "get_one",
                   "unique", "fetchall"})  # fmt: skip
_BETWEEN = frozenset({"filter", "filter_by", "where", "order_by", "options", "limit", "offset", "join", "outerjoin",
                      "scalars", "execute", "exec", "unique", "distinct", "with_for_update", "yield_per"})  # fmt: skip


_ACTIVE = frozenset({"tortoise.models.Model", "tortoise.Model", "beanie.Document"})
"""Bases of classes that are asked for their rows themselves: `User.all()`."""
_OF_DOCUMENTS = frozenset({"find_all", "to_list"})
_ITERATED = frozenset({"scalars", "exec"})
"""Methods whose results can be iterated for one object after the other; those of `execute` are rows of columns."""
_LISTS = frozenset({"all", "list", "fetchall", "unique"})


def orm_class(project: Project, expr: Expr | None, function: Function | None) -> Class | None:
    """The ORM class of the object, or of the objects in the list, that an expression gives; None when unknown."""
    class_ = project.class_(project.types.of(expr, function))
    if class_ is not None:
        return class_ if project.hierarchy.is_orm(class_) else None
    match expr:
        case Await(value=value):
            return orm_class(project, value, function)
        case Name(id=name, target="") if function is not None:
            return _variable(project, name, function)
        case Comprehension(element=element, sources=(source,), kind="["):
            return orm_class(project, source, function) if isinstance(element, Name) else None
        case Call(func=Name(target="builtins.list"), args=(only,)):
            return orm_class(project, only.value, function)
        case Call(func=Attribute(value=inner, attr=attr)) if attr in _ROWS:
            return _rows(project, expr, inner, function)
        case Call():
            called = project.function(project.types.callee(expr, function))
            return _of_function(project, called) if called is not None else None
        case _:
            return None


def selected_class(project: Project, expr: Expr | None, function: Function | None) -> Class | None:
    """The ORM class that a statement such as `select(C)`, or the result of running it, is about; None when unknown."""
    return _chain(project, expr, function)


def _variable(project: Project, name: str, function: Function) -> Class | None:
    if function.param(name) is not None:
        return None
    values = [a for a in function.body.assigns if a.names == (name,)]
    if not values:
        frames = [f for f in function.body.frames if f.kind is FrameKind.COMPREHENSION and f.target == name]
        return _of_each(project, frames[0].subject, function) if len(frames) == 1 else None
    if len(values) != 1 or values[0].source not in ("=", ":=", "for") or values[0].op:
        return None
    if values[0].source == "for":
        return _of_each(project, values[0].value, function)
    return orm_class(project, values[0].value, function)


def _of_each(project: Project, rows: Expr | None, function: Function) -> Class | None:
    """The ORM class of what a loop takes from the result of a query, one after the other."""
    if isinstance(rows, Name) and not rows.target:
        values = [a for a in function.body.assigns if rows.id in a.names]
        given = len(values) != 1 or values[0].source != "=" or bool(values[0].op)
        rows = None if given or function.param(rows.id) is not None else values[0].value
    rows = rows.value if isinstance(rows, Await) else rows
    if isinstance(rows, Call) and rows.method in _ITERATED:
        return _chain(project, rows, function)
    return orm_class(project, rows, function) if isinstance(rows, Call) and rows.method in _LISTS else None


def _of_function(project: Project, called: Function) -> Class | None:
    """Of a helper without annotations that returns one query's rows."""
    if called.returns is not None or called.is_generator or len(called.body.returns) != 1:
        return None
    value = called.body.returns[0].value
    value = value.value if isinstance(value, Await) else value
    if isinstance(value, Call) and isinstance(value.func, Attribute) and value.method in _ROWS:
        return _rows(project, value, value.func.value, called)
    return None


def _rows(project: Project, call: Call, inner: Expr, function: Function | None) -> Class | None:
    if call.method in ("get", "get_one") and (named := _named(project, call.argument(0, "entity"))) is not None:
        return named
    if call.method == "scalar" and call.args:  # of a session, which is given the statement
        return _chain(project, call.argument(0, "statement"), function)
    return _chain(project, inner, function)


def _chain(project: Project, expr: Expr | None, function: Function | None) -> Class | None:
    """The class at the root of `session.query(C).filter(…)` or `session.execute(select(C)).scalars()`."""
    match expr:
        case Await(value=value):
            return _chain(project, value, function)
        case Name(id=name, target="") if function is not None and function.param(name) is None:
            values = [a for a in function.body.assigns if a.names == (name,)]
            return _chain(project, values[0].value, function) if len(values) == 1 else None
        case Call(func=Attribute(attr="query"), args=(only,)) if not only.star:
            return _named(project, only.value)
        case Call(args=(only,)) if expr.target.rpartition(".")[2] == "select" and not only.star:
            return _named(project, only.value)
        case Call(func=Attribute(attr="execute" | "exec" | "scalars", value=_), args=(statement, *_)):
            return _chain(project, statement.value, function)
        case Call(func=Attribute(value=inner, attr=attr)) if attr in _BETWEEN | _ROWS | _OF_DOCUMENTS:
            return _chain(project, inner, function)
        case Name() | Attribute() if (class_ := _named(project, expr)) is not None:
            return class_ if project.hierarchy.derives(class_, _ACTIVE) else None
        case _:
            return None


def _named(project: Project, expr: Expr | None) -> Class | None:
    class_ = project.class_(project.follow(target_of(expr))) if target_of(expr) else None
    return class_ if class_ is not None and project.hierarchy.is_orm(class_) else None
