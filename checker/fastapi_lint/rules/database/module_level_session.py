"""One database session is opened at import and shared by all requests."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Call, text
from fastapi_lint.facts.operations.command_line import is_program
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    for assign in () if is_program(project, module) else module.top.assigns:
        if assign.source != "=" or assign.frames or len(assign.names) != 1 or not isinstance(assign.value, Call):
            continue
        type_ = project.types.of(assign.value)
        if type_ in params.types and not _is_scoped(project, assign.value):
            yield Finding.of(assign, name=assign.names[0], call=text(assign.value))


def _is_scoped(project: Project, call: Call) -> bool:
    """Whether the session is one of a registry, which gives each thread or task its own."""
    target = project.follow(call.target)
    made = project.value(target)
    return target.endswith("scoped_session") or (
        isinstance(made, Call) and project.follow(made.target).endswith("scoped_session")
    )
