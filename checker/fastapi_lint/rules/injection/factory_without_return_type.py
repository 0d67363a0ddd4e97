"""A factory is registered by its type and does not name that type."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Lambda, text
from fastapi_lint.facts.injection.wiring import wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_VAGUE = ("Any", "object")


def check(project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    yield from Finding.unless(found, "service container")
    for registration in found.registrations if found is not None else ():
        if registration.key is not None:
            continue
        maker = registration.maker
        if isinstance(registration.factory, Lambda):
            yield Finding.of(registration, factory="the lambda")
        elif maker is not None and (maker.returns is None or text(maker.returns).rpartition(".")[2] in _VAGUE):
            yield Finding.of(registration, factory=f"`{maker.name}`")
