"""The server writes text, dates or money for a culture."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Function, Module
from fastapi_lint.facts.expression import string, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_MAIL = ("mail", "email", "template", "report", "pdf", "log", "file", "export")


def check(project: Project, params: Params) -> Iterator[Finding]:
    for function in _answering(project):
        module = project.home(function)
        if any(word in f"{module.path}.{function.name}".lower() for word in _MAIL):
            continue
        for site in function.body.calls:
            if kind := _kind(site, project, params):
                yield Finding.of(site, part=kind, call=text(site.call.func), what=_WHAT[kind])
    for module in project.application_modules():
        yield from _translations(module, project, params)


_WHAT = {"format": "a date or an amount in the way of one culture", "text": "text in one language"}


def _kind(site: CallSite, project: Project, params: Params) -> str:
    target = project.follow(site.target)
    if any(target == name or target.startswith(f"{name}.") for name in params.formatters):
        return "format"
    pattern = string(site.call.argument(0)) if site.call.method == "strftime" else None
    several = pattern is not None and pattern.count("%") > 1
    return "format" if pattern is not None and several and any(code in pattern for code in params.codes) else ""


def _answering(project: Project) -> Iterator[Function]:
    """The handlers, and the methods of the schemas that they answer with."""
    yield from dict.fromkeys(route.function for route in project.routes)
    models = {m.class_.symbol for m in project.models.values() if m.kind == "model"}
    yield from (f for f in project.functions.values() if f.in_class and f.symbol.rpartition(".")[0] in models)


def _translations(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    """The first translated text of a module that serves requests."""
    if not any(route.module is module for route in project.routes):
        return
    for site, _ in module.sites():
        target = project.follow(site.target)
        if any(target == name or target.startswith(f"{name}.") for name in params.translators):
            yield Finding.of(site, part="text", call=text(site.call.func), what=_WHAT["text"])
            return
