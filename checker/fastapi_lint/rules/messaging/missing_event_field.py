"""Events lack a field that consumers need."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class
from fastapi_lint.facts.operations.messages import event_bases
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_PURPOSES = {
    "event_id": "recognise an event that they have handled",
    "event_type": "choose the handler",
    "version": "choose the schema",
    "timestamp": "order and replay events",
}


def check(project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(event_bases(project))
    yield from Finding.unless(met, "event class")
    for base in met:
        if not project.hierarchy.knows_all_bases(base):
            continue
        for name, others in params.fields.items():
            if not _has(project, base, (name, *others)):
                purpose = _PURPOSES.get(name, "read the event")
                yield Finding.of(base, part=name, base=base.name, field=name, purpose=purpose)


def _has(project: Project, base: Class, names: tuple[str, ...]) -> bool:
    return any(project.hierarchy.field(base, name) is not None for name in names)
