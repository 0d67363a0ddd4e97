"""Dependencies that depend on each other."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Param
from fastapi_lint.facts.markers import dependency_functions, depends_on
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    edges = {s: [(p, f.symbol) for p, f in depends_on(project, d)] for s, d in dependency_functions(project).items()}
    closed: set[frozenset[str]] = set()
    for start in edges:
        for path, param in _ways_back(start, edges):
            if frozenset(path) not in closed:
                closed.add(frozenset(path))
                names = tuple(s.rpartition(".")[2] for s in (*path, start))
                yield Finding.of(param, chain=names, cycle=" -> ".join(names))


def _ways_back(start: str, edges: dict[str, list[tuple[Param, str]]]) -> Iterator[tuple[tuple[str, ...], Param]]:
    """The paths that lead from a dependency to itself, each with the parameter that closes it."""
    queue: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while queue:
        path = queue.pop()
        for param, following in edges.get(path[-1], ()):
            if following == start:
                yield path, param
            elif following not in seen:
                seen.add(following)
                queue.append((*path, following))
