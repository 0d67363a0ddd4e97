"""A base error and the handler that answers it stand in different places."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.interface.domain_errors import domain_errors, is_root
from fastapi_lint.facts.interface.exception_handlers import registrations
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    if not registrations(project):
        yield Finding.nothing("exception handler")
        return
    roots = {c.symbol: c for c in domain_errors(project) if is_root(project, c)}
    met = tuple(registrations(project))
    yield from Finding.unless(met, "exception handler")
    for registered in met:
        error, handler = roots.get(registered.exception), registered.function
        if error is None or handler is None:
            continue
        home, place = project.home(error), project.home(handler)
        folder = home.path.rpartition("/")[0]
        if home is not place and folder != place.path.rpartition("/")[0]:
            yield Finding.of(registered, handler=handler.name, error=error.name, module=home.name)
