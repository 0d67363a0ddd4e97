"""Which fields of models and tables hold money."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Role
from fastapi_lint.facts.naming import words

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project
    from fastapi_lint.facts.web import Model, ModelField


def money_fields(project: Project, names: Collection[str]) -> Iterator[tuple[Model, ModelField]]:
    """The fields, each once, whose words end with one of these names (`unit_price` ends with `price`)."""
    wanted = [words(n) for n in names]
    for model in project.models.values():
        if model.module.role is not Role.APPLICATION or model.kind == "settings":
            continue
        for field in model.fields:
            said = words(field.name)
            if field.owner is model.class_ and any(said[-len(w) :] == w for w in wanted):
                yield model, field
