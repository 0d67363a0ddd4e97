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


def logs_through_others(service: Service) -> bool:
    """Whether loggers come from a package that sets them up in its own way, which nobody can see here."""
    imports = (i for module in service.application_modules() for i in module.imports)
    foreign = (i.target for i in imports if i.target.endswith((".get_logger", ".getLogger")))
    return any(
        not target.startswith(("logging.", "structlog.", "loguru.")) and not service.project.is_known(_root(target))
        for target in foreign
    )


def _root(target: str) -> str:
    return target.partition(".")[0]
