"""The class of an event does not say its version."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.operations.messages import event_classes
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    pattern = re.compile(params.pattern)
    met = tuple(event_classes(project))
    yield from Finding.unless(met, "event class")
    for class_ in met:
        if not pattern.search(class_.name):
            yield Finding.of(class_, name=class_.name)
