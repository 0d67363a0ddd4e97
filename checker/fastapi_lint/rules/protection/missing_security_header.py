"""Answers lack a header that browsers need for protection."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.vocabulary import speaks_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_LIBRARIES = ("secure", "secweb", "Secweb", "fastapi_helmet", "starlette_helmet", "starlette_securityheaders",
              "fastapi_security_headers", "guard")  # fmt: skip
_PAGES = frozenset({"StaticFiles", "Jinja2Templates", "HTMLResponse"})


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    imports = [i.target for m in service.application_modules() for i in m.imports]
    if not service.routes or any(t.split(".")[0] in _LIBRARIES for t in imports):
        return
    serves_pages = any(t.rpartition(".")[2] in _PAGES for t in imports)
    for header in (*params.headers, *(params.page_headers if serves_pages else ())):
        spelled = re.escape(header).replace("\\-", "[-_]")
        if not speaks_of(project, service.application_modules(), re.compile(rf"(?i)^{spelled}$")):
            yield Finding.of(service.app, part=header, header=header)
