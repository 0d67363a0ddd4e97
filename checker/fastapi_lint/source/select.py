"""Which blocks of which files libcst has to read.

A block is read when its own text can carry a finding, or when it lies on a way
from something that can be called by the framework to something that matters:
from a coroutine to a call that may block, from a route to a model, an exception
or a dependency. Ways are followed by the names that blocks mention, so the
choice may be too wide but not too narrow; `--full` reads everything and must
find the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from fastapi_lint.source.blocks import Outline
from fastapi_lint.source.link import Linker, module_name
from fastapi_lint.source.marks import Mark


def select(outlines: Iterable[Outline], linker: Linker) -> dict[str, tuple[int, ...]]:
    """Path -> indices of the blocks to read, in order; files without any are left out."""
    nodes: list[tuple[Outline, int]] = []
    owners: dict[str, list[int]] = defaultdict(list)
    for outline in outlines:
        module = module_name(outline.path)
        for index, block in enumerate(outline.blocks):
            for name in block.names:
                owners[f"{module}.{name}"].append(len(nodes))
            nodes.append((outline, index))
    forward, handed, made = _edges(nodes, owners, linker)
    backward: list[list[int]] = [[] for _ in nodes]
    for source, targets in enumerate(forward):
        for target in targets:
            backward[target].append(source)
    marks = [outline.blocks[index].marks for outline, index in nodes]

    def marked(mark: Mark) -> set[int]:
        return {n for n, m in enumerate(marks) if m & mark}

    values = {n for n, (outline, index) in enumerate(nodes) if not _is_function(outline, index)}
    entries, coroutines = marked(Mark.ENTRY), marked(Mark.ASYNC)
    reached = _reach(entries, forward)
    read = marked(Mark.OWN) | reached & (marked(Mark.REACHED) | coroutines)
    read |= {n for e in entries for n in forward[e]}
    read |= _querying_loops(reached & marked(Mark.LOOPED), marked(Mark.FUNCTION), marked(Mark.QUERIES), forward)
    read |= reached & _reach(marked(Mark.RAISES), backward)
    shapes = _reach(marked(Mark.SHAPES) & values, backward, values)
    read |= reached & shapes
    read |= shapes & _reach({n for r in read for n in forward[r]} & values, forward, values)
    read |= _reach(coroutines, forward) & _reach(marked(Mark.BLOCKS), backward)
    read |= _required(handed, made, forward, nodes)
    chosen: dict[str, list[int]] = defaultdict(list)
    for node in sorted(_with_values(read, forward, nodes)):
        outline, index = nodes[node]
        chosen[outline.path].append(index)
    return {path: tuple(indices) for path, indices in chosen.items()}


def _edges(
    nodes: list[tuple[Outline, int]], owners: dict[str, list[int]], linker: Linker
) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]], set[int]]:
    """For each block those that it mentions, and those that it hands to the framework; then all that make such."""
    edges: list[tuple[int, ...]] = []
    handed: list[tuple[int, ...]] = []
    made: set[int] = set()
    path = ""
    means: dict[str, str] = {}
    for outline, index in nodes:
        if outline.path != path:
            path, module = outline.path, module_name(outline.path)
            means = {i.bound: linker.absolute(i.target, module) for i in outline.imports} | linker.bindings(module)
        block = outline.blocks[index]
        edges.append(tuple({n for m in block.mentions for n in _mentioned(m, means, owners, linker)}))
        handed.append(tuple({n for m in block.calls for n in _mentioned(m, means, owners, linker)}))
        made.update(n for m in block.makers for n in _mentioned(m, means, owners, linker))
    return edges, handed, made


def _mentioned(mention: str, means: dict[str, str], owners: dict[str, list[int]], linker: Linker) -> list[int]:
    head, _, rest = mention.partition(".")
    target = means.get(head)
    return _owners_of(linker.follow(f"{target}.{rest}" if rest else target), owners) if target else []


def _querying_loops(
    looped: set[int], functions: set[int], queries: set[int], forward: list[tuple[int, ...]]
) -> set[int]:
    """Loops that call a function which may query, itself or by one more call, with those functions."""
    direct = functions & queries
    indirect = {n for n in functions if not direct.isdisjoint(forward[n])}
    found: set[int] = set()
    for loop in looped:
        asked = (direct | indirect).intersection(forward[loop])
        if asked:
            found |= {loop} | asked | {n for a in asked for n in direct.intersection(forward[a])}
    return found


def _with_values(read: set[int], forward: list[tuple[int, ...]], nodes: list[tuple[Outline, int]]) -> set[int]:
    """The blocks, and the assignments that they mention: constants, prefixes, aliases, instances."""
    seen = set(read)
    queue = list(read)
    while queue:
        for node in forward[queue.pop()]:
            outline, index = nodes[node]
            if node not in seen and not outline.blocks[index].is_definition:
                seen.add(node)
                queue.append(node)
    return seen


def _required(
    handed: list[tuple[int, ...]], made: set[int], forward: list[tuple[int, ...]], nodes: list[tuple[Outline, int]]
) -> set[int]:
    """What the framework calls, and for a variable everything that its value is made of."""
    seen: set[int] = set()
    queue = [n for group in handed for n in group]
    while queue:
        node = queue.pop()
        if node in seen:
            continue
        seen.add(node)
        outline, index = nodes[node]
        if node in made or not outline.blocks[index].is_definition:
            queue.extend(forward[node])
    return seen


def _owners_of(target: str, owners: dict[str, list[int]]) -> list[int]:
    while target:
        if target in owners:
            return owners[target]
        target = target.rpartition(".")[0]
    return []


def _is_function(outline: Outline, index: int) -> bool:
    """Whether a block only does something when it is called; classes and assignments shape others."""
    block = outline.blocks[index]
    return block.is_definition and bool(block.marks & Mark.FUNCTION)


def _reach(seeds: set[int], edges: list[tuple[int, ...]] | list[list[int]], within: set[int] | None = None) -> set[int]:
    seen = set(seeds)
    queue = list(seeds)
    while queue:
        for following in edges[queue.pop()]:
            if following not in seen and (within is None or following in within):
                seen.add(following)
                queue.append(following)
    return seen
