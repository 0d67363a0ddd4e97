"""A field is declared with an argument that pydantic 2 refuses."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Module
from fastapi_lint.facts.expression import is_constant, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(site: CallSite, project: Project, module: Module, params: Params) -> Iterator[Finding]:
    removed = params.removed.get(site.target)
    if not removed or project.pydantic_major(module) != 2:
        return
    for argument in site.call.args:
        if argument.keyword in removed and not is_constant(argument.value, None):
            new = params.successors.get(argument.keyword, "another type")
            yield Finding.of(site, call=text(site.call), old=argument.keyword, new=new)
