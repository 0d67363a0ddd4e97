"""An exception of the project cannot be raised with the arguments that all callers use."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.interface.domain_errors import domain_errors
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    errors = domain_errors(project)
    for class_ in errors:
        wanted = params.signatures.get(class_.name)
        if wanted and (problem := _problem(project.hierarchy.method(class_, "__init__"), wanted)):
            yield Finding.of(_place(project, class_), part=class_.name, exception=class_.name, problem=problem)


def _place(project: Project, class_: Class) -> Class | Function:
    return project.functions.get(f"{class_.symbol}.__init__") or class_


def _problem(init: Function | None, wanted: tuple[str, ...]) -> str:
    """What a call with the wanted arguments fails at; names that end in `=` are given by keyword and optional."""
    keywords = [w.removesuffix("=") for w in wanted if w.endswith("=")]
    positional = len(wanted) - len(keywords)
    if init is None:
        return f"takes no `{keywords[0]}`" if keywords else ""
    own = [p for p in init.params if p.name != "self"]
    places = [p for p in own if p.kind in ("", "/")]
    if len(places) < positional and not any(p.kind == "*" for p in own):
        return f"takes {len(places)} of the {positional} arguments"
    needed = [p.name for p in places[positional:] if p.default is None]
    needed += [p.name for p in own if p.kind == "kw" and p.default is None]
    if needed:
        return f"also demands `{needed[0]}`"
    if any(p.kind == "**" for p in own):
        return ""
    named = {p.name for p in own}
    return next((f"takes no `{name}`" for name in keywords if name not in named), "")
