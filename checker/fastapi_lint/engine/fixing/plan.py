"""Decides which fixes of a file go together in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

import libcst as cst

from fastapi_lint.engine.fixing.codemods import Codemod, codemod
from fastapi_lint.model.fix import Fix
from fastapi_lint.model.location import block_of, node_of
from fastapi_lint.model.record import Record

Finder: TypeAlias = Callable[[cst.CSTNode, int], Mapping[int, cst.CSTNode]]
"""(top-level statement, its block number) -> the nodes that the extracting walk numbered in it."""

_CONTAINERS = (cst.FunctionDef, cst.ClassDef, cst.Parameters)
"""Levels whose codemods keep what is inside, so that inner changes do not get lost."""


class Target(Record):
    """A fix with the node that it is anchored to and the one that it changes; `ancestors` innermost first."""

    fix: Fix
    codemod: Codemod
    anchored: cst.CSTNode
    level: cst.CSTNode
    ancestors: tuple[cst.CSTNode, ...]


class Plan(Record, eq=True):
    """`lost` are fixes whose anchor does not lead to a node that their codemod can change."""

    targets: tuple[Target, ...]
    lost: tuple[Fix, ...]


def plan(module: cst.Module, fixes: Sequence[Fix], find: Finder) -> Plan:
    """The fixes that can be made in one pass: of two that overlap the outermost, else the first one."""
    located: list[Target] = []
    lost: list[Fix] = []
    by_block: dict[int, list[Fix]] = {}
    for fix in sorted(_distinct(fixes), key=lambda f: f.at):
        by_block.setdefault(block_of(fix.at), []).append(fix)
    for block, group in by_block.items():
        found = _targets(module, block, group, find)
        located += [t for t in found if isinstance(t, Target)]
        lost += [t for t in found if isinstance(t, Fix)]
    chosen: list[Target] = []
    for target in sorted(located, key=lambda t: len(t.ancestors)):
        if not any(_overlap(outer, target) for outer in chosen):
            chosen.append(target)
    return Plan(tuple(chosen), tuple(lost))


def _distinct(fixes: Sequence[Fix]) -> Iterable[Fix]:
    return {(f.at, f.codemod, tuple(sorted(f.args.items()))): f for f in fixes}.values()


def _targets(module: cst.Module, block: int, fixes: Sequence[Fix], find: Finder) -> list[Target | Fix]:
    if not 0 <= block < len(module.body):
        return list(fixes)
    statement = module.body[block]
    nodes = find(statement, block)
    parents = _parents(statement)
    return [_target(fix, nodes.get(node_of(fix.at)), statement, parents) for fix in fixes]


def _target(
    fix: Fix, anchored: cst.CSTNode | None, statement: cst.CSTNode, parents: Mapping[cst.CSTNode, cst.CSTNode]
) -> Target | Fix:
    mod = codemod(fix.codemod)
    if anchored is None or (anchored not in parents and anchored is not statement):
        return fix
    way = [anchored, *_up(anchored, parents)]
    for depth, node in enumerate(way):
        if isinstance(node, mod.LEVEL):
            return Target(fix, mod, anchored, node, tuple(way[depth + 1 :]))
    return fix


@lru_cache(maxsize=4)
def _parents(statement: cst.CSTNode) -> Mapping[cst.CSTNode, cst.CSTNode]:
    """Remembered: the fixes of one statement are often asked for one by one."""
    parents: dict[cst.CSTNode, cst.CSTNode] = {}
    queue = [statement]
    while queue:
        node = queue.pop()
        for child in node.children:
            parents[child] = node
            queue.append(child)
    return parents


def _up(node: cst.CSTNode, parents: Mapping[cst.CSTNode, cst.CSTNode]) -> Iterator[cst.CSTNode]:
    while (above := parents.get(node)) is not None:
        yield above
        node = above


def _overlap(outer: Target, inner: Target) -> bool:
    """Several parameters of one signature, or decorators of one function, may change together."""
    if outer.level is inner.level:
        return outer.codemod is not inner.codemod or outer.anchored is inner.anchored
    return outer.level in inner.ancestors and not isinstance(outer.level, _CONTAINERS)
