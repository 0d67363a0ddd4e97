"""The class of an event does not say its version."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.operations.messages import event_bases, event_classes
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_EVENT = re.compile(r"EventV\d+$")


def check(project: Project, params: Params) -> Iterator[Finding]:
    pattern = re.compile(params.pattern)
    met = tuple(event_classes(project))
    yield from Finding.unless(met, "event class")
    for class_ in met:
        if not pattern.search(class_.name):
            problem = f"does not say which version of the event it is; call it `{class_.name}V1`"
            yield Finding.of(class_, name=class_.name, problem=problem)
    bases = {base.symbol: base.name for base in event_bases(project)}
    for class_ in project.classes.values() if bases else ():
        if not _EVENT.search(class_.name) or project.hierarchy.derives(class_, set(bases)):
            continue
        if project.hierarchy.knows_all_bases(class_) and project.hierarchy.is_model(class_):
            problem = f"does not derive from `{next(iter(bases.values()))}`, so it lacks what every event carries"
            yield Finding.of(class_, name=class_.name, problem=problem)
