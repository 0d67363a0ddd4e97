"""Which variables of a function are compared, validated or confined before they are used."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from fastapi_lint.facts.code import FrameKind, Function
from fastapi_lint.facts.expression import (
    Attribute,
    Call,
    Comprehension,
    Conditional,
    Expr,
    Name,
    Operation,
    children,
    is_constant,
)
from fastapi_lint.facts.handing import handed_call

_TESTS = frozenset({FrameKind.IF, FrameKind.WHILE, FrameKind.MATCH})
_IDLE_TESTS = frozenset({"exists", "is_file", "is_dir", "isfile", "isdir", "len", "endswith", "isinstance", "hasattr",
                         "eval"})  # fmt: skip
"""Questions that any hostile value can pass."""
_KINDS = frozenset({"suffix", "suffixes", "content_type", "size"})
_ADDRESS_PARTS = frozenset({"netloc", "hostname", "scheme"})
"""What is empty in an address within one's own site."""
_PARSERS = frozenset({"builtins.int", "builtins.float", "uuid.UUID", "ipaddress.ip_address"})
"""Calls that raise unless the text has a harmless form."""
_CHECKING = ("check", "valid", "verif", "ensure", "allow", "sanit", "safe", "assert", "permit", "guard", "secure",
             "authori", "is_relative_to", "relative_to", "match", "fullmatch")  # fmt: skip


def checked_names(function: Function) -> frozenset[str]:
    """Variables that a test of the function looks into, or that it hands to a function whose name says that it checks.

    What such a variable was made of counts too: `resolved = (base / name).resolve()` with a test of `resolved`
    confines `name`.
    """
    found: set[str] = set()
    for frame in function.body.frames:
        if frame.kind in _TESTS and frame.subject is not None:
            matched = frame.kind is FrameKind.MATCH
            found |= set(_names(frame.subject) if matched else names_tested(frame.subject))
    for part in function.body.parts():
        if isinstance(part, Conditional):
            found |= set(names_tested(part.test))
    for site in function.body.calls:
        for call in (site.call, handed_call(site.call)):
            if call is not None and is_check(call):
                found |= {n for a in (call.func, *(a.value for a in call.args)) for n in _names(a)}
    return frozenset(_with_ingredients(function, found | set(_looked_up(function))))


def _looked_up(function: Function) -> Iterator[str]:
    """Variables by which one of the known things is found, where a test asks whether there is one.

    `known = next((r for r in releases if r.link == link), None)` with a test of `known` confines `link`.
    """
    asked = {n for f in function.body.frames if f.kind in _TESTS and f.subject is not None for n in _names(f.subject)}
    for assign in function.body.assigns:
        value = assign.value
        search = value.argument(0) if isinstance(value, Call) and value.target == "builtins.next" else None
        if isinstance(search, Comprehension) and not asked.isdisjoint(assign.names):
            for condition in search.conditions:
                if isinstance(condition, Operation) and condition.op == "==":
                    yield from _names(condition)


def names_tested(test: Expr) -> Iterator[str]:
    """The variables of which a condition says more than that they are there."""
    match test:
        case Attribute(attr=attr) if attr in _ADDRESS_PARTS:
            yield from _names(test)
        case Name() | Attribute():
            return
        case Operation(op="is" | "is not"):
            return
        case Operation(op="==" | "!=", operands=operands) if any(
            is_constant(o, None) or is_constant(o, "") for o in operands
        ):
            return
        case Operation(op="and" | "or" | "not", operands=operands):
            for operand in operands:
                yield from names_tested(operand)
        case Call() if test.method in _IDLE_TESTS:
            return
        case Call() | Operation():
            if not any(isinstance(p, Call) and p.method in _IDLE_TESTS for p in children(test)):
                yield from _names(test)
        case _:
            yield from _names(test)


def is_check(call: Call) -> bool:
    """Whether the name of what is called says that it refuses bad values."""
    if call.target in _PARSERS:
        return True
    return _says_check(call.method) and not call.target.startswith(("subprocess.", "yaml."))


@lru_cache(maxsize=4096)  # few names, many calls
def _says_check(method: str) -> bool:
    name = method.lower().replace("urlsafe", "")  # an alphabet of base64, no check
    return any(word in name for word in _CHECKING)


def _names(expr: Expr) -> Iterator[str]:
    """The variables in an expression, except where only the kind or size of a file is asked for."""
    queue = [expr]
    while queue:
        part = queue.pop()
        if isinstance(part, Name):
            if not part.target:
                yield part.id
        elif not _asks_for_kind(part):
            queue.extend(children(part))


def _asks_for_kind(expr: Expr) -> bool:
    match expr:
        case Attribute(attr=attr):
            return attr in _KINDS
        case Call(args=(first, *_)) if expr.method in ("split", "rsplit", "rpartition", "partition"):
            return is_constant(first.value, ".")
        case Call():
            return expr.method in ("splitext", "guess_type", "guess_extension")
        case _:
            return False


def _with_ingredients(function: Function, checked: set[str]) -> set[str]:
    made_of = {
        name: assign.value
        for assign in function.body.assigns
        if assign.value is not None and assign.source == "="
        for name in assign.names
    }
    seen, queue = set(checked), list(checked)
    while queue:
        made = made_of.get(queue.pop())
        for name in set(_names(made)) - seen if made is not None else ():
            seen.add(name)
            queue.append(name)
    return seen
