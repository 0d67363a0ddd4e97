"""A token is issued that stays valid for ever."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Function
from fastapi_lint.facts.expression import Call, Expr, Mapping, Name, Subscript, string, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_EXPIRY = re.compile(r"(?i)^exp|expir|valid_(?:until|to)")
_Keys = frozenset[str] | None
"""The claims of a payload; None when some of them cannot be known."""


def check(function: Function, project: Project, params: Params) -> Iterator[Finding]:
    for site in function.body.calls:
        if project.follow(site.target) in params.encoders:
            keys = _keys(project, site.call.argument(0, "payload") or site.call.keyword("claims"), function)
            if keys is None or "exp" in keys or _is_only_read_back(site, function):
                continue
            if not any(_EXPIRY.search(k) and k in project.remember(_read_keys, project) for k in keys):
                yield Finding.of(site)


def _read_keys(project: Project, _: Project) -> frozenset[str]:
    """The keys that any code reads from a dictionary."""
    found = set()
    for function in project.functions.values():
        for part in function.body.parts():
            if isinstance(part, Subscript) and part.index:
                found.add(string(part.index[0]))
            elif isinstance(part, Call) and part.method == "get":
                found.add(string(part.argument(0)))
    return frozenset(key for key in found if key is not None)


def _is_only_read_back(site: CallSite, function: Function) -> bool:
    """Whether the token goes nowhere but into a `decode` of the same function, as in a test of two keys."""
    kept = [n for a in function.body.assigns if a.value == site.call for n in a.names]
    used = [_uses(e, kept) for e in function.body.expressions()]
    return len(kept) == 1 and sum(outside for outside, _ in used) == 1 and any(inside for _, inside in used)


def _uses(expr: Expr, names: list[str]) -> tuple[int, int]:
    """How often these variables stand in an expression outside and inside of a `decode`; bound ones stand outside."""
    inside = sum(_named(c, names) for c in walk(expr) if isinstance(c, Call) and c.method == "decode")
    return _named(expr, names) - inside, inside


def _named(expr: Expr, names: list[str]) -> int:
    return sum(isinstance(part, Name) and part.id in names for part in walk(expr))


def _keys(project: Project, expr: Expr | None, function: Function) -> _Keys:
    match expr:
        case Mapping(items=pairs):
            names = [project.constant(key, function) if key is not None else None for key, _ in pairs]
            known = frozenset(n for n in names if isinstance(n, str))
            return known if len(known) == len(names) else None
        case Name(id=name) if not expr.target:
            return _variable(project, name, function)
        case Call(args=args) if expr.target == "builtins.dict" and all(a.keyword for a in args):
            return frozenset(a.keyword for a in args)
        case _:
            return None


def _variable(project: Project, name: str, function: Function) -> _Keys:
    if function.param(name) is not None:
        return None
    made = [_keys(project, a.value, function) for a in function.body.assigns if name in a.names]
    return _all([*made, *_added(project, name, function)]) if made else None


def _added(project: Project, name: str, function: Function) -> Iterator[_Keys]:
    """What `claims[…] = …`, `claims.update(…)` and calls that get the whole dict may add."""
    for assign in function.body.assigns:
        for target in assign.targets:
            if isinstance(target, Subscript) and isinstance(target.value, Name) and target.value.id == name:
                key = project.constant(target.index[0], function) if target.index else None
                yield frozenset({key}) if isinstance(key, str) else None
    for site in function.body.calls:
        call = site.call
        owner = getattr(call.func, "value", None)
        if isinstance(owner, Name) and owner.id == name and call.method in ("update", "setdefault"):
            given = [_keys(project, a.value, function) for a in call.args if not a.keyword]
            yield _all([*given, frozenset(a.keyword for a in call.args if a.keyword)])
        elif call.method != "encode" and any(isinstance(a.value, Name) and a.value.id == name for a in call.args):
            yield None


def _all(found: Iterable[_Keys]) -> _Keys:
    keys: frozenset[str] = frozenset()
    for part in found:
        if part is None:
            return None
        keys |= part
    return keys
