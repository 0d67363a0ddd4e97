"""Answers lack a header that browsers need for protection."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.interface.written import written_texts
from fastapi_lint.model.finding import Finding

_LIBRARIES = ("secure", "secweb", "Secweb", "fastapi_helmet", "starlette_helmet", "starlette_securityheaders",
              "fastapi_security_headers", "guard")  # fmt: skip
_PAGES = frozenset({"StaticFiles", "Jinja2Templates", "HTMLResponse"})


def check(service: Service, params: Params) -> Iterator[Finding]:
    imports = [i.target for m in service.application_modules() for i in m.imports]
    if not service.routes or any(t.split(".")[0] in _LIBRARIES for t in imports):
        return
    texts = {t.lower() for m in service.application_modules() for t in written_texts(m)}
    serves_pages = any(t.rpartition(".")[2] in _PAGES for t in imports)
    for header in (*params.headers, *(params.page_headers if serves_pages else ())):
        if header.lower() not in texts and header.lower().replace("-", "_") not in texts:
            yield Finding.of(service.app, part=header, header=header)
