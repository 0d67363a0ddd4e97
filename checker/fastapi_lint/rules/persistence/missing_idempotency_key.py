"""Repeating a creation creates a second resource."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Role
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.interface.creating import creates
from fastapi_lint.facts.interface.documented import is_documented
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.idempotency import key_parameter
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    if any("idempoten" in m.target.lower() for m in project.middleware):
        return
    for route in service.routes:
        own = route.module.role is Role.APPLICATION and is_documented(project, route)
        if own and creates(route, params.creating) and key_parameter(project, route) is None:
            yield Finding.of(route, route=route.name, header=params.header)
