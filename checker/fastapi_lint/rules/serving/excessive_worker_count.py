"""A deployment starts more workers than agreed, or does not say how many."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.launching import production_launches
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    met = tuple(production_launches(service))
    yield from Finding.unless(met, "command that starts a server")
    for run in met:
        workers = run.workers
        if workers is None:
            if run.server in params.servers or any(w.endswith(tuple(params.launchers)) for w in run.words):
                yield Finding.of(
                    run, part="missing", problem="does not say how many workers it wants", most=str(params.most)
                )
        elif workers.isdigit() and int(workers) > params.most:
            yield Finding.of(run, part="many", problem=f"wants {workers} workers", most=str(params.most))
