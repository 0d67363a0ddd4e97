"""A package may be older than the project supports."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.files.versions import below, floor, numbers, shown
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    for wanted in params.floors:
        name, lowest = floor(wanted)
        required = service.requirement(name, "")
        if required is None or required.url or required.specifier is None:
            yield Finding.nothing(f"requirement of {name}", name)
            continue
        locked = next((lock.versions[name] for lock in service.locks if name in lock.versions), "")
        if locked:
            if below(numbers(locked), lowest):
                problem = f"`{name}` is locked at {locked}, below {shown(lowest)}"
                yield Finding.of(required, part=name, problem=problem)
        elif not required.floor:
            problem = f"nothing keeps `{name}` at {shown(lowest)} or newer; give it a lower bound"
            yield Finding.of(required, part=name, problem=problem)
        elif below(required.floor, lowest):
            problem = f"`{name}` may be {shown(required.floor)}, below {shown(lowest)}"
            yield Finding.of(required, part=name, problem=problem)
