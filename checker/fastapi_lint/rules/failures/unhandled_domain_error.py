"""An exception of the project reaches no handler, so clients get a 500."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.interface.documented import is_documented
from fastapi_lint.facts.interface.domain_errors import caught_names, domain_errors, raised_classes
from fastapi_lint.facts.interface.exception_handlers import is_handled
from fastapi_lint.facts.interface.infrastructure import is_infrastructure
from fastapi_lint.facts.interface.validating import is_validator
from fastapi_lint.facts.naming import words
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.request_code import called_functions, request_code
from fastapi_lint.model.finding import Finding

_INTERNAL = frozenset({"config", "configuration", "settings", "internal", "startup", "bug", "unreachable", "probe"})
_EVERYTHING = frozenset({"builtins.Exception", "builtins.BaseException"})


def check(project: Project) -> Iterator[Finding]:
    if not domain_errors(project):
        yield Finding.nothing("exception of the project")
        return
    if not any(r.is_app for r in project.routers.values()):
        return
    serving = {f.symbol for f in request_code(project)} - _hidden(project)
    caught = caught_names(project) - _EVERYTHING
    places = raised_classes(project)
    met = tuple(domain_errors(project))
    yield from Finding.unless(met, "exception of its own")
    for error in met:
        place = places.get(error.symbol)
        inner = bool(_INTERNAL & set(words(error.name)))
        if (
            place is None
            or inner
            or place[1].symbol not in serving
            or any(is_validator(d) for d in place[1].decorators)
        ):
            continue
        if not caught & {*project.hierarchy.ancestors(error)} and not is_handled(project, error):
            yield Finding.of(error, error=error.name, function=place[1].name)


def _hidden(project: Project) -> set[str]:
    """Handlers that are no part of the documented API, and what probes call."""
    hidden = [r.function for r in project.routes if is_infrastructure(r) or not is_documented(project, r)]
    return {f.symbol for h in hidden for f in (h, *called_functions(project, h))}
