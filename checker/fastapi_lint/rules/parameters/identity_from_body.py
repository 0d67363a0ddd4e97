"""Who the caller is, read from the request body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.markers import dependency_functions
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_NAME = re.compile(
    r"(current|authed|authenticated|logged_in|signed_in|requesting|acting)_?"
    r"(user|account|member|admin|principal|identity|customer|employee|person)|principal|identity|requester"
)
_CLASS = re.compile(
    r"((Current|Auth|Authenticated|LoggedIn|SignedIn)(User|Account|Member)|Principal|Identity|Caller)(Data|Info)?"
)


def check(route: Route, project: Project) -> Iterator[Finding]:
    for param in route.params:
        if param.source == "body" and param.marker is None:
            class_ = project.class_(project.types.named(param.type))
            if class_ is not None and (_NAME.fullmatch(param.param.name) or _is_given(project, class_)):
                yield Finding.of(param, name=param.param.name, type=text(param.type), route=route.name)


def _is_given(project: Project, class_: Class) -> bool:
    """Whether the class says who the caller is, and a dependency provides it elsewhere."""
    if not _CLASS.fullmatch(class_.name):
        return False
    return any(project.types.returned(f) == class_.symbol for f in dependency_functions(project).values())
