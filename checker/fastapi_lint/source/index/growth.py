"""What is added to a list or table after it was written: `ROUTERS.append(r)`, `ROUTERS += [r]`, `TABLE["/x"] = r`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from fastapi_lint.facts.code import LOOPS, Assign, Body, CallSite, Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, Opaque, Starred, Subscript, target_of, walk
from fastapi_lint.facts.project import Project

Turns: TypeAlias = Callable[[CallSite, Function | None], tuple[Call, ...]]
"""What a call says in each turn of the loops around it."""
Pair: TypeAlias = tuple[Expr | None, Expr]
_Holder: TypeAlias = tuple[Body, Function | None]
_Addition: TypeAlias = tuple[CallSite | Assign, Body, Function | None]
_Is: TypeAlias = Callable[[Expr], bool]
_ADDING = {"append": 0, "extend": 0, "insert": 1}
"""The methods that add to a list, with the position of what they add."""


def added_items(project: Project, table: Expr | None, function: Function | None, turns: Turns) -> Iterator[Expr]:
    """What a list gets from the function whose variable it is, or from any module; starred: all of another list."""
    for added, _, holder in _additions(project, table, function):
        if isinstance(added, CallSite):
            for call in turns(added, holder):
                given = call.argument(_ADDING[call.method])
                if given is not None:
                    yield _seen(Starred(given) if call.method == "extend" else given, holder, function)
        elif added.op and added.value is not None:
            yield _seen(Starred(added.value), holder, function)


def added_pairs(project: Project, table: Expr | None, function: Function | None) -> Iterator[Pair]:
    """What a table gets."""
    for added, _, holder in _additions(project, table, function):
        match added:
            case Assign(targets=(Subscript(index=(key,)),), value=given) if given is not None:
                yield key, _seen(given, holder, function)


def grows_in_order(project: Project, table: Expr | None, function: Function | None) -> bool:
    """Whether its items come in the order of the text: all added in one body, without conditions, at the end."""
    found = list(_additions(project, table, function))
    at_end = not any(isinstance(added, CallSite) and added.call.method == "insert" for added, _, _ in found)
    certain = all(frame.kind in LOOPS for added, _, _ in found for frame in added.frames)
    return at_end and certain and len({id(body) for _, body, _ in found}) < 2


def _additions(project: Project, table: Expr | None, function: Function | None) -> Iterator[_Addition]:
    same = _recogniser(project, table)
    for body, holder in _holders(project, table, function):
        for site in body.calls:
            if site.call.method in _ADDING and isinstance(site.call.func, Attribute) and same(site.call.func.value):
                yield site, body, holder
        for assign in body.assigns:
            target = assign.targets[0]
            if same(target) if assign.op == "+" else isinstance(target, Subscript) and same(target.value):
                yield assign, body, holder


def _recogniser(project: Project, table: Expr | None) -> _Is:
    if isinstance(table, Name) and not table.target:
        return lambda expr: expr == table
    meant = project.follow(target_of(table))
    return lambda expr: bool(name := target_of(expr)) and (name == meant or project.follow(name) == meant)


def _holders(project: Project, table: Expr | None, function: Function | None) -> list[_Holder]:
    """The bodies that can name it."""
    if isinstance(table, Name) and not table.target:
        return [(function.body, function)] if function is not None else []
    target = project.follow(target_of(table)) if target_of(table) else ""
    return project.remember(_naming, target) if target else []


def _naming(project: Project, target: str) -> list[_Holder]:
    home = target.rpartition(".")[0]
    names = (target, home)
    near = [m for m in project.modules.values() if m.name == home or any(b in names for b in m.bindings.values())]
    bodies: list[_Holder] = [(m.top, None) for m in near]
    return bodies + [(f.body, f) for m in near for f in m.functions]


def _seen(given: Expr, holder: Function | None, asked: Function | None) -> Expr:
    """The item, unless it is made of another function's variables."""
    local = holder is not asked and any(isinstance(part, Name) and not part.target for part in walk(given))
    return Opaque() if local else given
