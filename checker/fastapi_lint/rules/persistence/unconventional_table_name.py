"""A table's name breaks the naming convention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Role
from fastapi_lint.facts.naming import is_plural, is_snake_case, words
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.tables import table_name, tables
from fastapi_lint.facts.web import Model
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    if not tables(project):
        yield Finding.nothing("table")
        return
    folders: dict[str, list[Model]] = defaultdict(list)
    for table in tables(project):
        if table.module.role is Role.APPLICATION and table.class_.field("__tablename__") is not None:
            folders[table.module.path.rpartition("/")[0]].append(table)
    for folder, neighbours in folders.items():
        names = [table_name(project, t) for t in neighbours]
        prefix = _prefix(names, folder.rpartition("/")[2])
        for table, name in zip(neighbours, names, strict=True):
            field = table.class_.field("__tablename__")
            for kind, problem in _problems(name, prefix):
                if kind in params.checks and field is not None:
                    yield Finding(field.at, {"table": name, "problem": problem}, part=kind)


def _problems(name: str, prefix: str) -> Iterator[tuple[str, str]]:
    last = words(name)[-1:]
    if not is_snake_case(name):
        yield "case", "is not in lower snake case"
    if last and is_plural(last[0]):
        yield "singular", f"is in plural: `{last[0]}`"
    if prefix and words(name)[:1] != (prefix,) and name not in (f"{prefix}s", f"{prefix}es"):
        yield "prefix", f"lacks the prefix `{prefix}_` of its neighbours"


def _prefix(names: list[str], folder: str) -> str:
    """The first word that the compound names of a folder share, or that gives it its name; "" when there is none."""
    first = [words(n)[0] for n in names if words(n)]
    best = max(first, key=first.count, default="")
    compound = any(words(n)[:1] == (best,) and len(words(n)) > 1 for n in names)
    shared = first.count(best) >= 2 and 2 * first.count(best) > len(names)
    return best if compound and len(names) > 1 and (shared or folder in (best, f"{best}s")) else ""
