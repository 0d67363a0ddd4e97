"""Importing a module talks to the network, the disk, a database or another process."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Frame, FrameKind
from fastapi_lint.facts.configuration.environment import is_main_guard
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    for module in service.application_modules():
        if module.path.endswith("__main__.py") or not module.path.startswith(service.package):
            continue
        for site in module.top.calls:
            if site.in_lambda or any(_is_script(frame) for frame in site.frames):
                continue
            callee = project.types.callee(site.call, None)
            if callee in params.calls or _named_like(site, params):
                yield Finding.of(site, call=text(site.call.func))


def _named_like(site: CallSite, params: Params) -> bool:
    """Whether it is a method whose name alone says what it does: `metadata.create_all`."""
    return site.call.method in params.methods


def _is_script(frame: Frame) -> bool:
    return frame.kind is FrameKind.IF and is_main_guard(frame.subject)
