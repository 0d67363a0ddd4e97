"""A field is declared with an argument that pydantic 2 refuses."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import is_constant, text
from fastapi_lint.facts.files.framework_versions import pydantic_major
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    if pydantic_major(project, module) != 2:
        return
    for site in module.calls():
        removed = params.removed.get(site.target, ())
        for argument in site.call.args if removed else ():
            if argument.keyword in removed and not is_constant(argument.value, None):
                new = params.successors.get(argument.keyword, "another type")
                yield Finding.of(site, call=text(site.call), old=argument.keyword, new=new)
