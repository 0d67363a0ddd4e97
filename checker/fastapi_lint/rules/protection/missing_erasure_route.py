"""Personal data is stored, and nothing can delete it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.columns import columns_of
from fastapi_lint.facts.stored.tables import tables
from fastapi_lint.model.finding import Finding

_ERASES = re.compile(r"^_?(?:delete|remove|erase|anonymi[sz]e|forget|purge|wipe|deactivate|redact)")
_PERSONS = frozenset({"user", "account", "customer", "person", "member", "profile", "contact", "patient", "employee",
                      "client", "me", "guest", "subscriber", "participant", "student"})  # fmt: skip


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    own = {m.path for m in service.application_modules()}
    kept = [t for t in tables(project) if t.module.path in own]
    found = [(t, [c.name for c in columns_of(project, t) if c.name in params.personal]) for t in kept]
    found = [(table, names) for table, names in found if names]
    if not found:
        yield Finding.nothing("table with personal data")
        return
    if not service.routes or _erases(service):
        return
    table, names = found[0]
    yield Finding.of(table, table=table.name, fields=", ".join(f"`{n}`" for n in names[:3]))


def _erases(service: Service) -> bool:
    """Whether a route or a function deletes or anonymises persons, or rows of any kind."""
    for route in service.routes:
        segments = (route.paths or (route.path or "",))[0].lower().replace("-", "_")
        if "DELETE" in route.methods and any(p in segments for p in _PERSONS):
            return True
    functions = (f for m in service.application_modules() for f in m.functions)
    named = (f.qualname.lower() for f in functions if _ERASES.match(f.name.lower()))
    return any(person in name for name in named for person in _PERSONS - {"me"})
