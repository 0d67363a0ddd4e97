"""An event has a later version but no longer the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.operations.messages import event_bases, handles_events
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_VERSION = re.compile(r"V(\d+)$")


def check(project: Project) -> Iterator[Finding]:
    yield from Finding.unless(handles_events(project), "event")
    bases = {c.symbol for c in event_bases(project)}
    events = [c for c in project.classes.values() if project.hierarchy.derives(c, bases)]
    names = {c.name for c in events}
    for class_ in events:
        version = _VERSION.search(class_.name)
        if version is None or int(version[1]) < 2:
            continue
        earlier = f"{class_.name[: version.start()]}V{int(version[1]) - 1}"
        if earlier not in names:
            yield Finding.of(class_, name=class_.name, earlier=earlier)
