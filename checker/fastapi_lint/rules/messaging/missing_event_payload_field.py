"""An event lacks a field that other services expect in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import Attribute, Mapping, string
from fastapi_lint.facts.operations.messages import event_bases, handles_events, stream_calls
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_SUFFIX = re.compile(r"(?:Event)?(?:V(\d+))?$")


def check(project: Project, params: Params) -> Iterator[Finding]:
    yield from Finding.unless(handles_events(project), "event")
    bases = {c.symbol for c in event_bases(project)}
    events = [c for c in project.classes.values() if project.hierarchy.derives(c, bases)]
    for event, fields in params.payloads.items():
        wanted = event.replace("_", "").lower()
        versions = [c for c in events if _SUFFIX.sub("", c.name, count=1).lower() == wanted]
        if not versions:
            continue
        latest = max(versions, key=_version)
        missing = sorted(f for f in fields if project.hierarchy.field(latest, f) is None)
        if missing and project.hierarchy.knows_all_bases(latest):
            yield Finding.of(latest, part=event, name=f"`{latest.name}`", fields=", ".join(missing), event=event)
    for call in stream_calls(project, "publish"):
        named, payload = call.call.argument(0, "event_type"), call.call.argument(1, "payload")
        event = named.attr if isinstance(named, Attribute) else ""
        keys = {string(key) for key, _ in payload.items} if isinstance(payload, Mapping) else {None}
        missing = sorted(set(params.payloads.get(event, ())) - keys) if None not in keys else []
        if missing:
            yield Finding.of(call, part=event, name="this payload", fields=", ".join(missing), event=event)


def _version(class_: Class) -> int:
    found = _SUFFIX.search(class_.name)
    return int(found[1] or 1) if found is not None else 1
