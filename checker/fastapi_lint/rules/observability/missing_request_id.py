"""A service does not take over, make or return a correlation id."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.correlation import (
    echoes_header,
    generates_id,
    id_modules,
    library_handles_id,
    modules_that_name_id,
    reads_header,
)
from fastapi_lint.model.finding import Finding

_LACKS = {
    "read": "takes over the id that a client sends in `{header}`",
    "generated": "makes an id for requests that bring no `{header}`",
    "echoed": "puts `{header}` on the response",
}


def check(service: Service, params: Params) -> Iterator[Finding]:
    if library_handles_id(service):
        return
    project, headers = service.project, params.headers
    modules = id_modules(service, headers)
    done = {
        "read": any(reads_header(m, project, headers) for m in modules),
        "generated": any(generates_id(m) for m in (*modules, *modules_that_name_id(service))),
        "echoed": any(echoes_header(m, project, headers) for m in modules),
    }
    for part, lack in _LACKS.items():
        if not done[part]:
            yield Finding(service.app.at, {"lack": lack.format(header=params.header)}, part=part)
