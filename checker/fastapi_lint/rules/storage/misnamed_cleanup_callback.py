"""The clean-up callback of the temp-file service has another name than all workers expect."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Constant, Expr, FString, Operation
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.storage import package_sites, temp_class
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    class_ = temp_class(project, params.temp_files)
    yield from Finding.unless(class_, "temporary files")
    for site, _ in package_sites(project, class_) if class_ is not None else ():
        if site.call.method not in params.registering:
            continue
        beginning = _beginning(project, site.call.argument(0, "name"))
        if beginning is not None and not beginning.startswith(params.prefix):
            yield Finding.of(site, prefix=params.prefix)


def _beginning(project: Project, name: Expr | None) -> str | None:
    """The literal text at the start of a name; None when it cannot be known."""
    match name:
        case FString(text=text):
            return None if text.startswith("{}") else text.partition("{}")[0]
        case Constant(value=str() as value):
            return value
        case Operation(op="+", operands=(first, _)):
            return _beginning(project, first)
        case _:
            constant = project.constant(name)
            return constant if isinstance(constant, str) else None
