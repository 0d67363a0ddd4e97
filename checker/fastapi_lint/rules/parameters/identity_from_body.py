"""Who the caller is, read from the request body."""

from __future__ import annotations

from collections.abc import Iterator

import re

from fastapi_lint.facts.expression import text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_IDENTITY = re.compile(
    r"(current|authed|authenticated|logged_in|signed_in|requesting|acting)_?"
    r"(user|account|member|admin|principal|identity|customer|employee|person)|principal|identity|requester"
)


def check(route: Route, project: Project) -> Iterator[Finding]:
    for param in route.params:
        if param.source == "body" and param.marker is None and _IDENTITY.fullmatch(param.param.name):
            class_ = project.class_(project.types.named(param.type))
            if class_ is not None:
                yield Finding.of(param, name=param.param.name, type=text(param.type), route=route.name)
