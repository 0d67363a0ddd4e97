"""An exception of the project reaches no handler, so clients get a 500."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.domain_errors import caught_names, domain_errors, raised_classes
from fastapi_lint.facts.exception_handlers import is_handled
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.request_code import request_code
from fastapi_lint.model.finding import Finding

_EVERYTHING = frozenset({"builtins.Exception", "builtins.BaseException"})


def check(project: Project) -> Iterator[Finding]:
    if not domain_errors(project):
        yield Finding.nothing("exception of the project")
        return
    if not any(r.is_app for r in project.routers.values()):
        return
    serving = {f.symbol for f in request_code(project)}
    caught = caught_names(project) - _EVERYTHING
    places = raised_classes(project)
    met = tuple(domain_errors(project))
    yield from Finding.unless(met, "exception of its own")
    for error in met:
        place = places.get(error.symbol)
        if place is None or place[1].symbol not in serving or _validates(place[1].decorators):
            continue
        if not caught & {*project.hierarchy.ancestors(error)} and not is_handled(project, error):
            yield Finding.of(error, error=error.name, function=place[1].name)


def _validates(decorators: tuple[object, ...]) -> bool:
    return any(getattr(d, "target", "").endswith("validator") for d in decorators)
