"""A store with a time to live keeps no index of what expires when."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Constant, Expr, Name, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.storage import opens_lmdb, package_sites, store_class
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    class_ = store_class(project, params.store)
    if class_ is None:
        yield Finding.nothing("store over LMDB")
        return
    sites = [s for s, _ in package_sites(project, class_)]
    opened = [_words(project, s.call.argument(0, "key")) for s in sites if s.call.method == "open_db"]
    if not any(opens_lmdb(s.target) for s in sites):
        return
    for role, words in params.databases.items():
        if not any(word in name for name in opened for word in words):
            yield Finding.of(class_, part=role, store=class_.name, database=role)


def _words(project: Project, name: Expr | None) -> str:
    """The name of a database as written and as a value, in lower case."""
    value = project.value(name.target) if isinstance(name, Name) and name.target else name
    raw = value.value if isinstance(value, Constant) else ""
    plain = raw.decode(errors="replace") if isinstance(raw, bytes) else str(raw)
    return f"{text(name)} {plain}".lower()
