"""Two handlers are registered for one exception, and the first never runs."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.interface.exception_handlers import Registration, registrations
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    if not registrations(project):
        yield Finding.nothing("exception handler")
        return
    first: dict[tuple[str, str, str, str], Registration] = {}
    met = tuple(registrations(project))
    yield from Finding.unless(met, "exception handler")
    for registered in met:
        if not registered.exception or registered.conditional or registered.by_status:
            continue
        holder = registered.holder.symbol if registered.holder is not None else ""
        key = (registered.exception, registered.app, registered.module.path, holder)
        if registered.app and first.setdefault(key, registered) is not registered:
            yield Finding.of(registered, error=registered.exception.rpartition(".")[2])
