"""Nothing in a service makes its log records JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function, Module
from fastapi_lint.facts.expression import is_constant
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.files.settings_files import IniFile, YamlFile
from fastapi_lint.facts.operations.log_setup import log_setup, logs_through_others
from fastapi_lint.facts.operations.log_sinks import is_loguru_add
from fastapi_lint.facts.operations.vocabulary import imports_any, speaks_of
from fastapi_lint.model.finding import Finding

_FORMATTER = re.compile(r"(?i)json_?(?:log_?)?(?:renderer|formatter)|formatter_?json|ecs_?formatter|as_json")
_FILES = ("**/*.ini", "**/log*.yaml", "**/log*.yml")


def check(service: Service, params: Params) -> Iterator[Finding]:
    modules = tuple(service.application_modules())
    project = service.project
    if logs_through_others(service):
        yield Finding.nothing("set-up of logs that can be read")
        return
    if imports_any(modules, params.packages) or speaks_of(project, modules, _FORMATTER):
        return
    if not any(_writes_json(module, service) for module in modules) and not _configured(service):
        yield Finding(log_setup(service), {"service": service.name})


def _writes_json(module: Module, service: Service) -> bool:
    """Whether loguru serialises, or a formatter or sink of the module's own dumps JSON."""
    for site, _ in module.sites():
        serialize = site.call.keyword("serialize")
        if serialize is not None and is_loguru_add(site.call, service.project):
            return not is_constant(serialize, value=False)
    return any(_formats(function) for function in module.functions)


def _formats(function: Function) -> bool:
    named = re.search(r"(?i)format|sink|render|serializ|patch", function.name) is not None
    return named and any(s.call.method == "dumps" for s in function.body.calls)


def _configured(service: Service) -> bool:
    """Whether a configuration file of logging names a JSON formatter."""
    files = service.project.files
    for path in service.matching(*_FILES):
        ini, yaml = files.file(path, IniFile), files.file(path, YamlFile)
        roots = ((ini.root,) if ini is not None else ()) + (yaml.documents if yaml is not None else ())
        if any("json" in node.text().lower() for root in roots for _, node in root.walk()):
            return True
    return False
