"""A client is constructed when a module is imported, so nothing owns its end."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Frame, FrameKind
from fastapi_lint.facts.configuration.environment import is_main_guard
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.command_line import is_command_line
from fastapi_lint.facts.operations.reach import web_modules
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    for module in service.application_modules():
        if is_command_line(module) and module.path not in web_modules(project):
            continue  # what it makes ends with the command
        for site in module.top.calls:
            if site.in_lambda or any(_is_script(frame) for frame in site.frames):
                continue
            if project.types.callee(site.call, None) in params.clients:
                yield Finding.of(site, call=text(site.call.func))


def _is_script(frame: Frame) -> bool:
    return frame.kind is FrameKind.IF and is_main_guard(frame.subject)
