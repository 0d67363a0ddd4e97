"""Walks libcst trees without recursion, and says which names they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import libcst as cst


def walk(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The node and everything inside it, in no particular order."""
    queue = [node]
    while queue:
        current = queue.pop()
        yield current
        queue.extend(current.children)


@lru_cache(maxsize=2)
def mentions(module: cst.Module) -> Counter[str]:
    """How often each plain name stands in a file: attributes and keywords do not count, the import of a name does.

    Remembered, and never to be changed: the fixes of one file are often asked for one by one.
    """
    names: Counter[str] = Counter()
    for node in walk(module):
        match node:
            case cst.Name(value=value):
                names[value] += 1
            case cst.Attribute(attr=cst.Name(value=value)) | cst.Arg(keyword=cst.Name(value=value)):
                names[value] -= 1
            case cst.ImportFrom(module=cst.Name(value=value)):
                names[value] -= 1
            case cst.ImportAlias(name=cst.Name(value=value), asname=cst.AsName()):
                names[value] -= 1
    return names


def quotes(module: cst.Module, name: str) -> bool:
    """Whether a string of the file holds the name: a quoted annotation, or an entry of `__all__`."""
    return any(isinstance(node, cst.SimpleString) and name in node.value for node in walk(module))


def bound_in(scope: cst.CSTNode) -> frozenset[str]:
    """The names that a function, lambda or class binds, those of nested scopes included."""
    names: set[str] = set()
    for node in walk(scope):
        match node:
            case cst.Param(name=target) | cst.FunctionDef(name=target) | cst.ClassDef(name=target):
                names.add(target.value)
            case cst.AssignTarget(target=target) | cst.AnnAssign(target=target) | cst.NamedExpr(target=target):
                names.update(_plain(target))
            case cst.For(target=target) | cst.CompFor(target=target) | cst.AsName(name=target):
                names.update(_plain(target))
            case cst.ImportAlias(asname=None):
                names.add(node.evaluated_name.partition(".")[0])
    return frozenset(names)


def _plain(target: cst.CSTNode) -> Iterator[str]:
    match target:
        case cst.Name(value=value):
            yield value
        case cst.Tuple(elements=elements) | cst.List(elements=elements):
            for element in elements:
                yield from _plain(element.value)
