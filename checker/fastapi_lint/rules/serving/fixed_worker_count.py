"""A deployment fixes the number of workers in its command."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.launching import production_launches
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service) -> Iterator[Finding]:
    met = tuple(production_launches(service))
    yield from Finding.unless(met, "command that starts a server")
    for run in met:
        given = run.option("--workers", "-w")
        if given is not None and given.isdigit() and int(given) > 1:
            yield Finding.of(run, number=given)
