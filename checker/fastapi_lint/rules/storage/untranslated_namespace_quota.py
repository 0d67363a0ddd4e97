"""The quota of namespaces is handed to LMDB as it is, where 0 means something else."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Attribute, Expr, Name, is_constant, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.storage import opens_lmdb, package_sites, store_class
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    class_ = store_class(project, params.store)
    yield from Finding.unless(class_, "store over LMDB")
    for site, function in package_sites(project, class_) if class_ is not None else ():
        if not opens_lmdb(site.target) or site.call.has_star:
            continue
        quota = site.call.keyword("max_dbs")
        if quota is not None and (is_constant(quota, 0) or _is_raw(quota, function)):
            yield Finding.of(site, quota=text(quota))


def _is_raw(quota: Expr, function: Function | None) -> bool:
    """Whether it is the setting itself, and nothing before tests it."""
    name = quota.attr if isinstance(quota, Attribute) else quota.id if isinstance(quota, Name) else ""
    if name.lower().strip("_") not in ("max_dbs", "max_namespaces", "quota") or function is None:
        return False
    tested = any(f.subject is not None and name in text(f.subject) for f in function.body.frames)
    assigned = any(name in a.names for a in function.body.assigns)
    return not tested and not assigned
