"""A unique column also asks for an index."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.columns import columns
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    met = columns(project)
    yield from Finding.unless(met, "column")
    for column in met:
        if column.has("unique") and column.has("index"):
            yield Finding.of(column, column=column.name)
