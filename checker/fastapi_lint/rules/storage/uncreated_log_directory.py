"""A log file is opened in a directory that nothing creates."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Constant
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_MAKERS = ("mkdir", "makedirs", "ensure_dir")


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    sites = list(module.sites())
    if any(s.call.method in _MAKERS for s, _ in sites):
        return
    for site, _ in sites:
        if project.follow(site.target) not in params.handlers:
            continue
        path = site.call.argument(0, "filename")
        plain = isinstance(path, Constant) and "/" not in str(path.value)
        if path is not None and not plain:
            yield Finding.of(site, handler=site.call.method)
