"""Where a service sets its logging up."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, Module
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.log_sinks import is_loguru_add
from fastapi_lint.facts.operations.reach import web_modules
from fastapi_lint.facts.project import Project
from fastapi_lint.model.location import Anchor, Location

_SETUP = frozenset({"logging.basicConfig", "logging.config.dictConfig", "logging.config.fileConfig",
                    "structlog.configure", "logging.StreamHandler", "logging.Formatter"})  # fmt: skip


def log_setup(service: Service) -> Anchor | Location:
    """The first place that sets logging up; the manifest when none does."""
    project = service.project
    loaded = web_modules(project)
    own = sorted(service.application_modules(), key=lambda module: module.path not in loaded)
    sites = (site for module in own for site in setup_sites(module, project))
    first = next(sites, None)
    return first.at if first is not None else service.at


def setup_sites(module: Module, project: Project) -> Iterator[CallSite]:
    """The calls of a module that set logging up."""
    for site, _ in module.sites():
        if project.follow(site.target) in _SETUP or is_loguru_add(site.call, project):
            yield site
